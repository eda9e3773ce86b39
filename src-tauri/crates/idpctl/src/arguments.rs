//! The command line's grammar.

use crate::exit::Exit;
use clap::{Args, Parser, Subcommand, ValueEnum};
use idp_core::consumers::ConsumerId;
use idp_store::SecretStoreKind;
use std::path::PathBuf;

/// Connects AWS Cognito to brokers and applications: definitions, tests, practice.
#[derive(Parser)]
#[command(name = "idpctl", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub shared: Shared,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args)]
pub(crate) struct Shared {
    /// Folder with all state
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Where secrets are kept
    #[arg(long, global = true, value_name = "STORE")]
    pub secret_store: Option<StoreChoice>,
}

impl Shared {
    pub(crate) fn data_dir(&self) -> Result<PathBuf, Exit> {
        if let Some(folder) = &self.data_dir {
            return Ok(folder.clone());
        }
        idp_app::default_data_folder().ok_or_else(|| {
            Exit::Environment("There is no home folder. Give one with --data-dir.".to_owned())
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoreChoice {
    /// The keychain of this system
    Keychain,
    /// An encrypted file in the data folder
    Vault,
    /// Memory of this process
    Session,
}

impl From<StoreChoice> for SecretStoreKind {
    fn from(choice: StoreChoice) -> Self {
        match choice {
            StoreChoice::Keychain => Self::Keychain,
            StoreChoice::Vault => Self::Vault,
            StoreChoice::Session => Self::Session,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Identity provider definitions
    #[command(subcommand)]
    Provider(ProviderCommand),
    /// Test a connection and print everything received
    Test(TestOptions),
    /// Show what the mapping rules make of attributes
    Map(MapOptions),
    /// Show what other products would make of what a test run received
    Consumers(ConsumersOptions),
    /// Show what a broker that knows user name and password only would meet with an API user store
    Broker(BrokerOptions),
    /// Show which provider a person gets, and why
    Route(RouteOptions),
    /// Print what helps to find a fault: no secrets, no user names
    Diagnostics(DiagnosticsOptions),
    /// Start the practice pool and print what to enter
    PracticePool(PoolOptions),
}

#[derive(Subcommand)]
pub(crate) enum ProviderCommand {
    /// List all definitions
    List,
    /// Show one definition
    Show {
        /// Name of the provider
        name: String,
    },
    /// Create a definition from a file
    Create(FileOptions),
    /// Replace a definition by a file
    Update {
        /// Name of the provider
        name: String,
        #[command(flatten)]
        file: FileOptions,
        /// Accept that the mapping's fixtures come out differently
        #[arg(long)]
        accept_changes: bool,
    },
    /// Copy a definition under a name of its own, with its client secret
    Duplicate {
        /// Name of the provider
        name: String,
    },
    /// Move a definition into the trash
    Delete {
        /// Name of the provider
        name: String,
    },
}

#[derive(Args)]
pub(crate) struct FileOptions {
    /// Provider file, JSON or YAML
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,
    /// Read the client secret from standard input
    #[arg(long)]
    pub client_secret_stdin: bool,
}

#[derive(Args)]
pub(crate) struct TestOptions {
    /// Name of the provider
    pub name: String,
    /// How to sign in to an OAuth/OpenID provider
    #[arg(long, value_name = "HOW", default_value = "none")]
    pub sign_in: SignInChoice,
    /// User to sign in: to an API user store, or with --sign-in form
    #[arg(long)]
    pub username: Option<String>,
    /// Read the password from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// When a new password is asked for: take it from the next line of standard input
    #[arg(long, requires = "password_stdin")]
    pub new_password_stdin: bool,
    /// When an API user store asks for a code of an authenticator app: make it with the key
    /// (base 32) in the next line of standard input
    #[arg(long, requires = "password_stdin")]
    pub software_token_stdin: bool,
}

#[derive(Args)]
pub(crate) struct BrokerOptions {
    /// Name of the provider
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignInChoice {
    /// Fill the provider's plain HTML form
    Form,
    /// Follow redirects only
    None,
}

#[derive(Args)]
pub(crate) struct MapOptions {
    /// Name of the provider
    #[arg(required_unless_present = "functions")]
    pub name: Option<String>,
    /// JSON object of claims, or the report of a test; - is standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["check", "functions"])]
    pub claims: Option<PathBuf>,
    /// Fail on every rule with an error, and on every fixture whose result is another one
    #[arg(long)]
    pub check: bool,
    /// Look at the fixtures by the rules in this file (the "attributes" of a provider file)
    #[arg(
        long,
        value_name = "FILE",
        requires = "check",
        conflicts_with = "claims"
    )]
    pub rules: Option<PathBuf>,
    /// Print the functions that expressions can call
    #[arg(long, conflicts_with_all = ["name", "claims", "check", "rules"])]
    pub functions: bool,
}

#[derive(Args)]
pub(crate) struct ConsumersOptions {
    /// Name of the provider
    pub name: String,
    /// A test run of it; without it, the latest
    #[arg(long, value_name = "RUN")]
    pub run: Option<String>,
    /// Only this product; can be given several times
    #[arg(long, value_name = "PRODUCT")]
    pub consumer: Vec<ConsumerChoice>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConsumerChoice {
    /// Keycloak as a broker
    Keycloak,
    /// Dex, connector oidc
    Dex,
    /// oauth2-proxy
    #[value(name = "oauth2-proxy")]
    Oauth2Proxy,
    /// Spring Boot
    Spring,
    /// Kubernetes API server
    Kubernetes,
    /// AWS Application Load Balancer
    Alb,
    /// authentik, OAuth source
    Authentik,
}

impl From<ConsumerChoice> for ConsumerId {
    fn from(choice: ConsumerChoice) -> Self {
        match choice {
            ConsumerChoice::Keycloak => Self::Keycloak,
            ConsumerChoice::Dex => Self::Dex,
            ConsumerChoice::Oauth2Proxy => Self::Oauth2Proxy,
            ConsumerChoice::Spring => Self::Spring,
            ConsumerChoice::Kubernetes => Self::Kubernetes,
            ConsumerChoice::Alb => Self::Alb,
            ConsumerChoice::Authentik => Self::Authentik,
        }
    }
}

#[derive(Args)]
pub(crate) struct RouteOptions {
    /// E-mail address that the person enters
    pub email: String,
    /// Provider that the caller asks for; it goes before the address
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
}

#[derive(Args)]
pub(crate) struct PoolOptions {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = idp_app::PRACTICE_PORT)]
    pub port: u16,
}

#[derive(Args)]
pub(crate) struct DiagnosticsOptions {
    /// Tell the host names of the providers as well
    #[arg(long)]
    pub with_hosts: bool,
}
