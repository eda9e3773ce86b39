//! What a broker that knows user name and password only would meet with a user pool.

use crate::app::App;
use crate::test_connection::{TestConnectionError, http_options};
use idp_aws::UserPool;
use idp_cognito::{discovery_url_of, issuer_at};
use idp_core::broker::{BrokerFinding, Probe, broker_findings};
use idp_core::provider::{AuthFlow, Protocol, ProviderId, UserStoreSettings};
use idp_core::run::{RequestTrace, RunView};
use idp_core::secret::Secret;
use idp_http::HttpClient;
use url::Url;

/// So many test runs are looked at, whatever pool and client they were made with.
const RUNS: usize = 100;

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
    /// this definition with the same pool and app client. Nobody is signed in and no account
    /// can be locked by it.
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
        let asked = Asked::by(settings);
        let mut runs = Vec::new();
        for summary in self.list_runs(Some(&id.0)).await?.into_iter().take(RUNS) {
            let run = self.run(&summary.run_id).await?;
            if asked.is_of(&run) {
                runs.push(run);
            }
        }
        Ok(broker_findings(probe, &runs))
    }
}

/// Whom a definition asks. What a pool asked for through an app client holds for both,
/// whatever else of the definition was changed since.
struct Asked<'a> {
    /// The document that each run reads first; its address names the API and the pool.
    document: Option<Url>,
    client_id: &'a str,
}

impl<'a> Asked<'a> {
    fn by(settings: &'a UserStoreSettings) -> Self {
        let issuer = issuer_at(&settings.user_pool_id, settings.endpoint_override.as_ref());
        Self {
            document: issuer.as_deref().and_then(discovery_url_of),
            client_id: &settings.client_id,
        }
    }

    /// The trace tells it of runs of any age, whose definition is not known any more.
    fn is_of(&self, run: &RunView) -> bool {
        let Some(document) = &self.document else {
            return false;
        };
        let names_client = |request: &RequestTrace| {
            let mut parameters = request.parameters.iter();
            parameters.any(|one| one.name == "ClientId" && one.value == self.client_id)
        };
        let mut requests = run.requests.iter();
        requests.any(|request| request.url == document.as_str())
            && run.requests.iter().any(names_client)
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
