//! Local users: what the sign-in of a test run would make of them, and doing it.

use crate::app::App;
use crate::events::AppEvent;
use crate::mapping::map_rows;
use crate::providers::ProviderError;
use crate::runs::RunError;
use idp_core::mapping::{Connection, MappedEntry, lists};
use idp_core::provider::ProviderId;
use idp_core::run::{RunView, counts_as_failure};
use idp_core::users::{
    EMAIL, Profile, SignedIn, USERNAME, UserChange, UserDecision, UserId, UserLink, UserOutcome,
    decide, field_text, subject_of,
};
use idp_store::{ChangeOrigin, StoreError, StoredUser};
use serde::Serialize;

/// How many later runs are looked through for a newer sign-in of the same person.
const LATER_MAX: u32 = 1000;

/// Why local users could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// No such user; it may have been deleted.
    #[error("This local user does not exist any more.")]
    NotFound,
    /// The provider of the run is deleted, so there are no rules.
    #[error(
        "The identity provider of this test run was deleted, so nobody can sign in through it."
    )]
    ProviderGone,
    /// The run.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the sign-in of a test run makes of the local users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunUser {
    /// What becomes of them.
    pub decision: UserDecision,
    /// The name of the provider.
    pub provider: String,
    /// The rules give other values now than when the test ran.
    pub rules_changed: bool,
}

/// A local user in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserSummary {
    /// Its identifier.
    pub id: UserId,
    /// The user name.
    pub username: String,
    /// The e-mail address.
    pub email: String,
    /// The names of the providers that it signs in through.
    pub providers: Vec<String>,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

/// A local user, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    /// What the list has of it.
    #[serde(flatten)]
    pub summary: UserSummary,
    /// Its fields.
    #[serde(serialize_with = "lists::of_set")]
    #[specta(type = Vec<MappedEntry>)]
    pub profile: Profile,
    /// A provider vouched for its e-mail address.
    pub email_verified: bool,
    /// The accounts it signs in with.
    pub links: Vec<UserLink>,
    /// What happened to it, the latest first.
    pub history: Vec<UserChange>,
}

impl App {
    /// What would happen to the local users if the person of a test run signed in now, by the
    /// present rules. Nothing is changed.
    ///
    /// # Errors
    /// When the run is unknown, its provider is deleted, or the database fails.
    pub async fn preview_user(&self, run_id: &str) -> Result<RunUser, UsersError> {
        let (signed_in, rules_changed) = self.signed_in(run_id).await?;
        let known = self.inner.store.local_users().known(&signed_in).await?;
        Ok(RunUser {
            decision: decide(&signed_in, &known),
            provider: signed_in.provider,
            rules_changed,
        })
    }

    /// Creates or updates the local user of a test run. What is rejected changes nothing, and
    /// the result says why.
    ///
    /// # Errors
    /// As [`Self::preview_user`]; then nothing was changed.
    pub async fn apply_user(&self, run_id: &str) -> Result<RunUser, UsersError> {
        let (signed_in, rules_changed) = self.signed_in(run_id).await?;
        let new_id = UserId(uuid::Uuid::new_v4().to_string());
        let now = self.now();
        let origin = ChangeOrigin {
            new_id: &new_id,
            run_id: Some(run_id),
            at: &now,
        };
        let users = self.inner.store.local_users();
        let mut decision = users.apply(&signed_in, origin, decide).await?;
        if decision.outcome == UserOutcome::Created {
            decision.user_id = Some(new_id);
        }
        self.announce(AppEvent::UsersChanged);
        Ok(RunUser {
            decision,
            provider: signed_in.provider,
            rules_changed,
        })
    }

    /// All local users in the order of their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_users(&self) -> Result<Vec<UserSummary>, UsersError> {
        let users = self.inner.store.local_users().list().await?;
        Ok(users.iter().map(summary).collect())
    }

    /// One local user with its history.
    ///
    /// # Errors
    /// When it is gone or the database fails.
    pub async fn user(&self, id: &UserId) -> Result<UserView, UsersError> {
        let users = self.inner.store.local_users();
        let stored = users.find(id).await?.ok_or(UsersError::NotFound)?;
        Ok(UserView {
            summary: summary(&stored),
            history: users.history(id).await?,
            profile: stored.user.profile,
            email_verified: stored.user.email_verified,
            links: stored.user.links,
        })
    }

    /// Deletes a local user with its links and its history, which holds the person's values.
    /// At the next sign-in the person is somebody new. One that is gone is fine.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_user(&self, id: &UserId) -> Result<(), UsersError> {
        self.inner.store.local_users().delete(id).await?;
        self.announce(AppEvent::UsersChanged);
        Ok(())
    }

    /// The sign-in of a run by the present rules, and whether they give something else now.
    async fn signed_in(&self, run_id: &str) -> Result<(SignedIn, bool), UsersError> {
        let run = self.run(run_id).await?;
        let id = ProviderId(run.provider_id.clone());
        let stored = match self.stored(&id).await {
            Ok(stored) => stored,
            Err(ProviderError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(UsersError::ProviderGone),
        };
        let definition = &stored.definition;
        let connection = Connection::of(definition);
        let rules = &definition.attributes;
        let view = map_rows(rules, &run.attributes, &connection);
        let name = &definition.display_name;
        let mut signed_in = SignedIn::new(&id, name, rules, &view, run.failure());
        signed_in.newer = self.newer_sign_in(&run).await?;
        Ok((signed_in, view.mapped.user != run.mapped.user))
    }

    /// When the same person signed in again in a later test of the same provider, the last of
    /// many. One that failed by its mapping rules alone is a sign-in as well.
    pub(crate) async fn newer_sign_in(&self, run: &RunView) -> Result<Option<String>, StoreError> {
        let Some(subject) = subject_of(&run.attributes) else {
            return Ok(None);
        };
        let runs = self.inner.store.runs();
        let later = runs.received(&run.provider_id, Some(&run.run_id), LATER_MAX);
        let mut later = later.await?.into_iter();
        let again = later.find(|one| {
            // Without an outcome it goes on, or its process is gone.
            let ended = one
                .run
                .outcome
                .is_some_and(|outcome| !counts_as_failure(outcome, one.diagnosis.iter().copied()));
            ended && subject_of(&one.attributes).as_ref() == Some(&subject)
        });
        Ok(again.map(|one| one.run.started_at))
    }
}

fn summary(stored: &StoredUser) -> UserSummary {
    let user = &stored.user;
    UserSummary {
        id: user.id.clone(),
        username: field_text(&user.profile, USERNAME).to_owned(),
        email: field_text(&user.profile, EMAIL).to_owned(),
        providers: user
            .links
            .iter()
            .map(|link| link.provider.clone())
            .collect(),
        created_at: stored.created_at.clone(),
        updated_at: stored.updated_at.clone(),
    }
}
