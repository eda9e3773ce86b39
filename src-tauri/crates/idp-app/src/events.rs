//! What changed, for whoever shows it.

use serde::Serialize;

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum AppEvent {
    /// A test run has new events.
    RunChanged {
        /// Which.
        run_id: String,
    },
    /// A provider was created, changed or deleted.
    ProvidersChanged,
    /// A draft was kept, saved or discarded.
    DraftsChanged,
    /// A simulated sign-in began, went on or ended.
    SimulationChanged,
    /// A local user was created, changed or deleted.
    UsersChanged,
    /// All there is was replaced by something else.
    DataReplaced,
    /// A backup was made or deleted.
    BackupsChanged,
    /// Secrets are being moved to another store.
    SecretsMoving {
        /// How many are done with, moved or not.
        done: u32,
        /// Of how many.
        total: u32,
    },
    /// The practice pool was started, stopped or changed.
    PracticePoolChanged,
}
