//! The shell: builds the state, registers commands and events, opens the window. No
//! logic of its own.

mod bindings;
mod clipboard;
mod command_names;
mod commands;
mod events;
mod instance;
mod ipc_error;
mod reload;
mod sign_in_window;
mod state;
mod web_view;
mod window_place;
mod windows;

pub use bindings::commands_and_events;
pub use clipboard::{Board, Clipboard, TakenBack};
pub use command_names::COMMAND_NAMES;
pub use events::{SecretTakenBack, attend};
pub use state::{Desktop, DesktopPorts};

use idp_app::{
    App, AppOptions, Start, default_data_folder, install_panic_hook,
    vault_passphrase_from_environment,
};
use idp_core::secret::Secret;
use instance::Instance;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tauri::async_runtime::{JoinHandle, block_on};
use tauri::{AppHandle, Manager};

/// Runs the console until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(code) = idp_app::read_entry_if_asked() {
        return code;
    }
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            #[expect(clippy::print_stderr, reason = "there is no window to say it in")]
            {
                eprintln!("{error:#}");
            }
            ExitCode::from(3)
        }
    }
}

fn start() -> anyhow::Result<()> {
    let folder = data_folder()?;
    let instance = instance::claim(&folder);
    if let Instance::Second = instance {
        return Ok(());
    }
    let _log = idp_app::start_log(&folder, "console");
    install_panic_hook();
    let window = Arc::new(OnceLock::new());
    let opening = open_folder(&folder, Arc::clone(&window));
    let builder = commands_and_events::<tauri::Wry>();
    let handler = builder.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(clean_end())
        .invoke_handler(handler)
        .setup(move |app| {
            builder.mount_events(app);
            let handle = app.handle().clone();
            let ports = windows::ports(&handle, &folder);
            // The page is loaded beside the database. It asks for nothing before this thread
            // is back in its loop, so it always finds the state.
            windows::open_main(&handle, &folder)?;
            let _ = window.set(handle.clone());
            let start = block_on(opening)?;
            app.manage(Desktop::new(start, ports));
            if let Instance::First(mut first) = instance {
                let shown = handle.clone();
                first.serve(move || windows::show_main(&shown, &folder));
                app.manage(first);
            }
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Opens the data folder while the framework comes up; what happens in it is told to the
/// window as soon as there is one.
fn open_folder(folder: &Path, window: Arc<OnceLock<AppHandle>>) -> JoinHandle<Start> {
    let options = AppOptions {
        vault_passphrase: vault_passphrase(),
        ..AppOptions::new(folder)
    };
    let opened = Box::new(move |app: &App| attend(app, window.wait().clone()));
    tauri::async_runtime::spawn(Start::open(options, opened))
}

/// A file that cannot be read leaves the vault locked, and the window asks for the
/// passphrase.
fn vault_passphrase() -> Option<Secret> {
    vault_passphrase_from_environment().unwrap_or_else(|error| {
        tracing::warn!("{error}");
        None
    })
}

/// How long the end of the program may wait for whoever has the clipboard, and for a reader of
/// the database.
const END: Duration = Duration::from_secs(2);

/// The event loop ends the process itself, so nothing is dropped; what must not stay behind is
/// removed here, and the last lines of the log are written.
fn clean_end() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri::plugin::Builder::new("end")
        .on_event(|app, event| {
            if let tauri::RunEvent::Exit = event {
                if let Some(clipboard) = app.try_state::<Arc<Clipboard>>() {
                    block_on(clipboard.take_back_within(END));
                }
                if let Some(desktop) = app.try_state::<Desktop>() {
                    let reading = desktop.start.end_reading();
                    // A copy that stays is swept at the next start.
                    let _ = block_on(async { tokio::time::timeout(END, reading).await });
                }
                tracing::info!("ended");
                idp_log::flush();
            }
        })
        .build()
}

/// `--data-dir DIR`, or this user's folder.
fn data_folder() -> anyhow::Result<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--data-dir" {
            return arguments
                .next()
                .map(PathBuf::from)
                .ok_or_else(|| anyhow::anyhow!("--data-dir needs a folder."));
        }
    }
    default_data_folder()
        .ok_or_else(|| anyhow::anyhow!("There is no home folder. Give one with --data-dir."))
}
