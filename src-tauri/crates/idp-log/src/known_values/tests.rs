use super::{KnownValues, MOST, forms_of};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

const VALUE: &str = "s3cr/t+ v\u{e4}lue";

fn masked(known: &KnownValues, text: &str) -> String {
    let mut shown = text.as_bytes().to_vec();
    for range in known.find(text.as_bytes()) {
        shown[range].fill(b'#');
    }
    String::from_utf8(shown).unwrap()
}

#[test]
fn a_known_value_is_found_in_every_form_and_at_every_place() {
    let mut known = KnownValues::default();
    known.insert(VALUE);
    let mut lines = vec![
        VALUE.to_owned(),
        format!("{:?}", VALUE),
        hex::encode(VALUE),
        hex::encode_upper(VALUE),
        "s3cr%2Ft%2B%20v%C3%A4lue".to_owned(),
        "s3cr%2ft%2b%20v%c3%a4lue".to_owned(),
        "s3cr%2Ft%2B+v%C3%A4lue".to_owned(),
    ];
    for before in ["", "u", "us", "use", "user:"] {
        let longer = format!("{before}{VALUE}after");
        lines.push(STANDARD.encode(&longer));
        lines.push(URL_SAFE.encode(&longer));
    }
    for line in lines {
        let text = format!("before {line} after");
        let shown = masked(&known, &text);
        assert!(shown.starts_with("before ") && shown.ends_with(" after"));
        assert!(shown.contains("######"), "{line} stayed: {shown}");
    }
}

#[test]
fn ordinary_text_is_left_alone() {
    let mut known = KnownValues::default();
    for number in 0..100 {
        known.insert(&format!("a-secret-of-number-{number}"));
    }
    let text = "test connection ended outcome=Passed duration_ms=812 a-secret-of-numbe";
    assert_eq!(masked(&known, text), text);
    assert!(known.find(b"").is_empty());
}

#[test]
fn values_beside_and_within_each_other_are_all_masked() {
    let mut known = KnownValues::default();
    known.insert("abcdefgh");
    known.insert("defghijk");
    assert_eq!(masked(&known, "xabcdefghijkx"), "x###########x");
    assert_eq!(masked(&known, "abcdefghdefghijk"), "#".repeat(16));
}

#[test]
fn the_oldest_values_are_forgotten_and_the_memory_stays_bounded() {
    let mut known = KnownValues::default();
    for number in 0..MOST + 10 {
        known.insert(&format!("value-{number:06}"));
    }
    assert_eq!(known.order.len(), MOST);
    assert!(known.find(b"value-000000").is_empty());
    let newest = format!("value-{:06}", MOST + 9);
    assert_eq!(known.find(newest.as_bytes()).first(), Some(&(0..12)));
    for _ in 0..MOST {
        known.forget_oldest();
    }
    assert!(known.forms.is_empty());
}

#[test]
fn a_value_remembered_twice_counts_once() {
    let mut known = KnownValues::default();
    known.insert("value-one");
    known.insert("value-one");
    assert_eq!(known.order.len(), 1);
    assert!(forms_of("value-one").len() > 6);
}
