//! The sign-in simulator.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_app::Simulation;
use idp_core::routing::{Decision, Picked};
use std::sync::Arc;
use tauri::State;

/// Where a person with this e-mail address is sent, and what is offered, without a sign-in.
/// `forced` is the provider that the application asks for.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn route_person(
    desktop: State<'_, Desktop>,
    email: Option<String>,
    forced: Option<String>,
) -> Result<Decision, IpcError> {
    let picked = forced.as_deref().map(Picked::ByCaller);
    Ok(desktop.reader()?.route(email.as_deref(), picked).await?)
}

/// Begins a simulated sign-in; events tell how it goes on. `chosen` is the provider whose
/// button was pressed, `forced` the one that the application asks for.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn start_simulation(
    desktop: State<'_, Desktop>,
    email: Option<String>,
    chosen: Option<String>,
    forced: Option<String>,
) -> Result<(), IpcError> {
    let by_caller = forced.as_deref().map(Picked::ByCaller);
    let picked = by_caller.or(chosen.as_deref().map(Picked::ByPerson));
    let surface = Arc::clone(&desktop.ports.surface);
    let simulation = desktop
        .app()?
        .prepare_simulation(email.as_deref(), picked, surface)
        .await?;
    tauri::async_runtime::spawn(simulation.run());
    Ok(())
}

/// The simulated sign-in there is, whether it runs or ended.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn get_simulation(desktop: State<'_, Desktop>) -> Result<Option<Simulation>, IpcError> {
    Ok(desktop.reader()?.simulation())
}

/// Forgets a simulated sign-in that ended.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn clear_simulation(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    desktop.reader()?.clear_simulation();
    Ok(())
}
