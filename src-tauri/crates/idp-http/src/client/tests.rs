use super::*;
use axum::{Router, response::Redirect, routing::get};
use std::net::SocketAddr;

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn local(timeout: Option<Duration>) -> HttpClient {
    HttpClient::open(HttpOptions {
        allow_http_on_loopback: true,
        timeout,
        ..HttpOptions::default()
    })
    .unwrap()
}

async fn get_from(client: &HttpClient, url: &str) -> Exchange {
    client.send(HttpRequest::get(url.parse().unwrap())).await
}

#[tokio::test]
async fn a_redirect_is_shown_and_not_followed() {
    let router = Router::new()
        .route(
            "/a",
            get(|| async { Redirect::temporary("/b?code=SECRET") }),
        )
        .route("/b", get(|| async { "followed" }));
    let address = serve(router).await;
    let exchange = get_from(&local(None), &format!("http://{address}/a")).await;
    assert_eq!(exchange.result.unwrap().status, 307);
    assert!(!format!("{:?}", exchange.trace).contains("SECRET"));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let router = Router::new().route("/", get(|| async { "x".repeat(MAX_BODY + 1) }));
    let address = serve(router).await;
    let exchange = get_from(&local(None), &format!("http://{address}/")).await;
    assert_eq!(
        exchange.result.unwrap_err(),
        HttpError::TooLarge { limit: MAX_BODY }
    );
}

#[tokio::test]
async fn silence_ends_at_the_time_limit() {
    let router = Router::new().route(
        "/",
        get(|| async {
            std::future::pending::<()>().await;
            "never"
        }),
    );
    let address = serve(router).await;
    let client = local(Some(Duration::from_millis(200)));
    let exchange = get_from(&client, &format!("http://{address}/")).await;
    assert!(matches!(
        exchange.result.unwrap_err(),
        HttpError::TimedOut { .. }
    ));
}

#[tokio::test]
async fn nothing_listening_and_unknown_schemes_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let refused = get_from(&local(None), &format!("http://{address}/")).await;
    assert!(matches!(
        refused.result.unwrap_err(),
        HttpError::ConnectionRefused { .. }
    ));
    let strict = HttpClient::open(HttpOptions::default()).unwrap();
    let plain = get_from(&strict, &format!("http://{address}/")).await;
    assert!(matches!(
        plain.result.unwrap_err(),
        HttpError::SchemeRefused(_)
    ));
    let metadata = get_from(&strict, "https://169.254.169.254/").await;
    assert!(matches!(
        metadata.result.unwrap_err(),
        HttpError::AddressRefused(_)
    ));
    let by_name = get_from(&strict, "https://localhost:1/").await;
    assert!(
        matches!(by_name.result.unwrap_err(), HttpError::AddressRefused(_)),
        "by its name too"
    );
}

#[tokio::test]
async fn plain_http_behind_https_is_a_tls_problem() {
    let address = serve(Router::new()).await;
    let client = HttpClient::open(HttpOptions {
        allow_private_network: true,
        ..HttpOptions::default()
    })
    .unwrap();
    let exchange = get_from(&client, &format!("https://{address}/")).await;
    let error = exchange.result.unwrap_err();
    assert!(matches!(error, HttpError::TlsUntrusted { .. }), "{error:?}");
}

#[test]
fn a_certificate_file_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    std::fs::write(&path, "nonsense").unwrap();
    let error = HttpClient::open(HttpOptions {
        ca_file: Some(path),
        ..HttpOptions::default()
    });
    assert!(matches!(error, Err(OpenClientError::CaFileNotPem { .. })));
}

#[test]
fn a_certificate_that_is_none_is_refused_before_the_first_request() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    let pem = "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n";
    std::fs::write(&path, pem).unwrap();
    let error = HttpClient::open(HttpOptions {
        ca_file: Some(path),
        ..HttpOptions::default()
    });
    assert!(
        matches!(error, Err(OpenClientError::CaFileRefused { .. })),
        "{error:?}"
    );
}
