//! The JSON body of a call, and what every operation looks up with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::exception::Exception;
use crate::pool::Pool;
use crate::settings::{Client, Settings, User};

pub(super) struct Request<'a> {
    pub(super) pool: &'a Pool,
    pub(super) settings: Arc<Settings>,
    body: Map<String, Value>,
}

/// A map of texts, such as `AuthParameters`.
pub(super) struct Texts(BTreeMap<String, String>);

impl<'a> Request<'a> {
    pub(super) fn read(pool: &'a Pool, body: &[u8]) -> Result<Self, Exception> {
        let body = serde_json::from_slice(body)
            .map_err(|_| Exception::new("SerializationException", "The body is not JSON."))?;
        Ok(Self {
            pool,
            settings: pool.settings.current(),
            body,
        })
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str)
    }

    /// A member without which the service model refuses the call.
    pub(super) fn required(&self, name: &str) -> Result<&str, Exception> {
        self.text(name).ok_or_else(|| {
            let mut letters = name.chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            let member: String = first.into_iter().chain(letters).collect();
            Exception::invalid_parameter(format!(
                "1 validation error detected: Value null at '{member}' failed to satisfy \
                 constraint: Member must not be null"
            ))
        })
    }

    /// Empty when it is not there.
    pub(super) fn texts(&self, name: &str) -> Result<Texts, Exception> {
        let texts = match self.body.get(name) {
            None | Some(Value::Null) => BTreeMap::new(),
            Some(value) => serde_json::from_value(value.clone()).map_err(|_| {
                Exception::new(
                    "SerializationException",
                    format!("{name} is not a map of strings."),
                )
            })?,
        };
        Ok(Texts(texts))
    }

    pub(super) fn client(&self) -> Result<&Client, Exception> {
        let id = self.required("ClientId")?;
        self.settings.client(id).ok_or_else(|| {
            Exception::new(
                "ResourceNotFoundException",
                format!("User pool client {id} does not exist."),
            )
        })
    }

    pub(super) fn user(&self, name: &str) -> Result<&User, Exception> {
        self.settings.user(name).ok_or_else(user_not_found)
    }
}

pub(super) fn user_not_found() -> Exception {
    Exception::new("UserNotFoundException", "User does not exist.")
}

impl Texts {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Exception> {
        self.get(name).ok_or_else(|| Exception::missing(name))
    }

    /// Each entry whose name begins with `prefix`, without it.
    pub(super) fn under<'b>(&'b self, prefix: &'b str) -> impl Iterator<Item = (&'b str, &'b str)> {
        self.0.iter().filter_map(move |(name, value)| {
            name.strip_prefix(prefix).map(|rest| (rest, value.as_str()))
        })
    }
}
