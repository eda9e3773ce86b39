//! The definition of a client of the practice pool, and which definitions are of one.

use idp_core::catalogue::{AWS_COGNITO_OIDC, AWS_COGNITO_USER_STORE};
use idp_core::provider::{
    ClientAuthentication, OauthDraft, ProviderDraft, ProviderKind, UserStoreDraft,
};
use practice_pool::{AuthFlow, ClientDescription, PoolDescription};
use url::Url;

/// The prefix of its pool IDs, where AWS has a Region.
const REGION: &str = "local-practice-";

/// A definition of this client under a name that is free.
pub(super) fn definition(
    pool: &PoolDescription,
    client: &ClientDescription,
    names: &[String],
) -> ProviderDraft {
    let base = format!("Practice pool: {}", client.name);
    let taken = |name: &String| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let display_name = std::iter::once(base.clone())
        .chain((2..=names.len() + 2).map(|number| format!("{base} {number}")))
        .find(|name| !taken(name))
        .unwrap_or(base);
    let common = ProviderDraft {
        display_name,
        enabled: true,
        tags: vec!["practice".to_owned()],
        ..ProviderDraft::default()
    };
    if is_user_store(client) {
        ProviderDraft {
            catalogue_entry: AWS_COGNITO_USER_STORE.to_owned(),
            kind: ProviderKind::UserStore,
            user_store: Some(user_store(pool, client)),
            ..common
        }
    } else {
        ProviderDraft {
            catalogue_entry: AWS_COGNITO_OIDC.to_owned(),
            oauth: Some(oauth(pool, client)),
            ..common
        }
    }
}

/// Whether a client is made for user name and password.
pub(super) fn is_user_store(client: &ClientDescription) -> bool {
    client.explicit_auth_flows.contains(&AuthFlow::UserPassword)
}

fn oauth(pool: &PoolDescription, client: &ClientDescription) -> OauthDraft {
    OauthDraft {
        issuer: Some(pool.issuer.clone()),
        authorization_endpoint: pool.authorization_endpoint.clone(),
        token_endpoint: pool.token_endpoint.clone(),
        userinfo_endpoint: Some(pool.userinfo_endpoint.clone()),
        jwks_uri: Some(pool.jwks_uri.clone()),
        logout_endpoint: Some(pool.logout_endpoint.clone()),
        client_id: client.id.clone(),
        client_authentication: match client.secret {
            Some(_) => ClientAuthentication::ClientSecretBasic,
            None => ClientAuthentication::None,
        },
        scopes: client.scopes.clone(),
        redirect_uri: client.callback_urls.first().cloned().unwrap_or_default(),
        sign_out_uri: client.sign_out_urls.first().cloned(),
        allow_http_on_loopback: true,
        ..OauthDraft::default()
    }
}

fn user_store(pool: &PoolDescription, client: &ClientDescription) -> UserStoreDraft {
    let region = pool.user_pool_id.split('_').next().unwrap_or_default();
    UserStoreDraft {
        region: region.to_owned(),
        user_pool_id: pool.user_pool_id.clone(),
        client_id: client.id.clone(),
        identity_pool_id: Some(pool.identity_pool_id.clone()),
        auth_flow: None,
        endpoint_override: Some(pool.domain.clone()),
    }
}

/// Whether a definition points to a practice pool on this machine.
pub(super) fn is_of_practice_pool(draft: &ProviderDraft) -> bool {
    let oauth = draft
        .oauth
        .as_ref()
        .and_then(|oauth| oauth.issuer.as_deref());
    let store = draft.user_store.as_ref().and_then(|store| {
        let endpoint = store.endpoint_override.as_deref()?;
        store.user_pool_id.starts_with(REGION).then_some(endpoint)
    });
    let is_local = |address: &str, path: &str| {
        Url::parse(address).is_ok_and(|url| {
            url.scheme() == "http"
                && url.host_str() == Some("127.0.0.1")
                && url.path().starts_with(path)
        })
    };
    oauth.is_some_and(|issuer| is_local(issuer, &format!("/{REGION}")))
        || store.is_some_and(|endpoint| is_local(endpoint, "/"))
}
