//! The table of attributes that are kept to compare mapping rules by.

use crate::store::{Store, StoreError};
use idp_core::mapping::Fixture;
use idp_core::provider::ProviderId;
use sqlx::{FromRow, SqliteConnection};

/// Reads and writes fixtures of mapping rules.
#[derive(Clone, Copy, Debug)]
pub struct MappingFixtures<'a> {
    store: &'a Store,
}

impl<'a> MappingFixtures<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The fixtures of a provider, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self, provider: &ProviderId) -> Result<Vec<Fixture>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT fixture_id, provider_id, name, pseudonymised, attributes, expected, created_at
             FROM mapping_fixtures WHERE provider_id = ? ORDER BY created_at, fixture_id",
        )
        .bind(&provider.0)
        .fetch_all(self.store.readers())
        .await?;
        rows.into_iter().map(Fixture::try_from).collect()
    }

    /// Stores a new fixture.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn insert(&self, fixture: &Fixture) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO mapping_fixtures
             (fixture_id, provider_id, name, pseudonymised, attributes, expected, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&fixture.fixture_id)
        .bind(&fixture.provider_id.0)
        .bind(&fixture.name)
        .bind(fixture.pseudonymised)
        .bind(serde_json::to_string(&fixture.attributes)?)
        .bind(serde_json::to_string(&fixture.expected)?)
        .bind(&fixture.created_at)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Removes a fixture; one that is gone is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, fixture_id: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM mapping_fixtures WHERE fixture_id = ?")
            .bind(fixture_id)
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

/// Writes the results that are accepted from now on; a fixture that is gone is fine.
pub(crate) async fn write_expected(
    connection: &mut SqliteConnection,
    fixtures: &[Fixture],
) -> Result<(), StoreError> {
    for fixture in fixtures {
        sqlx::query("UPDATE mapping_fixtures SET expected = ? WHERE fixture_id = ?")
            .bind(serde_json::to_string(&fixture.expected)?)
            .bind(&fixture.fixture_id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

#[derive(FromRow)]
struct Row {
    fixture_id: String,
    provider_id: String,
    name: String,
    pseudonymised: bool,
    attributes: String,
    expected: String,
    created_at: String,
}

impl TryFrom<Row> for Fixture {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            fixture_id: row.fixture_id,
            provider_id: ProviderId(row.provider_id),
            name: row.name,
            pseudonymised: row.pseudonymised,
            attributes: serde_json::from_str(&row.attributes)?,
            expected: serde_json::from_str(&row.expected)?,
            created_at: row.created_at,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
