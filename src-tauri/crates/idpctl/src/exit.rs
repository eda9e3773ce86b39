//! Why the program ends with another status than 0.

use idp_app::{
    BrokerCheckError, MapError, PracticePoolError, ProviderError, RouteError, RunError,
    TestConnectionError,
};
use idp_core::validation::FieldProblem;
use std::fmt::Display;

/// An end that is not success.
pub(crate) enum Exit {
    /// Status 2: the input is wrong.
    Input(String, Vec<FieldProblem>),
    /// Status 3: the environment is.
    Environment(String),
}

impl Exit {
    pub(crate) fn input(error: impl Display) -> Self {
        Self::Input(error.to_string(), Vec::new())
    }

    /// Puts what went wrong into the log. Wrong input is not told: it can name anything.
    pub(crate) fn log(&self) {
        match self {
            Self::Input(..) => tracing::info!(status = 2, "the input was refused"),
            Self::Environment(text) => tracing::error!(status = 3, "{text}"),
        }
    }

    pub(crate) fn environment(error: impl Display) -> Self {
        Self::Environment(error.to_string())
    }
}

impl From<ProviderError> for Exit {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Invalid(problems) => {
                Self::Input("The definition has errors.".to_owned(), problems)
            }
            ProviderError::NotFound(_)
            | ProviderError::DraftGone
            | ProviderError::NoSecret
            | ProviderError::ChangedElsewhere
            | ProviderError::FixturesDiffer(_) => Self::input(error),
            ProviderError::Secret(_) | ProviderError::Store(_) => Self::environment(error),
        }
    }
}

impl From<TestConnectionError> for Exit {
    fn from(error: TestConnectionError) -> Self {
        match error {
            TestConnectionError::Provider(error) => error.into(),
            TestConnectionError::Http(_) => Self::input(error),
            TestConnectionError::AlreadyRunning
            | TestConnectionError::Secret(_)
            | TestConnectionError::Store(_)
            | TestConnectionError::Lock(_) => Self::environment(error),
        }
    }
}

impl From<BrokerCheckError> for Exit {
    fn from(error: BrokerCheckError) -> Self {
        match error {
            BrokerCheckError::NoUserStore(_) => Self::input(error),
            BrokerCheckError::Test(error) => error.into(),
            BrokerCheckError::Run(error) => error.into(),
        }
    }
}

impl From<MapError> for Exit {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Provider(error) => error.into(),
            MapError::Run(error) => error.into(),
            MapError::NotClaims(_) | MapError::NothingReceived => Self::input(error),
        }
    }
}

impl From<RunError> for Exit {
    fn from(error: RunError) -> Self {
        match error {
            RunError::NotFound(_) => Self::input(error),
            RunError::Store(_) => Self::environment(error),
        }
    }
}

impl From<RouteError> for Exit {
    fn from(error: RouteError) -> Self {
        match error {
            RouteError::Email(_) => Self::input(error),
            RouteError::Store(_) => Self::environment(error),
        }
    }
}

impl From<PracticePoolError> for Exit {
    fn from(error: PracticePoolError) -> Self {
        Self::environment(error)
    }
}
