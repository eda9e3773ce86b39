//! oauth2-proxy with the provider `oidc` (oauth2-proxy `providers/provider_data.go`,
//! `providers/oidc.go`, `pkg/providers/util/claim_extractor.go`, read at 14af2951 of July
//! 2026). It turns whatever it finds into text or boolean, so types matter little.

use super::findings::FindingId;
use super::received::{COGNITO_GROUPS, Claim, ID_TOKEN_FIRST, Received};
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};
use crate::claims::{ClaimSource, claim_text};
use serde_json::Value;

const PLACE: &str = "Configuration file (TOML)";
const READS: &[&str] = &[
    "The ID token",
    "Userinfo, for a claim that the ID token lacks",
];

/// The claim of the groups unless another is named.
const OWN_GROUPS: &str = "groups";
const NAME_GROUPS: &str = "oidc_groups_claim = \"cognito:groups\"";

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let fitted = received.groups().is_some();
    Product {
        plain: judge(received, OWN_GROUPS),
        fitted: fitted.then(|| (judge(received, COGNITO_GROUPS), NAME_GROUPS.to_owned())),
        reads: READS,
        place: PLACE,
        unverified: &[],
    }
}

/// `groups` is the claim that `oidc_groups_claim` names.
fn judge(received: &Received<'_>, groups: &str) -> Judged {
    let mut judged = Judged::default();
    judged.find_if(received.is_public(), || {
        FindingId::ProxyPublicClient.finding()
    });
    let lacks = ["email", groups, "preferred_username", "email_verified"]
        .into_iter()
        .find(|name| received.first(&[ClaimSource::IdToken], name).is_none());
    judged.find_if(received.userinfo_failed() && lacks.is_some(), || {
        FindingId::ProxyUserinfoNeeded
            .finding()
            .found(lacks.unwrap_or_default())
    });
    names(received, &mut judged);
    email(received, &mut judged);
    shown_groups(received, groups, &mut judged);
    notes(received, &mut judged);
    judged
}

fn names(received: &Received<'_>, judged: &mut Judged) {
    let subject = received.first(ID_TOKEN_FIRST, "sub");
    judged.show(UserField::of(
        ConsumerField::Subject,
        "X-Forwarded-User",
        subject.as_ref(),
    ));
    let preferred = received.first(ID_TOKEN_FIRST, "preferred_username");
    judged.show(UserField::of(
        ConsumerField::UserName,
        "X-Forwarded-Preferred-Username",
        preferred.as_ref(),
    ));
    judged.find(FindingId::ProxyUserIsSubject.finding());
}

fn email(received: &Received<'_>, judged: &mut Judged) {
    let claim = received.first(ID_TOKEN_FIRST, "email");
    judged.show(UserField::of(
        ConsumerField::Email,
        "X-Forwarded-Email",
        claim.as_ref(),
    ));
    let is_missing = claim.is_none_or(|claim| claim_text(claim.value).is_empty());
    judged.find_if(is_missing, || FindingId::ProxyEmailMissing.finding());
    let verified = received.first(ID_TOKEN_FIRST, "email_verified");
    let refused = verified.filter(|claim| !reads_as_true(claim));
    // Accepting unverified addresses is for a person to weigh, so it is not among what fits.
    judged.find_if(refused.is_some(), || {
        FindingId::ProxyEmailNotVerified
            .finding()
            .claim(refused.as_ref())
            .setting(PLACE, "insecure_oidc_allow_unverified_email = true")
    });
}

fn shown_groups(received: &Received<'_>, name: &str, judged: &mut Judged) {
    let claim = received.first(ID_TOKEN_FIRST, name);
    judged.show(UserField::of(
        ConsumerField::Groups,
        "X-Forwarded-Groups",
        claim.as_ref(),
    ));
    if name == COGNITO_GROUPS {
        return;
    }
    let groups = received.groups();
    judged.find_if(groups.is_some(), || {
        FindingId::ProxyGroupsNotRead
            .finding()
            .claim(groups.as_ref())
            .setting(PLACE, NAME_GROUPS)
    });
}

fn notes(received: &Received<'_>, judged: &mut Judged) {
    let scopes = received.scopes();
    judged.find_if(!scopes.is_empty(), || {
        let scope = scopes.join(" ").replace(['"', '\\'], "");
        FindingId::ProxyScopeToWrite
            .finding()
            .setting(PLACE, format!("scope = \"{scope}\""))
    });
    let access = received.claims(ClaimSource::AccessToken);
    judged.find_if(
        access.is_some_and(|claims| !claims.contains_key("aud")),
        || {
            FindingId::ProxyBearerAudience
                .finding()
                .setting(PLACE, "oidc_audience_claims = [\"aud\", \"client_id\"]")
        },
    );
    judged.find_if(received.id_token("nonce").is_some(), || {
        FindingId::ProxyNonceOff
            .finding()
            .setting(PLACE, "insecure_oidc_skip_nonce = false")
    });
}

/// As Go's `cast.ToBool` reads a value; what it cannot read is false.
fn reads_as_true(claim: &Claim<'_>) -> bool {
    match claim.value {
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => {
            matches!(text.as_str(), "1" | "t" | "T" | "TRUE" | "true" | "True")
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
