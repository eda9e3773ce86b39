//! The shell: builds the state, registers commands and events, opens the window. No
//! logic of its own.

mod bindings;
mod clipboard;
mod command_names;
mod commands;
mod events;
mod ipc_error;
mod sign_in_window;
mod state;
mod window_place;
mod windows;

pub use bindings::commands_and_events;
pub use command_names::COMMAND_NAMES;
pub use events::forward_events;
pub use state::{Desktop, DesktopPorts};

use idp_app::{App, AppOptions, default_data_folder, vault_passphrase_from_environment};
use std::path::PathBuf;
use std::process::ExitCode;
use tauri::Manager;

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
    let _log = idp_app::start_log(&folder, "console");
    let builder = commands_and_events::<tauri::Wry>();
    let handler = builder.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(log_to_the_end())
        .invoke_handler(handler)
        .setup(move |app| {
            builder.mount_events(app);
            let handle = app.handle().clone();
            let passphrase = vault_passphrase_from_environment()?;
            let ports = windows::ports(&handle, &folder);
            let console = tauri::async_runtime::block_on(App::open(AppOptions {
                vault_passphrase: passphrase,
                ..AppOptions::new(&folder)
            }))?;
            forward_events(&console, handle.clone());
            app.manage(Desktop::new(console, ports));
            windows::open_main(&handle, &folder)?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// The event loop ends the process itself, so nothing is dropped; the last lines of the log
/// are written here.
fn log_to_the_end() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri::plugin::Builder::new("log")
        .on_event(|_, event| {
            if let tauri::RunEvent::Exit = event {
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
