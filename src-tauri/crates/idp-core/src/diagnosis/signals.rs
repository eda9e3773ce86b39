//! From a signal on the wire to a diagnosis. Cognito sends the classic OAuth codes
//! sometimes as `error`, sometimes as `error_description`, so both are matched.

use super::{Diagnosis, DiagnosisCode};
use crate::checks::CheckId;
use crate::run::StepKind;

/// Where an OAuth error was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OauthErrorPlace {
    /// In the callback (RFC 6749 section 4.1.2.1).
    Callback,
    /// In the answer of the token endpoint (RFC 6749 section 5.2).
    TokenEndpoint,
}

/// Diagnoses `error` and `error_description`.
#[must_use]
pub fn of_oauth_error(place: OauthErrorPlace, error: &str, description: Option<&str>) -> Diagnosis {
    let step = match place {
        OauthErrorPlace::Callback => StepKind::Callback,
        OauthErrorPlace::TokenEndpoint => StepKind::Token,
    };
    let code = description
        .and_then(|text| specific_code(text).or_else(|| described_code(text)))
        .or_else(|| specific_code(error))
        .or_else(|| general_code(error))
        .unwrap_or(DiagnosisCode::Unknown);
    let mut diagnosis = Diagnosis::new(code, step).evidence("error", error);
    if let Some(text) = description {
        diagnosis = diagnosis.evidence("error_description", text);
        if text == "invalid_redirect" {
            diagnosis = diagnosis.likeliest(
                "The redirect URI of the token request differs from that of the authorization request.",
            );
        }
    }
    diagnosis
}

/// Diagnoses Cognito's own `/error` page, which is reached instead of the callback.
#[must_use]
pub fn of_error_page(error: &str, client_id_echoed: bool) -> Diagnosis {
    let code = match error {
        "redirect_mismatch" => DiagnosisCode::RedirectMismatch,
        "Required parameters missing" => DiagnosisCode::ParametersMissing,
        "Client does not exist" => DiagnosisCode::ClientNotFound,
        "invalid_request" if client_id_echoed => DiagnosisCode::ClientNotFound,
        "invalid_request" => DiagnosisCode::InvalidRequest,
        other => specific_code(other).unwrap_or(DiagnosisCode::Unknown),
    };
    Diagnosis::new(code, StepKind::Authorization).evidence("error page", error)
}

/// Diagnoses a failed check that carries its cause in its name.
#[must_use]
pub fn of_failed_check(check: CheckId, step: StepKind) -> Diagnosis {
    use CheckId as Id;
    use DiagnosisCode as C;
    let code = match check {
        Id::DiscoveryDocumentRead | Id::DiscoveryEndpointsMatch => C::DiscoveryUnusable,
        Id::DiscoveryIssuerMatches | Id::IssuerMatches | Id::ResponseIssuerMatches => {
            C::IssuerMismatch
        }
        Id::AuthorizationEndpointAnswers => C::NetworkUnreachable,
        Id::AuthorizationRequestAccepted => C::InvalidRequest,
        Id::SignInPageAvailable => C::LoginPagesUnavailable,
        Id::SignInCompleted => C::Unknown,
        Id::CallbackUriMatches | Id::CallbackParametersSingle | Id::AuthorizationCodeReceived => {
            C::CallbackUnusable
        }
        Id::StateMatches => C::StateMismatch,
        Id::TokenResponseAccepted | Id::TokenTypeBearer | Id::AccessTokenUsable => {
            C::TokenResponseUnusable
        }
        Id::IdTokenReceived => C::IdTokenMissing,
        Id::ScopesGranted => C::InvalidScope,
        Id::IdTokenFormat | Id::IdTokenNotEncrypted => C::IdTokenMalformed,
        Id::AudienceContainsClient
        | Id::AudienceTrusted
        | Id::AuthorizedPartyPresent
        | Id::AuthorizedPartyMatches => C::AudienceMismatch,
        Id::AlgorithmAllowed => C::AlgorithmRefused,
        Id::SigningKeyFound | Id::SigningKeyStrong => C::SigningKeyMissing,
        Id::SignatureValid => C::SignatureInvalid,
        Id::NotExpired
        | Id::NotBeforeReached
        | Id::IssuedAtRecent
        | Id::AuthenticationTimeRecent => C::TokenExpired,
        Id::NonceMatches => C::NonceMismatch,
        Id::AuthenticationContextAccepted => C::AccessDenied,
        Id::SubjectValid => C::SubjectInvalid,
        Id::AccessTokenHashMatches => C::AccessTokenHashMismatch,
        Id::TokenUseIsId => C::TokenUseWrong,
        Id::ClockAgrees => C::ClockSkew,
        Id::UserinfoAnswered | Id::EmailVerifiedIsBoolean => C::UserinfoRejected,
        Id::UserinfoSubjectMatches => C::UserinfoSubjectMismatch,
        Id::FlowAccepted => C::ApiCallRefused,
        Id::PasswordAccepted => C::WrongCredentials,
        Id::ChallengesAnswered => C::ChallengeNotAnswerable,
        Id::UserAttributesRead => C::ApiCallRefused,
        Id::UserAttributesSubjectMatches => C::UserinfoSubjectMismatch,
        Id::IdentityReceived | Id::AwsCredentialsReceived => C::IdentityPoolRefusedLogin,
        Id::AwsRoleKnown => C::ApiCallRefused,
        Id::RequiredAttributesMapped => C::RequiredAttributeMissing,
    };
    Diagnosis::new(code, step)
}

/// Codes that mean one thing wherever they stand.
fn specific_code(text: &str) -> Option<DiagnosisCode> {
    use DiagnosisCode as C;
    Some(match text.trim() {
        "redirect_mismatch" | "redirect_uri_mismatch" => C::RedirectMismatch,
        "invalid_client" | "invalid_client_secret" => C::InvalidClient,
        "invalid_scope" => C::InvalidScope,
        "invalid_grant" => C::InvalidGrant,
        "unauthorized_client" | "invalid_redirect" | "unsupported_response_type" => {
            C::UnauthorizedClient
        }
        "access_denied" | "user_cancelled_authorize" => C::AccessDenied,
        "login_required" | "interaction_required" | "consent_required" => C::LoginRequired,
        "disallowed_useragent" => C::EmbeddedBrowserRefused,
        _ => return None,
    })
}

/// What Cognito sends in a sentence, whatever the error (developer guide, "Responses of the
/// IdP and the authorize endpoint"): a Lambda function of the pool, or a federated provider.
/// Its sentences may change, so each is recognised by the part that carries its meaning.
fn described_code(description: &str) -> Option<DiagnosisCode> {
    let has = |part: &str| description.contains(part);
    if trigger_failed(description) || has("lambda output") {
        Some(DiagnosisCode::TriggerFailed)
    } else if has("occurred in calling") || has("Connection reset") || has("Read timed out") {
        Some(DiagnosisCode::ServerError)
    } else {
        None
    }
}

/// How the names of the Lambda triggers of a user pool begin (developer guide, "Customizing
/// user pool workflows with Lambda triggers").
const TRIGGERS: [&str; 12] = [
    "PreSignUp",
    "PreAuthentication",
    "PostAuthentication",
    "PostConfirmation",
    "PreTokenGen",
    "UserMigration",
    "DefineAuthChallenge",
    "CreateAuthChallenge",
    "VerifyAuthChallenge",
    "CustomMessage",
    "CustomEmailSender",
    "CustomSMSSender",
];

/// Whether the sentence says that of a trigger. Others say of anything that it failed with an
/// error, and then their code says what happened.
fn trigger_failed(description: &str) -> bool {
    let of_trigger = |before: &str| {
        let name = before.rsplit(' ').next().unwrap_or(before);
        TRIGGERS.iter().any(|trigger| name.starts_with(trigger))
    };
    [" failed with error", " invocation failed"]
        .into_iter()
        .flat_map(|words| description.match_indices(words))
        .any(|(at, _)| of_trigger(&description[..at]))
}

/// Codes that say little by themselves: a description goes before them.
fn general_code(error: &str) -> Option<DiagnosisCode> {
    Some(match error {
        "invalid_request" => DiagnosisCode::InvalidRequest,
        "server_error" | "temporarily_unavailable" => DiagnosisCode::ServerError,
        _ => return None,
    })
}
