//! Rows of the tables of local users.

use super::StoredUser;
use crate::store::StoreError;
use idp_core::provider::ProviderId;
use idp_core::users::{ChangeKind, LocalUser, UserChange, UserId, UserLink};
use sqlx::FromRow;

#[derive(FromRow)]
pub(super) struct UserRow {
    pub(super) user_id: String,
    profile: String,
    email_verified: bool,
    created_at: String,
    updated_at: String,
}

impl UserRow {
    pub(super) fn with(self, links: Vec<UserLink>) -> Result<StoredUser, StoreError> {
        Ok(StoredUser {
            user: LocalUser {
                id: UserId(self.user_id),
                profile: serde_json::from_str(&self.profile)?,
                email_verified: self.email_verified,
                links,
            },
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct LinkRow {
    pub(super) user_id: String,
    provider_id: String,
    provider: String,
    subject: String,
}

impl From<&LinkRow> for UserLink {
    fn from(row: &LinkRow) -> Self {
        Self {
            provider_id: ProviderId(row.provider_id.clone()),
            provider: row.provider.clone(),
            subject: row.subject.clone(),
        }
    }
}

#[derive(FromRow)]
pub(super) struct ChangeRow {
    seq: u32,
    at: String,
    kind: String,
    provider: String,
    subject: String,
    run_id: Option<String>,
    new_link: bool,
    fields: String,
}

impl TryFrom<ChangeRow> for UserChange {
    type Error = StoreError;

    fn try_from(row: ChangeRow) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.seq,
            at: row.at,
            kind: kind_of(&row.kind)?,
            provider: row.provider,
            subject: row.subject,
            run_id: row.run_id,
            new_link: row.new_link,
            fields: serde_json::from_str(&row.fields)?,
        })
    }
}

pub(super) fn kind_text(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Updated => "updated",
        ChangeKind::Unlinked => "unlinked",
    }
}

fn kind_of(text: &str) -> Result<ChangeKind, StoreError> {
    match text {
        "created" => Ok(ChangeKind::Created),
        "updated" => Ok(ChangeKind::Updated),
        "unlinked" => Ok(ChangeKind::Unlinked),
        other => Err(StoreError::Damaged {
            detail: format!("a change of a user of the kind {other:?}"),
        }),
    }
}
