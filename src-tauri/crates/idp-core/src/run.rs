//! A test run: events that are appended, and one fold that everybody reads.

use crate::checks::Check;
use crate::claims::Attribute;
use crate::diagnosis::Diagnosis;
use crate::mapping::Mapped;
use serde::{Deserialize, Serialize};

mod fold;
mod name;
mod report;
mod view;

pub use fold::{INTERRUPTED, NOT_WRITTEN_DOWN, fold_run};
pub use name::{RunName, person_of};
pub use report::report_text;
pub use view::{
    CallbackView, CheckView, RunOutcome, RunSummary, RunView, SignInAddress, StepOutcome, StepView,
    counts_as_failure,
};

/// The steps of a test connection, in their order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the text of each step says what it is")]
pub enum StepKind {
    Discovery,
    Authorization,
    SignIn,
    Callback,
    Token,
    IdToken,
    Userinfo,
    Refresh,
    InitiateAuth,
    Challenge,
    GetUser,
    IdentityPool,
    Mapping,
}

impl StepKind {
    /// The name shown.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Discovery => "Discovery",
            Self::Authorization => "Authorization request",
            Self::SignIn => "Sign-in",
            Self::Callback => "Callback",
            Self::Token => "Token exchange",
            Self::IdToken => "ID token",
            Self::Userinfo => "Userinfo",
            Self::Refresh => "Refresh",
            Self::InitiateAuth => "Password sign-in",
            Self::Challenge => "Challenge",
            Self::GetUser => "User attributes",
            Self::IdentityPool => "Identity pool",
            Self::Mapping => "Attribute mapping",
        }
    }
}

/// How the person (or nobody) signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInMode {
    /// The embedded sign-in window.
    Window,
    /// The driver that fills one plain HTML form.
    Form,
    /// Redirects only; nobody signs in.
    None,
    /// User name and password through the user pool API.
    Api,
}

/// Whether the callback request left this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ReachedNetwork {
    /// Proven not to.
    No,
    /// Not proven for this way and platform.
    MayHave,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// All steps were gone through, or one failed fatally.
    Completed,
    /// The person cancelled.
    Cancelled,
    /// A fault of the program itself, which is in the log under this number.
    ProgramFault {
        /// The number.
        error_id: String,
    },
    /// What the run did could not be written down. Never stored, therefore: the process that
    /// knows it tells it.
    NotWrittenDown {
        /// Why, and what to do.
        reason: String,
    },
}

/// A name and a value of a header or parameter, redacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NameValue {
    /// Name.
    pub name: String,
    /// Value, with secrets cut out.
    pub value: String,
}

impl NameValue {
    /// A pair.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// One request as shown in the trace: code, tokens and secrets are cut out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RequestTrace {
    /// HTTP method.
    pub method: String,
    /// URL with redacted query.
    pub url: String,
    /// Redacted form parameters of the request.
    pub parameters: Vec<NameValue>,
    /// Status code; 0 when there was no answer.
    pub status: u16,
    /// What went wrong when there was no answer.
    pub failure: Option<String>,
    /// Selected headers of the answer, redacted.
    pub response_headers: Vec<NameValue>,
    /// AWS request ID (`x-amz-cognito-request-id`), for AWS support.
    pub request_id: Option<String>,
    /// Milliseconds from sending to the end of the answer.
    pub duration_ms: u32,
}

/// Which token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// ID token.
    IdToken,
    /// Access token.
    AccessToken,
}

/// A token taken apart; the signature, and with it the token, is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DecodedToken {
    /// Which token.
    pub kind: TokenKind,
    /// The header as indented JSON.
    pub header: String,
    /// The payload as indented JSON.
    pub payload: String,
    /// Times in the payload in words, such as `exp` → `2026-11-22T10:00:00Z`.
    pub times: Vec<NameValue>,
}

/// What happened, in order. Stored as appended; never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(
    tag = "event",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum RunEvent {
    /// The first event.
    RunStarted {
        /// The run.
        run_id: String,
        /// The provider.
        provider_id: String,
        /// Its name at that time.
        provider: String,
        /// RFC 3339, UTC.
        started_at: String,
        /// How the sign-in is done.
        mode: SignInMode,
        /// The callback that is waited for; empty where there is none.
        redirect_uri: String,
        /// Fingerprint of the tested settings.
        fingerprint: String,
    },
    /// A step began.
    StepStarted {
        /// Which.
        step: StepKind,
        /// Milliseconds since the start of the run.
        at_ms: u32,
    },
    /// A check was made.
    CheckRecorded {
        /// In which step.
        step: StepKind,
        /// The check.
        check: Check,
    },
    /// Written before a request that must not be repeated is sent.
    RequestCommitted {
        /// In which step.
        step: StepKind,
    },
    /// A request was answered or failed.
    RequestRecorded {
        /// In which step.
        step: StepKind,
        /// The trace.
        request: RequestTrace,
    },
    /// The page in the sign-in window has another origin.
    AddressChanged {
        /// `https://host[:port]`.
        origin: String,
        /// Whether it came over TLS.
        secure: bool,
    },
    /// The sign-in window refused to go somewhere.
    NavigationRefused {
        /// The scheme or origin.
        target: String,
    },
    /// The pool asked for something after the first step.
    ChallengeMet {
        /// Its name in the API.
        name: String,
    },
    /// The callback arrived.
    CallbackReceived {
        /// Whether its request may have left the machine.
        reached_network: ReachedNetwork,
        /// Its parameters, redacted.
        parameters: Vec<NameValue>,
    },
    /// A token was taken apart.
    TokenDecoded {
        /// The token.
        token: DecodedToken,
    },
    /// All attributes received.
    AttributesReceived {
        /// The table.
        attributes: Vec<Attribute>,
    },
    /// What the mapping made of them.
    MappingApplied {
        /// The mapped sets.
        mapped: Mapped,
    },
    /// A cause was found.
    Diagnosed {
        /// The diagnosis.
        diagnosis: Diagnosis,
    },
    /// A step ended.
    StepFinished {
        /// Which.
        step: StepKind,
        /// Its duration in milliseconds.
        duration_ms: u32,
        /// Why it was left out, when it was.
        skipped: Option<String>,
    },
    /// The last event.
    RunFinished {
        /// How it ended.
        end: RunEnd,
        /// Milliseconds since the start.
        duration_ms: u32,
    },
}

#[cfg(test)]
mod tests;
