//! Writes that the database refuses halfway: nothing is half done, and what is not known to be
//! written does not look as if it went on.

use idp_app::{Differences, FormSignIn, SecretChange, SignInRequest, SignInSurface, SurfaceEvent};
use idp_app::{ProviderError, SurfaceEnd};
use idp_core::draft::DraftBody;
use idp_core::provider::ProviderId;
use idp_core::run::{RunOutcome, SignInMode};
use idp_core::secret::Secret;
use idp_store::{SecretStore, SecretStoreKind, Store, VaultStore, WorkFactor};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::{Console, VAULT_PASSPHRASE, confidential, definition, oauth_draft, person, pool};
use tokio::sync::mpsc::UnboundedSender;

async fn change_database(folder: &Path, statement: &str) {
    let options = SqliteConnectOptions::new().filename(folder.join("idp-console.db"));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let statement = AssertSqlSafe(statement.to_owned());
    sqlx::raw_sql(statement)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

/// From now on the database refuses this: `INSERT ON` or `UPDATE ON` a table.
async fn refuse(folder: &Path, what: &str) {
    let statement =
        format!("CREATE TRIGGER refused BEFORE {what} BEGIN SELECT RAISE(ABORT, 'refused'); END");
    change_database(folder, &statement).await;
}

async fn allow(folder: &Path) {
    change_database(folder, "DROP TRIGGER refused").await;
}

async fn in_vault(folder: &Path, name: &str) -> Option<String> {
    let passphrase = Secret::new(VAULT_PASSPHRASE);
    let vault = VaultStore::open(folder, passphrase, WorkFactor::default())
        .await
        .unwrap();
    let found = vault.get(name).await.unwrap();
    found.map(|secret| secret.expose().to_owned())
}

fn secret_of(id: &ProviderId) -> String {
    format!("provider/{id}/client-secret")
}

/// The names of secrets that are written down as to be removed.
async fn leftovers(folder: &Path) -> Vec<String> {
    let store = Store::open(folder).await.unwrap();
    let all = store.settings().list().await.unwrap();
    store.close().await;
    let names = all.into_iter().filter_map(|(name, _)| {
        let rest = name.strip_prefix("secret_leftover/")?;
        Some(rest.to_owned())
    });
    names.collect()
}

/// Signs in, after which no event of a run can be written.
struct ThenRefused {
    person: FormSignIn,
    folder: PathBuf,
}

#[async_trait::async_trait]
impl SignInSurface for ThenRefused {
    fn mode(&self) -> SignInMode {
        self.person.mode()
    }

    async fn sign_in(
        &self,
        request: SignInRequest,
        events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        let end = self.person.sign_in(request, events).await;
        refuse(&self.folder, "INSERT ON run_events").await;
        end
    }
}

#[tokio::test]
async fn a_run_that_cannot_be_written_down_ends_and_says_so() {
    let (console, pool) = (Console::open().await, pool().await);
    let (app, folder) = (&console.app, console.path().to_owned());
    let client = confidential(&pool.description());
    let draft = definition(&pool.description(), &client);
    let id = console.add(&draft, client.secret.as_deref()).await;
    let person = person(&pool.description(), "alice");
    let surface = Arc::new(ThenRefused { person, folder });
    let mut events = app.subscribe();
    let test = app.prepare_test(&id, surface).await.unwrap();
    let run_id = test.run_id().to_owned();
    test.run().await.unwrap_err();

    let view = app.run(&run_id).await.unwrap();
    assert_eq!(view.outcome, RunOutcome::Interrupted);
    assert!(
        view.sentence.contains("could not be written"),
        "{}",
        view.sentence
    );
    assert!(
        view.diagnosis[0].causes[0].contains("did not do what was asked"),
        "{:?}",
        view.diagnosis
    );
    assert!(view.duration_ms > 0);
    let listed = &app.list_runs(None).await.unwrap()[0];
    assert_eq!(
        (listed.outcome, &listed.sentence),
        (view.outcome, &view.sentence)
    );
    // Whoever looks at it is told after the slot is free.
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        told.push(event);
    }
    let last = idp_app::AppEvent::RunChanged { run_id };
    assert_eq!(told.iter().rev().find(|event| **event == last), Some(&last));

    allow(console.path()).await;
    let again = support::person(&pool.description(), "alice");
    assert_eq!(console.test(&id, again).await.outcome, RunOutcome::Passed);
}

#[tokio::test]
async fn a_definition_that_cannot_be_written_keeps_its_secret() {
    let console = Console::open_with(SecretStoreKind::Vault).await;
    let (app, folder) = (&console.app, console.path());
    let id = console.add(&oauth_draft("Acme"), Some("the old one")).await;
    let mut changed = oauth_draft("Acme");
    changed.tags = vec!["changed".to_owned()];
    let draft = app.edit_provider(&id).await.unwrap();
    let mut body = draft.body.clone();
    body.definition.tags.clone_from(&changed.tags);
    app.keep_draft(&draft.id, Some(&id), &body).await.unwrap();
    let typed = Secret::new("the new one");
    app.keep_draft_secret(&draft.id, &typed).await.unwrap();

    refuse(folder, "UPDATE ON providers").await;
    let saved = app.save_draft(&draft.id, false, Differences::Refuse).await;
    assert!(matches!(saved, Err(ProviderError::Store(_))), "{saved:?}");
    assert_eq!(
        in_vault(folder, &secret_of(&id)).await.unwrap(),
        "the old one"
    );
    let replace = SecretChange::Replace(typed.clone());
    let updated = app.update_provider(&id, &changed, replace, Differences::Refuse);
    updated.await.unwrap_err();
    let removed = app.update_provider(&id, &changed, SecretChange::Remove, Differences::Refuse);
    removed.await.unwrap_err();
    assert_eq!(
        in_vault(folder, &secret_of(&id)).await.unwrap(),
        "the old one"
    );

    // Also where the new secret went to another store than the old one.
    app.choose_secret_store(SecretStoreKind::Session, None)
        .await
        .unwrap();
    let replace = SecretChange::Replace(typed);
    let updated = app.update_provider(&id, &changed, replace, Differences::Refuse);
    updated.await.unwrap_err();
    assert_eq!(
        in_vault(folder, &secret_of(&id)).await.unwrap(),
        "the old one"
    );
    assert!(app.provider(&id).await.unwrap().client_secret_set);

    allow(folder).await;
    app.save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();
    let copied = app.provider(&id).await.unwrap();
    assert_eq!(copied.definition.tags, changed.tags);
}

#[tokio::test]
async fn a_secret_without_a_place_is_written_down_and_removed_with_the_next_one() {
    let console = Console::open_with(SecretStoreKind::Vault).await;
    let (app, folder) = (&console.app, console.path());
    refuse(folder, "INSERT ON secret_places").await;
    let secret = || Some(Secret::new("a secret"));
    let refused = app.create_provider(&oauth_draft("Acme"), secret()).await;
    refused.unwrap_err();
    let left = leftovers(folder).await;
    let name = left[0].strip_prefix("vault/").unwrap();
    assert_eq!(in_vault(folder, name).await.unwrap(), "a secret");

    allow(folder).await;
    let made = app.create_provider(&oauth_draft("Acme"), secret()).await;
    assert!(made.unwrap().client_secret_set);
    assert_eq!(in_vault(folder, name).await, None);
    assert!(leftovers(folder).await.is_empty());
}

#[tokio::test]
async fn a_keychain_that_is_gone_holds_no_definition() {
    let console = Console::open().await;
    let (app, folder) = (&console.app, console.path());
    let id = console.add(&oauth_draft("Acme"), Some("a secret")).await;
    let draft = app.new_draft("generic-oauth2").id;
    app.keep_draft(&draft, None, &DraftBody::default())
        .await
        .unwrap();
    app.keep_draft_secret(&draft, &Secret::new("another"))
        .await
        .unwrap();
    // As on another machine, with no keychain or another one.
    change_database(folder, "UPDATE secret_places SET store = 'keychain'").await;
    let answers = app
        .choose_secret_store(SecretStoreKind::Keychain, None)
        .await
        .is_ok();
    let later = usize::from(!answers);
    assert_eq!(app.discard_draft(&draft).await.unwrap(), !answers);
    assert!(app.list_drafts().await.unwrap().is_empty());
    app.delete_provider(&id).await.unwrap();
    assert_eq!(app.purge_trash().await.unwrap() as usize, 2 * later);
    assert!(app.list_trash().await.unwrap().is_empty());
    assert_eq!(leftovers(folder).await.len(), 2 * later);
}

#[tokio::test]
async fn a_draft_that_was_saved_is_not_begun_again_under_its_name() {
    let console = Console::open().await;
    let app = &console.app;
    let draft = app.new_draft("generic-oauth2").id;
    let body = DraftBody {
        definition: oauth_draft("Acme"),
        ..DraftBody::default()
    };
    app.keep_draft(&draft, None, &body).await.unwrap();
    let saved = app
        .save_draft(&draft, false, Differences::Refuse)
        .await
        .unwrap();
    let kept = app.keep_draft(&draft, None, &body).await;
    assert!(matches!(kept, Err(ProviderError::DraftGone)), "{kept:?}");
    app.delete_provider(&saved.id).await.unwrap();
    app.keep_draft(&draft, None, &body).await.unwrap_err();
    assert!(app.list_drafts().await.unwrap().is_empty());
}
