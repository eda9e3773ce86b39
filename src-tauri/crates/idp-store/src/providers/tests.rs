use super::{UpdateFrom, WriteProviderError};
use crate::mapping_fixtures::tests::fixture;
use crate::runs::{NewRun, RunEnding};
use crate::setup_confirmations::tests::confirmation;
use crate::store::StoreError;
use crate::store::tests::new_store;
use idp_core::draft::{DraftBody, DraftId};
use idp_core::mapping::{Fixture, Mapped, MappedValue};
use idp_core::provider::{
    MappingRuleDraft, OauthDraft, ProviderDraft, ProviderId, ProviderKind, UserStoreDraft,
};
use idp_core::run::RunOutcome;

fn draft(name: &str) -> ProviderDraft {
    ProviderDraft {
        display_name: name.to_owned(),
        ..ProviderDraft::default()
    }
}

fn id(text: &str) -> ProviderId {
    ProviderId(text.to_owned())
}

fn full_draft() -> ProviderDraft {
    let mut draft = draft("Acme staff");
    draft.catalogue_entry = "aws-cognito-oidc".to_owned();
    draft.enabled = true;
    draft.oauth = Some(OauthDraft {
        issuer: Some("https://issuer.example".to_owned()),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        authorization_parameters: [("identity_provider".to_owned(), "Okta".to_owned())].into(),
        ..OauthDraft::default()
    });
    draft.tags = vec!["prod".to_owned(), "müller".to_owned()];
    draft.attributes.user = vec![MappingRuleDraft {
        target: "email".to_owned(),
        expression: Some("claims.email + '\"'".to_owned()),
        ..MappingRuleDraft::default()
    }];
    draft
}

#[tokio::test]
async fn a_definition_comes_back_as_it_was_stored() {
    let (store, _folder) = new_store().await;
    let stored = store
        .providers()
        .insert(&id("1"), &full_draft(), "t1")
        .await
        .unwrap();
    assert_eq!(stored.definition, full_draft());
    assert_eq!((stored.revision, stored.created_at.as_str()), (1, "t1"));
    assert_eq!(stored.updated_at, "t1");
    let found = store.providers().find(&id("1")).await.unwrap();
    assert_eq!(found, Some(stored));
}

#[tokio::test]
async fn an_update_replaces_the_definition_and_raises_the_revision() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    let created = providers
        .insert(&id("1"), &draft("Acme"), "t1")
        .await
        .unwrap();
    let mut changed = draft("ACME");
    changed.kind = ProviderKind::UserStore;
    changed.user_store = Some(UserStoreDraft::default());
    let updated = providers
        .update(&id("1"), &changed, UpdateFrom::default(), "t2")
        .await
        .unwrap();
    assert_eq!(updated.definition, changed);
    assert_eq!(updated.revision, created.revision + 1);
    assert_eq!(
        (updated.created_at.as_str(), updated.updated_at.as_str()),
        ("t1", "t2")
    );
    assert_eq!(providers.find(&id("1")).await.unwrap(), Some(updated));
}

#[tokio::test]
async fn a_name_is_found_in_whatever_case() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Ärzte Nord"), "t")
        .await
        .unwrap();
    for name in ["Ärzte Nord", "ärzte nord", " ÄRZTE NORD "] {
        let found = providers.find_by_name(name).await.unwrap();
        assert_eq!(found.map(|found| found.id), Some(id("1")), "{name}");
    }
    assert_eq!(providers.find_by_name("Ärzte").await.unwrap(), None);
}

#[tokio::test]
async fn the_list_is_in_the_order_of_names() {
    let (store, _folder) = new_store().await;
    for (number, name) in ["Zeta", "alpha", "Beta"].into_iter().enumerate() {
        let id = ProviderId(number.to_string());
        store
            .providers()
            .insert(&id, &draft(name), "t")
            .await
            .unwrap();
    }
    let list = store.providers().list().await.unwrap();
    let names: Vec<_> = list
        .iter()
        .map(|stored| &stored.definition.display_name)
        .collect();
    assert_eq!(names, ["alpha", "Beta", "Zeta"]);
}

#[tokio::test]
async fn each_in_the_list_has_the_verdict_of_its_last_finished_run() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    for name in ["tested", "mended", "cancelled", "new", "deleted"] {
        let draft = draft(name);
        providers.insert(&id(name), &draft, "t").await.unwrap();
    }
    providers.delete(&id("deleted"), "t").await.unwrap();
    for (number, (provider_id, outcome)) in [
        ("mended", RunOutcome::Failed),
        ("tested", RunOutcome::Passed),
        ("mended", RunOutcome::Passed),
        ("tested", RunOutcome::Failed),
        ("tested", RunOutcome::Cancelled),
        ("cancelled", RunOutcome::Cancelled),
        ("deleted", RunOutcome::Passed),
    ]
    .into_iter()
    .enumerate()
    {
        let (run_id, started_at) = (number.to_string(), format!("2026-01-0{}", number + 1));
        let run = NewRun {
            run_id: &run_id,
            provider_id,
            provider: "Acme",
            started_at: &started_at,
            owner: "o",
            fingerprint: &run_id,
        };
        store.runs().insert(&run, &[]).await.unwrap();
        let ending = RunEnding {
            outcome,
            sentence: "",
            duration_ms: 1,
        };
        store.runs().finish(&run_id, 1, &[], &ending).await.unwrap();
    }
    let listed = providers.list_with_verdicts().await.unwrap();
    let verdicts: Vec<_> = listed
        .iter()
        .map(|one| (one.id.0.as_str(), one.last.as_ref()))
        .map(|(id, last)| (id, last.map(|last| (&*last.started_at, last.passed))))
        .collect();
    let expected = [
        ("cancelled", None),
        ("mended", Some(("2026-01-03", true))),
        ("new", None),
        ("tested", Some(("2026-01-04", false))),
    ];
    assert_eq!(verdicts, expected);
    let ids: Vec<_> = listed.iter().map(|one| &one.id).collect();
    let found = providers.find_all(&ids).await.unwrap();
    assert_eq!(found.len(), ids.len());
    for one in &listed {
        let stored = providers.find(&one.id).await.unwrap().unwrap();
        assert_eq!(stored.version(), one.version);
        assert!(found.contains(&stored));
    }
}

#[tokio::test]
async fn a_name_belongs_to_one_provider_until_that_is_deleted() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Öko"), "t")
        .await
        .unwrap();
    providers
        .insert(&id("2"), &draft("Other"), "t")
        .await
        .unwrap();
    let inserted = providers.insert(&id("3"), &draft("ÖKO"), "t").await;
    assert!(matches!(inserted, Err(WriteProviderError::NameTaken)));
    let updated = providers
        .update(&id("2"), &draft("öko"), UpdateFrom::default(), "t")
        .await;
    assert!(matches!(updated, Err(WriteProviderError::NameTaken)));
    let other = providers.find(&id("2")).await.unwrap().unwrap();
    assert_eq!(other.definition.display_name, "Other");
    assert_eq!(other.revision, 1);

    providers.delete(&id("1"), "t").await.unwrap();
    providers
        .insert(&id("3"), &draft("ÖKO"), "t")
        .await
        .unwrap();
}

#[tokio::test]
async fn an_identifier_that_is_used_is_not_a_taken_name() {
    let (store, _folder) = new_store().await;
    store
        .providers()
        .insert(&id("1"), &draft("a"), "t")
        .await
        .unwrap();
    let again = store.providers().insert(&id("1"), &draft("b"), "t").await;
    assert!(matches!(
        again,
        Err(WriteProviderError::Store(StoreError::Failed(_)))
    ));
}

#[tokio::test]
async fn a_deleted_provider_is_gone_from_every_view() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Acme"), "t")
        .await
        .unwrap();
    providers.delete(&id("1"), "t2").await.unwrap();
    assert_eq!(providers.find(&id("1")).await.unwrap(), None);
    assert_eq!(providers.find_by_name("Acme").await.unwrap(), None);
    assert!(providers.list().await.unwrap().is_empty());
    let updated = providers
        .update(&id("1"), &draft("x"), UpdateFrom::default(), "t")
        .await;
    assert!(matches!(updated, Err(WriteProviderError::NotFound)));
    let deleted = providers.delete(&id("1"), "t").await;
    assert!(matches!(deleted, Err(WriteProviderError::NotFound)));
    let kept: String = sqlx::query_scalar("SELECT deleted_at FROM providers WHERE id = '1'")
        .fetch_one(store.readers())
        .await
        .unwrap();
    assert_eq!(kept, "t2");
}

#[tokio::test]
async fn a_definition_that_is_not_one_is_damage_without_its_content() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    for (number, name) in [("1", "Acme"), ("2", "Other")] {
        let draft = draft(name);
        providers.insert(&id(number), &draft, "t").await.unwrap();
    }
    sqlx::query("UPDATE providers SET definition = '{\"confidential\": 1}' WHERE id = '1'")
        .execute(store.writer())
        .await
        .unwrap();
    let error = providers.find(&id("1")).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }));
    assert!(!format!("{error} {error:?}").contains("confidential"));
    let listed = providers.list().await.unwrap();
    assert_eq!(listed.len(), 1, "one broken definition hides no other");
    assert_eq!(listed[0].definition.display_name, "Other");
    assert_eq!(providers.list_with_verdicts().await.unwrap().len(), 2);
    let asked = [&id("1"), &id("2"), &id("gone")];
    assert_eq!(providers.find_all(&asked).await.unwrap(), listed);
    assert_eq!(providers.unreadable().await.unwrap(), ["Acme"]);
}

#[tokio::test]
async fn a_deleted_provider_can_be_restored_under_a_free_name() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Acme"), "t1")
        .await
        .unwrap();
    providers.delete(&id("1"), "t2").await.unwrap();
    let trash = providers.list_deleted().await.unwrap();
    assert_eq!(trash.len(), 1);
    assert_eq!(trash[0].deleted_at, "t2");
    assert_eq!(trash[0].provider.definition, draft("Acme"));

    providers
        .insert(&id("2"), &draft("acme"), "t3")
        .await
        .unwrap();
    let taken = providers.restore(&id("1"), "Acme", "t4").await;
    assert!(matches!(taken, Err(WriteProviderError::NameTaken)));
    providers.restore(&id("1"), "Acme (2)", "t4").await.unwrap();
    let restored = providers.find_by_name("acme (2)").await.unwrap().unwrap();
    assert_eq!(restored.definition, draft("Acme (2)"));
    assert!(providers.list_deleted().await.unwrap().is_empty());
    let again = providers.restore(&id("1"), "x", "t").await;
    assert!(matches!(again, Err(WriteProviderError::NotFound)));
}

#[tokio::test]
async fn purging_takes_the_provider_and_all_that_is_about_it_and_only_from_the_trash() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    for number in ["1", "2"] {
        providers
            .insert(&id(number), &draft(number), "t")
            .await
            .unwrap();
        store
            .runs()
            .insert(
                &NewRun {
                    run_id: &format!("run-{number}"),
                    provider_id: number,
                    provider: number,
                    started_at: "t",
                    owner: "o",
                    fingerprint: "f",
                },
                &[],
            )
            .await
            .unwrap();
        let confirmed = confirmation("callback_url", "value", "t");
        let confirmations = store.setup_confirmations();
        confirmations.update(number, &confirmed).await.unwrap();
        let kept = fixture(number, number, "t");
        store.mapping_fixtures().insert(&kept).await.unwrap();
    }
    let living = providers.purge(&id("1"), "t9").await;
    assert!(matches!(living, Err(WriteProviderError::NotFound)));
    providers.delete(&id("1"), "t").await.unwrap();
    providers.purge(&id("1"), "t9").await.unwrap();
    assert!(providers.list_deleted().await.unwrap().is_empty());
    for owners in [
        "SELECT provider_id FROM runs",
        "SELECT owner FROM setup_confirmations",
        "SELECT provider_id FROM mapping_fixtures",
    ] {
        let left: Vec<String> = sqlx::query_scalar(owners)
            .fetch_all(store.readers())
            .await
            .unwrap();
        assert_eq!(left, ["2"], "{owners}");
    }
}

#[tokio::test]
async fn saving_a_draft_ends_it_and_a_change_by_somebody_else_is_noticed() {
    let (store, _folder) = new_store().await;
    let (providers, drafts) = (store.providers(), store.drafts());
    let new = DraftId("1".to_owned());
    let body = DraftBody::default();
    drafts.update(&new, None, &body, "t").await.unwrap();
    let first = providers.insert(&id("1"), &draft("a"), "t").await.unwrap();
    assert_eq!(drafts.find(&new).await.unwrap(), None);

    let edit = DraftId("2".to_owned());
    let provider = id("1");
    drafts
        .update(&edit, Some(&provider), &body, "t")
        .await
        .unwrap();
    providers
        .update(&provider, &draft("b"), UpdateFrom::default(), "t")
        .await
        .unwrap();
    let from = UpdateFrom {
        draft: Some(&edit),
        base_revision: Some(first.revision),
        accepted: &[],
    };
    let late = providers.update(&provider, &draft("c"), from, "t").await;
    assert!(matches!(late, Err(WriteProviderError::ChangedElsewhere)));
    assert!(drafts.find(&edit).await.unwrap().is_some());
    let from = UpdateFrom {
        base_revision: Some(first.revision + 1),
        ..from
    };
    let saved = providers.update(&provider, &draft("c"), from, "t").await;
    assert_eq!(saved.unwrap().definition, draft("c"));
    assert_eq!(drafts.find(&edit).await.unwrap(), None);
}

#[tokio::test]
async fn a_definition_and_the_accepted_results_are_written_together_or_not_at_all() {
    let (store, _folder) = new_store().await;
    let providers = store.providers();
    providers.insert(&id("1"), &draft("a"), "t").await.unwrap();
    let mut fixture = Fixture {
        fixture_id: "f".to_owned(),
        provider_id: id("1"),
        name: "alice".to_owned(),
        pseudonymised: false,
        attributes: Vec::new(),
        expected: Mapped::default(),
        created_at: "t".to_owned(),
    };
    let fixtures = store.mapping_fixtures();
    fixtures.insert(&fixture).await.unwrap();
    let value = MappedValue::One("x".to_owned());
    fixture.expected.user.insert("email".to_owned(), value);
    let from = UpdateFrom {
        accepted: std::slice::from_ref(&fixture),
        ..UpdateFrom::default()
    };
    let no_space = "CREATE TRIGGER no_space BEFORE UPDATE ON mapping_fixtures
                    BEGIN SELECT RAISE(ABORT, 'no space'); END";
    let writer = store.writer();
    sqlx::query(no_space).execute(writer).await.unwrap();
    let refused = providers.update(&id("1"), &draft("b"), from, "t2").await;
    assert!(matches!(refused, Err(WriteProviderError::Store(_))));
    let stored = providers.find(&id("1")).await.unwrap().unwrap();
    assert_eq!((stored.definition, stored.revision), (draft("a"), 1));

    let space = "DROP TRIGGER no_space";
    sqlx::query(space).execute(writer).await.unwrap();
    let updated = providers.update(&id("1"), &draft("b"), from, "t2").await;
    assert_eq!(updated.unwrap().definition, draft("b"));
    assert_eq!(fixtures.list(&id("1")).await.unwrap(), [fixture]);
}
