//! The use cases, with real SQLite and loopback providers; no window.

mod house;
mod hostile;
mod practice;
mod providers;
mod runs;
mod sign_in;
