//! The use cases, with real SQLite and loopback providers; no window.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod consumers;
mod drafts;
mod fill_endpoints;
mod hostile;
mod house;
mod interruptions;
mod mapping;
mod mapping_agreement;
mod mapping_fixtures;
mod mapping_runs;
mod mapping_sentences;
mod plain_oauth;
mod practice;
mod providers;
mod refused_writes;
mod routing;
mod runs;
mod secret_stores;
mod setup;
mod sign_in;
mod simulator;
mod unfinished_texts;
mod user_store;
mod users;
