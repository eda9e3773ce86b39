//! What leaves: summaries for lists and the whole definition for the form.

use super::{ProviderDraft, ProviderId, ProviderKind};
use crate::catalogue::ProviderTest;
use crate::validation::FieldProblem;
use serde::Serialize;

/// How the last test of a provider ended, against its present definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TestStatus {
    /// No finished run.
    NeverTested,
    /// The last run passed and the definition has not changed since.
    Passed,
    /// The last run failed.
    Failed,
    /// The last run passed, but the definition changed since.
    Stale,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProviderSummary {
    /// Identifier.
    pub id: ProviderId,
    /// The name shown.
    pub display_name: String,
    /// The kind.
    pub kind: ProviderKind,
    /// The catalogue entry it started from.
    pub catalogue_entry: String,
    /// Host of the authorization endpoint, or the user pool ID.
    pub host: String,
    /// Client ID.
    pub client_id: String,
    /// Whether it is offered to people.
    pub enabled: bool,
    /// Free labels.
    pub tags: Vec<String>,
    /// The tests that it can run.
    pub tests: Vec<ProviderTest>,
    /// How the last test ended.
    pub test_status: TestStatus,
    /// When the last run started, RFC 3339.
    pub last_tested_at: Option<String>,
    /// When it was last saved, RFC 3339.
    pub updated_at: String,
}

/// One provider, whole, as the form needs it.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProviderView {
    /// Identifier.
    pub id: ProviderId,
    /// The definition.
    pub definition: ProviderDraft,
    /// Whether a client secret is stored; its value never leaves.
    pub client_secret_set: bool,
    /// Where the secret is stored, in words, when one is.
    pub client_secret_store: Option<String>,
    /// Warnings about the definition.
    pub warnings: Vec<FieldProblem>,
    /// How the last test ended.
    pub test_status: TestStatus,
    /// When it was last saved, RFC 3339.
    pub updated_at: String,
}
