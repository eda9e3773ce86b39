//! Keycloak as a broker (keycloak `OIDCIdentityProvider.extractIdentity`, `validateToken` and
//! `setEmailVerified`, `JsonUtils`, read in version 26.x).

use super::findings::FindingId;
use super::received::{COGNITO_GROUPS, COGNITO_USER_NAME, Claim, Received};
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};
use crate::checks::shortened;
use crate::claims::claim_text;
use serde_json::Value;

const PLACE: &str = "Identity provider, its settings and Mappers";
const READS: &[&str] = &[
    "The ID token",
    "Userinfo in place of it for name, e-mail address and user name",
    "Mappers: access token, ID token and userinfo",
];
const PROFILE: [&str; 5] = [
    "name",
    "given_name",
    "family_name",
    "preferred_username",
    "email",
];

#[derive(Clone, Default, PartialEq)]
struct Config {
    user_name_template: bool,
    trust_email: bool,
    disable_userinfo: bool,
    groups: Vec<String>,
}

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let plain = Config::default();
    let fitting = fitting(received);
    Product {
        plain: judge(received, &plain),
        fitted: (fitting != plain).then(|| (judge(received, &fitting), text(&fitting))),
        reads: READS,
        place: PLACE,
        unverified: &["How the mapper of groups compares a claim that is a list was not tried."],
    }
}

fn fitting(received: &Received<'_>) -> Config {
    let userinfo = profile(received, &Config::default(), "preferred_username");
    let name = received.id_token(COGNITO_USER_NAME);
    Config {
        user_name_template: userinfo.is_none() && name.is_some_and(|name| name.text().is_some()),
        trust_email: received
            .id_token("email_verified")
            .is_some_and(|claim| claim.value == &Value::Bool(true)),
        disable_userinfo: lost(received).is_some() || received.userinfo_failed(),
        groups: received
            .groups()
            .map(|claim| group_names(&claim))
            .unwrap_or_default(),
    }
}

fn group_names(claim: &Claim<'_>) -> Vec<String> {
    match claim.value {
        Value::Array(elements) => elements
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}

fn text(config: &Config) -> String {
    let mut lines = Vec::new();
    if config.trust_email {
        lines.push("Trust email: On".to_owned());
    }
    if config.disable_userinfo {
        lines.push("Disable user info: On".to_owned());
    }
    if config.user_name_template {
        lines.push(format!(
            "Mapper \"Username Template Importer\", Template: ${{CLAIM.{COGNITO_USER_NAME}}}"
        ));
    }
    // Whoever names a group must not be able to add a line to what is copied.
    for group in config.groups.iter().map(|group| shortened(group)) {
        lines.push(format!(
            "Mapper \"Advanced Claim to Group\", Claims: {COGNITO_GROUPS} = {group}, Group: /{group}"
        ));
    }
    lines.join("\n")
}

/// A claim as the broker reads it: of userinfo as soon as userinfo is asked, even where the
/// ID token has more. In userinfo only what has a text counts.
fn profile<'s>(received: &'s Received<'_>, config: &Config, name: &'s str) -> Option<Claim<'s>> {
    if received.has_userinfo() && !config.disable_userinfo {
        return received.userinfo(name).filter(|claim| match claim.value {
            Value::String(text) => !text.is_empty(),
            Value::Bool(_) | Value::Number(_) => true,
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        });
    }
    received
        .id_token(name)
        .filter(|claim| !claim.value.is_null())
}

/// A claim of the ID token that userinfo takes away.
fn lost<'s>(received: &'s Received<'_>) -> Option<Claim<'s>> {
    PROFILE.iter().find_map(|name| {
        let token = received.id_token(name)?;
        let kept = profile(received, &Config::default(), name);
        (token.text().is_some() && kept.is_none()).then_some(token)
    })
}

fn judge(received: &Received<'_>, config: &Config) -> Judged {
    let mut judged = Judged::default();
    let alien = PROFILE.iter().find_map(|name| {
        let claim = received.id_token(name)?;
        (!claim.value.is_string() && !claim.value.is_null()).then_some(claim)
    });
    judged.find_if(alien.is_some(), || {
        FindingId::KeycloakClaimNotText
            .finding()
            .claim(alien.as_ref())
    });
    judged.find_if(
        received.userinfo_failed() && !config.disable_userinfo,
        || {
            FindingId::UserinfoFailed.finding().setting(
                PLACE,
                text(&Config {
                    disable_userinfo: true,
                    ..Config::default()
                }),
            )
        },
    );
    user_name(received, config, &mut judged);
    names(received, config, &mut judged);
    email(received, config, &mut judged);
    groups(received, config, &mut judged);
    notes(received, &mut judged);
    judged
}

fn user_name(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let preferred = profile(received, config, "preferred_username");
    let email = profile(received, config, "email");
    let templated = received
        .id_token(COGNITO_USER_NAME)
        .filter(|_| config.user_name_template);
    let subject = received.id_token("sub");
    let claim = templated.or(preferred).or(email).or(subject);
    judged.show(UserField::of(
        ConsumerField::UserName,
        "Username",
        claim.as_ref(),
    ));
    judged.show(UserField::of(
        ConsumerField::Subject,
        "Provider user ID",
        subject.as_ref(),
    ));
    if templated.is_some() || preferred.is_some() {
        return;
    }
    let id = match email {
        Some(_) => FindingId::KeycloakUserNameIsEmail,
        None => FindingId::KeycloakUserNameIsSubject,
    };
    let finding = id.finding().claim(claim.as_ref());
    judged.find(if fitting(received).user_name_template {
        let only = Config {
            user_name_template: true,
            ..Config::default()
        };
        finding.setting(PLACE, text(&only))
    } else {
        finding
    });
}

fn names(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let given = profile(received, config, "given_name");
    let family = profile(received, config, "family_name");
    let name = profile(received, config, "name").filter(|_| given.is_none() && family.is_none());
    judged.show(full_name(&[given, family, name]));
    let lost = lost(received).filter(|_| !config.disable_userinfo);
    judged.find_if(lost.is_some(), || {
        let only = Config {
            disable_userinfo: true,
            ..Config::default()
        };
        FindingId::KeycloakUserinfoReplaces
            .finding()
            .claim(lost.as_ref())
            .setting(PLACE, text(&only))
    });
    let missing: Vec<_> = ["email", "given_name", "family_name"]
        .into_iter()
        .filter(|name| profile(received, config, name).is_none())
        .collect();
    // A single name is split into two by Keycloak.
    let is_named = name.is_some() && !missing.contains(&"email");
    judged.find_if(!missing.is_empty() && !is_named, || {
        FindingId::KeycloakProfileIncomplete
            .finding()
            .found(format!("missing: {}", missing.join(", ")))
    });
}

/// The names that are there, as one.
fn full_name(parts: &[Option<Claim<'_>>]) -> UserField {
    let parts: Vec<_> = parts.iter().flatten().collect();
    let field = UserField::of(
        ConsumerField::DisplayName,
        "First name, last name",
        parts.first().copied(),
    );
    if parts.is_empty() {
        return field;
    }
    let texts: Vec<_> = parts.iter().map(|part| claim_text(part.value)).collect();
    let names: Vec<_> = parts.iter().map(|part| part.name).collect();
    UserField {
        claim: Some(names.join(", ")),
        ..field.with_value(texts.join(" "))
    }
}

fn email(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let claim = profile(received, config, "email");
    judged.show(UserField::of(ConsumerField::Email, "Email", claim.as_ref()));
    let verified = received.id_token("email_verified");
    let field = UserField::of(ConsumerField::EmailVerified, "Email verified", None);
    judged.show(match verified {
        Some(_) if config.trust_email => UserField::of(
            ConsumerField::EmailVerified,
            "Email verified",
            verified.as_ref(),
        ),
        Some(_) | None => field
            .with_value("false")
            .with_note("\"Trust email\" is off."),
    });
    judged.find_if(claim.is_some() && !config.trust_email, || {
        let finding = FindingId::KeycloakEmailNotTrusted.finding();
        if fitting(received).trust_email {
            let only = Config {
                trust_email: true,
                ..Config::default()
            };
            finding.claim(verified.as_ref()).setting(PLACE, text(&only))
        } else {
            finding.claim(verified.as_ref())
        }
    });
}

fn groups(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let claim = received.groups();
    let read = claim.filter(|_| !config.groups.is_empty());
    let field = UserField::of(ConsumerField::Groups, "Groups", read.as_ref());
    judged.show(match (read, claim) {
        (None, Some(_)) => field.with_note("No mapper."),
        (Some(_) | None, _) => field,
    });
    if let Some(claim) = claim.filter(|_| config.groups.is_empty()) {
        let only = Config {
            groups: group_names(&claim),
            ..Config::default()
        };
        let finding = FindingId::KeycloakGroupsNotMapped
            .finding()
            .claim(Some(&claim));
        judged.find(if only.groups.is_empty() {
            finding
        } else {
            finding.setting(PLACE, text(&only))
        });
    }
}

fn notes(received: &Received<'_>, judged: &mut Judged) {
    judged.find_if(received.is_public(), || {
        FindingId::KeycloakPublicClient.finding()
    });
    let dotted = received.dotted_names();
    if let Some(first) = dotted.first() {
        judged.find(
            FindingId::KeycloakDotInName
                .finding()
                .found(dotted.join(", "))
                .setting("Mapper, field Claim", first.replace('.', "\\.")),
        );
    }
    judged.find(FindingId::KeycloakSignatureOff.finding());
}
