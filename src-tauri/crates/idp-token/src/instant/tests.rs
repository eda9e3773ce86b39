use super::*;
use crate::practice::{NOW, object};
use serde_json::json;

fn date(value: Value) -> Option<i64> {
    let claims = object(json!({ "exp": value }));
    match NumericDate::of(&claims, "exp") {
        NumericDate::At(seconds) => Some(seconds),
        NumericDate::Unusable(_) => None,
        NumericDate::Missing => panic!("it is there"),
    }
}

#[test]
fn whole_and_fractional_seconds_are_times() {
    assert_eq!(date(json!(0)), Some(0));
    assert_eq!(date(json!(NOW)), Some(NOW));
    assert_eq!(date(json!(1_795_341_600.9)), Some(NOW));
    assert_eq!(date(json!(253_402_300_799_i64)), Some(253_402_300_799));
}

#[test]
fn what_cannot_be_a_time_is_unusable() {
    for value in [
        json!(-1),
        json!(-0.5),
        json!(253_402_300_800_i64),
        json!(1e17),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!("1795341600"),
        json!(null),
        json!(true),
        json!([1]),
    ] {
        assert_eq!(date(value.clone()), None, "{value}");
    }
    assert_eq!(NumericDate::of(&Claims::new(), "exp"), NumericDate::Missing);
}

#[test]
fn times_are_written_in_utc() {
    assert_eq!(rfc3339(NOW), "2026-11-22T10:00:00Z");
    assert_eq!(rfc3339(LAST), "9999-12-31T23:59:59Z");
    assert_eq!(rfc3339(i64::MAX), "9223372036854775807 s since 1970");
}

#[test]
fn a_time_is_told_with_its_distance() {
    assert_eq!(relative(NOW, NOW), "2026-11-22T10:00:00Z, now");
    assert_eq!(relative(NOW, NOW + 1), "2026-11-22T10:00:00Z, 1 s ago");
    assert_eq!(relative(NOW, NOW - 300), "2026-11-22T10:00:00Z, in 5 min");
    assert!(relative(NOW, i64::MIN).contains(", in "));
    assert!(relative(i64::MIN, i64::MAX).contains(" ago"));
}

#[test]
fn a_duration_has_the_largest_fitting_unit() {
    for (seconds, text) in [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (172_799, "47 h"),
        (172_800, "2 days"),
    ] {
        assert_eq!(duration(seconds), text);
    }
}
