//! What the mapping preview says of the local users.

use super::{Rejection, UserDecision, UserId, UserOutcome};
use crate::run::RunName;
use serde::Serialize;

/// What the sign-ins that are looked at would make of the local users: [`super::decide`]'s
/// answer, of several the worst. Each is decided as if it were the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserPreview {
    /// What would become of them.
    pub outcome: UserOutcome,
    /// The user that was found.
    pub user_id: Option<UserId>,
    /// Its name; of a new one, the name it would get.
    pub username: Option<String>,
    /// How many fields the user would have.
    pub fields: u32,
    /// Why it would be rejected.
    pub rejections: Vec<Rejection>,
    /// Why it is this user, in a sentence.
    pub because: String,
    /// How many of the sign-ins would be rejected.
    pub rejected: u32,
    /// Which run it is of, when several were looked at.
    pub run: Option<RunName>,
}

impl UserPreview {
    /// What was decided, for a preview.
    #[must_use]
    pub fn new(decision: UserDecision, run: Option<RunName>) -> Self {
        Self {
            outcome: decision.outcome,
            user_id: decision.user_id,
            username: decision.username,
            fields: u32::try_from(decision.profile.len()).unwrap_or(u32::MAX),
            rejections: decision.rejections,
            because: decision.because,
            rejected: u32::from(decision.outcome == UserOutcome::Rejected),
            run,
        }
    }

    /// This one, or the other when only that is rejected.
    #[must_use]
    pub fn with_worse_of(self, other: Self) -> Self {
        let rejected = self.rejected + other.rejected;
        let worse = other.outcome == UserOutcome::Rejected && self.outcome != other.outcome;
        let shown = if worse { other } else { self };
        Self { rejected, ..shown }
    }
}
