//! One-time codes. They are short, so six digits of one may stand in a file by chance; two
//! of several do not. All that is read and compared is plain text: logs, printed output, and
//! the texts in the database.

use super::Journey;
use super::recorder::{CODE_NAMES, Recorder};
use async_trait::async_trait;
use idp_app::{App, AppOptions, AskEnd, SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent};
use idp_core::provider::{ProviderDraft, ProviderId};
use idp_core::question::{Answer, CodeChannel, Question};
use idp_core::run::{RunOutcome, SignInMode};
use idp_core::secret::Secret;
use idp_log::{LogLevel, LogOptions};
use idp_store::SecretStoreKind;
use practice_pool::{
    MessageMfa, MfaConfiguration, PracticePoolOptions, RunningPracticePool, totp_code,
};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::mpsc::UnboundedSender;

const CLIENT: &str = "practiceuserstore000000004";

/// The codes that stand in a file below the folder, with no digit before or after.
fn found_codes(folder: &Path, codes: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(found_codes(&path, codes));
        } else if path.is_file() {
            let content = std::fs::read(&path).unwrap();
            let numbers: BTreeSet<&[u8]> = content
                .split(|byte| !byte.is_ascii_digit())
                .filter(|digits| !digits.is_empty())
                .collect();
            let there = codes
                .iter()
                .filter(|code| numbers.contains(code.as_bytes()));
            found.extend(there.cloned());
        }
    }
    found
}

/// Nothing is left of these codes, of which there are several.
pub(crate) fn assert_no_codes(folder: &Path, codes: &BTreeSet<String>) {
    assert!(
        codes.len() >= 4,
        "too few to tell chance from a leak: {codes:?}"
    );
    let found = found_codes(folder, codes);
    assert!(found.len() < 2, "{found:?} of {codes:?} were left");
}

/// Answers as somebody who mistypes every code once.
struct Mistyping {
    pool: Arc<RunningPracticePool>,
    username: &'static str,
    password: &'static str,
    /// The first factor, where one is chosen.
    choice: &'static str,
}

impl Mistyping {
    /// The code of the latest message, or what an app with this key shows.
    fn code(&self, question: &Question) -> Option<String> {
        match question {
            Question::Code {
                channel: CodeChannel::Sms | CodeChannel::Email,
                ..
            } => self.pool.messages().pop().map(|message| message.code),
            Question::SoftwareTokenSetup { key, .. } => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
                totp_code(key, i64::try_from(now).ok()?)
            }
            Question::Code { .. }
            | Question::Credentials { .. }
            | Question::Password
            | Question::NewPassword { .. }
            | Question::Choice { .. } => None,
        }
    }
}

/// Another code with every digit changed.
fn mistyped(code: &str) -> String {
    let next = |digit: char| {
        if digit == '9' {
            '0'
        } else {
            char::from(digit as u8 + 1)
        }
    };
    code.chars().map(next).collect()
}

#[async_trait]
impl SignInSurface for Mistyping {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        SurfaceEnd::Closed
    }

    async fn ask(&self, _app: &App, _run_id: &str, question: Question) -> AskEnd {
        let code = self.code(&question);
        AskEnd::Answered(match question {
            Question::Credentials { .. } => Answer::Credentials {
                username: self.username.to_owned(),
                password: Secret::new(self.password),
            },
            Question::Choice { .. } => Answer::Choice {
                option: self.choice.to_owned(),
            },
            Question::Code { refused, .. } | Question::SoftwareTokenSetup { refused, .. } => {
                let code = code.unwrap();
                Answer::Code {
                    code: Secret::new(match refused {
                        None => mistyped(&code),
                        Some(_) => code,
                    }),
                }
            }
            Question::Password | Question::NewPassword { .. } => return AskEnd::Closed,
        })
    }
}

/// Alice gets an e-mail, frank a text message, and bob has to set up an app.
async fn pool() -> RunningPracticePool {
    let options = PracticePoolOptions::default();
    let pool = practice_pool::start(options).await.unwrap();
    let mut settings = pool.settings();
    settings.mfa_configuration = MfaConfiguration::On;
    let mut users = settings.users.iter_mut();
    let alice = users.find(|user| user.name == "alice").unwrap();
    alice.message_mfa = vec![MessageMfa::EmailOtp];
    pool.update_settings(settings).await.unwrap();
    pool
}

async fn add(app: &App, pool: &RunningPracticePool, recorder: &Recorder, flow: &str) -> ProviderId {
    let definition = json!({
        "displayName": flow, "catalogueEntry": "aws-cognito-user-store", "kind": "user_store",
        "enabled": true,
        "userStore": {
            "region": "local-practice-1", "userPoolId": pool.description().user_pool_id,
            "clientId": CLIENT, "authFlow": flow,
            "endpointOverride": format!("http://127.0.0.1:{}", recorder.port),
        },
    });
    let draft: ProviderDraft = serde_json::from_value(definition).unwrap();
    app.create_provider(&draft, None).await.unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn no_code_is_left_by_somebody_who_mistypes_each_once() {
    let pool = Arc::new(pool().await);
    let recorder = Recorder::start(pool.addr()).await;
    let journey = Journey::new("session");
    let home = journey.home.path();
    let data = home.join("data");
    let log = idp_log::start(LogOptions {
        data_folder: data.clone(),
        program: "canary",
        echo: false,
    });
    idp_log::set_level(LogLevel::Debug);
    let app = App::open(AppOptions {
        secret_store: Some(SecretStoreKind::Session),
        ..AppOptions::new(&data)
    })
    .await
    .unwrap();
    let by_password = add(&app, &pool, &recorder, "user_password").await;
    let by_choice = add(&app, &pool, &recorder, "user").await;
    for (id, username, password, choice) in [
        (&by_password, "alice", "Practice-Alice-1", ""),
        (&by_password, "frank", "Practice-Frank-1", ""),
        (&by_password, "bob", "Practice-Bob-1", ""),
        (&by_choice, "frank", "", "SMS_OTP"),
        (&by_choice, "alice", "", "EMAIL_OTP"),
    ] {
        let person = Mistyping {
            pool: Arc::clone(&pool),
            username,
            password,
            choice,
        };
        let test = app.prepare_test(id, Arc::new(person)).await.unwrap();
        let view = test.run().await.unwrap();
        assert_eq!(view.outcome, RunOutcome::Passed, "{username}: {view:#?}");
        let report = app.run_report(&view.run_id, false).await.unwrap();
        std::fs::write(home.join(format!("printed-{}", view.run_id)), report).unwrap();
    }
    drop(app);
    drop(log);
    let seen = recorder.codes();
    for name in CODE_NAMES
        .iter()
        .filter(|name| **name != "SOFTWARE_TOKEN_MFA_CODE")
    {
        let values = seen.iter().filter(|(kind, _)| kind == name);
        assert_eq!(
            values.count(),
            if *name == "EMAIL_OTP_CODE" { 4 } else { 2 },
            "{name}"
        );
    }
    let codes = seen.into_iter().map(|(_, code)| code).collect();
    assert_no_codes(home, &codes);
}

#[test]
fn a_planted_code_is_found_and_a_longer_number_is_not_one() {
    let folder = tempfile::tempdir().unwrap();
    let codes = BTreeSet::from(["271828".to_owned(), "314159".to_owned()]);
    let found = |content: &[u8]| {
        std::fs::write(folder.path().join("file"), content).unwrap();
        found_codes(folder.path(), &codes)
    };
    for content in [
        &b"271828"[..],
        b"{\"code\":\"271828\"}",
        b"code=271828&session=x",
        b"\x17code271828 \x00next",
    ] {
        assert_eq!(found(content), BTreeSet::from(["271828".to_owned()]));
    }
    assert_eq!(found(b"271828, then 314159"), codes);
    assert!(found(b"12718281 x2718280 3141590").is_empty());
}
