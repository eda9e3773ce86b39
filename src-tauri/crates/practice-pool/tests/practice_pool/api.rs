//! The user pools API as an SDK calls it.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use practice_pool::{AliasAttribute, Settings, UserExistenceErrors};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Answer, PUBLIC, Practice, password, verified};

pub const STORE: &str = "practiceuserstore000000004";
const IDP: &str = "AWSCognitoIdentityProviderService";
const JWKS: &str = "/local-practice-1_Pract1ce0/.well-known/jwks.json";

impl Practice {
    pub async fn call(&mut self, service: &str, operation: &str, body: &Value) -> Answer {
        let request = self
            .browser
            .request(Method::POST, "/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("{service}.{operation}"))
            .body(body.to_string());
        self.browser.send(request).await
    }

    pub async fn idp(&mut self, operation: &str, body: Value) -> Answer {
        self.call(IDP, operation, &body).await
    }

    pub async fn initiate(&mut self, flow: &str, parameters: Value) -> Answer {
        self.idp(
            "InitiateAuth",
            json!({ "ClientId": STORE, "AuthFlow": flow, "AuthParameters": parameters }),
        )
        .await
    }

    pub async fn with_password(&mut self, user: &str) -> Answer {
        let parameters = json!({ "USERNAME": user, "PASSWORD": password(user) });
        self.initiate("USER_PASSWORD_AUTH", parameters).await
    }

    /// Answers the challenge of `asked` with these responses beside USERNAME.
    pub async fn reply(&mut self, asked: &Value, user: &str, mut responses: Value) -> Answer {
        responses["USERNAME"] = json!(user);
        self.idp(
            "RespondToAuthChallenge",
            json!({
                "ClientId": STORE,
                "ChallengeName": asked["ChallengeName"],
                "Session": asked["Session"],
                "ChallengeResponses": responses,
            }),
        )
        .await
    }

    pub async fn api_tokens(&mut self, user: &str) -> Value {
        let answer = self.with_password(user).await;
        tokens(&answer)
    }
}

pub fn tokens(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let result = answer.json()["AuthenticationResult"].clone();
    assert!(result["AccessToken"].is_string(), "{}", answer.body);
    result
}

pub fn challenge(answer: &Answer, name: &str) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let asked = answer.json();
    assert_eq!(asked["ChallengeName"], name, "{}", answer.body);
    asked
}

pub fn assert_exception(answer: &Answer, name: &str, message: &str) {
    assert_eq!(
        answer.json(),
        json!({ "__type": name, "message": message }),
        "{}",
        answer.status
    );
    assert_eq!(answer.header("x-amzn-errortype"), name);
    assert_eq!(answer.header("content-type"), "application/x-amz-json-1.1");
    assert_eq!(answer.header("x-amzn-requestid").len(), 36);
    let status = match name {
        "ForbiddenException" => 403,
        "InternalErrorException" => 500,
        _ => 400,
    };
    assert_eq!(answer.status, status);
}

fn secret_hash(secret: &str, username: &str, client: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    STANDARD.encode(hmac::sign(&key, format!("{username}{client}").as_bytes()))
}

pub fn store(settings: &mut Settings) -> &mut practice_pool::Client {
    settings
        .clients
        .iter_mut()
        .find(|one| one.id == STORE)
        .unwrap()
}

#[tokio::test]
async fn a_password_gives_tokens_without_at_hash_and_with_one_scope() {
    let mut practice = Practice::start().await;
    let tokens = practice.api_tokens("alice").await;
    assert_eq!(tokens["TokenType"], "Bearer");
    assert_eq!(tokens["ExpiresIn"], 3_600);
    let (_, id) = verified(&mut practice.browser, JWKS, &tokens["IdToken"]).await;
    assert_eq!(id["cognito:username"], "alice");
    assert_eq!(id["aud"], STORE);
    assert_eq!(id["email_verified"], true);
    assert!(id.get("at_hash").is_none() && id.get("nonce").is_none());
    let (_, access) = verified(&mut practice.browser, JWKS, &tokens["AccessToken"]).await;
    assert_eq!(access["scope"], "aws.cognito.signin.user.admin");
    assert_eq!(access["origin_jti"], id["origin_jti"]);
    assert_eq!(access["event_id"], id["event_id"]);
    // Such a token lacks openid (AWS Developer Guide, userinfo endpoint).
    let access = tokens["AccessToken"].as_str().unwrap();
    let answer = practice.browser.userinfo(access).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn get_user_shows_strings_and_wants_its_scope() {
    let mut practice = Practice::start().await;
    let tokens = practice.api_tokens("alice").await;
    let body = json!({ "AccessToken": tokens["AccessToken"] });
    let user = practice.idp("GetUser", body.clone()).await.json();
    assert_eq!(user["Username"], "alice");
    let attributes = user["UserAttributes"].as_array().unwrap();
    assert_eq!(attributes[0]["Name"], "sub");
    assert!(attributes.iter().all(|one| one["Value"].is_string()));
    assert!(!user.to_string().contains("groups"));

    let hosted = practice.tokens("bob", "openid").await;
    let body_hosted = json!({ "AccessToken": hosted["access_token"] });
    let answer = practice.idp("GetUser", body_hosted).await;
    let text = "Access Token does not have required scopes";
    assert_exception(&answer, "NotAuthorizedException", text);
    for token in [json!("x"), tokens["IdToken"].clone()] {
        let answer = practice
            .idp("GetUser", json!({ "AccessToken": token }))
            .await;
        assert_exception(&answer, "NotAuthorizedException", "Invalid Access Token");
    }
    practice.clock.advance(3_600);
    let answer = practice.idp("GetUser", body).await;
    assert_exception(
        &answer,
        "NotAuthorizedException",
        "Access Token has expired",
    );
}

#[tokio::test]
async fn unknown_clients_flows_and_operations_have_their_exceptions() {
    let mut practice = Practice::start().await;
    let parameters = json!({ "USERNAME": "alice", "PASSWORD": password("alice") });
    let body = |client: &str, flow: &str| json!({ "ClientId": client, "AuthFlow": flow, "AuthParameters": parameters });
    let answer = practice
        .idp("InitiateAuth", body("nobody", "USER_PASSWORD_AUTH"))
        .await;
    let text = "User pool client nobody does not exist.";
    assert_exception(&answer, "ResourceNotFoundException", text);
    for flow in ["USER_PASSWORD_AUTH", "USER_AUTH"] {
        let answer = practice.idp("InitiateAuth", body(PUBLIC, flow)).await;
        let text = format!("{flow} flow not enabled for this client");
        assert_exception(&answer, "InvalidParameterException", &text);
    }
    practice
        .change(|settings| store(settings).explicit_auth_flows.clear())
        .await;
    for flow in ["USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"] {
        let answer = practice.idp("InitiateAuth", body(STORE, flow)).await;
        let text = format!("{flow} flow not enabled for this client");
        assert_exception(&answer, "InvalidParameterException", &text);
    }
    let answer = practice
        .idp("InitiateAuth", body(STORE, "ADMIN_USER_PASSWORD_AUTH"))
        .await;
    let text = "Initiate Auth method not supported.";
    assert_exception(&answer, "InvalidParameterException", text);
    let answer = practice.idp("ListUsers", json!({})).await;
    assert_exception(&answer, "UnknownOperationException", "");
    let answer = practice.idp("GetUser", json!({})).await;
    assert!(
        answer.body.contains("Value null at 'accessToken'"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_secret_hash_is_of_the_typed_name_first_and_of_the_internal_one_after() {
    let secret = "practicesecret4aaaabbbbccccddddeeeeffffgggghhhhiiii";
    let mut practice = Practice::with(|settings| {
        store(settings).secret = Some(secret.into());
        settings.alias_attributes = vec![AliasAttribute::Email];
    })
    .await;
    let answer = practice.with_password("alice").await;
    let text = format!("Client {STORE} is configured with secret but SECRET_HASH was not received");
    assert_exception(&answer, "NotAuthorizedException", &text);
    let with = |name: &str, hashed: &str, user: &str| json!({ "USERNAME": name, "PASSWORD": password(user), "SECRET_HASH": secret_hash(secret, hashed, STORE) });
    let wrong = with("alice", "alicia", "alice");
    let answer = practice.initiate("USER_PASSWORD_AUTH", wrong).await;
    let text = format!("Unable to verify secret hash for client {STORE}");
    assert_exception(&answer, "NotAuthorizedException", &text);

    let typed = with("carol@example.com", "carol@example.com", "carol");
    let answer = practice.initiate("USER_PASSWORD_AUTH", typed).await;
    let asked = challenge(&answer, "NEW_PASSWORD_REQUIRED");
    assert_eq!(asked["ChallengeParameters"]["USER_ID_FOR_SRP"], "carol");
    let reply = |hashed: &str| json!({ "NEW_PASSWORD": "Practice-Carol-2", "SECRET_HASH": secret_hash(secret, hashed, STORE) });
    let answer = practice
        .reply(&asked, "carol@example.com", reply("carol@example.com"))
        .await;
    let text = format!("SecretHash does not match for the client: {STORE}");
    assert_exception(&answer, "NotAuthorizedException", &text);
    let done = tokens(&practice.reply(&asked, "carol", reply("carol")).await);
    let refresh = json!({ "REFRESH_TOKEN": done["RefreshToken"], "SECRET_HASH": secret_hash(secret, "carol", STORE) });
    let again = tokens(&practice.initiate("REFRESH_TOKEN_AUTH", refresh).await);
    assert!(again.get("RefreshToken").is_none());

    practice
        .change(|settings| store(settings).secret = None)
        .await;
    let answer = practice
        .initiate("USER_PASSWORD_AUTH", with("alice", "alice", "alice"))
        .await;
    let text =
        format!("App client {STORE} is not configured for secret but secret hash was received");
    assert_exception(&answer, "InvalidParameterException", &text);
}

#[tokio::test]
async fn an_unknown_user_is_hidden_unless_the_client_is_of_the_old_kind() {
    let mut practice = Practice::start().await;
    let wrong = json!({ "USERNAME": "alice", "PASSWORD": "x" });
    let unknown = json!({ "USERNAME": "mallory", "PASSWORD": "x" });
    for parameters in [wrong, unknown.clone()] {
        let answer = practice.initiate("USER_PASSWORD_AUTH", parameters).await;
        let text = "Incorrect username or password.";
        assert_exception(&answer, "NotAuthorizedException", text);
    }
    let srp = json!({ "USERNAME": "mallory", "SRP_A": "abcdef" });
    let first = challenge(
        &practice.initiate("USER_SRP_AUTH", srp.clone()).await,
        "PASSWORD_VERIFIER",
    );
    let second = practice.initiate("USER_SRP_AUTH", srp.clone()).await.json();
    assert_eq!(
        first["ChallengeParameters"]["SALT"],
        second["ChallengeParameters"]["SALT"]
    );
    practice
        .change(|settings| {
            store(settings).prevent_user_existence_errors = UserExistenceErrors::Legacy;
        })
        .await;
    for (flow, parameters) in [("USER_PASSWORD_AUTH", unknown), ("USER_SRP_AUTH", srp)] {
        let answer = practice.initiate(flow, parameters).await;
        assert_exception(&answer, "UserNotFoundException", "User does not exist.");
    }
}
