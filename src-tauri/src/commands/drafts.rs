//! Drafts.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::Differences;
use idp_core::draft::{DraftBody, DraftId, DraftSummary, DraftView};
use idp_core::provider::{ProviderId, ProviderView};
use idp_core::secret::Secret;
use idp_core::validation::FieldProblem;
use tauri::State;

/// A draft of a new provider.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn new_draft(
    desktop: State<'_, Desktop>,
    catalogue_entry: String,
) -> Result<DraftView, IpcError> {
    Ok(desktop.app()?.new_draft(&catalogue_entry))
}

/// The draft of a provider that is edited.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn edit_provider(
    desktop: State<'_, Desktop>,
    id: ProviderId,
) -> Result<DraftView, IpcError> {
    Ok(desktop.app()?.edit_provider(&id).await?)
}

/// A kept draft.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn get_draft(desktop: State<'_, Desktop>, id: DraftId) -> Result<DraftView, IpcError> {
    Ok(desktop.app()?.draft(&id).await?)
}

/// The kept drafts.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_drafts(desktop: State<'_, Desktop>) -> Result<Vec<DraftSummary>, IpcError> {
    Ok(desktop.reader()?.list_drafts().await?)
}

/// Checks a draft as saving would.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn check_draft(
    desktop: State<'_, Desktop>,
    provider_id: Option<ProviderId>,
    body: DraftBody,
) -> Result<Vec<FieldProblem>, IpcError> {
    Ok(desktop
        .reader()?
        .check_draft(provider_id.as_ref(), &body)
        .await?)
}

/// Puts a client secret that is held in memory into the secret store.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn store_draft_secret(desktop: State<'_, Desktop>, id: DraftId) -> Result<(), IpcError> {
    Ok(desktop.app()?.store_draft_secret(&id).await?)
}

/// Keeps what was typed.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn keep_draft(
    desktop: State<'_, Desktop>,
    id: DraftId,
    provider_id: Option<ProviderId>,
    body: DraftBody,
) -> Result<(), IpcError> {
    Ok(desktop
        .app()?
        .keep_draft(&id, provider_id.as_ref(), &body)
        .await?)
}

/// Puts the typed client secret into the secret store, under the draft.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn keep_draft_secret(
    desktop: State<'_, Desktop>,
    id: DraftId,
    secret: Secret,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.keep_draft_secret(&id, &secret).await?)
}

/// Throws a draft away; tells whether its secret can be removed only later.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn discard_draft(desktop: State<'_, Desktop>, id: DraftId) -> Result<bool, IpcError> {
    Ok(desktop.app()?.discard_draft(&id).await?)
}

/// Saves a draft as a provider. A change that gives fixtures another result is refused with
/// the differences, unless it is accepted.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn save_draft(
    desktop: State<'_, Desktop>,
    id: DraftId,
    overwrite: bool,
    accept_changes: bool,
) -> Result<ProviderView, IpcError> {
    let differences = if accept_changes {
        Differences::Accept
    } else {
        Differences::Refuse
    };
    let app = desktop.app()?;
    Ok(app.save_draft(&id, overwrite, differences).await?)
}
