//! The cause of a failure and what to do next, as a value.

use crate::run::{SignInMode, StepKind};
use serde::{Deserialize, Serialize};

mod signals;
mod texts;
mod user_pool;

pub use signals::{OauthErrorPlace, of_error_page, of_failed_check, of_oauth_error};
pub use user_pool::{ApiError, of_api_error};

/// A diagnosis: what failed, why, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// The machine-readable code.
    pub code: DiagnosisCode,
    /// One sentence.
    pub title: String,
    /// The step that failed.
    pub step: StepKind,
    /// Possible causes, likeliest first.
    pub causes: Vec<String>,
    /// What to do, in order.
    pub next_steps: Vec<String>,
    /// What was seen, without secrets.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// What it is, such as `error_description`.
    pub name: String,
    /// Its value, shortened.
    pub value: String,
}

impl Diagnosis {
    /// A diagnosis with the texts of its code.
    #[must_use]
    pub fn new(code: DiagnosisCode, step: StepKind) -> Self {
        let texts = texts::of(code);
        Self {
            code,
            title: texts.title.to_owned(),
            step,
            causes: texts.causes.iter().map(|text| (*text).to_owned()).collect(),
            next_steps: texts
                .next_steps
                .iter()
                .map(|text| (*text).to_owned())
                .collect(),
            evidence: Vec::new(),
        }
    }

    /// The same in the words of a sign-in of this kind. What was added to the table's words
    /// stays.
    #[must_use]
    pub fn told_for(self, mode: SignInMode) -> Self {
        if mode != SignInMode::Api {
            return self;
        }
        let own = texts::of_api(self.code);
        self.retold(own)
    }

    /// The same in words that do not speak of Cognito's settings and of the AWS console, where
    /// there are such. What was added to the table's words stays.
    #[must_use]
    pub fn told_for_others(self) -> Self {
        let own = texts::of_others(self.code);
        self.retold(own)
    }

    fn retold(mut self, own: texts::Texts) -> Self {
        let usual = texts::of(self.code);
        if self.title == usual.title {
            own.title.clone_into(&mut self.title);
        }
        retell(&mut self.causes, usual.causes, own.causes);
        retell(&mut self.next_steps, usual.next_steps, own.next_steps);
        self
    }

    /// Adds something that was seen.
    #[must_use]
    pub fn evidence(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.evidence.push(Evidence {
            name: name.to_owned(),
            value: crate::checks::shortened(value.as_ref()),
        });
        self
    }

    /// A piece of evidence by its name.
    #[must_use]
    pub fn evidence_of(&self, name: &str) -> Option<&str> {
        let found = self.evidence.iter().find(|one| one.name == name);
        found.map(|one| one.value.as_str())
    }

    /// Puts a more specific cause before those of the table.
    #[must_use]
    pub fn likeliest(mut self, cause: impl Into<String>) -> Self {
        self.causes.insert(0, cause.into());
        self
    }

    /// Puts a more specific next step before those of the table.
    #[must_use]
    pub fn first_step(mut self, step: impl Into<String>) -> Self {
        self.next_steps.insert(0, step.into());
        self
    }
}

fn retell(told: &mut Vec<String>, usual: &[&str], own: &[&str]) {
    // What was added stands before the table's words, and may be one of them.
    let added = told.len().saturating_sub(usual.len());
    if told
        .iter()
        .skip(added)
        .map(String::as_str)
        .eq(usual.iter().copied())
    {
        told.truncate(added);
    }
    for text in own {
        if !told.iter().any(|one| one == text) {
            told.push((*text).to_owned());
        }
    }
}

/// The title of a code.
#[must_use]
pub fn title_of(code: DiagnosisCode) -> &'static str {
    texts::of(code).title
}

macro_rules! diagnosis_codes {
    ($($code:ident,)*) => {
        /// Every diagnosis there is. The names are part of the command line's contract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the title in `texts` says what each one is")]
        pub enum DiagnosisCode { $($code,)* }

        impl DiagnosisCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$code,)*];
        }
    };
}

diagnosis_codes! {
    RedirectMismatch,
    InvalidClient,
    InvalidScope,
    InvalidGrant,
    UnauthorizedClient,
    AccessDenied,
    InvalidRequest,
    LoginRequired,
    ServerError,
    LoginPagesUnavailable,
    ClientNotFound,
    ParametersMissing,
    DiscoveryUnusable,
    IssuerMismatch,
    IdTokenMissing,
    IdTokenMalformed,
    AlgorithmRefused,
    SigningKeyMissing,
    SignatureInvalid,
    AudienceMismatch,
    NonceMismatch,
    StateMismatch,
    CallbackUnusable,
    TokenExpired,
    ClockSkew,
    SubjectInvalid,
    AccessTokenHashMismatch,
    TokenUseWrong,
    TokenResponseUnusable,
    UserinfoRejected,
    UserinfoSubjectMismatch,
    RequiredAttributeMissing,
    NetworkUnreachable,
    ConnectionRefused,
    TlsUntrusted,
    AddressRefused,
    ResponseTooLarge,
    NotJson,
    UnexpectedRedirect,
    TimedOut,
    SignInTimedOut,
    Cancelled,
    Interrupted,
    SecretMissing,
    EmbeddedBrowserRefused,
    JavascriptNeeded,
    SignInFormMissing,
    WrongCredentials,
    NewPasswordRequired,
    UserDisabled,
    UserNotConfirmed,
    PasswordResetRequired,
    AuthFlowNotEnabled,
    SecretHashRequired,
    SecretHashWrong,
    SecretNotExpected,
    MfaRequired,
    UserNotFound,
    SignInLocked,
    TemporaryPasswordExpired,
    NewPasswordRefused,
    CodeWrong,
    ChallengeExpired,
    ChallengeNotAnswerable,
    NoWayToSignIn,
    AccessTokenScopeMissing,
    TokenRevoked,
    TriggerFailed,
    PoolMisconfigured,
    IdentityPoolNotFound,
    IdentityPoolRefusedLogin,
    IdentityPoolWithoutRole,
    IdentityPoolClassicFlowOff,
    ApiCallRefused,
    Throttled,
    BlockedByWaf,
    Unknown,
}

#[cfg(test)]
mod tests;
