//! Classes and escapes of regular expressions, as RE2 reads them.

use super::names::{CATEGORIES, SCRIPTS};
use super::syntax::Problem;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// A text that is read from a place on.
pub(super) struct Classes<'p> {
    pub(super) text: &'p str,
    pub(super) at: usize,
}

type Parsed<T> = Result<T, Problem>;

/// ASCII classes by name; `\s` and `\w` are among them.
const NAMED: [(&str, &[(char, char)]); 14] = [
    ("alnum", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    ("alpha", &[('A', 'Z'), ('a', 'z')]),
    ("ascii", &[('\0', '\x7f')]),
    ("blank", &[('\t', '\t'), (' ', ' ')]),
    ("cntrl", &[('\0', '\x1f'), ('\x7f', '\x7f')]),
    ("digit", &[('0', '9')]),
    ("graph", &[('!', '~')]),
    ("lower", &[('a', 'z')]),
    ("print", &[(' ', '~')]),
    ("punct", &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
    ("space", &[('\t', '\r'), (' ', ' ')]),
    ("upper", &[('A', 'Z')]),
    ("word", &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
    ("xdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
];
const PERL_SPACE: &[(char, char)] = &[('\t', '\n'), ('\x0c', '\r'), (' ', ' ')];

fn of_ranges(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(
        ranges
            .iter()
            .map(|(from, to)| ClassUnicodeRange::new(*from, *to)),
    )
}

fn named(name: &str) -> Option<ClassUnicode> {
    let found = NAMED.iter().find(|(known, _)| *known == name);
    found.map(|(_, ranges)| of_ranges(ranges))
}

/// A group of characters that is named, with its other letter case and its negation.
fn finished(mut class: ClassUnicode, any_case: bool, negated: bool) -> ClassUnicode {
    if any_case {
        class.case_fold_simple();
    }
    if negated {
        class.negate();
    }
    class
}

impl Classes<'_> {
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    pub(super) fn problem(&self, message: &str) -> Problem {
        Problem {
            at: self.at,
            message: message.to_owned(),
        }
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += c.map_or(0, char::len_utf8);
        c
    }

    /// `[…]`.
    pub(super) fn bracketed(&mut self, any_case: bool) -> Parsed<ClassUnicode> {
        let start = self.at;
        self.at += 1;
        let negated = self.take("^");
        let mut all = ClassUnicode::empty();
        let mut first = true;
        loop {
            match self.peek() {
                None => {
                    self.at = start;
                    return Err(self.problem("this class has no closing ]"));
                }
                Some(']') if !first => {
                    self.at += 1;
                    return Ok(finished(all, any_case, negated));
                }
                Some(_) => {}
            }
            first = false;
            let group = match self.posix(any_case)? {
                None => self.group(any_case)?,
                some => some,
            };
            match group {
                Some(class) => all.union(&class),
                None => all.push(self.range()?),
            }
        }
    }

    /// `[:alpha:]` inside of a class.
    fn posix(&mut self, any_case: bool) -> Parsed<Option<ClassUnicode>> {
        let Some((name, _)) = self
            .rest()
            .strip_prefix("[:")
            .and_then(|rest| rest.split_once(":]"))
        else {
            return Ok(None);
        };
        let plain = name.strip_prefix('^');
        let class = named(plain.unwrap_or(name))
            .ok_or_else(|| self.problem("there is no class with this name"))?;
        let negated = plain.is_some();
        self.at += name.len() + 4;
        Ok(Some(finished(class, any_case, negated)))
    }

    /// `\d`, `\s`, `\w`, `\p{…}` and what they are not, when one stands here.
    pub(super) fn group(&mut self, any_case: bool) -> Parsed<Option<ClassUnicode>> {
        let Some(kind) = self
            .rest()
            .strip_prefix('\\')
            .and_then(|rest| rest.chars().next())
        else {
            return Ok(None);
        };
        let class = match kind.to_ascii_lowercase() {
            'd' => of_ranges(&[('0', '9')]),
            's' => of_ranges(PERL_SPACE),
            'w' => of_ranges(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
            'p' => return self.unicode(kind == 'P', any_case).map(Some),
            _ => return Ok(None),
        };
        self.at += 2;
        Ok(Some(finished(class, any_case, kind.is_ascii_uppercase())))
    }

    fn unicode(&mut self, negated: bool, any_case: bool) -> Parsed<ClassUnicode> {
        let rest = &self.rest()[2..];
        let (name, length) = match rest.strip_prefix('{') {
            Some(inside) => {
                let name = inside.split_once('}').map(|(name, _)| name);
                (name.unwrap_or_default(), name.map_or(0, str::len) + 2)
            }
            None => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                (&rest[..length], length)
            }
        };
        let plain = name.strip_prefix('^');
        let class = unicode_group(plain.unwrap_or(name))
            .ok_or_else(|| self.problem("there is no group of characters with this name"))?;
        let negated = negated != plain.is_some();
        self.at += 2 + length;
        Ok(finished(class, any_case, negated))
    }

    /// A character, or a range of them.
    fn range(&mut self) -> Parsed<ClassUnicodeRange> {
        let start = self.at;
        let from = self.member()?;
        let ahead = self.rest().strip_prefix('-');
        if ahead.is_none_or(|rest| rest.is_empty() || rest.starts_with(']')) {
            return Ok(ClassUnicodeRange::new(from, from));
        }
        self.at += 1;
        let to = self.member()?;
        if to < from {
            self.at = start;
            return Err(self.problem("the end of this range comes before its beginning"));
        }
        Ok(ClassUnicodeRange::new(from, to))
    }

    fn member(&mut self) -> Parsed<char> {
        if self.peek() == Some('\\') {
            return self.escaped();
        }
        self.next()
            .ok_or_else(|| self.problem("this class has no closing ]"))
    }

    /// The character that an escape stands for.
    pub(super) fn escaped(&mut self) -> Parsed<char> {
        let start = self.at;
        self.at += 1;
        let found = match self.next() {
            Some('a') => Some('\x07'),
            Some('f') => Some('\x0c'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('v') => Some('\x0b'),
            Some('x') => self.hexadecimal(),
            Some('0') => self.octal(0),
            Some(digit @ '1'..='7') if self.peek().is_some_and(|c| c.is_digit(8)) => {
                self.octal(digit.to_digit(8).unwrap_or_default())
            }
            Some(c) if c.is_ascii() && !c.is_ascii_alphanumeric() => Some(c),
            _ => None,
        };
        found.ok_or_else(|| {
            let escape: String = self.text[start..].chars().take(2).collect();
            Problem {
                at: start,
                message: format!("{escape} is no escape of regular expressions"),
            }
        })
    }

    /// Up to two more digits.
    fn octal(&mut self, first: u32) -> Option<char> {
        let mut number = first;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else {
                break;
            };
            number = number * 8 + digit;
            self.at += 1;
        }
        char::from_u32(number)
    }

    fn hexadecimal(&mut self) -> Option<char> {
        let (digits, length) = match self.rest().strip_prefix('{') {
            Some(inside) => {
                let (digits, _) = inside.split_once('}')?;
                (digits, digits.len() + 2)
            }
            None => (self.rest().get(..2)?, 2),
        };
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| plain);
        self.at += length;
        number.and_then(char::from_u32)
    }
}

/// The characters of a general category or a script.
fn unicode_group(name: &str) -> Option<ClassUnicode> {
    let of = |property: &str| match regex_syntax::parse(property).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        _ => None,
    };
    match name {
        "Any" => of(r"\p{any}"),
        // What nobody has assigned belongs to no category of RE2.
        "C" => of(r"[\p{Cc}\p{Cf}\p{Co}]"),
        // Half characters do not exist in UTF-8.
        "Cs" => Some(ClassUnicode::empty()),
        _ if CATEGORIES.contains(&name) => of(&format!(r"\p{{gc={name}}}")),
        _ if SCRIPTS.contains(&name) => of(&format!(r"\p{{sc={name}}}")),
        _ => None,
    }
}
