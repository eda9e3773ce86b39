//! Just-in-time users: what a sign-in makes of the local users.
//!
//! A person is known by provider and subject. Only when nobody is, a user with the same e-mail
//! address is taken, and only when the provider says that it verified this very address:
//! whoever can enter an address anywhere could take over a user otherwise. The user that is
//! taken must have proven the address as well: whoever entered it unverified could wait there
//! for the person it belongs to. E-mail addresses
//! and user names belong to one user each, whatever their case. A rule fills its field at the
//! first sign-in; at later ones only when it says so.

use crate::claims::{Attribute, ClaimSource, ClaimType};
use crate::mapping::{MappedValue, MappingView, RuleSet, RuleStatus, USER_IDENTITY_TARGETS};
use crate::provider::{AttributesDraft, ProviderId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod decision;
mod preview;

pub use decision::{
    FieldFate, FieldOutcome, MatchedBy, Rejection, RejectionCode, UserDecision, UserOutcome, decide,
};
pub use preview::UserPreview;

/// The field with the e-mail address.
pub const EMAIL: &str = "email";
/// The field with the user name.
pub const USERNAME: &str = "username";

/// The fields of a user.
pub type Profile = BTreeMap<String, MappedValue>;

/// Identifies a local user in this data folder.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct UserId(pub String);

/// Whom a provider means: the subject is unique at the provider and stays when names change
/// (OpenID Connect Core section 2, `sub`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserLink {
    /// The provider.
    pub provider_id: ProviderId,
    /// Its name when the link was made.
    pub provider: String,
    /// The subject.
    pub subject: String,
}

/// A local user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LocalUser {
    /// Its identifier.
    pub id: UserId,
    /// Its fields, `email` and `username` among them.
    pub profile: Profile,
    /// A provider vouched for its e-mail address.
    pub email_verified: bool,
    /// The accounts it signs in with.
    pub links: Vec<UserLink>,
}

/// One field before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Its name.
    pub name: String,
    /// The value before; nothing when there was none.
    pub old: Option<MappedValue>,
    /// The value after; nothing when it was emptied.
    pub new: Option<MappedValue>,
}

/// What happened to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was created.
    Created,
    /// Fields were changed, or another account was linked.
    Updated,
    /// A link went with its provider.
    Unlinked,
}

/// An entry of a user's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserChange {
    /// Its place in the history; 1 is the first.
    pub seq: u32,
    /// RFC 3339, UTC.
    pub at: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The name of the provider whose sign-in did it, or whose link went.
    pub provider: String,
    /// The subject of that sign-in or link.
    pub subject: String,
    /// The test run it was done from.
    pub run_id: Option<String>,
    /// Whether the account was linked by it.
    pub new_link: bool,
    /// The fields that changed.
    pub fields: Vec<FieldChange>,
}

/// What a USER rule gave in a sign-in, and when it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleValue {
    /// The field it fills.
    pub target: String,
    /// Its value.
    pub value: Option<MappedValue>,
    /// It could not be evaluated.
    pub failed: bool,
    /// It applies at every sign-in.
    pub every_login: bool,
    /// Without a value it empties the field at a later sign-in.
    pub clear_when_missing: bool,
}

/// A sign-in, as far as users are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The provider.
    pub provider_id: ProviderId,
    /// Its name.
    pub provider: String,
    /// The subject that the provider gave.
    pub subject: Option<String>,
    /// The provider says that the mapped e-mail address is the person's.
    pub email_verified: bool,
    /// What each USER rule gave.
    pub values: Vec<RuleValue>,
    /// Why nobody can be created from it.
    pub refused: Vec<Rejection>,
    /// When the same person signed in again, if that is known.
    pub newer: Option<String>,
}

impl SignedIn {
    /// Takes together what was received and what the rules made of it. `failure` is the
    /// sentence of a sign-in that did not pass.
    #[must_use]
    pub fn new(
        provider_id: &ProviderId,
        provider: &str,
        rules: &AttributesDraft,
        mapped: &MappingView,
        failure: Option<&str>,
    ) -> Self {
        let values = values_of(rules, mapped);
        let subject = subject_of(&mapped.received);
        let email = values.iter().find(|one| one.target == EMAIL);
        let email = email.and_then(|one| one.value.as_ref()).map(text_of);
        Self {
            provider_id: provider_id.clone(),
            provider: provider.to_owned(),
            email_verified: email.is_some_and(|email| is_verified(email, &mapped.received)),
            refused: refusals(failure, subject.is_some(), &values, mapped),
            subject,
            values,
            newer: None,
        }
    }

    /// The text that a field gets in this sign-in.
    #[must_use]
    pub fn text(&self, target: &str) -> Option<&str> {
        let found = self.values.iter().find(|one| one.target == target)?;
        found.value.as_ref().map(text_of)
    }
}

/// E-mail addresses and user names in one case, for comparing.
#[must_use]
pub fn key_of(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The text of a field of a profile; empty when it is not there.
#[must_use]
pub fn field_text<'p>(profile: &'p Profile, field: &str) -> &'p str {
    profile.get(field).map_or("", text_of)
}

/// The key of a field of a profile; empty when it is not there.
#[must_use]
pub fn profile_key(profile: &Profile, field: &str) -> String {
    key_of(field_text(profile, field))
}

/// The local users that a sign-in can concern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The one with this provider and subject.
    pub linked: Option<LocalUser>,
    /// Those with the mapped e-mail address.
    pub with_email: Vec<LocalUser>,
    /// Those with the mapped user name.
    pub with_username: Vec<LocalUser>,
}

/// The one value of a field, or the first of several.
pub(crate) fn text_of(value: &MappedValue) -> &str {
    match value {
        MappedValue::One(text) => text,
        MappedValue::Many(texts) => texts.first().map_or("", String::as_str),
    }
}

fn values_of(rules: &AttributesDraft, mapped: &MappingView) -> Vec<RuleValue> {
    let results = mapped.results.iter().filter(|row| row.set == RuleSet::User);
    let both = rules.user.iter().zip(results);
    both.map(|(rule, result)| RuleValue {
        target: rule.target.clone(),
        value: result.value.clone(),
        failed: result.status == RuleStatus::Error,
        every_login: rule.on_every_login,
        clear_when_missing: rule.clear_when_missing,
    })
    .collect()
}

/// Sources whose claims were verified, or came over a connection to the provider itself.
const TRUSTED: [ClaimSource; 3] = [
    ClaimSource::IdToken,
    ClaimSource::Userinfo,
    ClaimSource::UserPool,
];

/// The subject that the provider gave, from a source that can be trusted.
#[must_use]
pub fn subject_of(received: &[Attribute]) -> Option<String> {
    let of = |source| {
        received.iter().find(|row| {
            row.source == source
                && row.name == "sub"
                && row.claim_type == ClaimType::String
                && !row.value.trim().is_empty()
        })
    };
    TRUSTED
        .into_iter()
        .find_map(of)
        .map(|row| row.value.clone())
}

/// Whether the provider vouches for this very address: a source that says it is verified has
/// the same address in its claim `email`, and no other source denies it. Cognito's userinfo
/// says "true" as text.
fn is_verified(email: &str, received: &[Attribute]) -> bool {
    let claim = |source, name: &str| {
        let mut rows = received.iter();
        rows.find(|row| row.source == source && row.name == name)
    };
    let mut vouched = false;
    for source in TRUSTED {
        let Some(address) = claim(source, "email") else {
            continue;
        };
        let Some(verified) = claim(source, "email_verified") else {
            continue;
        };
        if key_of(&address.value) != key_of(email) || verified.value != "true" {
            return false;
        }
        vouched = true;
    }
    vouched
}

fn refusals(
    failure: Option<&str>,
    has_subject: bool,
    values: &[RuleValue],
    mapped: &MappingView,
) -> Vec<Rejection> {
    let mut refused = Vec::new();
    if let Some(sentence) = failure {
        refused.push(Rejection::new(
            RejectionCode::SignInFailed,
            format!("The sign-in did not pass: {sentence} Mend that and test again."),
        ));
    }
    if !has_subject {
        refused.push(Rejection::new(
            RejectionCode::SubjectMissing,
            "The provider gave no sub, so the person could not be found again. Ask for the scope openid, or for a userinfo endpoint that sends it.",
        ));
    }
    for problem in mapped
        .mapped
        .problems
        .iter()
        .filter(|problem| problem.required)
    {
        refused.push(Rejection::new(
            RejectionCode::RequiredMissing,
            problem.message.clone(),
        ));
    }
    for field in USER_IDENTITY_TARGETS {
        let message = match values.iter().find(|one| one.target == field) {
            None => "No rule fills it, and without it there is no user. Add a USER rule for it.",
            Some(RuleValue {
                value: Some(value), ..
            }) if key_of(text_of(value)).is_empty() => {
                "Its rule gives nothing but spaces. Fill it from another attribute."
            }
            Some(_) => continue,
        };
        refused.push(Rejection::new(
            RejectionCode::RequiredMissing,
            format!("{field}: {message}"),
        ));
    }
    refused
}

#[cfg(test)]
mod tests;
