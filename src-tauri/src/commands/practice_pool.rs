//! The practice pool.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::PracticePoolStatus;
use idp_core::provider::ProviderView;
use tauri::State;

/// How the pool stands.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn practice_pool_status(
    desktop: State<'_, Desktop>,
) -> Result<PracticePoolStatus, IpcError> {
    Ok(desktop.reader()?.practice_pool_status().await)
}

/// Starts the pool.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn start_practice_pool(
    desktop: State<'_, Desktop>,
    port: Option<u16>,
) -> Result<PracticePoolStatus, IpcError> {
    Ok(desktop.app()?.start_practice_pool(port).await?)
}

/// Stops the pool.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn stop_practice_pool(
    desktop: State<'_, Desktop>,
) -> Result<PracticePoolStatus, IpcError> {
    Ok(desktop.app()?.stop_practice_pool().await)
}

/// Makes a provider from one of the pool's clients.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn add_practice_pool_provider(
    desktop: State<'_, Desktop>,
    client_id: String,
) -> Result<ProviderView, IpcError> {
    Ok(desktop
        .app()?
        .add_practice_pool_provider(&client_id)
        .await?)
}

/// The pool's settings as JSON text.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_practice_pool_settings(desktop: State<'_, Desktop>) -> Result<String, IpcError> {
    Ok(desktop.app()?.practice_pool_settings().await?)
}

/// Changes the pool's settings.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn update_practice_pool_settings(
    desktop: State<'_, Desktop>,
    text: String,
) -> Result<PracticePoolStatus, IpcError> {
    Ok(desktop.app()?.update_practice_pool_settings(&text).await?)
}
