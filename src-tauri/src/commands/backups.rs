//! Backups of the database.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::BackupsView;
use tauri::State;

/// All backups and how they stand.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_backups(desktop: State<'_, Desktop>) -> Result<BackupsView, IpcError> {
    Ok(desktop.reader()?.backups().await?)
}

/// Makes a backup now.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn back_up_now(desktop: State<'_, Desktop>) -> Result<BackupsView, IpcError> {
    Ok(desktop.app()?.back_up_now().await?)
}

/// Deletes all backups and the damaged databases that were put aside.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn delete_backups(desktop: State<'_, Desktop>) -> Result<BackupsView, IpcError> {
    Ok(desktop.app()?.delete_backups().await?)
}
