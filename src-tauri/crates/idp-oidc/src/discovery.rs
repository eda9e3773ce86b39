//! OpenID Connect Discovery 1.0: reading a provider's own description of itself.

use crate::problem::json_body;
use idp_core::checks::{Check, CheckId};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::OauthSettings;
use idp_core::run::{RequestTrace, StepKind};
use idp_http::{HttpClient, HttpRequest, diagnose_http};
use serde::Deserialize;
use url::Url;

/// The members of the discovery document that are used (OpenID Connect Discovery 3).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DiscoveryDocument {
    /// Issuer; must equal the one that was asked.
    pub issuer: String,
    /// Authorization endpoint.
    pub authorization_endpoint: String,
    /// Token endpoint.
    pub token_endpoint: String,
    /// Userinfo endpoint.
    #[serde(default)]
    pub userinfo_endpoint: Option<String>,
    /// JWKS URI.
    pub jwks_uri: String,
    /// Cognito puts its `/logout` here.
    #[serde(default)]
    pub end_session_endpoint: Option<String>,
    /// RFC 9207: a callback without `iss` is then refused.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

/// The document, or why there is none, with the trace of the request.
#[derive(Debug)]
pub struct DiscoveryRead {
    /// The request.
    pub trace: RequestTrace,
    /// What it gave.
    pub result: Result<DiscoveryDocument, Box<Diagnosis>>,
}

const WELL_KNOWN: &str = ".well-known/openid-configuration";

/// The address of an issuer's document (Discovery 4: appended after the path).
#[must_use]
pub fn discovery_url(issuer: &str) -> Option<Url> {
    Url::parse(&format!("{}/{WELL_KNOWN}", issuer.trim_end_matches('/'))).ok()
}

/// The issuer that a discovery URL belongs to.
#[must_use]
pub fn issuer_of_discovery_url(url: &str) -> Option<&str> {
    url.strip_suffix(WELL_KNOWN)
        .map(|issuer| issuer.strip_suffix('/').unwrap_or(issuer))
}

/// Reads the document at this address.
pub async fn read_discovery(http: &HttpClient, url: Url) -> DiscoveryRead {
    let shown = url.to_string();
    let exchange = http.send(HttpRequest::get(url)).await;
    let result = match exchange.result {
        Ok(response) => json_body(&response, StepKind::Discovery, &shown),
        Err(error) => Err(Box::new(diagnose_http(&error, StepKind::Discovery, &shown))),
    };
    DiscoveryRead {
        trace: exchange.trace,
        result,
    }
}

/// Compares the document with the definition. A differing issuer is fatal before
/// anything else is sent (Discovery 4.3); differing endpoints are worth knowing.
#[must_use]
pub fn check_discovery(
    document: &DiscoveryDocument,
    settings: &OauthSettings,
) -> (Vec<Check>, Option<Diagnosis>) {
    let mut checks = vec![Check::passed(CheckId::DiscoveryDocumentRead)];
    let expected = settings.issuer.as_deref().unwrap_or_default();
    let issuer_holds = document.issuer == expected;
    checks.push(
        Check::of(CheckId::DiscoveryIssuerMatches, issuer_holds)
            .found(&document.issuer)
            .expected(expected),
    );
    let differing = differing_endpoints(document, settings);
    let mut endpoints = Check::of(CheckId::DiscoveryEndpointsMatch, differing.is_empty());
    if !differing.is_empty() {
        let list = |side: fn(&(&str, String, String)) -> String| {
            differing.iter().map(side).collect::<Vec<_>>().join("; ")
        };
        endpoints = endpoints
            .found(list(|(name, configured, _)| {
                format!("{name}: {configured}")
            }))
            .expected(list(|(name, _, document)| format!("{name}: {document}")));
    }
    checks.push(endpoints);
    let diagnosis = (!issuer_holds).then(|| {
        Diagnosis::new(DiagnosisCode::IssuerMismatch, StepKind::Discovery)
            .evidence("issuer in the document", &document.issuer)
            .evidence("configured issuer", expected)
    });
    (checks, diagnosis)
}

fn differing_endpoints<'a>(
    document: &DiscoveryDocument,
    settings: &OauthSettings,
) -> Vec<(&'a str, String, String)> {
    let mut differing = Vec::new();
    let mut compare = |name, configured: Option<&Url>, published: Option<&str>| {
        if let (Some(configured), Some(published)) = (configured, published)
            && Url::parse(published).ok().as_ref() != Some(configured)
        {
            differing.push((name, configured.to_string(), published.to_owned()));
        }
    };
    compare(
        "authorization endpoint",
        Some(&settings.authorization_endpoint),
        Some(&document.authorization_endpoint),
    );
    compare(
        "token endpoint",
        Some(&settings.token_endpoint),
        Some(&document.token_endpoint),
    );
    compare(
        "userinfo endpoint",
        settings.userinfo_endpoint.as_ref(),
        document.userinfo_endpoint.as_deref(),
    );
    compare(
        "JWKS URI",
        settings.jwks_uri.as_ref(),
        Some(&document.jwks_uri),
    );
    differing
}
