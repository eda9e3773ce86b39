//! The challenges of the user pools API, answered rightly and wrongly.

use practice_pool::{FirstFactor, MfaConfiguration, totp_code};
use serde_json::{Value, json};

use crate::api::{assert_exception, challenge, tokens};
use crate::browser::{Practice, START, password};

const ONCE: &str = "Invalid session for the user, session can only be used once.";
const DAVE: &str = "PRACT2CEPOOLDAVETOTPSECRETAAAAAA";
const GRACE: &str = "PRACT2CEPOOLGRACETOTPSECRETAAAAA";

fn last_code(practice: &Practice) -> String {
    practice.pool.messages().pop().unwrap().code
}

/// The same with another first digit.
fn wrong(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

#[tokio::test]
async fn a_temporary_password_is_replaced_once_the_new_one_is_good() {
    let mut practice = Practice::with(|settings| {
        settings.required_attributes = vec!["nickname".into(), "email".into()];
    })
    .await;
    let asked = challenge(
        &practice.with_password("carol").await,
        "NEW_PASSWORD_REQUIRED",
    );
    let parameters = &asked["ChallengeParameters"];
    assert_eq!(
        parameters["requiredAttributes"],
        "[\"userAttributes.nickname\"]"
    );
    assert!(
        parameters["userAttributes"]
            .as_str()
            .unwrap()
            .contains("carol@example.com")
    );

    let answer = practice
        .reply(&asked, "carol", json!({ "NEW_PASSWORD": "short" }))
        .await;
    let text = "Password did not conform with policy: Password not long enough";
    assert_exception(&answer, "InvalidPasswordException", text);
    let mut reply = json!({ "NEW_PASSWORD": "Practice-Carol-2" });
    let answer = practice.reply(&asked, "carol", reply.clone()).await;
    let text = "Invalid user attributes: nickname: The attribute is required";
    assert_exception(&answer, "InvalidParameterException", text);
    reply["userAttributes.nickname"] = json!("Caz");
    reply["userAttributes.email"] = json!("other@example.com");
    let answer = practice.reply(&asked, "carol", reply.clone()).await;
    let text = "Cannot modify an already provided email";
    assert_exception(&answer, "NotAuthorizedException", text);
    reply
        .as_object_mut()
        .unwrap()
        .remove("userAttributes.email");
    tokens(&practice.reply(&asked, "carol", reply.clone()).await);
    let answer = practice.reply(&asked, "carol", reply).await;
    assert_exception(&answer, "NotAuthorizedException", ONCE);

    let carol = practice.pool.settings().users[2].clone();
    assert_eq!(carol.password, "Practice-Carol-2");
    assert_eq!(carol.attributes["nickname"], "Caz");
}

#[tokio::test]
async fn a_text_message_has_the_code() {
    let mut practice = Practice::start().await;
    let asked = challenge(&practice.with_password("frank").await, "SMS_MFA");
    assert_eq!(
        asked["ChallengeParameters"],
        json!({
            "CODE_DELIVERY_DELIVERY_MEDIUM": "SMS",
            "CODE_DELIVERY_DESTINATION": "+*******0106",
            "USER_ID_FOR_SRP": "frank",
        })
    );
    let code = last_code(&practice);
    assert_eq!(code.len(), 6);
    let sent = practice.browser.get("/messages").await.json();
    assert_eq!(sent[0]["code"], json!(code));
    assert_eq!(sent[0]["destination"], "+12025550106");
    tokens(
        &practice
            .reply(&asked, "frank", json!({ "SMS_MFA_CODE": code }))
            .await,
    );
}

#[tokio::test]
async fn after_a_wrong_code_the_session_takes_the_right_one_once() {
    let mut practice = Practice::with(|settings| {
        settings.clients[3].auth_session_validity = 15;
    })
    .await;
    let asked = challenge(&practice.with_password("frank").await, "SMS_MFA");
    let code = last_code(&practice);
    let answer = practice
        .reply(&asked, "frank", json!({ "SMS_MFA_CODE": wrong(&code) }))
        .await;
    assert_eq!(answer.json()["__type"], "CodeMismatchException");
    let right = json!({ "SMS_MFA_CODE": code });
    tokens(&practice.reply(&asked, "frank", right.clone()).await);
    let answer = practice.reply(&asked, "frank", right).await;
    assert_exception(&answer, "NotAuthorizedException", ONCE);

    let asked = challenge(&practice.with_password("frank").await, "SMS_MFA");
    practice.clock.advance(180);
    let reply = json!({ "SMS_MFA_CODE": last_code(&practice) });
    let answer = practice.reply(&asked, "frank", reply).await;
    assert_eq!(answer.json()["__type"], "ExpiredCodeException");
}

#[tokio::test]
async fn a_session_is_of_its_user_client_and_challenge_and_ends() {
    let mut practice = Practice::start().await;
    let asked = challenge(&practice.with_password("frank").await, "SMS_MFA");
    let reply = json!({ "SMS_MFA_CODE": last_code(&practice) });
    let invalid = "Invalid session for the user.";
    let answer = practice.reply(&asked, "alice", reply.clone()).await;
    assert_exception(&answer, "NotAuthorizedException", invalid);
    let mut other = asked.clone();
    other["ChallengeName"] = json!("SOFTWARE_TOKEN_MFA");
    let answer = practice.reply(&other, "frank", reply.clone()).await;
    assert_exception(&answer, "NotAuthorizedException", invalid);
    other["ChallengeName"] = json!("SMS_MFA");
    other["Session"] = json!("made-up-session-made-up-session");
    let answer = practice.reply(&other, "frank", reply.clone()).await;
    assert_exception(&answer, "NotAuthorizedException", invalid);
    practice.clock.advance(180);
    let answer = practice.reply(&asked, "frank", reply).await;
    let text = "Invalid session for the user, session is expired.";
    assert_exception(&answer, "NotAuthorizedException", text);
}

#[tokio::test]
async fn a_software_token_has_the_code() {
    let mut practice = Practice::start().await;
    let asked = challenge(&practice.with_password("dave").await, "SOFTWARE_TOKEN_MFA");
    let code = totp_code(DAVE, START).unwrap();
    let reply = json!({ "SOFTWARE_TOKEN_MFA_CODE": wrong(&code) });
    let answer = practice.reply(&asked, "dave", reply).await;
    assert_eq!(answer.json()["__type"], "CodeMismatchException");
    let reply = json!({ "SOFTWARE_TOKEN_MFA_CODE": code });
    tokens(&practice.reply(&asked, "dave", reply).await);
}

#[tokio::test]
async fn who_has_several_second_factors_chooses() {
    let mut practice = Practice::start().await;
    for answer in ["EMAIL_OTP", "EMAIL_MFA"] {
        let asked = challenge(&practice.with_password("grace").await, "SELECT_MFA_TYPE");
        let choices = &asked["ChallengeParameters"]["MFAS_CAN_CHOOSE"];
        assert_eq!(choices, "[\"EMAIL_OTP\",\"SOFTWARE_TOKEN_MFA\"]");
        let none = practice
            .reply(&asked, "grace", json!({ "ANSWER": "SMS_MFA" }))
            .await;
        assert_eq!(none.json()["__type"], "InvalidParameterException");
        let answer = practice
            .reply(&asked, "grace", json!({ "ANSWER": answer }))
            .await;
        let asked = challenge(&answer, "EMAIL_OTP");
        let shown = &asked["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"];
        assert_eq!(shown, "g***@e***");
        let reply = json!({ "EMAIL_OTP_CODE": last_code(&practice) });
        tokens(&practice.reply(&asked, "grace", reply).await);
    }
    let asked = challenge(&practice.with_password("grace").await, "SELECT_MFA_TYPE");
    let answer = practice
        .reply(&asked, "grace", json!({ "ANSWER": "SOFTWARE_TOKEN_MFA" }))
        .await;
    let asked = challenge(&answer, "SOFTWARE_TOKEN_MFA");
    let reply = json!({ "SOFTWARE_TOKEN_MFA_CODE": totp_code(GRACE, START).unwrap() });
    tokens(&practice.reply(&asked, "grace", reply).await);
}

async fn associate(practice: &mut Practice, by: Value) -> Value {
    let answer = practice.idp("AssociateSoftwareToken", by).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[tokio::test]
async fn where_mfa_is_on_a_software_token_is_set_up_first() {
    let mut practice =
        Practice::with(|settings| settings.mfa_configuration = MfaConfiguration::On).await;
    let asked = challenge(&practice.with_password("alice").await, "MFA_SETUP");
    let answer = practice.reply(&asked, "alice", json!({})).await;
    assert_eq!(answer.json()["__type"], "InvalidParameterException");
    let first = associate(&mut practice, json!({ "Session": asked["Session"] })).await;
    let code = totp_code(first["SecretCode"].as_str().unwrap(), START).unwrap();
    let verify = json!({ "Session": first["Session"], "UserCode": wrong(&code) });
    let answer = practice.idp("VerifySoftwareToken", verify).await;
    assert_exception(&answer, "EnableSoftwareTokenMFAException", "Code mismatch");
    let verify = json!({ "Session": first["Session"], "UserCode": code });
    let verified = practice.idp("VerifySoftwareToken", verify).await.json();
    assert_eq!(verified["Status"], "SUCCESS");
    let mut last = asked.clone();
    last["Session"] = verified["Session"].clone();
    tokens(&practice.reply(&last, "alice", json!({})).await);
    challenge(&practice.with_password("alice").await, "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn a_signed_in_user_sets_up_a_software_token_too() {
    let mut practice = Practice::start().await;
    let token = practice.api_tokens("alice").await["AccessToken"].clone();
    let verify = json!({ "AccessToken": token, "UserCode": "123456" });
    let answer = practice.idp("VerifySoftwareToken", verify).await;
    assert_eq!(answer.json()["__type"], "SoftwareTokenMFANotFoundException");
    let first = associate(&mut practice, json!({ "AccessToken": token })).await;
    let code = totp_code(first["SecretCode"].as_str().unwrap(), START).unwrap();
    let verify = json!({ "AccessToken": token, "UserCode": code });
    let verified = practice.idp("VerifySoftwareToken", verify).await.json();
    assert_eq!(verified, json!({ "Status": "SUCCESS" }));
    let user = practice
        .idp("GetUser", json!({ "AccessToken": token }))
        .await
        .json();
    assert_eq!(user["PreferredMfaSetting"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn user_auth_offers_first_factors() {
    let mut practice =
        Practice::with(|settings| settings.first_factors.push(FirstFactor::WebAuthn)).await;
    let name = json!({ "USERNAME": "alice" });
    let asked = challenge(
        &practice.initiate("USER_AUTH", name).await,
        "SELECT_CHALLENGE",
    );
    assert_eq!(
        asked["AvailableChallenges"],
        json!([
            "PASSWORD",
            "PASSWORD_SRP",
            "EMAIL_OTP",
            "SMS_OTP",
            "WEB_AUTHN"
        ])
    );
    let reply = json!({ "ANSWER": "PASSWORD", "PASSWORD": password("alice") });
    tokens(&practice.reply(&asked, "alice", reply).await);
    for (choice, field) in [("EMAIL_OTP", "EMAIL_OTP_CODE"), ("SMS_OTP", "SMS_OTP_CODE")] {
        let preferred = json!({ "USERNAME": "alice", "PREFERRED_CHALLENGE": choice });
        let asked = challenge(&practice.initiate("USER_AUTH", preferred).await, choice);
        let code = last_code(&practice);
        assert_eq!(code.len(), 8);
        tokens(
            &practice
                .reply(&asked, "alice", json!({ field: code }))
                .await,
        );
    }
    let preferred = json!({ "USERNAME": "alice", "PREFERRED_CHALLENGE": "PASSWORD" });
    let asked = challenge(&practice.initiate("USER_AUTH", preferred).await, "PASSWORD");
    let reply = json!({ "PASSWORD": password("alice") });
    tokens(&practice.reply(&asked, "alice", reply).await);
    let preferred = json!({ "USERNAME": "alice", "PREFERRED_CHALLENGE": "PASSWORD_SRP" });
    let asked = challenge(
        &practice.initiate("USER_AUTH", preferred).await,
        "PASSWORD_SRP",
    );
    let answer = practice
        .reply(&asked, "alice", json!({ "SRP_A": "abcdef" }))
        .await;
    challenge(&answer, "PASSWORD_VERIFIER");
    let preferred = json!({ "USERNAME": "alice", "PREFERRED_CHALLENGE": "WEB_AUTHN" });
    let asked = challenge(
        &practice.initiate("USER_AUTH", preferred).await,
        "WEB_AUTHN",
    );
    let answer = practice
        .reply(&asked, "alice", json!({ "CREDENTIAL": "{}" }))
        .await;
    assert_eq!(answer.json()["__type"], "NotAuthorizedException");
}

#[tokio::test]
async fn a_password_that_srp_does_not_prove_is_refused() {
    let mut practice = Practice::start().await;
    let text = "Incorrect username or password.";
    let srp = json!({ "USERNAME": "alice", "SRP_A": "abcdef" });
    let asked = challenge(
        &practice.initiate("USER_SRP_AUTH", srp.clone()).await,
        "PASSWORD_VERIFIER",
    );
    assert!(asked.get("Session").is_none());
    let block = asked["ChallengeParameters"]["SECRET_BLOCK"].clone();
    let mut reply = json!({
        "PASSWORD_CLAIM_SECRET_BLOCK": block,
        "PASSWORD_CLAIM_SIGNATURE": "AAAA",
        "TIMESTAMP": "2027-01-15",
    });
    let answer = practice.reply(&asked, "alice", reply.clone()).await;
    let format = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
    assert_exception(&answer, "InvalidParameterException", format);
    reply["TIMESTAMP"] = json!("Fri Jan 15 08:00:00 UTC 2027");
    for _ in 0..2 {
        let answer = practice.reply(&asked, "alice", reply.clone()).await;
        assert_exception(&answer, "NotAuthorizedException", text);
    }
    let asked = practice.initiate("USER_SRP_AUTH", srp).await.json();
    practice.clock.advance(60);
    reply["PASSWORD_CLAIM_SECRET_BLOCK"] = asked["ChallengeParameters"]["SECRET_BLOCK"].clone();
    let answer = practice.reply(&asked, "alice", reply).await;
    assert_exception(&answer, "NotAuthorizedException", text);
    let bad = json!({ "USERNAME": "alice", "SRP_A": "0" });
    let answer = practice.initiate("USER_SRP_AUTH", bad).await;
    assert_exception(&answer, "InvalidParameterException", "Invalid SRP_A");
}
