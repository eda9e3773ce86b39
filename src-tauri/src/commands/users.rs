//! Local users.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::{RunUser, UserSummary, UserView};
use idp_core::users::UserId;
use tauri::State;

/// What the sign-in of a run would make of the local users.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn preview_user(
    desktop: State<'_, Desktop>,
    run_id: String,
) -> Result<RunUser, IpcError> {
    Ok(desktop.reader()?.preview_user(&run_id).await?)
}

/// Creates or updates the local user of a run.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn apply_user(desktop: State<'_, Desktop>, run_id: String) -> Result<RunUser, IpcError> {
    Ok(desktop.app()?.apply_user(&run_id).await?)
}

/// All local users.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_users(desktop: State<'_, Desktop>) -> Result<Vec<UserSummary>, IpcError> {
    Ok(desktop.reader()?.list_users().await?)
}

/// One local user with its history.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_user(desktop: State<'_, Desktop>, id: UserId) -> Result<UserView, IpcError> {
    Ok(desktop.reader()?.user(&id).await?)
}

/// Deletes a local user with its history.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn delete_user(desktop: State<'_, Desktop>, id: UserId) -> Result<(), IpcError> {
    Ok(desktop.app()?.delete_user(&id).await?)
}
