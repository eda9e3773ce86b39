//! The wire error: the only place where errors become codes.

use idp_app::{
    AnswerError, BackupsError, BrandingError, BrokerCheckError, LogError, MapError, Panicked,
    PracticePoolError, ProviderError, RouteError, RunError, SecretsError, SimulationError,
    StartError, TestConnectionError, UnfinishedTextError, UsersError,
};
use idp_core::mapping::FixtureComparison;
use idp_core::validation::{FieldCode, FieldProblem, Severity};
use idp_store::SecretStoreError;
use serde::Serialize;

/// What the UI can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Fields are wrong.
    InvalidInput,
    /// Somebody else changed it since it was opened.
    ChangedElsewhere,
    /// Fixtures come out differently, and nobody accepted that.
    FixturesDiffer,
    /// It does not exist any more.
    NotFound,
    /// The secret store does not work.
    SecretStoreUnavailable,
    /// The secret store is locked.
    SecretStoreLocked,
    /// No secret store was chosen.
    SecretStoreNotChosen,
    /// The system asks the person for the keychain's password.
    SecretStoreWaiting,
    /// The passphrase does not open the vault.
    WrongPassphrase,
    /// The database failed.
    StoreFailed,
    /// One test at a time.
    TestAlreadyRunning,
    /// The practice pool.
    PracticePoolFailed,
    /// Nothing can be changed now.
    ReadOnly,
    /// The data folder is not open.
    NotOpen,
    /// A fault of the program itself.
    ProgramFault,
    /// The clipboard.
    ClipboardFailed,
    /// A file.
    FileFailed,
    /// The system's browser.
    BrowserFailed,
}

/// An error as it crosses to the UI: never with a secret inside.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IpcError {
    /// The code.
    pub code: ErrorCode,
    /// The problem, in a sentence.
    pub title: String,
    /// The next step.
    pub advice: String,
    /// Wrong fields.
    pub fields: Vec<FieldProblem>,
    /// The chain of causes; of wrong fields what is wrong with them, for where no field is shown.
    pub detail: Option<String>,
    /// What would be different in fixtures.
    pub comparison: Option<Box<FixtureComparison>>,
}

impl IpcError {
    pub(crate) fn new(code: ErrorCode, title: impl ToString, advice: &str) -> Self {
        let title = title.to_string();
        // What the person entered or calls things is in these two; the code says enough.
        if matches!(code, ErrorCode::InvalidInput | ErrorCode::NotFound) {
            tracing::info!(error_code = ?code, "a command was refused");
        } else {
            tracing::warn!(error_code = ?code, "{title}");
        }
        Self {
            code,
            title,
            advice: advice.to_owned(),
            fields: Vec::new(),
            detail: None,
            comparison: None,
        }
    }
}

const SPACE: &str = "Check free space and permissions of the data folder, then try again.";

impl From<ProviderError> for IpcError {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::NotFound(_) => {
                Self::new(ErrorCode::NotFound, error, "Go back to the list.")
            }
            ProviderError::NoSecret => Self::new(
                ErrorCode::NotFound,
                error,
                "Edit the provider and enter the secret.",
            ),
            ProviderError::DraftGone => {
                Self::new(ErrorCode::NotFound, error, "Go back to the list.")
            }
            ProviderError::ChangedElsewhere => Self::new(
                ErrorCode::ChangedElsewhere,
                error,
                "Look at what is stored now, or save yours in its place.",
            ),
            ProviderError::FixturesDiffer(comparison) => Self {
                comparison: Some(comparison),
                ..Self::new(
                    ErrorCode::FixturesDiffer,
                    "With these rules, fixtures give other results than the accepted ones.",
                    "Look at the differences, and save when they are as you want them.",
                )
            },
            ProviderError::Invalid(fields) => Self {
                detail: Some(errors_of(&fields)),
                fields,
                ..Self::new(
                    ErrorCode::InvalidInput,
                    "Some fields need a correction.",
                    "Correct the marked fields and save again.",
                )
            },
            ProviderError::Secret(error) => error.into(),
            ProviderError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

/// What is wrong, for where there are no fields to mark: switching a provider on, say.
fn errors_of(fields: &[FieldProblem]) -> String {
    let errors = fields.iter().filter(|one| one.severity == Severity::Error);
    let texts: Vec<&str> = errors.map(|one| one.message.as_str()).collect();
    texts.join("\n")
}

impl From<MapError> for IpcError {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Provider(error) => error.into(),
            MapError::Run(error) => error.into(),
            MapError::NotClaims(fault) => Self::new(
                ErrorCode::InvalidInput,
                format!("{fault}."),
                "Correct it, or paste a whole JSON object of claims.",
            ),
            MapError::NothingReceived => Self::new(
                ErrorCode::InvalidInput,
                "This test run received no attributes.",
                "Choose one in which the sign-in got as far as the attributes.",
            ),
        }
    }
}

impl From<SecretsError> for IpcError {
    fn from(error: SecretsError) -> Self {
        let code = match &error {
            SecretsError::NotChosen(SecretStoreError::WaitingForPrompt)
            | SecretsError::Store(SecretStoreError::WaitingForPrompt) => {
                ErrorCode::SecretStoreWaiting
            }
            SecretsError::NotChosen(_) => ErrorCode::SecretStoreNotChosen,
            SecretsError::Store(SecretStoreError::WrongPassphrase) => ErrorCode::WrongPassphrase,
            SecretsError::VaultLocked | SecretsError::Store(SecretStoreError::Locked) => {
                ErrorCode::SecretStoreLocked
            }
            SecretsError::Store(_) => ErrorCode::SecretStoreUnavailable,
            SecretsError::Settings(_) => ErrorCode::StoreFailed,
        };
        let (problem, next_step, detail) = error.in_parts();
        Self {
            detail,
            ..Self::new(code, problem, next_step.as_deref().unwrap_or(SPACE))
        }
    }
}

impl From<LogError> for IpcError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<TestConnectionError> for IpcError {
    fn from(error: TestConnectionError) -> Self {
        match error {
            TestConnectionError::AlreadyRunning => Self::new(
                ErrorCode::TestAlreadyRunning,
                error,
                "Open the running test.",
            ),
            TestConnectionError::Provider(error) => error.into(),
            TestConnectionError::Secret(error) => error.into(),
            TestConnectionError::Http(_) => {
                Self::new(ErrorCode::InvalidInput, error, "Edit the definition.")
            }
            TestConnectionError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
            TestConnectionError::Lock(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<RouteError> for IpcError {
    fn from(error: RouteError) -> Self {
        match error {
            RouteError::Email(fault) => Self {
                fields: vec![FieldProblem::error(
                    "email",
                    FieldCode::InvalidFormat,
                    fault.to_string(),
                )],
                ..Self::new(
                    ErrorCode::InvalidInput,
                    fault,
                    "Correct the e-mail address.",
                )
            },
            RouteError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<SimulationError> for IpcError {
    fn from(error: SimulationError) -> Self {
        match error {
            SimulationError::Route(error) => error.into(),
            SimulationError::NoProvider(_) => Self::new(
                ErrorCode::InvalidInput,
                error,
                "Choose a provider, or enter another e-mail address.",
            ),
            SimulationError::Test(error) => error.into(),
        }
    }
}

impl From<UnfinishedTextError> for IpcError {
    fn from(error: UnfinishedTextError) -> Self {
        Self::new(ErrorCode::StoreFailed, error, SPACE)
    }
}

impl From<BrandingError> for IpcError {
    fn from(error: BrandingError) -> Self {
        match error {
            BrandingError::Logo(error) => Self::new(
                ErrorCode::InvalidInput,
                error,
                "Choose a PNG or JPEG of at most 2 MiB.",
            ),
            BrandingError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<BrokerCheckError> for IpcError {
    fn from(error: BrokerCheckError) -> Self {
        match error {
            BrokerCheckError::NoUserStore(_) => {
                Self::new(ErrorCode::InvalidInput, error, "Choose an API user store.")
            }
            BrokerCheckError::Test(error) => error.into(),
            BrokerCheckError::Run(error) => error.into(),
        }
    }
}

impl From<AnswerError> for IpcError {
    fn from(error: AnswerError) -> Self {
        let (code, next) = match error {
            AnswerError::NotAsked => (ErrorCode::NotFound, "Look at the result of the test."),
            AnswerError::Incomplete => (ErrorCode::InvalidInput, "Fill in every field."),
        };
        Self::new(code, error, next)
    }
}

impl From<RunError> for IpcError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::NotFound(_) => Self::new(
                ErrorCode::NotFound,
                error,
                "Go back to the list of test runs.",
            ),
            RunError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<UsersError> for IpcError {
    fn from(error: UsersError) -> Self {
        match error {
            UsersError::NotFound => {
                Self::new(ErrorCode::NotFound, error, "Go back to the list of users.")
            }
            UsersError::ProviderGone => Self::new(
                ErrorCode::NotFound,
                error,
                "Restore the provider from the trash, or look at a test run of another one.",
            ),
            UsersError::Run(error) => error.into(),
            UsersError::Store(error) => Self::new(ErrorCode::StoreFailed, error, SPACE),
        }
    }
}

impl From<PracticePoolError> for IpcError {
    fn from(error: PracticePoolError) -> Self {
        match error {
            PracticePoolError::Provider(error) => error.into(),
            PracticePoolError::Settings(fields) => Self {
                fields,
                ..Self::new(
                    ErrorCode::InvalidInput,
                    "The settings have errors.",
                    "Correct them and save again.",
                )
            },
            PracticePoolError::Start(_)
            | PracticePoolError::NotRunning
            | PracticePoolError::SettingsFile(_)
            | PracticePoolError::UnknownClient(_) => Self::new(
                ErrorCode::PracticePoolFailed,
                error,
                "Correct this on the page of the practice pool.",
            ),
        }
    }
}

impl From<Panicked> for IpcError {
    fn from(panicked: Panicked) -> Self {
        Self::new(
            ErrorCode::ProgramFault,
            panicked,
            "The log has the details under this number. Try again; the rest of the console goes on working.",
        )
    }
}

impl From<StartError> for IpcError {
    fn from(error: StartError) -> Self {
        match error {
            StartError::ReadOnly(_) => Self::new(
                ErrorCode::ReadOnly,
                error,
                "The bar at the top says what to do.",
            ),
            StartError::Blocked(_) => Self::new(
                ErrorCode::NotOpen,
                error,
                "Deal with this first, then go on.",
            ),
            StartError::Store(error) => {
                Self::new(ErrorCode::StoreFailed, error.problem(), error.advice())
            }
            StartError::Backups(error) => error.into(),
        }
    }
}

impl From<BackupsError> for IpcError {
    fn from(error: BackupsError) -> Self {
        match error {
            BackupsError::TestRunning => Self::new(
                ErrorCode::TestAlreadyRunning,
                error,
                "Open the running test.",
            ),
            BackupsError::Backup(_) => Self::new(
                ErrorCode::StoreFailed,
                error,
                "Nothing was changed. Try again.",
            ),
        }
    }
}
