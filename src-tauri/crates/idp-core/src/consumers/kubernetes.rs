//! The API server of Kubernetes (`staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/
//! oidc/oidc.go`, read at 02058680). As it comes is with the flags `--oidc-issuer-url` and
//! `--oidc-client-id` alone; the settings are those of a structured configuration.

use super::findings::FindingId;
use super::received::{COGNITO_GROUPS, COGNITO_USER_NAME, Claim, Received};
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};
use crate::claims::ClaimSource;
use serde_json::Value;

const PLACE: &str = "AuthenticationConfiguration, entry under jwt:";
const PREFIX: &str = "cognito:";
const READS: &[&str] = &["The ID token that kubectl sends, and nothing else"];

#[derive(Clone, PartialEq)]
struct Config {
    /// `None` is the default: the subject with the issuer before it.
    user_name: Option<&'static str>,
    groups: bool,
}

const PLAIN: Config = Config {
    user_name: None,
    groups: false,
};

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let fitting = fitting(received);
    Product {
        plain: judge(received, &PLAIN),
        fitted: (fitting != PLAIN).then(|| (judge(received, &fitting), text(&fitting))),
        reads: READS,
        place: PLACE,
        unverified: &[],
    }
}

fn fitting(received: &Received<'_>) -> Config {
    let is_text = |name: &str| {
        let claim = received.id_token(name);
        claim.is_some_and(|claim| claim.text().is_some())
    };
    let email = is_text("email") && email_is_verified(received);
    let cognito = is_text(COGNITO_USER_NAME).then_some(COGNITO_USER_NAME);
    Config {
        user_name: if email { Some("email") } else { cognito },
        groups: received
            .groups()
            .is_some_and(|groups| names_groups(&groups)),
    }
}

fn text(config: &Config) -> String {
    let mut lines = vec!["claimMappings:".to_owned()];
    let mut name = |target: &str, claim: &str| {
        lines.push(format!(
            "  {target}:\n    claim: \"{claim}\"\n    prefix: \"{PREFIX}\""
        ));
    };
    if let Some(claim) = config.user_name {
        name("username", claim);
    }
    if config.groups {
        name("groups", COGNITO_GROUPS);
    }
    lines.push(token_use_rule().to_owned());
    lines.join("\n")
}

fn token_use_rule() -> &'static str {
    "claimValidationRules:\n- expression: 'claims.token_use == \"id\"'\n  message: only ID tokens are accepted"
}

fn judge(received: &Received<'_>, config: &Config) -> Judged {
    let mut judged = Judged::default();
    user_name(received, config, &mut judged);
    groups(received, config, &mut judged);
    notes(received, &mut judged);
    judged.find_if(received.issuer_is_plain_http(), || {
        FindingId::IssuerNotHttps
            .finding()
            .found(received.issuer().unwrap_or_default())
    });
    judged
}

fn user_name(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let claim = received.id_token(config.user_name.unwrap_or("sub"));
    let value = claim.and_then(|claim| claim.text());
    let prefix = match (config.user_name, received.issuer()) {
        (Some(_), _) => PREFIX.to_owned(),
        (None, issuer) => format!("{}#", issuer.unwrap_or_default()),
    };
    let field = UserField::of(ConsumerField::UserName, "username", claim.as_ref());
    judged.show(match value {
        Some(value) => field.with_value(format!("{prefix}{value}")),
        None => field,
    });
    let verified = received.id_token("email_verified");
    judged.find_if(config.user_name.is_none(), || {
        let finding = FindingId::KubernetesUserNameIsSubject.finding();
        let only = Config {
            groups: false,
            ..fitting(received)
        };
        if only.user_name.is_some() {
            finding.claim(claim.as_ref()).setting(PLACE, text(&only))
        } else {
            finding.claim(claim.as_ref())
        }
    });
    let has_email = received.id_token("email").is_some();
    judged.find_if(has_email && !email_is_verified(received), || {
        FindingId::KubernetesEmailCannotBeUserName
            .finding()
            .claim(verified.as_ref())
    });
}

fn groups(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let claim = received.groups();
    let read = claim.filter(|_| config.groups);
    let mut field = UserField::of(ConsumerField::Groups, "groups", read.as_ref());
    for group in &mut field.values {
        group.insert_str(0, PREFIX);
    }
    judged.show(match (read, claim) {
        (None, Some(_)) => field.with_note("No claim is named."),
        (Some(_) | None, _) => field,
    });
    let Some(claim) = claim.filter(|_| !config.groups) else {
        return;
    };
    let only = Config {
        groups: true,
        ..PLAIN
    };
    judged.find(if names_groups(&claim) {
        FindingId::KubernetesGroupsNotRead
            .finding()
            .claim(Some(&claim))
            .setting(PLACE, text(&only))
    } else {
        FindingId::KubernetesGroupsMalformed
            .finding()
            .claim(Some(&claim))
    });
}

fn notes(received: &Received<'_>, judged: &mut Judged) {
    let access = received.claims(ClaimSource::AccessToken);
    judged.find_if(
        access.is_some_and(|claims| !claims.contains_key("aud")),
        || {
            FindingId::KubernetesAccessTokenRefused
                .finding()
                .setting(PLACE, token_use_rule())
        },
    );
    let name = received.id_token(COGNITO_USER_NAME);
    let group = received.groups();
    let reserved = [name, group]
        .into_iter()
        .flatten()
        .find(|claim| begins_with_system(claim.value));
    judged.find_if(reserved.is_some(), || {
        FindingId::KubernetesReservedName
            .finding()
            .claim(reserved.as_ref())
    });
}

fn begins_with_system(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with("system:"),
        Value::Array(elements) => elements.iter().any(begins_with_system),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// Absent counts as verified there; text does not count at all.
fn email_is_verified(received: &Received<'_>) -> bool {
    received
        .id_token("email_verified")
        .is_none_or(|claim| claim.value == &Value::Bool(true))
}

fn names_groups(claim: &Claim<'_>) -> bool {
    match claim.value {
        Value::String(_) => true,
        Value::Array(elements) => elements.iter().all(Value::is_string),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}
