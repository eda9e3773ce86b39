//! The log and the diagnostics.

use crate::ipc_error::{ErrorCode, IpcError};
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::{DiagnosticsFacts, LogSettings};
use idp_log::LogLevel;
use tauri::State;

/// Where the log is and how much is written.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn log_settings(desktop: State<'_, Desktop>) -> Result<LogSettings, IpcError> {
    Ok(idp_app::log_settings(desktop.start.data_folder()))
}

/// Writes more or less from now on.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn choose_log_level(
    desktop: State<'_, Desktop>,
    level: LogLevel,
) -> Result<LogSettings, IpcError> {
    Ok(desktop.app()?.choose_log_level(level).await?)
}

/// Shows the folder with the log files.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn open_log_folder(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    let folder = idp_app::log_folder(desktop.start.data_folder());
    (desktop.ports.open_folder)(&folder).map_err(|detail| IpcError {
        detail: Some(detail),
        ..IpcError::new(
            ErrorCode::FileFailed,
            "The folder could not be opened.",
            "Copy its path and open it by hand.",
        )
    })
}

/// What helps to find a fault, without secrets and names.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn diagnostics(
    desktop: State<'_, Desktop>,
    with_hosts: bool,
) -> Result<String, IpcError> {
    Ok(collect(&desktop, with_hosts).await)
}

/// Saves the diagnostics where the person says; `None` is cancelled.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn save_diagnostics(
    desktop: State<'_, Desktop>,
    with_hosts: bool,
) -> Result<Option<String>, IpcError> {
    let text = collect(&desktop, with_hosts).await;
    let Some(path) = (desktop.ports.ask_save_path)("idp-console-diagnostics.md") else {
        return Ok(None);
    };
    std::fs::write(&path, text).map_err(|error| {
        let title = format!("{} could not be written: {error}", path.display());
        IpcError::new(ErrorCode::FileFailed, title, "Choose another folder.")
    })?;
    Ok(Some(path.display().to_string()))
}

async fn collect(desktop: &Desktop, with_hosts: bool) -> String {
    let facts = DiagnosticsFacts {
        program: "IdP Console",
        web_engine: tauri::webview_version().ok(),
        with_hosts,
    };
    desktop.start.diagnostics(&facts).await
}
