use super::{FolderLock, LockError};

#[test]
fn a_lock_is_held_by_one_until_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let held = FolderLock::acquire(folder.path(), "run").unwrap();
    let refused = FolderLock::acquire(folder.path(), "run").unwrap_err();
    assert!(matches!(&refused, LockError::Held { purpose } if purpose == "run"));
    let _other = FolderLock::acquire(folder.path(), "other").unwrap();
    drop(held);
    FolderLock::acquire(folder.path(), "run").unwrap();
    assert!(folder.path().join("run.lock").exists());
}

#[test]
fn a_copy_of_the_file_does_not_outlast_the_lock() {
    // A child process between fork and exec has such a copy.
    let folder = tempfile::tempdir().unwrap();
    let held = FolderLock::acquire(folder.path(), "run").unwrap();
    let _copy = held.file.try_clone().unwrap();
    drop(held);
    FolderLock::acquire(folder.path(), "run").unwrap();
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_not_a_held_lock() {
    let folder = tempfile::tempdir().unwrap();
    let refused = FolderLock::acquire(&folder.path().join("gone"), "run").unwrap_err();
    assert!(matches!(refused, LockError::Io { .. }));
}
