//! The log of a program: where it is, and how much is written.

use crate::app::App;
use crate::system::operating_system;
use idp_log::{LOG_FOLDER, LogGuard, LogLevel, LogOptions, log_files};
use idp_store::StoreError;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The name of the setting with the level.
const LEVEL: &str = "log_level";

/// The log as Settings shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LogSettings {
    /// The folder with the files.
    pub folder: String,
    /// How many files there are.
    pub files: u32,
    /// Their size in KiB.
    pub kibibytes: u32,
    /// How much is written.
    pub level: LogLevel,
}

/// The log cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The choice cannot be remembered.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Starts the log of this program. `IDP_CONSOLE_LOG` sends the lines to standard error as
/// well and, as `debug`, has more of them written.
#[must_use]
pub fn start_log(data_folder: &Path, program: &'static str) -> LogGuard {
    let asked = std::env::var("IDP_CONSOLE_LOG").ok();
    let guard = idp_log::start(LogOptions {
        data_folder: data_folder.to_owned(),
        program,
        echo: asked.is_some(),
    });
    if asked.as_deref() == Some("debug") {
        idp_log::set_level(LogLevel::Debug);
    }
    tracing::info!(
        program,
        version = env!("CARGO_PKG_VERSION"),
        system = operating_system(),
        "started"
    );
    guard
}

/// Where the log is and how much is written; known also while the data folder is not open.
#[must_use]
pub fn log_settings(data_folder: &Path) -> LogSettings {
    let files = log_files(data_folder);
    let bytes: u64 = files.iter().map(|(_, size)| size).sum();
    LogSettings {
        folder: log_folder(data_folder).display().to_string(),
        files: u32::try_from(files.len()).unwrap_or(u32::MAX),
        kibibytes: u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX),
        level: idp_log::level(),
    }
}

/// The folder with the log files.
#[must_use]
pub fn log_folder(data_folder: &Path) -> PathBuf {
    data_folder.join(LOG_FOLDER)
}

impl App {
    /// Writes more or less from now on, and after a restart.
    ///
    /// # Errors
    /// When the choice cannot be remembered; it holds for this process all the same.
    pub async fn choose_log_level(&self, level: LogLevel) -> Result<LogSettings, LogError> {
        idp_log::set_level(level);
        tracing::info!(?level, "the log level was chosen");
        let text = serde_json::to_string(&level).unwrap_or_default();
        self.inner.store.settings().update(LEVEL, &text).await?;
        Ok(log_settings(self.data_folder()))
    }

    /// Takes over the level that was chosen before.
    pub(crate) async fn adopt_log_level(&self) {
        let text = self.inner.store.settings().find(LEVEL).await;
        if let Some(level) = text
            .ok()
            .flatten()
            .and_then(|text| serde_json::from_str(&text).ok())
        {
            idp_log::set_level(level);
        }
    }
}
