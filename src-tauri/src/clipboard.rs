//! The clipboard, held open: on X11 its content is gone when the program that offered
//! it lets go.

use idp_core::secret::Secret;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a secret stays on the clipboard.
const SECRET_SECONDS: u32 = 30;

/// Writes texts to the clipboard of the desktop.
#[derive(Default)]
pub(crate) struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    pub(crate) fn write(&self, text: String) -> Result<(), String> {
        self.with(|clipboard| clipboard.set_text(text))
    }

    /// Writes a secret, out of sight of clipboard histories where the system has a way to ask
    /// for that, and clears it later if it is still there then. Returns the seconds.
    pub(crate) fn lend(held: &Arc<Self>, secret: Secret) -> Result<u32, String> {
        held.with(|clipboard| clear_of_histories(clipboard).text(secret.expose()))?;
        let held = Arc::clone(held);
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(Duration::from_secs(SECRET_SECONDS.into())).await;
            let cleared = held.with(|clipboard| {
                // Somebody may have copied something else since.
                if clipboard.get_text()? == secret.expose() {
                    clipboard.clear()?;
                }
                Ok(())
            });
            if let Err(error) = cleared {
                tracing::warn!("the clipboard could not be looked at again: {error}");
            }
        });
        Ok(SECRET_SECONDS)
    }

    fn with<T>(
        &self,
        action: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, String> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(arboard::Clipboard::new().map_err(|error| error.to_string())?);
        }
        match held.as_mut() {
            Some(clipboard) => action(clipboard).map_err(|error| error.to_string()),
            None => Err("there is no clipboard".to_owned()),
        }
    }
}

#[cfg(target_os = "linux")]
fn clear_of_histories(clipboard: &mut arboard::Clipboard) -> arboard::Set<'_> {
    use arboard::SetExtLinux;
    clipboard.set().exclude_from_history()
}

#[cfg(target_os = "windows")]
fn clear_of_histories(clipboard: &mut arboard::Clipboard) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    clipboard.set().exclude_from_history().exclude_from_cloud()
}

#[cfg(target_os = "macos")]
fn clear_of_histories(clipboard: &mut arboard::Clipboard) -> arboard::Set<'_> {
    use arboard::SetExtApple;
    clipboard.set().exclude_from_history()
}
