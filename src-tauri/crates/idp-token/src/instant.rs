//! `NumericDate` (RFC 7519 section 2) and times in words.

use idp_core::claims::Claims;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The last second RFC 3339 can write: 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;

/// A time claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumericDate<'a> {
    /// Not there.
    Missing,
    /// Whole seconds since 1970; fractions are dropped.
    At(i64),
    /// Not a number, or no time that can be written.
    Unusable(&'a Value),
}

impl<'a> NumericDate<'a> {
    /// The claim of this name.
    pub(crate) fn of(claims: &'a Claims, name: &str) -> Self {
        match claims.get(name) {
            None => Self::Missing,
            Some(value) => seconds(value).map_or(Self::Unusable(value), Self::At),
        }
    }
}

fn seconds(value: &Value) -> Option<i64> {
    let whole = value
        .as_i64()
        .or_else(|| value.as_f64().map(|number| number.floor() as i64))?;
    (0..=LAST).contains(&whole).then_some(whole)
}

/// The time as RFC 3339, in UTC.
pub(crate) fn rfc3339(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| format!("{seconds} s since 1970"))
}

/// The time and how far it is from now: `2026-11-22T10:00:00Z, 5 min ago`.
pub(crate) fn relative(seconds: i64, now: i64) -> String {
    let time = rfc3339(seconds);
    match now.saturating_sub(seconds) {
        0 => format!("{time}, now"),
        past @ 1.. => format!("{time}, {} ago", duration(past)),
        future => format!("{time}, in {}", duration(future.saturating_neg())),
    }
}

/// A duration with its largest fitting unit, rounded down.
pub(crate) fn duration(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests;
