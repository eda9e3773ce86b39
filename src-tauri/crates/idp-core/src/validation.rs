//! Checking a draft: every problem has a field path, a code and a text.

use crate::catalogue;
use crate::provider::{Protocol, Provider, ProviderDraft, ProviderKind};
use crate::routing::{self, Participant};
use serde::Serialize;

mod cognito_lints;
mod mapping_rules;
mod oauth;
mod user_store;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The definition cannot be saved.
    Error,
    /// It can be saved, but will probably not do what is meant.
    Warning,
    /// Nothing is wrong; it is worth knowing while it is edited.
    Note,
}

/// What is wrong with a field. The UI may act on it; the text is in the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Empty, but needed.
    Required,
    /// Too many characters.
    TooLong,
    /// Another provider has it.
    NotUnique,
    /// Not one of the known values.
    UnknownValue,
    /// Not an absolute URL.
    NotAUrl,
    /// `https` is needed here.
    HttpsRequired,
    /// Not acceptable as an endpoint: user name, password or fragment inside.
    UrlNotAllowed,
    /// Not acceptable as a callback URL.
    RedirectUriNotAllowed,
    /// Spaces or control characters where there can be none.
    Whitespace,
    /// Something else was pasted: a secret, an ARN, a pool ID.
    WrongThing,
    /// A reserved parameter of the authorization request.
    ReservedParameter,
    /// The same value twice.
    Repeated,
    /// `openid` is missing although other scopes need it.
    OpenidMissing,
    /// A scope that Cognito never grants.
    ScopeUnsupported,
    /// A scope that is often not ticked on the app client.
    ScopeOftenNotTicked,
    /// Hosts or Regions that should agree do not.
    DoesNotAgree,
    /// Not in the documented form.
    InvalidFormat,
    /// An ID token is asked for but cannot be verified.
    NotVerifiable,
    /// The rule names neither source nor expression, or both.
    RuleIncomplete,
    /// The text is no expression; the message says where and why.
    ExpressionInvalid,
    /// The transformation lacks something, or cannot stand here.
    TransformInvalid,
    /// No rule fills a target without which there is no user.
    IdentityTargetMissing,
    /// The client authenticates with a secret, and none is stored.
    SecretMissing,
    /// Neither an ID token nor userinfo: no attribute could be received.
    NothingReceived,
    /// Something else was entered, and a domain was made of it.
    DomainRepaired,
    /// A domain within another entry, here or of another provider.
    DomainOverlaps,
    /// The fallbacks lead back to where they began.
    FallbackLoop,
    /// The provider to fall back to does not exist.
    FallbackMissing,
    /// The provider to fall back to is disabled.
    FallbackDisabled,
    /// Which providers are tried one after the other.
    FallbackChain,
    /// Another entry of the catalogue knows this provider better.
    EntryFitsBetter,
    /// An identity pool may give credentials to people who did not sign in.
    GuestAccess,
    /// A colour that people with weak sight cannot tell from what is around it.
    HardToSee,
}

/// One problem of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// Path in the provider file, such as `oauth.redirectUri` or `oauth.scopes[2]`.
    pub field: String,
    /// The machine-readable code.
    pub code: FieldCode,
    /// Error or warning.
    pub severity: Severity,
    /// The problem and the next step.
    pub message: String,
    /// A value for the field that would do; it can be offered.
    pub offer: Option<String>,
}

impl FieldProblem {
    /// A problem that prevents saving.
    pub fn error(field: impl Into<String>, code: FieldCode, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code,
            severity: Severity::Error,
            message: message.into(),
            offer: None,
        }
    }

    /// The same with a value that would do.
    #[must_use]
    pub fn offering(self, value: impl Into<String>) -> Self {
        Self {
            offer: Some(value.into()),
            ..self
        }
    }

    /// A problem worth saying that does not prevent saving.
    pub fn warning(field: impl Into<String>, code: FieldCode, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(field, code, message)
        }
    }

    /// Something worth knowing that is not a problem.
    pub fn note(field: impl Into<String>, code: FieldCode, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(field, code, message)
        }
    }
}

/// The outcome of checking a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Present when there is no error.
    pub provider: Option<Provider>,
    /// Errors, warnings and notes, in the order of the form.
    pub problems: Vec<FieldProblem>,
}

impl Checked {
    /// The provider, or the problems that are errors.
    ///
    /// # Errors
    /// All problems, warnings included, when at least one is an error.
    pub fn into_result(self) -> Result<(Provider, Vec<FieldProblem>), Vec<FieldProblem>> {
        match self.provider {
            Some(provider) => Ok((provider, self.problems)),
            None => Err(self.problems),
        }
    }
}

/// Longest display name, in characters.
pub const DISPLAY_NAME_MAX: usize = 128;

/// Checks a draft beside the other providers.
#[must_use]
pub fn check_provider(draft: &ProviderDraft, others: &[Participant]) -> Checked {
    let mut draft = trimmed(draft);
    let mut problems = Vec::new();
    check_display_name(&draft.display_name, others, &mut problems);
    check_catalogue_entry(&draft, &mut problems);
    let protocol = match draft.kind {
        ProviderKind::OauthOpenid => {
            let settings = draft.oauth.clone().unwrap_or_default();
            let entry = catalogue::find(&draft.catalogue_entry);
            oauth::check_oauth(&settings, entry, &mut problems)
                .map(|checked| Protocol::OauthOpenid(Box::new(checked)))
        }
        ProviderKind::UserStore => {
            let settings = draft.user_store.clone().unwrap_or_default();
            user_store::check_user_store(&settings, &mut problems).map(Protocol::UserStore)
        }
    };
    cognito_lints::check(&draft, &mut problems);
    routing::check(&draft, others, &mut problems);
    draft.advanced.domains = routing::canonical_domains(&draft.advanced.domains);
    mapping_rules::check(&draft, &mut problems);
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    let provider = match protocol {
        Some(protocol) if !failed => Some(Provider { draft, protocol }),
        Some(_) | None => None,
    };
    Checked { provider, problems }
}

fn check_display_name(name: &str, others: &[Participant], problems: &mut Vec<FieldProblem>) {
    let mut report = |code, text: &str| {
        problems.push(FieldProblem::error("displayName", code, text));
    };
    if name.is_empty() {
        report(FieldCode::Required, "Enter a display name.");
    } else if name.chars().count() > DISPLAY_NAME_MAX {
        report(
            FieldCode::TooLong,
            "Shorten the display name to 128 characters.",
        );
    } else if name.chars().any(char::is_control) {
        report(
            FieldCode::InvalidFormat,
            "The display name contains a control character. Type it again.",
        );
    } else if others
        .iter()
        .any(|other| other.name.to_lowercase() == name.to_lowercase())
    {
        report(
            FieldCode::NotUnique,
            "Another identity provider has this name. Choose a different one.",
        );
    }
}

fn check_catalogue_entry(draft: &ProviderDraft, problems: &mut Vec<FieldProblem>) {
    let matches_kind =
        catalogue::find(&draft.catalogue_entry).is_some_and(|entry| entry.kind == draft.kind);
    if !matches_kind {
        let known: Vec<_> = catalogue::CATALOGUE
            .iter()
            .filter(|entry| entry.kind == draft.kind)
            .map(|entry| entry.id)
            .collect();
        problems.push(FieldProblem::error(
            "catalogueEntry",
            FieldCode::UnknownValue,
            format!("Use one of: {}.", known.join(", ")),
        ));
    }
}

/// A copy without spaces around single-line values and without empty optional values.
/// The callback URL is left as it is: a space in it is a mistake to be shown.
fn trimmed(draft: &ProviderDraft) -> ProviderDraft {
    let mut draft = draft.clone();
    // The form keeps what was typed for the other kind; a definition has one.
    match draft.kind {
        ProviderKind::OauthOpenid => draft.user_store = None,
        ProviderKind::UserStore => draft.oauth = None,
    }
    trim(&mut draft.display_name);
    trim(&mut draft.catalogue_entry);
    if let Some(oauth) = &mut draft.oauth {
        for value in [
            &mut oauth.authorization_endpoint,
            &mut oauth.token_endpoint,
            &mut oauth.client_id,
            &mut oauth.redirect_uri,
        ] {
            trim(value);
        }
        for value in [
            &mut oauth.discovery_url,
            &mut oauth.issuer,
            &mut oauth.userinfo_endpoint,
            &mut oauth.jwks_uri,
            &mut oauth.logout_endpoint,
            &mut oauth.loopback_redirect_uri,
            &mut oauth.sign_out_uri,
            &mut oauth.ca_file,
        ] {
            trim_optional(value);
        }
        oauth.scopes.iter_mut().for_each(trim);
        oauth.scopes.retain(|scope| !scope.is_empty());
    }
    if let Some(store) = &mut draft.user_store {
        for value in [
            &mut store.region,
            &mut store.user_pool_id,
            &mut store.client_id,
        ] {
            trim(value);
        }
        for value in [
            &mut store.identity_pool_id,
            &mut store.auth_flow,
            &mut store.endpoint_override,
        ] {
            trim_optional(value);
        }
    }
    trim_optional(&mut draft.advanced.fallback.provider);
    draft.advanced.fallback.on.sort_unstable();
    draft.advanced.fallback.on.dedup();
    draft.tags.iter_mut().for_each(trim);
    draft.tags.retain(|tag| !tag.is_empty());
    draft
}

fn trim(value: &mut String) {
    *value = value.trim().to_owned();
}

fn trim_optional(value: &mut Option<String>) {
    *value = value
        .take()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
}

#[cfg(test)]
mod tests;
