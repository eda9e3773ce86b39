//! Definitions.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::FilledEndpoints;
use idp_core::catalogue::{CATALOGUE, CatalogueEntry, search};
use idp_core::provider::{ProviderId, ProviderSummary, ProviderView};
use tauri::State;

/// What a provider can start from.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn list_catalogue() -> Result<Vec<CatalogueEntry>, IpcError> {
    Ok(CATALOGUE.to_vec())
}

/// The entries of the catalogue that a search text finds.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn search_catalogue(text: String) -> Result<Vec<CatalogueEntry>, IpcError> {
    Ok(search(&text).into_iter().cloned().collect())
}

/// All providers.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_providers(desktop: State<'_, Desktop>) -> Result<Vec<ProviderSummary>, IpcError> {
    Ok(desktop.reader()?.list_providers().await?)
}

/// One provider, whole.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_provider(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<ProviderView, IpcError> {
    Ok(desktop.reader()?.provider(&id).await?)
}

/// Stores a copy of a provider.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn duplicate_provider(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<ProviderView, IpcError> {
    Ok(desktop.app()?.duplicate_provider(&id).await?)
}

/// Switches a provider on or off.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn enable_provider(
    desktop: State<'_, Desktop>,
    id: ProviderId,
    enabled: bool,
) -> Result<ProviderView, IpcError> {
    Ok(desktop.app()?.enable_provider(&id, enabled).await?)
}

/// From a domain, pool ID, issuer or discovery URL to the endpoints.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn fill_endpoints(
    desktop: State<'_, Desktop>,
    catalogue_entry: String,
    input: String,
) -> Result<FilledEndpoints, IpcError> {
    Ok(desktop
        .app()?
        .fill_endpoints(&catalogue_entry, &input)
        .await)
}
