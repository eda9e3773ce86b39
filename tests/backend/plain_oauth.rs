//! OAuth 2.0 without OpenID Connect: no discovery, no ID token, attributes from userinfo.

use axum::Json;
use axum::Router;
use axum::response::Html;
use axum::routing::{get, post};
use idp_core::claims::ClaimSource;
use idp_core::provider::{ClientAuthentication, OauthDraft, ProviderDraft};
use idp_core::run::{RunOutcome, RunView, StepKind, StepOutcome};
use serde_json::json;
use support::{Answering, Console, parameter, serve};

async fn definition() -> ProviderDraft {
    let page = || async { Html("<form method=post><input name=login></form>") };
    let token = || async { Json(json!({ "access_token": "gho_opaque", "token_type": "bearer" })) };
    let user = || async { Json(json!({ "id": 7, "login": "alice", "email": null })) };
    let address = serve(
        Router::new()
            .route("/login/oauth/authorize", get(page))
            .route("/login/oauth/access_token", post(token))
            .route("/user", get(user)),
    )
    .await;
    let base = format!("http://{address}");
    ProviderDraft {
        display_name: "Forge".into(),
        catalogue_entry: "generic-oauth2".into(),
        enabled: true,
        oauth: Some(OauthDraft {
            authorization_endpoint: format!("{base}/login/oauth/authorize"),
            token_endpoint: format!("{base}/login/oauth/access_token"),
            userinfo_endpoint: Some(format!("{base}/user")),
            client_id: "Iv1.0123456789abcdef".into(),
            client_authentication: ClientAuthentication::ClientSecretPost,
            scopes: vec!["read:user".into()],
            redirect_uri: "https://broker.example.com/callback".into(),
            allow_http_on_loopback: true,
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

fn outcome(view: &RunView, kind: StepKind) -> StepOutcome {
    let step = view.steps.iter().find(|step| step.step == kind);
    step.unwrap_or_else(|| panic!("{kind:?} in {view:#?}"))
        .outcome
}

#[tokio::test]
async fn a_sign_in_without_an_id_token_passes_on_userinfo_alone() {
    let mut draft = definition().await;
    draft.attributes.user = vec![
        serde_json::from_str(r#"{"target":"username","source":"login"}"#).unwrap(),
        serde_json::from_str(r#"{"target":"email","source":"email","default":"none@example.com"}"#)
            .unwrap(),
    ];
    let console = Console::open().await;
    let id = console.add(&draft, Some("s3cret")).await;
    let answer = Answering(|url: &url::Url| format!("code=abc&state={}", parameter(url, "state")));
    let view = console.test(&id, answer).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    assert_eq!(outcome(&view, StepKind::Discovery), StepOutcome::Skipped);
    assert_eq!(outcome(&view, StepKind::IdToken), StepOutcome::Skipped);
    assert_eq!(outcome(&view, StepKind::Userinfo), StepOutcome::Passed);
    let sources: Vec<_> = view.attributes.iter().map(|row| row.source).collect();
    assert_eq!(sources, [ClaimSource::Userinfo; 3]);
    let user = serde_json::to_value(&view.mapped.user).unwrap();
    assert_eq!(
        user,
        json!({ "username": "alice", "email": "none@example.com" })
    );
}

#[tokio::test]
async fn without_openid_and_userinfo_nothing_could_be_received_and_that_is_said() {
    let mut draft = definition().await;
    if let Some(oauth) = draft.oauth.as_mut() {
        oauth.userinfo_endpoint = None;
    }
    let console = Console::open().await;
    let problems = console.app.check_provider(None, &draft).await.unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "oauth.userinfoEndpoint");
}
