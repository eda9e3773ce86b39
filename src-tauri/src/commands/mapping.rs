//! Mapping.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::mapping::Mapped;
use idp_core::provider::AttributesDraft;
use tauri::State;

/// What rules that need not be saved make of a stored run.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn preview_mapping(
    desktop: State<'_, Desktop>,
    rules: AttributesDraft,
    run_id: String,
) -> Result<Mapped, IpcError> {
    Ok(desktop.reader()?.preview_mapping(&rules, &run_id).await?)
}
