//! Stored runs and their reports.

use crate::ipc_error::{ErrorCode, IpcError};
use crate::state::{Desktop, DesktopPorts};
use catch_panics::catch_panics;
use idp_app::caught_now;
use idp_core::consumers::ConsumersView;
use idp_core::provider::ProviderId;
use idp_core::run::{RunSummary, RunView};
use std::sync::Arc;
use tauri::State;

/// One run, whole.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_run(desktop: State<'_, Desktop>, run_id: String) -> Result<RunView, IpcError> {
    Ok(desktop.reader()?.run(&run_id).await?)
}

/// What other products would make of a run.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn consumers_of_run(
    desktop: State<'_, Desktop>,
    run_id: String,
) -> Result<ConsumersView, IpcError> {
    Ok(desktop.reader()?.consumers_of_run(&run_id).await?)
}

/// The latest runs.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_runs(
    desktop: State<'_, Desktop>,
    provider_id: Option<ProviderId>,
) -> Result<Vec<RunSummary>, IpcError> {
    Ok(desktop
        .reader()?
        .list_runs(provider_id.as_ref().map(|id| id.0.as_str()))
        .await?)
}

/// Deletes all runs and the values they hold.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn delete_all_runs(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    Ok(desktop.app()?.delete_all_runs().await?)
}

/// Copies a text that is on the screen.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn copy_text(desktop: State<'_, Desktop>, text: String) -> Result<(), IpcError> {
    on_clipboard(&desktop, move |ports| (ports.write_clipboard)(text)).await
}

/// Copies the report of a run.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn copy_report(
    desktop: State<'_, Desktop>,
    run_id: String,
    pseudonymise: bool,
) -> Result<(), IpcError> {
    let report = desktop.reader()?.run_report(&run_id, pseudonymise).await?;
    on_clipboard(&desktop, move |ports| (ports.write_clipboard)(report)).await
}

/// Saves the report of a run where the person says; `None` is cancelled.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn save_report(
    desktop: State<'_, Desktop>,
    run_id: String,
    pseudonymise: bool,
) -> Result<Option<String>, IpcError> {
    let report = desktop.reader()?.run_report(&run_id, pseudonymise).await?;
    let Some(path) = (desktop.ports.ask_save_path)("test-connection.md") else {
        return Ok(None);
    };
    std::fs::write(&path, report).map_err(|error| {
        let title = format!("{} could not be written: {error}", path.display());
        IpcError::new(ErrorCode::FileFailed, title, "Choose another folder.")
    })?;
    Ok(Some(path.display().to_string()))
}

/// Does something with the clipboard, beside all else: whoever has it may be slow to answer, and
/// then the next one waits as well.
pub(crate) async fn on_clipboard<T: Send + 'static>(
    desktop: &Desktop,
    act: impl FnOnce(&DesktopPorts) -> Result<T, String> + Send + 'static,
) -> Result<T, IpcError> {
    let ports = Arc::clone(&desktop.ports);
    // A panic has its number on the thread that it happens on.
    let act = move || caught_now(|| act(&ports));
    let done = match tokio::task::spawn_blocking(act).await {
        Ok(done) => done?,
        Err(error) => Err(error.to_string()),
    };
    done.map_err(|detail| IpcError {
        detail: Some(detail),
        ..IpcError::new(
            ErrorCode::ClipboardFailed,
            "The clipboard could not be written.",
            "Select the text and copy it by hand.",
        )
    })
}
