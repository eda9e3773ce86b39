//! Errors of the APIs, in Cognito's words.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::request::Request;
use crate::settings::ApiFault;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exception {
    pub(super) status: StatusCode,
    pub(super) name: &'static str,
    message: String,
}

impl Exception {
    pub(super) fn new(name: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            name,
            message: message.into(),
        }
    }

    pub(super) fn not_authorized(message: impl Into<String>) -> Self {
        Self::new("NotAuthorizedException", message)
    }

    pub(super) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterException", message)
    }

    pub(super) fn missing(name: &str) -> Self {
        Self::invalid_parameter(format!("Missing required parameter {name}"))
    }

    pub(super) fn wrong_password() -> Self {
        Self::not_authorized("Incorrect username or password.")
    }

    pub(super) fn wrong_code() -> Self {
        Self::new(
            "CodeMismatchException",
            "Invalid code provided, please request a code again.",
        )
    }

    pub(super) fn unknown_operation() -> Self {
        Self::new("UnknownOperationException", "")
    }

    /// The pool itself failed; the cause is in the log.
    pub(super) fn internal() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            ..Self::new("InternalErrorException", "Something went wrong")
        }
    }

    pub(super) fn fault(fault: ApiFault, request: &Request<'_>) -> Self {
        let client_id = request.text("ClientId").unwrap_or_default();
        match fault {
            ApiFault::WafBlock => Self {
                status: StatusCode::FORBIDDEN,
                ..Self::new(
                    "ForbiddenException",
                    "Request not allowed due to WAF block.",
                )
            },
            ApiFault::TooManyRequests => Self::new("TooManyRequestsException", "Rate exceeded"),
            ApiFault::LimitExceeded => Self::new(
                "LimitExceededException",
                "Attempt limit exceeded, please try after some time.",
            ),
            ApiFault::InternalError => Self::internal(),
            ApiFault::InvalidUserPoolConfiguration => Self::new(
                "InvalidUserPoolConfigurationException",
                "User pool configuration is invalid.",
            ),
            ApiFault::InvalidSmsRoleAccessPolicy => Self::new(
                "InvalidSmsRoleAccessPolicyException",
                "Role does not have permission to publish with SNS",
            ),
            ApiFault::InvalidSmsRoleTrustRelationship => Self::new(
                "InvalidSmsRoleTrustRelationshipException",
                "Role does not have a trust relationship allowing Cognito to assume the role",
            ),
            ApiFault::InvalidEmailRoleAccessPolicy => Self::new(
                "InvalidEmailRoleAccessPolicyException",
                "Cognito is not allowed to use your email identity",
            ),
            ApiFault::UserLambdaValidation => Self::new(
                "UserLambdaValidationException",
                "PreAuthentication failed with error Practice: this sign-in is not allowed.",
            ),
            ApiFault::UnexpectedLambda => Self::new(
                "UnexpectedLambdaException",
                "PreAuthentication invocation failed due to error AccessDeniedException.",
            ),
            ApiFault::InvalidLambdaResponse => Self::new(
                "InvalidLambdaResponseException",
                "Unrecognizable lambda output",
            ),
            ApiFault::SecretNotReceived => Self::not_authorized(format!(
                "Client {client_id} is configured for secret but secret was not received"
            )),
            ApiFault::PasswordAttemptsExceeded => {
                Self::not_authorized("Password attempts exceeded")
            }
        }
    }

    pub(super) fn body(&self) -> Value {
        json!({ "__type": self.name, "message": self.message })
    }
}
