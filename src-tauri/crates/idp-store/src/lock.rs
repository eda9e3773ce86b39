//! Locks on a data folder, held across processes.

use crate::files::private_options;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// The lock is not ours.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another holder has it, in this process or another.
    #[error("Another window or command is busy with this ({purpose}). Wait until it ends.")]
    Held {
        /// What the lock is for.
        purpose: String,
    },
    /// The lock file cannot be opened or locked.
    #[error(
        "The lock file {purpose}.lock in the data folder cannot be used ({source}). Check the permissions and the free space of the data folder."
    )]
    Io {
        /// What the lock is for.
        purpose: String,
        /// What the system said.
        source: io::Error,
    },
}

/// An advisory lock on `<purpose>.lock` in a data folder. It ends when it is dropped, and
/// with the process however that ends; the file itself stays.
#[derive(Debug)]
pub struct FolderLock {
    file: File,
}

impl FolderLock {
    /// Takes the lock at once or not at all. `"run"` is held by a test run.
    ///
    /// # Errors
    /// `Held` when there is another holder, `Io` when the file cannot be locked.
    pub fn acquire(data_folder: &Path, purpose: &str) -> Result<Self, LockError> {
        let file = open(data_folder, purpose).map_err(|source| failed(purpose, source))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held {
                purpose: purpose.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(failed(purpose, source)),
        }
    }

    /// Waits for the lock; for work of milliseconds, and never on an async thread.
    pub(crate) fn wait(folder: &Path, purpose: &str) -> Result<Self, LockError> {
        let file = open(folder, purpose).map_err(|source| failed(purpose, source))?;
        file.lock().map_err(|source| failed(purpose, source))?;
        Ok(Self { file })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing alone is not enough: a child that is being started holds a copy of the
        // file until its program is loaded, and the lock with it.
        let _ = self.file.unlock();
    }
}

fn failed(purpose: &str, source: io::Error) -> LockError {
    LockError::Io {
        purpose: purpose.to_owned(),
        source,
    }
}

fn open(folder: &Path, purpose: &str) -> io::Result<File> {
    private_options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(purpose).with_added_extension("lock"))
}

#[cfg(test)]
mod tests;
