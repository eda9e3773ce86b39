//! Drafts: what a person is typing, kept before it is saved as a provider. Any text is
//! welcome in one; the checks come with saving.

use crate::catalogue::CatalogueEntry;
use crate::provider::{OauthDraft, ProviderDraft, ProviderId};
use crate::run::NameValue;
use crate::validation::{FieldCode, FieldProblem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Identifies a draft. A new provider that is saved from it gets the same identifier, so
/// what belongs to the draft belongs to the provider.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct DraftId(pub String);

/// A page of the set-up wizard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum WizardStep {
    /// The consumer's callback URL.
    #[default]
    Callback,
    /// The user pool and its domain.
    Pool,
    /// The app client: identifier, secret, authentication.
    Client,
    /// The scopes.
    Scopes,
    /// A test user, and what its sign-in needs.
    TestUser,
    /// All values once more, then saving.
    Review,
}

/// The consumer that the wizard makes a callback URL for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ConsumerValues {
    /// Which; empty when it is none of the known ones.
    pub chosen: String,
    /// What was typed of it, by the name of the field.
    pub values: BTreeMap<String, String>,
}

/// A place of a provider's mapping editor whose text no draft can hold: it is no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TextPlace {
    /// The expressions and conditions that are not right yet.
    RuleTexts,
    /// The claims that were pasted to look at.
    Sample,
}

/// What was typed. Never a secret: that is in the secret store under the draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct DraftBody {
    /// The definition as far as it is there.
    pub definition: ProviderDraft,
    /// The rows of authorization parameters as typed: a name may be empty or there twice.
    pub parameters: Vec<NameValue>,
    /// What was typed to look endpoints up: domain, user pool ID, issuer.
    pub lookup: String,
    /// What the wizard makes the callback URL of.
    pub consumer: ConsumerValues,
    /// What stands in a field of several texts and is none of them yet, by field.
    pub unfinished: BTreeMap<String, String>,
    /// The page of the wizard; nothing when the form is used.
    pub step: Option<WizardStep>,
    /// The stored client secret is to be removed on saving.
    pub remove_secret: bool,
    /// The revision of the provider that was the start, to notice a change by somebody else.
    pub base_revision: Option<u32>,
}

impl DraftBody {
    /// The definition with the rows of parameters in it, and what is wrong with the rows:
    /// a map could not hold the same name twice, so that is found here.
    #[must_use]
    pub fn definition(&self) -> (ProviderDraft, Vec<FieldProblem>) {
        let mut definition = self.definition.clone();
        let mut problems = Vec::new();
        if let Some(oauth) = definition.oauth.as_mut() {
            oauth.authorization_parameters.clear();
            for row in &self.parameters {
                let name = row.name.trim();
                if name.is_empty() {
                    continue;
                }
                let value = row.value.clone();
                let before = oauth
                    .authorization_parameters
                    .insert(name.to_owned(), value);
                if before.is_some() {
                    problems.push(FieldProblem::error(
                        format!("oauth.authorizationParameters.{name}"),
                        FieldCode::Repeated,
                        format!("{name} is there twice. Remove one of the rows."),
                    ));
                }
            }
        }
        (definition, problems)
    }

    /// What editing a stored definition starts from.
    #[must_use]
    pub fn of_stored(definition: ProviderDraft, revision: u32) -> Self {
        let parameters = definition
            .oauth
            .iter()
            .flat_map(|oauth| &oauth.authorization_parameters)
            .map(|(name, value)| NameValue {
                name: name.clone(),
                value: value.clone(),
            })
            .collect();
        Self {
            definition,
            parameters,
            base_revision: Some(revision),
            ..Self::default()
        }
    }

    /// What a new provider starts from.
    #[must_use]
    pub fn of_entry(entry: &CatalogueEntry) -> Self {
        Self {
            definition: ProviderDraft {
                catalogue_entry: entry.id.to_owned(),
                kind: entry.kind,
                enabled: true,
                oauth: Some(OauthDraft {
                    scopes: entry.default_scopes.iter().map(|&s| s.to_owned()).collect(),
                    client_authentication: entry.default_client_authentication,
                    ..OauthDraft::default()
                }),
                ..ProviderDraft::default()
            },
            ..Self::default()
        }
    }
}

/// A draft as the UI shows it.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    /// Its identifier.
    pub id: DraftId,
    /// The provider that is being edited.
    pub provider_id: Option<ProviderId>,
    /// What was typed.
    pub body: DraftBody,
    /// Whether a client secret was typed; its value never leaves.
    pub secret_set: bool,
    /// The client secret is in the memory of this process alone: no store took it yet.
    pub secret_held: bool,
    /// When it was kept last, RFC 3339; nothing when it was not kept yet.
    pub kept_at: Option<String>,
}

/// A kept draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftSummary {
    /// Its identifier.
    pub id: DraftId,
    /// The provider that is being edited.
    pub provider_id: Option<ProviderId>,
    /// The name typed so far.
    pub display_name: String,
    /// The page of the wizard; nothing when the form is used.
    pub step: Option<WizardStep>,
    /// That provider is in the trash: it is to be restored before it can be edited.
    pub in_trash: bool,
    /// It changes mapping rules and nothing else: the mapping editor is the place to go on.
    pub attributes_only: bool,
    /// RFC 3339, UTC.
    pub kept_at: String,
}
