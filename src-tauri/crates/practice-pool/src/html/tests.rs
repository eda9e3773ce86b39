use super::{Escaped, Field, Width, alert, document};

const HOSTILE: &str = "\"><script>alert('1')</script>&\0";

#[test]
fn nothing_gets_out_of_a_text_or_an_attribute() {
    assert_eq!(
        Escaped(HOSTILE).to_string(),
        "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;\u{fffd}"
    );
}

#[test]
fn titles_messages_and_values_are_escaped() {
    let field = Field {
        name: "username",
        label: "User name",
        value: HOSTILE,
        attributes: "",
    };
    for markup in [
        document(HOSTILE, Width::Card, ""),
        alert(Some(HOSTILE)),
        field.to_string(),
    ] {
        assert!(!markup.contains("<script>"), "{markup}");
    }
}
