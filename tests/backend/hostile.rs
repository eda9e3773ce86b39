//! Providers that are wrong, silent or absent.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use idp_core::diagnosis::DiagnosisCode;
use idp_core::provider::{OauthDraft, ProviderDraft};
use idp_core::run::{RunOutcome, RunView, StepKind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{Console, Waiting, confidential, definition, person, pool, serve, typing};

async fn run_with(change: impl FnOnce(&mut OauthDraft)) -> RunView {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft: ProviderDraft = definition(&description, &client);
    change(draft.oauth.as_mut().unwrap());
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    console.test(&id, person(&description, "alice")).await
}

fn assert_diagnosis(view: &RunView, code: DiagnosisCode, step: StepKind) {
    assert_eq!(view.outcome, RunOutcome::Failed, "{view:#?}");
    let found = &view.diagnosis[0];
    assert_eq!((found.code, found.step), (code, step), "{view:#?}");
}

#[tokio::test]
async fn html_instead_of_json_is_named_at_its_step() {
    let page = || async { Html("<html><script>alert(1)</script>Welcome</html>") };
    let address = serve(
        Router::new()
            .route("/oauth2/token", axum::routing::post(page))
            .route("/userinfo", get(page))
            .route("/jwks", get(page)),
    )
    .await;
    let base = format!("http://{address}");
    let token = run_with(|oauth| oauth.token_endpoint = format!("{base}/oauth2/token")).await;
    assert_diagnosis(&token, DiagnosisCode::NotJson, StepKind::Token);
    let jwks = run_with(|oauth| oauth.jwks_uri = Some(format!("{base}/jwks"))).await;
    assert_diagnosis(&jwks, DiagnosisCode::NotJson, StepKind::IdToken);
    let userinfo =
        run_with(|oauth| oauth.userinfo_endpoint = Some(format!("{base}/userinfo"))).await;
    assert_diagnosis(&userinfo, DiagnosisCode::NotJson, StepKind::Userinfo);
    assert!(
        !userinfo.attributes.is_empty(),
        "the verified ID token is kept"
    );
}

#[tokio::test]
async fn a_mistyped_userinfo_path_is_explained() {
    let view = run_with(|oauth| {
        let right = oauth.userinfo_endpoint.take().unwrap();
        oauth.userinfo_endpoint = Some(right.replace("userInfo", "userinfo"));
    })
    .await;
    assert_diagnosis(&view, DiagnosisCode::UserinfoRejected, StepKind::Userinfo);
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_named() {
    let view = run_with(|oauth| {
        let free = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        oauth.authorization_endpoint = format!("http://{free}/oauth2/authorize");
    })
    .await;
    assert_diagnosis(
        &view,
        DiagnosisCode::ConnectionRefused,
        StepKind::Authorization,
    );
}

#[tokio::test]
async fn https_to_a_server_without_tls_is_a_tls_problem() {
    let view = run_with(|oauth| {
        oauth.token_endpoint = oauth.token_endpoint.replace("http://", "https://");
        oauth.allow_private_network = true;
    })
    .await;
    assert_diagnosis(&view, DiagnosisCode::TlsUntrusted, StepKind::Token);
}

#[tokio::test]
async fn another_issuer_in_the_document_stops_before_anything_is_sent() {
    let pool = pool().await;
    let description = pool.description();
    let address = serve(Router::new().route(
        "/.well-known/openid-configuration",
        get({
            let description = description.clone();
            move || {
                let body = serde_json::json!({
                    "issuer": "https://somebody.example",
                    "authorization_endpoint": description.authorization_endpoint,
                    "token_endpoint": description.token_endpoint,
                    "jwks_uri": description.jwks_uri,
                });
                async move { axum::Json(body) }
            }
        }),
    ))
    .await;
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.oauth.as_mut().unwrap().issuer = Some(format!("http://{address}"));
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let view = console.test(&id, person(&description, "alice")).await;
    assert_diagnosis(&view, DiagnosisCode::IssuerMismatch, StepKind::Discovery);
    assert!(pool.observed().is_empty(), "{:?}", pool.observed());
}

#[tokio::test]
async fn a_page_that_needs_javascript_is_not_checked() {
    let app = || async {
        Html("<html><body><div id=root></div><script src=app.js></script></body></html>")
    };
    let address = serve(Router::new().route("/oauth2/authorize", get(app))).await;
    let view = run_with(|oauth| {
        oauth.authorization_endpoint = format!("http://{address}/oauth2/authorize")
    })
    .await;
    assert_diagnosis(&view, DiagnosisCode::JavascriptNeeded, StepKind::SignIn);
}

#[tokio::test]
async fn silence_can_be_cancelled_within_a_second() {
    let silent = || async { std::future::pending::<String>().await };
    let address = serve(Router::new().route("/oauth2/authorize", get(silent))).await;
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.oauth.as_mut().unwrap().authorization_endpoint =
        format!("http://{address}/oauth2/authorize");
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let test = console
        .app
        .prepare_test(&id, Arc::new(typing("alice", "x")))
        .await
        .unwrap();
    let running = tokio::spawn(test.run());
    wait_for_step(&console, StepKind::Authorization).await;
    let asked = Instant::now();
    console.app.cancel_test();
    let view = running.await.unwrap().unwrap();
    // What it must not wait for is the 30 seconds of the step.
    assert!(asked.elapsed() < Duration::from_secs(10));
    assert_eq!(view.outcome, RunOutcome::Cancelled);
}

#[tokio::test]
async fn a_waiting_sign_in_can_be_cancelled_or_called_refused() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    let test = console
        .app
        .prepare_test(&id, Arc::new(Waiting))
        .await
        .unwrap();
    assert!(
        console
            .app
            .prepare_test(&id, Arc::new(Waiting))
            .await
            .is_err(),
        "one at a time"
    );
    let running = tokio::spawn(test.run());
    wait_for_step(&console, StepKind::SignIn).await;
    console.app.cancel_test();
    assert_eq!(
        running.await.unwrap().unwrap().outcome,
        RunOutcome::Cancelled
    );

    let test = console
        .app
        .prepare_test(&id, Arc::new(Waiting))
        .await
        .unwrap();
    let running = tokio::spawn(test.run());
    wait_for_step(&console, StepKind::SignIn).await;
    console.app.report_sign_in_refused();
    let view = running.await.unwrap().unwrap();
    assert_diagnosis(
        &view,
        DiagnosisCode::EmbeddedBrowserRefused,
        StepKind::SignIn,
    );
}

/// Waits until the newest run has reached a step; the events say when to look.
async fn wait_for_step(console: &Console, step: StepKind) {
    let mut events = console.app.subscribe();
    loop {
        let newest = console.app.list_runs(None).await.unwrap().remove(0).run_id;
        let view = console.app.run(&newest).await.unwrap();
        if view.steps.iter().any(|row| row.step == step) {
            return;
        }
        let _ = tokio::time::timeout(Duration::from_millis(200), events.recv()).await;
    }
}
