//! Texts with claims in them.

use crate::expression::{Fault, Map, Text, Val, check_size, texts_of};
use crate::mapping::ExpressionCode;

/// A text in which `{name}` stands for a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Claim(String),
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When a brace has no partner, or no name inside.
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '{' | '}' if characters.next_if_eq(&c).is_some() => plain.push(c),
                '{' => {
                    let mut name = String::new();
                    while let Some(c) = characters.next_if(|c| !matches!(c, '{' | '}')) {
                        name.push(c);
                    }
                    if characters.next() != Some('}') || name.is_empty() {
                        return Err(unpaired());
                    }
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Claim(name));
                }
                '}' => return Err(unpaired()),
                c => plain.push(c),
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { pieces })
    }

    /// The claims that it names.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Claim(name) => Some(name.as_str()),
        })
    }

    /// The text with the first value of each claim; nothing when one was not received.
    ///
    /// # Errors
    /// When a value has no text, or there is more than a result may have.
    pub(crate) fn filled(&self, claims: &Map<'_>) -> Result<Option<String>, Fault> {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => {
                    check_size(out.len() + text.len())?;
                    out.push_str(text);
                }
                Piece::Claim(name) => {
                    let found = claims.get(&Val::Text(Text::Borrowed(name)));
                    let texts = texts_of(&found.unwrap_or(Val::Null))?;
                    match texts.first() {
                        Some(Val::Text(text)) => {
                            check_size(out.len() + text.len())?;
                            out.push_str(text);
                        }
                        _ => return Ok(None),
                    }
                }
            }
        }
        Ok(Some(out))
    }
}

fn unpaired() -> Fault {
    let message = "A brace has no partner, or no claim between. Write {name} for a claim, and {{ or }} for a brace.";
    Fault::new(ExpressionCode::Syntax, message)
}
