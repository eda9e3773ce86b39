//! What the integration tests share: a console on a temporary folder, the practice pool,
//! and surfaces that play a person.
#![expect(
    clippy::expect_used,
    reason = "a test that cannot be set up has to stop"
)]

mod random;
mod stored_run;
mod user_store;
mod way;

pub use random::Random;
pub use stored_run::{StoredEnd, put_run};
pub use user_store::{USER_STORE_CLIENT, begun, user_store_definition};
pub use way::Way;

use async_trait::async_trait;
use idp_app::{
    App, AppOptions, FormCredentials, FormSignIn, SignInRequest, SignInSurface, Start, SurfaceEnd,
    SurfaceEvent,
};
use idp_core::provider::{ClientAuthentication, OauthDraft, ProviderDraft, ProviderId};
use idp_core::run::{ReachedNetwork, RunView, SignInMode};
use idp_core::secret::Secret;
use idp_store::{SecretStoreKind, Store};
use practice_pool::{ClientDescription, PoolDescription, PracticePoolOptions, RunningPracticePool};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

/// What opens the vault of a console.
pub const VAULT_PASSPHRASE: &str = "correct horse battery";

/// A console with a data folder of its own.
pub struct Console {
    /// The use cases.
    pub app: App,
    folder: TempDir,
}

impl Console {
    /// A new console whose secrets live in memory.
    pub async fn open() -> Self {
        Self::open_with(SecretStoreKind::Session).await
    }

    /// A new console whose secrets live in this store.
    pub async fn open_with(kind: SecretStoreKind) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = open_app(folder.path(), kind).await;
        Self { app, folder }
    }

    /// A new console whose tests wait this long for the person.
    pub async fn open_with_sign_in_limit(sign_in_limit: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = AppOptions {
            sign_in_limit,
            ..options(folder.path(), SecretStoreKind::Session)
        };
        let app = App::open(options).await.expect("the data folder opens");
        Self { app, folder }
    }

    /// The console after a restart.
    pub async fn reopen(self, kind: SecretStoreKind) -> Self {
        drop(self.app);
        let app = open_app(self.folder.path(), kind).await;
        Self {
            app,
            folder: self.folder,
        }
    }

    /// The names of the secrets that the console knows a place of.
    pub async fn secret_names(&self) -> Vec<String> {
        let store = Store::open(self.path()).await.expect("the database");
        let places = store.secret_places().list().await.expect("the places");
        store.close().await;
        places.into_iter().map(|place| place.name).collect()
    }

    /// Its data folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Creates a provider from a client of the pool.
    pub async fn add(&self, draft: &ProviderDraft, secret: Option<&str>) -> ProviderId {
        self.app
            .create_provider(draft, secret.map(Secret::new))
            .await
            .expect("the definition is accepted")
            .id
    }

    /// Tests a provider and returns the finished run.
    pub async fn test(&self, id: &ProviderId, surface: impl SignInSurface + 'static) -> RunView {
        let test = self
            .app
            .prepare_test(id, Arc::new(surface))
            .await
            .expect("a prepared test");
        test.run().await.expect("a finished run")
    }
}

/// Opens the application on a folder.
pub async fn open_app(folder: &Path, store: SecretStoreKind) -> App {
    let app = App::open(options(folder, store)).await;
    app.expect("the data folder opens")
}

/// Starts on a folder as the window does, whatever its state; `opened` hears of each
/// application that comes of it.
pub async fn start_on(folder: &Path, opened: impl Fn(&App) + Send + Sync + 'static) -> Start {
    let options = AppOptions {
        secret_store: Some(SecretStoreKind::Session),
        ..AppOptions::new(folder)
    };
    Start::open(options, Box::new(opened)).await
}

fn options(folder: &Path, store: SecretStoreKind) -> AppOptions {
    AppOptions {
        secret_store: Some(store),
        vault_passphrase: Some(Secret::new(VAULT_PASSPHRASE)),
        ..AppOptions::new(folder)
    }
}

/// Starts a practice pool on a free port, with its settings in memory.
pub async fn pool() -> RunningPracticePool {
    practice_pool::start(PracticePoolOptions::default())
        .await
        .expect("the pool starts")
}

/// Serves routes on a free port of 127.0.0.1 until the test ends.
pub async fn serve(routes: axum::Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// The seeded client that has a secret and a branding style.
#[must_use]
pub fn confidential(pool: &PoolDescription) -> ClientDescription {
    pool.clients
        .iter()
        .find(|client| client.secret.is_some())
        .cloned()
        .expect("a confidential client")
}

/// The seeded public client.
#[must_use]
pub fn public(pool: &PoolDescription) -> ClientDescription {
    pool.clients
        .iter()
        .find(|client| client.secret.is_none())
        .cloned()
        .expect("a public client")
}

/// A definition for a client of the pool.
#[must_use]
pub fn definition(pool: &PoolDescription, client: &ClientDescription) -> ProviderDraft {
    ProviderDraft {
        display_name: "Practice".to_owned(),
        catalogue_entry: "aws-cognito-oidc".to_owned(),
        enabled: true,
        oauth: Some(OauthDraft {
            issuer: Some(pool.issuer.clone()),
            authorization_endpoint: pool.authorization_endpoint.clone(),
            token_endpoint: pool.token_endpoint.clone(),
            userinfo_endpoint: Some(pool.userinfo_endpoint.clone()),
            jwks_uri: Some(pool.jwks_uri.clone()),
            client_id: client.id.clone(),
            client_authentication: match client.secret {
                Some(_) => ClientAuthentication::ClientSecretBasic,
                None => ClientAuthentication::None,
            },
            scopes: vec!["openid".into(), "email".into(), "profile".into()],
            redirect_uri: client.callback_urls.first().cloned().unwrap_or_default(),
            allow_http_on_loopback: true,
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

/// The same definition by another address of its server; the document is still read from the
/// server itself, whose address is in its tokens.
#[must_use]
pub fn along(draft: ProviderDraft, server: SocketAddr, way: SocketAddr) -> ProviderDraft {
    let (server, way) = (server.to_string(), way.to_string());
    let along = |url: &str| url.replace(&server, &way);
    let oauth = draft.oauth.map(|oauth| OauthDraft {
        authorization_endpoint: along(&oauth.authorization_endpoint),
        token_endpoint: along(&oauth.token_endpoint),
        userinfo_endpoint: oauth.userinfo_endpoint.as_deref().map(along),
        jwks_uri: oauth.jwks_uri.as_deref().map(along),
        ..oauth
    });
    ProviderDraft { oauth, ..draft }
}

/// A definition that saving accepts; nothing listens at its addresses.
#[must_use]
pub fn oauth_draft(name: &str) -> ProviderDraft {
    let host = "https://acme.auth.eu-west-1.amazoncognito.com";
    let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
    ProviderDraft {
        display_name: name.to_owned(),
        catalogue_entry: "aws-cognito-oidc".to_owned(),
        enabled: true,
        oauth: Some(OauthDraft {
            issuer: Some(issuer.to_owned()),
            authorization_endpoint: format!("{host}/oauth2/authorize"),
            token_endpoint: format!("{host}/oauth2/token"),
            jwks_uri: Some(format!("{issuer}/.well-known/jwks.json")),
            client_id: "1h57kf5cpq17m0eml12EXAMPLE".to_lowercase(),
            scopes: vec!["openid".into()],
            redirect_uri: "https://broker.example.com/callback".to_owned(),
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

/// A sound definition of this name that nobody signs in with.
#[must_use]
pub fn plain_definition(name: &str) -> ProviderDraft {
    ProviderDraft {
        display_name: name.to_owned(),
        catalogue_entry: "generic-oauth2".to_owned(),
        enabled: true,
        oauth: Some(OauthDraft {
            authorization_endpoint: "https://provider.example.com/authorize".to_owned(),
            token_endpoint: "https://provider.example.com/token".to_owned(),
            userinfo_endpoint: Some("https://provider.example.com/userinfo".to_owned()),
            client_id: "client".to_owned(),
            client_authentication: ClientAuthentication::None,
            redirect_uri: "https://broker.example.com/callback".to_owned(),
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

/// Signs a user of the pool in through its form.
#[must_use]
pub fn person(pool: &PoolDescription, name: &str) -> FormSignIn {
    let user = pool
        .users
        .iter()
        .find(|user| user.name == name)
        .expect("a seeded user");
    typing(name, &user.password)
}

/// Types these credentials into the form.
#[must_use]
pub fn typing(username: &str, password: &str) -> FormSignIn {
    FormSignIn::with(FormCredentials {
        username: username.to_owned(),
        password: Secret::new(password),
        new_password: None,
        software_token: None,
    })
}

/// A surface that ends with a callback made from the parameters of the request.
pub struct Answering<F>(pub F);

#[async_trait]
impl<F: Fn(&Url) -> String + Send + Sync> SignInSurface for Answering<F> {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        let query = (self.0)(&request.url);
        let mut callback = request.expected.redirect_uri;
        callback.set_query(Some(&query));
        SurfaceEnd::Captured {
            url: callback,
            reached_network: ReachedNetwork::MayHave,
        }
    }
}

/// A surface on which nobody ever does anything.
pub struct Waiting;

#[async_trait]
impl SignInSurface for Waiting {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        std::future::pending().await
    }
}

/// The value of a query parameter.
#[must_use]
pub fn parameter(url: &Url, wanted: &str) -> String {
    url.query_pairs()
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// A surface with a fault of its own.
pub struct Panicking;

#[async_trait]
impl SignInSurface for Panicking {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        panic!("a fault in the sign-in window")
    }
}
