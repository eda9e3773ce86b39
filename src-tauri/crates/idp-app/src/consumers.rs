//! What other products would make of a stored run.

use crate::app::App;
use crate::providers::fingerprint;
use crate::runs::RunError;
use idp_core::consumers::{ClientFacts, ConsumersView, consumers_of_run};
use idp_core::provider::ProviderId;

impl App {
    /// What every known consumer would make of a run. Scopes and client are those of the
    /// present definition; the view says when it is another one than was tested.
    ///
    /// # Errors
    /// When the run is unknown or the database fails.
    pub async fn consumers_of_run(&self, run_id: &str) -> Result<ConsumersView, RunError> {
        let run = self.run(run_id).await?;
        let id = ProviderId(run.provider_id.clone());
        // A provider that was deleted since has nothing to tell; what was received has.
        let stored = self.inner.store.providers().find(&id).await?;
        let client = stored.map(|provider| {
            let changed = fingerprint(&provider.definition) != run.fingerprint;
            ClientFacts::of(&provider.definition, changed)
        });
        Ok(consumers_of_run(&run, client.as_ref()))
    }
}
