//! Settings and what the program says of itself.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::SecretStoreStatus;
use idp_core::secret::Secret;
use idp_store::SecretStoreKind;
use serde::Serialize;
use tauri::State;

/// What the program says of itself.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    /// Version.
    pub version: String,
    /// The folder with all state.
    pub data_folder: String,
}

/// How the secret store stands.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn secret_store_status(
    desktop: State<'_, Desktop>,
) -> Result<SecretStoreStatus, IpcError> {
    Ok(desktop.reader()?.secret_store_status().await?)
}

/// Uses another secret store from now on.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn choose_secret_store(
    desktop: State<'_, Desktop>,
    kind: SecretStoreKind,
    passphrase: Option<Secret>,
) -> Result<SecretStoreStatus, IpcError> {
    Ok(desktop.app()?.choose_secret_store(kind, passphrase).await?)
}

/// Version and data folder.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn app_info(desktop: State<'_, Desktop>) -> Result<AppInfo, IpcError> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_folder: desktop.start.data_folder().display().to_string(),
    })
}
