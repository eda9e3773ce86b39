//! A page whose process ended by itself is loaded again. One that keeps ending is not: a
//! message of the system says so, because there is no page left to say it on.

use crate::state::Desktop;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager, WebviewWindow, Wry};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

/// As many within this time are no accident any more.
const TOO_OFTEN: usize = 3;
const WITHIN: Duration = Duration::from_secs(60);

/// When the page of a window ended by itself.
#[derive(Default)]
struct Ends(VecDeque<Instant>);

impl Ends {
    /// Notes one more, and says whether the page is to be loaded again.
    fn load_again(&mut self, now: Instant) -> bool {
        while let Some(first) = self.0.front()
            && now.duration_since(*first) > WITHIN
        {
            self.0.pop_front();
        }
        self.0.push_back(now);
        self.0.len() <= TOO_OFTEN
    }
}

/// Watches the process behind the page of a window of ours. The other engines load their
/// pages again by themselves or say so.
pub(crate) fn watch(window: &WebviewWindow<Wry>) {
    let ends = Arc::new(Mutex::new(Ends::default()));
    let handle = window.app_handle().clone();
    let label = window.label().to_owned();
    let ended = move || page_ended(&handle, &label, &ends);
    #[cfg(target_os = "linux")]
    {
        use webkit2gtk::WebViewExt;
        let watched = window.with_webview(move |webview| {
            let view = webview.inner();
            view.connect_web_process_terminated(move |_, _| ended());
        });
        if let Err(error) = watched {
            tracing::warn!("the page of a window is not watched: {error}");
        }
    }
    #[cfg(not(target_os = "linux"))]
    drop(ended);
}

fn page_ended(handle: &AppHandle<Wry>, label: &str, ends: &Arc<Mutex<Ends>>) {
    let mut counted = ends.lock().unwrap_or_else(PoisonError::into_inner);
    let again = counted.load_again(Instant::now());
    drop(counted);
    tracing::error!(label, again, "the process of the page ended by itself");
    if again {
        load_again(handle, label);
    } else {
        ask(handle, label, ends);
    }
}

fn load_again(handle: &AppHandle<Wry>, label: &str) {
    let Some(window) = handle.get_webview_window(label) else {
        return;
    };
    handle.state::<Desktop>().note_reload();
    if let Err(error) = window.reload() {
        tracing::error!("the page could not be loaded again: {error}");
    }
}

fn ask(handle: &AppHandle<Wry>, label: &str, ends: &Arc<Mutex<Ends>>) {
    let (again, label, ends) = (handle.clone(), label.to_owned(), Arc::clone(ends));
    handle
        .dialog()
        .message(
            "The page of this window keeps ending by itself, so it is not loaded again. What was saved is kept. If trying again does not help, update WebKitGTK or restart the computer.",
        )
        .title("IdP Console")
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCancelCustom(
            "Load again".to_owned(),
            "Close the console".to_owned(),
        ))
        .show(move |wanted| {
            if wanted {
                *ends.lock().unwrap_or_else(PoisonError::into_inner) = Ends::default();
                load_again(&again, &label);
            } else {
                again.exit(0);
            }
        });
}

#[cfg(test)]
mod tests {
    use super::{Ends, TOO_OFTEN, WITHIN};
    use std::time::{Duration, Instant};

    #[test]
    fn a_page_that_keeps_ending_is_not_loaded_again() {
        let mut ends = Ends::default();
        let start = Instant::now();
        for _ in 0..TOO_OFTEN {
            assert!(ends.load_again(start));
        }
        assert!(!ends.load_again(start + Duration::from_secs(1)));
        assert!(ends.load_again(start + WITHIN + Duration::from_secs(2)));
    }
}
