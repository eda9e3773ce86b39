//! Mapping.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::{PreviewInput, RunsWithAttributes};
use idp_core::mapping::{
    FUNCTIONS, FixtureSummary, FunctionEntry, MappingView, RuleText, SavedFixture, Suggestion,
    TRANSFORMS, TransformEntry,
};
use idp_core::provider::{AttributesDraft, ProviderId};
use tauri::State;

/// The ready-made transformations.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn list_transforms() -> Result<Vec<TransformEntry>, IpcError> {
    Ok(TRANSFORMS.to_vec())
}

/// The functions of expressions.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn list_functions() -> Result<Vec<FunctionEntry>, IpcError> {
    Ok(FUNCTIONS.to_vec())
}

/// The runs of a provider that rules can be looked at with.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_runs_with_attributes(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
) -> Result<RunsWithAttributes, IpcError> {
    Ok(desktop.reader()?.runs_with_attributes(&provider_id).await?)
}

/// What a CEL text is: transformations, or an expression of its own, or wrong at a place.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn read_rule_text(text: String) -> Result<RuleText, IpcError> {
    Ok(idp_core::mapping::read_rule_text(&text))
}

/// What rules that need not be saved make of stored runs or of a sample.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn preview_mapping(
    desktop: State<'_, Desktop>,
    rules: AttributesDraft,
    input: PreviewInput,
) -> Result<MappingView, IpcError> {
    Ok(desktop.reader()?.preview_mapping(&rules, &input).await?)
}

/// Rules that could be added for what was received.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn suggest_rules(
    desktop: State<'_, Desktop>,
    rules: AttributesDraft,
    input: PreviewInput,
) -> Result<Vec<Suggestion>, IpcError> {
    Ok(desktop.reader()?.suggest_rules(&rules, &input).await?)
}

/// Keeps the attributes of a run to compare rules by.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn save_fixture(
    desktop: State<'_, Desktop>,
    run_id: String,
    name: String,
    pseudonymise: bool,
) -> Result<SavedFixture, IpcError> {
    let app = desktop.app()?;
    Ok(app.save_fixture(&run_id, &name, pseudonymise).await?)
}

/// The fixtures of a provider.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn list_fixtures(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
) -> Result<Vec<FixtureSummary>, IpcError> {
    Ok(desktop.reader()?.list_fixtures(&provider_id).await?)
}

/// Removes a fixture.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn delete_fixture(
    desktop: State<'_, Desktop>,
    fixture_id: String,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.delete_fixture(&fixture_id).await?)
}
