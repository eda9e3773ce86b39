use super::{FOLDER, ProcessPresence};
use std::fs;

#[test]
fn a_process_lives_while_its_presence_does() {
    let folder = tempfile::tempdir().unwrap();
    let presence = ProcessPresence::announce(folder.path()).unwrap();
    let owner = presence.owner().to_owned();
    assert!(ProcessPresence::is_alive(folder.path(), &owner));
    assert!(ProcessPresence::is_alive(folder.path(), &owner));
    drop(presence);
    assert!(!ProcessPresence::is_alive(folder.path(), &owner));
}

#[test]
fn each_announcement_has_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let one = ProcessPresence::announce(folder.path()).unwrap();
    let two = ProcessPresence::announce(folder.path()).unwrap();
    assert_ne!(one.owner(), two.owner());
    drop(two);
    assert!(ProcessPresence::is_alive(folder.path(), one.owner()));
}

#[test]
fn the_marks_of_the_dead_are_removed_and_those_of_the_living_stay() {
    let folder = tempfile::tempdir().unwrap();
    let living = ProcessPresence::announce(folder.path()).unwrap();
    let dead = "00000000-0000-4000-8000-000000000000";
    let mark = folder.path().join(FOLDER).join(dead).with_extension("lock");
    fs::write(&mark, "").unwrap();
    assert!(!ProcessPresence::is_alive(folder.path(), dead));
    let _next = ProcessPresence::announce(folder.path()).unwrap();
    assert!(!mark.exists());
    assert!(ProcessPresence::is_alive(folder.path(), living.owner()));
}

#[test]
fn a_name_that_is_not_ours_is_dead_and_no_way_to_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let _held = crate::FolderLock::acquire(folder.path(), "run").unwrap();
    fs::create_dir(folder.path().join(FOLDER)).unwrap();
    for owner in ["", "../run", "unknown"] {
        assert!(!ProcessPresence::is_alive(folder.path(), owner), "{owner}");
    }
}
