//! Cutting out what must not be written: first the values that are known, then everything
//! that has the shape of a secret or of a person.

use crate::known_values;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

/// A longer line says nothing more.
const LONGEST: usize = 8 * 1024;

/// One line of text, or several, without secrets, tokens, codes, e-mail addresses, values
/// of query strings or the path of the home folder; control characters are escaped.
#[must_use]
pub fn redact(text: &str) -> String {
    let text = without_known_values(text);
    let mut text: Cow<'_, str> = Cow::Owned(text);
    for (shape, replacement) in SHAPES.iter() {
        if let Cow::Owned(changed) = shape.replace_all(&text, *replacement) {
            text = Cow::Owned(changed);
        }
    }
    let text = ADDRESS.replace_all(&text, |found: &Captures<'_>| {
        // A version such as `package@1.2` and a user in a URL have no letters there.
        format!("[user]{}", &found["end"])
    });
    shortened(&escaped(&without_home(&text)))
}

/// Whether a text holds a secret that is known, or something with the shape of one: a token,
/// or a member that is named like a secret, also within a text of JSON. Claims alone hold none.
#[must_use]
pub fn holds_secret(text: &str) -> bool {
    !known_values::find(text).is_empty() || SECRET.is_match(text)
}

#[expect(clippy::expect_used, reason = "a constant, and a test uses it")]
static SECRET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}|"(?:client_?secret|(?:access|refresh|id)_?token|password|secret_?access_?key|session_?token)\\?"\s*:"#,
    )
    .expect("a valid pattern")
});

fn without_known_values(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for range in known_values::find(text) {
        shown.push_str(text.get(end..range.start).unwrap_or_default());
        shown.push_str("[secret]");
        end = range.end;
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    shown
}

/// In their order: what is more telling comes first.
static SHAPES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        // JWS and JWE in compact form, also cut off.
        (r"eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){0,4}", "[token]"),
        // Whole header values: a cookie or a credential may have any form.
        (
            r#"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-amz-security-token)(["']?\s*[:=]\s*)[^\r\n]*"#,
            "${1}${2}[cut]",
        ),
        (r"(?i)\b(bearer|basic|dpop)\s+[A-Za-z0-9._~+/=-]{6,}", "${1} [cut]"),
        (r"(?i)(invoke.?key)[^\r\n]*", "${1} [cut]"),
        // The part of a URL before the host.
        (r"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s@?#]+@", "${1}[cut]@"),
        // Query strings and fragments: names stay, values go.
        (r#"([?&;#][A-Za-z0-9_.\[\]%-]+=)[^&;\s"'<>#]+"#, "${1}[cut]"),
        (
            r#"(?i)\b((?:client[_-]?|id[_-]?|access[_-]?|refresh[_-]?|session[_-]?|csrf[_-]?|new[_-]?|confirm[_-]?)?(?:secret|token|assertion|password|passphrase|passwd|pwd|session)|code|code[_-]?verifier|verifier|state|nonce|secret[_-]?hash|_csrf|samlresponse|api[_-]?key|access[_-]?key(?:[_-]?id)?)(["']?\s*[:=]\s*)(\[cut\]|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&}\])"']+)"#,
            "${1}${2}[cut]",
        ),
        // Long runs without a break are keys and tokens of forms nobody has named.
        (r"[A-Za-z0-9+_-]{40,}={0,2}", "[cut]"),
    ]
    .into_iter()
    .filter_map(|(shape, replacement)| Some((Regex::new(shape).ok()?, replacement)))
    .collect()
});

#[expect(clippy::expect_used, reason = "a constant, and a test uses it")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[A-Za-z0-9._%+'-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?P<end>\b)",
    )
    .expect("a valid pattern")
});

/// The home folder tells the name of its owner.
fn without_home(text: &str) -> Cow<'_, str> {
    static HOME: LazyLock<Option<String>> = LazyLock::new(|| {
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
        let home = home.to_str()?.trim_end_matches(['/', '\\']).to_owned();
        (home.len() > 1).then_some(home)
    });
    match HOME.as_deref() {
        Some(home) if text.contains(home) => Cow::Owned(text.replace(home, "~")),
        Some(_) | None => Cow::Borrowed(text),
    }
}

/// One event stays one line, whatever is in it.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let changes_direction = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if character == '\t' || !(character.is_control() || changes_direction) {
            shown.push(character);
        } else {
            // Writing into a string cannot fail.
            let _ = write!(shown, "{}", character.escape_default());
        }
    }
    shown
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} [shortened]", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
