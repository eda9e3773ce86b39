//! `idpctl consumers`: its output and its exit status.

use super::{CALLBACK, Journey};
use practice_pool::{PracticePoolOptions, RunningPracticePool};
use serde_json::Value;
use std::process::Output;

const ALICE: [&str; 2] = ["alice", "Practice-Alice-1"];
const BOB: [&str; 2] = ["bob", "Practice-Bob-1"];

/// A provider file for the client that has a secret.
fn provider_file(pool: &RunningPracticePool) -> (String, String) {
    let description = pool.description();
    let client = description
        .clients
        .iter()
        .find(|client| client.secret.is_some())
        .unwrap();
    let file = serde_json::json!({
        "displayName": "Practice", "catalogueEntry": "aws-cognito-oidc", "kind": "oauth_openid",
        "enabled": true,
        "oauth": {
            "issuer": description.issuer,
            "authorizationEndpoint": description.authorization_endpoint,
            "tokenEndpoint": description.token_endpoint,
            "userinfoEndpoint": description.userinfo_endpoint,
            "jwksUri": description.jwks_uri,
            "clientId": client.id, "clientAuthentication": "client_secret_basic",
            "scopes": ["openid", "email", "profile"], "redirectUri": CALLBACK,
            "allowHttpOnLoopback": true,
        },
    });
    (file.to_string(), client.secret.clone().unwrap())
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(output: &Output) -> String {
    let all = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(all).unwrap()
}

/// Signs in and returns the run.
fn sign_in(journey: &Journey, [name, password]: [&str; 2]) -> String {
    let test = ["test", "Practice", "--json", "--sign-in", "form"];
    let user = ["--username", name, "--password-stdin"];
    let output = journey.idpctl(&[&test[..], &user[..]].concat(), password);
    assert_eq!(status(&output), 0, "{}", text(&output));
    json(&output)["runId"].as_str().unwrap().to_owned()
}

fn checks(journey: &Journey, secret: &str, file: &str) {
    let create = [
        "provider",
        "create",
        "--file",
        file,
        "--client-secret-stdin",
    ];
    journey.done(0, &create, secret);
    let consumers =
        |more: &[&str]| journey.idpctl(&[&["consumers", "Practice"], more].concat(), "");
    let untested = consumers(&[]);
    assert_eq!(status(&untested), 2);
    assert!(text(&untested).contains("was never tested"));

    let alice = sign_in(journey, ALICE);
    let all = consumers(&["--json"]);
    // Two of them take https issuers only, and the practice pool has none.
    assert_eq!(status(&all), 1, "{}", text(&all));
    let view = json(&all);
    let consumers_in_it = view["consumers"].as_array().unwrap();
    assert_eq!(consumers_in_it.len(), 7);
    let refusing: Vec<&str> = consumers_in_it
        .iter()
        .filter(|one| one["plain"]["verdict"] == "refuses")
        .filter_map(|one| one["consumer"].as_str())
        .collect();
    assert_eq!(refusing, ["kubernetes", "alb"]);
    assert_eq!(view["definition"], "same");

    sign_in(journey, BOB);
    let proxy = consumers(&["--consumer", "oauth2-proxy"]);
    assert_eq!(status(&proxy), 1);
    let printed = text(&proxy);
    assert!(
        printed.contains("oauth2-proxy (Provider oidc): would REFUSE"),
        "{printed}"
    );
    assert!(
        printed.contains("email_verified = false (boolean)"),
        "{printed}"
    );
    assert!(!printed.contains("Kubernetes"), "{printed}");
    // Of the run that is named, not of the latest.
    let earlier = consumers(&["--run", &alice, "--consumer", "oauth2-proxy", "--json"]);
    assert_eq!(status(&earlier), 0);
    let view = &json(&earlier)["consumers"][0];
    assert_eq!(view["plain"]["verdict"], "accepts_with_remark");
    assert_eq!(
        view["settings"]["text"],
        "oidc_groups_claim = \"cognito:groups\""
    );

    assert_eq!(status(&consumers(&["--run", "no-such-run"])), 2);
    assert_eq!(status(&consumers(&["--consumer", "nothing"])), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_consumers_make_of_a_sign_in_is_told_by_text_json_and_status() {
    let pool = practice_pool::start(PracticePoolOptions::default())
        .await
        .unwrap();
    let (file, secret) = provider_file(&pool);
    let journey = Journey::new("vault");
    let path = journey.home.path().join("provider.json");
    std::fs::write(&path, file).unwrap();
    let path = path.to_str().unwrap().to_owned();
    tokio::task::spawn_blocking(move || checks(&journey, &secret, &path))
        .await
        .unwrap();
    pool.stop().await;
}
