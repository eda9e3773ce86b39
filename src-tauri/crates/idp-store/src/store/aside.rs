//! Putting something else in the place of a damaged database, which is kept beside it.

use super::{FILE_NAME, OpenStoreError, Store, companion, create, prepare};
use crate::backups::{Backups, stamp_now};
use crate::files::{private_options, sync_folder};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const MARK: &str = ".damaged-";

/// A damaged database that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

impl Store {
    /// Puts the database of a folder aside and begins with an empty one.
    ///
    /// # Errors
    /// When the folder cannot be written; the damaged database is never lost.
    pub async fn begin_empty(data_folder: &Path) -> Result<(), OpenStoreError> {
        let (path, _opening) = prepare(data_folder).await?;
        set_aside(&path).map_err(|error| OpenStoreError::from_io(error, &path))?;
        create(&path).await
    }

    /// Puts the database of a folder aside and a verified copy of a backup in its place.
    ///
    /// # Errors
    /// `Damaged` when the backup is not sound, or the folder cannot be written. Until the
    /// copy is complete, the damaged database stays where it is.
    pub async fn begin_with_backup(data_folder: &Path, name: &str) -> Result<(), OpenStoreError> {
        let backups = Backups::new(data_folder);
        let backup = backups.path_of(name).ok_or_else(|| {
            OpenStoreError::damaged(&data_folder.join(name), "there is no such backup")
        })?;
        if let Err(detail) = crate::backups::verify(&backup).await {
            return Err(OpenStoreError::damaged(&backup, &detail));
        }
        let (path, _opening) = prepare(data_folder).await?;
        let failed = |error| OpenStoreError::from_io(error, &path);
        let next = companion(&path, ".next");
        copy(&backup, &next).map_err(failed)?;
        set_aside(&path).map_err(failed)?;
        fs::rename(&next, &path).map_err(failed)?;
        sync_folder(data_folder).map_err(failed)
    }
}

/// The damaged databases that were put aside in a data folder.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn list_set_aside(data_folder: &Path) -> io::Result<Vec<SetAside>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(data_folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| is_set_aside(name)) else {
            continue;
        };
        found.push(SetAside {
            path: data_folder.join(name),
            size: entry.metadata()?.len(),
        });
    }
    found.sort_by(|one, other| other.path.cmp(&one.path));
    Ok(found)
}

fn is_set_aside(name: &str) -> bool {
    name.strip_prefix(FILE_NAME)
        .is_some_and(|rest| rest.contains(MARK))
}

/// Renames the database with all that belongs to it. The log goes first: a log that stayed
/// would be taken for that of the next database.
fn set_aside(path: &Path) -> io::Result<()> {
    let mark = format!("{MARK}{}", stamp_now());
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let from = companion(path, suffix);
        // The suffix stays at the end, so that SQLite can still open both together.
        let to = companion(path, &format!("{mark}{suffix}"));
        match fs::rename(from, to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    path.parent().map_or(Ok(()), sync_folder)
}

pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut target = private_options()
        .write(true)
        .create(true)
        .truncate(true)
        .open(to)?;
    let copied = io::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    if copied.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(to);
    }
    copied
}
