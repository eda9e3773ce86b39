use super::setup_list;
use idp_core::provider::{
    ClientAuthentication, OauthDraft, ProviderDraft, ProviderKind, UserStoreDraft,
};
use idp_core::setup::{SetupItem, SetupItemId, SetupItemView, SetupState};
use std::collections::BTreeSet;

fn draft(issuer: &str) -> ProviderDraft {
    ProviderDraft {
        catalogue_entry: "generic-oidc".to_owned(),
        oauth: Some(OauthDraft {
            issuer: Some(issuer.to_owned()),
            authorization_endpoint: "https://acme.auth.example.com/oauth2/authorize".to_owned(),
            client_id: "client1".to_owned(),
            redirect_uri: "https://broker.example.com/cb".to_owned(),
            scopes: vec!["openid".to_owned(), "email".to_owned()],
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

const POOL: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC";
const OTHER_POOL: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Xyz";
const ELSEWHERE: &str = "https://login.example.com";

fn user_store(pool: &str, client: &str) -> ProviderDraft {
    ProviderDraft {
        kind: ProviderKind::UserStore,
        user_store: Some(UserStoreDraft {
            user_pool_id: pool.to_owned(),
            client_id: client.to_owned(),
            ..UserStoreDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

fn with(issuer: &str, change: impl FnOnce(&mut OauthDraft)) -> ProviderDraft {
    let mut draft = draft(issuer);
    if let Some(oauth) = draft.oauth.as_mut() {
        change(oauth);
    }
    draft
}

/// The items that are not confirmed any more once the definition is another one.
fn lost(before: &ProviderDraft, after: &ProviderDraft) -> BTreeSet<&'static str> {
    let confirmed = setup_list(before);
    let now = setup_list(after);
    let state = |item: &SetupItem| {
        let given = confirmed.iter().find(|one| one.id == item.id);
        let given = given.map(|one| (one.confirmed_value(), "t".to_owned()));
        SetupItemView::of(item.clone(), given).state
    };
    now.iter()
        .filter(|item| !matches!(state(item), SetupState::ConfirmedByHand { .. }))
        .map(|item| item.id.as_str())
        .collect()
}

fn all(draft: &ProviderDraft) -> BTreeSet<&'static str> {
    setup_list(draft)
        .iter()
        .map(|item| item.id.as_str())
        .collect()
}

const OF_THE_POOL: [&str; 7] = [
    "account",
    "user_pool",
    "self_registration",
    "password_policy",
    "mfa",
    "email_delivery",
    "domain",
];

fn but_the_pool(draft: &ProviderDraft) -> BTreeSet<&'static str> {
    let mut items = all(draft);
    items.retain(|id| !OF_THE_POOL.contains(id));
    items
}

#[test]
fn the_same_definition_loses_no_confirmation() {
    for draft in [
        draft(POOL),
        draft(ELSEWHERE),
        user_store("eu-west-1_AbC", "c"),
    ] {
        assert_eq!(lost(&draft, &draft), BTreeSet::new());
    }
}

#[test]
fn another_pool_or_issuer_loses_every_confirmation() {
    for (before, after) in [
        (draft(POOL), draft(OTHER_POOL)),
        (draft(ELSEWHERE), draft("https://login.example.org")),
        (
            user_store("eu-west-1_AbC", "c"),
            user_store("eu-west-1_Xyz", "c"),
        ),
    ] {
        assert_eq!(lost(&before, &after), all(&after));
    }
    // Where there is no issuer, the endpoint says whose it is.
    let place = |host: &str| {
        with(POOL, |oauth| {
            oauth.issuer = None;
            oauth.authorization_endpoint = format!("https://{host}.amazoncognito.com/authorize");
        })
    };
    let after = place("other");
    assert_eq!(lost(&place("acme"), &after), all(&after));
}

#[test]
fn another_client_loses_what_was_said_of_the_client() {
    let other = |issuer| with(issuer, |oauth| oauth.client_id = "client2".to_owned());
    for issuer in [POOL, ELSEWHERE] {
        let after = other(issuer);
        assert_eq!(lost(&draft(issuer), &after), but_the_pool(&after));
    }
    let after = user_store("eu-west-1_AbC", "client2");
    let before = user_store("eu-west-1_AbC", "client1");
    assert_eq!(lost(&before, &after), but_the_pool(&after));
}

#[test]
fn a_client_that_becomes_public_is_another_fact() {
    let after = with(POOL, |oauth| {
        oauth.client_authentication = ClientAuthentication::None;
    });
    assert_eq!(lost(&draft(POOL), &after), BTreeSet::from(["app_client"]));
}

#[test]
fn each_value_counts_for_the_items_that_speak_of_it() {
    let callback = with(POOL, |oauth| oauth.redirect_uri.push('/'));
    assert_eq!(
        lost(&draft(POOL), &callback),
        BTreeSet::from(["callback_url"])
    );
    let scopes = with(POOL, |oauth| oauth.scopes.push("phone".to_owned()));
    assert_eq!(
        lost(&draft(POOL), &scopes),
        BTreeSet::from(["readable_attributes", "scopes"])
    );
    let sign_out = with(POOL, |oauth| {
        oauth.sign_out_uri = Some("https://app.example.com".to_owned());
    });
    assert_eq!(
        lost(&draft(POOL), &sign_out),
        BTreeSet::from(["sign_out_url"])
    );
    let domain = with(POOL, |oauth| {
        oauth.authorization_endpoint = "https://two.example.com/oauth2/authorize".to_owned();
    });
    assert_eq!(lost(&draft(POOL), &domain), BTreeSet::from(["domain"]));
}

#[test]
fn a_confirmation_that_says_too_little_counts_for_nothing() {
    let list = setup_list(&draft(POOL));
    let callback = list
        .into_iter()
        .find(|item| item.id == SetupItemId::CallbackUrl);
    // The form of earlier versions: the values alone.
    let old = ("https://broker.example.com/cb".to_owned(), "t".to_owned());
    let state = SetupItemView::of(callback.unwrap(), Some(old)).state;
    assert_eq!(state, SetupState::Unknown);
}

#[test]
fn what_was_confirmed_before_is_said_in_words() {
    let item = |draft| {
        let list = setup_list(&draft);
        let mut items = list.into_iter();
        items
            .find(|item| item.id == SetupItemId::AppClient)
            .unwrap()
    };
    let before = item(draft(POOL)).confirmed_value();
    let public = item(with(OTHER_POOL, |oauth| {
        oauth.client_authentication = ClientAuthentication::None;
    }));
    let view = SetupItemView::of(public, Some((before, "t".to_owned())));
    let SetupState::ConfirmedForOther { values, .. } = view.state else {
        panic!("{:?}", view.state);
    };
    assert!(
        values.starts_with("The app client has a client secret.\n"),
        "{values}"
    );
    assert!(
        values.contains(POOL) && values.contains("client1"),
        "{values}"
    );
}

#[test]
fn a_user_pool_gets_its_own_list_whatever_the_entry_and_links_into_the_pool() {
    let list = setup_list(&draft(POOL));
    let of = |id| list.iter().find(move |item| item.id == id).unwrap();
    let callback = of(SetupItemId::CallbackUrl);
    assert_eq!(callback.values[0].value, "https://broker.example.com/cb");
    assert!(callback.link.as_ref().unwrap().contains("eu-west-1_AbC"));
    assert_eq!(of(SetupItemId::Scopes).values.len(), 2);
    let user = of(SetupItemId::TestUser).link.as_deref().unwrap();
    assert!(user.contains("eu-west-1_AbC/users/create"), "{user}");
    assert_eq!(of(SetupItemId::Account).values[0].value, "eu-west-1");
    assert!(of(SetupItemId::SignOutUrl).optional);
    let other = setup_list(&draft(ELSEWHERE));
    assert!(other.iter().all(|item| item.link.is_none()));
    assert!(other.len() < list.len());
}

#[test]
fn every_item_has_a_link_or_the_reason_why_there_is_none() {
    let mut unknown = with("", |oauth| oauth.issuer = None);
    unknown.catalogue_entry = "aws-cognito-oidc".to_owned();
    let list = setup_list(&unknown);
    assert!(list.iter().all(|item| {
        let link = item.link.as_deref().unwrap_or_default();
        link.ends_with("/user-pools")
    }));
    let gov = "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_AbC";
    let list = setup_list(&draft(gov));
    assert!(list.iter().all(|item| item.link.is_none()));
    assert!(list.iter().all(|item| item.why_no_link.is_some()));
    let list = setup_list(&draft(POOL));
    assert!(list.iter().all(|item| item.why_no_link.is_none()));
}
