//! Secrets between stores, and looking after the vault.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::{NewVault, SecretPlaceView, SecretStoreProof, SecretsMoved};
use idp_core::secret::Secret;
use tauri::State;

/// Every secret with its owner and place.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_secret_places(
    desktop: State<'_, Desktop>,
) -> Result<Vec<SecretPlaceView>, IpcError> {
    Ok(desktop.app()?.list_secret_places().await?)
}

/// Moves every secret into the store in use.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn move_secrets(
    desktop: State<'_, Desktop>,
    passphrase: Option<Secret>,
) -> Result<SecretsMoved, IpcError> {
    Ok(desktop.app()?.move_secrets(passphrase).await?)
}

/// Tries whether secrets outlive this process.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn prove_secret_store(desktop: State<'_, Desktop>) -> Result<SecretStoreProof, IpcError> {
    let reader = std::env::current_exe().ok();
    Ok(desktop.app()?.prove_secret_store(reader).await?)
}

/// Sets another passphrase for the vault.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn change_vault_passphrase(
    desktop: State<'_, Desktop>,
    old: Secret,
    next: Secret,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.change_vault_passphrase(old, next).await?)
}

/// Begins a new vault beside one that cannot be opened.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn begin_new_vault(
    desktop: State<'_, Desktop>,
    passphrase: Secret,
) -> Result<NewVault, IpcError> {
    Ok(desktop.app()?.begin_new_vault(passphrase).await?)
}
