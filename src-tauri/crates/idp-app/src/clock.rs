//! Time as a port, so that tests need no waiting.

use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

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

/// RFC 3339 with three digits of a second, always: the database compares times as text, and
/// without closing zeros `56.8Z` would stand after `56.85Z`.
pub(crate) fn rfc3339(at: OffsetDateTime) -> String {
    let one_length =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    at.to_offset(UtcOffset::UTC)
        .format(one_length)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;
    use time::format_description::well_known::Rfc3339;
    use time::macros::datetime;

    #[test]
    fn later_times_are_later_as_text_and_readable_by_others() {
        let start = datetime!(2026-11-28 03:14:56.799_9 UTC);
        let texts: Vec<String> = (0..1200)
            .map(|ms| rfc3339(start + Duration::milliseconds(ms)))
            .collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
        assert_eq!(texts[1], "2026-11-28T03:14:56.800Z");
        let read = OffsetDateTime::parse(&texts[1], &Rfc3339).unwrap();
        assert_eq!(read, datetime!(2026-11-28 03:14:56.8 UTC));
        assert_eq!(
            rfc3339(datetime!(2026-11-28 01:00 +02:00)),
            "2026-11-27T23:00:00.000Z"
        );
    }
}
