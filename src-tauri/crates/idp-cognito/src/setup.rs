//! The set-up list of a user pool and its app client: facts that the API knows by name, with
//! where today's AWS console has them (AWS Developer Guide, "Getting started with user pools",
//! "App clients"). Menu names of older guides are hints beside them.
#![expect(
    clippy::too_many_lines,
    reason = "a list of texts, one item after the other, reads best in one piece"
)]

use crate::console;
use crate::formats::{UserPoolId, is_cognito_domain, is_cognito_issuer, pool_of_issuer};
use idp_core::catalogue::AWS_COGNITO_OIDC;
use idp_core::draft::WizardStep;
use idp_core::provider::{ClientAuthentication, OauthDraft, ProviderDraft, ProviderKind};
use idp_core::setup::{SetupItem, SetupItemId, SetupValue};

mod user_store;

/// The items for a definition, in the order of the work.
#[must_use]
pub fn setup_list(draft: &ProviderDraft) -> Vec<SetupItem> {
    if draft.kind == ProviderKind::UserStore {
        return user_store::list(&draft.user_store.clone().unwrap_or_default());
    }
    let empty = OauthDraft::default();
    let oauth = draft.oauth.as_ref().unwrap_or(&empty);
    if is_cognito(draft, oauth) {
        cognito_list(oauth)
    } else {
        general_list(oauth)
    }
}

/// Whether a definition is of a user pool, whatever entry it started from.
#[must_use]
pub fn is_cognito(draft: &ProviderDraft, oauth: &OauthDraft) -> bool {
    draft.catalogue_entry == AWS_COGNITO_OIDC
        || oauth.issuer.as_deref().is_some_and(is_cognito_issuer)
        || is_cognito_domain(&oauth.authorization_endpoint)
}

fn cognito_list(oauth: &OauthDraft) -> Vec<SetupItem> {
    let pool = oauth.issuer.as_deref().and_then(pool_of_issuer);
    let pool = pool.as_ref();
    let overview = pool
        .and_then(console::user_pool)
        .or_else(|| pool.is_none().then(console::user_pools));
    let client = oauth.client_id.as_str();
    let login_pages = pool
        .and_then(|pool| console::login_pages(pool, client))
        .or_else(|| overview.clone());
    let edit = pool
        .and_then(|pool| console::edit_login_pages(pool, client))
        .or_else(|| login_pages.clone());
    let on_login_pages = "Amazon Cognito > User pools > your pool > App clients > your app client > Login pages > Edit";
    let secret = oauth.client_authentication != ClientAuthentication::None;
    let mut items = vec![
        SetupItem {
            link: Some(console::user_pools()),
            values: value("User pool ID", pool.map(UserPoolId::as_str)),
            old_location: Some("Manage User Pools > Create a user pool > Review defaults".into()),
            ..item(
                SetupItemId::UserPool,
                WizardStep::Pool,
                "There is a user pool for these people.",
                "Options for sign-in identifiers and required attributes cannot be changed after creation. A required attribute that a person lacks blocks that person.",
                "Amazon Cognito > User pools > Create user pool",
            )
        },
        self_registration(overview.clone()),
        SetupItem {
            link: overview.clone(),
            values: value("Domain", host_of(&oauth.authorization_endpoint).as_deref()),
            old_location: Some("App integration > Domain name > Check availability".into()),
            ..item(
                SetupItemId::Domain,
                WizardStep::Pool,
                "The user pool has a domain.",
                "The sign-in pages and the token endpoint are on it. A new prefix works after about a minute, a custom domain may take an hour and needs a certificate in us-east-1.",
                "Amazon Cognito > User pools > your pool > Domain",
            )
        },
        SetupItem {
            link: overview.clone(),
            values: value("Client ID", Some(client)),
            old_location: Some("App integration > App clients > Create app client".into()),
            ..item(
                SetupItemId::AppClient,
                WizardStep::Client,
                if secret {
                    "The app client has a client secret."
                } else {
                    "The app client is public: it has no client secret."
                },
                if secret {
                    "Choose the type Traditional web application: only it and Machine-to-machine get a secret. A client made without one cannot be given one on this page later."
                } else {
                    "A secret sent to a public client is refused, and a client with a secret refuses requests without it."
                },
                "Amazon Cognito > User pools > your pool > App clients > Create app client",
            )
        },
        SetupItem {
            link: edit.clone(),
            values: callbacks(oauth),
            old_location: Some("App client settings > Callback URL(s)".into()),
            ..item(
                SetupItemId::CallbackUrl,
                WizardStep::Client,
                "The callback URL is among the allowed callback URLs, character by character.",
                "Upper and lower case, port, path and a slash at the end count. Cognito takes https only, except on localhost, 127.0.0.1 and [::1].",
                &format!("{on_login_pages} > Allowed callback URLs"),
            )
        },
        SetupItem {
            link: edit.clone(),
            old_location: Some(
                "App client settings > Allowed OAuth Flows, Enabled Identity Providers".into(),
            ),
            ..item(
                SetupItemId::CodeGrant,
                WizardStep::Client,
                "Authorization code grant is ticked, and Cognito user pool is among the identity providers.",
                "A client made by API, Terraform or CDK has OAuth switched off until AllowedOAuthFlowsUserPoolClient is true.",
                &format!("{on_login_pages} > OAuth grant types, Identity providers"),
            )
        },
        SetupItem {
            link: login_pages,
            optional: true,
            ..item(
                SetupItemId::BrandingStyle,
                WizardStep::Client,
                "With managed login, the app client has a style.",
                "Without one the sign-in page says \"Login pages unavailable\". The AWS console assigns a style by itself, API, Terraform and CDK do not. The classic hosted UI needs none.",
                "Amazon Cognito > User pools > your pool > Managed login > Create a style",
            )
        },
        SetupItem {
            link: edit.clone(),
            values: scopes(oauth),
            old_location: Some("App client settings > Allowed OAuth Scopes".into()),
            ..item(
                SetupItemId::Scopes,
                WizardStep::Scopes,
                "Every scope asked for is ticked, and openid is one of them.",
                "One scope that is not ticked makes Cognito refuse the whole request. Today's console ticks email, openid and phone, but not profile. There is no scope offline_access or groups.",
                &format!("{on_login_pages} > OpenID Connect scopes"),
            )
        },
        SetupItem {
            link: overview,
            optional: true,
            ..item(
                SetupItemId::ReadableAttributes,
                WizardStep::Scopes,
                "The app client may read the attributes behind these scopes.",
                "A client that may read email but not email_verified gets invalid_grant from the token endpoint, which looks like a wrong code.",
                "Amazon Cognito > User pools > your pool > App clients > your app client > Attribute permissions",
            )
        },
        SetupItem {
            link: pool.and_then(console::users),
            old_location: Some("Users and groups > Create user".into()),
            ..item(
                SetupItemId::TestUser,
                WizardStep::TestUser,
                "There is a user to test with, with a permanent password and a verified e-mail address.",
                "A user made in the console must set a new password at the first sign-in; the test window can do that. A pool with MFA asks for the code as well.",
                "Amazon Cognito > User pools > your pool > Users > Create user",
            )
        },
    ];
    if let Some(sign_out) = oauth.sign_out_uri.as_deref() {
        items.push(SetupItem {
            link: edit,
            values: value("Allowed sign-out URL", Some(sign_out)),
            optional: true,
            ..item(
                SetupItemId::SignOutUrl,
                WizardStep::Client,
                "The sign-out URL is among the allowed sign-out URLs.",
                "It is compared character by character, as the callback URL is.",
                &format!("{on_login_pages} > Allowed sign-out URLs"),
            )
        });
    }
    items
}

/// Any other provider: the same facts, without a console that is known here.
fn general_list(oauth: &OauthDraft) -> Vec<SetupItem> {
    let here = "In the settings of the client, at the provider";
    vec![
        SetupItem {
            values: callbacks(oauth),
            ..item(
                SetupItemId::CallbackUrl,
                WizardStep::Client,
                "The callback URL is registered for the client, character by character.",
                "It may be called redirect URI, sign-in redirect URI or reply URL there.",
                here,
            )
        },
        SetupItem {
            values: value("Client ID", Some(&oauth.client_id)),
            ..item(
                SetupItemId::AppClient,
                WizardStep::Client,
                "There is a client, and the authorization code grant is allowed for it.",
                "It may be called application, app registration or OAuth app there.",
                here,
            )
        },
        SetupItem {
            values: scopes(oauth),
            ..item(
                SetupItemId::Scopes,
                WizardStep::Scopes,
                "The client may ask for these scopes.",
                "Some providers refuse an unknown scope, others leave it out without a word.",
                here,
            )
        },
        item(
            SetupItemId::TestUser,
            WizardStep::TestUser,
            "There is a user to test with, who may use this client.",
            "Some providers want each user or group to be assigned to the application.",
            here,
        ),
    ]
}

/// Of any pool, whatever it is used for.
fn self_registration(link: Option<String>) -> SetupItem {
    SetupItem {
        link,
        optional: true,
        ..item(
            SetupItemId::SelfRegistration,
            WizardStep::Pool,
            "Self-registration is as you want it.",
            "A pool made in today's console lets anybody on the internet register. For staff, switch it off.",
            "Amazon Cognito > User pools > your pool > Sign-up > Self-service sign-up > Edit",
        )
    }
}

fn item(id: SetupItemId, step: WizardStep, fact: &str, advice: &str, location: &str) -> SetupItem {
    SetupItem {
        id,
        step,
        fact: fact.to_owned(),
        advice: advice.to_owned(),
        location: location.to_owned(),
        old_location: None,
        values: Vec::new(),
        link: None,
        optional: false,
    }
}

fn value(label: &str, text: Option<&str>) -> Vec<SetupValue> {
    text.filter(|text| !text.is_empty())
        .map(|text| SetupValue {
            label: label.to_owned(),
            value: text.to_owned(),
        })
        .into_iter()
        .collect()
}

fn callbacks(oauth: &OauthDraft) -> Vec<SetupValue> {
    let mut values = value("Callback URL", Some(&oauth.redirect_uri));
    values.extend(value(
        "Callback URL for the system browser",
        oauth.loopback_redirect_uri.as_deref(),
    ));
    values
}

fn scopes(oauth: &OauthDraft) -> Vec<SetupValue> {
    oauth
        .scopes
        .iter()
        .flat_map(|scope| value("Scope", Some(scope)))
        .collect()
}

fn host_of(address: &str) -> Option<String> {
    url::Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::setup_list;
    use idp_core::provider::{OauthDraft, ProviderDraft};
    use idp_core::setup::{SetupItemId, SetupItemView, SetupState};

    fn draft(issuer: &str) -> ProviderDraft {
        ProviderDraft {
            catalogue_entry: "generic-oidc".to_owned(),
            oauth: Some(OauthDraft {
                issuer: Some(issuer.to_owned()),
                client_id: "client1".to_owned(),
                redirect_uri: "https://broker.example.com/cb".to_owned(),
                scopes: vec!["openid".to_owned(), "email".to_owned()],
                ..OauthDraft::default()
            }),
            ..ProviderDraft::default()
        }
    }

    const POOL: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC";

    #[test]
    fn a_user_pool_gets_its_own_list_whatever_the_entry_and_links_into_the_pool() {
        let list = setup_list(&draft(POOL));
        let callback = list.iter().find(|item| item.id == SetupItemId::CallbackUrl);
        let callback = callback.unwrap();
        assert_eq!(callback.values[0].value, "https://broker.example.com/cb");
        assert!(callback.link.as_ref().unwrap().contains("eu-west-1_AbC"));
        let scopes = list.iter().find(|item| item.id == SetupItemId::Scopes);
        assert_eq!(scopes.unwrap().values.len(), 2);
        let other = setup_list(&draft("https://login.example.com"));
        assert!(other.iter().all(|item| item.link.is_none()));
        assert!(other.len() < list.len());
    }

    #[test]
    fn a_confirmation_holds_for_the_values_it_was_given_for() {
        let item = || {
            let list = setup_list(&draft(POOL));
            let mut items = list.into_iter();
            items
                .find(|item| item.id == SetupItemId::CallbackUrl)
                .unwrap()
        };
        let state = |values: Option<&str>| {
            let confirmation = values.map(|values| (values.to_owned(), "t".to_owned()));
            SetupItemView::of(item(), confirmation).state
        };
        assert_eq!(state(None), SetupState::Unknown);
        let now = SetupState::ConfirmedByHand { at: "t".to_owned() };
        assert_eq!(state(Some("https://broker.example.com/cb")), now);
        assert!(matches!(
            state(Some("https://broker.example.com/")),
            SetupState::ConfirmedForOther { .. }
        ));
    }
}
