//! Whole journeys of `idpctl` with marked secrets. Afterwards no file under the folders of
//! the run holds a mark, in whatever form; and the search is shown to find planted ones. In
//! `codes`, the same for one-time codes; in `consumers`, what other products make of such a
//! journey; in `agreement`, that all who map a sign-in say the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod agreement;
mod codes;
mod consumers;
mod map;
#[path = "../../../../../tests/support/random.rs"]
mod random;
mod recorder;
mod scanner;
mod user_store;

use practice_pool::{PracticePoolOptions, RunningPracticePool};
use recorder::Recorder;
use scanner::{FORMS, planted, search};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const SECRET: &str = "cAnArYcLiEnTsEcReT0123456789";
const PASSWORD: &str = "Canary-Password-77!";
const WRONG_SECRET: &str = "cAnArYwRoNgSeCrEt9876543210";
const WRONG_PASSWORD: &str = "Canary-Wrong-Password-88!";
const PASSPHRASE: &str = "canary passphrase of the vault";
const CALLBACK: &str = "https://broker.example.com/callback";

/// A home of its own for every process of the journey.
struct Journey {
    home: TempDir,
    store: &'static str,
}

impl Journey {
    fn new(store: &'static str) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("tmp")).unwrap();
        Self { home, store }
    }

    fn idpctl(&self, arguments: &[&str], input: &str) -> Output {
        let home = self.home.path();
        let mut child = Command::new(env!("CARGO_BIN_EXE_idpctl"))
            .args(["--secret-store", self.store, "--data-dir"])
            .arg(home.join("data"))
            .args(arguments)
            .env_clear()
            .env("HOME", home)
            .env("TMPDIR", home.join("tmp"))
            .env("XDG_RUNTIME_DIR", home.join("tmp"))
            .env("IDP_CONSOLE_VAULT_PASSPHRASE", PASSPHRASE)
            .env("IDP_CONSOLE_LOG", "debug")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// What the command printed is kept as well: it may end up in somebody's log.
    fn done(&self, status: i32, arguments: &[&str], input: &str) {
        let output = self.idpctl(arguments, input);
        let text = [output.stdout.as_slice(), &output.stderr].concat();
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&text)
        );
        let count = std::fs::read_dir(self.home.path()).unwrap().count();
        std::fs::write(self.home.path().join(format!("printed-{count}")), text).unwrap();
    }
}

async fn marked_pool() -> RunningPracticePool {
    let pool = practice_pool::start(PracticePoolOptions::default())
        .await
        .unwrap();
    let mut settings = pool.settings();
    let client = settings
        .clients
        .iter_mut()
        .find(|client| client.secret.is_some())
        .unwrap();
    client.secret = Some(SECRET.to_owned());
    client.callback_urls = vec![CALLBACK.to_owned()];
    let user = settings
        .users
        .iter_mut()
        .find(|user| user.name == "alice")
        .unwrap();
    user.password = PASSWORD.to_owned();
    pool.update_settings(settings).await.unwrap();
    pool
}

/// The provider file, with every endpoint behind the recorder.
fn definition(pool: &RunningPracticePool, recorder: &Recorder) -> String {
    let description = pool.description();
    let client = description
        .clients
        .iter()
        .find(|client| client.secret.is_some())
        .unwrap();
    let through = |endpoint: &str| {
        let path = endpoint
            .split_once("://")
            .unwrap()
            .1
            .split_once('/')
            .unwrap()
            .1;
        format!("http://127.0.0.1:{}/{path}", recorder.port)
    };
    serde_json::json!({
        "displayName": "Canary", "catalogueEntry": "aws-cognito-oidc", "kind": "oauth_openid",
        "enabled": true,
        "oauth": {
            "issuer": description.issuer,
            "authorizationEndpoint": through(&description.authorization_endpoint),
            "tokenEndpoint": through(&description.token_endpoint),
            "userinfoEndpoint": through(&description.userinfo_endpoint),
            "jwksUri": description.jwks_uri,
            "clientId": client.id, "clientAuthentication": "client_secret_basic",
            "scopes": ["openid", "email", "profile"], "redirectUri": CALLBACK,
            "allowHttpOnLoopback": true,
        },
    })
    .to_string()
}

async fn travel(journey: Journey) {
    let pool = marked_pool().await;
    let recorder = Recorder::start(pool.addr()).await;
    let file = journey.home.path().join("provider.json");
    std::fs::write(&file, definition(&pool, &recorder)).unwrap();
    let file = file.to_str().unwrap().to_owned();
    let journey = tokio::task::spawn_blocking(move || {
        let test = [
            "test",
            "Canary",
            "--sign-in",
            "form",
            "--username",
            "alice",
            "--password-stdin",
        ];
        let create = [
            "provider",
            "create",
            "--file",
            &file,
            "--client-secret-stdin",
        ];
        let update = [
            "provider",
            "update",
            "Canary",
            "--file",
            &file,
            "--client-secret-stdin",
        ];
        journey.done(0, &create, SECRET);
        // Endpoints behind the recorder differ from the discovery document: the run fails for
        // that, and has made every request before.
        for (input, password) in [
            (None, PASSWORD),
            (None, WRONG_PASSWORD),
            (Some(WRONG_SECRET), PASSWORD),
            (Some(SECRET), PASSWORD),
        ] {
            if let Some(secret) = input {
                journey.done(0, &update, secret);
            }
            let output = journey.idpctl(&[&test[..], &["--json"]].concat(), password);
            let text = [output.stdout.as_slice(), &output.stderr].concat();
            let count = std::fs::read_dir(journey.home.path()).unwrap().count();
            std::fs::write(journey.home.path().join(format!("printed-{count}")), text).unwrap();
        }
        journey.done(0, &["diagnostics", "--with-hosts"], "");
        journey.done(0, &["consumers", "Canary", "--consumer", "dex"], "");
        journey.done(0, &["provider", "show", "Canary", "--json"], "");
        journey.done(2, &["provider", "show", "Nobody"], "");
        journey.done(0, &["provider", "delete", "Canary"], "");
        journey
    })
    .await
    .unwrap();
    let mut marks: Vec<String> = [SECRET, PASSWORD, WRONG_SECRET, WRONG_PASSWORD, PASSPHRASE]
        .map(str::to_owned)
        .to_vec();
    let seen = recorder.seen();
    marks.extend(seen.iter().map(|(_, value)| value.clone()));
    for kind in ["code", "code_verifier", "access_token", "id_token"] {
        assert!(
            seen.iter().any(|(name, _)| name == kind),
            "no {kind} was used: {seen:?}"
        );
    }
    assert_nothing_found(journey.home.path(), &marks);
    pool.stop().await;
}

fn assert_nothing_found(folder: &Path, marks: &[String]) {
    let mut files = 0;
    let found = search(folder, marks, &mut files);
    assert!(files > 8, "database, logs, printed output: {files}");
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mark_is_left_by_a_journey_with_the_vault() {
    travel(Journey::new("vault")).await;
}

#[test]
fn the_search_finds_a_planted_mark_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let mark = "pL4nted/mark+value~1".to_owned();
    for form in FORMS {
        for shift in 0..3 {
            std::fs::write(folder.path().join("file"), planted(form, &mark, shift)).unwrap();
            let found = search(folder.path(), std::slice::from_ref(&mark), &mut 0);
            assert!(!found.is_empty(), "{form} at {shift} was not found");
        }
    }
    std::fs::write(folder.path().join("file"), "nothing of the kind").unwrap();
    assert!(search(folder.path(), &[mark], &mut 0).is_empty());
}
