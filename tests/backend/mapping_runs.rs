//! Rules beside stored runs: one of them, or several together.

use idp_app::{Differences, PreviewInput, SecretChange};
use idp_core::claims::{Attribute, ClaimSource, Claims, attribute_table};
use idp_core::diagnosis::DiagnosisCode;
use idp_core::mapping::{MappedValue, MappingView, RuleStatus};
use idp_core::provider::{AttributesDraft, ProviderId};
use idp_core::run::RunOutcome;
use idp_core::users::{RejectionCode, UserOutcome};
use idp_store::Store;
use serde_json::{Value, json};
use support::{Console, StoredEnd, oauth_draft, person, pool, public, put_run};

fn rules(value: Value) -> AttributesDraft {
    serde_json::from_value(value).unwrap()
}

fn identity_rules() -> AttributesDraft {
    rules(json!({ "user": [
        { "target": "email", "source": "email" },
        { "target": "username", "source": "cognito:username" },
    ] }))
}

fn received(claims: Value) -> Vec<Attribute> {
    let claims: Claims = claims.as_object().cloned().unwrap();
    attribute_table(&[(ClaimSource::IdToken, &claims)])
}

/// Puts a run of these claims into the database.
async fn put(console: &Console, id: &ProviderId, at: u64, claims: Value, end: StoredEnd) -> String {
    let store = Store::open(console.path()).await.unwrap();
    let run_id = put_run(&store, &id.0, at, received(claims), end).await;
    store.close().await;
    run_id
}

fn alice() -> Value {
    json!({ "sub": "1", "email": "alice@example.com", "cognito:username": "alice" })
}

fn bob() -> Value {
    json!({ "sub": "2", "cognito:username": "bob", "custom:only_bob": "b" })
}

async fn preview(
    console: &Console,
    rules: &AttributesDraft,
    input: PreviewInput,
) -> Result<MappingView, idp_app::MapError> {
    console.app.preview_mapping(rules, &input).await
}

fn all_runs(id: &ProviderId) -> PreviewInput {
    PreviewInput::AllRuns {
        provider_id: id.clone(),
    }
}

#[tokio::test]
async fn all_runs_give_a_user_only_when_each_of_them_would() {
    let console = Console::open().await;
    let id = console.add(&oauth_draft("Acme"), None).await;
    let lacking = put(&console, &id, 1, bob(), StoredEnd::Passed).await;
    put(&console, &id, 2, alice(), StoredEnd::Passed).await;
    let view = preview(&console, &identity_rules(), all_runs(&id))
        .await
        .unwrap();
    assert_eq!(view.runs, 2);
    let user = view.user.unwrap();
    assert_eq!((user.outcome, user.rejected), (UserOutcome::Rejected, 1));
    assert_eq!(user.rejections[0].code, RejectionCode::RequiredMissing);
    assert_eq!(user.run.unwrap().run_id, lacking);
    // What is shown of the mapped sets is what is shown beside the rules.
    assert_eq!(view.results[0].status, RuleStatus::RequiredMissing);
    assert!(!view.mapped.user.contains_key("email"));
    let problems: Vec<_> = view
        .mapped
        .problems
        .iter()
        .map(|one| &*one.target)
        .collect();
    assert_eq!(problems, ["email"]);
    // A claim that some run received is received, and goes to applications.
    let names: Vec<_> = view.received.iter().map(|row| &*row.name).collect();
    assert_eq!(
        names,
        ["cognito:username", "custom:only_bob", "email", "sub"]
    );
    assert_eq!(
        view.mapped.external["custom:only_bob"],
        MappedValue::One("b".to_owned())
    );
}

#[tokio::test]
async fn of_twenty_five_runs_the_oldest_can_be_chosen_and_is_named_as_the_worst() {
    let console = Console::open().await;
    let id = console.add(&oauth_draft("Acme"), None).await;
    let oldest = put(&console, &id, 0, bob(), StoredEnd::Passed).await;
    for at in 1..25 {
        let end = match at % 4 {
            0 => StoredEnd::Cancelled,
            1 => StoredEnd::Failed(DiagnosisCode::UserinfoRejected),
            2 => StoredEnd::None,
            _ => StoredEnd::Passed,
        };
        put(&console, &id, at, alice(), end).await;
    }
    // Of another provider, and without attributes.
    let other = console.add(&oauth_draft("Other"), None).await;
    put(&console, &other, 100, alice(), StoredEnd::Passed).await;
    put(&console, &id, 101, json!({}), StoredEnd::Passed).await;

    let offered = console.app.runs_with_attributes(&id).await.unwrap();
    assert_eq!((offered.runs.len(), offered.together), (25, 25));
    let last = offered.runs.last().unwrap();
    assert_eq!(
        (&*last.name.run_id, &*last.name.person, last.attributes),
        (&*oldest, "bob", 3)
    );
    assert_eq!(offered.runs[0].name.person, "alice@example.com");
    let outcomes: Vec<_> = offered.runs.iter().take(4).map(|run| run.outcome).collect();
    assert_eq!(
        outcomes,
        [
            RunOutcome::Cancelled,
            RunOutcome::Passed,
            RunOutcome::Interrupted,
            RunOutcome::Failed
        ]
    );
    assert!(offered.names.contains(&"custom:only_bob".to_owned()));

    let view = preview(&console, &identity_rules(), all_runs(&id))
        .await
        .unwrap();
    assert_eq!(view.runs, 25);
    let worst = view.results[0].run.as_ref().unwrap();
    assert_eq!(worst, &last.name);
    // One run alone is not one of several.
    let alone = PreviewInput::Run { run_id: oldest };
    let view = preview(&console, &identity_rules(), alone).await.unwrap();
    assert_eq!(view.results[0].run, None);
    assert_eq!(view.user.unwrap().outcome, UserOutcome::Rejected);
}

#[tokio::test]
async fn more_runs_than_are_looked_at_together_can_be_chosen() {
    let console = Console::open().await;
    let id = console.add(&oauth_draft("Acme"), None).await;
    put(&console, &id, 0, bob(), StoredEnd::Passed).await;
    for at in 1..=100 {
        put(&console, &id, at, alice(), StoredEnd::Passed).await;
    }
    let offered = console.app.runs_with_attributes(&id).await.unwrap();
    assert_eq!((offered.runs.len(), offered.together), (101, 100));
    let view = preview(&console, &identity_rules(), all_runs(&id))
        .await
        .unwrap();
    assert_eq!((view.runs, view.user.unwrap().rejected), (100, 0));
}

#[tokio::test]
async fn a_renamed_provider_has_its_new_name_in_every_preview() {
    let console = Console::open().await;
    let mut draft = oauth_draft("Acme");
    draft.attributes = rules(json!({
        "user": [
            { "target": "email", "source": "email" },
            { "target": "username", "expression": "provider.name" },
        ],
    }));
    let id = console.add(&draft, None).await;
    let run_id = put(&console, &id, 1, alice(), StoredEnd::Passed).await;
    draft.display_name = "Renamed".to_owned();
    let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
    let renamed = console.app.update_provider(&id, &draft, keep, refuse);
    renamed.await.unwrap();
    let of = |view: MappingView| view.mapped.user["username"].clone();
    let named = MappedValue::One("Renamed".to_owned());
    for input in [
        PreviewInput::Run {
            run_id: run_id.clone(),
        },
        all_runs(&id),
    ] {
        let view = preview(&console, &draft.attributes, input).await.unwrap();
        assert_eq!(of(view), named);
    }
    let mapped = console.app.map_claims(&id, &alice().to_string()).await;
    assert_eq!(of(mapped.unwrap()), named);
    let user = console.app.preview_user(&run_id).await.unwrap();
    assert_eq!(user.decision.username.as_deref(), Some("Renamed"));
}

#[tokio::test]
async fn the_preview_says_what_applying_does_to_the_local_users() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = support::definition(&description, &public(&description));
    draft.attributes = identity_rules();
    let id = console.add(&draft, None).await;
    let run = console.test(&id, person(&description, "alice")).await;
    let input = || PreviewInput::Run {
        run_id: run.run_id.clone(),
    };
    let view = preview(&console, &draft.attributes, input()).await.unwrap();
    let user = view.user.unwrap();
    assert_eq!((user.outcome, user.fields), (UserOutcome::Created, 2));
    console.app.apply_user(&run.run_id).await.unwrap();

    let view = preview(&console, &draft.attributes, input()).await.unwrap();
    let user = view.user.unwrap();
    assert_eq!(user.outcome, UserOutcome::Unchanged);
    assert_eq!(user.username.as_deref(), Some("alice"));

    let mut more = draft.attributes.clone();
    more.user.push(
        rules(json!({ "user": [
        { "target": "department", "source": "custom:department", "onEveryLogin": true },
    ] }))
        .user
        .remove(0),
    );
    let view = preview(&console, &more, input()).await.unwrap();
    let user = view.user.unwrap();
    assert_eq!(user.outcome, UserOutcome::Updated, "{user:?}");

    // Without USER rules nothing is said of users.
    let none = AttributesDraft::default();
    assert_eq!(preview(&console, &none, input()).await.unwrap().user, None);
}

#[tokio::test]
async fn a_run_that_failed_by_its_old_rules_alone_counts_by_the_rules_that_are_looked_at() {
    let console = Console::open().await;
    let id = console.add(&oauth_draft("Acme"), None).await;
    let mapping = StoredEnd::Failed(DiagnosisCode::RequiredAttributeMissing);
    put(&console, &id, 1, alice(), mapping).await;
    let view = preview(&console, &identity_rules(), all_runs(&id)).await;
    let user = view.unwrap().user.unwrap();
    assert_eq!(user.outcome, UserOutcome::Created, "{user:?}");
    let other = StoredEnd::Failed(DiagnosisCode::UserinfoRejected);
    let run_id = put(&console, &id, 2, alice(), other).await;
    let both = [all_runs(&id), PreviewInput::Run { run_id }];
    for input in both {
        let view = preview(&console, &identity_rules(), input).await.unwrap();
        let user = view.user.unwrap();
        assert_eq!(user.outcome, UserOutcome::Rejected);
        assert_eq!(user.rejections[0].code, RejectionCode::SignInFailed);
    }
}
