//! Dex's connector `oidc` (dexidp/dex `connector/oidc/oidc.go`, `createIdentity`, read at
//! ab64ed77 of August 2026).

use super::findings::FindingId;
use super::received::{COGNITO_GROUPS, COGNITO_USER_NAME, Claim, Received};
use super::view::{ConsumerField, ConsumerFinding, UserField};
use super::{Judged, Product};
use serde_json::Value;

const PLACE: &str = "config: of the connector";
const READS: &[&str] = &[
    "The ID token",
    "Userinfo laid over it, only with getUserInfo: true",
];
/// What stands in for a missing name, the most readable first.
const NAMES: &[&str] = &[COGNITO_USER_NAME, "preferred_username", "email", "sub"];

#[derive(Clone, Default, PartialEq)]
struct Config {
    user_name_key: Option<&'static str>,
    groups: bool,
    preferred_user_name: bool,
}

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let plain = Config::default();
    let fitting = fitting(received);
    Product {
        plain: judge(received, &plain),
        fitted: (fitting != plain).then(|| (judge(received, &fitting), text(&fitting))),
        reads: READS,
        place: PLACE,
        unverified: &[],
    }
}

fn fitting(received: &Received<'_>) -> Config {
    let is_text = |name: &str| text_of(received, name).is_some();
    let name = NAMES.iter().find(|name| is_text(name)).copied();
    Config {
        user_name_key: name.filter(|_| !is_text("name")),
        groups: received
            .groups()
            .is_some_and(|groups| !is_malformed(&groups)),
        preferred_user_name: !is_text("preferred_username") && is_text(COGNITO_USER_NAME),
    }
}

fn text(config: &Config) -> String {
    let mut lines = Vec::new();
    if let Some(key) = config.user_name_key {
        lines.push(format!("userNameKey: \"{key}\""));
    }
    if config.groups {
        lines.push("insecureEnableGroups: true".to_owned());
    }
    if config.groups || config.preferred_user_name {
        lines.push("claimMapping:".to_owned());
    }
    if config.preferred_user_name {
        lines.push(format!("  preferred_username: \"{COGNITO_USER_NAME}\""));
    }
    if config.groups {
        lines.push(format!("  groups: \"{COGNITO_GROUPS}\""));
    }
    lines.join("\n")
}

fn judge(received: &Received<'_>, config: &Config) -> Judged {
    let mut judged = Judged::default();
    let fitting = fitting(received);
    name(received, config, &fitting, &mut judged);
    preferred_user_name(received, config, &fitting, &mut judged);
    email(received, &mut judged);
    email_verified(received, &mut judged);
    groups(received, config, &fitting, &mut judged);
    scopes(received, &mut judged);
    judged
}

fn name(received: &Received<'_>, config: &Config, fitting: &Config, judged: &mut Judged) {
    let subject = received.id_token("sub");
    judged.show(UserField::of(
        ConsumerField::Subject,
        "user ID",
        subject.as_ref(),
    ));
    let claim = received.id_token(config.user_name_key.unwrap_or("name"));
    judged.show(UserField::of(
        ConsumerField::DisplayName,
        "name",
        claim.as_ref(),
    ));
    judged.find_if(claim.is_none_or(|claim| claim.text().is_none()), || {
        let only = Config {
            user_name_key: fitting.user_name_key,
            ..Config::default()
        };
        let finding = FindingId::DexNameMissing.finding().claim(claim.as_ref());
        with_setting(finding, &only)
    });
}

fn preferred_user_name(
    received: &Received<'_>,
    config: &Config,
    fitting: &Config,
    judged: &mut Judged,
) {
    let field = ConsumerField::UserName;
    let own = text_of(received, "preferred_username");
    let claim = match own {
        None if config.preferred_user_name => text_of(received, COGNITO_USER_NAME),
        own => own,
    };
    judged.show(UserField::of(field, "preferred_username", claim.as_ref()));
    judged.find_if(claim.is_none() && fitting.preferred_user_name, || {
        let only = Config {
            preferred_user_name: true,
            ..Config::default()
        };
        with_setting(FindingId::DexPreferredUserNameEmpty.finding(), &only)
    });
}

/// Needed only where Dex asks for the scope `email`.
fn email(received: &Received<'_>, judged: &mut Judged) {
    let address = text_of(received, "email");
    judged.show(UserField::of(
        ConsumerField::Email,
        "email",
        address.as_ref(),
    ));
    judged.find_if(received.has_scope("email") && address.is_none(), || {
        let mut scopes = received.scopes();
        scopes.retain(|scope| scope != "email");
        FindingId::DexEmailMissing
            .finding()
            .claim(received.id_token("email").as_ref())
            .setting(PLACE, scopes_text(&scopes))
    });
}

/// Taken only from a boolean. The setting that takes every address as verified is named where
/// it would help, and is not among those that fit: it is for a person to weigh.
fn email_verified(received: &Received<'_>, judged: &mut Judged) {
    let asked = received.has_scope("email");
    let has_address = text_of(received, "email").is_some();
    let claim = received.id_token("email_verified");
    let verified = claim.and_then(|claim| claim.value.as_bool());
    let read = claim.filter(|_| verified.is_some());
    let field = UserField::of(
        ConsumerField::EmailVerified,
        "email_verified",
        read.as_ref(),
    );
    judged.show(match verified {
        Some(_) => field,
        None => field.with_value("false"),
    });
    judged.find_if(asked && has_address && verified.is_none(), || {
        FindingId::DexEmailVerifiedNotBoolean
            .finding()
            .claim(claim.as_ref())
            .setting(PLACE, "insecureSkipEmailVerified: true")
    });
    judged.find_if(has_address && verified == Some(false), || {
        FindingId::DexEmailNotVerified
            .finding()
            .claim(claim.as_ref())
    });
    let userinfo = received.userinfo("email_verified");
    let turned = userinfo.filter(|claim| !claim.value.is_boolean());
    judged.find_if(asked && turned.is_some() && verified.is_some(), || {
        FindingId::DexUserinfoTurnsText
            .finding()
            .claim(turned.as_ref())
    });
}

fn groups(received: &Received<'_>, config: &Config, fitting: &Config, judged: &mut Judged) {
    let claim = received.groups();
    let read = claim.filter(|_| config.groups);
    let own = received.id_token("groups");
    let field = UserField::of(ConsumerField::Groups, "groups", read.as_ref());
    judged.show(match (read, claim.or(own)) {
        (None, Some(_)) => field.with_note("Groups are off in this connector."),
        (Some(_) | None, _) => field,
    });
    let Some(claim) = claim.filter(|_| !config.groups) else {
        return;
    };
    if fitting.groups {
        let only = Config {
            groups: true,
            ..Config::default()
        };
        let finding = FindingId::DexGroupsNotRead.finding().claim(Some(&claim));
        judged.find(with_setting(finding, &only));
    } else {
        judged.find(FindingId::DexGroupsMalformed.finding().claim(Some(&claim)));
    }
}

fn scopes(received: &Received<'_>, judged: &mut Judged) {
    let scopes = received.scopes();
    let mut sorted = scopes.clone();
    sorted.sort_unstable();
    judged.find_if(
        !scopes.is_empty() && sorted != ["email", "openid", "profile"],
        || {
            FindingId::DexScopesToWrite
                .finding()
                .found(scopes.join(" "))
                .setting(PLACE, scopes_text(&scopes))
        },
    );
}

/// Dex puts openid in front by itself; an empty list would mean profile and email.
fn scopes_text(scopes: &[String]) -> String {
    let quoted: Vec<_> = scopes
        .iter()
        .filter(|scope| *scope != "openid")
        .map(|scope| format!("\"{}\"", scope.replace('"', "")))
        .collect();
    if quoted.is_empty() {
        return "scopes: [\"openid\"]".to_owned();
    }
    format!("scopes: [{}]", quoted.join(", "))
}

fn with_setting(finding: ConsumerFinding, only: &Config) -> ConsumerFinding {
    match text(only) {
        text if text.is_empty() => finding,
        text => finding.setting(PLACE, text),
    }
}

fn text_of<'s>(received: &'s Received<'_>, name: &'s str) -> Option<Claim<'s>> {
    received
        .id_token(name)
        .filter(|claim| claim.text().is_some())
}

/// A text, or a list of texts and objects: anything else ends the sign-in.
fn is_malformed(groups: &Claim<'_>) -> bool {
    groups.value.as_array().is_some_and(|elements| {
        elements
            .iter()
            .any(|element| !matches!(element, Value::String(_) | Value::Object(_)))
    })
}
