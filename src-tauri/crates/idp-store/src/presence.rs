//! Which processes live on a data folder, so that a run whose process died can be told from
//! one that is going on.

use crate::files::{private_folder, private_options};
use crate::lock::{FolderLock, LockError};
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const FOLDER: &str = "owners";

/// The presence of this process cannot be announced.
#[derive(Debug, thiserror::Error)]
pub enum PresenceError {
    /// A file could not be made.
    #[error(
        "The data folder cannot hold the mark of this process ({0}). Check its permissions and free space."
    )]
    Io(#[from] io::Error),
    /// The lock that orders announcements.
    #[error(transparent)]
    Lock(#[from] LockError),
}

/// This process, seen by the others: it holds the lock of `owners/<owner>.lock` while this
/// value lives. The system releases the lock when the process dies, whatever the cause.
#[derive(Debug)]
pub struct ProcessPresence {
    owner: String,
    path: PathBuf,
    _file: Option<File>,
}

impl ProcessPresence {
    /// Announces this process under a new random name and removes the marks of the dead.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn announce(data_folder: &Path) -> Result<Self, PresenceError> {
        let folder = data_folder.join(FOLDER);
        private_folder(&folder)?;
        // Between the making of a mark and its lock it looks dead; nobody may clean then.
        let _order = FolderLock::wait(data_folder, FOLDER)?;
        let owner = Uuid::new_v4().to_string();
        let path = mark(data_folder, &owner);
        let file = private_options().write(true).create_new(true).open(&path)?;
        file.lock()?;
        remove_dead(&folder)?;
        Ok(Self {
            owner,
            path,
            _file: Some(file),
        })
    }

    /// A process that only reads: it owns no run, so nobody has to see it.
    #[must_use]
    pub fn unannounced(data_folder: &Path) -> Self {
        let owner = Uuid::new_v4().to_string();
        Self {
            path: mark(data_folder, &owner),
            owner,
            _file: None,
        }
    }

    /// The name under which this process owns its runs.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Whether the process of that name still lives. A name that is not one of ours, or a
    /// mark that cannot be read, is dead.
    #[must_use]
    pub fn is_alive(data_folder: &Path, owner: &str) -> bool {
        Uuid::parse_str(owner).is_ok()
            && File::open(mark(data_folder, owner)).is_ok_and(|file| {
                // Shared, so that two who ask at once do not take each other for the owner.
                matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
            })
    }
}

impl Drop for ProcessPresence {
    fn drop(&mut self) {
        // A mark that stays is removed by the next announcement.
        let _ = fs::remove_file(&self.path);
    }
}

fn mark(data_folder: &Path, owner: &str) -> PathBuf {
    data_folder.join(FOLDER).join(owner).with_extension("lock")
}

fn remove_dead(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() != Some(OsStr::new("lock")) {
            continue;
        }
        let dead = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if dead {
            // Another process may have removed its own mark in the meantime.
            let _ = fs::remove_file(&path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
