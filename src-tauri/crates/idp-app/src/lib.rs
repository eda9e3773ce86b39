//! The use cases: what the commands of the window and `idpctl` call. Ports to the
//! outside (sign-in surface, clock) are traits here.

mod app;
mod backups;
mod branding;
mod broker;
mod client_secrets;
mod clock;
mod consumers;
mod diagnostics;
mod drafts;
mod environment;
mod events;
mod fill_endpoints;
mod form_sign_in;
mod hand_over;
mod journal;
mod logs;
mod mapping;
mod outlines;
mod panics;
mod practice;
mod providers;
mod questions;
mod routing;
mod runs;
mod secrets;
mod setup;
mod sign_in;
mod simulator;
mod start;
mod system;
mod test_connection;
mod trash;
mod unfinished_texts;
mod users;

pub use app::{App, AppOptions, OpenAppError};
pub use backups::{BackupView, BackupsError, BackupsView};
pub use branding::{BrandingError, BrandingView, LogoError};
pub use broker::BrokerCheckError;
pub use clock::{Clock, SystemClock};
pub use diagnostics::DiagnosticsFacts;
pub use environment::{default_data_folder, vault_passphrase_from_environment};
pub use events::AppEvent;
pub use fill_endpoints::FilledEndpoints;
pub use form_sign_in::{FormCredentials, FormSignIn};
pub use idp_cognito::is_console_page;
pub use logs::{LogError, LogSettings, log_folder, log_settings, start_log};
pub use mapping::{
    Differences, MapError, PreviewInput, RunWithAttributes, RunsWithAttributes, SampleClaims,
};
pub use panics::{Panicked, caught, caught_now, install_panic_hook};
pub use practice::{
    PRACTICE_PORT, PracticeClient, PracticePoolError, PracticePoolStatus, PracticeUser,
};
pub use providers::{ProviderError, SecretChange};
pub use questions::AnswerError;
pub use routing::RouteError;
pub use runs::RunError;
pub use secrets::moves::{SecretNotMoved, SecretPlaceView, SecretsMoved};
pub use secrets::proof::{ProofWay, SecretStoreProof, read_entry_if_asked};
pub use secrets::vault::NewVault;
pub use secrets::{AskPassphrase, SecretStoreStateName, SecretStoreStatus, SecretsError};
pub use sign_in::{AskEnd, SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent};
pub use simulator::{Attempt, FellBack, PreparedSimulation, Simulation, SimulationError};
pub use start::{Start, StartError, StartFault, StartFaultKind, StartState, StartView};
pub use test_connection::{PreparedTest, TestConnectionError};
pub use trash::TrashEntry;
pub use unfinished_texts::UnfinishedTextError;
pub use users::{RunUser, UserSummary, UserView, UsersError};
