//! Finds values in files, in the forms in which a program may have written them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::path::Path;

/// The forms that are looked for.
pub(crate) const FORMS: [&str; 9] = [
    "plain",
    "base64",
    "base64url",
    "hex",
    "HEX",
    "url",
    "url-lower",
    "utf-16le",
    "utf-16be",
];

/// `file: form of mark` for each mark in each file below a folder.
pub(crate) fn search(folder: &Path, marks: &[String], files: &mut usize) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(search(&path, marks, files));
        } else if path.is_file() {
            *files += 1;
            let content = std::fs::read(&path).unwrap();
            for mark in marks {
                for (form, needle) in needles(mark) {
                    if !needle.is_empty() && contains(&content, &needle) {
                        let start: String = mark.chars().take(12).collect();
                        found.push(format!("{}: {form} of {start}…", path.display()));
                    }
                }
            }
        }
    }
    found
}

/// A text with a mark in one form; `shift` bytes stand before it.
pub(crate) fn planted(form: &str, mark: &str, shift: usize) -> Vec<u8> {
    let before = &"xyz"[..shift];
    let whole = format!("{before}{mark}tail");
    match form {
        "base64" => STANDARD.encode(whole).into_bytes(),
        "base64url" => URL_SAFE.encode(whole).into_bytes(),
        "hex" => hex::encode(whole).into_bytes(),
        "HEX" => hex::encode_upper(whole).into_bytes(),
        "url" => percent(&whole, true).into_bytes(),
        "url-lower" => percent(&whole, false).into_bytes(),
        "utf-16le" => whole.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => whole.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => whole.into_bytes(),
    }
}

fn needles(mark: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut needles = vec![
        ("plain", mark.as_bytes().to_vec()),
        ("hex", hex::encode(mark).into_bytes()),
        ("HEX", hex::encode_upper(mark).into_bytes()),
        ("url", percent(mark, true).into_bytes()),
        ("url-lower", percent(mark, false).into_bytes()),
        (
            "utf-16le",
            mark.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "utf-16be",
            mark.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ),
    ];
    for shift in 0..3 {
        let bytes = [&b"\0\0"[..shift], mark.as_bytes()].concat();
        let (from, to) = ([0, 2, 3][shift], bytes.len() * 8 / 6);
        needles.push((
            "base64",
            STANDARD.encode(&bytes).as_bytes()[from..to].to_vec(),
        ));
        needles.push((
            "base64url",
            URL_SAFE.encode(&bytes).as_bytes()[from..to].to_vec(),
        ));
    }
    needles
}

fn percent(text: &str, upper: bool) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ if upper => format!("%{byte:02X}"),
            _ => format!("%{byte:02x}"),
        })
        .collect()
}

fn contains(content: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else {
        return false;
    };
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
