//! The rules of each product.

use super::super::{ConsumerField, ConsumerId, ConsumerVerdict, FindingEffect, FindingId};
use super::{cognito, ids, set, values};
use serde_json::{Value, json};

#[test]
fn dex_refuses_a_user_without_name_until_another_claim_is_named() {
    let view = cognito().unreadable("name").judge(ConsumerId::Dex);
    assert_eq!(view.plain.verdict, ConsumerVerdict::Refuses);
    assert_eq!(view.plain.user, []);
    assert_eq!(
        set(&view, FindingId::DexNameMissing),
        "userNameKey: \"cognito:username\""
    );
    let fitted = view.fitted.unwrap();
    assert_eq!(fitted.verdict, ConsumerVerdict::Accepts);
    assert_eq!(values(&fitted, ConsumerField::DisplayName), ["alice"]);
}

#[test]
fn dex_needs_a_boolean_as_long_as_it_asks_for_the_address() {
    for odd in [json!("true"), json!(1), Value::Null, json!([true])] {
        let case = cognito().with(|case| case.id_token["email_verified"] = odd.clone());
        let view = case.judge(ConsumerId::Dex);
        assert_eq!(
            ids(&view, FindingEffect::Refuses),
            [FindingId::DexEmailVerifiedNotBoolean],
            "{odd}"
        );
        let insecure = set(&view, FindingId::DexEmailVerifiedNotBoolean);
        assert_eq!(insecure, "insecureSkipEmailVerified: true", "{odd}");
        let fitting = view.settings.as_ref().unwrap();
        assert!(!fitting.text.contains("insecureSkip"), "{odd}");
        let without = case.scopes(&["openid", "profile"]).judge(ConsumerId::Dex);
        assert_eq!(ids(&without, FindingEffect::Refuses), [], "{odd}");
    }
    let unverified = cognito().with(|case| case.id_token["email_verified"] = json!(false));
    let view = unverified.judge(ConsumerId::Dex);
    assert!(ids(&view, FindingEffect::Remark).contains(&FindingId::DexEmailNotVerified));
    assert_eq!(values(&view.plain, ConsumerField::EmailVerified), ["false"]);
}

#[test]
fn dex_is_told_to_leave_userinfo_alone_only_where_it_would_hurt() {
    let view = cognito().judge(ConsumerId::Dex);
    assert!(ids(&view, FindingEffect::Note).contains(&FindingId::DexUserinfoTurnsText));
    let sound = cognito().with(|case| case.userinfo["email_verified"] = json!(true));
    let view = sound.judge(ConsumerId::Dex);
    assert!(!ids(&view, FindingEffect::Note).contains(&FindingId::DexUserinfoTurnsText));
}

#[test]
fn dex_needs_the_address_that_it_asks_for() {
    let view = cognito().unreadable("email").judge(ConsumerId::Dex);
    assert_eq!(
        ids(&view, FindingEffect::Refuses),
        [FindingId::DexEmailMissing]
    );
    assert_eq!(
        set(&view, FindingId::DexEmailMissing),
        "scopes: [\"profile\"]"
    );
}

#[test]
fn oauth2_proxy_refuses_what_reads_as_not_verified_and_accepts_silence() {
    let verdict = |value: Value| {
        let case = cognito().with(|case| {
            case.id_token["email_verified"] = value.clone();
            case.userinfo["email_verified"] = json!("true");
        });
        ids(&case.judge(ConsumerId::Oauth2Proxy), FindingEffect::Refuses)
    };
    let refused = [FindingId::ProxyEmailNotVerified];
    for value in [
        json!(false),
        json!("false"),
        json!("yes"),
        json!(0),
        json!([]),
    ] {
        assert_eq!(verdict(value.clone()), refused, "{value}");
    }
    for value in [
        json!(true),
        json!("true"),
        json!("T"),
        json!(1),
        Value::Null,
    ] {
        assert_eq!(verdict(value.clone()), [], "{value}");
    }
    let silent = cognito().unreadable("email_verified");
    assert_eq!(
        ids(
            &silent.judge(ConsumerId::Oauth2Proxy),
            FindingEffect::Refuses
        ),
        []
    );
    // What the ID token lacks is read from userinfo, where Cognito writes text.
    let text = cognito().unreadable("email_verified").with(|case| {
        case.userinfo["email_verified"] = json!("false");
    });
    assert_eq!(
        ids(&text.judge(ConsumerId::Oauth2Proxy), FindingEffect::Refuses),
        refused
    );
}

#[test]
fn oauth2_proxy_needs_an_address_and_a_secret() {
    let view = cognito().unreadable("email").judge(ConsumerId::Oauth2Proxy);
    assert_eq!(
        ids(&view, FindingEffect::Refuses),
        [FindingId::ProxyEmailMissing]
    );
    let elsewhere = cognito().with(|case| {
        case.id_token.as_object_mut().unwrap().remove("email");
    });
    let view = elsewhere.judge(ConsumerId::Oauth2Proxy);
    assert_eq!(ids(&view, FindingEffect::Refuses), []);
    let public = cognito().with(|case| case.client.as_mut().unwrap().has_secret = false);
    for (id, finding) in [
        (ConsumerId::Oauth2Proxy, FindingId::ProxyPublicClient),
        (ConsumerId::Alb, FindingId::AlbPublicClient),
    ] {
        assert_eq!(ids(&public.judge(id), FindingEffect::Refuses), [finding]);
    }
    let spring = public.judge(ConsumerId::Spring);
    assert!(
        set(&spring, FindingId::SpringPublicClient).contains("client-authentication-method: none")
    );
}

#[test]
fn keycloak_reads_userinfo_in_place_of_the_id_token() {
    let poor = cognito().with(|case| {
        case.userinfo = json!({ "sub": case.id_token["sub"], "username": "alice" });
    });
    let view = poor.judge(ConsumerId::Keycloak);
    let remarks = ids(&view, FindingEffect::Remark);
    for expected in [
        FindingId::KeycloakUserinfoReplaces,
        FindingId::KeycloakUserNameIsSubject,
        FindingId::KeycloakProfileIncomplete,
    ] {
        assert!(remarks.contains(&expected), "{expected:?} in {remarks:?}");
    }
    assert_eq!(values(&view.plain, ConsumerField::Email), [] as [&str; 0]);
    let fitted = view.fitted.unwrap();
    assert_eq!(values(&fitted, ConsumerField::Email), ["alice@example.com"]);
}

#[test]
fn keycloak_trips_over_types_and_full_stops_and_not_over_colons() {
    let number = cognito().with(|case| case.id_token["name"] = json!(7));
    let view = number.judge(ConsumerId::Keycloak);
    assert_eq!(
        ids(&view, FindingEffect::Refuses),
        [FindingId::KeycloakClaimNotText]
    );
    let colon = cognito().with(|case| case.id_token["custom:department"] = json!("Sales"));
    let view = colon.judge(ConsumerId::Keycloak);
    assert!(!ids(&view, FindingEffect::Note).contains(&FindingId::KeycloakDotInName));
    let dot = cognito().with(|case| case.id_token["custom:cost.centre"] = json!("7"));
    let view = dot.judge(ConsumerId::Keycloak);
    assert_eq!(
        set(&view, FindingId::KeycloakDotInName),
        "custom:cost\\.centre"
    );
}

#[test]
fn spring_looks_in_userinfo_where_the_name_of_the_id_token_is_not() {
    let view = cognito().judge(ConsumerId::Spring);
    assert!(ids(&view, FindingEffect::Note).contains(&FindingId::SpringNotCognitoUserName));
    assert!(
        set(&view, FindingId::SpringUserNameIsSubject).ends_with("user-name-attribute: username")
    );
    let openid = cognito().scopes(&["openid"]).judge(ConsumerId::Spring);
    assert!(ids(&openid, FindingEffect::Remark).contains(&FindingId::SpringUserinfoByVersion));
}

#[test]
fn kubernetes_takes_the_address_only_with_a_true_boolean() {
    let verified = cognito().judge(ConsumerId::Kubernetes);
    assert!(verified.settings.unwrap().text.contains("claim: \"email\""));
    for odd in [json!("true"), json!(false), json!(1), Value::Null] {
        let case = cognito().with(|case| case.id_token["email_verified"] = odd.clone());
        let view = case.judge(ConsumerId::Kubernetes);
        let notes = ids(&view, FindingEffect::Note);
        assert!(
            notes.contains(&FindingId::KubernetesEmailCannotBeUserName),
            "{odd}"
        );
        let fitted = view.fitted.unwrap();
        assert_eq!(
            values(&fitted, ConsumerField::UserName),
            ["cognito:alice"],
            "{odd}"
        );
        assert_ne!(fitted.verdict, ConsumerVerdict::Refuses, "{odd}");
    }
}

#[test]
fn kubernetes_is_told_which_token_it_takes_and_which_names_it_keeps() {
    let view = cognito().judge(ConsumerId::Kubernetes);
    assert!(ids(&view, FindingEffect::Note).contains(&FindingId::KubernetesAccessTokenRefused));
    let with_aud = cognito().with(|case| case.access_token["aud"] = json!("client"));
    let view = with_aud.judge(ConsumerId::Kubernetes);
    assert!(!ids(&view, FindingEffect::Note).contains(&FindingId::KubernetesAccessTokenRefused));
    let masters =
        cognito().with(|case| case.id_token["cognito:groups"] = json!(["system:masters"]));
    let view = masters.judge(ConsumerId::Kubernetes);
    assert!(ids(&view, FindingEffect::Note).contains(&FindingId::KubernetesReservedName));
    let groups = view.fitted.unwrap();
    assert_eq!(
        values(&groups, ConsumerField::Groups),
        ["cognito:system:masters"]
    );
}

#[test]
fn an_issuer_without_https_is_refused_by_those_that_take_https_only() {
    let practice = cognito().with(|case| case.id_token["iss"] = json!("http://127.0.0.1:9630/p"));
    for id in [ConsumerId::Kubernetes, ConsumerId::Alb] {
        let view = practice.judge(id);
        assert!(
            ids(&view, FindingEffect::Refuses).contains(&FindingId::IssuerNotHttps),
            "{id:?}"
        );
        assert_eq!(view.plain.verdict, ConsumerVerdict::Refuses, "{id:?}");
    }
    let updated = cognito().with(|case| {
        case.id_token["iss"] = json!("https://issuer-cognito-idp.eu-west-1.amazonaws.com/p");
    });
    let view = updated.judge(ConsumerId::Alb);
    assert!(ids(&view, FindingEffect::Remark).contains(&FindingId::AlbUpdatedIssuer));
}

#[test]
fn authentik_reads_userinfo_and_misses_what_only_the_id_token_has() {
    let view = cognito().judge(ConsumerId::Authentik);
    assert_eq!(
        set(&view, FindingId::AuthentikUserNameMissing),
        "Property mapping: return {\"username\": info.get(\"username\")}"
    );
    let nick = cognito().with(|case| case.userinfo["nickname"] = json!("ally"));
    let view = nick.judge(ConsumerId::Authentik);
    assert_eq!(values(&view.plain, ConsumerField::UserName), ["ally"]);
    // An empty nickname is taken, and preferred_username is not looked at.
    let empty = cognito().with(|case| {
        case.userinfo["nickname"] = json!("");
        case.userinfo["preferred_username"] = json!("alice");
    });
    let view = empty.judge(ConsumerId::Authentik);
    assert!(ids(&view, FindingEffect::Remark).contains(&FindingId::AuthentikUserNameMissing));
    let narrow = cognito()
        .scopes(&["openid", "email"])
        .judge(ConsumerId::Authentik);
    assert_eq!(
        set(&narrow, FindingId::AuthentikFixedScopes),
        "Scopes: *openid email"
    );
}

#[test]
fn groups_that_cannot_be_read_are_not_switched_on() {
    let odd = cognito().with(|case| case.id_token["cognito:groups"] = json!(["admins", 7]));
    for (id, finding) in [
        (ConsumerId::Dex, FindingId::DexGroupsMalformed),
        (ConsumerId::Kubernetes, FindingId::KubernetesGroupsMalformed),
    ] {
        let view = odd.judge(id);
        assert_eq!(ids(&view, FindingEffect::Refuses), [], "{id:?}");
        assert!(
            ids(&view, FindingEffect::Remark).contains(&finding),
            "{id:?}"
        );
        assert!(
            !view.settings.unwrap().text.contains("cognito:groups"),
            "{id:?}"
        );
    }
}
