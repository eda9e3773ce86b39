//! What mapping gives: the mapped sets, and for each rule what became of it and why.

use crate::claims::{Attribute, ClaimSource, ClaimType};
use crate::provider::MappingRuleDraft;
use crate::run::RunName;
use crate::users::UserPreview;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mapped value: the text of one value, or the texts of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(untagged)]
pub enum MappedValue {
    /// A single value.
    One(String),
    /// The values of a multi-valued target.
    Many(Vec<String>),
}

/// The mapped sets and what went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Mapped {
    /// The local user profile.
    pub user: BTreeMap<String, MappedValue>,
    /// What applications receive.
    pub external: BTreeMap<String, MappedValue>,
    /// Rules without a result.
    pub problems: Vec<MappingProblem>,
}

/// A rule that gave no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingProblem {
    /// The rule's target.
    pub target: String,
    /// Whether the value is required in the USER set: then the run fails.
    pub required: bool,
    /// The problem and the next step.
    pub message: String,
}

/// Which of the two sets a rule belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum RuleSet {
    /// Rules that fill the local user profile.
    User,
    /// Rules that rename what applications receive.
    External,
}

/// What became of a rule, the best first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum RuleStatus {
    /// It has a value.
    Ok,
    /// Its condition is not met.
    Skipped,
    /// It has no value, and needs none.
    Empty,
    /// It could not be evaluated.
    Error,
    /// It has no value, and needs one.
    RequiredMissing,
}

/// What went wrong in an expression, or in a step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExpressionCode {
    /// It is empty.
    Empty,
    /// It does not follow the grammar.
    Syntax,
    /// It is longer than allowed.
    TooLong,
    /// It is nested deeper than allowed.
    TooDeep,
    /// It could take too long: too many loops inside of loops.
    TooCostly,
    /// A variable that does not exist.
    UnknownVariable,
    /// A function that does not exist, or not with so many arguments.
    UnknownFunction,
    /// A regular expression that is not one, or is too large.
    BadPattern,
    /// An operation on a type that it does not know.
    WrongType,
    /// A claim, member or element that is not there.
    NotThere,
    /// A text that cannot be converted.
    NotConvertible,
    /// A number beyond its range, or a division by zero.
    OutOfRange,
    /// The result, or something on the way to it, is larger than allowed.
    TooLarge,
    /// A condition that is neither true nor false.
    NotBoolean,
}

/// Which text of a rule a position means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RulePart {
    /// The condition.
    Condition,
    /// The expression.
    Expression,
    /// A ready-made transformation; the position is its place among them.
    Transform,
}

/// An error in a rule, with its place. Offset and length count Unicode code points of the
/// text that `part` names; of transformations, `offset` is the index of the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleError {
    /// Which text.
    pub part: RulePart,
    /// The machine-readable code.
    pub code: ExpressionCode,
    /// Where it begins.
    pub offset: u32,
    /// How long it is; 0 at the end of the text.
    pub length: u32,
    /// The problem and the next step.
    pub message: String,
}

/// What another source says about the claim of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherSource {
    /// The source.
    pub source: ClaimSource,
    /// Its value, as [`Attribute::value`].
    pub value: String,
    /// Its type.
    #[serde(rename = "type")]
    pub value_type: ClaimType,
    /// Whether value and type are those that the rule read.
    pub same: bool,
}

/// What became of one rule, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleResult {
    /// The set of the rule.
    pub set: RuleSet,
    /// Its place in the set.
    pub index: u32,
    /// Its target.
    pub target: String,
    /// What became of it.
    pub status: RuleStatus,
    /// The value, when there is one.
    pub value: Option<MappedValue>,
    /// The type before it became text, of the first value.
    pub value_type: Option<ClaimType>,
    /// Which source was read, when it was one claim.
    pub read_from: Option<ClaimSource>,
    /// The claims that the rule's texts name, in any source.
    pub reads: Vec<String>,
    /// What the other sources say about the same claim.
    pub others: Vec<OtherSource>,
    /// Whether the value is the rule's default.
    pub used_default: bool,
    /// Why it is so, in a sentence.
    pub why: String,
    /// The rule in a sentence.
    pub sentence: String,
    /// The rule as CEL.
    pub cel: String,
    /// What could not be evaluated, when something could not.
    pub error: Option<RuleError>,
    /// The run it is about, when several were looked at: the worst.
    pub run: Option<RunName>,
}

/// What the rules of a provider make of what was received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingView {
    /// The mapped sets: exactly what a test stores and `idpctl map` prints. Of several runs,
    /// with the values that `results` have.
    #[serde(serialize_with = "super::lists::of_mapped")]
    #[specta(type = super::MappedLists)]
    pub mapped: Mapped,
    /// What became of each rule; the USER rules first, each set in its order.
    pub results: Vec<RuleResult>,
    /// Received claims that applications do not get because only configured attributes are
    /// sent.
    pub dropped: Vec<String>,
    /// What was received in the run or the sample, or in any of several runs.
    pub received: Vec<Attribute>,
    /// How many runs were looked at.
    pub runs: u32,
    /// What would become of the local users; nothing without USER rules.
    pub user: Option<UserPreview>,
}

/// A rule that could be added. Nothing is applied by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The set to add it to.
    pub set: RuleSet,
    /// The rule.
    pub rule: MappingRuleDraft,
    /// Why, in a sentence.
    pub why: String,
}

/// A CEL text taken apart, for an editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleText {
    /// Source, place to read and transformations, when the text is one that they give.
    pub steps: Option<RuleSteps>,
    /// What is wrong with it, when something is.
    pub error: Option<RuleError>,
}

/// Source and transformations of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleSteps {
    /// The claim to read; absent for a constant or a template.
    pub source: Option<String>,
    /// The only place to read it.
    pub read_from: Option<ClaimSource>,
    /// What is done to the value.
    pub transforms: Vec<super::Transform>,
    /// The rule's condition.
    pub condition: Option<String>,
    /// The rule's default.
    pub default: Option<String>,
}
