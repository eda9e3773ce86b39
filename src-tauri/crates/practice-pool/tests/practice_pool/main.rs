//! The pool over loopback HTTP, as a browser and a relying party see it.
#![expect(
    clippy::unwrap_used,
    reason = "what does not go as a test expects has to fail it"
)]

mod api;
mod api_challenges;
mod api_exceptions;
mod api_tokens;
mod authorize;
mod browser;
mod discovery;
mod hostile;
mod identity;
mod lifetime;
mod login;
mod logout;
mod revoke;
mod steps;
mod token;
mod userinfo;
