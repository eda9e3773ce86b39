//! Log files that hold no secret. Every event goes through one thread, and what that thread
//! writes is redacted first, by shape and by the secrets this process has handled: there is
//! no other way into a file.
//!
//! Only events of our own crates are taken. Libraries below log headers and addresses, and
//! the framework logs the key with which our windows call commands.

mod files;
mod known_values;
mod redaction;
mod writer;

pub use files::{LOG_FOLDER, log_files, recent_lines};
pub use redaction::{holds_secret, redact};
pub use writer::{LogGuard, flush};

use idp_core::secret::Secret;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing::{Level, Metadata};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, dynamic_filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use writer::Lines;

/// How much is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// What happened, and what went wrong.
    #[default]
    Info,
    /// Each step as well.
    Debug,
}

/// Where the lines of a program go.
#[derive(Clone, Debug)]
pub struct LogOptions {
    /// The data folder; the files are in `logs` in it.
    pub data_folder: PathBuf,
    /// Names the files.
    pub program: &'static str,
    /// Whether the lines go to standard error as well, redacted like those in the files.
    pub echo: bool,
}

static DEBUG: AtomicBool = AtomicBool::new(false);

/// Targets of our own crates begin with one of these.
const OURS: [&str; 4] = ["idp_", "idpctl", "practice_pool", "panic"];

/// Starts logging for this process. Nothing is opened here: the first line opens the file,
/// on a thread of its own. The guard writes what is left when it is dropped.
#[must_use]
pub fn start(options: LogOptions) -> LogGuard {
    let guard = writer::start(options);
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(|| Lines)
        .with_filter(
            dynamic_filter_fn(|event, _| is_wanted(event)).with_max_level_hint(LevelFilter::DEBUG),
        );
    // Set already only where one process starts logging twice, as tests do; the first stays.
    if tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer)).is_ok() {
        log_panics();
    }
    guard
}

/// Writes more or less from now on.
pub fn set_level(level: LogLevel) {
    DEBUG.store(level == LogLevel::Debug, Ordering::Relaxed);
}

/// How much is written now.
#[must_use]
pub fn level() -> LogLevel {
    if DEBUG.load(Ordering::Relaxed) {
        LogLevel::Debug
    } else {
        LogLevel::Info
    }
}

/// Masks this value in everything that is written from now on, in plain and encoded forms.
/// Only hashes of it are kept. Values of less than six bytes are left to their shape.
pub fn mask(secret: &Secret) {
    known_values::remember(secret.expose());
}

fn is_wanted(event: &Metadata<'_>) -> bool {
    let most = if DEBUG.load(Ordering::Relaxed) {
        Level::DEBUG
    } else {
        Level::INFO
    };
    *event.level() <= most && OURS.iter().any(|ours| event.target().starts_with(ours))
}

/// Says where a panic was, without its message: that may hold a value.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        let thread = std::thread::current();
        tracing::error!(
            target: "panic",
            place = place.as_deref().unwrap_or("unknown"),
            thread = thread.name().unwrap_or("unnamed"),
            "a part of the program failed"
        );
        flush();
        before(panic);
    }));
}

#[cfg(test)]
mod tests;
