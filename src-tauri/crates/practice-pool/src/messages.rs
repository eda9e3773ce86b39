//! The messages that Cognito would have sent. They stay here, to be read.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::rand;
use serde::Serialize;

/// The oldest go first.
const CAPACITY: usize = 100;

/// How a message would have travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MessageChannel {
    /// Text message.
    Sms,
    /// E-mail.
    Email,
}

/// A message with a code. It was not sent anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// Text message or e-mail.
    pub channel: MessageChannel,
    /// Phone number or e-mail address.
    pub destination: String,
    /// Whom the code lets in.
    pub username: String,
    /// The code.
    pub code: String,
    /// Seconds since 1970.
    pub sent_at: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Messages(Mutex<VecDeque<SentMessage>>);

impl Messages {
    pub(crate) fn send(&self, message: SentMessage) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if messages.len() == CAPACITY {
            messages.pop_front();
        }
        messages.push_back(message);
    }

    pub(crate) fn all(&self) -> Vec<SentMessage> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.iter().cloned().collect()
    }
}

/// A code of this many digits. `None` when the system has no randomness to give.
pub(crate) fn numeric_code(digits: usize) -> Option<String> {
    let mut bytes = [0; 8];
    rand::fill(&mut bytes).ok()?;
    let number = u64::from_be_bytes(bytes) % 10_u64.pow(u32::try_from(digits).ok()?);
    Some(format!("{number:0digits$}"))
}
