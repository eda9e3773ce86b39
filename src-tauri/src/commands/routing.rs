//! Which provider a person gets.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::routing::FallbackFailure;
use tauri::State;

/// Every failure of a sign-in, and whether it leads to the fallback.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn list_fallback_failures(
    desktop: State<'_, Desktop>,
) -> Result<Vec<FallbackFailure>, IpcError> {
    Ok(desktop.reader()?.fallback_failures())
}
