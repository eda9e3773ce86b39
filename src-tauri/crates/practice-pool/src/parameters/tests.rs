use super::{Parameters, with_query};

#[test]
fn the_first_value_counts_and_an_empty_one_is_missing() {
    let parameters = Parameters::parse(b"a=1&a=2&b=&c=x%20y+z");
    assert_eq!(parameters.get("a"), Some("1"));
    assert_eq!(parameters.get("b"), None);
    assert_eq!(parameters.get("c"), Some("x y z"));
    assert!(parameters.has_repeated());
}

#[test]
fn bytes_that_are_not_text_do_no_harm() {
    let parameters = Parameters::parse(b"a=%ff%00&\xff=%&&&==");
    assert_eq!(parameters.get("a"), Some("\u{fffd}\0"));
    assert!(!parameters.encode().contains('\0'));
}

#[test]
fn answers_go_behind_a_registered_query() {
    for (uri, expected) in [
        ("https://a.example/cb", "https://a.example/cb?state=s+1%26"),
        ("https://a.example/cb?", "https://a.example/cb?state=s+1%26"),
        (
            "https://a.example/cb?x=1",
            "https://a.example/cb?x=1&state=s+1%26",
        ),
        ("myapp://cb", "myapp://cb?state=s+1%26"),
    ] {
        assert_eq!(with_query(uri, [("state", "s 1&")]), expected);
    }
}
