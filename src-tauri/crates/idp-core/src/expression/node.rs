//! A checked expression: what was parsed, with the bounds that are known before it runs.

use super::fault::{Fault, Span};
use super::functions::Builtin;
use super::value::Val;
use crate::mapping::{ExpressionCode, Template};

/// How deep an expression may be nested.
const DEPTH_MAX: u32 = 100;
/// How many elements a list is taken to have when that is not known before.
const ASSUMED_ELEMENTS: u64 = 100;
/// How many evaluations of a part may be needed with lists of that length: two loops inside
/// of each other are fine, three are not.
const COST_MAX: u64 = 2_000_000;

/// A part of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    depth: u32,
    cost: u64,
    constant: bool,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(Box<str>),
    Bytes(Box<[u8]>),
    Type(&'static str),
}

/// A variable of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    Claims,
    IdToken,
    Userinfo,
    AccessToken,
    UserPool,
    User,
    Provider,
}

impl Variable {
    pub(crate) const ALL: [(&'static str, Self); 7] = [
        ("claims", Self::Claims),
        ("idToken", Self::IdToken),
        ("userinfo", Self::Userinfo),
        ("accessToken", Self::AccessToken),
        ("userPool", Self::UserPool),
        ("user", Self::User),
        ("provider", Self::Provider),
    ];

    /// Whether it holds what was received.
    fn is_received(self) -> bool {
        !matches!(self, Self::User | Self::Provider)
    }
}

/// An operator with two sides, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

/// What a loop makes of the elements of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loop {
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    /// `map` with a condition before.
    MapIf,
    /// The value of an optional, changed.
    OptMap,
    /// The same, where the change is an optional itself.
    OptFlatMap,
    /// A name for a value.
    Bind,
}

/// Two parts are the same when they say the same, wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Literal(Literal),
    Variable(Variable),
    /// The variable of a loop, by its place among those around it.
    Local(usize),
    /// `of.field`, or `of.?field`.
    Select {
        of: Box<Node>,
        field: Box<str>,
        optional: bool,
    },
    /// `has(of.field)`.
    Has {
        of: Box<Node>,
        field: Box<str>,
    },
    /// `of[index]`, or `of[?index]`.
    Index {
        of: Box<Node>,
        index: Box<Node>,
        optional: bool,
    },
    Not(Box<Node>),
    Negate(Box<Node>),
    Binary {
        operator: Operator,
        sides: Box<[Node; 2]>,
    },
    And(Box<[Node; 2]>),
    Or(Box<[Node; 2]>),
    /// Condition, then, otherwise.
    Conditional(Box<[Node; 3]>),
    /// Elements; optional ones are left out when they have no value.
    List(Vec<(Node, bool)>),
    /// Keys and values; optional ones as in a list.
    Map(Vec<(Node, Node, bool)>),
    Call {
        function: &'static Builtin,
        arguments: Vec<Node>,
    },
    /// The list (or value), what is made of an element, and for some a second such part.
    Loop {
        kind: Loop,
        over: Box<Node>,
        body: Vec<Node>,
    },
}

impl Node {
    /// A part, unless it is nested too deep or could take too long.
    pub(crate) fn new(span: Span, kind: Kind) -> Result<Self, Fault> {
        let (depth, mut cost) = bounds(&kind);
        let constant = kind.is_constant();
        if constant {
            // It is made once, however often it is looked at.
            cost = 1;
        }
        if depth >= DEPTH_MAX {
            let message = format!(
                "This is nested deeper than {DEPTH_MAX} levels. Split it into several rules."
            );
            return Err(Fault::new(ExpressionCode::TooDeep, message).at(span));
        }
        if cost > COST_MAX {
            let message = "This could take too long: too many loops inside of each other. \
                           Leave one out, or look values up with \"in\".";
            return Err(Fault::new(ExpressionCode::TooCostly, message).at(span));
        }
        Ok(Self {
            span,
            kind,
            depth,
            cost,
            constant,
        })
    }

    /// Whether it is a list or a map that is the same whatever was received.
    pub(crate) fn is_constant(&self) -> bool {
        self.constant
    }

    /// The names of received claims that are read anywhere in it, as they are written there:
    /// `claims.email`, `idToken["cognito:groups"]`, `{name}` in a template. A name that is
    /// computed is not among them.
    pub(crate) fn claims_read(&self, found: &mut Vec<String>) {
        let mut add = |name: &str| {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        };
        let (of, name) = match &self.kind {
            Kind::Select { of, field, .. } | Kind::Has { of, field } => (of, Some(&**field)),
            Kind::Index { of, index, .. } => (of, index.as_text()),
            Kind::Call {
                function,
                arguments,
            } if function.name == "template" => {
                let text = arguments.first().and_then(Self::as_text);
                let template = text.and_then(|text| Template::parse(text).ok());
                template.iter().flat_map(Template::claims).for_each(add);
                return;
            }
            kind => return kind.each_part(&mut |part| part.claims_read(found)),
        };
        if let Kind::Variable(variable) = of.kind
            && variable.is_received()
            && let Some(name) = name
        {
            add(name);
        }
        self.kind.each_part(&mut |part| part.claims_read(found));
    }

    /// Shows each constant text in it.
    pub(crate) fn each_text(&self, see: &mut dyn FnMut(&str)) {
        if let Some(text) = self.as_text() {
            see(text);
        }
        self.kind.each_part(&mut |part| part.each_text(see));
    }

    /// Shows each comparison with `==` and `!=` in it.
    pub(crate) fn each_comparison<'n>(&'n self, see: &mut dyn FnMut(Operator, &'n [Self; 2])) {
        if let Kind::Binary {
            operator: operator @ (Operator::Equal | Operator::NotEqual),
            sides,
        } = &self.kind
        {
            see(*operator, sides);
        }
        self.kind.each_part(&mut |part| part.each_comparison(see));
    }

    /// The text, when this is a constant text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Literal(Literal::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Kind {
    fn is_constant(&self) -> bool {
        let is_fixed = |part: &Node| part.constant || matches!(part.kind, Self::Literal(_));
        match self {
            Self::List(elements) => elements
                .iter()
                .all(|(element, optional)| !optional && is_fixed(element)),
            Self::Map(entries) => entries
                .iter()
                .all(|(key, value, optional)| !optional && is_fixed(key) && is_fixed(value)),
            _ => false,
        }
    }

    /// Shows each part that this is made of.
    fn each_part<'n>(&'n self, see: &mut dyn FnMut(&'n Node)) {
        match self {
            Self::Literal(_) | Self::Variable(_) | Self::Local(_) => {}
            Self::Select { of, .. } | Self::Has { of, .. } | Self::Not(of) | Self::Negate(of) => {
                see(of);
            }
            Self::Index { of, index, .. } => {
                see(of);
                see(index);
            }
            Self::Binary { sides, .. } | Self::And(sides) | Self::Or(sides) => {
                sides.iter().for_each(see);
            }
            Self::Conditional(parts) => parts.iter().for_each(see),
            Self::List(elements) => elements.iter().for_each(|(element, _)| see(element)),
            Self::Map(entries) => entries.iter().for_each(|(key, value, _)| {
                see(key);
                see(value);
            }),
            Self::Call { arguments, .. } => arguments.iter().for_each(see),
            Self::Loop { over, body, .. } => {
                see(over);
                body.iter().for_each(see);
            }
        }
    }
}

fn bounds(kind: &Kind) -> (u32, u64) {
    let mut bound = Bound { depth: 0, cost: 1 };
    match kind {
        Kind::Loop { kind, over, body } => {
            bound.add(over);
            let times = match kind {
                Loop::OptMap | Loop::OptFlatMap | Loop::Bind => 1,
                Loop::All
                | Loop::Exists
                | Loop::ExistsOne
                | Loop::Map
                | Loop::Filter
                | Loop::MapIf => elements(over),
            };
            for part in body {
                bound.depth = bound.depth.max(part.depth);
                bound.cost = bound.cost.saturating_add(part.cost.saturating_mul(times));
            }
        }
        kind => kind.each_part(&mut |part| bound.add(part)),
    }
    (bound.depth + 1, bound.cost)
}

fn elements(over: &Node) -> u64 {
    match &over.kind {
        Kind::List(elements) => elements.len() as u64,
        _ => ASSUMED_ELEMENTS,
    }
}

struct Bound {
    depth: u32,
    cost: u64,
}

impl Bound {
    fn add(&mut self, part: &Node) {
        self.depth = self.depth.max(part.depth);
        self.cost = self.cost.saturating_add(part.cost);
    }
}

impl Literal {
    pub(crate) fn value(&self) -> Val<'_> {
        match self {
            Self::Null => Val::Null,
            Self::Bool(value) => Val::Bool(*value),
            Self::Int(value) => Val::Int(*value),
            Self::Uint(value) => Val::Uint(*value),
            Self::Double(value) => Val::Double(*value),
            Self::Text(text) => Val::Text(super::value::Text::Borrowed(text)),
            Self::Bytes(bytes) => Val::Bytes(bytes[..].into()),
            Self::Type(name) => Val::Type(name),
        }
    }
}
