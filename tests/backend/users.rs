//! Local users from test runs: the dry run, doing it, and what stays when things are deleted.

use idp_app::{Differences, PreviewInput, RunUser, SecretChange, UsersError};
use idp_core::instant::time_in_words;
use idp_core::mapping::MappedValue;
use idp_core::provider::{MappingRuleDraft, ProviderDraft};
use idp_core::run::RunOutcome;
use idp_core::users::{ChangeKind, MatchedBy, RejectionCode, UserDecision, UserOutcome};
use practice_pool::{PoolDescription, RunningPracticePool};
use std::sync::Arc;
use support::{Console, definition, person, pool, public, typing};

fn rule(target: &str, source: &str, on_every_login: bool) -> MappingRuleDraft {
    MappingRuleDraft {
        target: target.to_owned(),
        source: Some(source.to_owned()),
        on_every_login,
        ..MappingRuleDraft::default()
    }
}

fn with_rules(pool: &PoolDescription, name: &str) -> ProviderDraft {
    let mut draft = definition(pool, &public(pool));
    draft.display_name = name.to_owned();
    draft.attributes.user = vec![
        rule("email", "email", true),
        rule("username", "cognito:username", false),
        rule("firstName", "given_name", true),
    ];
    draft
}

/// What a dry run and a real one agree on: all but the identifier of somebody new.
fn alike(dry: &UserDecision, real: &UserDecision) -> bool {
    let mut real = real.clone();
    real.user_id.clone_from(&dry.user_id);
    *dry == real
}

async fn done(console: &Console, run_id: &str) -> RunUser {
    let said = console.app.preview_user(run_id).await.unwrap();
    let done = console.app.apply_user(run_id).await.unwrap();
    assert!(alike(&said.decision, &done.decision), "{said:?} {done:?}");
    done
}

#[tokio::test]
async fn a_person_is_created_once_updated_linked_and_deleted() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let draft = with_rules(&description, "Acme");
    let id = console.add(&draft, None).await;
    let run = console.test(&id, person(&description, "alice")).await;
    console.app.preview_user(&run.run_id).await.unwrap();
    assert!(console.app.list_users().await.unwrap().is_empty());

    let created = done(&console, &run.run_id).await;
    assert_eq!(created.decision.outcome, UserOutcome::Created);
    assert!(!created.rules_changed);
    let again = console.test(&id, person(&description, "alice")).await;
    let again = done(&console, &again.run_id).await.decision;
    assert_eq!(
        (again.outcome, again.matched_by),
        (UserOutcome::Unchanged, MatchedBy::Subject)
    );

    let second = console.add(&with_rules(&description, "Second"), None).await;
    let other = console.test(&second, person(&description, "alice")).await;
    let linked = done(&console, &other.run_id).await.decision;
    assert_eq!(
        (linked.outcome, linked.matched_by),
        (UserOutcome::Updated, MatchedBy::Email)
    );
    let [row] = console.app.list_users().await.unwrap().try_into().unwrap();
    assert_eq!(row.providers, ["Acme", "Second"]);
    let user = console.app.user(&row.id).await.unwrap();
    let kinds: Vec<_> = user.history.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Updated, ChangeKind::Created]);
    assert_eq!(user.history[1].run_id.as_deref(), Some(run.run_id.as_str()));
    assert_eq!(user.profile["email"], MappedValue::One(row.email.clone()));

    console.app.delete_provider(&second).await.unwrap();
    assert_eq!(console.app.user(&row.id).await.unwrap().links.len(), 2);
    assert!(matches!(
        console.app.preview_user(&other.run_id).await,
        Err(UsersError::ProviderGone)
    ));
    console.app.purge_trash().await.unwrap();
    let user = console.app.user(&row.id).await.unwrap();
    assert_eq!(
        (user.links.len(), user.history[0].kind),
        (1, ChangeKind::Unlinked)
    );

    console.app.delete_user(&row.id).await.unwrap();
    assert!(matches!(
        console.app.user(&row.id).await,
        Err(UsersError::NotFound)
    ));
    let anew = console.app.preview_user(&run.run_id).await.unwrap();
    assert_eq!(anew.decision.outcome, UserOutcome::Created);
}

#[tokio::test]
async fn the_present_rules_count_and_the_difference_to_the_test_is_told() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = with_rules(&description, "Acme");
    let id = console.add(&draft, None).await;
    let run = console.test(&id, person(&description, "alice")).await;
    done(&console, &run.run_id).await;
    draft.attributes.user[2] = rule("firstName", "family_name", true);
    let change = SecretChange::Keep;
    console
        .app
        .update_provider(&id, &draft, change, Differences::Refuse)
        .await
        .unwrap();
    let said = console.app.preview_user(&run.run_id).await.unwrap();
    assert!(said.rules_changed);
    assert_eq!(said.decision.outcome, UserOutcome::Updated);
    let [changed] = said.decision.changes().try_into().unwrap();
    assert_eq!(changed.name, "firstName");
    // An enabled provider could not be stored like that.
    draft.enabled = false;
    draft.attributes.user.remove(1);
    console
        .app
        .update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse)
        .await
        .unwrap();
    let said = console.app.preview_user(&run.run_id).await.unwrap();
    assert_eq!(
        said.decision.rejections[0].code,
        RejectionCode::RequiredMissing
    );
}

#[tokio::test]
async fn a_sign_in_that_failed_creates_nobody() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let id = console.add(&with_rules(&description, "Acme"), None).await;
    let run = console.test(&id, typing("alice", "not her password")).await;
    let refused = done(&console, &run.run_id).await.decision;
    assert_eq!(refused.outcome, UserOutcome::Rejected);
    assert_eq!(refused.rejections[0].code, RejectionCode::SignInFailed);
    assert!(console.app.list_users().await.unwrap().is_empty());
    assert!(matches!(
        console.app.preview_user("no such run").await,
        Err(UsersError::Run(_))
    ));
}

#[tokio::test]
async fn an_older_test_does_not_write_its_values_over_those_of_a_newer_one() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let id = console.add(&with_rules(&description, "Acme"), None).await;
    let older = console.test(&id, person(&description, "alice")).await;
    rename_alice(&pool).await;
    let newer = console.test(&id, person(&description, "alice")).await;
    console.test(&id, person(&description, "bob")).await;
    console.test(&id, typing("alice", "not her password")).await;
    let created = done(&console, &older.run_id).await.decision;
    assert_eq!(
        created.outcome,
        UserOutcome::Created,
        "there is nothing to write over"
    );
    let updated = done(&console, &newer.run_id).await.decision;
    assert_eq!(updated.outcome, UserOutcome::Updated);
    let refused = done(&console, &older.run_id).await.decision;
    assert_eq!(refused.outcome, UserOutcome::Rejected);
    assert_eq!(refused.rejections[0].code, RejectionCode::NewerSignIn);
    let when = time_in_words(&newer.started_at);
    assert!(refused.rejections[0].message.contains(&when));
    // The mapping editor says the same of it.
    let rules = with_rules(&description, "Acme").attributes;
    let input = PreviewInput::Run {
        run_id: older.run_id.clone(),
    };
    let view = console.app.preview_mapping(&rules, &input).await.unwrap();
    assert_eq!(view.user.unwrap().rejections, refused.rejections);
    let [row] = console.app.list_users().await.unwrap().try_into().unwrap();
    let user = console.app.user(&row.id).await.unwrap();
    assert_eq!(
        user.profile["firstName"],
        MappedValue::One("Alicia".to_owned())
    );
    assert_eq!(user.history.len(), 2);
}

/// Gives alice another first name at the pool.
async fn rename_alice(pool: &RunningPracticePool) {
    let mut settings = pool.settings();
    let mut users = settings.users.iter_mut();
    let alice = users.find(|user| user.name == "alice").unwrap();
    let name = alice.attributes.get_mut("given_name").unwrap();
    *name = "Alicia".to_owned();
    pool.update_settings(settings).await.unwrap();
}

#[tokio::test]
async fn a_newer_test_that_failed_by_its_rules_alone_is_newer_as_well() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = with_rules(&description, "Acme");
    let id = console.add(&draft, None).await;
    let older = console.test(&id, person(&description, "alice")).await;
    done(&console, &older.run_id).await;
    rename_alice(&pool).await;
    draft.attributes.user.push(MappingRuleDraft {
        required: true,
        ..rule("department", "nobody_sends_this", true)
    });
    let store = async |draft: &ProviderDraft| {
        let keep = SecretChange::Keep;
        let update = console
            .app
            .update_provider(&id, draft, keep, Differences::Refuse);
        update.await.unwrap();
    };
    store(&draft).await;
    let newer = console.test(&id, person(&description, "alice")).await;
    assert_eq!(newer.outcome, RunOutcome::Failed);
    draft.attributes.user.pop();
    store(&draft).await;
    let updated = done(&console, &newer.run_id).await.decision;
    assert_eq!(updated.outcome, UserOutcome::Updated, "{updated:?}");

    let refused = done(&console, &older.run_id).await.decision;
    assert_eq!(refused.outcome, UserOutcome::Rejected);
    assert_eq!(refused.rejections[0].code, RejectionCode::NewerSignIn);
    let [row] = console.app.list_users().await.unwrap().try_into().unwrap();
    let user = console.app.user(&row.id).await.unwrap();
    let name = MappedValue::One("Alicia".to_owned());
    assert_eq!(user.profile["firstName"], name);
}

#[tokio::test]
async fn who_has_a_new_address_at_the_provider_stays_the_same_user_with_a_history() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = with_rules(&description, "Acme");
    draft.advanced.domains = vec!["acme.com".into()];
    console.add(&draft, None).await;
    let sign_in = async || {
        let alice = Arc::new(person(&description, "alice"));
        let address = Some("alice@acme.com");
        let prepared = console.app.prepare_simulation(address, None, alice).await;
        prepared.unwrap().run().await;
        let simulation = console.app.simulation().unwrap();
        simulation.attempts[0].run_id.clone().unwrap()
    };
    let first = sign_in().await;
    let created = done(&console, &first).await.decision;
    assert_eq!(created.outcome, UserOutcome::Created);

    let mut settings = pool.settings();
    let mut users = settings.users.iter_mut();
    let alice = users.find(|user| user.name == "alice").unwrap();
    let address = "alice.married@acme.example".to_owned();
    alice.attributes.insert("email".into(), address.clone());
    pool.update_settings(settings).await.unwrap();
    let second = sign_in().await;
    let updated = done(&console, &second).await.decision;
    assert_eq!(
        (updated.outcome, updated.matched_by),
        (UserOutcome::Updated, MatchedBy::Subject)
    );

    let [row] = console.app.list_users().await.unwrap().try_into().unwrap();
    assert_eq!((&row.id, &row.email), (&updated.user_id.unwrap(), &address));
    let user = console.app.user(&row.id).await.unwrap();
    assert_eq!(user.links.len(), 1);
    let [change, creation] = user.history.try_into().unwrap();
    assert_eq!(creation.kind, ChangeKind::Created);
    assert_eq!((change.kind, change.new_link), (ChangeKind::Updated, false));
    assert_eq!(change.run_id, Some(second));
    let [field] = change.fields.try_into().unwrap();
    assert_eq!(field.name, "email");
    assert_eq!(
        field.old,
        Some(MappedValue::One("alice@example.com".into()))
    );
    assert_eq!(field.new, Some(MappedValue::One(address)));
}
