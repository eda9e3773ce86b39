//! The clipboard, held open: on X11 its content is gone when the program that offered
//! it lets go.

use std::sync::{Mutex, PoisonError};

/// Writes texts to the clipboard of the desktop.
#[derive(Default)]
pub(crate) struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    pub(crate) fn write(&self, text: String) -> Result<(), String> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(arboard::Clipboard::new().map_err(|error| error.to_string())?);
        }
        match held.as_mut() {
            Some(clipboard) => clipboard.set_text(text).map_err(|error| error.to_string()),
            None => Err("there is no clipboard".to_owned()),
        }
    }
}
