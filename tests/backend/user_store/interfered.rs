//! What the pool says when something happened to tokens, logins or identities on the way.

use super::relay::{Call, relay};
use super::{ALICE, assert_refused, changed, credentials, tested, user};
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::question::Question;
use idp_core::run::{RunOutcome, RunView, StepKind};
use practice_pool::{RunningPracticePool, UserState};
use serde_json::{Value, json};
use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use support::{Console, along, pool, user_store_definition};

/// A test of alice by a relay.
async fn through(pool: &RunningPracticePool, relay: SocketAddr) -> RunView {
    let draft = user_store_definition(pool, "user_password", relay);
    let answer = |_: &Question| Some(credentials(ALICE.0, ALICE.1));
    tested(&draft, None, answer).await.0
}

fn assert_said(view: &RunView, words: &str) {
    let evidence = &view.diagnosis[0].evidence;
    let found = evidence.iter().any(|row| row.value.contains(words));
    assert!(found, "{words}: {evidence:?}");
    let email = view.attributes.iter().any(|row| row.name == "email");
    assert!(email, "the ID token was verified before: {view:#?}");
}

/// The access token of a redirect sign-in, which the API's scope is not in.
async fn hosted_access_token(pool: &RunningPracticePool) -> Value {
    let (address, answers) = relay(pool.addr(), ready).await;
    let description = pool.description();
    let draft = support::definition(&description, &support::public(&description));
    let draft = along(draft, pool.addr(), address);
    let console = Console::open().await;
    let id = console.add(&draft, None).await;
    let view = console
        .test(&id, support::person(&description, "alice"))
        .await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    let answers = answers.lock().unwrap();
    let mut tokens = answers
        .iter()
        .filter_map(|answer| answer.get("access_token"));
    tokens.next().unwrap().clone()
}

#[tokio::test]
async fn an_access_token_without_the_scope_of_the_api_is_named() {
    let pool = pool().await;
    let token = hosted_access_token(&pool).await;
    let swap = move |mut call: Call| {
        if call.is("GetUser") {
            call.body["AccessToken"] = token.clone();
        }
        ready(call)
    };
    let (address, _) = relay(pool.addr(), swap).await;
    let view = through(&pool, address).await;
    assert_refused(&view, C::AccessTokenScopeMissing, StepKind::GetUser);
    assert_said(&view, "Access Token does not have required scopes");
}

#[tokio::test]
async fn an_access_token_that_was_revoked_meanwhile_is_named() {
    let pool = pool().await;
    let server = pool.addr();
    let sign_out = move |call: Call| async move {
        if call.is("GetUser") {
            let call = reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap()
                .post(format!("http://{server}/"))
                .header(
                    "x-amz-target",
                    "AWSCognitoIdentityProviderService.GlobalSignOut",
                )
                .body(call.body.to_string());
            assert_eq!(call.send().await.unwrap().status(), 200);
        }
        call
    };
    let (address, _) = relay(server, sign_out).await;
    let view = through(&pool, address).await;
    assert_refused(&view, C::TokenRevoked, StepKind::GetUser);
    assert_said(&view, "Access Token has been revoked");
}

#[tokio::test]
async fn each_refusal_of_an_identity_pool_is_told_in_its_words() {
    type Change = fn(&mut Call);
    let pool = pool().await;
    let cases: &[(Change, C, &str)] = &[
        (
            |call| {
                if call.is("GetId") {
                    let token = token(call);
                    let other = "cognito-idp.us-east-1.amazonaws.com/local-practice-1_Pract1ce0";
                    call.body["Logins"] = json!({ other: token });
                }
            },
            C::IdentityPoolRefusedLogin,
            "Issuer doesn't match providerName",
        ),
        (
            |call| {
                if call.is("GetCredentialsForIdentity") {
                    let other = "local-practice-1:00000000-0000-4000-8000-00000000beef";
                    call.body["IdentityId"] = json!(other);
                }
            },
            C::IdentityPoolRefusedLogin,
            "Logins don't match",
        ),
        (
            |call| {
                if call.is("GetId") {
                    call.body["Logins"] = json!({});
                }
            },
            C::IdentityPoolRefusedLogin,
            "Unauthenticated access is not supported",
        ),
        (
            |call| {
                let enhanced = "GetCredentialsForIdentity";
                call.target = call.target.replace(enhanced, "GetOpenIdToken");
            },
            C::IdentityPoolClassicFlowOff,
            "Basic (classic) flow is not enabled",
        ),
    ];
    for (change, code, words) in cases {
        let change = *change;
        let change = move |mut call: Call| {
            change(&mut call);
            ready(call)
        };
        let (address, _) = relay(pool.addr(), change).await;
        let view = through(&pool, address).await;
        assert_refused(&view, *code, StepKind::IdentityPool);
        assert_said(&view, words);
    }
}

fn token(call: &Call) -> Value {
    let mut logins = call.body["Logins"].as_object().unwrap().values();
    logins.next().unwrap().clone()
}

#[tokio::test]
async fn who_is_switched_off_meanwhile_gets_no_identity_where_the_pool_looks() {
    let pool =
        Arc::new(changed(|settings| settings.identity_pool.server_side_token_check = true).await);
    let switched = Arc::clone(&pool);
    let switch_off = move |call: Call| {
        let pool = Arc::clone(&switched);
        async move {
            if call.is("GetId") {
                let mut settings = pool.settings();
                user(&mut settings, "alice").state = UserState::Disabled;
                pool.update_settings(settings).await.unwrap();
            }
            call
        }
    };
    let (address, _) = relay(pool.addr(), switch_off).await;
    let view = through(&pool, address).await;
    assert_refused(&view, C::IdentityPoolRefusedLogin, StepKind::IdentityPool);
    assert_said(&view, "revoked or its user is disabled");
}
