//! The provider's keys (RFC 7517 section 5).

mod key;

use crate::json;
use idp_core::checks::shortened;
use idp_core::claims::{Claims, claim_text};
use serde_json::Value;
use thiserror::Error;

pub(crate) use key::Key;

/// Largest JWKS that is read, in bytes.
const MAX_JWKS: usize = 512 * 1024;
/// Most keys that are read.
const MAX_KEYS: usize = 100;

/// The usable public keys of a JWKS, and why the others are not. Private members are
/// never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jwks {
    pub(crate) keys: Vec<Key>,
    /// Keys that cannot be used, in their order.
    pub ignored: Vec<IgnoredKey>,
    /// Whether a key came with its private part, or was a symmetric one: whoever can read
    /// the JWKS can then sign.
    pub publishes_private_key: bool,
}

/// A key that is not used; unknown keys do not spoil a JWKS (RFC 7517 section 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredKey {
    /// Its key ID.
    pub kid: Option<String>,
    /// Why it is not used.
    pub reason: String,
}

/// Why a text is not a JWKS.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JwksError {
    /// Above 512 KiB.
    #[error("The JWKS is {bytes} bytes long, more than 512 KiB.")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Not a JSON object in UTF-8, or nested deeper than 64 levels.
    #[error("The JWKS is not a readable JSON object: {reason}.")]
    NotJson {
        /// What is wrong, with line and column.
        reason: String,
    },
    /// No array `keys`.
    #[error("The JWKS has no array \"keys\".")]
    NoKeys,
    /// More than 100 keys.
    #[error("The JWKS has {found} keys, more than 100.")]
    TooManyKeys {
        /// How many there are.
        found: usize,
    },
}

impl Jwks {
    /// Reads a JWKS. Keys that cannot be used are listed in `ignored`.
    ///
    /// # Errors
    /// When the document itself cannot be used.
    pub fn parse(document: &[u8]) -> Result<Self, JwksError> {
        if document.len() > MAX_JWKS {
            let bytes = document.len();
            return Err(JwksError::TooLarge { bytes });
        }
        let not_json = |reason| JwksError::NotJson { reason };
        let text = str::from_utf8(document).map_err(|error| not_json(error.to_string()))?;
        let object = json::parse_object(text).map_err(not_json)?;
        let Some(Value::Array(keys)) = object.members.get("keys") else {
            return Err(JwksError::NoKeys);
        };
        if keys.len() > MAX_KEYS {
            return Err(JwksError::TooManyKeys { found: keys.len() });
        }
        let mut jwks = Self::default();
        for key in keys {
            jwks.add(key);
        }
        Ok(jwks)
    }

    /// How many keys can be used.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key can be used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a key of this ID stands in the document, usable or not.
    pub(crate) fn knows(&self, kid: &str) -> bool {
        let used = self.keys.iter().filter_map(|key| key.kid.as_deref());
        let ignored = self.ignored.iter().filter_map(|key| key.kid.as_deref());
        used.chain(ignored).any(|known| known == kid)
    }

    fn add(&mut self, value: &Value) {
        let nothing = Claims::new();
        let members = value.as_object().unwrap_or(&nothing);
        self.publishes_private_key |= key::has_private_member(members);
        match Key::parse(members) {
            Ok(key) => self.keys.push(key),
            Err(reason) => self.ignored.push(IgnoredKey {
                kid: members.get("kid").map(claim_text),
                reason: shortened(&reason),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
