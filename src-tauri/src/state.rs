//! What the commands work on.

use crate::ipc_error::IpcError;
use idp_app::{App, SignInSurface, Start};
use idp_core::secret::Secret;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks for a path, given a suggested file name.
pub type AskSavePath = Box<dyn Fn(&str) -> Option<PathBuf> + Send + Sync>;

/// Opens an address; the error is what the system said.
pub type OpenAddress = Box<dyn Fn(&str) -> Result<(), String> + Send + Sync>;
/// Shows a folder, or says why it could not.
pub type OpenFolder = Box<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;

/// The desktop around the use cases, as the commands see it.
pub struct DesktopPorts {
    /// Shows the sign-in page.
    pub surface: Arc<dyn SignInSurface>,
    /// Opens the result window of a run.
    pub show_result: Box<dyn Fn(&str) + Send + Sync>,
    /// Brings the main window to the front.
    pub show_main: Box<dyn Fn() + Send + Sync>,
    /// Asks where to save a file with this suggested name; `None` is cancelled.
    pub ask_save_path: AskSavePath,
    /// Shows a folder in the desktop's file program.
    pub open_folder: OpenFolder,
    /// Writes the clipboard.
    pub write_clipboard: Box<dyn Fn(String) -> Result<(), String> + Send + Sync>,
    /// Writes a secret to the clipboard, and clears it after the returned number of seconds.
    pub copy_secret: Box<dyn Fn(Secret) -> Result<u32, String> + Send + Sync>,
    /// Opens an address in the system's browser.
    pub open_in_browser: OpenAddress,
}

/// The state of the shell.
pub struct Desktop {
    /// The program on its data folder.
    pub start: Start,
    /// The desktop.
    pub ports: Arc<DesktopPorts>,
    reloaded: AtomicBool,
}

impl Desktop {
    /// Brings both together.
    #[must_use]
    pub fn new(start: Start, ports: DesktopPorts) -> Self {
        Self {
            start,
            ports: Arc::new(ports),
            reloaded: AtomicBool::new(false),
        }
    }

    /// The use cases, for a command that may change something.
    ///
    /// # Errors
    /// While the data folder is open for reading only, or not at all.
    pub fn app(&self) -> Result<App, IpcError> {
        Ok(self.start.app()?)
    }

    /// The use cases, for a command that reads and changes nothing.
    ///
    /// # Errors
    /// While the data folder is not open.
    pub fn reader(&self) -> Result<App, IpcError> {
        Ok(self.start.reader()?)
    }

    /// The window was loaded again because its page had ended by itself.
    pub(crate) fn note_reload(&self) {
        self.reloaded.store(true, Ordering::Relaxed);
    }

    /// Whether there is a reload to tell of; said once.
    pub(crate) fn take_reload_notice(&self) -> bool {
        self.reloaded.swap(false, Ordering::Relaxed)
    }
}
