//! What a call did, and from the SDK's errors to a diagnosis.

use crate::connector::Connector;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use idp_core::diagnosis::{ApiError, Diagnosis, DiagnosisCode, of_api_error};
use idp_core::run::{RequestTrace, StepKind};
use idp_http::{HttpError, diagnose_http};
use std::error::Error;

/// The traces of one or several calls, and what became of the last.
#[derive(Debug)]
pub struct Called<T> {
    /// Every request that was sent, in order.
    pub traces: Vec<RequestTrace>,
    /// What it brought.
    pub result: Result<T, Box<Diagnosis>>,
}

impl<T> Called<T> {
    pub(crate) fn new(connector: &Connector, result: Result<T, Box<Diagnosis>>) -> Self {
        Self {
            traces: connector.take_traces(),
            result,
        }
    }
}

/// Diagnoses the failure of a call.
pub(crate) fn diagnose<E>(
    error: &SdkError<E, HttpResponse>,
    operation: &str,
    step: StepKind,
    address: &str,
) -> Box<Diagnosis>
where
    E: ProvideErrorMetadata + Error + 'static,
{
    if let Some(refused) = error.as_service_error() {
        let status = error.raw_response().map_or(0, |raw| raw.status().as_u16());
        let error = ApiError {
            operation: operation.to_owned(),
            exception: refused.code().unwrap_or_default().to_owned(),
            message: refused.message().unwrap_or_default().to_owned(),
            status,
        };
        return Box::new(of_api_error(&error, step));
    }
    if let Some(http) = http_error(error) {
        return Box::new(diagnose_http(http, step, address));
    }
    Box::new(unreadable(error, operation, step, address))
}

/// Our own error among the causes.
fn http_error<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e HttpError> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(found) = cause.downcast_ref() {
            return Some(found);
        }
        next = cause.source();
    }
    None
}

/// An answer that is none of the API's, or a request that could not be made.
fn unreadable<E: Error + 'static>(
    error: &SdkError<E, HttpResponse>,
    operation: &str,
    step: StepKind,
    address: &str,
) -> Diagnosis {
    let raw = error.raw_response();
    let code = match raw {
        Some(_) => DiagnosisCode::NotJson,
        None => DiagnosisCode::Unknown,
    };
    let mut diagnosis = Diagnosis::new(code, step)
        .evidence("address", address)
        .evidence("operation", operation);
    if let Some(raw) = raw {
        let body = raw.body().bytes().unwrap_or_default();
        let beginning: String = String::from_utf8_lossy(body).chars().take(200).collect();
        diagnosis = diagnosis
            .evidence("status", raw.status().as_u16().to_string())
            .evidence("first characters", beginning);
    }
    let mut reasons = Vec::new();
    let mut next: Option<&dyn Error> = Some(error);
    while let Some(cause) = next {
        reasons.push(cause.to_string());
        next = cause.source();
    }
    diagnosis.evidence("reason", reasons.join(": "))
}
