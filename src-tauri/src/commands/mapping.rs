//! Mapping.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::PreviewInput;
use idp_core::mapping::{
    FixtureComparison, FixtureSummary, MappingView, RuleText, SavedFixture, Suggestion, TRANSFORMS,
    TransformEntry,
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

/// What is different in all fixtures of a provider, by new rules or by the stored ones.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn compare_fixtures(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
    rules: Option<AttributesDraft>,
) -> Result<FixtureComparison, IpcError> {
    let app = desktop.reader()?;
    Ok(app.compare_fixtures(&provider_id, rules.as_ref()).await?)
}

/// Takes the results of the stored rules as accepted.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn accept_fixtures(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.accept_fixtures(&provider_id).await?)
}
