//! Mapping.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use idp_core::mapping::Mapped;
use idp_core::provider::AttributesDraft;
use tauri::State;

/// What rules that need not be saved make of a stored run.
#[tauri::command]
#[specta::specta]
pub async fn preview_mapping(
    desktop: State<'_, Desktop>,
    rules: AttributesDraft,
    run_id: String,
) -> Result<Mapped, IpcError> {
    Ok(desktop.app.preview_mapping(&rules, &run_id).await?)
}
