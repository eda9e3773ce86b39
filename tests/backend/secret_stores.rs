//! Secrets between stores: moved, found where they lie, and never lost on the way.

use idp_app::{App, AppOptions, Differences, SecretStoreStateName, SecretsError};
use idp_core::provider::ProviderId;
use idp_core::run::RunOutcome;
use idp_core::secret::Secret;
use idp_store::{SecretStoreError, SecretStoreKind as Kind};
use practice_pool::RunningPracticePool;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use support::{confidential, definition, person, pool};

fn secret(text: &str) -> Option<Secret> {
    Some(Secret::new(text))
}

async fn open(folder: &Path) -> App {
    App::open(AppOptions::new(folder)).await.unwrap()
}

/// Two providers with their secrets in the vault.
async fn with_vault(folder: &Path, pool: &RunningPracticePool) -> (App, Vec<ProviderId>) {
    let app = open(folder).await;
    let status = app
        .choose_secret_store(Kind::Vault, secret("the first one"))
        .await
        .unwrap();
    assert_eq!(status.state, SecretStoreStateName::Ready);
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    let mut ids = Vec::new();
    for name in ["One", "Two"] {
        draft.display_name = name.to_owned();
        let value = client.secret.clone().map(Secret::new);
        ids.push(app.create_provider(&draft, value).await.unwrap().id);
    }
    (app, ids)
}

async fn signs_in(app: &App, pool: &RunningPracticePool, id: &ProviderId) -> bool {
    let surface = Arc::new(person(&pool.description(), "alice"));
    let run = app
        .prepare_test(id, surface)
        .await
        .unwrap()
        .run()
        .await
        .unwrap();
    run.outcome == RunOutcome::Passed
}

#[tokio::test]
async fn a_secret_is_read_where_it_lies_and_named_when_that_is_not_in_use() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    app.choose_secret_store(Kind::Session, None).await.unwrap();
    let view = app.provider(&ids[0]).await.unwrap();
    assert_eq!(view.client_secret_store.as_deref(), Some("the vault"));
    assert!(signs_in(&app, &pool, &ids[0]).await);
    let places = app.list_secret_places().await.unwrap();
    let owners: Vec<_> = places.iter().map(|place| place.owner.as_str()).collect();
    assert_eq!(owners, ["One", "Two"]);
    assert!(
        places
            .iter()
            .all(|place| !place.in_use && place.store == Kind::Vault)
    );
}

#[tokio::test]
async fn moved_secrets_are_at_the_new_place_only_and_still_work() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    app.choose_secret_store(Kind::Session, None).await.unwrap();
    let moved = app.move_secrets(None).await.unwrap();
    assert_eq!((moved.moved, moved.total, moved.to), (2, 2, Kind::Session));
    assert!(signs_in(&app, &pool, &ids[1]).await);
    let places = app.list_secret_places().await.unwrap();
    assert!(places.iter().all(|place| place.in_use && !place.gone));
    drop(app);
    // A session's secrets end with it; nothing was left behind in the vault to come back.
    let again = open(folder.path()).await;
    again
        .choose_secret_store(Kind::Vault, secret("the first one"))
        .await
        .unwrap();
    assert!(
        again
            .list_secret_places()
            .await
            .unwrap()
            .iter()
            .all(|place| place.gone)
    );
    assert!(!again.provider(&ids[0]).await.unwrap().client_secret_set);
    let moved = again.move_secrets(None).await.unwrap();
    // What is gone cannot be moved; it is listed to be entered again.
    assert_eq!((moved.moved, moved.total, moved.failed.len()), (0, 0, 0));
}

#[tokio::test]
async fn what_cannot_be_read_stays_is_named_and_moves_at_the_second_try() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    drop(app);
    let app = open(folder.path()).await;
    app.choose_secret_store(Kind::Session, None).await.unwrap();
    let moved = app.move_secrets(None).await.unwrap();
    assert_eq!((moved.moved, moved.total), (0, 2));
    assert!(
        moved.failed.iter().all(|one| one.reason.contains("locked")),
        "{moved:?}"
    );
    let wrong = app.move_secrets(secret("wrong")).await;
    assert!(matches!(
        wrong,
        Err(SecretsError::Store(SecretStoreError::WrongPassphrase))
    ));
    let moved = app.move_secrets(secret("the first one")).await.unwrap();
    assert_eq!((moved.moved, moved.total), (2, 2));
    assert!(signs_in(&app, &pool, &ids[0]).await);
}

/// Polls a future a number of times and then drops it, as an end of the process would.
async fn interrupted<T>(work: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut work = Box::pin(work);
    for _ in 0..polls {
        if let Poll::Ready(value) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(value);
        }
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    }
    None
}

#[tokio::test]
async fn a_move_interrupted_at_any_point_loses_nothing_and_can_be_finished() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    let expected = confidential(&pool.description()).secret.unwrap();
    let mut finished = 0;
    for polls in 0.. {
        let to = if polls % 2 == 0 {
            Kind::Session
        } else {
            Kind::Vault
        };
        app.choose_secret_store(to, secret("the first one"))
            .await
            .unwrap();
        finished += u32::from(interrupted(app.move_secrets(None), polls).await.is_some());
        for id in &ids {
            assert!(app.provider(id).await.unwrap().client_secret_set, "{polls}");
            let copy = app.duplicate_provider(id).await.unwrap();
            assert!(
                copy.client_secret_set,
                "the secret is readable after {polls} polls"
            );
            app.delete_provider(&copy.id).await.unwrap();
        }
        app.purge_trash().await.unwrap();
        if finished == 2 || polls > 400 {
            break;
        }
    }
    assert_eq!(finished, 2, "a move comes to its end when it is let");
    app.choose_secret_store(Kind::Vault, secret("the first one"))
        .await
        .unwrap();
    let moved = app.move_secrets(None).await.unwrap();
    assert!(moved.failed.is_empty(), "{moved:?}");
    assert!(signs_in(&app, &pool, &ids[0]).await && !expected.is_empty());
}

#[tokio::test]
async fn a_forgotten_passphrase_begins_a_new_vault_and_the_old_one_is_kept() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    drop(app);
    let app = open(folder.path()).await;
    let status = app.secret_store_status().await.unwrap();
    assert_eq!(status.state, SecretStoreStateName::Locked);
    let wrong = app
        .choose_secret_store(Kind::Vault, secret("guess"))
        .await
        .unwrap_err();
    assert!(wrong.to_string().contains("Nothing was changed"), "{wrong}");
    let begun = app
        .begin_new_vault(Secret::new("the second one"))
        .await
        .unwrap();
    assert_eq!(begun.missing, ["One", "Two"]);
    assert!(Path::new(&begun.kept_as).join("identity.age").exists());
    assert!(!app.provider(&ids[0]).await.unwrap().client_secret_set);
    drop(app);
    let app = open(folder.path()).await;
    let old = app
        .choose_secret_store(Kind::Vault, secret("the first one"))
        .await;
    assert!(matches!(
        old,
        Err(SecretsError::Store(SecretStoreError::WrongPassphrase))
    ));
    app.choose_secret_store(Kind::Vault, secret("the second one"))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_damaged_vault_is_said_to_be_damaged_and_can_be_begun_anew() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, _) = with_vault(folder.path(), &pool).await;
    std::fs::write(folder.path().join("vault/secrets.age"), "not age at all").unwrap();
    let status = app.secret_store_status().await.unwrap();
    assert_eq!(status.state, SecretStoreStateName::Damaged);
    assert!(status.next_step.unwrap().contains("backup"));
    assert!(status.detail.unwrap().contains("secrets.age"));
    let begun = app
        .begin_new_vault(Secret::new("the second one"))
        .await
        .unwrap();
    let kept = std::fs::read(Path::new(&begun.kept_as).join("secrets.age")).unwrap();
    assert_eq!(kept, b"not age at all");
    let status = app.secret_store_status().await.unwrap();
    assert_eq!(status.state, SecretStoreStateName::Ready);
}

#[tokio::test]
async fn a_changed_passphrase_opens_the_same_secrets() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    let wrong = app
        .change_vault_passphrase(Secret::new("x"), Secret::new("the second one"))
        .await;
    assert!(matches!(
        wrong,
        Err(SecretsError::Store(SecretStoreError::WrongPassphrase))
    ));
    app.change_vault_passphrase(Secret::new("the first one"), Secret::new("the second one"))
        .await
        .unwrap();
    assert!(
        signs_in(&app, &pool, &ids[0]).await,
        "the open vault stays open"
    );
    drop(app);
    let app = open(folder.path()).await;
    assert!(
        app.choose_secret_store(Kind::Vault, secret("the first one"))
            .await
            .is_err()
    );
    app.choose_secret_store(Kind::Vault, secret("the second one"))
        .await
        .unwrap();
    assert!(signs_in(&app, &pool, &ids[0]).await);
}

#[tokio::test]
async fn the_passphrase_is_asked_for_when_the_vault_was_chosen_before() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    drop(app);
    let asked = App::open(AppOptions {
        ask_passphrase: Some(Arc::new(|is_new| {
            assert!(!is_new);
            Some(Secret::new("the first one"))
        })),
        ..AppOptions::new(folder.path())
    })
    .await
    .unwrap();
    assert!(signs_in(&asked, &pool, &ids[0]).await);
    let nobody = App::open(AppOptions {
        ask_passphrase: Some(Arc::new(|_| None)),
        ..AppOptions::new(folder.path())
    })
    .await
    .unwrap();
    let status = nobody.secret_store_status().await.unwrap();
    assert_eq!(status.state, SecretStoreStateName::Locked);
}

#[tokio::test]
async fn a_secret_entered_anew_leaves_its_old_store() {
    let (pool, folder) = (pool().await, tempfile::tempdir().unwrap());
    let (app, ids) = with_vault(folder.path(), &pool).await;
    app.choose_secret_store(Kind::Session, None).await.unwrap();
    let draft = app.provider(&ids[0]).await.unwrap().definition;
    let change = idp_app::SecretChange::Replace(Secret::new("another"));
    let view = app
        .update_provider(&ids[0], &draft, change, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(view.client_secret_store.as_deref(), Some("this session"));
    let proof = app.prove_secret_store(None).await.unwrap();
    assert!(!proof.survives, "memory does not");
    app.choose_secret_store(Kind::Vault, secret("the first one"))
        .await
        .unwrap();
    assert!(app.prove_secret_store(None).await.unwrap().survives);
}
