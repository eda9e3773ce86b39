//! `idpctl`: the use cases of IdP Console without a window. Exit status: 0 success, 1
//! the test found a failure, 2 the input is wrong, 3 the environment is.

mod arguments;
mod broker;
mod consumers;
mod exit;
mod map;
mod output;
mod pool;
mod provider;
mod route;
mod test;

use arguments::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use idp_app::{App, AppOptions, DiagnosticsFacts, Start, vault_passphrase_from_environment};
use idp_core::secret::Secret;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    if let Some(code) = idp_app::read_entry_if_asked() {
        return code;
    }
    let arguments = Arguments::parse();
    let _log = arguments
        .shared
        .data_dir()
        .ok()
        .map(|folder| idp_app::start_log(&folder, "idpctl"));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&Exit::environment(error)),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(exit) => {
            exit.log();
            output::failed(&exit)
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, Exit> {
    let shared = arguments.shared;
    if let Command::PracticePool(options) = &arguments.command {
        return pool::serve(&shared, options).await;
    }
    if let Command::Map(options) = &arguments.command
        && options.functions
    {
        return map::functions(shared.json);
    }
    let options = AppOptions {
        secret_store: shared.secret_store.map(Into::into),
        vault_passphrase: vault_passphrase_from_environment().map_err(Exit::Environment)?,
        ask_passphrase: Some(Arc::new(ask_passphrase)),
        ..AppOptions::new(shared.data_dir()?)
    };
    // What keeps the data folder from opening is what the diagnostics are asked for.
    if let Command::Diagnostics(asked) = &arguments.command {
        return diagnostics(options, asked.with_hosts, shared.json).await;
    }
    let app = App::open(options).await.map_err(Exit::environment)?;
    match arguments.command {
        Command::Provider(command) => provider::run(&app, command, shared.json).await,
        Command::Test(options) => test::run(&app, options, shared.json).await,
        Command::Map(options) => map::run(&app, &options, shared.json).await,
        Command::Broker(options) => broker::run(&app, &options, shared.json).await,
        Command::Consumers(options) => consumers::run(&app, &options, shared.json).await,
        Command::Route(options) => route::run(&app, &options, shared.json).await,
        Command::Diagnostics(_) | Command::PracticePool(_) => Ok(ExitCode::SUCCESS),
    }
}

async fn diagnostics(options: AppOptions, with_hosts: bool, json: bool) -> Result<ExitCode, Exit> {
    let facts = DiagnosticsFacts {
        program: "idpctl",
        web_engine: None,
        with_hosts,
    };
    let start = Start::open(options, Box::new(|_| ())).await;
    let text = start.diagnostics(&facts).await;
    if json {
        output::json(&serde_json::json!({ "diagnostics": text }))?;
    } else {
        output::line(text.trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks on the terminal, past standard input and output, and without echo. Without a
/// terminal nobody is asked.
fn ask_passphrase(is_new: bool) -> Option<Secret> {
    let first = if is_new {
        "New passphrase of the vault: "
    } else {
        "Passphrase of the vault: "
    };
    loop {
        let passphrase = rpassword::prompt_password(first).ok().map(Secret::new)?;
        if !is_new {
            return Some(passphrase);
        }
        let again = rpassword::prompt_password("The same once more: ").ok()?;
        if again == passphrase.expose() {
            return Some(passphrase);
        }
        output::note("The two are not the same. Enter them again.");
    }
}
