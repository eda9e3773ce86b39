use super::{HandOver, HandOverKind, hand_over};
use crate::catalogue::GENERIC_OAUTH2;
use crate::provider::{
    ClientAuthentication, MappingRuleDraft, OauthDraft, ProviderDraft, UserStoreDraft,
};

fn draft(client_authentication: ClientAuthentication) -> ProviderDraft {
    ProviderDraft {
        display_name: "Acme Staff (EU)".to_owned(),
        oauth: Some(OauthDraft {
            issuer: Some("https://issuer.example".to_owned()),
            authorization_endpoint: "https://acme.example/oauth2/authorize".to_owned(),
            client_id: "client".to_owned(),
            client_authentication,
            scopes: vec!["openid".to_owned(), "email".to_owned()],
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

fn page(consumer: &str, authentication: ClientAuthentication) -> HandOver {
    let pages = hand_over(&draft(authentication));
    pages
        .into_iter()
        .find(|page| page.consumer == consumer)
        .unwrap()
}

#[test]
fn miniorange_gets_its_own_labels_in_its_own_order() {
    let page = page("miniorange", ClientAuthentication::ClientSecretBasic);
    let labels: Vec<_> = page.fields.iter().map(|field| field.label).collect();
    assert_eq!(
        labels,
        [
            "Display Name",
            "OAuth Authorize Endpoint",
            "OAuth Access Token Endpoint",
            "Get User Info Endpoint (optional)",
            "Client ID",
            "Client secret",
            "Scope"
        ]
    );
    assert_eq!(page.fields[6].value, "openid email");
}

#[test]
fn the_secret_has_a_place_but_no_value_and_a_public_client_has_no_place() {
    for consumer in ["miniorange", "keycloak", "generic"] {
        let secrets = |authentication| {
            let fields = page(consumer, authentication).fields;
            let kept = fields
                .into_iter()
                .filter(|field| field.kind == HandOverKind::ClientSecret);
            kept.collect::<Vec<_>>()
        };
        let secret = secrets(ClientAuthentication::ClientSecretPost);
        assert_eq!(secret.len(), 1, "{consumer}");
        assert_eq!(secret[0].value, "");
        assert!(secrets(ClientAuthentication::None).is_empty(), "{consumer}");
    }
}

#[test]
fn the_generic_page_leaves_out_what_is_not_there() {
    let page = page("generic", ClientAuthentication::ClientSecretBasic);
    assert!(
        page.fields
            .iter()
            .all(|field| field.label != "Logout endpoint")
    );
    let discovery = page
        .fields
        .iter()
        .find(|field| field.label == "Discovery URL");
    assert_eq!(
        discovery.unwrap().value,
        "https://issuer.example/.well-known/openid-configuration"
    );
}

#[test]
fn keycloak_gets_the_alias_of_the_redirect_uri_and_the_name_only_without_one() {
    let alias = |redirect_uri: &str| {
        let mut draft = draft(ClientAuthentication::ClientSecretBasic);
        if let Some(oauth) = draft.oauth.as_mut() {
            oauth.redirect_uri = redirect_uri.to_owned();
        }
        let page = hand_over(&draft).remove(1);
        (page.fields[0].value.clone(), page.notes.len())
    };
    let keycloak = "https://login.example.com/realms/staff/broker/cognito/endpoint";
    assert_eq!(alias(keycloak), ("cognito".to_owned(), 1));
    // And then the page says that the redirect URI does not fit.
    let other = "https://broker.example.com/callback";
    assert_eq!(alias(other), ("acme-staff-eu".to_owned(), 2));
}

#[test]
fn a_provider_without_id_tokens_gets_the_oauth_form_of_keycloak() {
    let mut draft = draft(ClientAuthentication::ClientSecretPost);
    draft.catalogue_entry = GENERIC_OAUTH2.to_owned();
    draft.attributes.user = vec![MappingRuleDraft {
        target: "username".to_owned(),
        source: Some("login".to_owned()),
        ..MappingRuleDraft::default()
    }];
    let page = hand_over(&draft).remove(1);
    assert!(page.location.ends_with("OAuth v2"), "{}", page.location);
    let of = |label: &str| {
        let mut fields = page.fields.iter();
        fields.find(|field| field.label == label).unwrap()
    };
    assert_eq!(of("Username Claim").value, "login");
    assert_eq!(of("Email Claim").kind, HandOverKind::Own);
    assert!(page.fields.iter().all(|field| field.label != "JWKS URL"));
    let openid = super::hand_over(&self::draft(ClientAuthentication::ClientSecretPost));
    assert!(openid[1].location.ends_with("OpenID Connect v1.0"));
}

#[test]
fn a_user_store_has_the_page_of_the_consumer_that_takes_one() {
    let pages = hand_over(&ProviderDraft {
        display_name: "Acme".to_owned(),
        user_store: Some(UserStoreDraft {
            region: "us-east-2".to_owned(),
            client_id: "client".to_owned(),
            ..UserStoreDraft::default()
        }),
        ..ProviderDraft::default()
    });
    let [page] = &pages[..] else {
        panic!("{pages:?}");
    };
    let labels: Vec<_> = page.fields.iter().map(|field| field.label).collect();
    let form = [
        "Identifier",
        "Region",
        "Identity Pool ID",
        "User Pool ID",
        "Client ID",
    ];
    assert_eq!(labels, form);
}
