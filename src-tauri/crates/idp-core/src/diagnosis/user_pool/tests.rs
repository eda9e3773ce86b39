use super::{ApiError, of_api_error};
use crate::diagnosis::DiagnosisCode as C;
use crate::run::StepKind;

/// Every exception and every message variant that was seen or is documented.
const SEEN: &[(&str, &str, C)] = &[
    (
        "ResourceNotFoundException",
        "User pool client abc does not exist.",
        C::ClientNotFound,
    ),
    (
        "InvalidParameterException",
        "USER_PASSWORD_AUTH flow not enabled for this client",
        C::AuthFlowNotEnabled,
    ),
    (
        "InvalidParameterException",
        "USER_SRP_AUTH flow not enabled for this client",
        C::AuthFlowNotEnabled,
    ),
    (
        "InvalidParameterException",
        "Initiate Auth method not supported.",
        C::ApiCallRefused,
    ),
    (
        "NotAuthorizedException",
        "Client abc is configured with secret but SECRET_HASH was not received",
        C::SecretHashRequired,
    ),
    (
        "NotAuthorizedException",
        "Client abc is configured for secret but secret was not received",
        C::SecretHashRequired,
    ),
    (
        "NotAuthorizedException",
        "Unable to verify secret hash for client abc",
        C::SecretHashWrong,
    ),
    (
        "NotAuthorizedException",
        "SecretHash does not match for the client: abc",
        C::SecretHashWrong,
    ),
    (
        "InvalidParameterException",
        "App client abc is not configured for secret but secret hash was received",
        C::SecretNotExpected,
    ),
    (
        "NotAuthorizedException",
        "Incorrect username or password.",
        C::WrongCredentials,
    ),
    (
        "UserNotFoundException",
        "User does not exist.",
        C::UserNotFound,
    ),
    (
        "NotAuthorizedException",
        "Password attempts exceeded",
        C::SignInLocked,
    ),
    (
        "NotAuthorizedException",
        "User is disabled.",
        C::UserDisabled,
    ),
    (
        "NotAuthorizedException",
        "Temporary password has expired and must be reset by an administrator.",
        C::TemporaryPasswordExpired,
    ),
    (
        "UserNotConfirmedException",
        "User is not confirmed.",
        C::UserNotConfirmed,
    ),
    (
        "PasswordResetRequiredException",
        "Password reset required for the user",
        C::PasswordResetRequired,
    ),
    (
        "CodeMismatchException",
        "Invalid code provided, please request a code again.",
        C::CodeWrong,
    ),
    (
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
        C::CodeWrong,
    ),
    (
        "NotAuthorizedException",
        "Invalid session for the user, session is expired.",
        C::ChallengeExpired,
    ),
    (
        "NotAuthorizedException",
        "Invalid session for the user, session can only be used once.",
        C::ChallengeExpired,
    ),
    (
        "NotAuthorizedException",
        "Invalid Refresh Token",
        C::TokenRevoked,
    ),
    (
        "NotAuthorizedException",
        "Access Token has been revoked",
        C::TokenRevoked,
    ),
    (
        "NotAuthorizedException",
        "Access Token does not have required scopes",
        C::AccessTokenScopeMissing,
    ),
    (
        "NotAuthorizedException",
        "Something that nobody has seen yet",
        C::ApiCallRefused,
    ),
    (
        "ForbiddenException",
        "Request not allowed due to WAF block.",
        C::BlockedByWaf,
    ),
    ("TooManyRequestsException", "Rate exceeded", C::Throttled),
    (
        "LimitExceededException",
        "Attempt limit exceeded, please try after some time.",
        C::Throttled,
    ),
    (
        "InvalidSmsRoleAccessPolicyException",
        "Role does not have permission to publish with SNS",
        C::PoolMisconfigured,
    ),
    (
        "InvalidSmsRoleTrustRelationshipException",
        "Role does not have a trust relationship allowing Cognito to assume the role",
        C::PoolMisconfigured,
    ),
    (
        "InvalidEmailRoleAccessPolicyException",
        "Cognito is not allowed to use your email identity",
        C::PoolMisconfigured,
    ),
    (
        "InvalidUserPoolConfigurationException",
        "User pool configuration is invalid.",
        C::PoolMisconfigured,
    ),
    (
        "UserLambdaValidationException",
        "PreAuthentication failed with error no.",
        C::TriggerFailed,
    ),
    (
        "UnexpectedLambdaException",
        "PreAuthentication invocation failed",
        C::TriggerFailed,
    ),
    (
        "InvalidLambdaResponseException",
        "Unrecognizable lambda output",
        C::TriggerFailed,
    ),
    (
        "InvalidPasswordException",
        "Password did not conform with policy: Password not long enough",
        C::NewPasswordRefused,
    ),
    (
        "PasswordHistoryPolicyViolationException",
        "used before",
        C::NewPasswordRefused,
    ),
    (
        "InvalidParameterException",
        "Invalid user attributes: name: The attribute is required",
        C::NewPasswordRefused,
    ),
    (
        "InternalErrorException",
        "Something went wrong",
        C::ServerError,
    ),
    (
        "NotAuthorizedException",
        "Token is not from a supported provider of this identity pool.",
        C::IdentityPoolRefusedLogin,
    ),
    (
        "NotAuthorizedException",
        "Invalid login token. Issuer doesn't match providerName",
        C::IdentityPoolRefusedLogin,
    ),
    (
        "NotAuthorizedException",
        "Invalid login token. Token expired: 2 >= 1",
        C::IdentityPoolRefusedLogin,
    ),
    (
        "NotAuthorizedException",
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
        C::IdentityPoolRefusedLogin,
    ),
    (
        "InvalidParameterException",
        "Basic (classic) flow is not enabled, please use enhanced flow.",
        C::IdentityPoolClassicFlowOff,
    ),
    (
        "InvalidIdentityPoolConfigurationException",
        "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
        C::IdentityPoolWithoutRole,
    ),
    (
        "ResourceNotFoundException",
        "IdentityPool 'us-east-1:x' not found.",
        C::IdentityPoolNotFound,
    ),
    ("", "<html>", C::BlockedByWaf),
];

fn error(exception: &str, message: &str, code: C) -> ApiError {
    ApiError {
        operation: if code == C::IdentityPoolNotFound {
            "GetId".into()
        } else {
            "InitiateAuth".into()
        },
        exception: exception.into(),
        message: message.into(),
        status: if exception.is_empty() { 403 } else { 400 },
    }
}

#[test]
fn each_exception_and_each_of_its_texts_has_its_cause() {
    for (exception, message, code) in SEEN {
        let diagnosis = of_api_error(&error(exception, message, *code), StepKind::InitiateAuth);
        assert_eq!(diagnosis.code, *code, "{exception}: {message}");
        assert!(!diagnosis.causes.is_empty() && !diagnosis.next_steps.is_empty());
        let shown = diagnosis.evidence.iter().any(|row| row.value == *message);
        assert!(shown, "the service's own words are shown");
    }
}

#[test]
fn a_flow_that_is_not_enabled_is_named() {
    let error = error(
        "InvalidParameterException",
        "USER_SRP_AUTH flow not enabled for this client",
        C::AuthFlowNotEnabled,
    );
    let diagnosis = of_api_error(&error, StepKind::InitiateAuth);
    assert_eq!(
        diagnosis.causes[0],
        "ALLOW_USER_SRP_AUTH is not ticked on this app client."
    );
}

#[test]
fn a_refresh_token_that_is_refused_has_three_causes() {
    let error = error(
        "NotAuthorizedException",
        "Invalid Refresh Token",
        C::TokenRevoked,
    );
    let cause = &of_api_error(&error, StepKind::Refresh).causes[0];
    for part in ["another app client", "revoked", "device key"] {
        assert!(cause.contains(part), "{cause}");
    }
}
