//! Fixtures: attributes that are kept to see what a change of rules changes.

use super::{MapError, map_rows};
use crate::app::App;
use crate::providers::ProviderError;
use idp_core::claims::Attribute;
use idp_core::instant::time_in_words;
use idp_core::mapping::{
    Connection, Fixture, FixtureComparison, FixtureSummary, SavedFixture, differences,
    pseudonymised, unusable_rules,
};
use idp_core::provider::{AttributesDraft, ProviderDraft, ProviderId};
use idp_store::StoredProvider;

/// What becomes of a change that gives fixtures another result than the accepted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differences {
    /// Nothing is stored, and the differences are told.
    Refuse,
    /// It is stored, and the new results are the accepted ones from then on.
    Accept,
}

impl App {
    /// Keeps the attributes of a run as a fixture of its provider. The result that the stored
    /// rules give now is taken as accepted. Says for which targets pseudonyms change that.
    ///
    /// # Errors
    /// When the run or its provider is gone, nothing was received, or the database fails.
    pub async fn save_fixture(
        &self,
        run_id: &str,
        name: &str,
        pseudonymise: bool,
    ) -> Result<SavedFixture, MapError> {
        let run = self.run(run_id).await?;
        if run.attributes.is_empty() {
            return Err(MapError::NothingReceived);
        }
        let provider = self.stored(&ProviderId(run.provider_id)).await?;
        let connection = Connection::of(&provider.definition);
        let rules = &provider.definition.attributes;
        let map = |rows: &[Attribute]| map_rows(rules, rows, &connection);
        let (attributes, changed) = if pseudonymise {
            pseudonymised(&run.attributes, rules, map)
        } else {
            (run.attributes, Vec::new())
        };
        let view = map(&attributes);
        let name = name.trim();
        let fixture = Fixture {
            fixture_id: uuid::Uuid::new_v4().to_string(),
            provider_id: provider.id,
            name: if name.is_empty() {
                format!("Run of {}", time_in_words(&run.started_at))
            } else {
                name.to_owned()
            },
            pseudonymised: pseudonymise,
            attributes,
            expected: view.mapped,
            created_at: self.now(),
        };
        self.inner.store.mapping_fixtures().insert(&fixture).await?;
        Ok(SavedFixture {
            fixture: FixtureSummary::from(&fixture),
            changed,
        })
    }

    /// The fixtures of a provider, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_fixtures(&self, id: &ProviderId) -> Result<Vec<FixtureSummary>, MapError> {
        let fixtures = self.inner.store.mapping_fixtures().list(id).await?;
        Ok(fixtures.iter().map(FixtureSummary::from).collect())
    }

    /// Removes a fixture; one that is gone is fine.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_fixture(&self, fixture_id: &str) -> Result<(), MapError> {
        Ok(self
            .inner
            .store
            .mapping_fixtures()
            .delete(fixture_id)
            .await?)
    }

    /// What is different in the fixtures of a provider: by rules that need not be saved yet,
    /// or by the stored ones.
    ///
    /// # Errors
    /// When the provider is unknown or the database fails.
    pub async fn compare_fixtures(
        &self,
        id: &ProviderId,
        rules: Option<&AttributesDraft>,
    ) -> Result<FixtureComparison, MapError> {
        let provider = self.stored(id).await?;
        let rules = rules.unwrap_or(&provider.definition.attributes);
        let connection = Connection::of(&provider.definition);
        let fixtures = self.inner.store.mapping_fixtures().list(id).await?;
        Ok(comparison(&fixtures, rules, &connection))
    }

    /// Compares the fixtures before a provider is stored with another definition: only when
    /// that can change a result. Gives the fixtures with the results that are accepted with it.
    pub(crate) async fn compared(
        &self,
        before: &StoredProvider,
        after: &ProviderDraft,
        differences: Differences,
    ) -> Result<Vec<Fixture>, ProviderError> {
        let rules = &after.attributes;
        let connection = Connection::of(after);
        let same = *rules == before.definition.attributes
            && connection == Connection::of(&before.definition);
        if same {
            return Ok(Vec::new());
        }
        let table = self.inner.store.mapping_fixtures();
        let mut fixtures = table.list(&before.id).await?;
        if differences == Differences::Refuse {
            let found = comparison(&fixtures, rules, &connection);
            if !found.differences.is_empty() {
                return Err(ProviderError::FixturesDiffer(Box::new(found)));
            }
            return Ok(Vec::new());
        }
        for fixture in &mut fixtures {
            fixture.expected = map_rows(rules, &fixture.attributes, &connection).mapped;
        }
        Ok(fixtures)
    }
}

fn comparison(
    fixtures: &[Fixture],
    rules: &AttributesDraft,
    connection: &Connection,
) -> FixtureComparison {
    let mut comparison = FixtureComparison {
        unusable: unusable_rules(rules),
        ..FixtureComparison::default()
    };
    for fixture in fixtures {
        let now = map_rows(rules, &fixture.attributes, connection);
        comparison.fixtures += 1;
        comparison.differences.extend(differences(fixture, &now));
    }
    comparison
}
