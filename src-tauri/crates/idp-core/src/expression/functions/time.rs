//! Times and durations. Times are in UTC.

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::value::Val;
use super::wrong;
use crate::mapping::ExpressionCode;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

type Result<'a> = std::result::Result<Val<'a>, Fault>;

/// 0001-01-01, where CEL's times begin.
const FIRST_SECOND: i64 = -62_135_596_800;

/// A time as RFC 3339.
pub(crate) fn time_text(at: OffsetDateTime) -> Option<String> {
    at.format(&Rfc3339).ok()
}

/// A duration as CEL writes it: `5400s`, `1.5s`.
pub(crate) fn duration_text(span: Duration) -> String {
    let nanoseconds = span.subsec_nanoseconds().unsigned_abs();
    let seconds = span.whole_seconds().unsigned_abs();
    let sign = if span.is_negative() { "-" } else { "" };
    if nanoseconds == 0 {
        return format!("{sign}{seconds}s");
    }
    let fraction = format!("{nanoseconds:09}");
    format!("{sign}{seconds}.{}s", fraction.trim_end_matches('0'))
}

fn not_a_time() -> Fault {
    let message = "This is not a time between the years 1 and 9999. Give seconds since 1970, or text such as 2026-11-23T10:00:00Z.";
    Fault::new(ExpressionCode::NotConvertible, message)
}

/// The time so many seconds after 1970.
pub(crate) fn time_at(seconds: i64) -> std::result::Result<OffsetDateTime, Fault> {
    let at = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| not_a_time())?;
    if seconds < FIRST_SECOND {
        return Err(not_a_time());
    }
    Ok(at)
}

pub(super) fn timestamp<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    match arguments {
        [value @ Val::Time(_)] => Ok(value.clone()),
        [Val::Int(seconds)] => time_at(*seconds).map(Val::Time),
        [Val::Text(text)] => {
            let at = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| not_a_time())?;
            let at = at.checked_to_offset(time::UtcOffset::UTC);
            let at = at.ok_or_else(not_a_time)?;
            time_at(at.unix_timestamp()).map(|_| Val::Time(at))
        }
        _ => Err(wrong("timestamp", arguments)),
    }
}

pub(super) fn duration<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    match arguments {
        [value @ Val::Duration(_)] => Ok(value.clone()),
        [Val::Int(seconds)] => Ok(Val::Duration(Duration::seconds(*seconds))),
        [Val::Text(text)] => parse_duration(text).map(Val::Duration).ok_or_else(|| {
            let message = "This is not a duration. Write it as 1h30m, 90s or 1.5s.";
            Fault::new(ExpressionCode::NotConvertible, message)
        }),
        _ => Err(wrong("duration", arguments)),
    }
}

fn parse_duration(text: &str) -> Option<Duration> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(Duration::ZERO);
    }
    let mut nanoseconds: i128 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let length = after
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(length);
        let unit: i128 = match unit {
            "h" => 3_600_000_000_000,
            "m" => 60_000_000_000,
            "s" => 1_000_000_000,
            "ms" => 1_000_000,
            "us" | "\u{b5}s" => 1_000,
            "ns" => 1,
            _ => return None,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() && fraction.is_empty() || fraction.len() > 18 {
            return None;
        }
        let whole: i128 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        nanoseconds = nanoseconds.checked_add(whole.checked_mul(unit)?)?;
        if !fraction.is_empty() {
            let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
            let part = fraction.parse::<i128>().ok()?.checked_mul(unit)? / scale;
            nanoseconds = nanoseconds.checked_add(part)?;
        }
        rest = after;
    }
    let signed = if negative { -nanoseconds } else { nanoseconds };
    let seconds = i64::try_from(signed / 1_000_000_000).ok()?;
    let rest = i32::try_from(signed % 1_000_000_000).ok()?;
    Some(Duration::new(seconds, rest))
}

macro_rules! parts {
    ($($function:ident $name:literal $at:ident => $of_time:expr, $span:ident => $of_span:expr;)*) => {
        $(pub(super) fn $function<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
            let part: Option<i64> = match arguments {
                [Val::Time($at)] => Some($of_time),
                [Val::Duration($span)] => $of_span,
                _ => None,
            };
            part.map(Val::Int).ok_or_else(|| wrong($name, arguments))
        })*
    };
}

parts! {
    full_year "getFullYear" at => i64::from(at.year()), _span => None;
    month "getMonth" at => i64::from(u8::from(at.month())) - 1, _span => None;
    date "getDate" at => i64::from(at.day()), _span => None;
    day_of_month "getDayOfMonth" at => i64::from(at.day()) - 1, _span => None;
    day_of_week "getDayOfWeek" at => i64::from(at.weekday().number_days_from_sunday()), _span => None;
    day_of_year "getDayOfYear" at => i64::from(at.ordinal()) - 1, _span => None;
    hours "getHours" at => i64::from(at.hour()), span => Some(span.whole_hours());
    minutes "getMinutes" at => i64::from(at.minute()), span => Some(span.whole_minutes());
    seconds "getSeconds" at => i64::from(at.second()), span => Some(span.whole_seconds());
    milliseconds "getMilliseconds" at => i64::from(at.millisecond()),
        span => Some(i64::from(span.subsec_milliseconds()));
}
