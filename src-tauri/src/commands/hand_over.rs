//! Handing over to the consumer.

use crate::commands::runs::on_clipboard;
use crate::commands::setup::in_browser;
use crate::ipc_error::{ErrorCode, IpcError};
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::hand_over::{HandOver, HostedPage, HostedPages};
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

/// Cognito's own pages of a provider's app client.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn hosted_pages(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<Option<HostedPages>, IpcError> {
    Ok(desktop.reader()?.hosted_pages(&id).await?)
}

/// Opens one of them in the browser.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn open_hosted_page(
    desktop: State<'_, Desktop>,
    id: ProviderId,
    page: HostedPage,
) -> Result<(), IpcError> {
    let pages = desktop.reader()?.hosted_pages(&id).await?;
    let Some(address) = pages.and_then(|pages| pages.address(page)) else {
        return Err(IpcError::new(
            ErrorCode::NotFound,
            "This definition has no such page.",
            "Look at its endpoints and its sign-out URL.",
        ));
    };
    in_browser(&desktop, &address)
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
    on_clipboard(&desktop, move |ports| (ports.copy_secret)(secret)).await
}
