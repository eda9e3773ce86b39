//! Folders and files that only their owner can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The data folder cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    /// Something else than a folder has this name.
    #[error("{} is not a folder. Choose another data folder.", .0.display())]
    NotAFolder(PathBuf),
    /// No room for another entry.
    #[error("The disk is full, so the data folder {} cannot be made. Free some space and try again.", .0.display())]
    DiskFull(PathBuf),
    /// The system refused.
    #[error("The data folder {} cannot be made ({source}). Check its permissions or choose another.", .folder.display())]
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Creates the data folder, readable by its owner only (0700), with all folders above it
/// that are missing. One that exists keeps its permissions, see [`close_to_others`].
///
/// # Errors
/// When there is something else of that name, no space, or no permission.
pub fn create_data_folder(folder: &Path) -> Result<(), DataFolderError> {
    match private_folder(folder) {
        Ok(()) => Ok(()),
        Err(_) if folder.exists() => Err(DataFolderError::NotAFolder(folder.to_owned())),
        Err(error) if is_disk_full(&error) => Err(DataFolderError::DiskFull(folder.to_owned())),
        Err(source) => Err(DataFolderError::NotWritable {
            folder: folder.to_owned(),
            source,
        }),
    }
}

/// Takes what others may do in an existing folder away from them, and yields whether there was
/// something. A folder that everybody shares, as the system's for temporary files, stays as it
/// is; what this program makes in it is private anyway.
///
/// # Errors
/// When there is no such folder, or it belongs to somebody else.
pub fn close_to_others(folder: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        const SHARED: u32 = 0o1000;
        const OTHERS: u32 = 0o077;
        let mode = fs::metadata(folder)?.permissions().mode();
        if mode & SHARED != 0 || mode & OTHERS == 0 {
            return Ok(false);
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(mode & !OTHERS))?;
        Ok(true)
    }
    #[cfg(not(unix))]
    {
        fs::metadata(folder).map(|_| false)
    }
}

pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

pub(crate) fn is_disk_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// Options that create files for their owner only (0600).
pub(crate) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes an existing file readable by its owner only. By path, because opening and closing
/// a database file would drop the locks that SQLite holds on it in this process.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
    }
    #[cfg(not(unix))]
    {
        fs::metadata(path).map(|_| ())
    }
}

/// Replaces a file as a whole, readable by its owner only: after a crash it has the old
/// content or the new one.
///
/// # Errors
/// What the system says; then the old content is still there.
pub fn replace_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
    let temporary = path.with_extension("new");
    let written = write_synced(&temporary, content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_folder(folder)
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = private_options()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    make_private(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes a rename last; only Unix can open a folder for that.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
