use super::colour::Colour;
use super::{BrandingDraft, check_branding};
use crate::validation::{FieldCode, Severity};
use proptest::prelude::*;

fn colours(button: &str, background: &str) -> BrandingDraft {
    BrandingDraft {
        button_colour: button.to_owned(),
        background_colour: background.to_owned(),
        ..BrandingDraft::default()
    }
}

fn found(draft: &BrandingDraft) -> Vec<(String, FieldCode, Severity)> {
    check_branding(draft)
        .problems
        .into_iter()
        .map(|problem| (problem.field, problem.code, problem.severity))
        .collect()
}

#[test]
fn nothing_entered_is_nothing_wrong() {
    assert_eq!(
        check_branding(&BrandingDraft::default()),
        super::CheckedBranding::default()
    );
}

#[test]
fn a_colour_is_read_as_brand_guides_write_it() {
    for text in ["#0972d3", "0972D3", "  #0972D3 "] {
        let paint = check_branding(&colours(text, "")).button.unwrap();
        assert_eq!((&*paint.colour, &*paint.text), ("#0972d3", "#ffffff"));
    }
    let short = check_branding(&colours("", "#fc0")).background.unwrap();
    assert_eq!((&*short.colour, &*short.text), ("#ffcc00", "#000000"));
    for text in [
        "blue",
        "#12",
        "#12345",
        "#1234567",
        "rgb(1,2,3)",
        "#gggggg",
        "#١٢٣",
        "url(x)",
    ] {
        let draft = colours(text, text);
        assert_eq!(check_branding(&draft).button, None, "{text}");
        let wanted = ["buttonColour", "backgroundColour"]
            .map(|field| (field.to_owned(), FieldCode::InvalidFormat, Severity::Error));
        assert_eq!(found(&draft), wanted, "{text}");
    }
}

/// Figures from WebAIM's contrast checker.
#[test]
fn contrast_is_that_of_other_tools() {
    for (one, two, wanted) in [
        ("#000000", "#ffffff", "21.00"),
        ("#777777", "#ffffff", "4.48"),
        ("#767676", "#ffffff", "4.54"),
        ("#ff0000", "#ffffff", "4.00"),
        ("#0000ff", "#ffffff", "8.59"),
    ] {
        let [one, two] = [one, two].map(|text| Colour::read(text).unwrap());
        assert_eq!(format!("{:.2}", one.contrast(two)), wanted);
    }
}

#[test]
fn a_button_that_cannot_be_told_from_the_page_is_said() {
    let warning = (
        "buttonColour".to_owned(),
        FieldCode::HardToSee,
        Severity::Warning,
    );
    assert_eq!(
        found(&colours("#ffee00", "")),
        std::slice::from_ref(&warning)
    );
    assert_eq!(found(&colours("#001133", "")), [warning]);
    assert_eq!(found(&colours("#0972d3", "#ffffff")), []);
}

#[test]
fn a_name_has_one_line_and_an_end() {
    let named = |organisation: &str| BrandingDraft {
        organisation: organisation.to_owned(),
        ..BrandingDraft::default()
    };
    assert_eq!(
        check_branding(&named("  Acme AG ")).organisation.as_deref(),
        Some("Acme AG")
    );
    for (text, code) in [
        ("a\nb".to_owned(), FieldCode::Whitespace),
        ("x".repeat(101), FieldCode::TooLong),
    ] {
        let checked = check_branding(&named(&text));
        assert_eq!(checked.organisation, None);
        assert_eq!(checked.problems[0].code, code);
    }
    assert!(
        check_branding(&named(&"ü".repeat(100)))
            .organisation
            .is_some()
    );
}

proptest! {
    #[test]
    fn the_text_on_any_colour_can_be_read(red: u8, green: u8, blue: u8) {
        let text = format!("{red:02x}{green:02x}{blue:02x}");
        let paint = Colour::read(&text).unwrap().paint();
        prop_assert_eq!(&paint.colour[1..], &text);
        prop_assert!(paint.contrast.parse::<f64>().unwrap() >= 4.5);
    }
}
