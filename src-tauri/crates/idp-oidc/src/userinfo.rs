//! Userinfo (OpenID Connect Core 5.3).

use crate::problem::claims_body;
use http::{HeaderValue, header::AUTHORIZATION};
use idp_core::checks::{Check, CheckId};
use idp_core::claims::Claims;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{RequestTrace, StepKind};
use idp_core::secret::Secret;
use idp_http::{HttpClient, HttpRequest, diagnose_http};
use serde_json::Value;
use url::Url;

/// What userinfo gave.
#[derive(Debug)]
pub struct UserinfoRead {
    /// The request; absent when none could be made.
    pub trace: Option<RequestTrace>,
    /// The checks made.
    pub checks: Vec<Check>,
    /// The claims, or why there are none.
    pub result: Result<Claims, Box<Diagnosis>>,
}

/// Asks userinfo with the access token in the header and compares the subject with that
/// of the ID token.
pub async fn read_userinfo(
    http: &HttpClient,
    endpoint: &Url,
    access_token: &Secret,
    expected_subject: Option<&str>,
) -> UserinfoRead {
    let Some(bearer) = bearer(access_token) else {
        let diagnosis = Diagnosis::new(DiagnosisCode::TokenResponseUnusable, StepKind::Userinfo);
        return UserinfoRead {
            trace: None,
            checks: vec![Check::failed(CheckId::UserinfoAnswered)],
            result: Err(Box::new(diagnosis)),
        };
    };
    let request = HttpRequest::get(endpoint.clone()).header(AUTHORIZATION, bearer);
    let exchange = http.send(request).await;
    let shown = endpoint.as_str();
    let claims = match &exchange.result {
        Err(error) => Err(Box::new(diagnose_http(error, StepKind::Userinfo, shown))),
        Ok(response) if matches!(response.status, 400 | 401 | 403 | 404 | 405) => {
            let mut diagnosis = Diagnosis::new(DiagnosisCode::UserinfoRejected, StepKind::Userinfo)
                .evidence("address", shown)
                .evidence("status", response.status.to_string());
            if let Some(why) = response.header("www-authenticate") {
                diagnosis = diagnosis.evidence("WWW-Authenticate", why);
            }
            Err(Box::new(diagnosis))
        }
        Ok(response) => claims_body(response, StepKind::Userinfo, shown),
    };
    let (checks, result) = check(claims, expected_subject);
    UserinfoRead {
        trace: Some(exchange.trace),
        checks,
        result,
    }
}

fn check(
    claims: Result<Claims, Box<Diagnosis>>,
    expected_subject: Option<&str>,
) -> (Vec<Check>, Result<Claims, Box<Diagnosis>>) {
    let claims = match claims {
        Ok(claims) => claims,
        Err(diagnosis) => {
            let check = Check::failed(CheckId::UserinfoAnswered).found(&diagnosis.title);
            return (vec![check], Err(diagnosis));
        }
    };
    let mut checks = vec![Check::passed(CheckId::UserinfoAnswered)];
    if let Some(expected) = expected_subject {
        let found = claims.get("sub").and_then(Value::as_str);
        let same = found == Some(expected);
        checks.push(
            Check::of(CheckId::UserinfoSubjectMatches, same)
                .found(found.unwrap_or("no sub"))
                .expected(expected),
        );
        if !same {
            let diagnosis =
                Diagnosis::new(DiagnosisCode::UserinfoSubjectMismatch, StepKind::Userinfo)
                    .evidence("sub of userinfo", found.unwrap_or("absent"))
                    .evidence("sub of the ID token", expected);
            return (checks, Err(Box::new(diagnosis)));
        }
    }
    if let Some(value) = claims.get("email_verified") {
        checks.push(
            Check::of(CheckId::EmailVerifiedIsBoolean, value.is_boolean())
                .found(value.to_string())
                .expected("true or false without quotation marks"),
        );
    }
    (checks, Ok(claims))
}

/// RFC 6750 section 2.1: `b64token` characters only, so that nothing can be smuggled
/// into the header.
fn bearer(token: &Secret) -> Option<HeaderValue> {
    let text = token.expose();
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
    if text.is_empty() || !text.chars().all(legal) {
        return None;
    }
    let mut value = HeaderValue::from_str(&format!("Bearer {text}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}
