//! Our own windows: the main one and the result of a test. Both are trusted and show
//! the built UI only.

use crate::clipboard::Clipboard;
use crate::events::SecretTakenBack;
use crate::reload;
use crate::sign_in_window::SignInWindow;
use crate::state::DesktopPorts;
use crate::web_view;
use crate::window_place::{self, Watched};
use idp_core::secret::Secret;
use idp_store::{close_to_others, create_data_folder};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tauri::{
    AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tauri_specta::Event;

const MAIN: &str = "main";
const NAME: &str = "IdP Console";

/// Opens the main window.
pub(crate) fn open_main(handle: &AppHandle<Wry>, data_folder: &Path) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::App("index.html".into()))
        .title(NAME)
        .inner_size(1280.0, 860.0)
        .min_inner_size(800.0, 600.0)
        .center()
        .data_directory(web_folder(data_folder))
        .on_navigation(stays_inside)
        .on_document_title_changed(|window, title| {
            // The page says which of its pages it shows; without, the title would stay. A page
            // whose process ended says nothing.
            let title = if title.is_empty() { NAME } else { &title };
            if let Err(error) = window.set_title(title) {
                tracing::warn!("the window's title did not follow its page: {error}");
            }
        })
        .build()?;
    web_view::lighten(&window);
    let place = window_place::restore_and_remember(&window, data_folder);
    close_after_keeping(&window, place);
    reload::watch(&window);
    Ok(())
}

/// How long a page that is hidden may take to keep what was typed last: keys may still be on
/// their way to it, and its timers run once a second only.
const LAST_WORDS: Duration = Duration::from_millis(1500);

/// The window leaves the screen at once. Its page, which keeps what was typed when it is
/// hidden, ends a moment later: with the window it would end in the middle of that.
fn close_after_keeping(window: &WebviewWindow<Wry>, place: Arc<Watched<Wry>>) {
    let closing = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else {
            return;
        };
        // Here and not in a handler of its own: handlers are called in any order, and a hidden
        // window has no place.
        place.keep();
        if closing.hide().is_ok() {
            api.prevent_close();
            let closing = closing.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(LAST_WORDS).await;
                // A second console was started meanwhile and asked for this window.
                if closing.is_visible().unwrap_or(false) {
                    return;
                }
                if let Err(error) = closing.destroy() {
                    tracing::warn!("the window could not be closed: {error}");
                }
            });
        }
    });
}

/// Brings the main window to the front, wherever it is: a second console was started.
pub(crate) fn show_main(handle: &AppHandle<Wry>, data_folder: &Path) {
    let shown = match handle.get_webview_window(MAIN) {
        Some(window) => window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus()),
        // Its result window may be all that is left open.
        None => open_main(handle, data_folder),
    };
    if let Err(error) = shown {
        tracing::warn!("the window could not be shown: {error}");
    }
}

/// What the web view keeps of our own pages: beside the rest of the state, so that consoles
/// on two data folders share nothing. Made here, because the web view would let others look in.
fn web_folder(data_folder: &Path) -> PathBuf {
    let folder = data_folder.join("web");
    let name = folder.display();
    if let Err(error) = create_data_folder(&folder) {
        tracing::warn!("the folder of the web view could not be made: {error}");
    } else if let Err(error) = close_to_others(&folder) {
        tracing::warn!("others may look into {name}: {error}");
    }
    folder
}

/// The desktop as the commands use it.
pub(crate) fn ports(handle: &AppHandle<Wry>, data_folder: &Path) -> DesktopPorts {
    let clipboard = Arc::new(Clipboard::of_desktop());
    // For the end of the program, which drops nothing.
    handle.manage(Arc::clone(&clipboard));
    let secrets = (handle.clone(), Arc::clone(&clipboard));
    let browser = handle.clone();
    let files = handle.clone();
    let results = (handle.clone(), web_folder(data_folder));
    let dialogs = handle.clone();
    let main = (handle.clone(), data_folder.to_owned());
    DesktopPorts {
        surface: Arc::new(SignInWindow::new(handle.clone())),
        show_result: Box::new(move |run_id| open_result(&results.0, &results.1, run_id)),
        show_main: Box::new(move || show_main(&main.0, &main.1)),
        ask_save_path: Box::new(move |name| {
            dialogs
                .dialog()
                .file()
                .set_file_name(name)
                .blocking_save_file()
                .and_then(|path| path.into_path().ok())
        }),
        open_folder: Box::new(move |folder| {
            files
                .opener()
                .open_path(folder.to_string_lossy(), None::<&str>)
                .map_err(|error| error.to_string())
        }),
        write_clipboard: Box::new(move |text| clipboard.write(&text)),
        copy_secret: Box::new(move |secret| lend(&secrets.0, &secrets.1, secret)),
        open_in_browser: Box::new(move |address| {
            browser
                .opener()
                .open_url(address, None::<&str>)
                .map_err(|error| error.to_string())
        }),
    }
}

/// How long a secret stays on the clipboard.
const SECRET_SECONDS: u32 = 30;

fn lend(
    handle: &AppHandle<Wry>,
    clipboard: &Arc<Clipboard>,
    secret: Secret,
) -> Result<u32, String> {
    let handle = handle.clone();
    let tell = move |end| {
        if let Err(error) = (SecretTakenBack { end }).emit(&handle) {
            tracing::warn!("an event did not reach the window: {error}");
        }
    };
    clipboard.lend(secret, Duration::from_secs(SECRET_SECONDS.into()), tell)?;
    Ok(SECRET_SECONDS)
}

/// The result window stands where the sign-in window stood: a fresh one, because a
/// window that showed a stranger's page is never trusted again.
fn open_result(handle: &AppHandle<Wry>, web_folder: &Path, run_id: &str) {
    for (label, window) in handle.webview_windows() {
        if label.starts_with("result-") {
            // It may be closing already.
            let _ = window.destroy();
        }
    }
    let url = WebviewUrl::App(format!("index.html#/result/{run_id}").into());
    let built = WebviewWindowBuilder::new(handle, format!("result-{run_id}"), url)
        .title("Test connection result – IdP Console")
        .inner_size(920.0, 760.0)
        .center()
        .data_directory(web_folder.to_owned())
        .on_navigation(stays_inside)
        .build();
    match built {
        Ok(window) => {
            web_view::lighten(&window);
            reload::watch(&window);
        }
        Err(error) => tracing::warn!("the result window could not be opened: {error}"),
    }
}

/// The UI never leaves its own pages, whatever a link or script says.
fn stays_inside(url: &url::Url) -> bool {
    matches!(url.scheme(), "tauri" | "about")
        || (url.host_str() == Some("tauri.localhost") && matches!(url.scheme(), "http" | "https"))
        || (cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost"))
}
