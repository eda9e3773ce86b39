//! What settings of users and pool answer a sign-in with.

use practice_pool::{ApiFault, AuthFlow, DeadEndChallenge, MfaConfiguration, UserState};
use serde_json::json;

use crate::api::{STORE, assert_exception, challenge, store, tokens};
use crate::browser::Practice;

#[tokio::test]
async fn each_state_of_a_user_has_its_exception() {
    for (state, name, text) in [
        (
            UserState::Disabled,
            "NotAuthorizedException",
            "User is disabled.",
        ),
        (
            UserState::Unconfirmed,
            "UserNotConfirmedException",
            "User is not confirmed.",
        ),
        (
            UserState::ResetRequired,
            "PasswordResetRequiredException",
            "Password reset required for the user",
        ),
        (
            UserState::TemporaryPasswordExpired,
            "NotAuthorizedException",
            "Temporary password has expired and must be reset by an administrator.",
        ),
    ] {
        let mut practice = Practice::with(|settings| settings.users[0].state = state).await;
        assert_exception(&practice.with_password("alice").await, name, text);
    }
}

#[tokio::test]
async fn each_fault_of_the_pool_and_of_a_user_has_its_exception() {
    let older = format!("Client {STORE} is configured for secret but secret was not received");
    for (fault, name, text) in [
        (
            ApiFault::WafBlock,
            "ForbiddenException",
            "Request not allowed due to WAF block.",
        ),
        (
            ApiFault::TooManyRequests,
            "TooManyRequestsException",
            "Rate exceeded",
        ),
        (
            ApiFault::LimitExceeded,
            "LimitExceededException",
            "Attempt limit exceeded, please try after some time.",
        ),
        (
            ApiFault::InternalError,
            "InternalErrorException",
            "Something went wrong",
        ),
        (
            ApiFault::InvalidUserPoolConfiguration,
            "InvalidUserPoolConfigurationException",
            "User pool configuration is invalid.",
        ),
        (
            ApiFault::InvalidSmsRoleAccessPolicy,
            "InvalidSmsRoleAccessPolicyException",
            "Role does not have permission to publish with SNS",
        ),
        (
            ApiFault::InvalidSmsRoleTrustRelationship,
            "InvalidSmsRoleTrustRelationshipException",
            "Role does not have a trust relationship allowing Cognito to assume the role",
        ),
        (
            ApiFault::InvalidEmailRoleAccessPolicy,
            "InvalidEmailRoleAccessPolicyException",
            "Cognito is not allowed to use your email identity",
        ),
        (
            ApiFault::UserLambdaValidation,
            "UserLambdaValidationException",
            "PreAuthentication failed with error Practice: this sign-in is not allowed.",
        ),
        (
            ApiFault::UnexpectedLambda,
            "UnexpectedLambdaException",
            "PreAuthentication invocation failed due to error AccessDeniedException.",
        ),
        (
            ApiFault::InvalidLambdaResponse,
            "InvalidLambdaResponseException",
            "Unrecognizable lambda output",
        ),
        (
            ApiFault::SecretNotReceived,
            "NotAuthorizedException",
            older.as_str(),
        ),
        (
            ApiFault::PasswordAttemptsExceeded,
            "NotAuthorizedException",
            "Password attempts exceeded",
        ),
    ] {
        let mut practice = Practice::with(|settings| settings.users[0].fault = Some(fault)).await;
        assert_exception(&practice.with_password("alice").await, name, text);
        tokens(&practice.with_password("bob").await);
        practice
            .change(|settings| settings.fault = Some(fault))
            .await;
        assert_exception(&practice.with_password("bob").await, name, text);
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_for_a_while() {
    let mut practice = Practice::with(|settings| settings.failed_attempts_limit = Some(2)).await;
    let wrong = json!({ "USERNAME": "alice", "PASSWORD": "x" });
    for _ in 0..2 {
        let answer = practice.initiate("USER_PASSWORD_AUTH", wrong.clone()).await;
        let text = "Incorrect username or password.";
        assert_exception(&answer, "NotAuthorizedException", text);
    }
    let answer = practice.with_password("alice").await;
    assert_exception(
        &answer,
        "NotAuthorizedException",
        "Password attempts exceeded",
    );
    practice.clock.advance(1);
    practice.initiate("USER_PASSWORD_AUTH", wrong.clone()).await;
    practice.clock.advance(1);
    let answer = practice.with_password("alice").await;
    assert_exception(
        &answer,
        "NotAuthorizedException",
        "Password attempts exceeded",
    );
    practice.clock.advance(1);
    tokens(&practice.with_password("alice").await);
    let answer = practice.initiate("USER_PASSWORD_AUTH", wrong).await;
    let text = "Incorrect username or password.";
    assert_exception(&answer, "NotAuthorizedException", text);
}

#[tokio::test]
async fn challenges_that_nobody_can_answer_are_asked_and_refused() {
    for (dead_end, name) in [
        (DeadEndChallenge::CustomChallenge, "CUSTOM_CHALLENGE"),
        (DeadEndChallenge::DeviceSrpAuth, "DEVICE_SRP_AUTH"),
        (
            DeadEndChallenge::DevicePasswordVerifier,
            "DEVICE_PASSWORD_VERIFIER",
        ),
    ] {
        let mut practice =
            Practice::with(|settings| settings.users[0].challenge = Some(dead_end)).await;
        let asked = challenge(&practice.with_password("alice").await, name);
        let answer = practice
            .reply(&asked, "alice", json!({ "ANSWER": "x" }))
            .await;
        let text = "Incorrect username or password.";
        assert_exception(&answer, "NotAuthorizedException", text);
    }
    let mut practice = Practice::with(|settings| {
        store(settings).explicit_auth_flows.push(AuthFlow::Custom);
        settings.mfa_configuration = MfaConfiguration::Off;
    })
    .await;
    let answer = practice
        .initiate("CUSTOM_AUTH", json!({ "USERNAME": "alice" }))
        .await;
    let text = "Custom auth lambda trigger is not configured for the user pool.";
    assert_exception(&answer, "InvalidParameterException", text);
    for user in ["dave", "frank", "grace"] {
        tokens(&practice.with_password(user).await);
    }
}
