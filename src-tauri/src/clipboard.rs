//! The clipboard: texts are put on it, and a secret is lent to it and taken back.

use idp_core::secret::Secret;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a clipboard does; an error is what the system said.
pub trait Board: Send {
    /// The text on it.
    ///
    /// # Errors
    /// When it cannot be read, or holds something else than text.
    fn text(&mut self) -> Result<String, String>;

    /// Puts a text on it.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&mut self, text: &str) -> Result<(), String>;

    /// Puts a secret on it, out of sight of clipboard histories where the system has a way to
    /// ask for that.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write_secret(&mut self, secret: &str) -> Result<(), String>;

    /// Leaves nothing on it.
    ///
    /// # Errors
    /// When it cannot be written.
    fn clear(&mut self) -> Result<(), String>;
}

/// What became of a secret that was lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TakenBack {
    /// It was still there, and the clipboard was cleared.
    Cleared,
    /// Something else was there, and stays.
    Replaced,
    /// It may still be there.
    Failed,
}

/// A clipboard, held open: on X11 its content is gone when the program that offered it lets
/// go.
pub struct Clipboard(Mutex<Held>);

struct Held {
    board: Box<dyn Board>,
    /// What was lent last, and is to be taken back.
    lent: Option<Secret>,
    /// Counts what was lent, so that what was copied again stays its whole time.
    number: u64,
    /// Tells whoever lent it what became of it, once.
    tell: Option<Tell>,
}

type Tell = Box<dyn FnOnce(TakenBack) + Send>;

impl Clipboard {
    /// The one of the desktop.
    #[must_use]
    pub fn of_desktop() -> Self {
        Self::of(Box::new(DesktopBoard(None)))
    }

    /// Another one.
    #[must_use]
    pub fn of(board: Box<dyn Board>) -> Self {
        Self(Mutex::new(Held {
            board,
            lent: None,
            number: 0,
            tell: None,
        }))
    }

    /// Puts a text on it. A secret that was lent is gone with that, and whoever lent it is told
    /// so at once.
    ///
    /// # Errors
    /// What the system said; then a secret that was lent may still be there.
    pub fn write(&self, text: &str) -> Result<(), String> {
        let replaced = {
            let mut held = self.held();
            held.board.write(text)?;
            let lent = held.lent.take();
            lent.and(held.tell.take())
        };
        // Outside of the lock: whoever is told may use the clipboard.
        if let Some(tell) = replaced {
            tell(TakenBack::Replaced);
        }
        Ok(())
    }

    /// Puts a secret on it and takes it back after some time, or leaves it to what is written
    /// before; `tell` is told what became of it, unless another one was lent meanwhile.
    ///
    /// # Errors
    /// What the system said; then nothing was lent.
    pub fn lend(
        self: &Arc<Self>,
        secret: Secret,
        stay: Duration,
        tell: impl FnOnce(TakenBack) + Send + 'static,
    ) -> Result<(), String> {
        let number = {
            let mut held = self.held();
            held.board.write_secret(secret.expose())?;
            held.lent = Some(secret);
            held.tell = Some(Box::new(tell));
            held.number += 1;
            held.number
        };
        let clipboard = Arc::clone(self);
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(stay).await;
            // Whoever has the clipboard now may be slow to answer.
            let looked = tokio::task::spawn_blocking(move || {
                let mut held = clipboard.held();
                if held.number != number {
                    return None;
                }
                let end = held.take_back()?;
                held.tell.take().map(|tell| (tell, end))
            });
            if let Ok(Some((tell, end))) = looked.await {
                tell(end);
            }
        });
        Ok(())
    }

    /// Takes back what is lent, before its time; nothing when nothing is. Waits no longer than
    /// that for whoever has the clipboard, and goes on without being waited for.
    pub async fn take_back_within(self: &Arc<Self>, limit: Duration) -> Option<TakenBack> {
        let clipboard = Arc::clone(self);
        let taking = tokio::task::spawn_blocking(move || clipboard.held().take_back());
        match tokio::time::timeout(limit, taking).await {
            Ok(Ok(end)) => end,
            Ok(Err(_)) | Err(_) => Some(TakenBack::Failed),
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn take_back(&mut self) -> Option<TakenBack> {
        let lent = self.lent.take()?;
        let cleared = self.board.text().map(Secret::new).and_then(|found| {
            // Somebody may have copied something else since.
            if found.expose() == lent.expose() {
                self.board.clear().map(|()| TakenBack::Cleared)
            } else {
                Ok(TakenBack::Replaced)
            }
        });
        Some(cleared.unwrap_or_else(|error| {
            tracing::warn!("the clipboard could not be looked at again: {error}");
            // It may still lie there: the end of the program tries again.
            self.lent = Some(lent);
            TakenBack::Failed
        }))
    }
}

/// Opened when it is first used.
struct DesktopBoard(Option<arboard::Clipboard>);

impl DesktopBoard {
    fn with<T>(
        &mut self,
        action: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, String> {
        let mut open = match self.0.take() {
            Some(open) => open,
            None => arboard::Clipboard::new().map_err(|error| error.to_string())?,
        };
        let done = action(&mut open).map_err(|error| error.to_string());
        self.0 = Some(open);
        done
    }
}

impl Board for DesktopBoard {
    fn text(&mut self) -> Result<String, String> {
        self.with(|clipboard| match clipboard.get_text() {
            // A picture, or nothing at all: not ours in any case.
            Err(arboard::Error::ContentNotAvailable) => Ok(String::new()),
            other => other,
        })
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        self.with(|clipboard| clipboard.set_text(text))
    }

    fn write_secret(&mut self, secret: &str) -> Result<(), String> {
        self.with(|clipboard| clear_of_histories(clipboard).text(secret))
    }

    fn clear(&mut self) -> Result<(), String> {
        self.with(arboard::Clipboard::clear)
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

#[cfg(test)]
mod tests;
