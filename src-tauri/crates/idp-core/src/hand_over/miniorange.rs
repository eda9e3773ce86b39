//! The forms of miniOrange.

use super::{HandOver, Values, optional, text};
use crate::provider::{ProviderDraft, UserStoreDraft};

/// Its form for an identity provider.
pub(super) fn provider(values: &Values<'_>) -> HandOver {
    let mut fields = vec![
        text("Display Name", &values.draft.display_name),
        text(
            "OAuth Authorize Endpoint",
            &values.oauth.authorization_endpoint,
        ),
        text("OAuth Access Token Endpoint", &values.oauth.token_endpoint),
        optional(
            "Get User Info Endpoint (optional)",
            values.oauth.userinfo_endpoint.as_deref(),
        ),
        text("Client ID", &values.oauth.client_id),
    ];
    fields.extend(values.secret("Client secret"));
    fields.push(text("Scope", &values.scopes()).note("Separated by spaces."));
    let mut notes = vec![
        "Its form is prefilled with the scope phone. Replace all of it: the provider may refuse a sign-in for one scope that the client is not allowed.",
    ];
    if values.is_public() {
        notes.push("Its form needs a client secret, and this definition is of a public client. Use a client with a secret.");
    }
    HandOver {
        consumer: "miniorange",
        name: "miniOrange",
        location: "Identity Providers > Add Identity Provider > OAuth/OpenID",
        fields,
        notes,
    }
}

/// Its form for a user pool as a user store; no other consumer's is known here.
pub(super) fn user_store(draft: &ProviderDraft, store: &UserStoreDraft) -> HandOver {
    let identity_pool = optional("Identity Pool ID", store.identity_pool_id.as_deref());
    HandOver {
        consumer: "miniorange",
        name: "miniOrange",
        location: "User Stores > Add User Store > API > AWS Cognito",
        fields: vec![
            text("Identifier", &draft.display_name),
            text("Region", &store.region),
            identity_pool,
            text("User Pool ID", &store.user_pool_id),
            text("Client ID", &store.client_id),
        ],
        notes: vec![
            "Its form has no field for a client secret: the app client must be without one, and must allow ALLOW_USER_PASSWORD_AUTH.",
            "Region, user pool and identity pool must be of the same Region.",
        ],
    }
}
