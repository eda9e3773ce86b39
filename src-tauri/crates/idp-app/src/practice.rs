//! The practice pool as part of the console.

use crate::app::App;
use crate::events::AppEvent;
use crate::providers::ProviderError;
use definition::{definition, is_of_practice_pool};
use idp_core::provider::{ProviderId, ProviderView};
use idp_core::secret::Secret;
use idp_core::validation::{FieldCode, FieldProblem};
use practice_pool::{
    PoolDescription, PracticePoolOptions, RunningPracticePool, Settings, SettingsError, StartError,
};
use serde::Serialize;
use tokio::sync::Mutex;

mod definition;

/// The port that the pool takes at first, unless another is asked for.
pub const PRACTICE_PORT: u16 = 9630;
/// The setting with the port that definitions of the pool point to.
const PORT: &str = "practice_pool_port";

/// Why the practice pool did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PracticePoolError {
    /// It could not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// It is not running.
    #[error("The practice pool is not running. Start it first.")]
    NotRunning,
    /// The settings have errors.
    #[error("The settings of the practice pool have errors.")]
    Settings(Vec<FieldProblem>),
    /// The settings could not be stored.
    #[error("The settings of the practice pool could not be stored: {0}")]
    SettingsFile(String),
    /// No such client.
    #[error("The practice pool has no client {0}.")]
    UnknownClient(String),
    /// The definition made from a client.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

/// A client of the pool, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeClient {
    /// Client ID.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Registered callbacks.
    pub callback_urls: Vec<String>,
    /// Registered sign-out URLs.
    pub sign_out_urls: Vec<String>,
    /// Ticked scopes.
    pub scopes: Vec<String>,
    /// Whether it has a secret.
    pub confidential: bool,
    /// Whether it is for user name and password through the API.
    pub user_store: bool,
}

/// A user of the pool with the practice password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeUser {
    /// User name.
    pub name: String,
    /// The practice password.
    pub password: String,
    /// What the user is for.
    pub purpose: String,
    /// The key of the authenticator, in base32.
    pub totp_secret: Option<String>,
}

/// The pool as the screen shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticePoolStatus {
    /// Whether it serves.
    pub running: bool,
    /// `http://127.0.0.1:port`.
    pub address: Option<String>,
    /// What is worth knowing, such as another port than the usual.
    pub note: Option<String>,
    /// Issuer.
    pub issuer: Option<String>,
    /// Authorization endpoint.
    pub authorization_endpoint: Option<String>,
    /// Token endpoint.
    pub token_endpoint: Option<String>,
    /// Userinfo endpoint.
    pub userinfo_endpoint: Option<String>,
    /// JWKS URI.
    pub jwks_uri: Option<String>,
    /// Logout endpoint.
    pub logout_endpoint: Option<String>,
    /// Discovery URL.
    pub discovery_url: Option<String>,
    /// User pool ID.
    pub user_pool_id: Option<String>,
    /// Identity pool ID.
    pub identity_pool_id: Option<String>,
    /// Its clients.
    pub clients: Vec<PracticeClient>,
    /// Its users.
    pub users: Vec<PracticeUser>,
    /// The code it would have sent last, in a text message or an e-mail.
    pub sent_code: Option<String>,
    /// The providers that point to a practice pool on this machine, whether it runs or not.
    pub providers: Vec<ProviderId>,
}

#[derive(Default)]
pub(crate) struct PracticePoolHolder(Mutex<Held>);

#[derive(Default)]
struct Held {
    pool: Option<RunningPracticePool>,
    note: Option<String>,
}

impl App {
    /// How the pool stands.
    pub async fn practice_pool_status(&self) -> PracticePoolStatus {
        let providers = self.practice_providers().await;
        let held = self.inner.practice.0.lock().await;
        match &held.pool {
            Some(pool) => PracticePoolStatus {
                providers,
                sent_code: pool.messages().pop().map(|message| message.code),
                ..status(&pool.description(), held.note.clone())
            },
            None => PracticePoolStatus {
                providers,
                ..PracticePoolStatus::default()
            },
        }
    }

    async fn practice_providers(&self) -> Vec<ProviderId> {
        // Without them the status is still worth showing.
        let stored = self
            .inner
            .store
            .providers()
            .list()
            .await
            .unwrap_or_default();
        stored
            .into_iter()
            .filter(|row| is_of_practice_pool(&row.definition))
            .map(|row| row.id)
            .collect()
    }

    /// Starts the pool on the port it had at first, so that definitions of it go on working;
    /// when that is taken and no port was asked for, on another one, and says so. Started
    /// twice it is one.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn start_practice_pool(
        &self,
        port: Option<u16>,
    ) -> Result<PracticePoolStatus, PracticePoolError> {
        let mut held = self.inner.practice.0.lock().await;
        if held.pool.is_none() {
            let usual = self.practice_port().await;
            let options = |port| PracticePoolOptions {
                port,
                settings_file: Some(self.data_folder().join("practice-pool.json")),
                ..PracticePoolOptions::default()
            };
            let first = port.or(usual).unwrap_or(PRACTICE_PORT);
            let (pool, note) = match practice_pool::start(options(first)).await {
                Err(StartError::PortInUse { port: taken }) if port.is_none() => {
                    let pool = practice_pool::start(options(0)).await?;
                    let used = pool.addr().port();
                    let note = format!(
                        "Port {taken} is in use, perhaps by another practice pool; this one uses port {used}. Definitions that name port {taken} do not reach it."
                    );
                    (pool, Some(note))
                }
                other => (other?, None),
            };
            if port.is_some_and(|asked| asked != 0) || (port.is_none() && usual.is_none()) {
                self.keep_practice_port(pool.addr().port()).await;
            }
            *held = Held {
                pool: Some(pool),
                note,
            };
        }
        drop(held);
        self.announce(AppEvent::PracticePoolChanged);
        Ok(self.practice_pool_status().await)
    }

    async fn practice_port(&self) -> Option<u16> {
        let kept = self.inner.store.settings().find(PORT).await;
        kept.ok().flatten()?.parse().ok()
    }

    async fn keep_practice_port(&self, port: u16) {
        let text = port.to_string();
        if let Err(error) = self.inner.store.settings().update(PORT, &text).await {
            // It serves all the same; the next start takes the usual port.
            tracing::warn!("the port of the practice pool was not kept: {error}");
        }
    }

    /// Stops the pool.
    pub async fn stop_practice_pool(&self) -> PracticePoolStatus {
        let pool = std::mem::take(&mut *self.inner.practice.0.lock().await).pool;
        if let Some(pool) = pool {
            pool.stop().await;
        }
        self.announce(AppEvent::PracticePoolChanged);
        self.practice_pool_status().await
    }

    /// The settings of the running pool as JSON text.
    ///
    /// # Errors
    /// When it is not running.
    pub async fn practice_pool_settings(&self) -> Result<String, PracticePoolError> {
        let held = self.inner.practice.0.lock().await;
        let pool = held.pool.as_ref().ok_or(PracticePoolError::NotRunning)?;
        serde_json::to_string_pretty(&pool.settings())
            .map_err(|error| PracticePoolError::SettingsFile(error.to_string()))
    }

    /// Changes the settings of the running pool.
    ///
    /// # Errors
    /// With field paths when the text has errors; nothing is changed then.
    pub async fn update_practice_pool_settings(
        &self,
        text: &str,
    ) -> Result<PracticePoolStatus, PracticePoolError> {
        let problem = |field: &str, message: String| {
            FieldProblem::error(field, FieldCode::InvalidFormat, message)
        };
        let settings: Settings = serde_json::from_str(text).map_err(|error| {
            PracticePoolError::Settings(vec![problem("settings", format!("{error}."))])
        })?;
        {
            let held = self.inner.practice.0.lock().await;
            let pool = held.pool.as_ref().ok_or(PracticePoolError::NotRunning)?;
            pool.update_settings(settings)
                .await
                .map_err(|error| match error {
                    SettingsError::Invalid { problems } => PracticePoolError::Settings(
                        problems
                            .into_iter()
                            .map(|found| problem(&found.field, found.message))
                            .collect(),
                    ),
                    error @ SettingsError::Write { .. } => {
                        PracticePoolError::SettingsFile(error.to_string())
                    }
                })?;
        }
        self.announce(AppEvent::PracticePoolChanged);
        Ok(self.practice_pool_status().await)
    }

    /// Makes a provider from a client of the running pool, secret included.
    ///
    /// # Errors
    /// When the pool is not running, the client unknown or the definition refused.
    pub async fn add_practice_pool_provider(
        &self,
        client_id: &str,
    ) -> Result<ProviderView, PracticePoolError> {
        let description = {
            let held = self.inner.practice.0.lock().await;
            held.pool
                .as_ref()
                .ok_or(PracticePoolError::NotRunning)?
                .description()
        };
        let client = description
            .clients
            .iter()
            .find(|client| client.id == client_id)
            .ok_or_else(|| PracticePoolError::UnknownClient(client_id.to_owned()))?;
        let names: Vec<String> = self
            .list_providers()
            .await?
            .into_iter()
            .map(|provider| provider.display_name)
            .collect();
        let draft = definition(&description, client, &names);
        let secret = client.secret.clone().map(Secret::new);
        Ok(self.create_provider(&draft, secret).await?)
    }
}

fn status(pool: &PoolDescription, note: Option<String>) -> PracticePoolStatus {
    PracticePoolStatus {
        running: true,
        address: Some(pool.domain.clone()),
        note,
        issuer: Some(pool.issuer.clone()),
        authorization_endpoint: Some(pool.authorization_endpoint.clone()),
        token_endpoint: Some(pool.token_endpoint.clone()),
        userinfo_endpoint: Some(pool.userinfo_endpoint.clone()),
        jwks_uri: Some(pool.jwks_uri.clone()),
        logout_endpoint: Some(pool.logout_endpoint.clone()),
        discovery_url: Some(pool.discovery_url.clone()),
        user_pool_id: Some(pool.user_pool_id.clone()),
        identity_pool_id: Some(pool.identity_pool_id.clone()),
        clients: pool
            .clients
            .iter()
            .map(|client| PracticeClient {
                id: client.id.clone(),
                name: client.name.clone(),
                purpose: client.purpose.clone(),
                callback_urls: client.callback_urls.clone(),
                sign_out_urls: client.sign_out_urls.clone(),
                scopes: client.scopes.clone(),
                confidential: client.secret.is_some(),
                user_store: definition::is_user_store(client),
            })
            .collect(),
        users: pool
            .users
            .iter()
            .map(|user| PracticeUser {
                name: user.name.clone(),
                password: user.password.clone(),
                purpose: user.purpose.clone(),
                totp_secret: user.totp_secret.clone(),
            })
            .collect(),
        sent_code: None,
        providers: Vec::new(),
    }
}
