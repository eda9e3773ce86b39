//! From a domain, a user pool ID, an issuer or a discovery URL to the endpoints.

use crate::app::App;
use idp_cognito::{
    DomainEndpoints, Recognised, domain_endpoints, domain_slip, is_cognito_domain,
    is_cognito_issuer, recognise,
};
use idp_core::catalogue::{AWS_COGNITO_OIDC, EndpointLookup, find};
use idp_http::{HttpClient, HttpOptions};
use idp_oidc::discovery::{DiscoveryDocument, discovery_url, read_discovery};
use serde::Serialize;
use url::Url;

/// What could be filled in. Empty fields are for the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FilledEndpoints {
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
    /// Whether the values were read from the discovery document or follow from the input.
    pub from_discovery: bool,
    /// The entry of the catalogue that knows this provider better than the one chosen.
    pub suggested_entry: Option<String>,
    /// The definition must allow http on loopback for these endpoints.
    pub needs_http_on_loopback: bool,
    /// Whether the input looks mistyped; the first note says how.
    pub suspicious: bool,
    /// What was done and what is missing, in words.
    pub notes: Vec<String>,
}

impl App {
    /// Fills endpoints in. The discovery document is read where there can be one; the
    /// issuer is never made up when the document can be read.
    pub async fn fill_endpoints(&self, entry: &str, input: &str) -> FilledEndpoints {
        let mut filled = match find(entry).map(|entry| entry.lookup) {
            Some(EndpointLookup::Discovery) => from_any(input).await,
            Some(EndpointLookup::Cognito | EndpointLookup::Manual) | None => {
                from_cognito(input).await
            }
        };
        if filled.needs_http_on_loopback {
            filled.notes.push(
                "These addresses are http on this machine, so \"Allow http on loopback\" is switched on."
                    .to_owned(),
            );
        }
        if entry != AWS_COGNITO_OIDC && filled.is_cognito() {
            filled.suggested_entry = Some(AWS_COGNITO_OIDC.to_owned());
            filled.notes.push(
                "This is an AWS Cognito user pool. With the entry AWS Cognito you get its set-up list, its checks and the causes of its errors."
                    .to_owned(),
            );
        }
        filled
    }
}

impl FilledEndpoints {
    fn is_cognito(&self) -> bool {
        self.issuer.as_deref().is_some_and(is_cognito_issuer)
            || self
                .authorization_endpoint
                .as_deref()
                .is_some_and(is_cognito_domain)
    }
}

async fn from_cognito(input: &str) -> FilledEndpoints {
    match recognise(input) {
        Recognised::UserPool(pool) | Recognised::Arn(pool) => {
            from_issuer(&pool.original_issuer()).await
        }
        Recognised::Issuer(issuer) => from_issuer(&issuer).await,
        Recognised::Domain(domain) => from_domain(&domain),
        Recognised::Unknown => FilledEndpoints {
            notes: vec![
                "This is neither a user pool ID (eu-west-1_AbCdEf123) nor a domain (acme.auth.eu-west-1.amazoncognito.com) nor an issuer URL."
                    .to_owned(),
            ],
            ..FilledEndpoints::default()
        },
    }
}

/// Any OpenID Connect provider: the document has the word, and nothing is made up.
async fn from_any(input: &str) -> FilledEndpoints {
    let input = input.trim();
    if let Recognised::UserPool(pool) | Recognised::Arn(pool) = recognise(input) {
        return from_issuer(&pool.original_issuer()).await;
    }
    let text = if input.contains("://") {
        input.to_owned()
    } else {
        format!("https://{input}")
    };
    let issuer = text
        .strip_suffix("/.well-known/openid-configuration")
        .unwrap_or(&text);
    let legal = Url::parse(issuer).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http") && url.query().is_none() && url.has_host()
    });
    if !legal {
        return FilledEndpoints {
            notes: vec![
                "This is neither an issuer (https://login.example.com/realms/staff) nor the URL of a discovery document."
                    .to_owned(),
            ],
            ..FilledEndpoints::default()
        };
    }
    if is_cognito_domain(issuer)
        && let Ok(domain) = Url::parse(issuer)
    {
        return from_domain(&domain);
    }
    from_issuer(issuer).await
}

async fn from_issuer(issuer: &str) -> FilledEndpoints {
    let Some(url) = discovery_url(issuer) else {
        return FilledEndpoints::default();
    };
    let local = url.scheme() == "http";
    let options = HttpOptions {
        allow_http_on_loopback: local,
        ..HttpOptions::default()
    };
    let Ok(http) = HttpClient::open(options) else {
        return FilledEndpoints::default();
    };
    let shown = url.to_string();
    match read_discovery(&http, url).await.result {
        Ok(document) => from_document(document, &shown, local),
        Err(diagnosis) if !is_cognito_issuer(issuer) => FilledEndpoints {
            notes: vec![
                format!("The discovery document at {shown} could not be read: {}", diagnosis.title),
                "Check the address in a browser, or enter the endpoints by hand.".to_owned(),
            ],
            ..FilledEndpoints::default()
        },
        Err(diagnosis) => FilledEndpoints {
            issuer: Some(issuer.to_owned()),
            jwks_uri: Some(format!("{issuer}/.well-known/jwks.json")),
            needs_http_on_loopback: local,
            notes: vec![
                format!("The discovery document at {shown} could not be read: {}", diagnosis.title),
                "Issuer and JWKS URI follow from the user pool ID. Enter the domain too for the other endpoints."
                    .to_owned(),
            ],
            ..FilledEndpoints::default()
        },
    }
}

fn from_document(document: DiscoveryDocument, shown: &str, local: bool) -> FilledEndpoints {
    let mut notes = vec![format!("Read from {shown}.")];
    let host = Url::parse(&document.authorization_endpoint)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default();
    if host.starts_with("cognito-idp.") {
        notes.push(
            "This user pool has no domain yet, so it has no sign-in pages. Create one in the AWS console under Domain."
                .to_owned(),
        );
    }
    let logout = document.end_session_endpoint.clone();
    FilledEndpoints {
        issuer: Some(document.issuer),
        authorization_endpoint: Some(document.authorization_endpoint),
        token_endpoint: Some(document.token_endpoint),
        userinfo_endpoint: document.userinfo_endpoint,
        jwks_uri: Some(document.jwks_uri),
        logout_endpoint: logout,
        from_discovery: true,
        suggested_entry: None,
        needs_http_on_loopback: local,
        suspicious: false,
        notes,
    }
}

fn from_domain(domain: &Url) -> FilledEndpoints {
    let slip = domain_slip(domain).map(|words| format!("{words} Correct it and fill in again."));
    let DomainEndpoints {
        authorization_endpoint,
        token_endpoint,
        userinfo_endpoint,
        logout_endpoint,
    } = domain_endpoints(domain);
    FilledEndpoints {
        authorization_endpoint: Some(authorization_endpoint),
        token_endpoint: Some(token_endpoint),
        userinfo_endpoint: Some(userinfo_endpoint),
        logout_endpoint: Some(logout_endpoint),
        needs_http_on_loopback: domain.scheme() == "http",
        suspicious: slip.is_some(),
        notes: slip.into_iter().chain([
            "The endpoints follow from the domain. Enter the user pool ID too for issuer and JWKS URI, which are needed to verify the ID token."
                .to_owned(),
        ]).collect(),
        ..FilledEndpoints::default()
    }
}
