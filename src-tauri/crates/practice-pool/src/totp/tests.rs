use super::{decode_secret, is_current, totp_code};

/// The key of RFC 6238 appendix B, `12345678901234567890`, in base32.
const RFC_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

#[test]
fn codes_are_those_of_the_rfc() {
    for (at, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(totp_code(RFC_SECRET, at).as_deref(), Some(code), "at {at}");
    }
}

#[test]
fn a_code_is_good_one_step_before_and_after_and_not_two() {
    let code = totp_code(RFC_SECRET, 1_111_111_111).unwrap();
    for (now, good) in [
        (1_111_111_111, true),
        (1_111_111_111 + 30, true),
        (1_111_111_111 - 30, true),
        (1_111_111_111 + 60, false),
        (1_111_111_111 - 60, false),
    ] {
        assert_eq!(is_current(RFC_SECRET, &code, now), good, "at {now}");
    }
}

#[test]
fn a_secret_reads_in_any_case_and_with_spaces() {
    assert_eq!(
        decode_secret("gezd gnbv gy3t qojq gezd gnbv gy3t qojq").as_deref(),
        Some(b"12345678901234567890".as_slice())
    );
}

#[test]
fn a_secret_that_is_short_or_not_base32_is_refused() {
    for secret in ["", "GEZDGNBV", "GEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQ="] {
        assert_eq!(decode_secret(secret), None, "{secret}");
    }
}
