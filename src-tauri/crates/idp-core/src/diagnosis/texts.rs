//! Title, causes and next steps of each diagnosis, by topic. Where a sign-in through the API
//! has other settings and other places than one on pages, it has words of its own.

use super::DiagnosisCode;

mod authorization;
mod of_api;
mod sign_in;
mod tokens;
mod transport;
mod user_pool;

#[derive(Clone, Copy)]
pub(super) struct Texts {
    pub title: &'static str,
    pub causes: &'static [&'static str],
    pub next_steps: &'static [&'static str],
}

const fn texts(
    title: &'static str,
    causes: &'static [&'static str],
    next_steps: &'static [&'static str],
) -> Texts {
    Texts {
        title,
        causes,
        next_steps,
    }
}

/// The texts of a sign-in through the API of a user pool.
pub(super) fn of_api(code: DiagnosisCode) -> Texts {
    let own = of_api::VARIANTS.iter().find(|(own, _)| *own == code);
    own.map_or_else(|| of(code), |(_, texts)| *texts)
}

/// The texts of a provider that is not Cognito.
pub(super) fn of_others(code: DiagnosisCode) -> Texts {
    if code == DiagnosisCode::InvalidScope {
        authorization::INVALID_SCOPE_OF_OTHERS
    } else {
        of(code)
    }
}

/// The texts of a sign-in on the provider's pages, and of all that both kinds share.
pub(super) fn of(code: DiagnosisCode) -> Texts {
    use DiagnosisCode as C;
    match code {
        C::RedirectMismatch => authorization::REDIRECT_MISMATCH,
        C::InvalidClient => authorization::INVALID_CLIENT,
        C::InvalidScope => authorization::INVALID_SCOPE,
        C::InvalidGrant => authorization::INVALID_GRANT,
        C::UnauthorizedClient => authorization::UNAUTHORIZED_CLIENT,
        C::AccessDenied => authorization::ACCESS_DENIED,
        C::InvalidRequest => authorization::INVALID_REQUEST,
        C::LoginRequired => authorization::LOGIN_REQUIRED,
        C::ServerError => authorization::SERVER_ERROR,
        C::LoginPagesUnavailable => authorization::LOGIN_PAGES_UNAVAILABLE,
        C::ClientNotFound => authorization::CLIENT_NOT_FOUND,
        C::ParametersMissing => authorization::PARAMETERS_MISSING,
        C::DiscoveryUnusable => tokens::DISCOVERY_UNUSABLE,
        C::IssuerMismatch => tokens::ISSUER_MISMATCH,
        C::IdTokenMissing => tokens::ID_TOKEN_MISSING,
        C::IdTokenMalformed => tokens::ID_TOKEN_MALFORMED,
        C::AlgorithmRefused => tokens::ALGORITHM_REFUSED,
        C::SigningKeyMissing => tokens::SIGNING_KEY_MISSING,
        C::SignatureInvalid => tokens::SIGNATURE_INVALID,
        C::AudienceMismatch => tokens::AUDIENCE_MISMATCH,
        C::NonceMismatch => tokens::NONCE_MISMATCH,
        C::StateMismatch => authorization::STATE_MISMATCH,
        C::CallbackUnusable => authorization::CALLBACK_UNUSABLE,
        C::TokenExpired => tokens::TOKEN_EXPIRED,
        C::ClockSkew => tokens::CLOCK_SKEW,
        C::SubjectInvalid => tokens::SUBJECT_INVALID,
        C::AccessTokenHashMismatch => tokens::ACCESS_TOKEN_HASH_MISMATCH,
        C::TokenUseWrong => tokens::TOKEN_USE_WRONG,
        C::TokenResponseUnusable => tokens::TOKEN_RESPONSE_UNUSABLE,
        C::UserinfoRejected => tokens::USERINFO_REJECTED,
        C::UserinfoSubjectMismatch => tokens::USERINFO_SUBJECT_MISMATCH,
        C::RequiredAttributeMissing => tokens::REQUIRED_ATTRIBUTE_MISSING,
        C::NetworkUnreachable => transport::NETWORK_UNREACHABLE,
        C::ConnectionRefused => transport::CONNECTION_REFUSED,
        C::TlsUntrusted => transport::TLS_UNTRUSTED,
        C::AddressRefused => transport::ADDRESS_REFUSED,
        C::ResponseTooLarge => transport::RESPONSE_TOO_LARGE,
        C::NotJson => transport::NOT_JSON,
        C::UnexpectedRedirect => transport::UNEXPECTED_REDIRECT,
        C::TimedOut => transport::TIMED_OUT,
        C::SignInTimedOut => sign_in::SIGN_IN_TIMED_OUT,
        C::Cancelled => sign_in::CANCELLED,
        C::Interrupted => sign_in::INTERRUPTED,
        C::SecretMissing => sign_in::SECRET_MISSING,
        C::EmbeddedBrowserRefused => sign_in::EMBEDDED_BROWSER_REFUSED,
        C::JavascriptNeeded => sign_in::JAVASCRIPT_NEEDED,
        C::SignInFormMissing => sign_in::SIGN_IN_FORM_MISSING,
        C::WrongCredentials => sign_in::WRONG_CREDENTIALS,
        C::NewPasswordRequired => sign_in::NEW_PASSWORD_REQUIRED,
        C::UserDisabled => sign_in::USER_DISABLED,
        C::UserNotConfirmed => sign_in::USER_NOT_CONFIRMED,
        C::PasswordResetRequired => sign_in::PASSWORD_RESET_REQUIRED,
        C::AuthFlowNotEnabled => user_pool::AUTH_FLOW_NOT_ENABLED,
        C::SecretHashRequired => user_pool::SECRET_HASH_REQUIRED,
        C::SecretHashWrong => user_pool::SECRET_HASH_WRONG,
        C::SecretNotExpected => user_pool::SECRET_NOT_EXPECTED,
        C::MfaRequired => sign_in::MFA_REQUIRED,
        C::UserNotFound => sign_in::USER_NOT_FOUND,
        C::SignInLocked => sign_in::SIGN_IN_LOCKED,
        C::TemporaryPasswordExpired => sign_in::TEMPORARY_PASSWORD_EXPIRED,
        C::NewPasswordRefused => sign_in::NEW_PASSWORD_REFUSED,
        C::CodeWrong => sign_in::CODE_WRONG,
        C::ChallengeExpired => sign_in::CHALLENGE_EXPIRED,
        C::ChallengeNotAnswerable => sign_in::CHALLENGE_NOT_ANSWERABLE,
        C::NoWayToSignIn => sign_in::NO_WAY_TO_SIGN_IN,
        C::AccessTokenScopeMissing => user_pool::ACCESS_TOKEN_SCOPE_MISSING,
        C::TokenRevoked => user_pool::TOKEN_REVOKED,
        C::TriggerFailed => user_pool::TRIGGER_FAILED,
        C::PoolMisconfigured => user_pool::POOL_MISCONFIGURED,
        C::IdentityPoolNotFound => user_pool::IDENTITY_POOL_NOT_FOUND,
        C::IdentityPoolRefusedLogin => user_pool::IDENTITY_POOL_REFUSED_LOGIN,
        C::IdentityPoolClassicFlowOff => user_pool::IDENTITY_POOL_CLASSIC_FLOW_OFF,
        C::IdentityPoolWithoutRole => user_pool::IDENTITY_POOL_WITHOUT_ROLE,
        C::ApiCallRefused => user_pool::API_CALL_REFUSED,
        C::Throttled => transport::THROTTLED,
        C::BlockedByWaf => transport::BLOCKED_BY_WAF,
        C::Unknown => transport::UNKNOWN,
    }
}
