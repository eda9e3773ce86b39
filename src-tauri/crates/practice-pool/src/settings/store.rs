//! The settings in force, and the file they are kept in.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{Settings, SettingsError, listed};
use crate::signing::{KeyError, SigningKeys, StoredKeys};

/// The settings file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredPool {
    settings: Settings,
    signing_keys: StoredKeys,
}

/// Why a settings file could not be opened or made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("{0}")]
    File(#[from] io::Error),
    #[error("It is not the JSON of a practice pool: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Fields(String),
    #[error("{0}")]
    Key(#[from] KeyError),
}

pub(crate) struct SettingsStore {
    file: Option<PathBuf>,
    keys: StoredKeys,
    current: RwLock<Arc<Settings>>,
    /// Held from reading the old settings until the new ones are on disk.
    writing: Mutex<()>,
}

impl SettingsStore {
    /// Reads the file, or makes it with the seed and new keys. Blocks: makes RSA keys.
    pub(crate) fn open(file: Option<PathBuf>) -> Result<(Self, SigningKeys), ReadError> {
        let stored = match file.as_deref().map(fs::read) {
            Some(Ok(bytes)) => Some(serde_json::from_slice::<StoredPool>(&bytes)?),
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Some(Err(_)) | None => None,
        };
        let is_new = stored.is_none();
        let stored = match stored {
            Some(stored) => stored,
            None => StoredPool {
                settings: Settings::default(),
                signing_keys: StoredKeys::generate()?,
            },
        };
        let problems = stored.settings.problems();
        if !problems.is_empty() {
            return Err(ReadError::Fields(listed(&problems)));
        }
        let keys = SigningKeys::from_stored(&stored.signing_keys)?;
        if let (true, Some(path)) = (is_new, &file) {
            write_atomically(path, &serde_json::to_vec_pretty(&stored)?)?;
        }
        let store = Self {
            file,
            keys: stored.signing_keys,
            current: RwLock::new(Arc::new(stored.settings)),
            writing: Mutex::new(()),
        };
        Ok((store, keys))
    }

    pub(crate) fn current(&self) -> Arc<Settings> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Replaces the settings with what `change` makes of them, on disk first.
    pub(crate) async fn change(
        &self,
        change: impl FnOnce(Settings) -> Settings,
    ) -> Result<(), SettingsError> {
        let _writing = self.writing.lock().await;
        let settings = change(Settings::clone(&self.current()));
        let problems = settings.problems();
        if !problems.is_empty() {
            return Err(SettingsError::Invalid { problems });
        }
        self.write(&settings).await?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
        Ok(())
    }

    async fn write(&self, settings: &Settings) -> Result<(), SettingsError> {
        let Some(path) = self.file.clone() else {
            return Ok(());
        };
        let failed = |source| SettingsError::Write {
            path: path.clone(),
            source,
        };
        let stored = StoredPool {
            settings: settings.clone(),
            signing_keys: self.keys.clone(),
        };
        let bytes = serde_json::to_vec_pretty(&stored).map_err(|error| failed(error.into()))?;
        let target = path.clone();
        tokio::task::spawn_blocking(move || write_atomically(&target, &bytes))
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)))
            .map_err(failed)
    }
}

/// A reader sees the old file or the new one, never half of it.
fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let temporary = folder.join(format!(".practice-pool-{}", Uuid::new_v4()));
    let written = create_private(&temporary)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to report.
        drop(fs::remove_file(&temporary));
    }
    written
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
