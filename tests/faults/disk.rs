//! A folder that cannot be written and a disk that is full, without the rights of the
//! superuser: a child without them, and one whose files may not grow.
#![cfg(unix)]

use crate::child::{child_of, folder_of_child};
use idp_app::{ProviderError, Start, StartError, StartFaultKind, StartState};
use idp_store::StoreError;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use support::{plain_definition, start_on};

const NOBODY: u32 = 65_534;

/// Runs a child to its end. The superuser becomes nobody, who can be refused something.
fn run(command: impl FnOnce(&Path) -> Command, folder: &Path) {
    // What builds may lie where nobody may look, the superuser's home for one.
    let reachable = tempfile::tempdir().unwrap();
    fs::set_permissions(reachable.path(), Permissions::from_mode(0o755)).unwrap();
    let program = reachable.path().join("faults");
    // By another process: a child that another test starts meanwhile would inherit the open
    // file, and a program that is open for writing is not run.
    let copied = Command::new("cp")
        .arg(std::env::current_exe().unwrap())
        .arg(&program)
        .status();
    assert!(copied.unwrap().success());
    let mut command = command(&program);
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY).current_dir(folder);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert!(said.contains("1 passed"), "{said}");
}

async fn names(start: &Start) -> Vec<String> {
    let listed = start.reader().unwrap().list_providers().await.unwrap();
    listed.into_iter().map(|one| one.display_name).collect()
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    run(
        |program| child_of(program, "disk::locks_its_own_folder", folder.path()),
        folder.path(),
    );
}

#[tokio::test]
#[ignore = "the child of the test above"]
async fn locks_its_own_folder() {
    let folder = folder_of_child();
    let allow = |mode| fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
    let start = start_on(&folder, |_| ()).await;
    let app = start.app().unwrap();
    app.create_provider(&plain_definition("Acme"), None)
        .await
        .unwrap();
    app.close().await;

    allow(0o500);
    assert!(
        fs::write(folder.join("probe"), "").is_err(),
        "nobody may do that"
    );
    let start = start_on(&folder, |_| ()).await;
    let view = start.view().await;
    assert_eq!(view.state, StartState::ReadOnly);
    let fault = view.fault.unwrap();
    assert_eq!(fault.kind, StartFaultKind::NotWritable);
    assert!(
        fault.problem.contains(&folder.display().to_string()),
        "{fault:?}"
    );
    assert_eq!(names(&start).await, ["Acme"]);
    assert!(matches!(start.app(), Err(StartError::ReadOnly(_))));
    assert_eq!(start.try_again().await.state, StartState::ReadOnly);

    allow(0o700);
    assert_eq!(start.try_again().await.state, StartState::Open);
    let app = start.app().unwrap();
    app.create_provider(&plain_definition("Next"), None)
        .await
        .unwrap();
    assert_eq!(names(&start).await, ["Acme", "Next"]);
    app.close().await;

    // Nothing to read either: not a view, but the way out is the same.
    fs::remove_file(folder.join("idp-console.db")).unwrap();
    allow(0o500);
    let start = start_on(&folder, |_| ()).await;
    let view = start.view().await;
    assert_eq!(view.state, StartState::Blocked);
    assert_eq!(view.fault.unwrap().kind, StartFaultKind::NotWritable);
    allow(0o700);
    assert_eq!(start.try_again().await.state, StartState::Open);
}

/// No file of the child may grow beyond so many kilobytes; the system refuses instead of
/// ending the process.
fn limited(program: &Path, test: &str, folder: &Path, kilobytes: u32) -> Command {
    let inner = child_of(program, test, folder);
    let mut command = Command::new("bash");
    command
        .arg("-c")
        .arg(format!(
            "trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\""
        ))
        .arg(inner.get_program())
        .args(inner.get_args())
        .envs(
            inner
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    command
}

#[test]
fn files_that_cannot_grow_are_an_error_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    run(
        |program| limited(program, "disk::writes_until_refused", folder.path(), 200),
        folder.path(),
    );
    let kept = fs::read_to_string(folder.path().join("count")).unwrap();
    run(
        |program| child_of(program, "disk::finds_what_was_written", folder.path()),
        folder.path(),
    );
    assert!(kept.parse::<usize>().unwrap() > 3, "{kept}");
}

#[tokio::test]
#[ignore = "a child of the test above"]
async fn writes_until_refused() {
    let folder = folder_of_child();
    let start = start_on(&folder, |_| ()).await;
    let app = start.app().unwrap();
    let mut written = 0;
    let error = loop {
        let mut draft = plain_definition(&format!("Provider {written}"));
        draft.tags = (0..20)
            .map(|tag| format!("{tag}-{}", "x".repeat(40)))
            .collect();
        match app.create_provider(&draft, None).await {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 10_000, "the limit does not hold");
    };
    let ProviderError::Store(StoreError::NotWritable { .. } | StoreError::DiskFull) = error else {
        panic!("{error:?}");
    };
    assert!(error.to_string().contains("space"), "{error}");
    // A backup is smaller than the database and may still find room.
    if let Err(error) = app.back_up_now().await {
        assert!(error.to_string().contains("space"), "{error}");
    }
    assert_eq!(names(&start).await.len(), written, "it is still readable");
    fs::write(folder.join("count"), written.to_string()).unwrap();
    // What is in the log when the process ends goes on being there.
    app.close().await;
}

#[tokio::test]
#[ignore = "a child of the test above"]
async fn finds_what_was_written() {
    let folder = folder_of_child();
    let start = start_on(&folder, |_| ()).await;
    assert_eq!(start.view().await.state, StartState::Open);
    let written: usize = fs::read_to_string(folder.join("count"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(names(&start).await.len(), written);
    let app = start.app().unwrap();
    app.create_provider(&plain_definition("Next"), None)
        .await
        .unwrap();
    app.back_up_now().await.unwrap();
}

#[test]
fn a_copy_that_is_read_in_place_of_the_database_does_not_outlive_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    fs::set_permissions(&temporary, Permissions::from_mode(0o1777)).unwrap();
    run(
        |program| {
            let mut command = child_of(program, "disk::reads_a_copy", folder.path());
            command.env("TMPDIR", &temporary);
            command
        },
        folder.path(),
    );
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}

#[tokio::test]
#[ignore = "the child of the test above"]
async fn reads_a_copy() {
    let folder = folder_of_child();
    let copies = || fs::read_dir(folder.join("tmp")).unwrap().count();
    let data = folder.join("data");
    let start = start_on(&data, |_| ()).await;
    let app = start.app().unwrap();
    app.create_provider(&plain_definition("Acme"), None)
        .await
        .unwrap();
    // As after a crash: taken away while it is open, so the log was never written back.
    let crashed = folder.join("crashed");
    fs::create_dir(&crashed).unwrap();
    for name in ["idp-console.db", "idp-console.db-wal"] {
        fs::copy(data.join(name), crashed.join(name)).unwrap();
    }
    app.close().await;
    fs::set_permissions(&crashed, Permissions::from_mode(0o500)).unwrap();

    let start = start_on(&crashed, |_| ()).await;
    assert_eq!(start.view().await.state, StartState::ReadOnly);
    assert_eq!(names(&start).await, ["Acme"]);
    assert_eq!(copies(), 1, "the log can only be read in a copy");
    start.end_reading().await;
    assert_eq!(copies(), 0);
    fs::set_permissions(&crashed, Permissions::from_mode(0o700)).unwrap();
}
