//! Test connection against the practice pool: the good ways and each classic failure.

use idp_app::{FormCredentials, FormSignIn};
use idp_core::checks::{CheckId, Verdict};
use idp_core::claims::{ClaimSource, ClaimType};
use idp_core::diagnosis::DiagnosisCode;
use idp_core::mapping::MappedValue;
use idp_core::provider::{ClientAuthentication, OauthDraft, ProviderDraft};
use idp_core::run::{RunOutcome, RunView, StepKind, StepOutcome};
use idp_core::secret::Secret;
use practice_pool::{PoolDescription, RunningPracticePool};
use support::{
    Answering, Console, confidential, definition, parameter, person, pool, public, typing,
};

fn attribute<'a>(view: &'a RunView, name: &str, source: ClaimSource) -> (&'a str, ClaimType) {
    let found = view
        .attributes
        .iter()
        .find(|row| row.name == name && row.source == source)
        .unwrap_or_else(|| panic!("{name} from {source:?} in {:?}", view.attributes));
    (&found.value, found.claim_type)
}

fn assert_failed(view: &RunView, code: DiagnosisCode, step: StepKind) {
    assert_eq!(view.outcome, RunOutcome::Failed, "{view:#?}");
    let found = view
        .diagnosis
        .first()
        .unwrap_or_else(|| panic!("a diagnosis in {view:#?}"));
    assert_eq!((found.code, found.step), (code, step), "{view:#?}");
    assert!(!found.causes.is_empty() && !found.next_steps.is_empty());
    assert_eq!(view.sentence, found.title);
}

/// One failing test with a changed definition, a changed pool, and a person.
async fn failing(
    change_pool: impl FnOnce(&mut practice_pool::Settings),
    change: impl FnOnce(&mut OauthDraft),
    secret: Option<&str>,
    user: &str,
) -> (RunView, RunningPracticePool) {
    let pool = pool().await;
    let mut settings = pool.settings();
    change_pool(&mut settings);
    pool.update_settings(settings).await.unwrap();
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    change(draft.oauth.as_mut().unwrap());
    let console = Console::open().await;
    let secret = secret.map(str::to_owned).or(client.secret);
    let id = console.add(&draft, secret.as_deref()).await;
    let view = console.test(&id, person(&description, user)).await;
    (view, pool)
}

async fn passing(draft: impl FnOnce(&PoolDescription) -> ProviderDraft, user: &str) -> RunView {
    let pool = pool().await;
    let description = pool.description();
    let secret = confidential(&description).secret;
    let console = Console::open().await;
    let draft = draft(&description);
    let id = console.add(&draft, secret.as_deref()).await;
    let view = console.test(&id, person(&description, user)).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    view
}

#[tokio::test]
async fn every_attribute_comes_back_with_type_and_source() {
    let view = passing(|pool| definition(pool, &confidential(pool)), "alice").await;
    assert_eq!(
        attribute(&view, "email_verified", ClaimSource::IdToken),
        ("true", ClaimType::Boolean)
    );
    assert_eq!(
        attribute(&view, "email_verified", ClaimSource::Userinfo),
        ("true", ClaimType::String)
    );
    let (groups, kind) = attribute(&view, "cognito:groups", ClaimSource::IdToken);
    assert!(
        groups.contains("admins") && kind == ClaimType::Array,
        "{groups}"
    );
    assert!(
        view.attributes
            .iter()
            .any(|row| row.name.starts_with("custom:"))
    );
    let conflict = view
        .attributes
        .iter()
        .find(|row| row.name == "email_verified")
        .unwrap();
    assert!(!conflict.differs_from.is_empty());
    assert!(view.sentence.contains("works"), "{}", view.sentence);
}

#[tokio::test]
async fn every_must_check_of_a_good_sign_in_is_made_and_passes() {
    let view = passing(|pool| definition(pool, &confidential(pool)), "alice").await;
    let made: Vec<_> = view.steps.iter().flat_map(|step| &step.checks).collect();
    for id in [
        CheckId::DiscoveryIssuerMatches,
        CheckId::AuthorizationRequestAccepted,
        CheckId::SignInPageAvailable,
        CheckId::StateMatches,
        CheckId::IssuerMatches,
        CheckId::AudienceContainsClient,
        CheckId::SignatureValid,
        CheckId::NotExpired,
        CheckId::IssuedAtRecent,
        CheckId::NonceMatches,
        CheckId::AccessTokenHashMatches,
        CheckId::TokenUseIsId,
        CheckId::UserinfoSubjectMatches,
    ] {
        let check = made
            .iter()
            .find(|check| check.check == id)
            .unwrap_or_else(|| panic!("{id:?}"));
        assert_eq!(check.verdict, Verdict::Passed, "{id:?}");
    }
    let text = made
        .iter()
        .find(|check| check.check == CheckId::EmailVerifiedIsBoolean)
        .unwrap();
    assert_eq!(text.verdict, Verdict::Warning, "userinfo sends a string");
    assert_eq!(view.tokens.len(), 2);
    assert!(
        view.requests
            .iter()
            .any(|request| request.request_id.is_some())
    );
}

#[tokio::test]
async fn basic_post_and_no_client_authentication_all_work() {
    passing(
        |pool| {
            let mut draft = definition(pool, &confidential(pool));
            draft.oauth.as_mut().unwrap().client_authentication =
                ClientAuthentication::ClientSecretPost;
            draft
        },
        "alice",
    )
    .await;
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &public(&description)), None)
        .await;
    let view = console.test(&id, person(&description, "alice")).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
}

#[tokio::test]
async fn redirect_mismatch_is_found_without_a_sign_in() {
    let (view, pool) = failing(
        |_| {},
        |oauth| oauth.redirect_uri = "https://broker.example.com/callback/".into(),
        None,
        "alice",
    )
    .await;
    assert_failed(
        &view,
        DiagnosisCode::RedirectMismatch,
        StepKind::Authorization,
    );
    let evidence = &view.diagnosis[0].evidence;
    assert!(
        evidence
            .iter()
            .any(|row| row.value == "https://broker.example.com/callback/")
    );
    assert!(
        view.steps.iter().all(|step| step.step != StepKind::SignIn),
        "nobody was asked"
    );
    drop(pool);
}

#[tokio::test]
async fn an_unknown_client_is_told_from_a_wrong_secret() {
    let (view, _) = failing(
        |_| {},
        |oauth| oauth.client_id = "nosuchclient00000000000000".into(),
        None,
        "alice",
    )
    .await;
    assert_failed(
        &view,
        DiagnosisCode::ClientNotFound,
        StepKind::Authorization,
    );
    let (view, _) = failing(|_| {}, |_| {}, Some("wrongsecretwrongsecretwrong"), "alice").await;
    assert_failed(&view, DiagnosisCode::InvalidClient, StepKind::Token);
    let (view, _) = failing(
        |_| {},
        |oauth| oauth.client_authentication = ClientAuthentication::None,
        None,
        "alice",
    )
    .await;
    assert_failed(&view, DiagnosisCode::InvalidClient, StepKind::Token);
    assert!(view.diagnosis[0].causes[0].contains("sends no client secret"));
}

#[tokio::test]
async fn the_scope_that_is_not_ticked_is_named() {
    let (view, _) = failing(
        |_| {},
        |oauth| oauth.scopes.push("phone".into()),
        None,
        "alice",
    )
    .await;
    assert_failed(&view, DiagnosisCode::InvalidScope, StepKind::Authorization);
    assert!(
        view.diagnosis[0].causes[0].contains("phone"),
        "{:?}",
        view.diagnosis
    );
}

#[tokio::test]
async fn openid_that_is_missing_is_the_first_cause_of_a_refused_scope_and_the_first_step() {
    let (view, _) = failing(
        |_| {},
        |oauth| oauth.scopes = vec!["email".into(), "profile".into()],
        None,
        "alice",
    )
    .await;
    assert_failed(&view, DiagnosisCode::InvalidScope, StepKind::Authorization);
    let found = &view.diagnosis[0];
    assert_eq!(
        (&*found.causes[0], &*found.next_steps[0]),
        (
            "email, profile are requested without openid, which they need.",
            "Add the scope openid here."
        )
    );
}

#[tokio::test]
async fn a_client_without_the_code_grant_is_unauthorized() {
    let (view, _) = failing(
        |settings| {
            for client in &mut settings.clients {
                client
                    .grants
                    .retain(|grant| *grant != practice_pool::Grant::AuthorizationCode);
            }
        },
        |_| {},
        None,
        "alice",
    )
    .await;
    assert_failed(
        &view,
        DiagnosisCode::UnauthorizedClient,
        StepKind::Authorization,
    );
}

#[tokio::test]
async fn login_pages_without_a_style_are_unavailable() {
    let (view, _) = failing(
        |settings| {
            settings
                .clients
                .iter_mut()
                .for_each(|client| client.has_branding_style = false)
        },
        |_| {},
        None,
        "alice",
    )
    .await;
    assert_failed(
        &view,
        DiagnosisCode::LoginPagesUnavailable,
        StepKind::Authorization,
    );
}

#[tokio::test]
async fn refusals_in_the_callback_are_diagnosed() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    for (query, code) in [
        (
            "error=access_denied&error_description=user_cancelled_authorize",
            DiagnosisCode::AccessDenied,
        ),
        (
            "error=invalid_request&error_description=invalid_scope",
            DiagnosisCode::InvalidScope,
        ),
        (
            "error_description=unauthorized_client&error=invalid_request",
            DiagnosisCode::UnauthorizedClient,
        ),
    ] {
        let surface =
            Answering(move |url: &url::Url| format!("{query}&state={}", parameter(url, "state")));
        assert_failed(&console.test(&id, surface).await, code, StepKind::Callback);
    }
    let surface =
        Answering(|url: &url::Url| format!("code=made-up&state={}", parameter(url, "state")));
    assert_failed(
        &console.test(&id, surface).await,
        DiagnosisCode::InvalidGrant,
        StepKind::Token,
    );
    let exchanges = token_requests(&pool);
    let view = console
        .test(
            &id,
            Answering(|_: &url::Url| "code=made-up&state=foreign".to_owned()),
        )
        .await;
    assert_failed(&view, DiagnosisCode::StateMismatch, StepKind::Callback);
    assert_eq!(
        token_requests(&pool),
        exchanges,
        "no token request after a foreign state"
    );
}

fn token_requests(pool: &RunningPracticePool) -> usize {
    pool.observed()
        .iter()
        .filter(|seen| matches!(seen, practice_pool::Observed::Token { .. }))
        .count()
}

#[tokio::test]
async fn what_the_form_says_becomes_a_cause() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    let wrong = console.test(&id, typing("alice", "not-her-password")).await;
    assert_failed(&wrong, DiagnosisCode::WrongCredentials, StepKind::SignIn);
    let disabled = console.test(&id, person(&description, "erin")).await;
    assert_failed(&disabled, DiagnosisCode::UserDisabled, StepKind::SignIn);
    let totp = console.test(&id, person(&description, "dave")).await;
    assert_failed(&totp, DiagnosisCode::MfaRequired, StepKind::SignIn);
    let carol = console.test(&id, person(&description, "carol")).await;
    assert_failed(&carol, DiagnosisCode::NewPasswordRequired, StepKind::SignIn);
    let nobody = console.test(&id, FormSignIn::redirects_only()).await;
    let step = nobody
        .steps
        .iter()
        .find(|step| step.step == StepKind::SignIn)
        .unwrap();
    assert_eq!(step.outcome, StepOutcome::NotChecked);
    assert_eq!(nobody.outcome, RunOutcome::Failed);
}

#[tokio::test]
async fn a_new_password_is_set_when_one_is_given() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    let carol = description
        .users
        .iter()
        .find(|user| user.name == "carol")
        .unwrap();
    let surface = FormSignIn::with(FormCredentials {
        username: "carol".into(),
        password: Secret::new(carol.password.clone()),
        new_password: Some(Secret::new("Brand-New-Pass-9!")),
        software_token: None,
    });
    let view = console.test(&id, surface).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    let again = console
        .test(&id, typing("carol", "Brand-New-Pass-9!"))
        .await;
    assert_eq!(again.outcome, RunOutcome::Passed);
}

#[tokio::test]
async fn a_required_rule_without_a_value_fails_the_run() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.attributes.user = vec![
        serde_json::from_str(r#"{"target":"email","source":"email","required":true}"#).unwrap(),
        serde_json::from_str(r#"{"target":"username","source":"sub"}"#).unwrap(),
        serde_json::from_str(r#"{"target":"badge","source":"custom:badge","required":true}"#)
            .unwrap(),
    ];
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let view = console.test(&id, person(&description, "alice")).await;
    assert_failed(
        &view,
        DiagnosisCode::RequiredAttributeMissing,
        StepKind::Mapping,
    );
    assert!(
        matches!(&view.mapped.user["email"], MappedValue::One(text) if text.starts_with("alice@"))
    );
}
