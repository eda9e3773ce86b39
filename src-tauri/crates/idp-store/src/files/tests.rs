use super::{DataFolderError, close_to_others, create_data_folder, replace_private};
use std::fs;

#[test]
fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.age");
    replace_private(&path, b"old").unwrap();
    replace_private(&path, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_cannot_be_replaced_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.age");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("in the way"), "").unwrap();
    assert!(replace_private(&path, b"new").is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "").unwrap();
    let refused = create_data_folder(&path).unwrap_err();
    assert!(matches!(refused, DataFolderError::NotAFolder(_)));
}

#[cfg(unix)]
#[test]
fn new_folders_and_files_are_private_and_existing_folders_can_be_closed() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    create_data_folder(&deep).unwrap();
    assert_eq!(mode(&folder.path().join("a")), 0o700);
    assert_eq!(mode(&deep), 0o700);
    let file = deep.join("file.age");
    replace_private(&file, b"x").unwrap();
    assert_eq!(mode(&file), 0o600);
    fs::set_permissions(&deep, fs::Permissions::from_mode(0o755)).unwrap();
    create_data_folder(&deep).unwrap();
    assert_eq!(mode(&deep), 0o755);
    assert!(close_to_others(&deep).unwrap());
    assert_eq!(mode(&deep), 0o700);
    assert!(!close_to_others(&deep).unwrap());
    fs::set_permissions(&deep, fs::Permissions::from_mode(0o1777)).unwrap();
    assert!(!close_to_others(&deep).unwrap());
    assert_eq!(mode(&deep), 0o777);
    assert!(close_to_others(&deep.join("none")).is_err());
}
