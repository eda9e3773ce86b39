//! What usually goes wrong between a definition and a Cognito app client. Warnings
//! only: the app client itself is not visible from here.

use super::{FieldCode, FieldProblem};
use crate::catalogue::AWS_COGNITO_OIDC;
use crate::provider::{OauthDraft, ProviderDraft};
use url::Url;

pub(super) fn check(draft: &ProviderDraft, problems: &mut Vec<FieldProblem>) {
    let Some(oauth) = draft.oauth.as_ref() else {
        return;
    };
    if draft.catalogue_entry == AWS_COGNITO_OIDC {
        scopes(oauth, problems);
        client_id("oauth.clientId", &oauth.client_id, problems);
        hosts(oauth, problems);
    }
}

fn scopes(oauth: &OauthDraft, problems: &mut Vec<FieldProblem>) {
    let has_openid = oauth.scopes.iter().any(|scope| scope == "openid");
    for (index, scope) in oauth.scopes.iter().enumerate() {
        let field = format!("oauth.scopes[{index}]");
        match scope.as_str() {
            "offline_access" | "groups" => problems.push(FieldProblem::warning(
                field,
                FieldCode::ScopeUnsupported,
                format!("Cognito has no scope {scope} and refuses the whole request. Remove it; refresh tokens and groups come without a scope."),
            )),
            "phone" => problems.push(FieldProblem::warning(
                field,
                FieldCode::ScopeOftenNotTicked,
                "Many guides ask for phone but do not tick it on the app client. Tick it on the Login pages tab, or remove it here.",
            )),
            "email" | "profile" if !has_openid => problems.push(FieldProblem::warning(
                field,
                FieldCode::OpenidMissing,
                format!("{scope} needs openid beside it. Add openid."),
            )),
            _ => {}
        }
    }
}

pub(super) fn client_id(field: &str, id: &str, problems: &mut Vec<FieldProblem>) {
    let length = id.len();
    if id.is_empty() {
        return;
    }
    let lower_alphanumeric = id
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if id.contains('_') {
        problems.push(FieldProblem::warning(
            field,
            FieldCode::WrongThing,
            "This looks like a user pool ID. The client ID is on the page of the app client.",
        ));
    } else if lower_alphanumeric && (45..=64).contains(&length) {
        problems.push(FieldProblem::warning(
            field,
            FieldCode::WrongThing,
            "This has the length of a client secret. The client ID has about 26 characters.",
        ));
    } else if !lower_alphanumeric || !(20..=32).contains(&length) {
        problems.push(FieldProblem::warning(
            field,
            FieldCode::InvalidFormat,
            "Cognito's client IDs are 25 or 26 lower-case letters and digits. Check that all of it was copied.",
        ));
    }
}

fn hosts(oauth: &OauthDraft, problems: &mut Vec<FieldProblem>) {
    let host = |text: &str| {
        Url::parse(text)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
    };
    let Some(expected) = host(&oauth.authorization_endpoint) else {
        return;
    };
    for (field, text) in [
        ("oauth.tokenEndpoint", Some(oauth.token_endpoint.as_str())),
        ("oauth.userinfoEndpoint", oauth.userinfo_endpoint.as_deref()),
        ("oauth.logoutEndpoint", oauth.logout_endpoint.as_deref()),
    ] {
        if let Some(found) = text.and_then(host)
            && found != expected
        {
            problems.push(FieldProblem::warning(
                field,
                FieldCode::DoesNotAgree,
                format!("The authorization endpoint is on {expected}, this one on {found}. With Cognito they share the domain."),
            ));
        }
    }
}
