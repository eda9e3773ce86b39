//! The journey of an API user store: passwords, the key of an authenticator app, tokens,
//! sessions and AWS credentials.

use super::codes::assert_no_codes;
use super::recorder::Recorder;
use super::{
    Journey, PASSPHRASE, PASSWORD, SECRET, WRONG_PASSWORD, WRONG_SECRET, assert_nothing_found,
};
use practice_pool::{AuthFlow, PracticePoolOptions, RunningPracticePool, UserState};

const CLIENT: &str = "practiceuserstore000000004";
const NEW_PASSWORD: &str = "Canary-New-Password-99!";
const KEY: &str = "CANARY2KEY3OF4THE5APP6QQQQQQQQQQ";
/// Each shows other codes than the app of the user.
const WRONG_KEYS: [&str; 3] = [
    "CANARY2WRONG2KEY2A2QQQQQQQQQQQQQ",
    "CANARY2WRONG2KEY2B2QQQQQQQQQQQQQ",
    "CANARY2WRONG2KEY2C2QQQQQQQQQQQQQ",
];
const FLOWS: [&str; 3] = ["user_password", "user_srp", "user"];

/// One client with a secret, and a user with a new password to set and a second factor.
async fn marked_pool() -> RunningPracticePool {
    let pool = practice_pool::start(PracticePoolOptions::default())
        .await
        .unwrap();
    let mut settings = pool.settings();
    let mut clients = settings.clients.iter_mut();
    let client = clients.find(|client| client.id == CLIENT).unwrap();
    client.secret = Some(SECRET.to_owned());
    client.explicit_auth_flows = vec![AuthFlow::UserPassword, AuthFlow::UserSrp, AuthFlow::User];
    let mut users = settings.users.iter_mut();
    let user = users.find(|user| user.name == "alice").unwrap();
    user.password = PASSWORD.to_owned();
    user.state = UserState::ForceChangePassword;
    user.totp_secret = Some(KEY.to_owned());
    pool.update_settings(settings).await.unwrap();
    pool
}

fn definition(pool: &RunningPracticePool, recorder: &Recorder, flow: &str) -> String {
    let description = pool.description();
    serde_json::json!({
        "displayName": flow, "catalogueEntry": "aws-cognito-user-store", "kind": "user_store",
        "userStore": {
            "region": "local-practice-1", "userPoolId": description.user_pool_id,
            "clientId": CLIENT, "identityPoolId": description.identity_pool_id,
            "authFlow": flow, "endpointOverride": format!("http://127.0.0.1:{}", recorder.port),
        },
    })
    .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mark_is_left_by_a_journey_through_the_user_pools_api() {
    let pool = marked_pool().await;
    let recorder = Recorder::start(pool.addr()).await;
    let files = FLOWS.map(|flow| (flow, definition(&pool, &recorder, flow)));
    let journey = tokio::task::spawn_blocking(move || {
        let journey = Journey::new("vault");
        let mut password = PASSWORD;
        for ((flow, text), wrong_key) in files.into_iter().zip(WRONG_KEYS) {
            let file = journey.home.path().join("provider.json");
            std::fs::write(&file, text).unwrap();
            let file = file.to_str().unwrap();
            let secret = ["--file", file, "--client-secret-stdin"];
            let create = [&["provider", "create"][..], &secret].concat();
            let update = [&["provider", "update", flow][..], &secret].concat();
            let test = ["test", flow, "--username", "alice", "--password-stdin"];
            let more = ["--new-password-stdin", "--software-token-stdin"];
            let whole = [&test[..], &more].concat();
            let lines = |password: &str| format!("{password}\n{NEW_PASSWORD}\n{KEY}");
            journey.done(0, &create, WRONG_SECRET);
            journey.done(1, &whole, &lines(password));
            journey.done(0, &update, SECRET);
            journey.done(1, &test, WRONG_PASSWORD);
            journey.done(0, &whole, &lines(password));
            // The first sign-in has set it.
            password = NEW_PASSWORD;
            let mistyped = format!("{password}\n{NEW_PASSWORD}\n{wrong_key}");
            journey.done(1, &whole, &mistyped);
            journey.done(1, &["broker", flow, "--json"], "");
        }
        journey.done(0, &["diagnostics", "--with-hosts"], "");
        journey
    })
    .await
    .unwrap();
    let seen = recorder.seen();
    for kind in [
        "AccessToken",
        "IdToken",
        "RefreshToken",
        "Session",
        "PASSWORD",
        "NEW_PASSWORD",
        "SECRET_HASH",
        "PASSWORD_CLAIM_SIGNATURE",
        "SecretKey",
        "SessionToken",
    ] {
        assert!(
            seen.iter().any(|(name, _)| name == kind),
            "no {kind} was used"
        );
    }
    let typed = [
        SECRET,
        PASSWORD,
        NEW_PASSWORD,
        KEY,
        WRONG_SECRET,
        WRONG_PASSWORD,
        PASSPHRASE,
    ];
    let marks = typed.map(str::to_owned).into_iter();
    let marks: Vec<String> = marks
        .chain(WRONG_KEYS.map(str::to_owned))
        .chain(seen.into_iter().map(|(_, value)| value))
        .collect();
    assert_nothing_found(journey.home.path(), &marks);
    let codes = recorder.codes().into_iter().map(|(_, code)| code).collect();
    assert_no_codes(journey.home.path(), &codes);
    pool.stop().await;
}
