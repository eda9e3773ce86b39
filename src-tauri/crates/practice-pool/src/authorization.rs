//! The authorization request: what is accepted, and where each refusal is sent
//! (AWS Developer Guide, authorize endpoint; RFC 6749 section 4.1; RFC 7636).

use crate::parameters::{Parameters, encode, with_query};
use crate::settings::{Client, Grant, Settings};

/// A request that a code may be issued for.
#[derive(Debug, Clone)]
pub(crate) struct AuthorizationRequest {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: Option<String>,
    pub(crate) prompt: Option<Prompt>,
    /// Seconds since the person signed in beyond which a session does not count.
    pub(crate) max_age: Option<i64>,
}

/// The values of `prompt` that change what happens (OpenID Connect Core section 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Never show a page.
    None,
    /// Always show the form.
    Login,
}

/// Why a request is not accepted, and where the browser goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The `error` or, where that says less, the `error_description`.
    pub(crate) error: &'static str,
    pub(crate) location: String,
}

impl AuthorizationRequest {
    /// Rules in the order in which Cognito applies them.
    pub(crate) fn check(settings: &Settings, parameters: &Parameters) -> Result<Self, Refusal> {
        let (client, redirect_uri) = check_destination(settings, parameters)?;
        let state = parameters.get("state");
        let refuse = |error: CallbackError| error.refusal(redirect_uri, state);
        let scopes = check_scopes(client, parameters).map_err(refuse)?;
        let response_type = parameters.get("response_type");
        if !client.may_use(Grant::AuthorizationCode) || response_type == Some("token") {
            return Err(refuse(UNAUTHORIZED_CLIENT));
        }
        if response_type != Some("code") {
            return Err(refuse(INVALID_REQUEST));
        }
        let code_challenge = check_code_challenge(parameters).map_err(refuse)?;
        let prompt = match settings.managed_login_version {
            2 => parameters.get("prompt").and_then(read_prompt),
            _ => None,
        };
        Ok(Self {
            client_id: client.id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            scopes,
            state: state.map(str::to_owned),
            nonce: parameters.owned("nonce"),
            code_challenge,
            prompt,
            max_age: parameters.get("max_age").and_then(|age| age.parse().ok()),
        })
    }

    /// The callback with a code.
    pub(crate) fn callback_with_code(&self, code: &str) -> String {
        let mut pairs = vec![("code", code)];
        pairs.extend(self.state.as_deref().map(|state| ("state", state)));
        with_query(&self.redirect_uri, pairs)
    }

    /// The callback when nobody is signed in and no page may be shown.
    pub(crate) fn callback_login_required(&self) -> String {
        LOGIN_REQUIRED
            .refusal(&self.redirect_uri, self.state.as_deref())
            .location
    }

    /// The callback when the person gives up.
    pub(crate) fn callback_cancelled(&self) -> String {
        CANCELLED
            .refusal(&self.redirect_uri, self.state.as_deref())
            .location
    }
}

/// An error as it is written into the callback's query, in the order measured on live domains.
struct CallbackError {
    name: &'static str,
    pairs: &'static [(&'static str, &'static str)],
}

const INVALID_SCOPE: CallbackError = CallbackError {
    name: "invalid_scope",
    pairs: &[
        ("error", "invalid_request"),
        ("error_description", "invalid_scope"),
    ],
};
const UNAUTHORIZED_CLIENT: CallbackError = CallbackError {
    name: "unauthorized_client",
    pairs: &[
        ("error_description", "unauthorized_client"),
        ("error", "invalid_request"),
    ],
};
const INVALID_REQUEST: CallbackError = CallbackError {
    name: "invalid_request",
    pairs: &[("error", "invalid_request")],
};
const LOGIN_REQUIRED: CallbackError = CallbackError {
    name: "login_required",
    pairs: &[("error", "login_required")],
};
const CANCELLED: CallbackError = CallbackError {
    name: "access_denied",
    pairs: &[
        ("error", "access_denied"),
        ("error_description", "user_cancelled_authorize"),
    ],
};

impl CallbackError {
    fn refusal(&self, redirect_uri: &str, state: Option<&str>) -> Refusal {
        let pairs = self.pairs.iter().copied();
        Refusal {
            error: self.name,
            location: with_query(
                redirect_uri,
                pairs.chain(state.map(|state| ("state", state))),
            ),
        }
    }
}

/// What has to hold before anything may be sent to the callback.
fn check_destination<'a>(
    settings: &'a Settings,
    parameters: &'a Parameters,
) -> Result<(&'a Client, &'a str), Refusal> {
    let (Some(client_id), Some(redirect_uri)) =
        (parameters.get("client_id"), parameters.get("redirect_uri"))
    else {
        return Err(error_page("Required parameters missing", None));
    };
    let client = settings
        .client(client_id)
        .ok_or_else(|| error_page("invalid_request", Some(client_id)))?;
    if !client.callback_urls.iter().any(|url| url == redirect_uri) {
        return Err(error_page("redirect_mismatch", Some(client_id)));
    }
    if client.identity_providers.is_empty() {
        return Err(error_page("invalid_request", None));
    }
    let enabled = |name: &str| client.identity_providers.iter().any(|known| known == name);
    if parameters.get("idp_identifier").is_some()
        || parameters
            .get("identity_provider")
            .is_some_and(|name| !enabled(name))
    {
        return Err(error_page("invalid_request", Some(client_id)));
    }
    Ok((client, redirect_uri))
}

fn error_page(error: &'static str, client_id: Option<&str>) -> Refusal {
    Refusal {
        error,
        location: error_location(error, client_id),
    }
}

/// Cognito's own error page, which names no setting.
pub(crate) fn error_location(error: &str, client_id: Option<&str>) -> String {
    let client_id = client_id.map(|id| ("client_id", id));
    let pairs = [("error", error)].into_iter().chain(client_id);
    format!("/error?{}", encode(pairs))
}

/// The scopes to grant: all of the client's when none is asked for.
fn check_scopes(client: &Client, parameters: &Parameters) -> Result<Vec<String>, CallbackError> {
    let Some(asked) = parameters.get("scope") else {
        return Ok(client.scopes.clone());
    };
    let mut scopes: Vec<String> = Vec::new();
    for scope in asked.split(' ').filter(|scope| !scope.is_empty()) {
        if !client.scopes.iter().any(|allowed| allowed == scope) {
            return Err(INVALID_SCOPE);
        }
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    let has_openid = scopes.iter().any(|scope| scope == "openid");
    let needs_openid = |scope: &String| matches!(scope.as_str(), "email" | "phone" | "profile");
    if has_openid || !scopes.iter().any(needs_openid) {
        Ok(scopes)
    } else {
        Err(INVALID_SCOPE)
    }
}

/// PKCE is optional, as in Cognito; what is there has to be right.
fn check_code_challenge(parameters: &Parameters) -> Result<Option<String>, CallbackError> {
    match (
        parameters.get("code_challenge"),
        parameters.get("code_challenge_method"),
    ) {
        (None, None) => Ok(None),
        (Some(challenge), Some("S256")) if is_code_challenge(challenge) => {
            Ok(Some(challenge.to_owned()))
        }
        (Some(_) | None, _) => Err(INVALID_REQUEST),
    }
}

/// RFC 7636 section 4.2: 43 to 128 unreserved characters.
fn is_code_challenge(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

fn read_prompt(text: &str) -> Option<Prompt> {
    let asked = |wanted: &str| text.split(' ').any(|value| value == wanted);
    if asked("none") {
        Some(Prompt::None)
    } else if asked("login") || asked("select_account") {
        Some(Prompt::Login)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
