//! Cognito's own pages for people: sign-in and sign-out (AWS Developer Guide, "The login
//! endpoint" and "The logout endpoint").

use crate::setup::is_cognito;
use idp_core::hand_over::HostedPages;
use idp_core::provider::{OauthDraft, ProviderDraft};
use url::Url;

const AUTHORIZE: &str = "/oauth2/authorize";

/// The pages of a definition's app client; none when it is no Cognito domain that is asked.
#[must_use]
pub fn hosted_pages(draft: &ProviderDraft) -> Option<HostedPages> {
    let oauth = draft
        .oauth
        .as_ref()
        .filter(|oauth| is_cognito(draft, oauth))?;
    let mut login = Url::parse(&oauth.authorization_endpoint).ok()?;
    let path = login.path().strip_suffix(AUTHORIZE)?.to_owned();
    if oauth.client_id.is_empty() || oauth.redirect_uri.is_empty() {
        return None;
    }
    let mut logout = login.clone();
    login.set_path(&format!("{path}/login"));
    login.query_pairs_mut().clear().extend_pairs([
        ("client_id", &*oauth.client_id),
        ("response_type", "code"),
        ("scope", &oauth.scopes.join(" ")),
        ("redirect_uri", &oauth.redirect_uri),
    ]);
    logout.set_path(&format!("{path}/logout"));
    Some(HostedPages {
        sign_in: login.to_string(),
        sign_out: sign_out(oauth, logout),
    })
}

/// Without a registered sign-out URL Cognito answers with an error page.
fn sign_out(oauth: &OauthDraft, mut logout: Url) -> Option<String> {
    let to = oauth.sign_out_uri.as_deref().filter(|to| !to.is_empty())?;
    logout
        .query_pairs_mut()
        .clear()
        .extend_pairs([("client_id", &*oauth.client_id), ("logout_uri", to)]);
    Some(logout.to_string())
}

#[cfg(test)]
mod tests {
    use super::hosted_pages;
    use idp_core::catalogue::{AWS_COGNITO_OIDC, GENERIC_OAUTH2};
    use idp_core::provider::{OauthDraft, ProviderDraft};

    fn draft(entry: &str, endpoint: &str) -> ProviderDraft {
        ProviderDraft {
            catalogue_entry: entry.to_owned(),
            oauth: Some(OauthDraft {
                authorization_endpoint: endpoint.to_owned(),
                client_id: "abc".to_owned(),
                scopes: vec!["openid".to_owned(), "email".to_owned()],
                redirect_uri: "https://broker.example.com/cb?a=1".to_owned(),
                ..OauthDraft::default()
            }),
            ..ProviderDraft::default()
        }
    }

    #[test]
    fn the_addresses_carry_what_the_pages_need() {
        let endpoint = "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize";
        let mut draft = draft(AWS_COGNITO_OIDC, endpoint);
        let pages = hosted_pages(&draft).unwrap();
        assert_eq!(
            pages.sign_in,
            "https://acme.auth.eu-west-1.amazoncognito.com/login?client_id=abc&response_type=code&scope=openid+email&redirect_uri=https%3A%2F%2Fbroker.example.com%2Fcb%3Fa%3D1"
        );
        assert_eq!(pages.sign_out, None);
        draft.oauth.as_mut().unwrap().sign_out_uri = Some("https://app.example.com/bye".to_owned());
        assert_eq!(
            hosted_pages(&draft).unwrap().sign_out.unwrap(),
            "https://acme.auth.eu-west-1.amazoncognito.com/logout?client_id=abc&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"
        );
    }

    #[test]
    fn what_is_no_cognito_domain_has_none() {
        let other = "https://login.example.com/oauth2/authorize";
        assert_eq!(hosted_pages(&draft(GENERIC_OAUTH2, other)), None);
        for nowhere in [
            "",
            "https://acme.auth.eu-west-1.amazoncognito.com/authorize",
        ] {
            assert_eq!(hosted_pages(&draft(AWS_COGNITO_OIDC, nowhere)), None);
        }
        let mut unfinished = draft(AWS_COGNITO_OIDC, other);
        unfinished.oauth.as_mut().unwrap().client_id.clear();
        assert_eq!(hosted_pages(&unfinished), None);
    }
}
