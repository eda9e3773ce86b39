//! From an exception of the APIs of user pools and identity pools to a diagnosis. The name
//! of the exception says little: one name stands for many causes, so the words count.
//!
//! No call of a test is refused with "Invalid Refresh Token" or for the basic (classic) flow
//! today: it neither refreshes nor takes that flow. They are here because the APIs of these pools
//! have them, as the practice pool has.

use super::{Diagnosis, DiagnosisCode};
use crate::run::StepKind;

/// What an API call was refused with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// The operation, such as `InitiateAuth`.
    pub operation: String,
    /// The exception, such as `NotAuthorizedException`; empty when the answer names none.
    pub exception: String,
    /// The words of the service.
    pub message: String,
    /// The HTTP status.
    pub status: u16,
}

/// Diagnoses an exception.
#[must_use]
pub fn of_api_error(error: &ApiError, step: StepKind) -> Diagnosis {
    let mut diagnosis = Diagnosis::new(code_of(error), step)
        .evidence("operation", &error.operation)
        .evidence("exception", &error.exception)
        .evidence("message", &error.message);
    if error.exception.is_empty() {
        diagnosis = diagnosis.evidence("status", error.status.to_string());
    }
    match likeliest(error) {
        Some(cause) => diagnosis.likeliest(cause),
        None => diagnosis,
    }
}

fn code_of(error: &ApiError) -> DiagnosisCode {
    use DiagnosisCode as C;
    match error.exception.as_str() {
        "NotAuthorizedException" => not_authorized(&error.message),
        "InvalidParameterException" => invalid_parameter(&error.message),
        "ResourceNotFoundException" => resource_not_found(error),
        "UserNotFoundException" => C::UserNotFound,
        "UserNotConfirmedException" => C::UserNotConfirmed,
        "PasswordResetRequiredException" => C::PasswordResetRequired,
        "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" => {
            C::NewPasswordRefused
        }
        "CodeMismatchException"
        | "ExpiredCodeException"
        | "EnableSoftwareTokenMFAException"
        | "SoftwareTokenMFANotFoundException" => C::CodeWrong,
        "TooManyRequestsException"
        | "LimitExceededException"
        | "TooManyFailedAttemptsException"
        | "ThrottlingException" => C::Throttled,
        "ForbiddenException" => C::BlockedByWaf,
        "UserLambdaValidationException"
        | "UnexpectedLambdaException"
        | "InvalidLambdaResponseException" => C::TriggerFailed,
        "InvalidSmsRoleAccessPolicyException"
        | "InvalidSmsRoleTrustRelationshipException"
        | "InvalidEmailRoleAccessPolicyException"
        | "CodeDeliveryFailureException"
        | "InvalidUserPoolConfigurationException" => C::PoolMisconfigured,
        "InvalidIdentityPoolConfigurationException" => C::IdentityPoolWithoutRole,
        "ResourceConflictException" => C::IdentityPoolRefusedLogin,
        "InternalErrorException" | "ExternalServiceException" => C::ServerError,
        "MFAMethodNotFoundException" | "UnsupportedTokenTypeException" => C::PoolMisconfigured,
        // An answer that is none of the API's: a proxy, a gateway, another service.
        "" => without_exception(error.status),
        _ => C::ApiCallRefused,
    }
}

fn not_authorized(message: &str) -> DiagnosisCode {
    use DiagnosisCode as C;
    let has = |part: &str| message.contains(part);
    if has("SECRET_HASH was not received") || has("secret was not received") {
        C::SecretHashRequired
    } else if has("verify secret hash") || has("SecretHash does not match") {
        C::SecretHashWrong
    } else if has("Password attempts exceeded") {
        C::SignInLocked
    } else if has("User is disabled") {
        C::UserDisabled
    } else if has("Temporary password has expired") {
        C::TemporaryPasswordExpired
    } else if has("Invalid session") || has("session is expired") || has("session can only be used")
    {
        C::ChallengeExpired
    } else if has("required scopes") {
        C::AccessTokenScopeMissing
    } else if has("has been revoked") || has("has expired") || has("Invalid Refresh Token") {
        C::TokenRevoked
    } else if has("(classic) flow is not enabled") {
        C::IdentityPoolClassicFlowOff
    } else if has("supported provider of this identity pool")
        || has("Invalid login token")
        || has("Logins don't match")
        || has("Unauthenticated access is not supported")
    {
        C::IdentityPoolRefusedLogin
    } else if has("Incorrect username or password") {
        C::WrongCredentials
    } else {
        C::ApiCallRefused
    }
}

fn invalid_parameter(message: &str) -> DiagnosisCode {
    use DiagnosisCode as C;
    let has = |part: &str| message.contains(part);
    if has("(classic) flow is not enabled") {
        C::IdentityPoolClassicFlowOff
    } else if has("not enabled for this client") || has("auth flow not enabled") {
        C::AuthFlowNotEnabled
    } else if has("not configured for secret") {
        C::SecretNotExpected
    } else if has("Invalid user attributes") || has("attribute is required") {
        C::NewPasswordRefused
    } else if has("Software token is not verified") {
        C::CodeWrong
    } else {
        C::ApiCallRefused
    }
}

fn resource_not_found(error: &ApiError) -> DiagnosisCode {
    match error.operation.as_str() {
        "GetId" | "GetCredentialsForIdentity" => DiagnosisCode::IdentityPoolNotFound,
        _ => DiagnosisCode::ClientNotFound,
    }
}

fn without_exception(status: u16) -> DiagnosisCode {
    match status {
        300..=399 => DiagnosisCode::UnexpectedRedirect,
        403 => DiagnosisCode::BlockedByWaf,
        429 => DiagnosisCode::Throttled,
        500..=599 => DiagnosisCode::ServerError,
        _ => DiagnosisCode::NotJson,
    }
}

/// What the words say beyond the code.
fn likeliest(error: &ApiError) -> Option<String> {
    let message = &error.message;
    let flow = message.split_once(" flow not enabled").map(|(flow, _)| {
        let flow = flow.rsplit(' ').next().unwrap_or(flow);
        format!("ALLOW_{flow} is not ticked on this app client.")
    });
    let of_words = || {
        let cause = match error.exception.as_str() {
            "ExpiredCodeException" => "The code has expired.",
            "PasswordHistoryPolicyViolationException" => "This password was used before.",
            "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" => {
                "The IAM role with which the pool sends text messages lacks a permission."
            }
            "InvalidEmailRoleAccessPolicyException" => {
                "The pool may not use its e-mail identity in Amazon SES."
            }
            "TooManyRequestsException" => "The account sent too many requests to this Region.",
            "LimitExceededException" => "This user was tried too often in an hour.",
            "ResourceNotFoundException" if message.contains("lient") => {
                "No app client has this ID in this Region."
            }
            "NotAuthorizedException" if message.contains("Incorrect username or password") => {
                "The pool says the same of a wrong password, of a user who does not exist, and of an imported user who has not set a password yet."
            }
            "NotAuthorizedException" if message.contains("Invalid Refresh Token") => {
                "The refresh token belongs to another app client, was revoked, or its device key was not sent along (the pool remembers devices)."
            }
            "NotAuthorizedException" if message.contains("Token expired") => {
                "The ID token was too old when the identity pool looked at it: compare the clocks."
            }
            "NotAuthorizedException" if message.contains("Issuer doesn't match") => {
                "The identity pool knows another user pool than the one that signed the token."
            }
            _ => return None,
        };
        Some(cause.to_owned())
    };
    flow.or_else(of_words)
}

#[cfg(test)]
mod tests;
