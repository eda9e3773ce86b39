//! The secrets that this process has handled, as hashes. A rolling hash finds them in a line
//! without keeping one of them in memory.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// Shorter values would be found in ordinary words.
const SHORTEST: usize = 6;
/// As many values as a long session has in mind; the oldest go first.
const MOST: usize = 512;
/// A Mersenne prime, 2^61 − 1: with a random base, two texts of a line's length meet in one
/// of 10^14 cases.
const MODULUS: u128 = (1 << 61) - 1;

static KNOWN: LazyLock<Mutex<KnownValues>> = LazyLock::new(Mutex::default);

/// Remembers a value in all the forms in which it could be written.
pub(crate) fn remember(value: &str) {
    if value.len() >= SHORTEST {
        known().insert(value);
    }
}

/// Where known values stand in a text: byte ranges in their order, none touching another.
pub(crate) fn find(text: &str) -> Vec<Range<usize>> {
    known().find(text.as_bytes())
}

fn known() -> MutexGuard<'static, KnownValues> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Length and hash of one form of a value.
type Form = (usize, u128);

struct KnownValues {
    base: u128,
    /// By length: which hashes, and of how many values.
    forms: BTreeMap<usize, HashMap<u128, u32>>,
    order: VecDeque<Vec<Form>>,
}

impl Default for KnownValues {
    fn default() -> Self {
        let random = RandomState::new().hash_one(0);
        Self {
            base: 256 + u128::from(random) % (MODULUS - 512),
            forms: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }
}

impl KnownValues {
    fn insert(&mut self, value: &str) {
        let mut forms: Vec<Form> = forms_of(value)
            .iter()
            .filter(|form| form.len() >= SHORTEST)
            .map(|form| (form.len(), self.hash(form.as_bytes())))
            .collect();
        forms.sort_unstable();
        forms.dedup();
        if self.order.contains(&forms) {
            return;
        }
        for (length, hash) in &forms {
            *self
                .forms
                .entry(*length)
                .or_default()
                .entry(*hash)
                .or_default() += 1;
        }
        self.order.push_back(forms);
        if self.order.len() > MOST {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        for (length, hash) in self.order.pop_front().unwrap_or_default() {
            let Some(hashes) = self.forms.get_mut(&length) else {
                continue;
            };
            if let Some(count) = hashes.get_mut(&hash) {
                *count -= 1;
                if *count == 0 {
                    hashes.remove(&hash);
                }
            }
            if hashes.is_empty() {
                self.forms.remove(&length);
            }
        }
    }

    fn find(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for (length, hashes) in self.forms.range(..=text.len()) {
            let leaving = power(self.base, *length - 1);
            let mut hash = self.hash(&text[..*length]);
            for start in 0..=text.len() - length {
                if start > 0 {
                    let gone = u128::from(text[start - 1]) * leaving % MODULUS;
                    let kept = (hash + MODULUS - gone) % MODULUS;
                    let next = u128::from(text[start + length - 1]);
                    hash = (kept * self.base + next) % MODULUS;
                }
                if hashes.contains_key(&hash) {
                    found.push(start..start + length);
                }
            }
        }
        merged(found)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        bytes.iter().fold(0, |hash, byte| {
            (hash * self.base + u128::from(*byte)) % MODULUS
        })
    }
}

fn power(base: u128, exponent: usize) -> u128 {
    (0..exponent).fold(1, |product, _| product * base % MODULUS)
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => merged.push(range),
        }
    }
    merged
}

/// Plain, escaped as in Rust's `{:?}` and JSON, percent-encoded, hexadecimal, and base64 at
/// each of the three places where a value can begin in a longer one.
fn forms_of(value: &str) -> Vec<String> {
    let quoted = format!("{value:?}");
    let lower = percent_encoded(value, |byte| format!("%{byte:02x}"));
    let upper = percent_encoded(value, |byte| format!("%{byte:02X}"));
    let mut forms = vec![
        value.to_owned(),
        quoted[1..quoted.len() - 1].to_owned(),
        upper.replace("%20", "+"),
        lower,
        upper,
        hex::encode(value),
        hex::encode_upper(value),
    ];
    for shift in 0..3 {
        let mut bytes = vec![0; shift];
        bytes.extend(value.as_bytes());
        // The first characters hold bits of what stands before, the last one of what follows.
        let whole = bytes.len() * 8 / 6;
        let from = [0, 2, 3][shift];
        for text in [
            STANDARD_NO_PAD.encode(&bytes),
            URL_SAFE_NO_PAD.encode(&bytes),
        ] {
            forms.push(text[from..whole].to_owned());
        }
    }
    forms
}

fn percent_encoded(value: &str, encoded: impl Fn(u8) -> String) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(text, "{}", encoded(byte));
        }
    }
    text
}

#[cfg(test)]
mod tests;
