//! The file name of a backup says when and why it was made, so a list needs no index that
//! could be lost.

use super::{STAMP, stamp};
use serde::Serialize;
use time::{OffsetDateTime, PrimitiveDateTime};

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    /// A newer program was about to change the form of the database.
    BeforeMigration,
    /// A day had passed and something had changed.
    Daily,
    /// The person asked for it.
    ByHand,
    /// Another backup was about to take the place of what was there.
    BeforeRestore,
}

impl BackupReason {
    pub(super) const ALL: [Self; 4] = [
        Self::BeforeMigration,
        Self::Daily,
        Self::ByHand,
        Self::BeforeRestore,
    ];

    /// How many of this kind are kept.
    pub(super) fn kept(self) -> usize {
        match self {
            Self::Daily | Self::ByHand => 10,
            Self::BeforeMigration | Self::BeforeRestore => 5,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::BeforeMigration => "before-migration",
            Self::Daily => "daily",
            Self::ByHand => "by-hand",
            Self::BeforeRestore => "before-restore",
        }
    }
}

pub(super) fn name_of(reason: BackupReason, at: OffsetDateTime) -> String {
    format!("{}-{}.db", stamp(at), reason.word())
}

pub(super) fn read_name(name: &str) -> Option<(OffsetDateTime, BackupReason)> {
    let (at, reason) = name.strip_suffix(".db")?.split_once('-')?;
    let at = PrimitiveDateTime::parse(at, STAMP).ok()?.assume_utc();
    let reason = BackupReason::ALL
        .into_iter()
        .find(|one| one.word() == reason)?;
    Some((at, reason))
}
