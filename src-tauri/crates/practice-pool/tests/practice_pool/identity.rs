//! The identity pool.

use practice_pool::Settings;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api::assert_exception;
use crate::browser::{Answer, Practice, START};

const POOL: &str = "local-practice-1:00000000-0000-4000-8000-000000000001";
const PROVIDER: &str = "cognito-idp.local-practice-1.amazonaws.com/local-practice-1_Pract1ce0";

async fn identity(practice: &mut Practice, operation: &str, body: Value) -> Answer {
    practice
        .call("AWSCognitoIdentityService", operation, &body)
        .await
}

async fn get_id(practice: &mut Practice, provider: &str, token: &Value) -> Answer {
    let body = json!({ "IdentityPoolId": POOL, "Logins": { provider: token } });
    identity(practice, "GetId", body).await
}

async fn id_token(practice: &mut Practice, user: &str) -> Value {
    practice.api_tokens(user).await["IdToken"].clone()
}

/// Settings, identity and login of alice.
async fn alice(change: impl FnOnce(&mut Settings)) -> (Practice, Value) {
    let mut practice = Practice::with(change).await;
    let token = id_token(&mut practice, "alice").await;
    let id = get_id(&mut practice, PROVIDER, &token).await.json()["IdentityId"].clone();
    (
        practice,
        json!({ "IdentityId": id, "Logins": { PROVIDER: token } }),
    )
}

#[tokio::test]
async fn a_login_has_one_identity_and_practice_credentials() {
    let (mut practice, body) = alice(|_| {}).await;
    let id = body["IdentityId"].as_str().unwrap();
    assert!(
        id.starts_with("local-practice-1:") && id.len() == 53,
        "{id}"
    );
    let host = format!("{}/local-practice-1_Pract1ce0", practice.pool.addr());
    let token = body["Logins"][PROVIDER].clone();
    assert_eq!(
        get_id(&mut practice, &host, &token).await.json()["IdentityId"],
        id
    );

    let answer = identity(&mut practice, "GetCredentialsForIdentity", body.clone()).await;
    let credentials = answer.json()["Credentials"].clone();
    assert_eq!(credentials["Expiration"], START + 3_600);
    assert!(
        credentials["AccessKeyId"]
            .as_str()
            .unwrap()
            .starts_with("ASIAPRACTICE")
    );
    assert!(
        credentials["SessionToken"]
            .as_str()
            .unwrap()
            .contains("practice-pool")
    );

    let bob = id_token(&mut practice, "bob").await;
    let other = json!({ "IdentityId": id, "Logins": { PROVIDER: bob } });
    let answer = identity(&mut practice, "GetCredentialsForIdentity", other).await;
    let text = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
    assert_exception(&answer, "NotAuthorizedException", text);
}

/// Asks `sts` who has these credentials.
async fn caller(practice: &mut Practice, key: &str, token: &str) -> Answer {
    let request = practice
        .browser
        .request(Method::POST, "/")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", format!("AWS4-HMAC-SHA256 Credential={key}/20270115/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0"))
        .header("x-amz-security-token", token)
        .body("Action=GetCallerIdentity&Version=2011-06-15");
    practice.browser.send(request).await
}

#[tokio::test]
async fn the_credentials_know_their_role_until_they_end() {
    let role = "arn:aws:iam::123456789012:role/teams/staff";
    let (mut practice, body) =
        alice(|settings| settings.identity_pool.authenticated_role_arn = Some(role.into())).await;
    let answer = identity(&mut practice, "GetCredentialsForIdentity", body).await;
    let given = answer.json()["Credentials"].clone();
    let (key, token) = (&given["AccessKeyId"], &given["SessionToken"]);
    let (key, token) = (key.as_str().unwrap(), token.as_str().unwrap());
    let answer = caller(&mut practice, key, token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/xml");
    let arn = "<Arn>arn:aws:sts::123456789012:assumed-role/staff/CognitoIdentityCredentials</Arn>";
    assert!(answer.body.contains(arn), "{}", answer.body);
    assert!(answer.body.contains("<Account>123456789012</Account>"));

    let code = |answer: &Answer| {
        assert_eq!(answer.status, 403, "{}", answer.body);
        let (_, rest) = answer.body.split_once("<Code>").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    for (key, token) in [(key, "another"), ("ASIASOMEBODY", token)] {
        let answer = caller(&mut practice, key, token).await;
        assert_eq!(code(&answer), "InvalidClientTokenId");
    }
    practice.clock.advance(3_600);
    assert_eq!(
        code(&caller(&mut practice, key, token).await),
        "ExpiredToken"
    );
    let unknown = [("Action", "GetSessionToken")];
    let answer = practice.browser.post("/", &unknown).await;
    assert!(answer.body.contains("InvalidAction"), "{}", answer.body);
}

#[tokio::test]
async fn logins_that_do_not_belong_here_are_refused() {
    let (mut practice, body) = alice(|_| {}).await;
    let token = body["Logins"][PROVIDER].clone();
    let other = "cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123";
    let unsupported = "Token is not from a supported provider of this identity pool.";
    let answer = get_id(&mut practice, other, &token).await;
    assert_exception(&answer, "NotAuthorizedException", unsupported);
    let elsewhere = "cognito-idp.us-east-1.amazonaws.com/local-practice-1_Pract1ce0";
    let answer = get_id(&mut practice, elsewhere, &token).await;
    let text = "Invalid login token. Issuer doesn't match providerName";
    assert_exception(&answer, "NotAuthorizedException", text);
    let answer = identity(&mut practice, "GetId", json!({ "IdentityPoolId": "x:0" })).await;
    assert_exception(
        &answer,
        "ResourceNotFoundException",
        "IdentityPool 'x:0' not found.",
    );
    let answer = identity(&mut practice, "GetId", json!({ "IdentityPoolId": POOL })).await;
    let text = "Unauthenticated access is not supported for this identity pool.";
    assert_exception(&answer, "NotAuthorizedException", text);

    practice
        .change(|settings| settings.clients[3].in_identity_pool = false)
        .await;
    let answer = get_id(&mut practice, PROVIDER, &token).await;
    assert_exception(&answer, "NotAuthorizedException", unsupported);
    practice
        .change(|settings| settings.clients[3].in_identity_pool = true)
        .await;
    practice.clock.advance(3_600);
    let answer = get_id(&mut practice, PROVIDER, &token).await;
    let end = START + 3_600;
    let text = format!("Invalid login token. Token expired: {end} >= {end}");
    assert_exception(&answer, "NotAuthorizedException", &text);
}

#[tokio::test]
async fn an_identity_pool_without_role_gives_no_credentials() {
    let (mut practice, body) =
        alice(|settings| settings.identity_pool.authenticated_role_arn = None).await;
    let answer = identity(&mut practice, "GetCredentialsForIdentity", body).await;
    let text = "Invalid identity pool configuration. Check assigned IAM roles for this pool.";
    assert_exception(&answer, "InvalidIdentityPoolConfigurationException", text);
}

#[tokio::test]
async fn the_classic_flow_has_to_be_allowed() {
    let (mut practice, body) = alice(|_| {}).await;
    let answer = identity(&mut practice, "GetOpenIdToken", body.clone()).await;
    let text = "Basic (classic) flow is not enabled, please use enhanced flow.";
    assert_exception(&answer, "InvalidParameterException", text);
    practice
        .change(|settings| settings.identity_pool.allow_classic_flow = true)
        .await;
    let answer = identity(&mut practice, "GetOpenIdToken", body.clone())
        .await
        .json();
    assert_eq!(answer["IdentityId"], body["IdentityId"]);
    let jwks = "/local-practice-1_Pract1ce0/.well-known/jwks.json";
    let (_, claims) = crate::browser::verified(&mut practice.browser, jwks, &answer["Token"]).await;
    assert_eq!(claims["aud"], POOL);
    assert_eq!(claims["amr"][0], "authenticated");
    assert_eq!(claims["exp"], START + 600);
    let answer = practice
        .idp("GetUser", json!({ "AccessToken": answer["Token"] }))
        .await;
    assert_exception(&answer, "NotAuthorizedException", "Invalid Access Token");
}

#[tokio::test]
async fn guests_and_signed_out_users_depend_on_the_settings() {
    let (mut practice, body) = alice(|settings| {
        settings.identity_pool.allow_unauthenticated_identities = true;
        settings.identity_pool.server_side_token_check = true;
    })
    .await;
    let guest = identity(&mut practice, "GetId", json!({ "IdentityPoolId": POOL }))
        .await
        .json();
    let id = json!({ "IdentityId": guest["IdentityId"] });
    let answer = identity(&mut practice, "GetCredentialsForIdentity", id).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    // Not with an identity that needs a login.
    let stolen = json!({ "IdentityId": body["IdentityId"] });
    let answer = identity(&mut practice, "GetCredentialsForIdentity", stolen).await;
    assert_eq!(answer.json()["__type"], "NotAuthorizedException");

    let token = practice.api_tokens("alice").await;
    let out = json!({ "AccessToken": token["AccessToken"] });
    practice.idp("GlobalSignOut", out).await;
    let answer = get_id(&mut practice, PROVIDER, &token["IdToken"]).await;
    assert_eq!(answer.json()["__type"], "NotAuthorizedException");
}
