//! From what a person pastes to the endpoints.

use axum::Router;
use axum::routing::get;
use serde_json::json;
use support::{Console, pool, serve};

#[tokio::test]
async fn a_generic_entry_reads_the_document_under_any_path_and_makes_nothing_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = listener.local_addr().unwrap();
    drop(listener);
    let document = || async {
        axum::Json(json!({
            "issuer": "https://login.example.com/realms/staff",
            "authorization_endpoint": "https://login.example.com/auth",
            "token_endpoint": "https://login.example.com/token",
            "jwks_uri": "https://login.example.com/keys"
        }))
    };
    let path = "/realms/staff/.well-known/openid-configuration";
    let address = serve(Router::new().route(path, get(document))).await;
    let console = Console::open().await;
    for input in [
        format!("http://{address}/realms/staff"),
        format!(" http://{address}/realms/staff/.well-known/openid-configuration "),
    ] {
        let filled = console.app.fill_endpoints("generic-oidc", &input).await;
        assert!(filled.from_discovery, "{filled:?}");
        assert_eq!(
            filled.token_endpoint.as_deref(),
            Some("https://login.example.com/token")
        );
        assert_eq!(filled.userinfo_endpoint, None);
        assert_eq!(filled.suggested_entry, None);
    }
    let silent = format!("http://{free}/realms/staff");
    let nothing = console.app.fill_endpoints("generic-oidc", &silent).await;
    assert_eq!(nothing.issuer, None);
    assert_eq!(nothing.notes.len(), 2, "{nothing:?}");
    for wrong in ["", "staff", "file:///etc/passwd", "https://x.example/?a=b"] {
        let nothing = console.app.fill_endpoints("generic-oidc", wrong).await;
        assert!(
            !nothing.from_discovery && nothing.issuer.is_none(),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_mistyped_cognito_domain_is_pointed_out() {
    let console = Console::open().await;
    for (host, word) in [
        (
            "acme.auth.eu-west1.amazoncognito.com",
            "eu-west1 is no AWS Region",
        ),
        (
            "acme.auth.eu-west-1.amazoncognito.co",
            "end in .amazoncognito.com",
        ),
        ("acme.eu-west-1.amazoncognito.com", "has the form"),
    ] {
        let filled = console.app.fill_endpoints("aws-cognito-oidc", host).await;
        assert!(filled.suspicious, "{host}");
        assert!(filled.notes[0].contains(word), "{:?}", filled.notes);
    }
    for right in ["acme.auth.eu-west-1.amazoncognito.com", "login.example.com"] {
        let filled = console.app.fill_endpoints("aws-cognito-oidc", right).await;
        assert!(!filled.suspicious, "{right}");
    }
}

#[tokio::test]
async fn a_generic_entry_notices_a_user_pool() {
    let console = Console::open().await;
    let host = "acme.auth.eu-west-1.amazoncognito.com";
    let filled = console.app.fill_endpoints("generic-oidc", host).await;
    assert_eq!(filled.suggested_entry.as_deref(), Some("aws-cognito-oidc"));
    let expected = format!("https://{host}/oauth2/authorize");
    assert_eq!(filled.authorization_endpoint, Some(expected));
    let cognito = console.app.fill_endpoints("aws-cognito-oidc", host).await;
    assert_eq!(cognito.suggested_entry, None);
}

#[tokio::test]
async fn the_issuer_of_a_pool_is_read_and_not_composed() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    for entry in ["aws-cognito-oidc", "generic-oidc"] {
        let filled = console.app.fill_endpoints(entry, &description.issuer).await;
        assert!(filled.from_discovery && filled.needs_http_on_loopback);
        assert_eq!(filled.issuer.as_ref(), Some(&description.issuer));
        assert_eq!(filled.jwks_uri.as_ref(), Some(&description.jwks_uri));
    }
}
