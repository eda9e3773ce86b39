//! Typed events to the UI.

use idp_app::{App, AppEvent};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;
use tokio::sync::broadcast::error::RecvError;

/// A run has new events.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct RunChanged {
    /// Which; empty when all were deleted.
    pub run_id: String,
}

/// A provider was created, changed or deleted.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct ProvidersChanged {}

/// A draft was kept, saved or discarded.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct DraftsChanged {}

/// Secrets are being moved to another store.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct SecretsMoving {
    /// How many are done with.
    pub done: u32,
    /// Of how many.
    pub total: u32,
}

/// The practice pool was started, stopped or changed.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct PracticePoolChanged {}

/// How often another process's writing is looked for.
const WATCH: std::time::Duration = std::time::Duration::from_secs(3);

/// Sends what changes to every window, and notices what `idpctl` writes.
pub fn forward_events<R: Runtime>(app: &App, handle: AppHandle<R>) {
    let mut receiver = app.subscribe();
    tauri::async_runtime::spawn(async move {
        loop {
            let sent = match receiver.recv().await {
                Ok(AppEvent::RunChanged { run_id }) => RunChanged { run_id }.emit(&handle),
                Ok(AppEvent::ProvidersChanged) => ProvidersChanged {}.emit(&handle),
                Ok(AppEvent::DraftsChanged) => DraftsChanged {}.emit(&handle),
                Ok(AppEvent::SecretsMoving { done, total }) => {
                    SecretsMoving { done, total }.emit(&handle)
                }
                Ok(AppEvent::PracticePoolChanged) => PracticePoolChanged {}.emit(&handle),
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = sent {
                tracing::warn!("an event did not reach the window: {error}");
            }
        }
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut known = app.data_version().await.ok();
        loop {
            tokio::time::sleep(WATCH).await;
            let now = app.data_version().await.ok();
            if now != known {
                known = now;
                app.announce(AppEvent::ProvidersChanged);
                app.announce(AppEvent::DraftsChanged);
            }
        }
    });
}
