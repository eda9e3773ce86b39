//! What the preview says of the local users.

use super::{MapError, Sample};
use crate::app::App;
use idp_core::mapping::{Connection, MappingView};
use idp_core::provider::{AttributesDraft, ProviderId};
use idp_core::users::{SignedIn, UserPreview, decide};

impl App {
    /// What the sign-in of a sample would make of the local users, by these rules; nothing
    /// without USER rules. A dry run.
    pub(super) async fn user_of_sample(
        &self,
        provider_id: &ProviderId,
        connection: &Connection,
        rules: &AttributesDraft,
        view: &MappingView,
        sample: Sample,
    ) -> Result<Option<UserPreview>, MapError> {
        if rules.user.is_empty() {
            return Ok(None);
        }
        let name = match &*connection.name {
            "" => "this provider",
            name => name,
        };
        let signed_in = SignedIn::new(provider_id, name, rules, view, sample.failure.as_deref());
        let known = self.inner.store.local_users().known(&signed_in).await?;
        Ok(Some(UserPreview::new(
            decide(&signed_in, &known),
            sample.run,
        )))
    }
}
