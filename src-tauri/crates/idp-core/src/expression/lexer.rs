//! The words of an expression.

use super::fault::{Fault, Span};
use crate::mapping::ExpressionCode;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Identifier(String),
    /// A field name in backticks.
    Escaped(String),
    Int(u64),
    Uint(u64),
    Double(f64),
    Text(String),
    Bytes(Vec<u8>),
    Symbol(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 27] = [
    "&&", "||", "<=", ">=", "==", "!=", "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "+", "-",
    "*", "/", "%", "!", "<", ">", "=", "&", "|",
];

/// All words with their places; the last is the end.
pub(super) fn words(source: &str) -> Result<Vec<(Token, Span)>, Fault> {
    let mut lexer = Lexer { source, at: 0 };
    let mut words = Vec::new();
    loop {
        lexer.skip_space();
        let start = lexer.at;
        let token = lexer.next()?;
        let end = token == Token::End;
        words.push((token, Span::new(start, lexer.at)));
        if end {
            return Ok(words);
        }
    }
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| keep(*c)).collect();
        self.at += taken.len();
        taken
    }

    fn skip_space(&mut self) {
        loop {
            self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}'));
            if !self.rest().starts_with("//") {
                return;
            }
            self.take_while(|c| c != '\n');
        }
    }

    fn fault(&self, start: usize, message: impl Into<String>) -> Fault {
        Fault::new(ExpressionCode::Syntax, message).at(Span::new(start, self.at.max(start + 1)))
    }

    fn next(&mut self) -> Result<Token, Fault> {
        let Some(first) = self.peek() else {
            return Ok(Token::End);
        };
        let fraction = first == '.' && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
        if first.is_ascii_digit() || fraction {
            return self.number();
        }
        if let Some(literal) = self.quoted()? {
            return Ok(literal);
        }
        if first == '_' || first.is_ascii_alphabetic() {
            let name = self.take_while(|c| c == '_' || c.is_ascii_alphanumeric());
            return Ok(Token::Identifier(name));
        }
        if first == '`' {
            return self.escaped();
        }
        match SYMBOLS
            .iter()
            .find(|symbol| self.rest().starts_with(**symbol))
        {
            Some(symbol) => {
                self.at += symbol.len();
                Ok(Token::Symbol(symbol))
            }
            None => {
                let start = self.at;
                self.at += first.len_utf8();
                Err(self.fault(start, unexpected(first)))
            }
        }
    }

    fn escaped(&mut self) -> Result<Token, Fault> {
        let start = self.at;
        self.at += 1;
        let name = self.take_while(|c| c != '`' && c != '\n');
        if self.peek() != Some('`') || name.is_empty() {
            return Err(self.fault(start, "A name in backticks has no end. Add the second `."));
        }
        self.at += 1;
        Ok(Token::Escaped(name))
    }

    fn number(&mut self) -> Result<Token, Fault> {
        let start = self.at;
        if self.rest().starts_with("0x") || self.rest().starts_with("0X") {
            self.at += 2;
            let digits = self.take_while(|c| c.is_ascii_hexdigit());
            return self.whole(start, &digits, 16);
        }
        let mut text = self.take_while(|c| c.is_ascii_digit());
        let mut double = false;
        let digit_after = |lexer: &Self, skip: usize| {
            lexer
                .rest()
                .get(skip..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        if self.peek() == Some('.') && digit_after(self, 1) {
            self.at += 1;
            double = true;
            text.push('.');
            text += &self.take_while(|c| c.is_ascii_digit());
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.rest().as_bytes().get(1), Some(b'+' | b'-')));
            if digit_after(self, 1 + sign) {
                double = true;
                text.push_str(&self.rest()[..=sign]);
                self.at += 1 + sign;
                text += &self.take_while(|c| c.is_ascii_digit());
            }
        }
        if !double {
            return self.whole(start, &text, 10);
        }
        text.parse()
            .map(Token::Double)
            .map_err(|_| self.fault(start, "This is not a number. Write it as 1.5 or 1e3."))
    }

    fn whole(&mut self, start: usize, digits: &str, radix: u32) -> Result<Token, Fault> {
        let uint = matches!(self.peek(), Some('u' | 'U'));
        if uint {
            self.at += 1;
        }
        if self
            .peek()
            .is_some_and(|c| c == '_' || c.is_ascii_alphanumeric())
        {
            self.take_while(|c| c == '_' || c.is_ascii_alphanumeric());
            let message = "A number goes over into a name. Put a space or an operator between.";
            return Err(self.fault(start, message));
        }
        match u64::from_str_radix(digits, radix) {
            Ok(number) if uint => Ok(Token::Uint(number)),
            Ok(number) => Ok(Token::Int(number)),
            Err(_) => {
                let message = "This number is larger than 64 bits. Write it as a text in quotes.";
                Err(Fault {
                    code: ExpressionCode::OutOfRange,
                    ..self.fault(start, message)
                })
            }
        }
    }

    /// A text or bytes with their prefixes (`r`, `b`) and quotes, when here is one.
    fn quoted(&mut self) -> Result<Option<Token>, Fault> {
        let start = self.at;
        let prefix: String = self
            .rest()
            .chars()
            .take_while(|c| matches!(c, 'r' | 'R' | 'b' | 'B'))
            .take(3)
            .collect();
        let rest = &self.rest()[prefix.len()..];
        let quote = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(*quote));
        let lower = prefix.to_ascii_lowercase();
        let (Some(quote), true) = (quote, ["", "r", "b", "br", "rb"].contains(&lower.as_str()))
        else {
            return Ok(None);
        };
        self.at += prefix.len() + quote.len();
        let (raw, bytes) = (lower.contains('r'), lower.contains('b'));
        let content = self.until(start, quote, raw, bytes)?;
        if bytes {
            return Ok(Some(Token::Bytes(content)));
        }
        match String::from_utf8(content) {
            Ok(text) => Ok(Some(Token::Text(text))),
            Err(_) => Err(self.fault(start, "An escape in this text is not a character.")),
        }
    }

    fn until(
        &mut self,
        start: usize,
        quote: &str,
        raw: bool,
        bytes: bool,
    ) -> Result<Vec<u8>, Fault> {
        let mut out = Vec::new();
        loop {
            if self.rest().starts_with(quote) {
                self.at += quote.len();
                return Ok(out);
            }
            let newline_ends = quote.len() == 1;
            match self.peek() {
                None => return Err(self.fault(start, no_end(quote))),
                Some('\n' | '\r') if newline_ends => return Err(self.fault(start, no_end(quote))),
                Some('\\') if !raw => self.escape(bytes, &mut out)?,
                Some(c) => {
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self, bytes: bool, out: &mut Vec<u8>) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        let Some(kind) = self.peek() else {
            return Err(self.fault(start, "A text ends with a backslash. Write two for one."));
        };
        self.at += kind.len_utf8();
        let simple = match kind {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            'v' => 11,
            '\\' => b'\\',
            '\'' => b'\'',
            '"' => b'"',
            '`' => b'`',
            '?' => b'?',
            _ => 0,
        };
        if simple != 0 {
            out.push(simple);
            return Ok(());
        }
        let (length, radix) = match kind {
            'x' | 'X' => (2, 16),
            'u' if !bytes => (4, 16),
            'U' if !bytes => (8, 16),
            '0'..='3' => {
                self.at -= 1;
                (3, 8)
            }
            _ => return Err(self.fault(start, unknown_escape(kind))),
        };
        let digits = self.rest().get(..length).unwrap_or_default().to_owned();
        let number = u32::from_str_radix(&digits, radix).ok();
        let plain = digits.chars().all(|c| c.is_digit(radix));
        self.at = (self.at + digits.len()).min(self.source.len());
        match (number.filter(|_| plain && digits.len() == length), bytes) {
            (Some(number), true) => out.extend(u8::try_from(number).ok()),
            (Some(number), false) => match char::from_u32(number) {
                Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                None => return Err(self.fault(start, unknown_escape(kind))),
            },
            (None, _) => return Err(self.fault(start, unknown_escape(kind))),
        }
        Ok(())
    }
}

fn no_end(quote: &str) -> String {
    format!("A text in quotes has no end. Add the closing {quote}.")
}

fn unknown_escape(kind: char) -> String {
    format!(
        "\\{} is no escape of CEL. Write \\\\ for a backslash.",
        kind.escape_default()
    )
}

fn unexpected(character: char) -> String {
    match character {
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' => {
            "These are typographic quotes. Use \" or '.".to_owned()
        }
        ';' => "An expression has no semicolons. Remove it.".to_owned(),
        _ => format!(
            "{} has no meaning here. A text needs quotes, a claim is written claims[\"name\"].",
            shown(character)
        ),
    }
}

/// A character that can be told from its neighbours.
fn shown(character: char) -> String {
    if character.is_control() || !character.is_ascii() && !character.is_alphanumeric() {
        format!("The character U+{:04X}", u32::from(character))
    } else {
        format!("{character}")
    }
}
