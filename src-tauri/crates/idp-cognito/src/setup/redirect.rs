//! The set-up list of a user pool whose own pages people sign in on: facts that the API knows
//! by name, with where today's AWS console has them (AWS Developer Guide, "Getting started with
//! user pools", "App clients"). Menu names of older guides are hints beside them.
#![expect(
    clippy::too_many_lines,
    reason = "a list of texts, one item after the other, reads best in one piece"
)]

use super::{callbacks, item, pools_link, scopes, self_registration, value};
use crate::console;
use crate::formats::{UserPoolId, pool_of_issuer};
use idp_core::draft::WizardStep;
use idp_core::provider::{ClientAuthentication, OauthDraft};
use idp_core::setup::{SetupItem, SetupItemId};
use url::Url;

pub(super) fn list(oauth: &OauthDraft) -> Vec<SetupItem> {
    let pool = oauth.issuer.as_deref().and_then(pool_of_issuer);
    let pool = pool.as_ref();
    let overview = pool.map_or_else(|| pools_link(None), console::user_pool);
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
            link: pools_link(pool),
            values: value("Region", pool.map(|pool| pool.region().as_str())),
            ..item(
                SetupItemId::Account,
                WizardStep::Pool,
                "You are signed in to the AWS account that the people belong to, in the Region where they may be kept.",
                "A user pool stays in its account and Region. A list without your pool is most often another Region or another account.",
                "AWS console > the account at the top right, and the Region beside it",
            )
        },
        SetupItem {
            link: pools_link(pool),
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
    ];
    items.extend(pool_settings(overview.as_ref()));
    items.extend([
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
        sign_out(
            oauth,
            edit.clone(),
            &format!("{on_login_pages} > Allowed sign-out URLs"),
        ),
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
            link: edit,
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
            link: pool.map_or_else(|| pools_link(None), console::create_user),
            old_location: Some("Users and groups > Create user".into()),
            ..item(
                SetupItemId::TestUser,
                WizardStep::TestUser,
                "There is a user to test with, with a permanent password and a verified e-mail address.",
                "A user made in the console must set a new password at the first sign-in; the test window can do that. A pool with MFA asks for the code as well.",
                "Amazon Cognito > User pools > your pool > Users > Create user",
            )
        },
    ]);
    items
}

/// Asked about even where the definition has no sign-out URL: it is a page that people miss
/// only once they are in.
fn sign_out(oauth: &OauthDraft, link: Option<String>, location: &str) -> SetupItem {
    let sign_out = oauth.sign_out_uri.as_deref().filter(|uri| !uri.is_empty());
    SetupItem {
        link,
        values: value("Allowed sign-out URL", sign_out),
        old_location: Some("App client settings > Sign out URL(s)".into()),
        optional: true,
        ..item(
            SetupItemId::SignOutUrl,
            WizardStep::Client,
            if sign_out.is_some() {
                "The sign-out URL is among the allowed sign-out URLs."
            } else {
                "If people are to be signed out of Cognito as well: a page to come back to is among the allowed sign-out URLs."
            },
            "It is compared character by character, as the callback URL is. The home page of the application is the usual one; enter it here as the sign-out URL too.",
            location,
        )
    }
}

/// Of a user pool itself, in the order of the work.
fn pool_settings(overview: Option<&String>) -> Vec<SetupItem> {
    let of = |id, fact: &str, advice: &str, location: &str, old: &str| SetupItem {
        link: overview.cloned(),
        old_location: Some(old.to_owned()),
        optional: true,
        ..item(id, WizardStep::Pool, fact, advice, location)
    };
    vec![
        of(
            SetupItemId::PasswordPolicy,
            "The password policy is as you want it.",
            "It holds for new passwords: people who are in the pool keep theirs. A temporary password runs out after 7 days unless you say otherwise.",
            "Amazon Cognito > User pools > your pool > Authentication methods > Password policy > Edit",
            "Policies > Password strength",
        ),
        of(
            SetupItemId::Mfa,
            "Multi-factor authentication is off, optional or required, as you want it.",
            "Each text message costs money, and an account that is new to Amazon SNS sends only to numbers it has verified. Authenticator apps cost nothing. Where a code is required the test user is asked for one as well; the test window can take it.",
            "Amazon Cognito > User pools > your pool > Sign-in > Multi-factor authentication > Edit",
            "MFA and verifications > Do you want to enable Multi-Factor Authentication?",
        ),
        of(
            SetupItemId::EmailDelivery,
            "The pool sends e-mail in the way you want.",
            "Cognito by itself sends about 50 messages a day, which is for trying it out; codes and invitations beyond that do not arrive. For people in earnest choose Amazon SES with a verified address.",
            "Amazon Cognito > User pools > your pool > Authentication methods > Email > Edit",
            "Message customizations > Do you want to send emails through your Amazon SES Configuration?",
        ),
    ]
}

fn host_of(address: &str) -> Option<String> {
    Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
}
