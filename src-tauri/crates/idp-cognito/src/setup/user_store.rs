//! The set-up list of a user pool that a broker asks with user name and password: nobody
//! sees a sign-in page, so domain, callback URL, grants and scopes have no use.

use super::{item, self_registration, value};
use crate::console;
use crate::formats::UserPoolId;
use idp_core::draft::WizardStep;
use idp_core::provider::{AuthFlow, UserStoreDraft};
use idp_core::setup::{SetupItem, SetupItemId};

pub(super) fn list(store: &UserStoreDraft) -> Vec<SetupItem> {
    let pool = UserPoolId::parse(&store.user_pool_id).ok();
    let pool = pool.as_ref();
    let overview = pool
        .and_then(console::user_pool)
        .or_else(|| pool.is_none().then(console::user_pools));
    let client = pool
        .and_then(|pool| console::app_client(pool, &store.client_id))
        .or_else(|| overview.clone());
    let flow = match store.auth_flow.as_deref() {
        Some(name) if name == AuthFlow::UserSrp.name() => "ALLOW_USER_SRP_AUTH",
        Some(name) if name == AuthFlow::User.name() => "ALLOW_USER_AUTH",
        Some(_) | None => "ALLOW_USER_PASSWORD_AUTH",
    };
    let identity_pool_id = store.identity_pool_id.as_deref();
    let mut identity_values = value("Identity pool ID", identity_pool_id);
    identity_values.extend(value(
        "Provider name",
        pool.map(UserPoolId::provider_name).as_deref(),
    ));
    identity_values.extend(value("User pool ID", pool.map(UserPoolId::as_str)));
    identity_values.extend(value("App client ID", Some(&store.client_id)));
    let flows = [flow, "ALLOW_REFRESH_TOKEN_AUTH"]
        .into_iter()
        .flat_map(|name| value("Authentication flow", Some(name)))
        .collect();
    vec![
        SetupItem {
            link: Some(console::user_pools()),
            values: value("User pool ID", pool.map(UserPoolId::as_str)),
            old_location: Some("Manage User Pools > Create a user pool > Review defaults".into()),
            ..item(
                SetupItemId::UserPool,
                WizardStep::Pool,
                "There is a user pool for these people, and they sign in with what the broker sends.",
                "A broker that asks for an e-mail address or a phone number needs a pool that takes it in place of the user name: Options for sign-in identifiers, Email and Phone number. They cannot be changed after creation.",
                "Amazon Cognito > User pools > Create user pool",
            )
        },
        self_registration(overview.clone()),
        SetupItem {
            link: overview,
            old_location: Some("App integration > Domain name > Check availability".into()),
            optional: true,
            ..item(
                SetupItemId::Domain,
                WizardStep::Pool,
                "If people shall sign in on pages of Cognito as well: the user pool has a domain.",
                "A broker that asks for the password itself uses none, although older guides want one. The full domain is PREFIX.auth.REGION.amazoncognito.com, or one of your own.",
                "Amazon Cognito > User pools > your pool > Domain",
            )
        },
        SetupItem {
            link: client.clone(),
            values: value("Client ID", Some(&store.client_id)),
            old_location: Some("App integration > App clients > Show details".into()),
            ..item(
                SetupItemId::AppClient,
                WizardStep::Client,
                "The app client has no client secret, unless the broker can use one.",
                "With a secret every call needs a hash of it. Most brokers send none and are refused; a secret cannot be taken away later. Choose the type Single-page or Mobile application.",
                "Amazon Cognito > User pools > your pool > App clients > Create app client",
            )
        },
        SetupItem {
            link: client.clone(),
            values: flows,
            old_location: Some("App clients > Enable username password auth for non-SRP".into()),
            ..item(
                SetupItemId::PasswordFlow,
                WizardStep::Client,
                "The app client allows the sign-in flow.",
                "None but SRP is ticked when a client is made by API, Terraform or CDK.",
                "Amazon Cognito > User pools > your pool > App clients > your app client > Edit > Authentication flows",
            )
        },
        SetupItem {
            link: pool
                .and_then(|pool| console::login_pages(pool, &store.client_id))
                .or(client),
            old_location: Some("App client settings > Callback URL(s)".into()),
            optional: true,
            ..item(
                SetupItemId::CallbackUrl,
                WizardStep::Client,
                "If people shall sign in on pages of Cognito as well: the app client has a callback URL, a grant and scopes.",
                "Callback URL, sign-out URL, authorization code grant and scopes have no effect on a sign-in with user name and password, although older guides want them.",
                "Amazon Cognito > User pools > your pool > App clients > your app client > Login pages > Edit",
            )
        },
        SetupItem {
            link: pool.and_then(console::users),
            old_location: Some("Users and groups > Create user".into()),
            ..item(
                SetupItemId::TestUser,
                WizardStep::TestUser,
                "There is a user to test with, with a permanent password, in the groups that the applications look at.",
                "A broker that knows user name and password only cannot set a new password, type a code, or sign in people of a federated provider. The test shows which of these this pool asks for, and the groups as cognito:groups.",
                "Amazon Cognito > User pools > your pool > Users > Create user; then Groups > Create group > Add user to group",
            )
        },
        SetupItem {
            link: pool.and_then(|pool| console::identity_pool(pool, identity_pool_id)),
            values: identity_values,
            old_location: Some("Federated identities > Create new identity pool".into()),
            optional: true,
            ..item(
                SetupItemId::IdentityPool,
                WizardStep::TestUser,
                "If AWS credentials are needed: the identity pool knows this user pool and app client, and gives guests none.",
                "Guest access hands AWS credentials to anybody who knows the identity pool ID. Leave it off unless an application works without sign-in, and then keep the guest role small. Basic (classic) authentication, which older guides switch on, is not used here.",
                "Amazon Cognito > Identity pools > your identity pool > User access > Add identity provider",
            )
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::list;
    use idp_core::provider::UserStoreDraft;
    use idp_core::setup::SetupItemId;

    #[test]
    fn the_flow_of_the_definition_is_to_be_ticked() {
        let store = |flow: Option<&str>| UserStoreDraft {
            user_pool_id: "eu-west-1_AbC".into(),
            client_id: "client1".into(),
            auth_flow: flow.map(str::to_owned),
            ..UserStoreDraft::default()
        };
        for (flow, expected) in [
            (None, "ALLOW_USER_PASSWORD_AUTH"),
            (Some("user_srp"), "ALLOW_USER_SRP_AUTH"),
            (Some("user"), "ALLOW_USER_AUTH"),
        ] {
            let items = list(&store(flow));
            let of = |id| items.iter().find(move |item| item.id == id).unwrap();
            let item = of(SetupItemId::PasswordFlow);
            assert_eq!(item.values[0].value, expected);
            assert!(item.link.as_ref().unwrap().contains("client1"));
            for unused in [SetupItemId::Domain, SetupItemId::CallbackUrl] {
                assert!(of(unused).optional, "{unused:?}");
            }
        }
    }

    #[test]
    fn the_identity_pool_gets_the_names_it_asks_for_and_a_page() {
        let id = "eu-west-1:1a2b3c4d-1234-1234-1234-123456789012";
        let item = |identity_pool_id: Option<&str>| {
            let items = list(&UserStoreDraft {
                user_pool_id: "eu-west-1_AbC".into(),
                client_id: "client1".into(),
                identity_pool_id: identity_pool_id.map(str::to_owned),
                ..UserStoreDraft::default()
            });
            let mut items = items.into_iter();
            items
                .find(|item| item.id == SetupItemId::IdentityPool)
                .unwrap()
        };
        let known = item(Some(id));
        let values: Vec<_> = known.values.iter().map(|row| row.value.as_str()).collect();
        let provider = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC";
        assert_eq!(values, [id, provider, "eu-west-1_AbC", "client1"]);
        assert!(known.link.unwrap().contains(id));
        let none = item(None);
        assert!(none.optional && none.link.unwrap().contains("/identity-pools?"));
    }
}
