//! JWS, JWKS and every check on an ID token. Pure: time and keys are arguments.
//!
//! [`verify_id_token`] reports each check of OpenID Connect Core 3.1.3.7 by itself, also
//! after one of them has failed: an administrator wants the whole table. Only
//! [`Verification::trusted`] tells whether the claims may be believed.

mod algorithm;
mod base64url;
mod instant;
mod json;
mod jwks;
mod signature;
mod token;
mod verification;

#[cfg(test)]
mod practice;

pub use jwks::{IgnoredKey, Jwks, JwksError};
pub use token::{ParseTokenError, ParsedToken, TokenPart, decode_token, parse_id_token};
pub use verification::{Expectations, Verification, verify_id_token};
