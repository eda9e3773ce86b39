use super::{LARGEST, LOG_FOLDER, LogFiles, MOST, OLDEST, log_files, recent_lines};
use std::time::{Duration, SystemTime};

#[test]
fn files_rotate_by_size_and_their_number_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let files = LogFiles::new(folder.path(), "console");
    let batch = format!("{}\n", "x".repeat(LARGEST as usize / 2));
    for _ in 0..MOST * 4 {
        files.append(&batch).unwrap();
    }
    let found = log_files(folder.path());
    assert_eq!(found.len(), MOST);
    let all: u64 = found.iter().map(|(_, size)| size).sum();
    assert!(all < MOST as u64 * LARGEST * 2, "{all}");
    assert_eq!(
        found[0].0,
        folder.path().join(LOG_FOLDER).join("console.1.log")
    );
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_private_and_a_planted_link_is_not_followed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let files = LogFiles::new(folder.path(), "console");
    files.append("one\n").unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let logs = folder.path().join(LOG_FOLDER);
    assert_eq!((mode(&logs), mode(&files.path(0))), (0o700, 0o600));

    let other = folder.path().join("other");
    std::fs::write(&other, "kept").unwrap();
    std::fs::remove_file(files.path(0)).unwrap();
    std::os::unix::fs::symlink(&other, files.path(0)).unwrap();
    files.append("two\n").unwrap();
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "kept");
    assert_eq!(std::fs::read_to_string(files.path(0)).unwrap(), "two\n");
}

#[test]
fn old_files_are_removed_and_young_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let files = LogFiles::new(folder.path(), "console");
    files.append("one\n").unwrap();
    files.remove_old(SystemTime::now());
    assert_eq!(log_files(folder.path()).len(), 1);
    files.remove_old(SystemTime::now() + OLDEST + Duration::from_secs(60));
    assert!(log_files(folder.path()).is_empty());
}

#[test]
fn the_last_lines_of_both_programs_come_in_the_order_of_time() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        |second: u32, text: &str| format!("2026-01-01T00:00:{second:02}.000000Z  INFO {text}\n");
    let console = LogFiles::new(folder.path(), "console");
    let idpctl = LogFiles::new(folder.path(), "idpctl");
    console
        .append(&[line(1, "one"), line(3, "three")].concat())
        .unwrap();
    idpctl
        .append(&[line(2, "two"), line(4, "four")].concat())
        .unwrap();
    let lines = recent_lines(folder.path(), 3);
    let words: Vec<_> = lines
        .iter()
        .map(|line| line.split(' ').next_back().unwrap())
        .collect();
    assert_eq!(words, ["two", "three", "four"]);
}
