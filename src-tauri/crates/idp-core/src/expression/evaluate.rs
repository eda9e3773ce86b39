//! Evaluation: down the parts of an expression, within a budget.

use super::budget::{Budget, check_size};
use super::fault::Fault;
use super::functions::{given_already, list_order};
use super::node::{Kind, Loop, Node, Operator, Variable};
use super::value::{List, Map, Text, Val, equal};
use crate::claims::{ClaimSource, Claims};
use crate::mapping::ExpressionCode;

mod arithmetic;
mod parts;

use parts::{is_number, member, no_elements, not_bool, not_optional};

/// What the variables of a rule stand for. Sources are in the usual order.
#[derive(Clone, Debug)]
pub(crate) struct Variables<'a> {
    pub(crate) sources: &'a [(ClaimSource, &'a Claims)],
    pub(crate) user: Map<'a>,
    pub(crate) provider: Map<'a>,
}

impl<'a> Variables<'a> {
    fn get(&self, variable: Variable) -> Val<'a> {
        let of = |wanted: ClaimSource| {
            let found = self.sources.iter().find(|(source, _)| *source == wanted);
            found.map_or(Map::Merged(&[]), |(_, claims)| Map::Json(claims))
        };
        Val::Map(match variable {
            Variable::Claims => Map::Merged(self.sources),
            Variable::IdToken => of(ClaimSource::IdToken),
            Variable::Userinfo => of(ClaimSource::Userinfo),
            Variable::AccessToken => of(ClaimSource::AccessToken),
            Variable::UserPool => of(ClaimSource::UserPool),
            Variable::User => self.user.clone(),
            Variable::Provider => self.provider.clone(),
        })
    }
}

type Evaluated<'a> = Result<Val<'a>, Fault>;

/// The value of an expression.
///
/// # Errors
/// What is wrong with the values, or that they are too many; always with its place.
pub(super) fn evaluate<'a>(node: &'a Node, variables: &Variables<'a>) -> Evaluated<'a> {
    let mut evaluation = Evaluation {
        variables,
        locals: Vec::new(),
        constants: Vec::new(),
        budget: Budget::default(),
    };
    evaluation.node(node)
}

struct Evaluation<'a, 'e> {
    variables: &'e Variables<'a>,
    locals: Vec<Val<'a>>,
    /// Lists and maps of constants, made when they are first needed.
    constants: Vec<(&'a Node, Val<'a>)>,
    budget: Budget,
}

impl<'a> Evaluation<'a, '_> {
    fn node(&mut self, node: &'a Node) -> Evaluated<'a> {
        self.budget.take(1).map_err(|fault| fault.at(node.span))?;
        if node.is_constant() {
            return self.constant(node);
        }
        self.kind(node).map_err(|fault| fault.at(node.span))
    }

    fn constant(&mut self, node: &'a Node) -> Evaluated<'a> {
        let mut made = self.constants.iter();
        if let Some((_, value)) = made.find(|(known, _)| std::ptr::eq(*known, node)) {
            return Ok(value.clone());
        }
        let value = self.kind(node).map_err(|fault| fault.at(node.span))?;
        self.constants.push((node, value.clone()));
        Ok(value)
    }

    fn kind(&mut self, node: &'a Node) -> Evaluated<'a> {
        match &node.kind {
            Kind::Literal(literal) => Ok(literal.value()),
            Kind::Variable(variable) => Ok(self.variables.get(*variable)),
            Kind::Local(index) => Ok(self.locals.get(*index).cloned().unwrap_or(Val::Null)),
            Kind::Select {
                of,
                field,
                optional,
            } => {
                let of = self.node(of)?;
                member(&of, &Val::Text(Text::Borrowed(field)), *optional)
            }
            Kind::Has { of, field } => {
                let of = self.node(of)?;
                let found = member(&of, &Val::Text(Text::Borrowed(field)), true)?;
                Ok(Val::Bool(matches!(found, Val::Optional(Some(_)))))
            }
            Kind::Index {
                of,
                index,
                optional,
            } => {
                let of = self.node(of)?;
                let index = self.node(index)?;
                if let Val::Map(map) = &of {
                    self.budget.take(map.lookup_cost(&index))?;
                }
                member(&of, &index, *optional)
            }
            Kind::Not(of) => match self.node(of)? {
                Val::Bool(value) => Ok(Val::Bool(!value)),
                other => Err(not_bool("!", &other)),
            },
            Kind::Negate(of) => {
                let of = self.node(of)?;
                arithmetic::negated(&of)
            }
            Kind::Binary { operator, sides } => {
                let [left, right] = &**sides;
                let left = self.node(left)?;
                let right = self.node(right)?;
                self.binary(*operator, &left, &right)
            }
            Kind::And(sides) => self.logic(sides, false),
            Kind::Or(sides) => self.logic(sides, true),
            Kind::Conditional(parts) => {
                let [condition, then, otherwise] = &**parts;
                match self.node(condition)? {
                    Val::Bool(true) => self.node(then),
                    Val::Bool(false) => self.node(otherwise),
                    other => Err(not_bool("?", &other).at(condition.span)),
                }
            }
            Kind::List(elements) => self.list(elements),
            Kind::Map(entries) => self.map(entries),
            Kind::Call {
                function,
                arguments,
            } => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.node(argument)?);
                    if let Some(found) = given_already(function.name, &values) {
                        return Ok(found);
                    }
                }
                let value = (function.call)(&values, &mut self.budget)?;
                self.made(value)
            }
            Kind::Loop { kind, over, body } => {
                let over = self.node(over)?;
                self.repeat(*kind, over, body)
            }
        }
    }

    /// A value that was made counts by its size.
    fn made(&mut self, value: Val<'a>) -> Evaluated<'a> {
        let weight = value.weight();
        check_size(weight)?;
        self.budget.take_bytes(weight)?;
        // A list of lists is light to make and can be endless to look at.
        if matches!(value, Val::List(List::Owned(_)) | Val::Map(Map::Owned(_))) {
            self.budget.take_value(&value)?;
        }
        Ok(value)
    }

    /// CEL's `&&` and `||`: a side that decides wins over an error of the other one.
    fn logic(&mut self, sides: &'a [Node; 2], deciding: bool) -> Evaluated<'a> {
        let mut fault = None;
        for side in sides {
            match self.node(side) {
                Ok(Val::Bool(value)) if value == deciding => return Ok(Val::Bool(deciding)),
                Ok(Val::Bool(_)) => {}
                Ok(other) => {
                    let sign = if deciding { "||" } else { "&&" };
                    fault.get_or_insert(not_bool(sign, &other).at(side.span));
                }
                Err(found) if found.is_limit() => return Err(found),
                Err(found) => {
                    fault.get_or_insert(found);
                }
            }
        }
        fault.map_or(Ok(Val::Bool(!deciding)), Err)
    }

    fn binary(&mut self, operator: Operator, left: &Val<'a>, right: &Val<'a>) -> Evaluated<'a> {
        if let (Val::Text(left), Val::Text(right)) = (left, right) {
            self.budget.take_bytes(left.len().min(right.len()))?;
        }
        let ordered = |wanted: &dyn Fn(std::cmp::Ordering) -> bool, sign: &str| {
            match list_order(left, right) {
                Some(order) => Ok(Val::Bool(wanted(order))),
                // NaN has a type, and is neither more nor less than any number.
                None if is_number(left) && is_number(right) => Ok(Val::Bool(false)),
                None => Err(arithmetic::no_operation(sign, left, right)),
            }
        };
        match operator {
            Operator::Equal | Operator::NotEqual => {
                self.budget.take_value(left)?;
                Ok(Val::Bool(
                    equal(left, right) == (operator == Operator::Equal),
                ))
            }
            Operator::Less => ordered(&std::cmp::Ordering::is_lt, "<"),
            Operator::LessOrEqual => ordered(&std::cmp::Ordering::is_le, "<="),
            Operator::Greater => ordered(&std::cmp::Ordering::is_gt, ">"),
            Operator::GreaterOrEqual => ordered(&std::cmp::Ordering::is_ge, ">="),
            Operator::In => self.contained(left, right),
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => {
                let value = arithmetic::apply(operator, left, right)?;
                self.made(value)
            }
        }
    }

    fn contained(&mut self, item: &Val<'a>, among: &Val<'a>) -> Evaluated<'a> {
        match among {
            Val::List(list) => {
                self.budget.take(among.extent(u64::MAX) / 32)?;
                Ok(Val::Bool(list.iter().any(|found| equal(&found, item))))
            }
            Val::Map(map) => {
                self.budget.take(map.lookup_cost(item))?;
                Ok(Val::Bool(map.get(item).is_some()))
            }
            _ => Err(arithmetic::no_operation("in", item, among)),
        }
    }

    fn list(&mut self, elements: &'a [(Node, bool)]) -> Evaluated<'a> {
        let mut items = Vec::with_capacity(elements.len());
        for (element, optional) in elements {
            let value = self.node(element)?;
            match (optional, value) {
                (false, value) => items.push(value),
                (true, Val::Optional(inner)) => items.extend(inner.map(|inner| (*inner).clone())),
                (true, other) => return Err(not_optional(&other).at(element.span)),
            }
        }
        self.made(items.into())
    }

    fn map(&mut self, entries: &'a [(Node, Node, bool)]) -> Evaluated<'a> {
        let mut items: Vec<(Val<'a>, Val<'a>)> = Vec::with_capacity(entries.len());
        for (key_node, value_node, optional) in entries {
            let key = self.node(key_node)?;
            if !matches!(
                key,
                Val::Text(_) | Val::Int(_) | Val::Uint(_) | Val::Bool(_)
            ) {
                let message = format!(
                    "A map cannot have a key of type {}. Use a text.",
                    key.type_name()
                );
                return Err(Fault::new(ExpressionCode::WrongType, message).at(key_node.span));
            }
            self.budget.take(items.len() as u64 / 16)?;
            if items.iter().any(|(known, _)| equal(known, &key)) {
                let message = "A map has this key twice. Remove one.";
                return Err(Fault::new(ExpressionCode::WrongType, message).at(key_node.span));
            }
            let value = self.node(value_node)?;
            match (optional, value) {
                (false, value) => items.push((key, value)),
                (true, Val::Optional(None)) => {}
                (true, Val::Optional(Some(inner))) => items.push((key, (*inner).clone())),
                (true, other) => return Err(not_optional(&other).at(value_node.span)),
            }
        }
        self.made(Val::Map(items.into_iter().collect()))
    }

    fn repeat(&mut self, kind: Loop, over: Val<'a>, body: &'a [Node]) -> Evaluated<'a> {
        let [first, rest @ ..] = body else {
            return Ok(Val::Null);
        };
        match kind {
            Loop::Bind => self.with(over, first),
            Loop::OptMap | Loop::OptFlatMap => {
                let Val::Optional(inner) = over else {
                    return Err(not_optional(&over));
                };
                let Some(inner) = inner else {
                    return Ok(Val::Optional(None));
                };
                let value = self.with((*inner).clone(), first)?;
                match (kind, value) {
                    (Loop::OptMap, value) => Ok(Val::some(value)),
                    (_, value @ Val::Optional(_)) => Ok(value),
                    (_, other) => Err(not_optional(&other)),
                }
            }
            Loop::All | Loop::Exists => {
                let list = self.elements(over)?;
                self.quantifier(&list, first, kind)
            }
            Loop::ExistsOne => {
                let mut count = 0;
                for item in self.elements(over)?.iter() {
                    count += u32::from(self.condition(item, first)?);
                }
                Ok(Val::Bool(count == 1))
            }
            Loop::Filter => {
                let mut kept = Vec::new();
                for item in self.elements(over)?.iter() {
                    if self.condition(item.clone(), first)? {
                        kept.push(item);
                    }
                }
                self.made(kept.into())
            }
            Loop::Map | Loop::MapIf => {
                let changed = rest.first().unwrap_or(first);
                let mut items = Vec::new();
                for item in self.elements(over)?.iter() {
                    if kind == Loop::Map || self.condition(item.clone(), first)? {
                        items.push(self.with(item, changed)?);
                    }
                }
                self.made(items.into())
            }
        }
    }

    /// `all` and `exists`: an element that decides wins over errors of others.
    fn quantifier(&mut self, list: &List<'a>, body: &'a Node, kind: Loop) -> Evaluated<'a> {
        let deciding = kind == Loop::Exists;
        let mut fault = None;
        for item in list.iter() {
            match self.condition(item, body) {
                Ok(value) if value == deciding => return Ok(Val::Bool(deciding)),
                Ok(_) => {}
                Err(found) if found.is_limit() => return Err(found),
                Err(found) => {
                    fault.get_or_insert(found);
                }
            }
        }
        fault.map_or(Ok(Val::Bool(!deciding)), Err)
    }

    fn condition(&mut self, item: Val<'a>, body: &'a Node) -> Result<bool, Fault> {
        match self.with(item, body)? {
            Val::Bool(value) => Ok(value),
            other => Err(not_bool("the loop", &other).at(body.span)),
        }
    }

    fn with(&mut self, local: Val<'a>, body: &'a Node) -> Evaluated<'a> {
        self.locals.push(local);
        let value = self.node(body);
        self.locals.pop();
        value
    }

    fn elements(&mut self, over: Val<'a>) -> Result<List<'a>, Fault> {
        match over {
            Val::List(list) => Ok(list),
            Val::Map(map) => {
                self.budget.take(map.keys_cost())?;
                Ok(List::Owned(map.keys().into()))
            }
            other => Err(no_elements(&other)),
        }
    }
}
