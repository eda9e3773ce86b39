//! What comes when a provider fails: the chain of fallbacks, and which failures lead there.

use super::{Participant, RoutedProvider, folded, named};
use crate::diagnosis::{DiagnosisCode, title_of};
use crate::run::StepKind;
use serde::{Deserialize, Serialize};

/// A group of failures after which another provider may be tried. Each can be switched off.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum FallbackTrigger {
    /// It cannot be reached, or does not answer as it should.
    Unreachable,
    /// It refuses the client or the request: the two sides are not set up alike.
    ClientRefused,
    /// It does not let this person in, without having judged a password.
    AccessDenied,
}

impl FallbackTrigger {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Unreachable, Self::ClientRefused, Self::AccessDenied];
}

/// Until when a failure may still lead to another provider. Nothing does once the person is
/// signed in, or once a password may have been judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FallbackUntil {
    /// Until the person is asked to sign in.
    Asked,
    /// Until a password was sent; the failure itself says that none was.
    Sent,
    /// Until the provider lets the person in; the failure itself says that no password was
    /// judged.
    SignedIn,
}

impl FallbackUntil {
    fn includes(self, step: StepKind) -> bool {
        match step {
            StepKind::Discovery | StepKind::Authorization => true,
            StepKind::InitiateAuth => self != Self::Asked,
            StepKind::SignIn | StepKind::Callback => self == Self::SignedIn,
            StepKind::Challenge
            | StepKind::Token
            | StepKind::IdToken
            | StepKind::Userinfo
            | StepKind::Refresh
            | StepKind::GetUser
            | StepKind::IdentityPool
            | StepKind::Mapping => false,
        }
    }
}

/// Whether a failure leads to the fallback, and why or why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FallbackFailure {
    /// The failure.
    pub code: DiagnosisCode,
    /// The failure in a sentence.
    pub title: String,
    /// The group that leads to the fallback; nothing when none ever does.
    pub trigger: Option<FallbackTrigger>,
    /// Until when it does.
    pub until: Option<FallbackUntil>,
    /// Why.
    pub reason: String,
}

/// The table of all failures.
#[must_use]
pub fn fallback_failures() -> Vec<FallbackFailure> {
    DiagnosisCode::ALL
        .iter()
        .map(|&code| {
            let (leads, reason) = rule(code);
            FallbackFailure {
                code,
                title: title_of(code).to_owned(),
                trigger: leads.map(|(trigger, _)| trigger),
                until: leads.map(|(_, until)| until),
                reason: reason.to_owned(),
            }
        })
        .collect()
}

/// Whether a failure of one provider leads to its fallback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackVerdict {
    /// It does, for this reason.
    Leads(&'static str),
    /// It would, but this kind of failure is switched off, or the fallback is.
    SwitchedOff,
    /// It never does, or not at this step, for this reason.
    Stays(&'static str),
}

/// Judges the failure of a provider at this step of a sign-in.
#[must_use]
pub fn falls_back(code: DiagnosisCode, step: StepKind, provider: &Participant) -> FallbackVerdict {
    let fallback = &provider.fallback;
    match rule(code) {
        (None, reason) => FallbackVerdict::Stays(reason),
        (Some((_, until)), _) if !until.includes(step) => FallbackVerdict::Stays(too_late(step)),
        (Some((trigger, _)), reason) if fallback.enabled && fallback.on.contains(&trigger) => {
            FallbackVerdict::Leads(reason)
        }
        (Some(_), _) => FallbackVerdict::SwitchedOff,
    }
}

fn too_late(step: StepKind) -> &'static str {
    match step {
        StepKind::Discovery
        | StepKind::Authorization
        | StepKind::SignIn
        | StepKind::InitiateAuth
        | StepKind::Challenge
        | StepKind::Callback => MAYBE_SENT,
        StepKind::Token
        | StepKind::IdToken
        | StepKind::Userinfo
        | StepKind::Refresh
        | StepKind::GetUser
        | StepKind::IdentityPool
        | StepKind::Mapping => AFTERWARDS,
    }
}

/// Why the chain of fallbacks ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum ChainEnd {
    /// The last one has no fallback.
    NoFallback,
    /// The next one does not exist.
    Missing(String),
    /// The next one is disabled.
    Disabled(String),
    /// The next one was tried already.
    Loop(String),
}

/// The providers that are tried one after the other when a provider fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FallbackChain {
    /// In this order; without the provider itself.
    pub providers: Vec<RoutedProvider>,
    /// Why there is no further one.
    pub end: ChainEnd,
}

/// The chain of a provider. No provider is in it twice.
#[must_use]
pub fn fallback_chain(start: &Participant, all: &[Participant]) -> FallbackChain {
    let mut tried = vec![start];
    let end = loop {
        let last = tried.last().copied().unwrap_or(start);
        let Some(name) = next_name(last) else {
            break ChainEnd::NoFallback;
        };
        // A provider that is being edited is not among the others.
        if folded(&start.name) == folded(name) {
            break ChainEnd::Loop(start.name.clone());
        }
        match named(name, all) {
            None => break ChainEnd::Missing(name.to_owned()),
            Some(next) if tried.iter().any(|one| one.id == next.id) => {
                break ChainEnd::Loop(next.name.clone());
            }
            Some(next) if !next.enabled => break ChainEnd::Disabled(next.name.clone()),
            Some(next) => tried.push(next),
        }
    };
    FallbackChain {
        providers: tried[1..].iter().map(|one| one.named()).collect(),
        end,
    }
}

/// The name of the fallback, when it is switched on and chosen.
pub(super) fn next_name(provider: &Participant) -> Option<&str> {
    let fallback = &provider.fallback;
    let name = fallback.provider.as_deref().map(str::trim);
    name.filter(|name| fallback.enabled && !name.is_empty())
}

const UNREACHABLE: &str = "The provider did not answer as it should. That says nothing about the person, so another one may be tried.";
const CLIENT: &str = "The provider refused the client or its request, whoever signs in. Another one may be tried until the settings are corrected.";
const POOL_CLIENT: &str = "The user pool refused the app client before it judged a password, whoever signs in. Another one may be tried until the settings are corrected.";
const THIS_SIDE: &str = "The definition here is not complete or not allowed to be used, whoever signs in. Another one may be tried until it is corrected.";
const PASSWORD: &str = "This is about the person's password or account. Another provider must not become a second try.";
const VERIFICATION: &str = "An answer came that cannot be trusted. That must be looked at and not be covered up by another provider.";
const AFTERWARDS: &str = "The sign-in itself is done; only what came after it failed. Another provider would ask the person a second time.";
const MAYBE_SENT: &str = "The person was signing in by then, and a password may have been judged. Another provider must not become a second try.";
const WHILE_SIGNING_IN: &str =
    "It shows while the password is being judged. Another provider must not become a second try.";
const PERSON: &str =
    "The person is being asked for something, or decided so. The sign-in goes on there or ends.";
const OUT_OF_TIME: &str = "The person did not finish, and may have typed a wrong password meanwhile. Another provider must not become a second try.";
const HERE: &str =
    "The cause is on this machine or in this window, and another provider would meet it as well.";
const UNCLEAR: &str = "The cause is not certain, and may be a password or a locked account.";

/// The group of a failure and until when it leads to the fallback.
type Leads = Option<(FallbackTrigger, FallbackUntil)>;

/// The rule of a failure. There is no other case: what is not clear does not fall back.
fn rule(code: DiagnosisCode) -> (Leads, &'static str) {
    use DiagnosisCode as C;
    use FallbackTrigger as T;
    use FallbackUntil as U;
    match code {
        C::ConnectionRefused => (Some((T::Unreachable, U::Sent)), UNREACHABLE),
        C::LoginPagesUnavailable => (Some((T::Unreachable, U::SignedIn)), UNREACHABLE),
        C::NetworkUnreachable
        | C::TlsUntrusted
        | C::TimedOut
        | C::ServerError
        | C::ResponseTooLarge
        | C::NotJson
        | C::UnexpectedRedirect
        | C::DiscoveryUnusable => (Some((T::Unreachable, U::Asked)), UNREACHABLE),
        C::RedirectMismatch
        | C::InvalidClient
        | C::InvalidScope
        | C::UnauthorizedClient
        | C::InvalidRequest
        | C::ClientNotFound
        | C::ParametersMissing => (Some((T::ClientRefused, U::SignedIn)), CLIENT),
        C::AuthFlowNotEnabled
        | C::SecretHashRequired
        | C::SecretHashWrong
        | C::SecretNotExpected => (Some((T::ClientRefused, U::SignedIn)), POOL_CLIENT),
        C::AddressRefused => (Some((T::ClientRefused, U::Sent)), THIS_SIDE),
        C::AccessDenied => (
            Some((T::AccessDenied, U::SignedIn)),
            "The provider does not let this person in, or the person went back. Another one may know the person.",
        ),
        C::WrongCredentials
        | C::UserDisabled
        | C::UserNotConfirmed
        | C::PasswordResetRequired
        | C::NewPasswordRequired
        | C::UserNotFound
        | C::TemporaryPasswordExpired
        | C::NewPasswordRefused
        | C::CodeWrong
        | C::ChallengeNotAnswerable
        | C::NoWayToSignIn
        | C::MfaRequired => (None, PASSWORD),
        C::Throttled | C::BlockedByWaf | C::SignInLocked => (
            None,
            "Too many tries, or a guard: going on elsewhere would work around a protection.",
        ),
        C::IssuerMismatch
        | C::IdTokenMissing
        | C::IdTokenMalformed
        | C::AlgorithmRefused
        | C::SigningKeyMissing
        | C::SignatureInvalid
        | C::AudienceMismatch
        | C::NonceMismatch
        | C::StateMismatch
        | C::CallbackUnusable
        | C::SubjectInvalid
        | C::AccessTokenHashMismatch
        | C::TokenUseWrong
        | C::UserinfoSubjectMismatch => (None, VERIFICATION),
        C::PoolMisconfigured => (None, WHILE_SIGNING_IN),
        C::SecretMissing
        | C::TokenResponseUnusable
        | C::UserinfoRejected
        | C::RequiredAttributeMissing
        | C::InvalidGrant
        | C::AccessTokenScopeMissing
        | C::TokenRevoked
        | C::IdentityPoolNotFound
        | C::IdentityPoolRefusedLogin
        | C::IdentityPoolWithoutRole
        | C::IdentityPoolClassicFlowOff => (None, AFTERWARDS),
        C::SignInTimedOut => (None, OUT_OF_TIME),
        C::LoginRequired | C::Cancelled | C::ChallengeExpired => (None, PERSON),
        C::TokenExpired
        | C::ClockSkew
        | C::Interrupted
        | C::EmbeddedBrowserRefused
        | C::JavascriptNeeded
        | C::SignInFormMissing => (None, HERE),
        // A function of the pool may refuse this person only.
        C::TriggerFailed | C::ApiCallRefused | C::Unknown => (None, UNCLEAR),
    }
}
