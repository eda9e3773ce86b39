//! The tables of local users: their fields, the accounts they sign in with, their history.

use crate::store::{Store, StoreError};
use idp_core::provider::ProviderId;
use idp_core::users::{
    ChangeKind, EMAIL, Known, LocalUser, SignedIn, USERNAME, UserChange, UserDecision, UserId,
    UserLink, UserOutcome, key_of, profile_key,
};
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

mod rows;

use rows::{ChangeRow, LinkRow, UserRow};

/// A local user as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredUser {
    /// The user.
    pub user: LocalUser,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug)]
pub struct ChangeOrigin<'a> {
    /// The identifier of a user that is created by it.
    pub new_id: &'a UserId,
    /// The test run whose sign-in it is.
    pub run_id: Option<&'a str>,
    /// RFC 3339, UTC.
    pub at: &'a str,
}

/// Reads and writes local users.
#[derive(Clone, Copy, Debug)]
pub struct LocalUsers<'a> {
    store: &'a Store,
}

impl<'a> LocalUsers<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// All users in the order of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<StoredUser>, StoreError> {
        let mut connection = self.store.readers().acquire().await?;
        let rows: Vec<UserRow> = sqlx::query_as("SELECT * FROM local_users ORDER BY username_key")
            .fetch_all(&mut *connection)
            .await?;
        let links: Vec<LinkRow> =
            sqlx::query_as("SELECT * FROM user_links ORDER BY user_id, linked_at, provider_id")
                .fetch_all(&mut *connection)
                .await?;
        with_links(rows, &links)
    }

    /// One user.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, id: &UserId) -> Result<Option<StoredUser>, StoreError> {
        let mut connection = self.store.readers().acquire().await?;
        find(&mut connection, &id.0).await
    }

    /// The history of a user, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history(&self, id: &UserId) -> Result<Vec<UserChange>, StoreError> {
        let rows: Vec<ChangeRow> =
            sqlx::query_as("SELECT * FROM user_changes WHERE user_id = ? ORDER BY seq DESC")
                .bind(&id.0)
                .fetch_all(self.store.readers())
                .await?;
        rows.into_iter().map(UserChange::try_from).collect()
    }

    /// The users that a sign-in can concern.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known(&self, signed_in: &SignedIn) -> Result<Known, StoreError> {
        let known = self.known_of(std::slice::from_ref(signed_in)).await?;
        Ok(known.into_iter().next().unwrap_or_default())
    }

    /// The users that each of these sign-ins can concern, in their order. Three queries,
    /// however many sign-ins there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_of(&self, signed_in: &[SignedIn]) -> Result<Vec<Known>, StoreError> {
        // One transaction: the answers are of the same moment.
        let mut transaction = self.store.readers().begin().await?;
        known_of(&mut transaction, signed_in).await
    }

    /// Decides about a sign-in and does what was decided, as one step: nobody else writes in
    /// between, so a person is created once.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing was changed.
    pub async fn apply(
        &self,
        signed_in: &SignedIn,
        origin: ChangeOrigin<'_>,
        decide: impl FnOnce(&SignedIn, &Known) -> UserDecision,
    ) -> Result<UserDecision, StoreError> {
        let mut transaction = self.store.writer().begin_with("BEGIN IMMEDIATE").await?;
        let known = known_of(&mut transaction, std::slice::from_ref(signed_in)).await?;
        let known = known.into_iter().next().unwrap_or_default();
        let decision = decide(signed_in, &known);
        let kind = match decision.outcome {
            UserOutcome::Created => ChangeKind::Created,
            UserOutcome::Updated => ChangeKind::Updated,
            UserOutcome::Unchanged | UserOutcome::Rejected => return Ok(decision),
        };
        let id = decision.user_id.as_ref().unwrap_or(origin.new_id);
        write_user(&mut transaction, id, &decision, origin.at).await?;
        if decision.new_link {
            write_link(&mut transaction, id, signed_in, origin.at).await?;
        }
        write_change(&mut transaction, id, kind, signed_in, &decision, origin).await?;
        transaction.commit().await?;
        Ok(decision)
    }

    /// Deletes a user with its links and its history; one that is gone is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, id: &UserId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM local_users WHERE user_id = ?")
            .bind(&id.0)
            .execute(self.store.writer())
            .await?;
        self.store.runs().forget_log().await
    }
}

/// Removes the links to a provider that goes for good; the users and what they were stay.
pub(crate) async fn unlink(
    connection: &mut SqliteConnection,
    provider: &ProviderId,
    now: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO user_changes
             (user_id, seq, at, kind, provider, subject, run_id, new_link, fields)
         SELECT user_id,
                (SELECT coalesce(max(seq), 0) FROM user_changes c WHERE c.user_id = l.user_id)
                    + row_number() OVER (PARTITION BY user_id ORDER BY subject),
                ?2, 'unlinked', provider, subject, NULL, 0, '[]'
         FROM user_links l WHERE provider_id = ?1",
    )
    .bind(&provider.0)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM user_links WHERE provider_id = ?")
        .bind(&provider.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn known_of(
    connection: &mut SqliteConnection,
    signed_in: &[SignedIn],
) -> Result<Vec<Known>, StoreError> {
    let key = |one: &SignedIn, field| one.text(field).map(key_of);
    let asked: Vec<_> = signed_in
        .iter()
        .map(|one| {
            let account = (&one.provider_id, &one.subject);
            (account, key(one, EMAIL), key(one, USERNAME))
        })
        .collect();
    // One row for each sign-in: all that is compared is unique.
    let found: Vec<(Option<String>, Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT l.user_id, e.user_id, n.user_id FROM json_each(?) asked
         LEFT JOIN user_links l ON l.provider_id = asked.value ->> '$[0][0]'
             AND l.subject = asked.value ->> '$[0][1]'
         LEFT JOIN local_users e ON e.email_key = asked.value ->> '$[1]'
         LEFT JOIN local_users n ON n.username_key = asked.value ->> '$[2]'
         ORDER BY asked.key",
    )
    .bind(serde_json::to_string(&asked)?)
    .fetch_all(&mut *connection)
    .await?;
    let ids: BTreeSet<&str> = found
        .iter()
        .flat_map(|(linked, email, username)| [linked, email, username])
        .filter_map(Option::as_deref)
        .collect();
    let users = with_ids(connection, &ids).await?;
    let user = |id: &Option<String>| {
        let mut users = users.iter().map(|stored| &stored.user);
        users.find(|user| Some(&user.id.0) == id.as_ref()).cloned()
    };
    let known = found
        .iter()
        .map(|(linked, with_email, with_username)| Known {
            linked: user(linked),
            with_email: user(with_email).into_iter().collect(),
            with_username: user(with_username).into_iter().collect(),
        });
    Ok(known.collect())
}

async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<StoredUser>, StoreError> {
    Ok(with_ids(connection, &BTreeSet::from([id])).await?.pop())
}

async fn with_ids(
    connection: &mut SqliteConnection,
    ids: &BTreeSet<&str>,
) -> Result<Vec<StoredUser>, StoreError> {
    let ids = serde_json::to_string(ids)?;
    let rows: Vec<UserRow> = sqlx::query_as(
        "SELECT u.* FROM json_each(?) chosen JOIN local_users u ON u.user_id = chosen.value",
    )
    .bind(&ids)
    .fetch_all(&mut *connection)
    .await?;
    let links: Vec<LinkRow> = sqlx::query_as(
        "SELECT l.* FROM json_each(?) chosen JOIN user_links l ON l.user_id = chosen.value
         ORDER BY l.user_id, l.linked_at, l.provider_id",
    )
    .bind(&ids)
    .fetch_all(connection)
    .await?;
    with_links(rows, &links)
}

/// The users of these rows; the links are in the order of the users' identifiers.
fn with_links(rows: Vec<UserRow>, links: &[LinkRow]) -> Result<Vec<StoredUser>, StoreError> {
    let of = |row: &UserRow| -> Vec<UserLink> {
        let from = links.partition_point(|link| link.user_id < row.user_id);
        let own = links[from..].iter();
        own.take_while(|link| link.user_id == row.user_id)
            .map(UserLink::from)
            .collect()
    };
    rows.into_iter()
        .map(|row| {
            let links = of(&row);
            row.with(links)
        })
        .collect()
}

async fn write_user(
    connection: &mut SqliteConnection,
    id: &UserId,
    decision: &UserDecision,
    at: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO local_users
             (user_id, username_key, email_key, profile, email_verified, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (user_id) DO UPDATE SET username_key = ?2, email_key = ?3,
             profile = ?4, email_verified = ?5, updated_at = ?6",
    )
    .bind(&id.0)
    .bind(profile_key(&decision.profile, USERNAME))
    .bind(profile_key(&decision.profile, EMAIL))
    .bind(serde_json::to_string(&decision.profile)?)
    .bind(decision.email_verified)
    .bind(at)
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_link(
    connection: &mut SqliteConnection,
    id: &UserId,
    signed_in: &SignedIn,
    at: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO user_links (provider_id, subject, user_id, provider, linked_at)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(&signed_in.provider_id.0)
    .bind(&signed_in.subject)
    .bind(&id.0)
    .bind(&signed_in.provider)
    .bind(at)
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_change(
    connection: &mut SqliteConnection,
    id: &UserId,
    kind: ChangeKind,
    signed_in: &SignedIn,
    decision: &UserDecision,
    origin: ChangeOrigin<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO user_changes
             (user_id, seq, at, kind, provider, subject, run_id, new_link, fields)
         VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM user_changes WHERE user_id = ?1),
                 ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(&id.0)
    .bind(origin.at)
    .bind(rows::kind_text(kind))
    .bind(&signed_in.provider)
    .bind(signed_in.subject.as_deref().unwrap_or_default())
    .bind(origin.run_id)
    .bind(decision.new_link)
    .bind(serde_json::to_string(&decision.changes())?)
    .execute(connection)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
