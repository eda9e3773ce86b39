//! `idpctl`: the use cases of IdP Console without a window. Exit status: 0 success, 1
//! the test found a failure, 2 the input is wrong, 3 the environment is.

mod arguments;
mod exit;
mod map;
mod output;
mod pool;
mod provider;
mod test;

use arguments::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use idp_app::{App, AppOptions, vault_passphrase_from_environment};
use idp_core::secret::Secret;
use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("IDP_CONSOLE_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&Exit::environment(error)),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(exit) => output::failed(&exit),
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, Exit> {
    let shared = arguments.shared;
    if let Command::PracticePool(options) = &arguments.command {
        return pool::serve(&shared, options).await;
    }
    let app = App::open(AppOptions {
        secret_store: shared.secret_store.map(Into::into),
        vault_passphrase: vault_passphrase(shared.secret_store)?,
        ..AppOptions::new(shared.data_dir()?)
    })
    .await
    .map_err(Exit::environment)?;
    match arguments.command {
        Command::Provider(command) => provider::run(&app, command, shared.json).await,
        Command::Test(options) => test::run(&app, options, shared.json).await,
        Command::Map(options) => map::run(&app, &options, shared.json).await,
        Command::PracticePool(_) => Ok(ExitCode::SUCCESS),
    }
}

/// The passphrase from a file, the environment or a prompt, in this order, and only when
/// the vault is asked for.
fn vault_passphrase(store: Option<arguments::StoreChoice>) -> Result<Option<Secret>, Exit> {
    if let Some(secret) = vault_passphrase_from_environment().map_err(Exit::Environment)? {
        return Ok(Some(secret));
    }
    if store != Some(arguments::StoreChoice::Vault) {
        return Ok(None);
    }
    rpassword::prompt_password("Passphrase of the vault: ")
        .map(|text| Some(Secret::new(text)))
        .map_err(|error| {
            Exit::Environment(format!(
                "The vault needs a passphrase, and none can be asked for here ({error}). Set IDP_CONSOLE_VAULT_PASSPHRASE_FILE."
            ))
        })
}
