//! The syntax of regular expressions is RE2's, which CEL prescribes: what it refuses is
//! refused, and its classes `\w`, `\d`, `\s` and `\b` know ASCII only.

use super::class::Classes;
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Dot, Hir, Look, Repetition,
};

/// How often something may be repeated, repetitions inside of it included.
const REPEAT_MAX: u32 = 1000;
/// How deep groups may be nested.
const DEPTH_MAX: u32 = 50;

/// What is wrong, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: String,
}

/// A regular expression that was read.
#[derive(Debug)]
pub(super) struct Syntax {
    pub(super) hir: Hir,
    /// How many groups it has, besides the whole.
    pub(super) groups: u32,
}

/// Reads a regular expression.
pub(super) fn parse(text: &str) -> Result<Syntax, Problem> {
    let mut parser = Parser {
        text: Classes { text, at: 0 },
        flags: Flags::default(),
        groups: 0,
        depth: 0,
    };
    let part = parser.alternation()?;
    if parser.text.at < text.len() {
        return Err(parser.text.problem("this ) closes nothing"));
    }
    Ok(Syntax {
        hir: part.hir,
        groups: parser.groups,
    })
}

#[derive(Clone, Copy, Default)]
struct Flags {
    any_case: bool,
    many_lines: bool,
    dot_takes_all: bool,
    swap_greed: bool,
}

/// A part, and how often counted repetitions inside of each other repeat something in it.
struct Part {
    hir: Hir,
    repeats: u32,
}

impl From<Hir> for Part {
    fn from(hir: Hir) -> Self {
        Self { hir, repeats: 1 }
    }
}

struct Parser<'p> {
    text: Classes<'p>,
    flags: Flags,
    groups: u32,
    depth: u32,
}

type Parsed<T> = Result<T, Problem>;

impl Parser<'_> {
    /// Branches up to the end of the group or of the text.
    fn alternation(&mut self) -> Parsed<Part> {
        let mut branches = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        let mut repeats = 1;
        let mut repeated_before = false;
        while let Some(c) = self.text.peek().filter(|c| *c != ')') {
            let before = repeated_before;
            repeated_before = false;
            let start = self.text.at;
            if c == '|' {
                self.text.at += 1;
                branches.push(joined(&mut parts, &mut repeats));
            } else if let Some((least, most)) = self.repetition()? {
                let greedy = self.text.take("?") == self.flags.swap_greed;
                if before {
                    self.text.at = start;
                    return Err(self.text.problem("two repetitions follow each other"));
                }
                let Some(part) = parts.pop() else {
                    self.text.at = start;
                    return Err(self.text.problem("there is nothing before it to repeat"));
                };
                let repeated = repetition(part, least, most, greedy);
                parts.push(repeated.ok_or_else(|| Problem {
                    at: start,
                    message: format!("nothing may be repeated more than {REPEAT_MAX} times"),
                })?);
                repeated_before = true;
            } else {
                self.piece(c, &mut parts)?;
            }
        }
        branches.push(joined(&mut parts, &mut repeats));
        Ok(Part {
            hir: Hir::alternation(branches),
            repeats,
        })
    }

    /// `*`, `+`, `?` or `{2,5}`; other braces stand for themselves.
    fn repetition(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let found = match self.text.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(),
            _ => return Ok(None),
        };
        self.text.at += 1;
        Ok(Some(found))
    }

    fn counted(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let Some((inside, _)) = self.text.rest()[1..].split_once('}') else {
            return Ok(None);
        };
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        let Some(least) = count(least) else {
            return Ok(None);
        };
        let most = match most {
            "" => None,
            most => match count(most) {
                Some(most) => Some(most),
                None => return Ok(None),
            },
        };
        if least > REPEAT_MAX || most.is_some_and(|most| most > REPEAT_MAX) {
            let message = format!("nothing may be repeated more than {REPEAT_MAX} times");
            return Err(self.text.problem(&message));
        }
        if most.is_some_and(|most| most < least) {
            return Err(self
                .text
                .problem("the second number is less than the first"));
        }
        self.text.at += inside.len() + 2;
        Ok(Some((least, most)))
    }

    /// A character, a class, an assertion or a group.
    fn piece(&mut self, c: char, parts: &mut Vec<Part>) -> Parsed<()> {
        let lines = self.flags.many_lines;
        let hir = match c {
            '(' => {
                parts.extend(self.group()?);
                return Ok(());
            }
            '[' => {
                let any_case = self.flags.any_case;
                Hir::class(Class::Unicode(self.text.bracketed(any_case)?))
            }
            '\\' if self.text.take("\\Q") => {
                while let Some(c) = self.text.peek().filter(|_| !self.text.take("\\E")) {
                    self.text.at += c.len_utf8();
                    parts.push(self.literal(c).into());
                }
                return Ok(());
            }
            '\\' => return self.escape(parts),
            '^' => self.symbol(Hir::look(if lines { Look::StartLF } else { Look::Start })),
            '$' => self.symbol(Hir::look(if lines { Look::EndLF } else { Look::End })),
            '.' => self.symbol(Hir::dot(if self.flags.dot_takes_all {
                Dot::AnyChar
            } else {
                Dot::AnyCharExceptLF
            })),
            c => {
                self.text.at += c.len_utf8();
                self.literal(c)
            }
        };
        parts.push(hir.into());
        Ok(())
    }

    fn symbol(&mut self, hir: Hir) -> Hir {
        self.text.at += 1;
        hir
    }

    fn escape(&mut self, parts: &mut Vec<Part>) -> Parsed<()> {
        let looks = [
            ("\\A", Look::Start),
            ("\\z", Look::End),
            ("\\b", Look::WordAscii),
            ("\\B", Look::WordAsciiNegate),
        ];
        if let Some((_, look)) = looks.into_iter().find(|(text, _)| self.text.take(text)) {
            parts.push(Hir::look(look).into());
            return Ok(());
        }
        let hir = match self.text.group(self.flags.any_case)? {
            Some(class) => Hir::class(Class::Unicode(class)),
            None => {
                let c = self.text.escaped()?;
                self.literal(c)
            }
        };
        parts.push(hir.into());
        Ok(())
    }

    fn literal(&self, c: char) -> Hir {
        if self.flags.any_case {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
            class.case_fold_simple();
            return Hir::class(Class::Unicode(class));
        }
        Hir::literal(c.encode_utf8(&mut [0; 4]).as_bytes())
    }

    /// A group; nothing where it only sets flags.
    fn group(&mut self) -> Parsed<Option<Part>> {
        let start = self.text.at;
        self.text.at += 1;
        let outer = self.flags;
        let mut index = None;
        if self.text.take("?") {
            if self.text.take("P<") || self.text.take("<") {
                self.name(start)?;
                index = Some(self.groups + 1);
            } else if self.set_flags(start)? {
                return Ok(None);
            }
        } else {
            index = Some(self.groups + 1);
        }
        self.groups = index.unwrap_or(self.groups);
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("groups are nested deeper than {DEPTH_MAX} levels");
            return Err(self.text.problem(&message));
        }
        let part = self.alternation()?;
        if !self.text.take(")") {
            self.text.at = start;
            return Err(self.text.problem("this group has no closing )"));
        }
        self.depth -= 1;
        self.flags = outer;
        let Some(index) = index else {
            return Ok(Some(part));
        };
        let sub = Box::new(part.hir);
        Ok(Some(Part {
            hir: Hir::capture(Capture {
                index,
                name: None,
                sub,
            }),
            repeats: part.repeats,
        }))
    }

    fn name(&mut self, start: usize) -> Parsed<()> {
        let is_of_name = |c: char| c == '_' || c.is_alphanumeric();
        let found = self.text.rest().split_once('>');
        match found {
            Some((name, _)) if !name.is_empty() && name.chars().all(is_of_name) => {
                self.text.at += name.len() + 1;
                Ok(())
            }
            _ => {
                self.text.at = start;
                Err(self.text.problem(UNKNOWN_GROUP))
            }
        }
    }

    /// The flags of `(?i)` and `(?i:…)`; whether the group ends with them.
    fn set_flags(&mut self, start: usize) -> Parsed<bool> {
        let (mut on, mut any) = (true, false);
        loop {
            let c = self.text.peek();
            self.text.at += c.map_or(0, char::len_utf8);
            let flag = match c {
                Some('i') => &mut self.flags.any_case,
                Some('m') => &mut self.flags.many_lines,
                Some('s') => &mut self.flags.dot_takes_all,
                Some('U') => &mut self.flags.swap_greed,
                Some('-') if on => {
                    (on, any) = (false, false);
                    continue;
                }
                Some(end @ (':' | ')')) if on || any => return Ok(end == ')'),
                _ => {
                    self.text.at = start;
                    return Err(self.text.problem(UNKNOWN_GROUP));
                }
            };
            (*flag, any) = (on, true);
        }
    }
}

const UNKNOWN_GROUP: &str =
    "after (? there may be flags of i, m, s and U, a : or a name as in (?P<name>…)";

/// The number of a repetition; one with zeros before it stands for itself.
fn count(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && text.len() <= 8 && (text.len() == 1 || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

fn joined(parts: &mut Vec<Part>, repeats: &mut u32) -> Hir {
    for part in &*parts {
        *repeats = part.repeats.max(*repeats);
    }
    Hir::concat(parts.drain(..).map(|part| part.hir).collect())
}

/// The part repeated; nothing when that is too often.
fn repetition(part: Part, min: u32, max: Option<u32>, greedy: bool) -> Option<Part> {
    let counted = match (min, max) {
        (0 | 1, None) => 1,
        (min, max) => max.unwrap_or(min).max(1),
    };
    let repeats = part.repeats * counted;
    let sub = Box::new(part.hir);
    let hir = Hir::repetition(Repetition {
        min,
        max,
        greedy,
        sub,
    });
    (repeats <= REPEAT_MAX).then_some(Part { hir, repeats })
}
