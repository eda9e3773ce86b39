//! One-time codes of a software token (RFC 6238): SHA-1, six digits, thirty seconds.

use aws_lc_rs::{hmac, rand};

const STEP_SECONDS: i64 = 30;

/// The code that a software token with this base32 secret shows at `unix_seconds`.
/// `None` when the secret is not base32 of at least 80 bits.
pub fn totp_code(secret: &str, unix_seconds: i64) -> Option<String> {
    decode_secret(secret).map(|key| code_of_step(&key, unix_seconds.div_euclid(STEP_SECONDS)))
}

/// Whether `code` belongs to now, one step before or one step after (RFC 6238 section 5.2).
pub(crate) fn is_current(secret: &str, code: &str, now: i64) -> bool {
    [-STEP_SECONDS, 0, STEP_SECONDS]
        .into_iter()
        .any(|offset| totp_code(secret, now.saturating_add(offset)).as_deref() == Some(code))
}

/// RFC 4648 base32 without padding; case and spaces do not count, as people type it.
pub(crate) fn decode_secret(secret: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = 0_u32;
    let mut bits = 0_u32;
    for letter in secret.bytes().filter(|letter| *letter != b' ') {
        let value = match letter.to_ascii_uppercase() {
            upper @ b'A'..=b'Z' => upper - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        buffer = (buffer << 5 | u32::from(value)) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xFF) as u8);
        }
    }
    (bytes.len() >= 10).then_some(bytes)
}

/// A secret of 160 bits. `None` when the system has no randomness to give.
pub(crate) fn new_secret() -> Option<String> {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).ok()?;
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    Some(bytes.iter().map(letter).collect())
}

/// RFC 4226 section 5.3.
fn code_of_step(key: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let mac = tag.as_ref();
    let offset = mac.last().map_or(0, |byte| usize::from(byte & 0xF));
    let truncated = mac[offset..]
        .iter()
        .take(4)
        .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (truncated & 0x7FFF_FFFF) % 1_000_000)
}

#[cfg(test)]
mod tests;
