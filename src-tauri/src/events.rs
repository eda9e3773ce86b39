//! Typed events to the UI.

use crate::clipboard::TakenBack;
use idp_app::{App, AppEvent};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;
use tokio::sync::broadcast::Receiver;
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

/// A local user was created, changed or deleted.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct UsersChanged {}

/// A simulated sign-in began, went on or ended.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct SimulationChanged {}

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

/// All there is was replaced by something else: a backup, or another state of the start.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct DataReplaced {}

/// A backup was made or deleted.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct BackupsChanged {}

/// The time of a client secret on the clipboard is over.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, Event)]
pub struct SecretTakenBack {
    /// What became of it.
    pub end: TakenBack,
}

/// How often another process's writing is looked for.
const WATCH: std::time::Duration = std::time::Duration::from_secs(3);

/// What goes on beside the commands while an application is open: its events reach every
/// window, what `idpctl` writes is noticed, and backups are made.
pub fn attend<R: Runtime>(app: &App, handle: AppHandle<R>) {
    tauri::async_runtime::spawn(forward(app.subscribe(), handle));
    tauri::async_runtime::spawn(watch(app.clone()));
    let app = app.clone();
    tauri::async_runtime::spawn(async move { app.keep_backups().await });
}

async fn forward<R: Runtime>(mut receiver: Receiver<AppEvent>, handle: AppHandle<R>) {
    loop {
        let sent = match receiver.recv().await {
            Ok(AppEvent::RunChanged { run_id }) => RunChanged { run_id }.emit(&handle),
            Ok(AppEvent::ProvidersChanged) => ProvidersChanged {}.emit(&handle),
            Ok(AppEvent::DraftsChanged) => DraftsChanged {}.emit(&handle),
            Ok(AppEvent::UsersChanged) => UsersChanged {}.emit(&handle),
            Ok(AppEvent::SimulationChanged) => SimulationChanged {}.emit(&handle),
            Ok(AppEvent::DataReplaced) => DataReplaced {}.emit(&handle),
            Ok(AppEvent::BackupsChanged) => BackupsChanged {}.emit(&handle),
            Ok(AppEvent::SecretsMoving { done, total }) => {
                SecretsMoving { done, total }.emit(&handle)
            }
            Ok(AppEvent::PracticePoolChanged) => PracticePoolChanged {}.emit(&handle),
            // What changed is not known any more, so everything may have.
            Err(RecvError::Lagged(_)) => DataReplaced {}.emit(&handle),
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = sent {
            tracing::warn!("an event did not reach the window: {error}");
        }
    }
}

async fn watch(app: App) {
    let mut known = app.data_version().await.ok();
    loop {
        tokio::select! {
            () = app.closed() => return,
            () = tokio::time::sleep(WATCH) => {}
        }
        let now = app.data_version().await.ok();
        if now != known {
            known = now;
            app.announce(AppEvent::ProvidersChanged);
            app.announce(AppEvent::DraftsChanged);
            app.announce(AppEvent::UsersChanged);
            app.announce(AppEvent::RunChanged {
                run_id: String::new(),
            });
        }
    }
}
