//! A sign-in through the user pool API, against the practice pool: every flow, every
//! challenge, every refusal.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else is asked fails the test"
)]

use async_trait::async_trait;
use idp_app::{
    App, AskEnd, Differences, SecretChange, SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent,
};
use idp_core::broker::{BrokerTopic, BrokerVerdict};
use idp_core::checks::{CheckId, Verdict};
use idp_core::claims::ClaimSource;
use idp_core::consumers::DefinitionState;
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::provider::{ProviderDraft, ProviderKind};
use idp_core::question::{Answer, Question};
use idp_core::run::{RunOutcome, RunView, SignInMode, StepKind, StepOutcome};
use idp_core::secret::Secret;
use practice_pool::{Client, Observed, RunningPracticePool, Settings, User};
use std::sync::{Arc, Mutex};
use support::{Console, USER_STORE_CLIENT as CLIENT, begun, pool, user_store_definition};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

mod challenges;
mod choices;
mod evidence;
mod interfered;
mod late;
mod refusals;
mod relay;

const SECRET: &str = "practicesecret4aaaabbbbccccddddeeeeffffgggghhhhiiii";

/// A person who answers by a function, and what was asked.
struct Person<F> {
    answer: F,
    asked: Arc<Mutex<Vec<Question>>>,
}

#[async_trait]
impl<F: Fn(&Question) -> Option<Answer> + Send + Sync> SignInSurface for Person<F> {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        panic!("nobody shows a page for a user store")
    }

    async fn ask(&self, _app: &App, _run_id: &str, question: Question) -> AskEnd {
        let answer = (self.answer)(&question);
        self.asked.lock().unwrap().push(question);
        answer.map_or(AskEnd::Closed, AskEnd::Answered)
    }
}

fn credentials(username: &str, password: &str) -> Answer {
    Answer::Credentials {
        username: username.to_owned(),
        password: Secret::new(password),
    }
}

/// A definition that asks the pool itself.
fn definition(pool: &RunningPracticePool, flow: &str) -> ProviderDraft {
    user_store_definition(pool, flow, pool.addr())
}

/// A pool with changed settings.
async fn changed(change: impl FnOnce(&mut Settings)) -> RunningPracticePool {
    let pool = pool().await;
    let mut settings = pool.settings();
    change(&mut settings);
    pool.update_settings(settings).await.unwrap();
    pool
}

fn client(settings: &mut Settings) -> &mut Client {
    let mut clients = settings.clients.iter_mut();
    clients.find(|client| client.id == CLIENT).unwrap()
}

fn user<'a>(settings: &'a mut Settings, name: &str) -> &'a mut User {
    let mut users = settings.users.iter_mut();
    users.find(|user| user.name == name).unwrap()
}

/// One test of a definition, with what was asked.
async fn tested(
    draft: &ProviderDraft,
    secret: Option<&str>,
    answer: impl Fn(&Question) -> Option<Answer> + Send + Sync + 'static,
) -> (RunView, Vec<Question>) {
    let console = Console::open().await;
    let id = console.add(draft, secret).await;
    let asked = Arc::default();
    let person = Person {
        answer,
        asked: Arc::clone(&asked),
    };
    let view = console.test(&id, person).await;
    let asked = asked.lock().unwrap().clone();
    (view, asked)
}

/// A test of a user who answers the first question and those of `more`.
async fn signed_in(
    pool: &RunningPracticePool,
    flow: &str,
    (username, password): (&'static str, &'static str),
    more: impl Fn(&Question) -> Option<Answer> + Send + Sync + 'static,
) -> (RunView, Vec<Question>) {
    let answer = move |question: &Question| match question {
        Question::Credentials { .. } => Some(credentials(username, password)),
        Question::Password => Some(Answer::Password {
            password: Secret::new(password),
        }),
        other => more(other),
    };
    tested(&definition(pool, flow), None, answer).await
}

fn nothing_more(question: &Question) -> Option<Answer> {
    panic!("{question:?} was not expected")
}

fn outcome(view: &RunView, step: StepKind) -> StepOutcome {
    view.steps
        .iter()
        .find(|row| row.step == step)
        .unwrap()
        .outcome
}

fn assert_refused(view: &RunView, code: C, step: StepKind) {
    assert_eq!(view.outcome, RunOutcome::Failed, "{view:#?}");
    let found = view.diagnosis.first();
    let found = found.unwrap_or_else(|| panic!("a diagnosis in {view:#?}"));
    assert_eq!((found.code, found.step), (code, step), "{found:#?}");
    assert!(!found.causes.is_empty() && !found.next_steps.is_empty());
}

fn code(code: impl Into<String>) -> Answer {
    Answer::Code {
        code: Secret::new(code.into()),
    }
}

/// Whom the practice pool's credentials stand for.
const ROLE: &str =
    "arn:aws:sts::000000000000:assumed-role/practice-authenticated/CognitoIdentityCredentials";

const ALICE: (&str, &str) = ("alice", "Practice-Alice-1");

/// A run that waits with its first question.
async fn waiting(
    console: &Console,
    draft: &ProviderDraft,
) -> (String, Question, JoinHandle<RunView>) {
    let id = console.add(draft, None).await;
    let surface = Arc::new(support::Waiting);
    let test = console.app.prepare_test(&id, surface).await.unwrap();
    let run_id = test.run_id().to_owned();
    let running = tokio::spawn(async { test.run().await.unwrap() });
    loop {
        if let Some(question) = console.app.question(&run_id) {
            return (run_id, question, running);
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn each_flow_brings_the_attributes_and_a_role() {
    for flow in ["user_password", "user_srp", "user"] {
        let pool = pool().await;
        let choose = |question: &Question| match question {
            Question::Choice { options } => Some(Answer::Choice {
                option: options.iter().find(|way| way.contains("SRP"))?.clone(),
            }),
            other => nothing_more(other),
        };
        let (view, _) = signed_in(&pool, flow, ALICE, choose).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{flow}: {view:#?}");
        assert_eq!(view.mode, SignInMode::Api);
        for source in [ClaimSource::IdToken, ClaimSource::UserPool] {
            let mut rows = view.attributes.iter();
            let email = rows.find(|row| row.name == "email" && row.source == source);
            assert_eq!(email.unwrap().value, "alice@example.com", "{source:?}");
        }
        let checks: Vec<_> = view.steps.iter().flat_map(|step| &step.checks).collect();
        let passed = |id: CheckId| {
            let check = checks.iter().find(|check| check.check == id);
            assert_eq!(check.unwrap().verdict, Verdict::Passed, "{id:?}");
        };
        for id in [
            CheckId::DiscoveryIssuerMatches,
            CheckId::FlowAccepted,
            CheckId::PasswordAccepted,
            CheckId::SignatureValid,
            CheckId::TokenUseIsId,
            CheckId::UserAttributesSubjectMatches,
            CheckId::IdentityReceived,
            CheckId::AwsCredentialsReceived,
            CheckId::AwsRoleKnown,
        ] {
            passed(id);
        }
        let role = checks.iter().find(|row| row.check == CheckId::AwsRoleKnown);
        assert_eq!(role.unwrap().found.as_deref(), Some(ROLE));
        assert!(
            !checks
                .iter()
                .any(|check| check.check == CheckId::NonceMatches)
        );
    }
}

#[tokio::test]
async fn a_pool_that_stops_while_somebody_types_is_a_named_step() {
    let pool = pool().await;
    let console = Console::open().await;
    let draft = definition(&pool, "user_password");
    let (run_id, _, running) = waiting(&console, &draft).await;
    pool.stop().await;
    let answer = credentials(ALICE.0, ALICE.1);
    console.app.answer_question(&run_id, answer).unwrap();
    let view = running.await.unwrap();
    assert_refused(&view, C::ConnectionRefused, StepKind::InitiateAuth);
    assert_eq!(outcome(&view, StepKind::Discovery), StepOutcome::Passed);
}

#[tokio::test]
async fn who_goes_away_cancels_and_nothing_is_sent() {
    let pool = pool().await;
    let (view, _) = tested(&definition(&pool, "user_password"), None, |_: &Question| {
        None
    })
    .await;
    assert_eq!(view.outcome, RunOutcome::Cancelled);
    let called = pool.observed().into_iter();
    assert_eq!(
        called
            .filter(|seen| matches!(seen, Observed::Api { .. }))
            .count(),
        0
    );
}

#[tokio::test]
async fn the_window_is_asked_through_the_application_and_a_late_answer_is_refused() {
    let pool = pool().await;
    let console = Console::open().await;
    let draft = definition(&pool, "user_password");
    let (run_id, question, running) = waiting(&console, &draft).await;
    assert!(matches!(
        question,
        Question::Credentials {
            with_password: true
        }
    ));
    assert!(console.app.question("another run").is_none());
    let incomplete = console
        .app
        .answer_question(&run_id, credentials("alice", ""));
    assert_eq!(incomplete, Err(idp_app::AnswerError::Incomplete));
    console
        .app
        .answer_question(&run_id, credentials(ALICE.0, ALICE.1))
        .unwrap();
    let view = running.await.unwrap();
    assert_eq!(view.outcome, RunOutcome::Passed);
    let late = console
        .app
        .answer_question(&run_id, credentials(ALICE.0, ALICE.1));
    assert_eq!(late, Err(idp_app::AnswerError::NotAsked));
}

#[tokio::test]
async fn a_client_of_the_practice_pool_for_passwords_becomes_a_user_store() {
    let console = Console::open().await;
    console.app.start_practice_pool(Some(0)).await.unwrap();
    let added = console
        .app
        .add_practice_pool_provider(CLIENT)
        .await
        .unwrap();
    assert_eq!(added.definition.kind, ProviderKind::UserStore);
    let status = console.app.practice_pool_status().await;
    assert_eq!(status.providers, [added.id]);
    console.app.stop_practice_pool().await;
}

#[tokio::test]
async fn a_broker_would_meet_what_the_pool_says_and_what_a_test_met() {
    let pool = pool().await;
    let console = Console::open().await;
    let id = console.add(&definition(&pool, "user_srp"), None).await;
    let verdict = async |topic: BrokerTopic| {
        let findings = console.app.broker_check(&id).await.unwrap();
        let found = findings.into_iter().find(|one| one.topic == topic);
        found.map(|one| one.verdict)
    };
    assert_eq!(
        verdict(BrokerTopic::PasswordFlow).await,
        Some(BrokerVerdict::Fine)
    );
    assert_eq!(
        verdict(BrokerTopic::UserExistence).await,
        Some(BrokerVerdict::Fine)
    );
    assert_eq!(
        verdict(BrokerTopic::NewPassword).await,
        Some(BrokerVerdict::Unknown)
    );
    let carol = support::typing("carol", "Practice-Carol-1");
    console.test(&id, carol).await;
    assert_eq!(
        verdict(BrokerTopic::NewPassword).await,
        Some(BrokerVerdict::Fails)
    );
    let mut settings = pool.settings();
    client(&mut settings).secret = Some(SECRET.into());
    pool.update_settings(settings).await.unwrap();
    assert_eq!(
        verdict(BrokerTopic::ClientSecret).await,
        Some(BrokerVerdict::Fails)
    );
    assert_eq!(
        begun(&pool),
        6,
        "one call for each check, and one for the test"
    );
}

#[tokio::test]
async fn a_user_store_that_exists_is_not_gone_for_consumers_and_nothing_of_pages_is_advised() {
    let pool = pool().await;
    let console = Console::open().await;
    let mut draft = definition(&pool, "user_password");
    let id = console.add(&draft, None).await;
    let person = Person {
        answer: |_: &Question| Some(credentials(ALICE.0, ALICE.1)),
        asked: Arc::default(),
    };
    let run = console.test(&id, person).await;
    assert_eq!(run.outcome, RunOutcome::Passed, "{run:#?}");
    let app = &console.app;
    let view = app.consumers_of_run(&run.run_id).await.unwrap();
    assert!(view.received);
    assert_eq!(view.definition, DefinitionState::Same);
    for consumer in &view.consumers {
        for finding in &consumer.findings {
            let said = format!("{} {}", finding.problem, finding.next_step);
            for word in [
                "step Userinfo",
                "scopes of this definition",
                "public client",
            ] {
                assert!(!said.contains(word), "{}: {said}", consumer.name);
            }
        }
        let settings = consumer.settings.as_ref().map(|one| &*one.text);
        assert!(!settings.unwrap_or_default().contains("aws.cognito.signin"));
    }
    draft.user_store.as_mut().unwrap().client_id = "another000000000000000001".to_owned();
    let (keep, accept) = (SecretChange::Keep, Differences::Accept);
    app.update_provider(&id, &draft, keep, accept)
        .await
        .unwrap();
    let view = app.consumers_of_run(&run.run_id).await.unwrap();
    assert_eq!(view.definition, DefinitionState::Changed);
    app.delete_provider(&id).await.unwrap();
    let view = app.consumers_of_run(&run.run_id).await.unwrap();
    assert_eq!(view.definition, DefinitionState::Gone);
}
