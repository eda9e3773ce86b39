use super::{LogLevel, LogOptions, flush, level, log_files, mask, recent_lines, set_level, start};
use idp_core::secret::Secret;

/// One test, because a process has one log.
#[test]
fn no_event_gets_around_the_redaction_and_only_our_own_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let _guard = start(LogOptions {
        data_folder: folder.path().to_owned(),
        program: "console",
        echo: false,
    });
    mask(&Secret::new("a known value"));
    tracing::info!(target: "idp_app", version = "1.2.3", "started");
    tracing::info!(target: "idp_app", "code=NEEDLE1 and a known value");
    tracing::info!(target: "idp_app", password = "NEEDLE2", "field");
    tracing::info!(target: "idp_app", "line one\nline two NEEDLE3@example.com");
    tracing::error!(target: "tauri::webview", "__TAURI_INVOKE_KEY__ expected NEEDLE4");
    tracing::info!(target: "hyper", "a library");
    tracing::debug!(target: "idp_app", "not wanted yet");
    set_level(LogLevel::Debug);
    assert_eq!(level(), LogLevel::Debug);
    tracing::debug!(target: "idp_app", "wanted now");
    set_level(LogLevel::Info);
    let thread = std::thread::spawn(|| panic!("NEEDLE5"));
    assert!(thread.join().is_err());
    for number in 0..20_000 {
        tracing::info!(target: "idp_app", number, "many");
    }
    tracing::info!(target: "idp_app", "the last one");
    flush();

    let text = std::fs::read_to_string(&log_files(folder.path())[0].0).unwrap();
    assert!(!text.contains("NEEDLE"), "{text}");
    assert!(!text.contains("known value") && !text.contains("library"));
    assert!(!text.contains("not wanted yet") && text.contains("wanted now"));
    assert!(text.contains("version=\"1.2.3\""));
    assert!(text.contains("a part of the program failed") && text.contains("tests.rs"));
    assert!(text.lines().all(|line| line.contains("INFO")
        || line.contains("DEBUG")
        || line.contains("ERROR")
        || line.contains("left out")));
    assert!(!recent_lines(folder.path(), 5).is_empty());
}
