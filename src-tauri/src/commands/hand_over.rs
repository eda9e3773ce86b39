//! Handing over to the consumer.

use crate::commands::runs::clipboard;
use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::hand_over::HandOver;
use idp_core::provider::ProviderId;
use tauri::State;

/// The values under the labels of each consumer.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn hand_over(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<Vec<HandOver>, IpcError> {
    Ok(desktop.reader()?.hand_over(&id).await?)
}

/// Copies the client secret; the clipboard is cleared after the returned number of seconds.
/// The web view never sees it.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn copy_client_secret(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<u32, IpcError> {
    let secret = desktop.reader()?.secret_to_copy(&id).await?;
    (desktop.ports.copy_secret)(secret).map_err(clipboard)
}
