//! From a request without an answer to a diagnosis.

use crate::client::HttpError;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::StepKind;

/// Diagnoses a request without an answer.
#[must_use]
pub fn diagnose_http(error: &HttpError, step: StepKind, url: &str) -> Diagnosis {
    let code = match error {
        HttpError::SchemeRefused(_) | HttpError::AddressRefused(_) => DiagnosisCode::AddressRefused,
        HttpError::ConnectionRefused { .. } => DiagnosisCode::ConnectionRefused,
        HttpError::Unreachable { .. } => DiagnosisCode::NetworkUnreachable,
        HttpError::TlsUntrusted { .. } => DiagnosisCode::TlsUntrusted,
        HttpError::TimedOut { .. } => DiagnosisCode::TimedOut,
        HttpError::TooLarge { .. } => DiagnosisCode::ResponseTooLarge,
    };
    Diagnosis::new(code, step)
        .evidence("address", url)
        .evidence("reason", error.to_string())
}
