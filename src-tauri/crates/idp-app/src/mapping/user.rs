//! What the preview says of the local users.

use super::{MapError, Sample, Samples};
use crate::app::App;
use idp_core::mapping::MappingView;
use idp_core::provider::AttributesDraft;
use idp_core::users::{SignedIn, UserPreview, decide};

impl App {
    /// Says in the view of each sample what its sign-in would make of the local users, by these
    /// rules; nothing without USER rules. A dry run.
    pub(super) async fn preview_users(
        &self,
        samples: &Samples,
        rules: &AttributesDraft,
        views: &mut [MappingView],
    ) -> Result<(), MapError> {
        if rules.user.is_empty() {
            return Ok(());
        }
        let name = match &*samples.connection.name {
            "" => "this provider",
            name => name,
        };
        let of_sample = |(sample, view): (&Sample, &MappingView)| {
            let (id, failure) = (&samples.provider_id, sample.failure.as_deref());
            SignedIn {
                newer: sample.newer.clone(),
                ..SignedIn::new(id, name, rules, view, failure)
            }
        };
        let both = samples.samples.iter().zip(&*views);
        let signed_in: Vec<SignedIn> = both.map(of_sample).collect();
        let known = self.inner.store.local_users().known_of(&signed_in).await?;
        let decided = signed_in.iter().zip(&known);
        for ((sample, view), (signed_in, known)) in samples.samples.iter().zip(views).zip(decided) {
            let decision = decide(signed_in, known);
            view.user = Some(UserPreview::new(decision, sample.run.clone()));
        }
        Ok(())
    }
}
