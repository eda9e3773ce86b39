//! Proposals for targets that no rule fills, from names and the shapes of values.

use super::{RuleSet, Suggestion};
use crate::claims::{Attribute, ClaimType, is_per_token};
use crate::provider::{AttributesDraft, MappingRuleDraft};

/// A USER target, the claims that usually fill it, best first, and the shape that its value
/// has when no name fits.
struct Usual {
    target: &'static str,
    claims: &'static [&'static str],
    shape: Option<Shape>,
    multi_valued: bool,
}

/// What a value looks like, and the words for it.
type Shape = (fn(&Attribute) -> bool, &'static str);

const fn usual(target: &'static str, claims: &'static [&'static str]) -> Usual {
    Usual {
        target,
        claims,
        shape: None,
        multi_valued: false,
    }
}

const USUAL: &[Usual] = &[
    Usual {
        shape: Some((is_address, "it looks like an e-mail address")),
        ..usual("email", &["email", "mail", "emailAddress", "upn"])
    },
    usual(
        "username",
        &[
            "cognito:username",
            "username",
            "preferred_username",
            "nickname",
            "sub",
        ],
    ),
    usual("firstName", &["given_name", "first_name", "firstName"]),
    usual(
        "lastName",
        &["family_name", "last_name", "lastName", "surname"],
    ),
    Usual {
        shape: Some((is_phone, "it looks like a telephone number")),
        ..usual("phone", &["phone_number", "phone", "mobile"])
    },
    Usual {
        multi_valued: true,
        shape: Some((is_list, "it is a list of names")),
        ..usual(
            "groups",
            &["cognito:groups", "groups", "roles", "custom:groups"],
        )
    },
];

/// Rules that could be added for what was received: for each usual target that no rule fills
/// the claim that fits best. Nothing is applied by itself.
#[must_use]
pub fn suggest(rules: &AttributesDraft, rows: &[Attribute]) -> Vec<Suggestion> {
    USUAL
        .iter()
        .filter(|usual| !rules.user.iter().any(|rule| rule.target == usual.target))
        .filter_map(|usual| proposal(usual, rows))
        .collect()
}

fn proposal(usual: &Usual, rows: &[Attribute]) -> Option<Suggestion> {
    let has_value = |row: &&Attribute| {
        row.claim_type != ClaimType::Null && !row.value.is_empty() && row.value != "[]"
    };
    let by_name = usual.claims.iter().find_map(|name| {
        let found = rows
            .iter()
            .filter(has_value)
            .find(|row| row.name == *name)?;
        Some((found, format!("{name} usually holds it")))
    });
    let by_shape = || {
        let (fits, words) = usual.shape?;
        let mut fitting = rows
            .iter()
            .filter(has_value)
            .filter(|row| !is_per_token(&row.name) && fits(row));
        let found = fitting.next()?;
        // Two claims that fit are a question for a person.
        let only = fitting.all(|other| other.name == found.name);
        only.then(|| (found, format!("of {}, {words}", found.name)))
    };
    let (row, why) = by_name.or_else(by_shape)?;
    Some(Suggestion {
        set: RuleSet::User,
        rule: MappingRuleDraft {
            target: usual.target.to_owned(),
            source: Some(row.name.clone()),
            required: super::is_identity(usual.target),
            multi_valued: usual.multi_valued,
            // Who is known by a user name keeps it.
            on_every_login: usual.target != "username",
            ..MappingRuleDraft::default()
        },
        why: format!("Fill {} from {}: {why}.", usual.target, row.name),
    })
}

fn is_address(row: &Attribute) -> bool {
    let parts = row.value.split_once('@');
    row.claim_type == ClaimType::String
        && parts.is_some_and(|(name, domain)| {
            !name.is_empty() && domain.contains('.') && !domain.contains('@')
        })
        && !row.value.contains(char::is_whitespace)
}

fn is_phone(row: &Attribute) -> bool {
    let digits = row.value.strip_prefix('+').unwrap_or_default();
    row.claim_type == ClaimType::String
        && (7..=15).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_list(row: &Attribute) -> bool {
    let items: Option<Vec<String>> = serde_json::from_str(&row.value).ok();
    row.claim_type == ClaimType::Array && items.is_some_and(|items| !items.is_empty())
}
