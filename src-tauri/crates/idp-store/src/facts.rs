//! What can be said of a database to somebody who shall not see its content.

use crate::store::{Store, StoreError};

/// Figures about a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseFacts {
    /// Version of SQLite.
    pub sqlite: String,
    /// The latest migration.
    pub schema: i64,
    /// `ok`, or the first thing that SQLite's quick check found.
    pub check: String,
    /// Size of its pages in bytes.
    pub bytes: i64,
    /// Rows by table.
    pub rows: Vec<(&'static str, i64)>,
}

impl Store {
    /// Figures about the database.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn facts(&self) -> Result<DatabaseFacts, StoreError> {
        let one = |query: &'static str| sqlx::query_scalar(query).fetch_one(self.readers());
        let mut rows = Vec::new();
        for (table, count) in [
            ("providers", "SELECT count(*) FROM providers"),
            ("drafts", "SELECT count(*) FROM drafts"),
            ("test runs", "SELECT count(*) FROM runs"),
            ("local users", "SELECT count(*) FROM local_users"),
            ("secret places", "SELECT count(*) FROM secret_places"),
        ] {
            let count: i64 = sqlx::query_scalar(count).fetch_one(self.readers()).await?;
            rows.push((table, count));
        }
        Ok(DatabaseFacts {
            sqlite: sqlx::query_scalar("SELECT sqlite_version()")
                .fetch_one(self.readers())
                .await?,
            schema: one("SELECT max(version) FROM _sqlx_migrations").await?,
            check: sqlx::query_scalar("PRAGMA quick_check(1)")
                .fetch_one(self.readers())
                .await?,
            bytes: one(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            )
            .await?,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Store;

    #[tokio::test]
    async fn the_figures_are_those_of_the_database() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let facts = store.facts().await.unwrap();
        assert_eq!(facts.check, "ok");
        assert!(facts.schema >= 2 && facts.bytes > 4096 && facts.sqlite.starts_with("3."));
        assert!(facts.rows.contains(&("providers", 0)));
    }
}
