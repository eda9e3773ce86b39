//! Times in sentences.

use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// A stored time (RFC 3339) in words and in UTC; as it is where it is none.
#[must_use]
pub fn time_in_words(at: &str) -> String {
    let words =
        format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute] UTC");
    let read = OffsetDateTime::parse(at, &Rfc3339).ok();
    let said = read.and_then(|at| at.to_offset(UtcOffset::UTC).format(words).ok());
    said.unwrap_or_else(|| at.to_owned())
}

#[cfg(test)]
mod tests {
    use super::time_in_words;

    #[test]
    fn a_time_is_said_in_words_and_what_is_none_stays() {
        for (at, said) in [
            ("2026-11-28T01:10:12.063Z", "28 Nov 2026, 01:10 UTC"),
            ("2026-03-05T00:30:00+02:00", "4 Mar 2026, 22:30 UTC"),
            ("some time", "some time"),
        ] {
            assert_eq!(time_in_words(at), said);
        }
    }
}
