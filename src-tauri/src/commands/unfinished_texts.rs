//! Texts that are not finished.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::draft::TextPlace;
use idp_core::provider::ProviderId;
use tauri::State;

/// The text that was kept for a place of a provider's mapping editor.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn unfinished_text(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
    place: TextPlace,
) -> Result<Option<String>, IpcError> {
    let app = desktop.reader()?;
    Ok(app.unfinished_text(&provider_id, place).await?)
}

/// Keeps a text, or forgets it; one with a secret in it is not kept.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn keep_unfinished_text(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
    place: TextPlace,
    text: Option<String>,
) -> Result<bool, IpcError> {
    let app = desktop.app()?;
    let kept = app.keep_unfinished_text(&provider_id, place, text.as_deref());
    Ok(kept.await?)
}

/// The entry of the practice pool that was being edited and is not saved.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn unsaved_practice_entry(
    desktop: State<'_, Desktop>,
) -> Result<Option<String>, IpcError> {
    Ok(desktop.reader()?.unsaved_practice_entry().await?)
}

/// Keeps an entry of the practice pool while it is edited, or forgets it.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn keep_practice_entry(
    desktop: State<'_, Desktop>,
    text: Option<String>,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.keep_practice_entry(text.as_deref()).await?)
}
