//! Reading the provider's keys (RFC 7517).

use crate::problem::json_body;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{RequestTrace, StepKind};
use idp_http::{HttpClient, HttpRequest, diagnose_http};
use idp_token::Jwks;
use url::Url;

/// Largest JWKS that is read, in bytes.
const MAX_JWKS: usize = 512 * 1024;

/// The keys, or why there are none.
#[derive(Debug)]
pub struct JwksRead {
    /// The request.
    pub trace: RequestTrace,
    /// What it gave.
    pub result: Result<Jwks, Box<Diagnosis>>,
}

/// Reads the JWKS at this address.
pub async fn read_jwks(http: &HttpClient, uri: &Url) -> JwksRead {
    let shown = uri.as_str();
    let request = HttpRequest {
        max_body: MAX_JWKS,
        ..HttpRequest::get(uri.clone())
    };
    let exchange = http.send(request).await;
    let result = match exchange.result {
        Err(error) => Err(Box::new(diagnose_http(&error, StepKind::IdToken, shown))),
        Ok(response) => json_body::<serde_json::Value>(&response, StepKind::IdToken, shown)
            .and_then(|_| {
                Jwks::parse(&response.body).map_err(|error| {
                    Box::new(
                        Diagnosis::new(DiagnosisCode::SigningKeyMissing, StepKind::IdToken)
                            .evidence("address", shown)
                            .evidence("problem", error.to_string()),
                    )
                })
            }),
    };
    JwksRead {
        trace: exchange.trace,
        result,
    }
}
