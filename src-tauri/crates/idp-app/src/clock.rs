//! Time as a port, so that tests need no waiting.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// RFC 3339 with whole milliseconds at most.
pub(crate) fn rfc3339(at: OffsetDateTime) -> String {
    let millisecond = u32::from(at.millisecond()) * 1_000_000;
    at.replace_nanosecond(millisecond)
        .unwrap_or(at)
        .format(&Rfc3339)
        .unwrap_or_default()
}
