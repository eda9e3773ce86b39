//! The look of the sign-in page that people of the organisation meet. What is entered is kept
//! as entered; what is of use of it is shown.

use crate::validation::{FieldCode, FieldProblem};
use serde::{Deserialize, Serialize};

mod colour;

use colour::Colour;

/// Longest name of an organisation, in characters.
pub const ORGANISATION_MAX: usize = 100;
/// What a part that people have to find needs against what is around it (WCAG 2.2, 1.4.11).
const VISIBLE: f64 = 3.0;
/// The cards of the sign-in page, in the light and in the dark colours.
const CARDS: [(&str, Colour); 2] = [
    ("light", Colour::new(0xff, 0xff, 0xff)),
    ("dark", Colour::new(0x16, 0x1d, 0x26)),
];

/// The look as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandingDraft {
    /// Name of the organisation.
    pub organisation: String,
    /// Colour of the buttons, as `#rrggbb`; empty is the console's own.
    pub button_colour: String,
    /// Colour around the card, as `#rrggbb`; empty is the console's own.
    pub background_colour: String,
}

/// A surface in a colour, and the text on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Paint {
    /// `#rrggbb`.
    pub colour: String,
    /// Black or white, whichever can be read better; always 4.5 : 1 and more.
    pub text: String,
    /// The contrast of the two (WCAG 2.2, 1.4.3), such as `5.17`.
    pub contrast: String,
}

/// The look as it is shown, and what is wrong with what was entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckedBranding {
    /// Name of the organisation, if one was entered that can be shown.
    pub organisation: Option<String>,
    /// The buttons.
    pub button: Option<Paint>,
    /// What is around the card.
    pub background: Option<Paint>,
    /// By field of [`BrandingDraft`].
    pub problems: Vec<FieldProblem>,
}

/// Reads what was entered. A field that cannot be read is left out and has a problem.
#[must_use]
pub fn check_branding(draft: &BrandingDraft) -> CheckedBranding {
    let mut problems = Vec::new();
    let organisation = organisation(&draft.organisation, &mut problems);
    let button = read_colour("buttonColour", &draft.button_colour, &mut problems);
    let background = read_colour("backgroundColour", &draft.background_colour, &mut problems);
    if let Some(button) = button {
        problems.extend(CARDS.iter().filter_map(|(name, card)| {
            let contrast = button.contrast(*card);
            (contrast < VISIBLE).then(|| hard_to_see(name, contrast))
        }));
    }
    CheckedBranding {
        organisation,
        button: button.map(Colour::paint),
        background: background.map(Colour::paint),
        problems,
    }
}

fn organisation(text: &str, problems: &mut Vec<FieldProblem>) -> Option<String> {
    let name = text.trim();
    let problem = |code, message: String| FieldProblem::error("organisation", code, message);
    if name.chars().any(char::is_control) {
        let message = "A name has one line, without control characters. Remove them.";
        problems.push(problem(FieldCode::Whitespace, message.to_owned()));
    } else if name.chars().count() > ORGANISATION_MAX {
        let message = format!("Use at most {ORGANISATION_MAX} characters.");
        problems.push(problem(FieldCode::TooLong, message));
    } else if !name.is_empty() {
        return Some(name.to_owned());
    }
    None
}

fn read_colour(field: &str, text: &str, problems: &mut Vec<FieldProblem>) -> Option<Colour> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let colour = Colour::read(text);
    if colour.is_none() {
        let message = "Enter a colour as #rrggbb, for example #0972d3.";
        let code = FieldCode::InvalidFormat;
        problems.push(FieldProblem::error(field, code, message));
    }
    colour
}

fn hard_to_see(card: &str, contrast: f64) -> FieldProblem {
    let message = format!(
        "In the {card} colours a button has {contrast:.2} : 1 against the page, and people who see little need 3 : 1. Take a {} one.",
        if card == "light" { "darker" } else { "lighter" }
    );
    FieldProblem::warning("buttonColour", FieldCode::HardToSee, message)
}

#[cfg(test)]
mod tests;
