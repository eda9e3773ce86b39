//! How the program stands on its data folder, and the choices where it does not open.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::StartView;
use tauri::State;

/// How the program stands.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn start_view(desktop: State<'_, Desktop>) -> Result<StartView, IpcError> {
    Ok(desktop.start.view().await)
}

/// Opens the data folder once more.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn open_again(desktop: State<'_, Desktop>) -> Result<StartView, IpcError> {
    Ok(desktop.start.try_again().await)
}

/// Begins with an empty database; the damaged one is kept.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn begin_empty(desktop: State<'_, Desktop>) -> Result<StartView, IpcError> {
    Ok(desktop.start.begin_empty().await?)
}

/// Brings an older database up to date that could not be backed up before.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn update_without_backup(desktop: State<'_, Desktop>) -> Result<StartView, IpcError> {
    Ok(desktop.start.update_without_backup().await)
}

/// Goes back to a backup; what was there is kept.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn restore_backup(
    desktop: State<'_, Desktop>,
    name: String,
) -> Result<StartView, IpcError> {
    Ok(desktop.start.restore_backup(&name).await?)
}

/// Whether the window was loaded again because its page had ended by itself. Said once.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn take_reload_notice(desktop: State<'_, Desktop>) -> Result<bool, IpcError> {
    Ok(desktop.take_reload_notice())
}
