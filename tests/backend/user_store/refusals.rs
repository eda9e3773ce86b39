//! What the pool refuses, each with its cause.

use super::{
    ALICE, CLIENT, SECRET, assert_refused, changed, client, code, credentials, definition,
    nothing_more, outcome, signed_in, tested, user,
};
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::question::Question;
use idp_core::run::{RunOutcome, StepKind, StepOutcome};
use practice_pool::{
    AliasAttribute, ApiFault, AuthFlow, DeadEndChallenge, FirstFactor, Settings,
    UserExistenceErrors, UserState, totp_code,
};
use support::{begun, pool};

#[tokio::test]
async fn a_wrong_password_is_tried_once_and_says_the_same_of_nobody() {
    for (flow, step) in [
        ("user_password", StepKind::InitiateAuth),
        ("user_srp", StepKind::InitiateAuth),
    ] {
        let pool = pool().await;
        for person in [("alice", "wrong"), ("nobody", "wrong")] {
            let (view, asked) = signed_in(&pool, flow, person, nothing_more).await;
            assert_refused(&view, C::WrongCredentials, step);
            assert_eq!(asked.len(), 1, "nobody is asked a second time");
        }
        assert_eq!(begun(&pool), 2, "one call for each sign-in");
    }
}

#[tokio::test]
async fn each_refusal_of_the_pool_has_its_cause() {
    type Change = fn(&mut Settings);
    let cases: &[(Change, (&str, &str), C)] = &[
        (
            |s| client(s).explicit_auth_flows = vec![AuthFlow::RefreshToken],
            ALICE,
            C::AuthFlowNotEnabled,
        ),
        (
            |s| client(s).secret = Some(SECRET.into()),
            ALICE,
            C::SecretHashRequired,
        ),
        (
            |s| user(s, "alice").fault = Some(ApiFault::SecretNotReceived),
            ALICE,
            C::SecretHashRequired,
        ),
        (
            |s| s.clients.retain(|client| client.id != CLIENT),
            ALICE,
            C::ClientNotFound,
        ),
        (
            |s| client(s).prevent_user_existence_errors = UserExistenceErrors::Legacy,
            ("nobody", "x"),
            C::UserNotFound,
        ),
        (|_| (), ("erin", "Practice-Erin-1"), C::UserDisabled),
        (
            |s| user(s, "alice").state = UserState::Unconfirmed,
            ALICE,
            C::UserNotConfirmed,
        ),
        (
            |s| user(s, "alice").state = UserState::ResetRequired,
            ALICE,
            C::PasswordResetRequired,
        ),
        (
            |s| user(s, "alice").state = UserState::TemporaryPasswordExpired,
            ALICE,
            C::TemporaryPasswordExpired,
        ),
        (
            |s| user(s, "alice").fault = Some(ApiFault::PasswordAttemptsExceeded),
            ALICE,
            C::SignInLocked,
        ),
        (
            |s| s.fault = Some(ApiFault::WafBlock),
            ALICE,
            C::BlockedByWaf,
        ),
        (
            |s| s.fault = Some(ApiFault::TooManyRequests),
            ALICE,
            C::Throttled,
        ),
        (
            |s| s.fault = Some(ApiFault::LimitExceeded),
            ALICE,
            C::Throttled,
        ),
        (
            |s| s.fault = Some(ApiFault::InternalError),
            ALICE,
            C::ServerError,
        ),
        (
            |s| s.fault = Some(ApiFault::InvalidUserPoolConfiguration),
            ALICE,
            C::PoolMisconfigured,
        ),
        (
            |s| s.fault = Some(ApiFault::InvalidSmsRoleAccessPolicy),
            ALICE,
            C::PoolMisconfigured,
        ),
        (
            |s| s.fault = Some(ApiFault::InvalidSmsRoleTrustRelationship),
            ALICE,
            C::PoolMisconfigured,
        ),
        (
            |s| s.fault = Some(ApiFault::InvalidEmailRoleAccessPolicy),
            ALICE,
            C::PoolMisconfigured,
        ),
        (
            |s| s.fault = Some(ApiFault::UserLambdaValidation),
            ALICE,
            C::TriggerFailed,
        ),
        (
            |s| s.fault = Some(ApiFault::UnexpectedLambda),
            ALICE,
            C::TriggerFailed,
        ),
        (
            |s| s.fault = Some(ApiFault::InvalidLambdaResponse),
            ALICE,
            C::TriggerFailed,
        ),
    ];
    let pool = pool().await;
    let seed = pool.settings();
    for (change, person, code) in cases {
        let mut settings = seed.clone();
        change(&mut settings);
        pool.update_settings(settings).await.unwrap();
        let (view, _) = signed_in(&pool, "user_password", *person, nothing_more).await;
        assert_refused(&view, *code, StepKind::InitiateAuth);
        let shown = view
            .requests
            .iter()
            .any(|request| request.request_id.is_some() && request.status >= 400);
        assert!(
            shown,
            "AWS support asks for the request ID: {:#?}",
            view.requests
        );
    }
}

#[tokio::test]
async fn a_secret_is_proven_with_the_name_that_the_pool_gives() {
    let pool = changed(|settings| {
        client(settings).secret = Some(SECRET.into());
        settings.alias_attributes = vec![AliasAttribute::Email];
        user(settings, "alice").totp_secret = Some("PRACT2CEPOOLDAVETOTPSECRETAAAAAA".into());
    })
    .await;
    let sign_in = |question: &Question| match question {
        Question::Credentials { .. } => Some(credentials("alice@example.com", ALICE.1)),
        Question::Code { .. } => {
            let now = std::time::SystemTime::now();
            let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
            let key = "PRACT2CEPOOLDAVETOTPSECRETAAAAAA";
            Some(code(totp_code(key, i64::try_from(now).unwrap()).unwrap()))
        }
        other => nothing_more(other),
    };
    for flow in ["user_password", "user_srp"] {
        let (view, _) = tested(&definition(&pool, flow), Some(SECRET), sign_in).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{flow}: {view:#?}");
        let wrong = "wrongsecret4aaaabbbbccccddddeeeeffffgggghhhhiiii";
        let (view, _) = tested(&definition(&pool, flow), Some(wrong), sign_in).await;
        assert_refused(&view, C::SecretHashWrong, StepKind::InitiateAuth);
    }
    let without = support::pool().await;
    let draft = definition(&without, "user_password");
    let (view, _) = tested(&draft, Some(SECRET), sign_in).await;
    assert_refused(&view, C::SecretNotExpected, StepKind::InitiateAuth);
}

#[tokio::test]
async fn what_nobody_can_answer_is_named_and_the_password_counts_as_right() {
    for (challenge, name) in [
        (DeadEndChallenge::CustomChallenge, "CUSTOM_CHALLENGE"),
        (DeadEndChallenge::DeviceSrpAuth, "DEVICE_SRP_AUTH"),
        (
            DeadEndChallenge::DevicePasswordVerifier,
            "DEVICE_PASSWORD_VERIFIER",
        ),
    ] {
        let pool = changed(|settings| user(settings, "alice").challenge = Some(challenge)).await;
        let (view, _) = signed_in(&pool, "user_password", ALICE, nothing_more).await;
        assert_refused(&view, C::ChallengeNotAnswerable, StepKind::Challenge);
        let evidence = &view.diagnosis[0].evidence;
        assert!(evidence.iter().any(|row| row.value == name), "{evidence:?}");
        assert_eq!(outcome(&view, StepKind::InitiateAuth), StepOutcome::Passed);
    }
    let passkey = changed(|settings| settings.first_factors = vec![FirstFactor::WebAuthn]).await;
    let (view, _) = signed_in(&passkey, "user", ALICE, nothing_more).await;
    assert_refused(&view, C::NoWayToSignIn, StepKind::Challenge);
}

#[tokio::test]
async fn an_identity_pool_that_refuses_leaves_the_attributes() {
    type Change = fn(&mut Settings);
    let cases: &[(Change, C)] = &[
        (
            |settings| client(settings).in_identity_pool = false,
            C::IdentityPoolRefusedLogin,
        ),
        (
            |settings| settings.identity_pool.authenticated_role_arn = None,
            C::IdentityPoolWithoutRole,
        ),
        (
            |settings| {
                settings.identity_pool_id =
                    "local-practice-1:00000000-0000-4000-8000-000000000002".into()
            },
            C::IdentityPoolNotFound,
        ),
    ];
    for (change, code) in cases {
        let pool = pool().await;
        let draft = definition(&pool, "user_password");
        let mut settings = pool.settings();
        change(&mut settings);
        pool.update_settings(settings).await.unwrap();
        let answer = |_: &Question| Some(credentials(ALICE.0, ALICE.1));
        let (view, _) = tested(&draft, None, answer).await;
        assert_refused(&view, *code, StepKind::IdentityPool);
        assert!(view.attributes.len() > 10, "{view:#?}");
    }
}
