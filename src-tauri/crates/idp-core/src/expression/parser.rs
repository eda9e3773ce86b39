//! From text to a checked expression: grammar, names and bounds in one pass.
//!
//! The grammar is that of the CEL specification (`langdef.md`), with the optional syntax
//! (`a.?b`, `a[?b]`, `[?a]`, `{?k: v}`) and field names in backticks.

use super::fault::{Fault, Span};
use super::functions::{Builtin, find_function, is_function, is_namespace};
use super::lexer::{Token, words};
use super::node::{Kind, Literal, Loop, Node, Operator, Variable};
use crate::mapping::ExpressionCode;

mod calls;

#[cfg(test)]
pub(super) use calls::LOOPS;

/// How deep the parser goes into brackets and conditions; what it builds is bounded by
/// [`Node::new`].
const NESTING_MAX: u32 = 40;

/// Reads an expression.
pub(super) fn parse(source: &str) -> Result<Node, Fault> {
    let words = words(source)?;
    if words.len() == 1 {
        let message = "The expression is empty. Write one, such as claims[\"email\"].";
        return Err(Fault::new(ExpressionCode::Empty, message).at(Span::new(0, source.len())));
    }
    let mut parser = Parser {
        words,
        at: 0,
        locals: Vec::new(),
        nesting: 0,
    };
    let node = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(node),
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser {
    words: Vec<(Token, Span)>,
    at: usize,
    locals: Vec<String>,
    nesting: u32,
}

type Parsed = Result<Node, Fault>;

const RELATIONS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];
const SUMS: [(&str, Operator); 2] = [("+", Operator::Add), ("-", Operator::Subtract)];
const PRODUCTS: [(&str, Operator); 3] = [
    ("*", Operator::Multiply),
    ("/", Operator::Divide),
    ("%", Operator::Remainder),
];

impl Parser {
    fn peek(&self) -> &Token {
        self.words
            .get(self.at)
            .map_or(&Token::End, |(word, _)| word)
    }

    fn span(&self) -> Span {
        let last = self.words.len().saturating_sub(1);
        self.words
            .get(self.at.min(last))
            .map_or(Span::default(), |(_, span)| *span)
    }

    /// The place of the word before.
    fn before(&self) -> Span {
        let index = self.at.saturating_sub(1);
        self.words
            .get(index)
            .map_or(Span::default(), |(_, span)| *span)
    }

    fn next(&mut self) -> Token {
        let word = self.peek().clone();
        self.at += 1;
        word
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.peek(), Token::Symbol(found) if *found == symbol)
    }

    fn take(&mut self, symbol: &str) -> bool {
        let found = self.is(symbol);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), Fault> {
        if self.take(symbol) {
            return Ok(());
        }
        Err(self.unexpected(symbol))
    }

    /// A syntax error at the next word, with what should stand there.
    fn unexpected(&self, wanted: &str) -> Fault {
        let found = match self.peek() {
            Token::End => format!("The expression ends where {wanted} is missing. Add it."),
            Token::Symbol("=") => "= compares nothing. Write == to compare.".to_owned(),
            Token::Symbol("&") => "& is no operator. Write && for and.".to_owned(),
            Token::Symbol("|") => "| is no operator. Write || for or.".to_owned(),
            word => format!(
                "Here stands {}, where {wanted} was expected. Correct it.",
                described(word)
            ),
        };
        Fault::new(ExpressionCode::Syntax, found).at(self.span())
    }

    fn expression(&mut self) -> Parsed {
        self.nesting += 1;
        if self.nesting > NESTING_MAX {
            let message = format!(
                "This is nested deeper than {NESTING_MAX} brackets. Split it into several rules."
            );
            return Err(Fault::new(ExpressionCode::TooDeep, message).at(self.span()));
        }
        let condition = self.or()?;
        let node = if self.take("?") {
            let then = self.or()?;
            self.expect(":")?;
            let otherwise = self.expression()?;
            let span = condition.span.to(otherwise.span);
            Node::new(
                span,
                Kind::Conditional(Box::new([condition, then, otherwise])),
            )?
        } else {
            condition
        };
        self.nesting -= 1;
        Ok(node)
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.take("||") {
            let right = self.and()?;
            let span = left.span.to(right.span);
            left = Node::new(span, Kind::Or(Box::new([left, right])))?;
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.relation()?;
        while self.take("&&") {
            let right = self.relation()?;
            let span = left.span.to(right.span);
            left = Node::new(span, Kind::And(Box::new([left, right])))?;
        }
        Ok(left)
    }

    fn relation(&mut self) -> Parsed {
        let mut left = self.sum()?;
        loop {
            let operator = match self.peek() {
                Token::Identifier(word) if word == "in" => Some(Operator::In),
                _ => self.operator(&RELATIONS),
            };
            let Some(operator) = operator else {
                return Ok(left);
            };
            self.at += 1;
            let right = self.sum()?;
            left = binary(operator, left, right)?;
        }
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        while let Some(operator) = self.operator(&SUMS) {
            self.at += 1;
            let right = self.product()?;
            left = binary(operator, left, right)?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        while let Some(operator) = self.operator(&PRODUCTS) {
            self.at += 1;
            let right = self.unary()?;
            left = binary(operator, left, right)?;
        }
        Ok(left)
    }

    fn operator(&self, among: &[(&str, Operator)]) -> Option<Operator> {
        let Token::Symbol(found) = self.peek() else {
            return None;
        };
        let known = among.iter().find(|(symbol, _)| symbol == found);
        known.map(|(_, operator)| *operator)
    }

    fn unary(&mut self) -> Parsed {
        let start = self.span();
        let mut signs = Vec::new();
        while let Some(sign) = ["!", "-"].into_iter().find(|sign| self.is(sign)) {
            if signs.first().is_some_and(|first| *first != sign) {
                break;
            }
            signs.push(sign);
            self.at += 1;
        }
        // The smallest int has no positive counterpart, so its sign belongs to it.
        if signs.last() == Some(&"-")
            && let Token::Int(number) = *self.peek()
            && number <= i64::MIN.unsigned_abs()
            && !matches!(
                self.words.get(self.at + 1),
                Some((Token::Symbol("." | "["), _))
            )
        {
            signs.pop();
            self.at += 1;
            let number = 0_i64.wrapping_sub_unsigned(number);
            let node = Node::new(start.to(self.before()), Kind::Literal(Literal::Int(number)))?;
            return signed(node, &signs, start);
        }
        let node = self.member()?;
        signed(node, &signs, start)
    }

    fn member(&mut self) -> Parsed {
        let mut node = self.primary()?;
        loop {
            if self.take(".") {
                node = self.field_or_method(node)?;
            } else if self.take("[") {
                let optional = self.take("?");
                let index = Box::new(self.expression()?);
                self.expect("]")?;
                let span = node.span.to(self.before());
                let of = Box::new(node);
                let kind = Kind::Index {
                    of,
                    index,
                    optional,
                };
                node = Node::new(span, kind)?;
            } else {
                return Ok(node);
            }
        }
    }

    fn field_or_method(&mut self, of: Node) -> Parsed {
        let optional = self.take("?");
        let name_span = self.span();
        let (name, escaped) = match self.peek().clone() {
            Token::Identifier(name) => (name, false),
            Token::Escaped(name) => (name, true),
            _ => return Err(self.unexpected("the name of a member")),
        };
        self.at += 1;
        if self.is("(") && !escaped && !optional {
            return self.method(of, &name, name_span);
        }
        let span = of.span.to(name_span);
        let kind = Kind::Select {
            of: Box::new(of),
            field: name.into(),
            optional,
        };
        Node::new(span, kind)
    }

    fn primary(&mut self) -> Parsed {
        let span = self.span();
        let literal = match self.peek().clone() {
            Token::Int(number) => Literal::Int(i64::try_from(number).map_err(|_| {
                let message = "This number is larger than an int. Write u behind it for a uint.";
                Fault::new(ExpressionCode::OutOfRange, message).at(span)
            })?),
            Token::Uint(number) => Literal::Uint(number),
            Token::Double(number) => Literal::Double(number),
            Token::Text(text) => Literal::Text(text.into()),
            Token::Bytes(bytes) => Literal::Bytes(bytes.into()),
            Token::Identifier(name) => return self.name(&name),
            Token::Symbol("(") => {
                self.at += 1;
                let mut node = self.expression()?;
                self.expect(")")?;
                node.span = span.to(self.before());
                return Ok(node);
            }
            Token::Symbol("[") => return self.list(),
            Token::Symbol("{") => return self.map(),
            Token::Symbol(".") => {
                self.at += 1;
                let Token::Identifier(name) = self.peek().clone() else {
                    return Err(self.unexpected("a name"));
                };
                return self.name(&name);
            }
            Token::Symbol(_) | Token::Escaped(_) | Token::End => {
                return Err(self.unexpected("a value"));
            }
        };
        self.at += 1;
        Node::new(span, Kind::Literal(literal))
    }

    fn list(&mut self) -> Parsed {
        let start = self.span();
        self.at += 1;
        let mut elements = Vec::new();
        while !self.is("]") {
            let optional = self.take("?");
            elements.push((self.expression()?, optional));
            if !self.take(",") {
                break;
            }
        }
        self.expect("]")?;
        Node::new(start.to(self.before()), Kind::List(elements))
    }

    fn map(&mut self) -> Parsed {
        let start = self.span();
        self.at += 1;
        let mut entries = Vec::new();
        while !self.is("}") {
            let optional = self.take("?");
            let key = self.expression()?;
            self.expect(":")?;
            entries.push((key, self.expression()?, optional));
            if !self.take(",") {
                break;
            }
        }
        self.expect("}")?;
        Node::new(start.to(self.before()), Kind::Map(entries))
    }
}

fn binary(operator: Operator, left: Node, right: Node) -> Parsed {
    let span = left.span.to(right.span);
    let sides = Box::new([left, right]);
    Node::new(span, Kind::Binary { operator, sides })
}

fn signed(mut node: Node, signs: &[&str], start: Span) -> Parsed {
    for sign in signs {
        let span = start.to(node.span);
        let of = Box::new(node);
        let kind = if *sign == "!" {
            Kind::Not(of)
        } else {
            Kind::Negate(of)
        };
        node = Node::new(span, kind)?;
    }
    Ok(node)
}

fn described(word: &Token) -> String {
    match word {
        Token::Identifier(name) | Token::Escaped(name) => name.clone(),
        Token::Int(_) | Token::Uint(_) | Token::Double(_) => "a number".to_owned(),
        Token::Text(_) => "a text".to_owned(),
        Token::Bytes(_) => "bytes".to_owned(),
        Token::Symbol(symbol) => (*symbol).to_owned(),
        Token::End => "the end".to_owned(),
    }
}
