use serde_json::{Value, json};

use crate::browser::{Practice, START};

const ISSUER_PATH: &str = "/local-practice-1_Pract1ce0";

#[tokio::test]
async fn the_discovery_document_has_exactly_the_fields_of_a_pool() {
    let mut practice = Practice::start().await;
    let base = practice.browser.base.clone();
    let answer = practice
        .browser
        .get(&format!("{ISSUER_PATH}/.well-known/openid-configuration"))
        .await;
    let issuer = format!("{base}{ISSUER_PATH}");
    assert_eq!(
        answer.json(),
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{base}/oauth2/authorize"),
            "token_endpoint": format!("{base}/oauth2/token"),
            "userinfo_endpoint": format!("{base}/oauth2/userInfo"),
            "end_session_endpoint": format!("{base}/logout"),
            "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
            "response_types_supported": ["code", "token"],
            "scopes_supported": ["openid", "email", "phone", "profile"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported":
                ["client_secret_basic", "client_secret_post"],
        })
    );
}

#[tokio::test]
async fn the_jwks_has_two_rsa_keys() {
    let mut practice = Practice::start().await;
    let answer = practice
        .browser
        .get(&format!("{ISSUER_PATH}/.well-known/jwks.json"))
        .await;
    let jwks = answer.json();
    let keys = jwks["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0]["kid"], keys[1]["kid"]);
    for key in keys {
        assert_eq!(key["kty"], "RSA");
        assert_eq!(key["alg"], "RS256");
        assert_eq!(key["use"], "sig");
        assert_eq!(key["n"].as_str().map(str::len), Some(342));
        assert_eq!(key.as_object().map(|key| key.len()), Some(6));
    }
}

#[tokio::test]
async fn another_pools_documents_are_not_here() {
    let mut practice = Practice::start().await;
    for file in ["openid-configuration", "jwks.json"] {
        for path in [
            format!("/local-practice-1_Other0000/.well-known/{file}"),
            format!("/.well-known/{file}"),
        ] {
            assert_eq!(practice.browser.get(&path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn every_answer_has_an_id_the_clocks_date_and_is_not_stored() {
    let mut practice = Practice::start().await;
    assert_eq!(START, 1_800_000_000);
    let mut ids = Vec::new();
    for (path, status) in [
        ("/", 200),
        ("/error", 400),
        ("/login", 302),
        ("/oauth2/authorize", 302),
        ("/oauth2/token", 405),
        ("/oauth2/userInfo", 400),
        ("/oauth2/userinfo", 404),
        ("/logout", 302),
        ("/nosuchpage", 404),
    ] {
        let answer = practice.browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("date"), "Fri, 15 Jan 2027 08:00:00 GMT");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert!(
            !answer
                .header("content-security-policy")
                .contains("form-action")
        );
        assert_eq!(answer.header("x-amz-cognito-request-id").len(), 36);
        ids.push(answer.header("x-amz-cognito-request-id").to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 9);
}

#[tokio::test]
async fn the_description_is_the_contract_of_the_command_line() {
    let practice = Practice::start().await;
    let described = serde_json::to_value(practice.pool.description()).unwrap();
    for field in [
        "issuer",
        "authorizationEndpoint",
        "tokenEndpoint",
        "userinfoEndpoint",
        "jwksUri",
        "logoutEndpoint",
        "domain",
        "discoveryUrl",
        "userPoolId",
        "identityPoolId",
    ] {
        assert!(described[field].is_string(), "{field}");
    }
    assert_eq!(described["domain"], practice.browser.base);
    let clients = &described["clients"];
    assert_eq!(clients.as_array().map(Vec::len), Some(4));
    assert_eq!(clients[1]["secret"], Value::Null);
    for field in [
        "id",
        "name",
        "purpose",
        "callbackUrls",
        "signOutUrls",
        "scopes",
        "explicitAuthFlows",
    ] {
        assert!(!clients[1][field].is_null(), "{field}");
    }
    let users = described["users"].as_array().unwrap();
    assert_eq!(users.len(), 7);
    assert_eq!(users[2]["newPassword"], "Practice-Carol-2");
    assert!(users[3]["totpSecret"].is_string());
    assert_eq!(users[0].as_object().map(|user| user.len()), Some(3));
}

#[tokio::test]
async fn the_front_page_says_what_this_is_and_lists_clients_and_users() {
    let mut practice = Practice::start().await;
    let page = practice.browser.get("/").await;
    for text in [
        "Practice pool — for practice, not AWS",
        "practiceconfidential000001",
        "practicepublic000000000002",
        "Practice-Alice-1",
        "PRACT2CEPOOLDAVETOTPSECRETAAAAAA",
    ] {
        assert!(page.body.contains(text), "{text}");
    }
}
