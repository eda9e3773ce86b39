//! The set-up list.

use crate::ipc_error::{ErrorCode, IpcError};
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::provider::ProviderDraft;
use idp_core::setup::{SetupItemId, SetupItemView};
use tauri::State;

/// What must be true at the provider, and what was confirmed.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn setup_list(
    desktop: State<'_, Desktop>,
    owner: String,
    definition: ProviderDraft,
) -> Result<Vec<SetupItemView>, IpcError> {
    Ok(desktop.reader()?.setup_list(&owner, &definition).await?)
}

/// A person saw to an item, or takes that back.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn confirm_setup_item(
    desktop: State<'_, Desktop>,
    owner: String,
    definition: ProviderDraft,
    item: SetupItemId,
    confirmed: bool,
) -> Result<Vec<SetupItemView>, IpcError> {
    Ok(desktop
        .app()?
        .confirm_setup_item(&owner, &definition, item, confirmed)
        .await?)
}

/// Opens a page of the AWS console in the browser, and no other.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn open_console_page(desktop: State<'_, Desktop>, address: String) -> Result<(), IpcError> {
    if !idp_app::is_console_page(&address) {
        return Err(IpcError::new(
            ErrorCode::InvalidInput,
            "This is not a page of the AWS console.",
            "Copy the address and open it in your browser.",
        ));
    }
    in_browser(&desktop, &address)
}

pub(super) fn in_browser(desktop: &Desktop, address: &str) -> Result<(), IpcError> {
    (desktop.ports.open_in_browser)(address).map_err(|detail| IpcError {
        detail: Some(detail),
        ..IpcError::new(
            ErrorCode::BrowserFailed,
            "The browser could not be started.",
            "Copy the address and open it in your browser.",
        )
    })
}
