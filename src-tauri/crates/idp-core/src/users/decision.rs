//! Created, updated, unchanged or rejected, with the reasons.

use super::{
    EMAIL, FieldChange, Known, LocalUser, Profile, SignedIn, USERNAME, UserId, key_of, profile_key,
    text_of,
};
use crate::instant::time_in_words;
use serde::Serialize;

mod fields;

use fields::fields;

/// What becomes of the local users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum UserOutcome {
    /// A new user.
    Created,
    /// A known user with other values, or with one more account.
    Updated,
    /// A known user, as it was.
    Unchanged,
    /// Nobody; nothing is changed.
    Rejected,
}

/// How the user was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// By provider and subject.
    Subject,
    /// By the verified e-mail address.
    Email,
    /// There is none.
    Nobody,
}

/// Why nobody is created or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RejectionCode {
    /// The sign-in did not pass.
    SignInFailed,
    /// The same person signed in again since.
    NewerSignIn,
    /// The provider gave no subject.
    SubjectMissing,
    /// A field without which there is no user has no value.
    RequiredMissing,
    /// A user has this e-mail address, and the provider does not vouch for it.
    EmailNotVerified,
    /// A user has this e-mail address, and no provider ever vouched for it there.
    EmailNeverVerified,
    /// More than one user has this e-mail address.
    SeveralWithEmail,
    /// The user with this e-mail address is another account of the same provider.
    OtherSubject,
    /// Another user has this e-mail address.
    EmailTaken,
    /// Another user has this user name.
    UsernameTaken,
}

/// A reason, with the next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
    /// The machine-readable code.
    pub code: RejectionCode,
    /// The problem and the next step.
    pub message: String,
}

impl Rejection {
    pub(super) fn new(code: RejectionCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldFate {
    /// It gets a value for the first time.
    Set,
    /// It gets another value.
    Changed,
    /// It is emptied.
    Cleared,
    /// It stays as it is.
    Kept,
    /// It has no value, and gets none.
    Empty,
}

/// A field before and after, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldOutcome {
    /// The field with its old and new value.
    #[serde(flatten)]
    pub field: FieldChange,
    /// What becomes of it.
    pub fate: FieldFate,
    /// Why, in a sentence.
    pub why: String,
}

/// What a sign-in makes of the local users: the same for a dry run and for a real one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserDecision {
    /// What becomes of them.
    pub outcome: UserOutcome,
    /// How the user was found.
    pub matched_by: MatchedBy,
    /// The user that was found.
    pub user_id: Option<UserId>,
    /// Its name, before; of a new one, after.
    pub username: Option<String>,
    /// Whether the account is linked to the user by it.
    pub new_link: bool,
    /// Every field: those with rules in the order of the rules, then the others.
    pub fields: Vec<FieldOutcome>,
    /// Why it is rejected.
    pub rejections: Vec<Rejection>,
    /// Why it is this user, in a sentence.
    pub because: String,
    /// The fields afterwards.
    #[serde(skip)]
    pub profile: Profile,
    /// Whether a provider vouched for the e-mail address afterwards.
    #[serde(skip)]
    pub email_verified: bool,
}

impl UserDecision {
    /// The fields that change.
    #[must_use]
    pub fn changes(&self) -> Vec<FieldChange> {
        let changing = |row: &&FieldOutcome| row.field.old != row.field.new;
        let rows = self.fields.iter().filter(changing);
        rows.map(|row| row.field.clone()).collect()
    }
}

/// Decides. Nothing is changed by it.
#[must_use]
pub fn decide(signed_in: &SignedIn, known: &Known) -> UserDecision {
    let mut rejections = signed_in.refused.clone();
    let (matched_by, user) = matched(signed_in, known, &mut rejections);
    let before = user.map(|user| user.profile.clone()).unwrap_or_default();
    let fields = fields(signed_in, user.is_none(), &before);
    let profile: Profile = fields
        .iter()
        .filter_map(|row| Some((row.field.name.clone(), row.field.new.clone()?)))
        .collect();
    conflicts(user, &before, &profile, known, &mut rejections);
    let email_verified = proven(signed_in, user, &before, &profile);
    let proves = user.is_some_and(|user| email_verified && !user.email_verified);
    let changed = proves || fields.iter().any(|row| row.field.old != row.field.new);
    let new_link = matched_by != MatchedBy::Subject;
    if let Some(newer) = signed_in
        .newer
        .as_ref()
        .filter(|_| user.is_some() && changed)
    {
        rejections.push(outdated(newer));
    }
    let outcome = match (rejections.is_empty(), user.is_some()) {
        (false, _) => UserOutcome::Rejected,
        (true, false) => UserOutcome::Created,
        (true, true) if changed || new_link => UserOutcome::Updated,
        (true, true) => UserOutcome::Unchanged,
    };
    let named = if user.is_some() { &before } else { &profile };
    UserDecision {
        outcome,
        matched_by,
        user_id: user.map(|user| user.id.clone()),
        username: named.get(USERNAME).map(|value| text_of(value).to_owned()),
        new_link: new_link && outcome != UserOutcome::Rejected,
        because: because(signed_in, matched_by, user, known, proves),
        fields,
        rejections,
        profile,
        email_verified,
    }
}

/// Old values would be written over newer ones.
fn outdated(newer: &str) -> Rejection {
    let message = format!(
        "The same person signed in again on {}, and the values of this test are older. Take that test run instead, or test again.",
        time_in_words(newer)
    );
    Rejection::new(RejectionCode::NewerSignIn, message)
}

/// Whether a provider vouched for the address: this one now, or one before for the same.
fn proven(
    signed_in: &SignedIn,
    user: Option<&LocalUser>,
    before: &Profile,
    after: &Profile,
) -> bool {
    let address = profile_key(after, EMAIL);
    let now =
        signed_in.email_verified && signed_in.text(EMAIL).map(key_of) == Some(address.clone());
    now || user.is_some_and(|user| user.email_verified) && address == profile_key(before, EMAIL)
}

/// Provider and subject first; the e-mail address only when the provider vouches for it.
fn matched<'k>(
    signed_in: &SignedIn,
    known: &'k Known,
    rejections: &mut Vec<Rejection>,
) -> (MatchedBy, Option<&'k LocalUser>) {
    if let Some(user) = &known.linked {
        return (MatchedBy::Subject, Some(user));
    }
    let email = signed_in.text(EMAIL).unwrap_or_default();
    let rejection = match known.with_email.as_slice() {
        [] => return (MatchedBy::Nobody, None),
        [user] if !signed_in.email_verified => Rejection::new(
            RejectionCode::EmailNotVerified,
            format!(
                "{} has the e-mail address {email}, and {} does not say that it verified this address, so it may be somebody else. Verify it there, or delete the local user.",
                shown(user),
                signed_in.provider
            ),
        ),
        [user]
            if user
                .links
                .iter()
                .any(|link| link.provider_id == signed_in.provider_id) =>
        {
            Rejection::new(
                RejectionCode::OtherSubject,
                format!(
                    "{} has the e-mail address {email} and is another account of {}: its sub is a different one. Was the person deleted there and created anew? Then delete the local user.",
                    shown(user),
                    signed_in.provider
                ),
            )
        }
        [user] if !user.email_verified => Rejection::new(
            RejectionCode::EmailNeverVerified,
            format!(
                "{} has the e-mail address {email}, but no provider ever said that it verified it there, so that user may be somebody who entered it to wait for this person. Verify it where that user signs in, or delete the local user.",
                shown(user)
            ),
        ),
        [user] => return (MatchedBy::Email, Some(user)),
        several => {
            let names: Vec<_> = several.iter().map(shown).collect();
            Rejection::new(
                RejectionCode::SeveralWithEmail,
                format!(
                    "Several users have the e-mail address {email}: {}. Delete all but one.",
                    names.join(", ")
                ),
            )
        }
    };
    rejections.push(rejection);
    (MatchedBy::Nobody, None)
}

/// E-mail address and user name belong to one user each.
fn conflicts(
    user: Option<&LocalUser>,
    before: &Profile,
    after: &Profile,
    known: &Known,
    rejections: &mut Vec<Rejection>,
) {
    let other = |all: &[LocalUser]| {
        let mut others = all
            .iter()
            .filter(|one| user.is_none_or(|user| user.id != one.id));
        others.next().map(shown)
    };
    let changes = |field| profile_key(before, field) != profile_key(after, field);
    let email_told = rejections.iter().any(|one| {
        matches!(
            one.code,
            RejectionCode::EmailNotVerified
                | RejectionCode::EmailNeverVerified
                | RejectionCode::OtherSubject
                | RejectionCode::SeveralWithEmail
        )
    });
    if changes(EMAIL)
        && !email_told
        && let Some(other) = other(&known.with_email)
    {
        rejections.push(Rejection::new(
            RejectionCode::EmailTaken,
            format!("The new e-mail address belongs to {other}. Change it at the provider, or delete that user."),
        ));
    }
    if changes(USERNAME)
        && let Some(other) = other(&known.with_username)
    {
        rejections.push(Rejection::new(
            RejectionCode::UsernameTaken,
            format!("{other} has this user name. Fill username from another attribute, or delete that user."),
        ));
    }
}

fn because(
    signed_in: &SignedIn,
    matched_by: MatchedBy,
    user: Option<&LocalUser>,
    known: &Known,
    proves: bool,
) -> String {
    let provider = &signed_in.provider;
    match (matched_by, user) {
        (MatchedBy::Subject, Some(user)) if proves => format!(
            "{} signed in with this account of {provider} before, which says for the first time that it verified the e-mail address.",
            shown(user)
        ),
        (MatchedBy::Subject, Some(user)) => {
            format!(
                "{} signed in with this account of {provider} before.",
                shown(user)
            )
        }
        (MatchedBy::Email, Some(user)) => format!(
            "Nobody signed in with this account of {provider} before. {} has the same e-mail address, and {provider} verified it.",
            shown(user)
        ),
        _ if known.with_email.is_empty() => format!(
            "Nobody signed in with this account of {provider} before, and nobody has this e-mail address."
        ),
        _ => format!("Nobody signed in with this account of {provider} before."),
    }
}

fn shown(user: &LocalUser) -> String {
    let name = user.profile.get(USERNAME).map_or("", text_of);
    if key_of(name).is_empty() {
        user.id.0.clone()
    } else {
        name.to_owned()
    }
}
