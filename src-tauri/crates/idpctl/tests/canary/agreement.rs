//! One sign-in is mapped to the same whoever looks: the test, the preview of its run,
//! `idpctl map` and the simulator; by redirect and through the user pools API.

use super::random::Random;
use super::{CALLBACK, Journey};
use idp_app::{App, AppOptions, FormCredentials, FormSignIn, PreviewInput};
use idp_core::claims::{ClaimSource, Claims, exact_numbers};
use idp_core::mapping::{Connection, Received, map_attributes};
use idp_core::provider::{AttributesDraft, ProviderDraft};
use idp_core::routing::Picked;
use idp_core::secret::Secret;
use idp_store::SecretStoreKind;
use practice_pool::{PoolDescription, PracticePoolOptions, RunningPracticePool};
use serde_json::{Value, json};
use std::sync::Arc;

const CLIENT: &str = "practiceuserstore000000004";

/// Rules that the two ways could tell apart: groups, a custom attribute, a Boolean that is a
/// text in one source, a condition, a default, an expression.
fn rules() -> Value {
    json!({
        "sendOnlyConfigured": true,
        "user": [
            { "target": "email", "source": "email", "required": true },
            { "target": "username", "expression": "claims[?\"cognito:username\"].orValue(claims.sub)", "required": true },
            { "target": "groups", "source": "cognito:groups", "multiValued": true, "default": "none" },
            { "target": "nickname", "source": "nothing", "default": "nobody" },
        ],
        "external": [
            { "target": "mail", "source": "email", "transforms": [{ "kind": "upper" }] },
            { "target": "verified", "source": "email_verified" },
            { "target": "department", "source": "custom:department" },
            { "target": "adult", "expression": "'yes'", "condition": "has(claims.birthdate)" },
        ],
    })
}

fn by_redirect(pool: &PoolDescription, callback: &str) -> Value {
    let client = pool.clients.iter().find(|client| client.secret.is_none());
    json!({
        "displayName": "By redirect", "catalogueEntry": "aws-cognito-oidc", "kind": "oauth_openid",
        "attributes": rules(),
        "oauth": {
            "issuer": pool.issuer, "authorizationEndpoint": pool.authorization_endpoint,
            "tokenEndpoint": pool.token_endpoint, "userinfoEndpoint": pool.userinfo_endpoint,
            "jwksUri": pool.jwks_uri, "clientId": client.unwrap().id, "clientAuthentication": "none",
            "scopes": ["openid", "email", "profile"], "redirectUri": callback, "allowHttpOnLoopback": true,
        },
    })
}

fn by_password(pool: &PoolDescription) -> Value {
    json!({
        "displayName": "By password", "catalogueEntry": "aws-cognito-user-store", "kind": "user_store",
        "attributes": rules(),
        "userStore": {
            "region": "local-practice-1", "userPoolId": pool.user_pool_id, "clientId": CLIENT,
            "authFlow": "user_srp", "endpointOverride": pool.domain,
        },
    })
}

async fn pool() -> RunningPracticePool {
    let pool = practice_pool::start(PracticePoolOptions::default())
        .await
        .unwrap();
    let mut settings = pool.settings();
    for client in settings
        .clients
        .iter_mut()
        .filter(|client| client.secret.is_none())
    {
        client.callback_urls.push(CALLBACK.to_owned());
    }
    pool.update_settings(settings).await.unwrap();
    pool
}

/// What the command printed as JSON.
fn printed(journey: &Journey, arguments: &[&str], input: &str) -> Value {
    let output = journey.idpctl(&[arguments, &["--json"]].concat(), input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn test_preview_map_and_simulator_give_the_same() {
    let pool = pool().await;
    let description = pool.description();
    let settings = pool.settings();
    let alice = settings
        .users
        .iter()
        .find(|user| user.name == "alice")
        .unwrap();
    let password = alice.password.clone();
    for definition in [
        by_redirect(&description, CALLBACK),
        by_password(&description),
    ] {
        let name = definition["displayName"].as_str().unwrap().to_owned();
        let file = definition.to_string();
        let (journey, tested, mapped, password) = tokio::task::spawn_blocking({
            let (name, password) = (name.clone(), password.clone());
            move || {
                let journey = Journey::new("vault");
                let path = journey.home.path().join("provider.json");
                std::fs::write(&path, file).unwrap();
                let path = path.to_str().unwrap();
                printed(&journey, &["provider", "create", "--file", path], "");
                let who = ["--username", "alice", "--password-stdin"];
                let test = [&["test", &name, "--sign-in", "form"][..], &who].concat();
                let tested = printed(&journey, &test, &password);
                std::fs::write(path, tested.to_string()).unwrap();
                let mapped = printed(&journey, &["map", &name, "--claims", path], "");
                (journey, tested, mapped, password)
            }
        })
        .await
        .unwrap();

        let app = App::open(AppOptions {
            secret_store: Some(SecretStoreKind::Session),
            ..AppOptions::new(journey.home.path().join("data"))
        })
        .await
        .unwrap();
        let run_id = tested["runId"].as_str().unwrap().to_owned();
        let rules: AttributesDraft = serde_json::from_value(rules()).unwrap();
        let preview = app
            .preview_mapping(&rules, &PreviewInput::Run { run_id })
            .await
            .unwrap();
        let surface = FormSignIn::with(FormCredentials {
            username: "alice".to_owned(),
            password: Secret::new(&password),
            new_password: None,
            software_token: None,
        });
        let simulation = app
            .prepare_simulation(None, Some(Picked::ByPerson(&name)), Arc::new(surface))
            .await;
        simulation.unwrap().run().await;
        let simulated = app.simulation().unwrap();
        let run = simulated.attempts[0].run_id.clone().unwrap();
        let simulated = app.run(&run).await.unwrap();

        let wanted = &tested["mapped"];
        assert_eq!(
            wanted["user"]["email"],
            json!(alice.attributes["email"]),
            "{name}"
        );
        assert_eq!(wanted["user"]["nickname"], "nobody", "{name}");
        assert!(wanted["user"]["groups"].is_array(), "{name}: {wanted}");
        assert_eq!(&mapped, wanted, "{name}: idpctl map");
        let previewed = serde_json::to_value(&preview.mapped).unwrap();
        assert_eq!(&previewed, wanted, "{name}: preview");
        let simulated = serde_json::to_value(&simulated.mapped).unwrap();
        assert_eq!(&simulated, wanted, "{name}: simulator");
    }
}

/// A sample of what `tests/backend/mapping_agreement.rs` does without the program.
#[test]
fn the_program_prints_what_the_engine_gives_for_random_rules_and_claims() {
    let journey = Journey::new("vault");
    let path = |name: &str| journey.home.path().join(name);
    let write = |name: &str, content: &str| {
        std::fs::write(path(name), content).unwrap();
        path(name).to_str().unwrap().to_owned()
    };
    let host = "https://acme.auth.eu-west-1.amazoncognito.com";
    let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
    for seed in 0..12 {
        let mut random = Random(seed);
        let name = format!("Acme {seed}");
        let definition = json!({
            "displayName": name, "catalogueEntry": "aws-cognito-oidc", "kind": "oauth_openid",
            "enabled": false, "attributes": random.rules(),
            "oauth": {
                "issuer": issuer, "authorizationEndpoint": format!("{host}/oauth2/authorize"),
                "tokenEndpoint": format!("{host}/oauth2/token"), "clientId": "abc",
                "jwksUri": format!("{issuer}/.well-known/jwks.json"),
                "clientAuthentication": "none", "scopes": ["openid"], "redirectUri": CALLBACK,
            },
        });
        let claims = random.claims();
        let provider = write("random.json", &definition.to_string());
        journey.done(0, &["provider", "create", "--file", &provider], "");
        let file = write("claims.json", &claims);
        let printed = journey.idpctl(&["map", &name, "--claims", &file, "--json"], "");
        let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();

        let definition: ProviderDraft = serde_json::from_value(definition).unwrap();
        let claims: Claims = serde_json::from_str(&exact_numbers(&claims)).unwrap();
        let received = Received {
            sources: &[(ClaimSource::IdToken, &claims)],
            connection: &Connection::of(&definition),
        };
        let mapped = map_attributes(&definition.attributes, &received).mapped;
        assert_eq!(printed, json!(mapped), "seed {seed}");
    }
}
