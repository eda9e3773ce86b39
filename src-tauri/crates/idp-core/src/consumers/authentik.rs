//! authentik's OAuth source of the type OpenID Connect (authentik
//! `sources/oauth/types/oidc.py`, read in the version of 2026).

use super::findings::FindingId;
use super::received::{Claim, Received};
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};
use crate::claims::ClaimSource;
use serde_json::Value;

const PLACE: &str = "OAuth source, its settings and property mappings";
const READS: &[&str] = &["Userinfo", "The ID token, only when userinfo gives nothing"];
/// The claims that stand in for the user name it looks for.
const NAMES: &[&str] = &["username", "cognito:username", "email"];

#[derive(Clone, Default, PartialEq)]
struct Config {
    user_name: Option<&'static str>,
    scopes: Option<Vec<String>>,
}

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let plain = Config::default();
    let fitting = fitting(received);
    Product {
        plain: judge(received, &plain),
        fitted: (fitting != plain).then(|| (judge(received, &fitting), text(&fitting))),
        reads: READS,
        place: PLACE,
        unverified: &["What a sign-in without user name becomes depends on the enrolment flow."],
    }
}

fn fitting(received: &Received<'_>) -> Config {
    let has = |name: &&&str| {
        let claim = claim(received, name);
        claim.is_some_and(|claim| claim.text().is_some_and(|text| !text.is_empty()))
    };
    Config {
        user_name: match user_name(received) {
            Some(_) => None,
            None => NAMES.iter().find(has).copied(),
        },
        scopes: narrower_scopes(received),
    }
}

/// The scopes of the definition, when they leave out one that authentik asks for by itself.
fn narrower_scopes(received: &Received<'_>) -> Option<Vec<String>> {
    let scopes = received.scopes();
    let asked = ["openid", "email", "profile"];
    let lacks = asked.iter().any(|name| !received.has_scope(name));
    (!scopes.is_empty() && lacks).then_some(scopes)
}

fn text(config: &Config) -> String {
    let mut lines = Vec::new();
    if let Some(scopes) = &config.scopes {
        lines.push(format!("Scopes: *{}", scopes.join(" ")));
    }
    if let Some(claim) = config.user_name {
        lines.push(format!(
            "Property mapping: return {{\"username\": info.get(\"{claim}\")}}"
        ));
    }
    lines.join("\n")
}

/// Userinfo, or the ID token when userinfo gave nothing.
fn source(received: &Received<'_>) -> ClaimSource {
    if received.has_userinfo() {
        ClaimSource::Userinfo
    } else {
        ClaimSource::IdToken
    }
}

fn claim<'s>(received: &'s Received<'_>, name: &'s str) -> Option<Claim<'s>> {
    received.in_source(source(received), name)
}

/// `nickname` as soon as it is there, even empty or `null`; else `preferred_username`.
fn user_name<'s>(received: &'s Received<'_>) -> Option<Claim<'s>> {
    claim(received, "nickname")
        .or_else(|| claim(received, "preferred_username"))
        .filter(|claim| !claim.value.is_null() && claim.text() != Some(""))
}

fn judge(received: &Received<'_>, config: &Config) -> Judged {
    let mut judged = Judged::default();
    let id_token_only = !received.has_userinfo() && received.claims(ClaimSource::IdToken).is_some();
    // The API of a user pool has no userinfo that could be made to answer.
    judged.find_if(id_token_only && !received.of_api, || {
        FindingId::AuthentikReadsIdToken.finding()
    });
    let mapped = config.user_name.and_then(|name| claim(received, name));
    let name = mapped.or_else(|| user_name(received));
    judged.show(UserField::of(
        ConsumerField::UserName,
        "username",
        name.as_ref(),
    ));
    judged.find_if(name.is_none(), || missing_user_name(received));
    judged.show(UserField::of(
        ConsumerField::Subject,
        "identifier",
        claim(received, "sub").as_ref(),
    ));
    judged.show(UserField::of(
        ConsumerField::DisplayName,
        "name",
        claim(received, "name").as_ref(),
    ));
    email(received, &mut judged);
    groups(received, &mut judged);
    if let Some(scopes) = narrower_scopes(received)
        && config.scopes.is_none()
    {
        let only = Config {
            scopes: Some(scopes),
            ..Config::default()
        };
        judged.find(
            FindingId::AuthentikFixedScopes
                .finding()
                .found(received.scopes().join(" "))
                .setting(PLACE, text(&only)),
        );
    }
    judged
}

fn missing_user_name(received: &Received<'_>) -> super::view::ConsumerFinding {
    let finding = FindingId::AuthentikUserNameMissing.finding();
    let only = Config {
        scopes: None,
        ..fitting(received)
    };
    match only.user_name {
        Some(name) => finding
            .claim(claim(received, name).as_ref())
            .setting(PLACE, text(&only)),
        None => finding,
    }
}

fn email(received: &Received<'_>, judged: &mut Judged) {
    let address = claim(received, "email");
    judged.show(UserField::of(
        ConsumerField::Email,
        "email",
        address.as_ref(),
    ));
    let verified = claim(received, "email_verified");
    judged.show(UserField::empty(
        ConsumerField::EmailVerified,
        "email_verified",
        "Not looked at.",
    ));
    let is_verified = verified
        .is_some_and(|claim| claim.value == &Value::Bool(true) || claim.text() == Some("true"));
    judged.find_if(address.is_some() && !is_verified, || {
        FindingId::AuthentikEmailNotChecked
            .finding()
            .claim(verified.as_ref())
    });
}

fn groups(received: &Received<'_>, judged: &mut Judged) {
    let own = claim(received, "groups");
    judged.show(UserField::of(ConsumerField::Groups, "groups", own.as_ref()));
    let unread = received.groups().filter(|_| own.is_none());
    judged.find_if(unread.is_some(), || {
        FindingId::AuthentikGroupsNotInUserinfo
            .finding()
            .claim(unread.as_ref())
    });
}
