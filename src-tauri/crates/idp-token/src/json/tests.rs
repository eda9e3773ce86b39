use super::*;
use serde_json::json;

fn nested(depth: usize) -> String {
    format!(
        "{{\"a\":{}{}}}",
        "[".repeat(depth - 1),
        "]".repeat(depth - 1)
    )
}

#[test]
fn every_type_of_value_is_read_in_its_order() {
    let text =
        r#"{"z":null,"y":true,"x":-1,"w":18446744073709551615,"v":1.5,"u":"t","s":[1,{"r":2}]}"#;
    let object = parse_object(text).unwrap();
    assert_eq!(Value::Object(object.members).to_string(), text);
    assert!(object.repeated.is_empty() && object.repeated_inside.is_empty());
}

#[test]
fn an_escaped_text_is_read_too() {
    let object = parse_object(r#"{"\u0061":"\n"}"#).unwrap();
    assert_eq!(Value::Object(object.members), json!({ "a": "\n" }));
}

#[test]
fn what_is_no_object_is_refused() {
    for text in ["[]", "1", "\"a\"", "null", "true"] {
        assert_eq!(parse_object(text), Err("not a JSON object".to_owned()));
    }
}

#[test]
fn broken_json_is_refused_with_its_position() {
    for text in [
        "",
        "{",
        "{}x",
        "{} {}",
        "{'a':1}",
        "\u{feff}{}",
        "{\"a\":1e999}",
        "{\"a\":\0}",
    ] {
        let error = parse_object(text).unwrap_err();
        assert!(error.contains("line 1 column"), "{error}");
    }
}

#[test]
fn sixty_four_levels_are_read_and_one_more_is_not() {
    assert!(parse_object(&nested(64)).is_ok());
    let error = parse_object(&nested(65)).unwrap_err();
    assert!(error.contains("deeper than 64 levels"), "{error}");
    let objects = format!("{}1{}", "{\"a\":".repeat(65), "}".repeat(65));
    assert!(
        parse_object(&objects)
            .unwrap_err()
            .contains("deeper than 64")
    );
    assert!(parse_object(&nested(100_000)).is_err());
}

#[test]
fn a_repeated_member_is_noted_and_the_last_one_counts() {
    let object = parse_object(r#"{"a":1,"b":{"c":1,"c":2},"a":3}"#).unwrap();
    assert_eq!(object.repeated, ["a"]);
    assert_eq!(object.repeated_inside, ["c"]);
    assert_eq!(
        Value::Object(object.members),
        json!({ "a": 3, "b": { "c": 2 } })
    );
}

#[test]
fn the_same_name_in_two_objects_is_not_repeated() {
    let object = parse_object(r#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#).unwrap();
    assert!(object.repeated.is_empty() && object.repeated_inside.is_empty());
}

#[test]
fn indenting_keeps_order_numbers_escapes_and_repeated_members() {
    let text = r#"{"b":9007199254740993123456,"a":"x\"{,:[é\/","a":[1.50,{"c":null}]}"#;
    let wanted = r#"{
  "b": 9007199254740993123456,
  "a": "x\"{,:[é\/",
  "a": [
    1.50,
    {
      "c": null
    }
  ]
}"#;
    assert_eq!(indented(text), wanted);
}

#[test]
fn indenting_drops_the_white_space_of_the_sender() {
    let text = "{ \n\t\"a\" :\r [ 1 , 2 ] , \"b\" : { } , \"c\":[\n] }";
    assert_eq!(
        indented(text),
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}"
    );
}

#[test]
fn disguised_characters_are_escaped() {
    let text = "{\"a\":\"\u{202e}\u{200b}\u{2066}\u{feff}\u{7f}\u{85}x\"}";
    let wanted = "{\n  \"a\": \"\\u202e\\u200b\\u2066\\ufeff\\u007f\\u0085x\"\n}";
    assert_eq!(indented(text), wanted);
    let same: Value = serde_json::from_str(&indented(text)).unwrap();
    assert_eq!(same, serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn deep_levels_share_an_indentation_so_that_a_text_cannot_grow_without_bound() {
    let text = format!("{}1{}", "[".repeat(9), "]".repeat(9));
    let longest = indented(&text).lines().map(str::len).max().unwrap();
    assert_eq!(longest, 2 * 8 + 1);
}
