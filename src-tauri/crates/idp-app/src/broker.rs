//! What a broker that knows user name and password only would meet with a user pool.

use crate::app::App;
use crate::providers::fingerprint;
use crate::test_connection::{TestConnectionError, http_options};
use idp_aws::UserPool;
use idp_core::broker::{BrokerFinding, Probe, broker_findings};
use idp_core::provider::{AuthFlow, Protocol, ProviderId, UserStoreSettings};
use idp_core::secret::Secret;
use idp_http::HttpClient;

/// So many test runs are looked at.
const RUNS: usize = 20;

/// Why it could not be found out.
#[derive(Debug, thiserror::Error)]
pub enum BrokerCheckError {
    /// Nothing to ask with user name and password.
    #[error("{0} is no API user store, so no broker asks it for passwords.")]
    NoUserStore(String),
    /// The provider, its stores or its HTTP client.
    #[error(transparent)]
    Test(#[from] TestConnectionError),
    /// The runs.
    #[error(transparent)]
    Run(#[from] crate::runs::RunError),
}

impl App {
    /// Asks the pool once, with a user name that nobody has, and looks at the test runs of
    /// this definition. Nobody is signed in and no account can be locked by it.
    ///
    /// # Errors
    /// When the provider is unknown or of another kind, or the database fails. What the
    /// pool says is a finding, not an error.
    pub async fn broker_check(
        &self,
        id: &ProviderId,
    ) -> Result<Vec<BrokerFinding>, BrokerCheckError> {
        let provider = self
            .checked_provider(id)
            .await
            .map_err(TestConnectionError::from)?;
        let protocol = provider.protocol().clone();
        let Protocol::UserStore(settings) = &protocol else {
            let name = provider.display_name().to_owned();
            return Err(BrokerCheckError::NoUserStore(name));
        };
        let http = HttpClient::open(http_options(&protocol)).map_err(TestConnectionError::from)?;
        let probe = probe(settings, http).await;
        let current = fingerprint(provider.as_draft());
        let mut runs = Vec::new();
        for summary in self.list_runs(Some(&id.0)).await?.into_iter().take(RUNS) {
            let run = self.run(&summary.run_id).await?;
            if run.fingerprint == current {
                runs.push(run);
            }
        }
        Ok(broker_findings(probe, &runs))
    }
}

/// As a broker would call: with the password flow and without a secret.
async fn probe(settings: &UserStoreSettings, http: HttpClient) -> Probe {
    let settings = UserStoreSettings {
        auth_flow: AuthFlow::UserPassword,
        ..settings.clone()
    };
    let nobody = format!("idp-console-{}", uuid::Uuid::new_v4());
    let password = Secret::new(uuid::Uuid::new_v4().to_string());
    let pool = UserPool::new(&settings, None, http);
    match pool.initiate_auth(&nobody, &password).await.result {
        Ok(_) => Probe::Challenged,
        Err(diagnosis) => Probe::Refused(diagnosis.code),
    }
}
