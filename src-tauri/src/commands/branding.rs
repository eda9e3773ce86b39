//! The look of the sign-in page.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::BrandingView;
use idp_core::branding::BrandingDraft;
use tauri::State;

/// The look of the sign-in page.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_branding(desktop: State<'_, Desktop>) -> Result<BrandingView, IpcError> {
    Ok(desktop.reader()?.branding().await?)
}

/// Keeps what was entered, right or wrong.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn update_branding(
    desktop: State<'_, Desktop>,
    entered: BrandingDraft,
) -> Result<BrandingView, IpcError> {
    Ok(desktop.app()?.update_branding(&entered).await?)
}

/// Takes a PNG or JPEG, in base64, as the logo.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn update_logo(
    desktop: State<'_, Desktop>,
    content: String,
) -> Result<BrandingView, IpcError> {
    Ok(desktop.app()?.update_logo(content).await?)
}

/// Takes the logo away.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn remove_logo(desktop: State<'_, Desktop>) -> Result<BrandingView, IpcError> {
    Ok(desktop.app()?.remove_logo().await?)
}
