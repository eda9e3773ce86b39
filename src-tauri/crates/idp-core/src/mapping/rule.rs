//! Rules, ready to be applied.

use super::steps::Steps;
use super::text;
use super::{ExpressionCode, MappedValue, RuleError, RulePart, RuleSet};
use crate::claims::{ClaimSource, ClaimType, claim_text};
use crate::expression::{
    Expression, Fault, Map, Text, Val, Variables, check_size, find, texts_of, values_of,
};
use crate::provider::MappingRuleDraft;

/// A rule with its expressions checked and its transformations prepared.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) set: RuleSet,
    pub(super) draft: MappingRuleDraft,
    /// The claims that its value is made of, whatever its condition looks at.
    pub(super) reads: Vec<String>,
    condition: Option<Result<Expression, RuleError>>,
    value: Result<Value, RuleError>,
}

#[derive(Clone, Debug)]
enum Value {
    Steps(Steps),
    Expression(Expression),
}

/// What a rule gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A value.
    Value {
        value: MappedValue,
        value_type: ClaimType,
        used_default: bool,
        /// How many values there were; a target that is no list takes the first of them.
        of: usize,
    },
    /// Nothing.
    Empty,
    /// Its condition is not met.
    Skipped,
    /// It could not be evaluated.
    Error(RuleError),
}

impl Rule {
    pub(super) fn new(set: RuleSet, draft: &MappingRuleDraft) -> Self {
        let part = |text: &str, part| Expression::parse(text).map_err(|f| f.in_text(part, text));
        let condition = given(draft.condition.as_ref());
        let expression = given(draft.expression.as_ref());
        Self {
            set,
            draft: draft.clone(),
            reads: text::value_reads(draft),
            condition: condition.map(|text| part(text, RulePart::Condition)),
            value: match expression {
                Some(text) => part(text, RulePart::Expression).map(Value::Expression),
                None => Steps::new(
                    given(draft.source.as_ref()),
                    draft.read_from,
                    &draft.transforms,
                )
                .map(Value::Steps)
                .map_err(of_step),
            },
        }
    }

    /// What is wrong with the rule before it sees any claims.
    pub(super) fn errors(&self) -> impl Iterator<Item = &RuleError> {
        let condition = self
            .condition
            .as_ref()
            .and_then(|found| found.as_ref().err());
        condition.into_iter().chain(self.value.as_ref().err())
    }

    /// Whether the rule is an expression, and could look at anything.
    pub(super) fn is_expression(&self) -> bool {
        given(self.draft.expression.as_ref()).is_some()
    }

    /// Whether it looks at the variables of expressions.
    pub(super) fn has_expressions(&self) -> bool {
        self.condition.is_some() || self.is_expression()
    }

    /// The claim that the rule reads, when it is one.
    pub(super) fn source(&self) -> Option<&str> {
        let source = given(self.draft.source.as_ref());
        source.filter(|_| !self.is_expression())
    }

    /// Where the claim of the rule was found.
    pub(super) fn read_from(&self, variables: &Variables<'_>) -> Option<ClaimSource> {
        let source = self.source()?;
        match self.draft.read_from {
            None => find(variables.sources, source).map(|(found, _)| found),
            Some(wanted) => {
                let mut sources = variables.sources.iter();
                let found = sources.find(|(source, _)| *source == wanted)?;
                found.1.contains_key(source).then_some(wanted)
            }
        }
    }

    /// Applies the rule.
    pub(super) fn apply<'a>(&'a self, variables: &Variables<'a>) -> Outcome {
        match self.values(variables) {
            Ok(Some(values)) => self.outcome(&values),
            Ok(None) => Outcome::Skipped,
            Err(error) => Outcome::Error(error),
        }
    }

    /// The values, or nothing when the condition is not met.
    fn values<'a>(&'a self, variables: &Variables<'a>) -> Result<Option<Vec<Val<'a>>>, RuleError> {
        if let Some(condition) = &self.condition
            && !self.is_met(condition.as_ref(), variables)?
        {
            return Ok(None);
        }
        let values = match &self.value {
            Ok(Value::Steps(steps)) => steps.apply(variables).map_err(of_step)?,
            Ok(Value::Expression(expression)) => {
                let text = self.draft.expression.as_deref().unwrap_or_default();
                let fail = |fault: Fault| fault.in_text(RulePart::Expression, text);
                values_of(&expression.evaluate(variables).map_err(fail)?)
            }
            Err(error) => return Err(error.clone()),
        };
        Ok(Some(values))
    }

    fn is_met<'a>(
        &'a self,
        condition: Result<&'a Expression, &RuleError>,
        variables: &Variables<'a>,
    ) -> Result<bool, RuleError> {
        let text = self.draft.condition.as_deref().unwrap_or_default();
        let fail = |fault: Fault| fault.in_text(RulePart::Condition, text);
        let value = condition
            .map_err(Clone::clone)?
            .evaluate(variables)
            .map_err(fail)?;
        if let Val::Bool(met) = value {
            return Ok(met);
        }
        let message = format!(
            "A condition is true or false, and this one is of type {}. Compare it with something, for instance with ==.",
            value.type_name()
        );
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Err(RuleError {
            part: RulePart::Condition,
            code: ExpressionCode::NotBoolean,
            offset: 0,
            length,
            message,
        })
    }

    /// A list for a single-valued target gives its first value; a single value for a
    /// multi-valued target gives a list of one. Empty texts are no values.
    fn outcome(&self, values: &[Val<'_>]) -> Outcome {
        let is_there = |value: &&Val<'_>| !matches!(value, Val::Text(text) if text.is_empty());
        let of = values.iter().filter(is_there).count();
        let mut there = values.iter().filter(is_there).peekable();
        let Some(first) = there.peek() else {
            return self.default_outcome();
        };
        let value_type = first.claim_type();
        let most = if self.draft.multi_valued {
            usize::MAX
        } else {
            1
        };
        let texts: Result<Vec<String>, Fault> = there.take(most).map(text_of).collect();
        match texts {
            Ok(texts) => Outcome::Value {
                value: self.mapped(texts),
                value_type,
                used_default: false,
                of,
            },
            Err(fault) => Outcome::Error(fault.in_text(RulePart::Expression, "")),
        }
    }

    fn default_outcome(&self) -> Outcome {
        match given(self.draft.default.as_ref()) {
            Some(text) => Outcome::Value {
                value: self.mapped(vec![text.to_owned()]),
                value_type: ClaimType::String,
                used_default: true,
                of: 1,
            },
            None => Outcome::Empty,
        }
    }

    fn mapped(&self, mut texts: Vec<String>) -> MappedValue {
        match texts.pop() {
            Some(text) if !self.draft.multi_valued => MappedValue::One(text),
            last => {
                texts.extend(last);
                MappedValue::Many(texts)
            }
        }
    }
}

fn text_of(value: &Val<'_>) -> Result<String, Fault> {
    if let Val::Text(text) = value {
        return Ok(text.to_string());
    }
    // A list inside of the list is one value here, and its text is JSON.
    if let Some(json) = value.to_json() {
        let text = claim_text(&json);
        check_size(text.len())?;
        return Ok(text);
    }
    let texts = texts_of(value)?;
    let text = texts.first().and_then(Val::to_json);
    Ok(text.as_ref().map(claim_text).unwrap_or_default())
}

fn of_step((index, fault): (usize, Fault)) -> RuleError {
    RuleError {
        part: RulePart::Transform,
        code: fault.code,
        offset: u32::try_from(index).unwrap_or(u32::MAX),
        length: 1,
        message: fault.message,
    }
}

/// A text that is not empty.
pub(super) fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// What the rules above gave, as the variable `user`.
pub(super) fn user_value(value: &MappedValue) -> Val<'static> {
    match value {
        MappedValue::One(text) => Val::text(text.clone()),
        MappedValue::Many(texts) => {
            let texts: Vec<_> = texts.iter().cloned().map(Val::text).collect();
            texts.into()
        }
    }
}

/// The variable of a provider's names.
pub(super) fn provider_value(connection: &super::Connection) -> Map<'static> {
    let entry = |name: &'static str, value: &str| {
        (Val::Text(Text::Borrowed(name)), Val::text(value.to_owned()))
    };
    [
        entry("name", &connection.name),
        entry("issuer", &connection.issuer),
        entry("clientId", &connection.client_id),
    ]
    .into_iter()
    .collect()
}
