//! Sign-ins through the user pools API of the practice pool.

use idp_core::provider::{ProviderDraft, ProviderKind, UserStoreDraft};
use practice_pool::{Observed, RunningPracticePool};
use std::net::SocketAddr;

/// The seeded client for sign-ins through the API.
pub const USER_STORE_CLIENT: &str = "practiceuserstore000000004";

/// A definition for users of the pool, which is asked at this address.
#[must_use]
pub fn user_store_definition(
    pool: &RunningPracticePool,
    flow: &str,
    at: SocketAddr,
) -> ProviderDraft {
    let description = pool.description();
    ProviderDraft {
        display_name: "By password".to_owned(),
        catalogue_entry: "aws-cognito-user-store".to_owned(),
        kind: ProviderKind::UserStore,
        enabled: true,
        user_store: Some(UserStoreDraft {
            region: "local-practice-1".to_owned(),
            user_pool_id: description.user_pool_id,
            client_id: USER_STORE_CLIENT.to_owned(),
            identity_pool_id: Some(description.identity_pool_id),
            auth_flow: Some(flow.to_owned()),
            endpoint_override: Some(format!("http://{at}")),
        }),
        ..ProviderDraft::default()
    }
}

/// How often a sign-in was begun through the API.
#[must_use]
pub fn begun(pool: &RunningPracticePool) -> usize {
    let seen = pool.observed().into_iter();
    seen.filter(|one| matches!(one, Observed::Api { operation, .. } if operation == "InitiateAuth"))
        .count()
}
