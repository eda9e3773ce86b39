//! AWS Application Load Balancer with the action `authenticate-oidc` (Elastic Load Balancing
//! user guide, *Authenticate users*, and API reference, `AuthenticateOidcActionConfig`).

use super::findings::FindingId;
use super::received::Received;
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};

const PLACE: &str = "AuthenticateOidcConfig";
const READS: &[&str] = &[
    "Userinfo, handed on signed in x-amzn-oidc-data",
    "The access token, handed on in x-amzn-oidc-accesstoken",
];

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    Product {
        plain: judge(received),
        fitted: None,
        reads: READS,
        place: PLACE,
        unverified: &[
            "Which checks it makes on the ID token is not documented.",
            "It limits the size of claims and session cookies; no limit is checked here.",
        ],
    }
}

fn judge(received: &Received<'_>) -> Judged {
    let mut judged = Judged::default();
    preconditions(received, &mut judged);
    user(received, &mut judged);
    let groups = received.groups();
    judged.find_if(groups.is_some(), || {
        FindingId::AlbGroupsOnlyInToken
            .finding()
            .claim(groups.as_ref())
    });
    let verified = received.userinfo("email_verified");
    judged.find_if(verified.is_some_and(|claim| claim.text().is_some()), || {
        FindingId::AlbEmailVerifiedIsText
            .finding()
            .claim(verified.as_ref())
    });
    judged.find_if(received.issuer_is_plain_http(), || {
        FindingId::IssuerNotHttps
            .finding()
            .found(received.issuer().unwrap_or_default())
    });
    let scopes = received.scopes();
    judged.find_if(!scopes.is_empty() && scopes != ["openid"], || {
        let scope = serde_json::Value::from(scopes.join(" "));
        FindingId::AlbScopeToWrite
            .finding()
            .setting(PLACE, format!("\"Scope\": {scope}"))
    });
    judged
}

/// The claims of userinfo as the application behind finds them.
fn user(received: &Received<'_>, judged: &mut Judged) {
    use ConsumerField::{DisplayName, Email, EmailVerified, Subject, UserName};
    for (field, label, name) in [
        (UserName, "x-amzn-oidc-data: username", "username"),
        (Subject, "x-amzn-oidc-identity", "sub"),
        (DisplayName, "x-amzn-oidc-data: name", "name"),
        (Email, "x-amzn-oidc-data: email", "email"),
        (
            EmailVerified,
            "x-amzn-oidc-data: email_verified",
            "email_verified",
        ),
    ] {
        let claim = received.userinfo(name);
        judged.show(UserField::of(field, label, claim.as_ref()));
    }
    judged.show(UserField::empty(
        ConsumerField::Groups,
        "Groups",
        "Userinfo has none; the access token has them.",
    ));
}

fn preconditions(received: &Received<'_>, judged: &mut Judged) {
    judged.find_if(received.is_public(), || {
        FindingId::AlbPublicClient.finding()
    });
    let has_none = received.client.is_some_and(|client| !client.has_userinfo);
    judged.find_if(has_none, || FindingId::AlbUserinfoMissing.finding());
    judged.find_if(received.userinfo_failed(), || {
        FindingId::UserinfoFailed.finding()
    });
    let updated = received
        .issuer()
        .filter(|issuer| issuer.starts_with("https://issuer-cognito-idp."));
    judged.find_if(updated.is_some(), || {
        FindingId::AlbUpdatedIssuer
            .finding()
            .found(updated.unwrap_or_default())
    });
}
