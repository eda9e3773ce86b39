//! From an answer that is none to a diagnosis.

use idp_core::claims::{Claims, exact_numbers};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::StepKind;
use idp_http::HttpResponse;
use serde::de::DeserializeOwned;

/// Reads a JSON body, or says why it is none: a redirect, an error status, another
/// content.
///
/// # Errors
/// A diagnosis that names the status and the first characters.
pub fn json_body<T: DeserializeOwned>(
    response: &HttpResponse,
    step: StepKind,
    url: &str,
) -> Result<T, Box<Diagnosis>> {
    if let Some(diagnosis) = refused_status(response, step, url) {
        return Err(Box::new(diagnosis));
    }
    serde_json::from_slice(&response.body).map_err(|error| not_json(&error, response, step, url))
}

/// The same for claims, in which numbers stay exact.
///
/// # Errors
/// As [`json_body`].
pub fn claims_body(
    response: &HttpResponse,
    step: StepKind,
    url: &str,
) -> Result<Claims, Box<Diagnosis>> {
    if let Some(diagnosis) = refused_status(response, step, url) {
        return Err(Box::new(diagnosis));
    }
    let claims = match std::str::from_utf8(&response.body) {
        Ok(text) => serde_json::from_str(&exact_numbers(text)),
        Err(_) => serde_json::from_slice(&response.body),
    };
    claims.map_err(|error| not_json(&error, response, step, url))
}

fn not_json(
    error: &serde_json::Error,
    response: &HttpResponse,
    step: StepKind,
    url: &str,
) -> Box<Diagnosis> {
    Box::new(
        Diagnosis::new(DiagnosisCode::NotJson, step)
            .evidence("address", url)
            .evidence("status", response.status.to_string())
            .evidence("problem", error.to_string())
            .evidence("first characters", response.excerpt()),
    )
}

fn refused_status(response: &HttpResponse, step: StepKind, url: &str) -> Option<Diagnosis> {
    let code = match response.status {
        200..=299 => return None,
        300..=399 => DiagnosisCode::UnexpectedRedirect,
        403 if response.excerpt().contains("WAF") => DiagnosisCode::BlockedByWaf,
        429 => DiagnosisCode::Throttled,
        500..=599 => DiagnosisCode::ServerError,
        _ if step == StepKind::Discovery => DiagnosisCode::DiscoveryUnusable,
        _ => DiagnosisCode::NotJson,
    };
    let mut diagnosis = Diagnosis::new(code, step)
        .evidence("address", url)
        .evidence("status", response.status.to_string());
    if let Some(location) = response.header("location") {
        diagnosis = diagnosis.evidence("redirect to", location.split('?').next().unwrap_or(""));
    }
    if let Some(wait) = response.header("retry-after") {
        diagnosis = diagnosis.evidence("Retry-After", wait);
    }
    Some(diagnosis.evidence("first characters", response.excerpt()))
}
