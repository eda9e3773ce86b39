//! The relying party: discovery, the authorization request, the decision on each
//! navigation, the token exchange and userinfo. Every function makes at most one
//! request and returns its trace with what it found.

pub mod authorization;
pub mod callback;
pub mod decision;
pub mod discovery;
pub mod probe;
pub mod token;
pub mod userinfo;

mod jwks;
mod problem;

pub use jwks::{JwksRead, read_jwks};
