//! The values that a consumer's own form asks for, under its own labels and in its own order.

use crate::provider::{OauthDraft, ProviderDraft};
use serde::{Deserialize, Serialize};

mod generic;
mod keycloak;
mod miniorange;

/// What a field of the page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum HandOverKind {
    /// A text to copy.
    Text,
    /// The client secret: copied by Rust, never shown.
    ClientSecret,
    /// A switch or a choice to set; nothing to copy.
    Choice,
    /// A text that the definition does not have; the note says what it is.
    Own,
}

/// One field of a consumer's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOverField {
    /// The consumer's label, letter by letter.
    pub label: &'static str,
    /// The value; empty when there is none, and always for the secret.
    pub value: String,
    /// What it is.
    pub kind: HandOverKind,
    /// What to know when entering it.
    pub note: Option<&'static str>,
}

/// Cognito's own pages of an app client, to look at and to hand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HostedPages {
    /// Where people sign in. Opened by itself it lacks the consumer's state, so the consumer
    /// refuses what comes of it.
    pub sign_in: String,
    /// Where people are signed out, when the definition has a sign-out URL.
    pub sign_out: Option<String>,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum HostedPage {
    /// Sign-in.
    SignIn,
    /// Sign-out.
    SignOut,
}

impl HostedPages {
    /// The address of one of them.
    #[must_use]
    pub fn address(self, page: HostedPage) -> Option<String> {
        match page {
            HostedPage::SignIn => Some(self.sign_in),
            HostedPage::SignOut => self.sign_out,
        }
    }
}

/// The page for one consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// Stable identifier.
    pub consumer: &'static str,
    /// The consumer's name.
    pub name: &'static str,
    /// Where its form is.
    pub location: &'static str,
    /// The fields in the order of the form.
    pub fields: Vec<HandOverField>,
    /// What goes wrong there, and how not to.
    pub notes: Vec<&'static str>,
}

/// The pages for all consumers that take such a definition.
#[must_use]
pub fn hand_over(draft: &ProviderDraft) -> Vec<HandOver> {
    if let Some(store) = draft.user_store.as_ref().filter(|_| draft.oauth.is_none()) {
        return vec![miniorange::user_store(draft, store)];
    }
    let Some(oauth) = &draft.oauth else {
        return Vec::new();
    };
    let values = Values { draft, oauth };
    vec![
        miniorange::provider(&values),
        keycloak::provider(&values),
        generic::provider(&values),
    ]
}

/// What the pages are made of.
struct Values<'a> {
    draft: &'a ProviderDraft,
    oauth: &'a OauthDraft,
}

impl Values<'_> {
    fn scopes(&self) -> String {
        self.oauth.scopes.join(" ")
    }

    fn is_public(&self) -> bool {
        !self.oauth.client_authentication.needs_secret()
    }

    fn secret(&self, label: &'static str) -> Option<HandOverField> {
        (!self.is_public()).then(|| HandOverField {
            kind: HandOverKind::ClientSecret,
            ..text(label, "")
        })
    }
}

impl HandOverField {
    fn note(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

fn text(label: &'static str, value: &str) -> HandOverField {
    HandOverField {
        label,
        value: value.to_owned(),
        kind: HandOverKind::Text,
        note: None,
    }
}

fn optional(label: &'static str, value: Option<&str>) -> HandOverField {
    let field = text(label, value.unwrap_or_default());
    match value {
        Some(_) => field,
        None => field.note("Leave it empty: the definition has no such address."),
    }
}

fn choice(label: &'static str, value: &str) -> HandOverField {
    HandOverField {
        kind: HandOverKind::Choice,
        ..text(label, value)
    }
}

fn is_absent(field: &HandOverField) -> bool {
    field.kind == HandOverKind::Text && field.value.is_empty()
}

#[cfg(test)]
mod tests;
