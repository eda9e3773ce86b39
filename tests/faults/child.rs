//! This test program again, as a process that can be killed or held short.

use std::path::Path;
use std::process::{Command, Stdio};

const FOLDER: &str = "IDP_FAULTS_FOLDER";

/// A command that runs one of the tests marked as a child, on this folder.
pub fn child(test: &str, folder: &Path) -> Command {
    child_of(&std::env::current_exe().unwrap(), test, folder)
}

/// The same with a copy of this program.
pub fn child_of(program: &Path, test: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args([
            "--exact",
            test,
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The folder that a child was given.
pub fn folder_of_child() -> std::path::PathBuf {
    // Only another test starts a child, and says where.
    std::env::var_os(FOLDER).unwrap().into()
}
