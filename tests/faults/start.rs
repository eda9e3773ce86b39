//! The start on a data folder that does not open, and going on from there.

use idp_app::{Start, StartError, StartFaultKind, StartState};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use support::{Console, plain_definition, start_on};

/// The start, and how many applications came of it.
async fn counted_start_on(folder: &Path) -> (Start, Arc<AtomicU32>) {
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    let count_one = move |_: &_| {
        count.fetch_add(1, Ordering::Relaxed);
    };
    (start_on(folder, count_one).await, opened)
}

/// A folder with one provider and a backup of it, closed.
async fn folder_with_backup() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let start = start_on(folder.path(), |_| ()).await;
    let app = start.app().unwrap();
    app.create_provider(&plain_definition("Acme"), None)
        .await
        .unwrap();
    app.back_up_now().await.unwrap();
    app.close().await;
    folder
}

async fn names(start: &Start) -> Vec<String> {
    let listed = start.reader().unwrap().list_providers().await.unwrap();
    listed.into_iter().map(|one| one.display_name).collect()
}

#[tokio::test]
async fn a_damaged_database_leads_to_a_choice_and_the_console_goes_on() {
    for empty in [false, true] {
        let folder = folder_with_backup().await;
        fs::write(folder.path().join("idp-console.db"), "damaged").unwrap();
        let (start, opened) = counted_start_on(folder.path()).await;
        assert_eq!(opened.load(Ordering::Relaxed), 0);
        let view = start.view().await;
        assert_eq!(view.state, StartState::Blocked);
        let backup = view.backup.unwrap();
        assert_eq!(backup.providers, Some(1));
        assert!(matches!(start.app(), Err(StartError::Blocked(_))));
        let still = start.try_again().await;
        assert_eq!(still.fault.unwrap().kind, StartFaultKind::Damaged);

        let view = if empty {
            start.begin_empty().await.unwrap()
        } else {
            start.restore_backup(&backup.name).await.unwrap()
        };
        assert_eq!((view.state, view.fault), (StartState::Open, None));
        assert_eq!(opened.load(Ordering::Relaxed), 1);
        let expected: &[&str] = if empty { &[] } else { &["Acme"] };
        assert_eq!(names(&start).await, expected);
        let app = start.app().unwrap();
        app.create_provider(&plain_definition("Next"), None)
            .await
            .unwrap();
        assert_eq!(app.backups().await.unwrap().set_aside.len(), 1);
    }
}

#[tokio::test]
async fn beginning_the_update_without_a_backup_does_nothing_to_another_fault() {
    let folder = folder_with_backup().await;
    fs::write(folder.path().join("idp-console.db"), "damaged").unwrap();
    let (start, opened) = counted_start_on(folder.path()).await;
    let view = start.update_without_backup().await;
    assert_eq!(view.fault.unwrap().kind, StartFaultKind::Damaged);
    assert_eq!(opened.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn what_was_mended_meanwhile_is_opened_and_not_put_aside() {
    let folder = folder_with_backup().await;
    let database = folder.path().join("idp-console.db");
    let sound = fs::read(&database).unwrap();
    fs::write(&database, "damaged").unwrap();
    let start = start_on(folder.path(), |_| ()).await;
    fs::write(&database, sound).unwrap();
    let view = start.begin_empty().await.unwrap();
    assert_eq!(view.state, StartState::Open);
    assert_eq!(names(&start).await, ["Acme"]);
    let backups = start.app().unwrap().backups().await.unwrap();
    assert!(backups.set_aside.is_empty());
}

#[tokio::test]
async fn beginning_empty_does_nothing_to_a_sound_database() {
    let folder = folder_with_backup().await;
    let start = start_on(folder.path(), |_| ()).await;
    start.begin_empty().await.unwrap();
    assert_eq!(names(&start).await, ["Acme"]);
}

#[tokio::test]
async fn a_restored_backup_is_seen_at_once_and_a_running_test_is_not_disturbed() {
    let console = Console::open().await;
    let app = &console.app;
    app.create_provider(&plain_definition("Acme"), None)
        .await
        .unwrap();
    let made = app.back_up_now().await.unwrap();
    let id = app
        .create_provider(&plain_definition("Later"), None)
        .await
        .unwrap()
        .id;
    let mut events = app.subscribe();
    let name = &made.backups[0].name;

    let test = app
        .prepare_test(&id, Arc::new(support::Waiting))
        .await
        .unwrap();
    let refused = app.restore_backup(name).await;
    assert!(refused.is_err(), "a test is running");
    drop(test);
    app.restore_backup(name).await.unwrap();
    let mut replaced = false;
    while let Ok(event) = events.try_recv() {
        replaced |= event == idp_app::AppEvent::DataReplaced;
    }
    assert!(replaced);
    assert_eq!(app.list_providers().await.unwrap().len(), 1);
    assert_eq!(app.backups().await.unwrap().backups.len(), 2);
}

#[tokio::test]
async fn deleting_everything_reaches_the_backups_when_it_is_wanted() {
    let console = Console::open().await;
    console
        .app
        .create_provider(&plain_definition("Acme"), None)
        .await
        .unwrap();
    console.app.back_up_now().await.unwrap();
    let left = console.app.delete_backups().await.unwrap();
    assert!(left.backups.is_empty());
    assert_eq!(fs::read_dir(left.folder).unwrap().count(), 0);
}

#[tokio::test]
async fn a_fault_of_the_program_ends_the_test_and_nothing_else() {
    let pool = support::pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let client = support::public(&description);
    let id = console
        .add(&support::definition(&description, &client), None)
        .await;
    let run = console.test(&id, support::Panicking).await;
    assert_eq!(run.outcome, idp_core::run::RunOutcome::Interrupted);
    assert!(
        run.sentence.contains("fault of this program"),
        "{}",
        run.sentence
    );
    let again = console
        .test(&id, support::person(&description, "alice"))
        .await;
    assert_eq!(again.outcome, idp_core::run::RunOutcome::Passed);
    let earlier = console.app.run(&run.run_id).await.unwrap();
    assert_eq!(earlier.outcome, idp_core::run::RunOutcome::Interrupted);
}
