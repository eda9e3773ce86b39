//! Names, functions and loops.

use super::{
    Builtin, ExpressionCode, Fault, Kind, Literal, Loop, Node, Parsed, Parser, Span, Token,
    Variable, find_function, is_function, is_namespace,
};

/// Words that the CEL specification keeps for itself.
const RESERVED: [&str; 20] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
    "__result__",
    "__data__",
];

const TYPES: [&str; 10] = [
    "bool",
    "bytes",
    "double",
    "int",
    "list",
    "map",
    "null_type",
    "string",
    "type",
    "uint",
];

/// What walks through a value, and is written after it.
pub(in crate::expression) const LOOPS: [(&str, Loop); 8] = [
    ("all", Loop::All),
    ("exists", Loop::Exists),
    ("exists_one", Loop::ExistsOne),
    ("existsOne", Loop::ExistsOne),
    ("map", Loop::Map),
    ("filter", Loop::Filter),
    ("optMap", Loop::OptMap),
    ("optFlatMap", Loop::OptFlatMap),
];

impl Parser {
    /// A constant, a variable, a type, or the call of a function.
    pub(super) fn name(&mut self, name: &str) -> Parsed {
        let span = self.span();
        self.at += 1;
        let literal = match name {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            "null" => Some(Literal::Null),
            _ => None,
        };
        if let Some(literal) = literal {
            return Node::new(span, Kind::Literal(literal));
        }
        if RESERVED.contains(&name) {
            let message = format!("{name} is a reserved word. Use another name.");
            return Err(Fault::new(ExpressionCode::Syntax, message).at(span));
        }
        if self.is("(") {
            if name == "has" {
                return self.has(span);
            }
            return self.call(name, None, span);
        }
        if let Some(local) = self.locals.iter().rposition(|local| local == name) {
            return Node::new(span, Kind::Local(local));
        }
        if let Some((_, variable)) = Variable::ALL.iter().find(|(known, _)| *known == name) {
            return Node::new(span, Kind::Variable(*variable));
        }
        if self.is(".") && (is_namespace(name) || name == "cel") {
            return self.qualified(name, span);
        }
        if let Some(known) = TYPES.into_iter().find(|known| *known == name) {
            return Node::new(span, Kind::Literal(Literal::Type(known)));
        }
        Err(unknown_variable(name, span))
    }

    /// `namespace.function(…)`.
    fn qualified(&mut self, namespace: &str, start: Span) -> Parsed {
        self.at += 1;
        let Token::Identifier(name) = self.next() else {
            self.at -= 1;
            return Err(self.unexpected("the name of a function"));
        };
        let span = start.to(self.before());
        let full = format!("{namespace}.{name}");
        if !self.is("(") {
            return Err(unknown_variable(&full, span));
        }
        if full == "cel.bind" {
            return self.bind(span);
        }
        self.call(&full, None, span)
    }

    /// `of.name(…)`: a loop or a function.
    pub(super) fn method(&mut self, of: Node, name: &str, name_span: Span) -> Parsed {
        match LOOPS.iter().find(|(known, _)| *known == name) {
            Some((_, kind)) => self.repeated(*kind, of),
            None => self.call(name, Some(of), name_span),
        }
    }

    fn has(&mut self, start: Span) -> Parsed {
        self.at += 1;
        let inner = self.expression()?;
        self.expect(")")?;
        let span = start.to(self.before());
        match inner.kind {
            Kind::Select {
                of,
                field,
                optional: false,
            } => Node::new(span, Kind::Has { of, field }),
            _ => {
                let message = "has() looks for a member: write has(claims.email). \
                               For a name with a colon: \"cognito:groups\" in claims.";
                Err(Fault::new(ExpressionCode::Syntax, message).at(inner.span))
            }
        }
    }

    fn bind(&mut self, start: Span) -> Parsed {
        self.at += 1;
        let name = self.loop_variable()?;
        let over = Box::new(self.expression()?);
        self.expect(",")?;
        self.locals.push(name);
        let body = vec![self.expression()?];
        self.locals.pop();
        self.expect(")")?;
        let kind = Kind::Loop {
            kind: Loop::Bind,
            over,
            body,
        };
        Node::new(start.to(self.before()), kind)
    }

    fn repeated(&mut self, kind: Loop, over: Node) -> Parsed {
        self.at += 1;
        let name = self.loop_variable()?;
        self.locals.push(name);
        let mut body = vec![self.expression()?];
        if kind == Loop::Map && self.take(",") {
            body.push(self.expression()?);
        }
        self.locals.pop();
        self.expect(")")?;
        let span = over.span.to(self.before());
        let kind = match (kind, body.len()) {
            (Loop::Map, 2) => Loop::MapIf,
            (other, _) => other,
        };
        let over = Box::new(over);
        Node::new(span, Kind::Loop { kind, over, body })
    }

    fn loop_variable(&mut self) -> Result<String, Fault> {
        let comma = matches!(self.words.get(self.at + 1), Some((Token::Symbol(","), _)));
        match self.peek().clone() {
            Token::Identifier(name) if comma && !RESERVED.contains(&name.as_str()) => {
                self.at += 2;
                Ok(name)
            }
            _ => Err(self.unexpected("a name for the element and a comma, as in .map(v, …)")),
        }
    }

    fn call(&mut self, name: &str, target: Option<Node>, name_span: Span) -> Parsed {
        let start = target.as_ref().map_or(name_span, |target| target.span);
        let is_method = target.is_some();
        let mut arguments: Vec<Node> = target.into_iter().collect();
        self.at += 1;
        while !self.is(")") {
            arguments.push(self.expression()?);
            if !self.take(",") {
                break;
            }
        }
        self.expect(")")?;
        let span = start.to(self.before());
        let Some(function) = find_function(name, is_method, arguments.len()) else {
            return Err(unknown_function(name, is_method).at(name_span));
        };
        check_pattern(function, &arguments)?;
        let kind = Kind::Call {
            function,
            arguments,
        };
        Node::new(span, kind)
    }
}

/// A constant regular expression is checked before anything is evaluated.
fn check_pattern(function: &Builtin, arguments: &[Node]) -> Result<(), Fault> {
    if ![
        "matches",
        "regex.extract",
        "regex.extractAll",
        "regex.replace",
    ]
    .contains(&function.name)
    {
        return Ok(());
    }
    let Some(pattern) = arguments.get(1) else {
        return Ok(());
    };
    match pattern.as_text() {
        Some(text) => super::super::pattern::check(text).map_err(|fault| fault.at(pattern.span)),
        None => Ok(()),
    }
}

fn unknown_variable(name: &str, span: Span) -> Fault {
    let known: Vec<&str> = Variable::ALL.iter().map(|(known, _)| *known).collect();
    let message = format!(
        "There is no variable {name}. A claim is written claims[\"{name}\"], a text needs quotes; the variables are {}.",
        known.join(", ")
    );
    Fault::new(ExpressionCode::UnknownVariable, message).at(span)
}

fn unknown_function(name: &str, is_method: bool) -> Fault {
    let message = if is_function(name, is_method) {
        format!("{name}() does not take so many arguments. Look up what it takes.")
    } else if is_function(name, !is_method) && is_method {
        format!("{name} is written before its argument: {name}(value).")
    } else if is_function(name, !is_method) {
        format!("{name} is written after a value: value.{name}(…).")
    } else {
        format!("There is no function {name}. Check its spelling; capital letters count.")
    };
    Fault::new(ExpressionCode::UnknownFunction, message)
}
