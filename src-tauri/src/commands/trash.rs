//! Deleting, and taking it back.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::TrashEntry;
use idp_core::provider::{ProviderId, ProviderView};
use tauri::State;

/// Moves a provider into the trash.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn delete_provider(desktop: State<'_, Desktop>, id: ProviderId) -> Result<(), IpcError> {
    Ok(desktop.app()?.delete_provider(&id).await?)
}

/// Takes a provider out of the trash.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn restore_provider(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<ProviderView, IpcError> {
    Ok(desktop.app()?.restore_provider(&id).await?)
}

/// The deleted providers.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_trash(desktop: State<'_, Desktop>) -> Result<Vec<TrashEntry>, IpcError> {
    Ok(desktop.reader()?.list_trash().await?)
}

/// Empties the trash; tells how many secrets can be removed only later.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn purge_trash(desktop: State<'_, Desktop>) -> Result<u32, IpcError> {
    Ok(desktop.app()?.purge_trash().await?)
}
