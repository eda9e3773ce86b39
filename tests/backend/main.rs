//! The use cases, with real SQLite and loopback providers; no window.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod drafts;
mod hostile;

mod house;
mod practice;
mod providers;
mod runs;
mod sign_in;
