//! The transformations, ready to run: the same as their CEL text, without it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a step names what it does not share with the others"
)]

use super::canonical::{self, beginning, gives_text, needs_text};
use super::{ExpressionCode, Template, Transform};
use crate::claims::{ClaimSource, Claims};
use crate::expression::pattern::Pattern;
use crate::expression::{
    Budget, Expression, Fault, Map, Text, UNITS, Val, Variables, check_size, clamped_part,
    each_once, from_base64, from_url, if_empty, json_values, number_of, pattern, replace_all,
    texts_of, to_sha256, values_of,
};

use std::sync::OnceLock;

mod values;

use values::{as_texts, boolean, cut, cut_if, date, elements, joined, keep, needed};

/// So many units are far from what the CEL text may use, which takes up to thirty for one.
const NATIVE_MAX: u64 = UNITS / 50;

/// The transformations of a rule.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    source: Option<String>,
    read_from: Option<ClaimSource>,
    transforms: Vec<Transform>,
    /// The same as CEL, when it was needed.
    text: OnceLock<Option<Expression>>,
    /// The place of the first step among the transformations.
    first: usize,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
struct Step {
    transform: Transform,
    /// Values of other types become texts before it.
    to_text: bool,
    pattern: Option<Pattern>,
    template: Option<Template>,
}

type Values<'a> = Vec<Val<'a>>;

/// A fault, and the transformation that has it.
pub(super) type StepFault = (usize, Fault);

impl Steps {
    /// Prepares transformations.
    ///
    /// # Errors
    /// A regular expression or a template that is none.
    pub(super) fn new(
        source: Option<&str>,
        read_from: Option<ClaimSource>,
        transforms: &[Transform],
    ) -> Result<Self, StepFault> {
        let first = beginning(transforms);
        let mut texts = source.is_none();
        let mut steps = Vec::with_capacity(transforms.len());
        for (index, transform) in transforms.iter().enumerate().skip(first) {
            let to_text = needs_text(transform) && !texts;
            let step = Step::new(transform, to_text).map_err(|fault| (index, fault))?;
            steps.push(step);
            texts = gives_text(transform, texts);
        }
        Ok(Self {
            source: source.map(str::to_owned),
            read_from,
            transforms: transforms.to_vec(),
            text: OnceLock::new(),
            first,
            steps,
        })
    }

    /// The values that come out for what was received. Where a limit comes near, the CEL text
    /// decides: it means the rule, and gives the same values or refuses the same.
    ///
    /// # Errors
    /// A value that a step cannot work on.
    pub(super) fn apply<'a>(&'a self, variables: &Variables<'a>) -> Result<Values<'a>, StepFault> {
        let mut budget = Budget::default();
        let mut far_gone = None;
        let values = self.natively(variables, &mut budget, &mut far_gone);
        let step = match &values {
            Err((step, fault)) if fault.is_limit() => Some(*step),
            Ok(_) | Err(_) => far_gone,
        };
        let (Some(step), Some(text)) = (step, step.and_then(|_| self.as_text())) else {
            return values;
        };
        let value = text.evaluate(variables).map_err(|fault| (step, fault))?;
        Ok(elements(value))
    }

    /// The same without CEL. `far_gone` becomes the step at which much was used up.
    fn natively<'a>(
        &'a self,
        variables: &Variables<'a>,
        budget: &mut Budget,
        far_gone: &mut Option<usize>,
    ) -> Result<Values<'a>, StepFault> {
        let claims = place(variables.sources, self.read_from);
        let source = self.source.as_deref();
        let found = source.and_then(|name| claims.get(&Val::Text(Text::Borrowed(name))));
        let mut values = found.map(|value| values_of(&value)).unwrap_or_default();
        let taken = budget.take(values.len() as u64);
        taken.map_err(|fault| (self.first, fault))?;
        if budget.used() > NATIVE_MAX {
            *far_gone = Some(self.first);
        }
        for (index, step) in self.steps.iter().enumerate() {
            let index = self.first + index;
            let made = step.apply(values, &claims, budget).and_then(|values| {
                // One text can become many, and those of the last step count as well.
                budget.take(values.len() as u64)?;
                Ok(values)
            });
            if budget.used() > NATIVE_MAX {
                far_gone.get_or_insert(index);
            }
            values = made.map_err(|fault| (index, fault))?;
        }
        Ok(values)
    }

    fn as_text(&self) -> Option<&Expression> {
        let text = self.text.get_or_init(|| {
            let source = self.source.as_deref();
            let text = canonical::text_of(source, self.read_from, &self.transforms);
            Expression::parse_made(&text).ok()
        });
        text.as_ref()
    }
}

impl Step {
    fn new(transform: &Transform, to_text: bool) -> Result<Self, Fault> {
        if needed(transform).is_some_and(str::is_empty) {
            let message = "This step needs a text to work with. Enter one.";
            return Err(Fault::new(ExpressionCode::Empty, message));
        }
        let compiled = match transform {
            Transform::RegexExtract { pattern } => {
                let compiled = pattern::compile(pattern)?;
                if compiled.groups() > 1 {
                    return Err(pattern::several_groups());
                }
                Some(compiled)
            }
            Transform::RegexReplace { pattern, .. } | Transform::KeepMatching { pattern } => {
                Some(pattern::compile(pattern)?)
            }
            _ => None,
        };
        let template = match transform {
            Transform::Template { text } => Some(Template::parse(text)?),
            _ => None,
        };
        Ok(Self {
            transform: transform.clone(),
            to_text,
            pattern: compiled,
            template,
        })
    }

    fn apply<'a>(
        &'a self,
        mut values: Values<'a>,
        claims: &Map<'a>,
        budget: &mut Budget,
    ) -> Result<Values<'a>, Fault> {
        if self.to_text {
            values = as_texts(values)?;
        }
        budget.take(1)?;
        match &self.transform {
            Transform::Constant { value } => Ok(vec![Val::Text(Text::Borrowed(value))]),
            Transform::Template { .. } => {
                let filled = self
                    .template
                    .as_ref()
                    .map(|template| template.filled(claims));
                Ok(filled
                    .transpose()?
                    .flatten()
                    .map(Val::text)
                    .into_iter()
                    .collect())
            }
            Transform::Concat {
                claims: names,
                separator,
            } => {
                for name in names {
                    let found = claims.get(&Val::Text(Text::Borrowed(name)));
                    values.extend(texts_of(&found.unwrap_or(Val::Null))?);
                    budget.take(1 + values.len() as u64)?;
                }
                joined(&values, separator, budget)
            }
            Transform::Join { separator } => joined(&values, separator, budget),
            Transform::DefaultIfEmpty { value } => Ok(if_empty(values, &Text::Borrowed(value))),
            Transform::First => {
                values.truncate(1);
                Ok(values)
            }
            Transform::Last => Ok(values.pop().into_iter().collect()),
            Transform::At { index } => {
                Ok(values.into_iter().skip(*index as usize).take(1).collect())
            }
            Transform::AllValues => Ok(values.into_iter().flat_map(elements).collect()),
            Transform::Unique => each_once(values.into_iter(), budget),
            Transform::Count => Ok(vec![Val::Int(values.len() as i64)]),
            Transform::ToText => as_texts(values),
            Transform::ToNumber => values.iter().map(number_of).collect(),
            Transform::ToBoolean => values.iter().map(boolean).collect(),
            Transform::TimestampToDate => values.iter().map(date).collect(),
            Transform::Contains {
                value,
                then,
                otherwise,
            } => {
                let there = values
                    .iter()
                    .any(|found| matches!(found, Val::Text(text) if **text == **value));
                let result = if there {
                    Some(then)
                } else {
                    otherwise.as_ref()
                };
                Ok(result
                    .map(|text| Val::Text(Text::Borrowed(text)))
                    .into_iter()
                    .collect())
            }
            _ => self.each(values, budget),
        }
    }

    /// Steps that look at one text after the other.
    fn each<'a>(&'a self, values: Values<'a>, budget: &mut Budget) -> Result<Values<'a>, Fault> {
        let mut out = Vec::with_capacity(values.len());
        for value in values {
            let Val::Text(text) = value else { continue };
            budget.take_bytes(text.len())?;
            let before = out.len();
            self.one(text, &mut out, budget)?;
            for made in out.iter().skip(before) {
                let weight = made.weight();
                check_size(weight)?;
                budget.take_bytes(weight)?;
            }
        }
        Ok(out)
    }

    fn one<'a>(
        &'a self,
        text: Text<'a>,
        out: &mut Values<'a>,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        let value = match &self.transform {
            Transform::Lower => Some(Val::text(text.to_ascii_lowercase())),
            Transform::Upper => Some(Val::text(text.to_ascii_uppercase())),
            Transform::Trim => Some(cut(&text, |text| Some(text.trim()))),
            Transform::Substring { start, length } => {
                let length = length.map(|length| length as usize);
                Some(cut(&text, |text| {
                    Some(clamped_part(text, *start as usize, length))
                }))
            }
            Transform::Before { separator } => {
                Some(cut(&text, |text| text.split(&**separator).next()))
            }
            Transform::After { separator } => {
                cut_if(&text, |text| Some(text.split_once(&**separator)?.1))
            }
            Transform::Between { start, end } => cut_if(&text, |text| {
                Some(text.split_once(&**start)?.1.split_once(&**end)?.0)
            }),
            Transform::EmailLocalPart => cut_if(&text, |text| Some(text.rsplit_once('@')?.0)),
            Transform::EmailDomain => cut_if(&text, |text| Some(text.rsplit_once('@')?.1)),
            Transform::Replace { find, with } => {
                Some(Val::text(replace_all(&text, find, with, usize::MAX)?))
            }
            Transform::AddPrefix { text: prefix } => Some(Val::text([&**prefix, &*text].concat())),
            Transform::AddSuffix { text: suffix } => Some(Val::text([&*text, &**suffix].concat())),
            Transform::KeepPrefix { prefix } => keep(text.starts_with(&**prefix), text),
            Transform::KeepSuffix { suffix } => keep(text.ends_with(&**suffix), text),
            Transform::KeepListed { values } => {
                budget.take(values.len() as u64 / 32)?;
                keep(values.iter().any(|value| **value == *text), text)
            }
            Transform::KeepMatching { .. } => keep(self.pattern()?.is_match(&text, budget)?, text),
            Transform::RegexExtract { .. } => {
                self.pattern()?.extract(&text, budget)?.map(Val::text)
            }
            Transform::RegexReplace { with, .. } => Some(Val::text(self.pattern()?.replace(
                &text,
                with,
                usize::MAX,
                budget,
            )?)),
            Transform::Split { separator } => {
                check_size(text.matches(&**separator).count() * Val::PART)?;
                match &text {
                    Text::Borrowed(text) => out.extend(
                        text.split(&**separator)
                            .map(|part| Val::Text(Text::Borrowed(part))),
                    ),
                    Text::Owned(text) => out.extend(text.split(&**separator).map(Val::text)),
                }
                None
            }
            Transform::IfEquals {
                value,
                then,
                otherwise,
            } => Some(if **value == *text {
                Val::Text(Text::Borrowed(then))
            } else {
                match otherwise {
                    Some(otherwise) => Val::Text(Text::Borrowed(otherwise)),
                    None => Val::Text(text),
                }
            }),
            Transform::Lookup { table, otherwise } => {
                budget.take(table.len() as u64 / 32)?;
                let row = table.iter().find(|row| *row.from == *text);
                let to = row.map(|row| &row.to).or(otherwise.as_ref());
                to.map(|to| Val::Text(Text::Borrowed(to)))
            }
            Transform::ParseJson { member } => {
                out.extend(json_values(&text, member.as_deref())?);
                None
            }
            Transform::UrlDecode => Some(Val::text(from_url(&text)?)),
            Transform::Base64Decode => Some(Val::text(from_base64(&text)?)),
            Transform::Sha256 => Some(Val::text(to_sha256(&text))),
            // Those that look at all values together.
            Transform::Constant { .. }
            | Transform::Template { .. }
            | Transform::Concat { .. }
            | Transform::DefaultIfEmpty { .. }
            | Transform::Join { .. }
            | Transform::First
            | Transform::Last
            | Transform::At { .. }
            | Transform::AllValues
            | Transform::Unique
            | Transform::Count
            | Transform::Contains { .. }
            | Transform::ToText
            | Transform::ToNumber
            | Transform::ToBoolean
            | Transform::TimestampToDate => Some(Val::Text(text)),
        };
        out.extend(value);
        Ok(())
    }

    fn pattern(&self) -> Result<&Pattern, Fault> {
        self.pattern.as_ref().ok_or_else(pattern::several_groups)
    }
}

/// The claims of a place to read, as a map.
pub(super) fn place<'a>(
    sources: &'a [(ClaimSource, &'a Claims)],
    read_from: Option<ClaimSource>,
) -> Map<'a> {
    match read_from {
        None => Map::Merged(sources),
        Some(wanted) => {
            let found = sources.iter().find(|(source, _)| *source == wanted);
            found.map_or(Map::Merged(&[]), |(_, claims)| Map::Json(claims))
        }
    }
}
