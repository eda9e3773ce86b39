//! Formats of the Cognito API and the AWS Developer Guide, checked field by field.

mod api;

use std::collections::HashSet;

use url::{Host, Url};

use super::{Client, FieldProblem, Grant, Settings, TokenLifetimes, User};
use crate::totp;

const STANDARD_SCOPES: [&str; 5] = [
    "openid",
    "email",
    "phone",
    "profile",
    "aws.cognito.signin.user.admin",
];

const STANDARD_ATTRIBUTES: [&str; 19] = [
    "address",
    "birthdate",
    "email",
    "email_verified",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "phone_number_verified",
    "picture",
    "preferred_username",
    "profile",
    "updated_at",
    "website",
    "zoneinfo",
];

/// Schemes a browser runs or reads from disk: never a place to send a code to.
const REFUSED_SCHEMES: [&str; 6] = ["javascript", "data", "vbscript", "file", "blob", "about"];

struct Problems(Vec<FieldProblem>);

impl Problems {
    fn demand(&mut self, holds: bool, field: impl Into<String>, message: impl Into<String>) {
        if !holds {
            self.0.push(FieldProblem {
                field: field.into(),
                message: message.into(),
            });
        }
    }
}

impl Settings {
    pub(crate) fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Problems(Vec::new());
        problems.demand(
            is_user_pool_id(&self.user_pool_id),
            "userPoolId",
            "Write <prefix>_<letters and digits>, at most 55 characters.",
        );
        problems.demand(
            is_identity_pool_id(&self.identity_pool_id),
            "identityPoolId",
            "Write <prefix>:<hexadecimal digits and dashes>, at most 55 characters.",
        );
        problems.demand(
            matches!(self.managed_login_version, 1 | 2),
            "managedLoginVersion",
            "Write 1 (classic) or 2 (managed login).",
        );
        api::check_pool(self, &mut problems);
        check_clients(&self.clients, &mut problems);
        check_users(&self.users, &mut problems);
        problems.0
    }
}

fn check_clients(clients: &[Client], problems: &mut Problems) {
    let mut ids = HashSet::new();
    for (index, client) in clients.iter().enumerate() {
        let at = format!("clients[{index}]");
        problems.demand(
            ids.insert(client.id.clone()),
            format!("{at}.id"),
            "Another client has this id.",
        );
        check_client(client, &at, problems);
    }
}

fn check_client(client: &Client, at: &str, problems: &mut Problems) {
    problems.demand(
        is_word(&client.id, 1, 128),
        format!("{at}.id"),
        "Write 1 to 128 letters, digits, _ or +.",
    );
    problems.demand(
        has_length(&client.name, 1, 128),
        format!("{at}.name"),
        "Write 1 to 128 characters.",
    );
    if let Some(secret) = &client.secret {
        problems.demand(
            is_word(secret, 24, 64),
            format!("{at}.secret"),
            "Write 24 to 64 letters, digits, _ or +, or leave it out for a public client.",
        );
    }
    problems.demand(
        !(client.may_use(Grant::AuthorizationCode) && client.callback_urls.is_empty()),
        format!("{at}.callbackUrls"),
        "CallbackUrls can not be empty when code flow or implicit flow is selected.",
    );
    check_urls(
        &client.callback_urls,
        &format!("{at}.callbackUrls"),
        problems,
    );
    check_urls(
        &client.sign_out_urls,
        &format!("{at}.signOutUrls"),
        problems,
    );
    check_scopes(&client.scopes, &format!("{at}.scopes"), problems);
    for (index, name) in client.identity_providers.iter().enumerate() {
        problems.demand(
            name == "COGNITO",
            format!("{at}.identityProviders[{index}]"),
            "The practice pool federates with nobody: COGNITO is the only provider.",
        );
    }
    check_lifetimes(client.token_lifetimes, at, problems);
    api::check_client(client, at, problems);
}

fn check_urls(urls: &[String], at: &str, problems: &mut Problems) {
    problems.demand(urls.len() <= 100, at, "Keep to 100 URLs.");
    for (index, url) in urls.iter().enumerate() {
        if let Some(message) = callback_problem(url) {
            problems.demand(false, format!("{at}[{index}]"), message);
        }
    }
}

/// What is wrong with a callback or sign-out URL (API type RedirectUrlType and
/// CreateUserPoolClient, CallbackURLs).
fn callback_problem(text: &str) -> Option<String> {
    if !has_length(text, 1, 1024) || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some("Write 1 to 1024 ASCII characters without spaces.".into());
    }
    if text.contains('#') {
        return Some(format!("{text} cannot use fragment."));
    }
    let Ok(url) = Url::parse(text) else {
        return Some(format!("{text} is not an absolute URL."));
    };
    if REFUSED_SCHEMES.contains(&url.scheme()) {
        return Some(format!("{text} cannot use the scheme {}.", url.scheme()));
    }
    let on_this_machine = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    (url.scheme() == "http" && !on_this_machine)
        .then(|| format!("{text} cannot use the HTTP protocol."))
}

fn check_scopes(scopes: &[String], at: &str, problems: &mut Problems) {
    problems.demand(scopes.len() <= 50, at, "Keep to 50 scopes.");
    let has_openid = scopes.iter().any(|scope| scope == "openid");
    for (index, scope) in scopes.iter().enumerate() {
        let standard = STANDARD_SCOPES.contains(&scope.as_str());
        problems.demand(
            standard || is_resource_scope(scope),
            format!("{at}[{index}]"),
            format!("Invalid scope requested: {scope}"),
        );
        problems.demand(
            has_openid || !matches!(scope.as_str(), "email" | "phone" | "profile"),
            format!("{at}[{index}]"),
            format!("The scope {scope} needs openid beside it."),
        );
    }
}

/// `<resource server identifier>/<scope>` (API type ScopeType).
fn is_resource_scope(scope: &str) -> bool {
    let characters = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    scope.len() <= 256
        && scope.bytes().all(characters)
        && scope
            .rsplit_once('/')
            .is_some_and(|(server, name)| !server.is_empty() && !name.is_empty())
}

fn check_lifetimes(lifetimes: TokenLifetimes, at: &str, problems: &mut Problems) {
    let invalid = "Invalid range for token validity.";
    let TokenLifetimes {
        id_token,
        access_token,
        refresh_token,
    } = lifetimes;
    for (name, value) in [("idToken", id_token), ("accessToken", access_token)] {
        problems.demand(
            (300..=86_400).contains(&value) && value <= refresh_token,
            format!("{at}.tokenLifetimes.{name}"),
            invalid,
        );
    }
    problems.demand(
        (3_600..=315_360_000).contains(&refresh_token),
        format!("{at}.tokenLifetimes.refreshToken"),
        invalid,
    );
}

fn check_users(users: &[User], problems: &mut Problems) {
    let mut names = HashSet::new();
    let mut subs = HashSet::new();
    for (index, user) in users.iter().enumerate() {
        let at = format!("users[{index}]");
        problems.demand(
            names.insert(user.name.to_lowercase()),
            format!("{at}.name"),
            "Another user has this name; case does not count.",
        );
        problems.demand(
            subs.insert(user.sub.clone()),
            format!("{at}.sub"),
            "Another user has this sub.",
        );
        check_user(user, &at, problems);
    }
}

fn check_user(user: &User, at: &str, problems: &mut Problems) {
    let name_rule = "Write 1 to 128 characters without spaces.";
    problems.demand(is_name(&user.name), format!("{at}.name"), name_rule);
    problems.demand(
        has_length(&user.password, 1, 256),
        format!("{at}.password"),
        "Write 1 to 256 characters.",
    );
    problems.demand(is_name(&user.sub), format!("{at}.sub"), name_rule);
    for (index, group) in user.groups.iter().enumerate() {
        problems.demand(is_name(group), format!("{at}.groups[{index}]"), name_rule);
    }
    if let Some(secret) = &user.totp_secret {
        problems.demand(
            totp::decode_secret(secret).is_some(),
            format!("{at}.totpSecret"),
            "Write at least 16 base32 characters (A to Z, 2 to 7).",
        );
    }
    api::check_user(user, at, problems);
    for (name, value) in &user.attributes {
        let field = format!("{at}.attributes.{name}");
        problems.demand(
            is_attribute_name(name),
            field.clone(),
            "Write a standard attribute, or custom: and 1 to 20 characters.",
        );
        if let Some(message) = attribute_problem(name, value) {
            problems.demand(false, field, message);
        }
    }
}

fn attribute_problem(name: &str, value: &str) -> Option<&'static str> {
    if value.len() > 2048 {
        return Some("Keep to 2048 bytes.");
    }
    match name {
        "email_verified" | "phone_number_verified" if !matches!(value, "true" | "false") => {
            Some("Write true or false.")
        }
        "updated_at" if value.parse::<i64>().is_err() => Some("Write seconds since 1970."),
        _ => None,
    }
}

/// What the default password policy holds against a new password, in its words
/// (AWS Developer Guide, password policies).
pub(crate) fn password_problem(password: &str) -> Option<&'static str> {
    const SYMBOLS: &str = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ";
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    if password.chars().count() < 8 {
        Some("Password did not conform with policy: Password not long enough")
    } else if password.chars().count() > 256 {
        Some("Password did not conform with policy: Password too long")
    } else if !has(|letter| letter.is_ascii_uppercase()) {
        Some("Password did not conform with policy: Password must have uppercase characters")
    } else if !has(|letter| letter.is_ascii_lowercase()) {
        Some("Password did not conform with policy: Password must have lowercase characters")
    } else if !has(|letter| letter.is_ascii_digit()) {
        Some("Password did not conform with policy: Password must have numeric characters")
    } else if !has(|letter| SYMBOLS.contains(letter)) {
        Some("Password did not conform with policy: Password must have symbol characters")
    } else {
        None
    }
}

fn is_user_pool_id(text: &str) -> bool {
    text.len() <= 55
        && text.rsplit_once('_').is_some_and(|(prefix, suffix)| {
            is_prefix(prefix)
                && !suffix.is_empty()
                && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn is_identity_pool_id(text: &str) -> bool {
    text.len() <= 55
        && text.split_once(':').is_some_and(|(prefix, suffix)| {
            is_prefix(prefix)
                && !suffix.is_empty()
                && suffix
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
        })
}

fn is_prefix(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !text.is_empty() && text.bytes().all(allowed)
}

fn is_word(text: &str, shortest: usize, longest: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+');
    (shortest..=longest).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_name(text: &str) -> bool {
    let refused = |letter: char| letter.is_whitespace() || letter.is_control();
    has_length(text, 1, 128) && !text.contains(refused)
}

fn is_attribute_name(name: &str) -> bool {
    name.strip_prefix("custom:").map_or_else(
        || STANDARD_ATTRIBUTES.contains(&name),
        |custom| has_length(custom, 1, 20) && is_name(custom),
    )
}

fn has_length(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.chars().count())
}
