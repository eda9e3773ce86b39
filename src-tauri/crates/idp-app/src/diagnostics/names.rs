//! Names that are left out: of people and of hosts.

/// The text with whole words replaced, whatever their case.
pub(super) fn without_words(text: &str, words: &[String], replacement: &str) -> String {
    let mut text = text.to_owned();
    for word in words {
        let (lower, wanted) = (text.to_ascii_lowercase(), word.to_ascii_lowercase());
        let mut shown = String::with_capacity(text.len());
        let mut end = 0;
        for (start, found) in lower.match_indices(&wanted) {
            let after = start + found.len();
            let stands_alone = |character: Option<char>| {
                character.is_none_or(|character| !character.is_alphanumeric() && character != '_')
            };
            let before = text.get(..start).and_then(|text| text.chars().next_back());
            let behind = text.get(after..).and_then(|text| text.chars().next());
            if start >= end && stands_alone(before) && stands_alone(behind) {
                shown.push_str(text.get(end..start).unwrap_or_default());
                shown.push_str(replacement);
                end = after;
            }
        }
        shown.push_str(text.get(end..).unwrap_or_default());
        text = shown;
    }
    text
}

/// Endings of file names, which are no top-level domains.
const FILE_ENDINGS: [&str; 6] = ["db", "json", "lock", "log", "sqlite", "toml"];

/// The text without whatever has the form of a host name (RFC 1123 section 2.1: labels of
/// letters, digits and hyphens), other than names of files.
pub(super) fn without_host_shapes(text: &str) -> String {
    let part_of_name = |character: char| character.is_alphanumeric() || "-._".contains(character);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let name_end = rest
            .find(|character| !part_of_name(character))
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(name_end);
        shown.push_str(if is_host_shape(name) { "[host]" } else { name });
        let next = behind.find(part_of_name).unwrap_or(behind.len());
        let (between, following) = behind.split_at(next);
        shown.push_str(between);
        rest = following;
    }
    shown
}

fn is_host_shape(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.rsplit_once('.').is_some_and(|(before, top)| {
        let is_top = top.len() > 1 && top.chars().all(char::is_alphabetic);
        is_top && !before.is_empty() && !FILE_ENDINGS.contains(&top.to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::{without_host_shapes, without_words};

    #[test]
    fn whole_words_are_replaced_whatever_their_case() {
        let words = ["ann".to_owned(), "acme.example".to_owned()];
        assert_eq!(
            without_words(
                "Ann at /home/ann; annotated on ACME.example.",
                &words,
                "[x]"
            ),
            "[x] at /home/[x]; annotated on [x]."
        );
        assert_eq!(without_words("ünn ann", &words, "[x]"), "ünn [x]");
    }

    #[test]
    fn what_looks_like_a_host_is_replaced() {
        assert_eq!(
            without_host_shapes(
                "https://acme.auth.eu-west-1.amazoncognito.com/oauth2 via IdP.Acme.Example, 3.5 s."
            ),
            "https://[host]/oauth2 via [host], 3.5 s."
        );
        let log = "2026-01-01T10:00:00.123Z console.2026-01-01.log idp-console.db 0.1.0 ended.";
        assert_eq!(without_host_shapes(log), log);
        assert_eq!(
            without_host_shapes("xn--mnchen-3ya.example. ünn.de"),
            "[host] [host]"
        );
    }
}
