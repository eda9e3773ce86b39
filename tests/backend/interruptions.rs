//! The server is stopped in the middle of a test, after each of its requests: the step is
//! named, what came before is in the run, nothing is lost, and a new test can begin at once.

use idp_app::{FormCredentials, FormSignIn};
use idp_core::checks::{CheckId, Verdict};
use idp_core::diagnosis::DiagnosisCode;
use idp_core::provider::ProviderDraft;
use idp_core::run::{RunOutcome, RunView, StepKind, StepOutcome};
use idp_core::secret::Secret;
use practice_pool::RunningPracticePool;
use std::net::SocketAddr;
use support::{
    Console, Way, along, confidential, definition, oauth_draft, pool, user_store_definition,
};

const TOKEN: &str = "PRACT2CEPOOLDAVETOTPSECRETAAAAAA";

/// After so many requests, this step fails.
type Stop = (usize, StepKind);

/// The document is read from the server itself, past the way.
const BY_REDIRECT: &[Stop] = &[
    (0, StepKind::Authorization),
    (1, StepKind::Authorization),
    (2, StepKind::SignIn),
    (3, StepKind::SignIn),
    (4, StepKind::SignIn),
    (5, StepKind::Token),
    (6, StepKind::IdToken),
    (7, StepKind::Userinfo),
];

/// Nobody types a password for a pool that is not there at all.
const BY_PASSWORD: &[Stop] = &[
    (0, StepKind::Discovery),
    (1, StepKind::InitiateAuth),
    (2, StepKind::Challenge),
    (3, StepKind::IdToken),
    (4, StepKind::GetUser),
    (5, StepKind::IdentityPool),
    (6, StepKind::IdentityPool),
];

fn by_redirect(pool: &RunningPracticePool, way: SocketAddr) -> ProviderDraft {
    let description = pool.description();
    let draft = definition(&description, &confidential(&description));
    along(draft, pool.addr(), way)
}

fn by_password(pool: &RunningPracticePool, way: SocketAddr) -> ProviderDraft {
    user_store_definition(pool, "user_password", way)
}

/// A person with an authenticator app.
fn dave() -> FormSignIn {
    FormSignIn::with(FormCredentials {
        username: "dave".into(),
        password: Secret::new("Practice-Dave-1"),
        new_password: None,
        software_token: Some(Secret::new(TOKEN)),
    })
}

/// A console with a definition, something typed and not saved, and the test that was stopped.
struct Stopped {
    console: Console,
    id: idp_core::provider::ProviderId,
    way: Way,
    view: RunView,
}

impl Stopped {
    async fn after(
        requests: usize,
        pool: &RunningPracticePool,
        draft: fn(&RunningPracticePool, SocketAddr) -> ProviderDraft,
        person: FormSignIn,
    ) -> Self {
        let console = Console::open().await;
        let way = Way::open(pool.addr(), requests);
        let secret = confidential(&pool.description()).secret;
        let draft = draft(pool, way.address);
        let secret = secret.filter(|_| draft.oauth.is_some());
        let id = console.add(&draft, secret.as_deref()).await;
        let mut typed = console.app.new_draft("aws-cognito-oidc");
        typed.body.definition = oauth_draft("Half typed");
        let keep = console.app.keep_draft(&typed.id, None, &typed.body);
        keep.await.unwrap();
        let before = console.app.provider(&id).await.unwrap().definition;

        let view = console.test(&id, person).await;

        assert_eq!(console.app.provider(&id).await.unwrap().definition, before);
        let kept = console.app.draft(&typed.id).await.unwrap();
        assert_eq!(kept.body, typed.body);
        assert_eq!(console.app.run(&view.run_id).await.unwrap(), view);
        Self {
            console,
            id,
            way,
            view,
        }
    }

    /// The step that failed is the first that is told, and those before it went well.
    fn assert_named(&self, (requests, step): Stop) {
        let view = &self.view;
        assert_eq!(view.outcome, RunOutcome::Failed, "{requests}: {view:#?}");
        let told = &view.diagnosis[0];
        assert_eq!(
            told.code,
            DiagnosisCode::ConnectionRefused,
            "{requests}: {told:?}"
        );
        assert_eq!(told.step, step, "{requests}: {told:?}");
        assert!(!told.causes.is_empty() && !told.next_steps.is_empty());
        let before = view.steps.iter().take_while(|row| row.step != step);
        let failed: Vec<_> = before
            .filter(|row| row.outcome == StepOutcome::Failed)
            .collect();
        assert!(failed.is_empty(), "{requests}: {failed:#?}");
        let has_verified_token = matches!(
            step,
            StepKind::Userinfo | StepKind::GetUser | StepKind::IdentityPool
        );
        let mut rows = view.attributes.iter();
        let email = rows.any(|row| row.name == "email" && row.value.contains('@'));
        assert_eq!(
            email, has_verified_token,
            "{requests}: {:#?}",
            view.attributes
        );
    }

    /// The server is there again, and nothing of the stopped test is in the way.
    async fn assert_goes_on(self, person: FormSignIn) {
        self.way.open_again();
        let view = self.console.test(&self.id, person).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
        let runs = self.console.app.list_runs(Some(&self.id.0)).await.unwrap();
        assert_eq!(runs.len(), 2);
    }
}

#[tokio::test]
async fn a_server_that_stops_during_a_redirect_sign_in_is_a_named_step_and_loses_nothing() {
    let pool = pool().await;
    let alice = || support::person(&pool.description(), "alice");
    for stop in BY_REDIRECT {
        let stopped = Stopped::after(stop.0, &pool, by_redirect, alice()).await;
        stopped.assert_named(*stop);
        stopped.assert_goes_on(alice()).await;
    }
    let whole = Stopped::after(8, &pool, by_redirect, alice()).await;
    assert_eq!(whole.view.outcome, RunOutcome::Passed, "{:#?}", whole.view);
}

#[tokio::test]
async fn a_server_that_stops_during_a_sign_in_by_password_is_a_named_step_and_loses_nothing() {
    let pool = pool().await;
    for stop in BY_PASSWORD {
        let stopped = Stopped::after(stop.0, &pool, by_password, dave()).await;
        stopped.assert_named(*stop);
        stopped.assert_goes_on(dave()).await;
    }
}

#[tokio::test]
async fn credentials_whose_role_nobody_tells_are_good_and_the_role_is_a_warning() {
    let pool = pool().await;
    let verdict = |view: &RunView, id: CheckId| {
        let mut checks = view.steps.iter().flat_map(|step| &step.checks);
        checks.find(|check| check.check == id).unwrap().verdict
    };
    for (requests, role) in [(7, Verdict::Warning), (8, Verdict::Passed)] {
        let stopped = Stopped::after(requests, &pool, by_password, dave()).await;
        let view = &stopped.view;
        assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
        assert_eq!(
            verdict(view, CheckId::AwsCredentialsReceived),
            Verdict::Passed
        );
        assert_eq!(verdict(view, CheckId::AwsRoleKnown), role);
    }
}
