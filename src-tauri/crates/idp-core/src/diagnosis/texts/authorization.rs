//! The authorization request, the provider's pages and the callback.

use super::{Texts, texts};

pub(super) const REDIRECT_MISMATCH: Texts = texts(
    "The callback URL is not registered on the app client.",
    &[
        "The registered URL differs in one character: a trailing slash, http instead of https, host, port, upper and lower case, or the query.",
        "The client ID belongs to another app client of the same pool.",
        "The app client has no callback URL, as machine-to-machine clients have none.",
        "The change was saved less than a minute ago.",
    ],
    &[
        "In the AWS console open App clients, your client, Login pages, Edit, and add the callback URL exactly as shown below.",
        "Test again.",
    ],
);

pub(super) const INVALID_CLIENT: Texts = texts(
    "The provider did not accept the client or its credentials.",
    &[
        "The client secret is missing, old, or belongs to another app client.",
        "The app client has no secret, but one was sent, or the other way round.",
        "The client ID belongs to another pool or Region.",
        "The provider wants the secret in the form body instead of the Basic header, or the other way round.",
    ],
    &[
        "Copy the client secret again from the page of the app client and replace it here.",
        "For a client without a secret set client authentication to None.",
        "Try the other way of client authentication (basic or post).",
    ],
);

pub(super) const INVALID_SCOPE: Texts = texts(
    "A requested scope is not allowed for this app client.",
    &[
        "A scope is not ticked on the app client, often profile or phone.",
        "offline_access or groups was asked for: Cognito has neither.",
        "The scopes were joined by commas or encoded twice.",
    ],
    &[
        "In the AWS console open App clients, your client, Login pages, Edit, and tick the scopes listed below, or remove the extra ones here.",
        "Test again.",
    ],
);

/// Without the places of Cognito.
pub(super) const INVALID_SCOPE_OF_OTHERS: Texts = texts(
    "A requested scope is not allowed for this client.",
    &[
        "The provider does not know a scope, or does not allow it for this client.",
        "The scopes were joined by commas or encoded twice.",
    ],
    &[
        "Compare the scopes listed below with those that the provider allows for this client. Allow them there, or remove the extra ones here.",
        "Test again.",
    ],
);

pub(super) const INVALID_GRANT: Texts = texts(
    "The provider did not accept the authorization code.",
    &[
        "The code was used already or is older than five minutes.",
        "The app client cannot read an attribute that a scope implies: email without email_verified is the usual one.",
        "The code belongs to another client, or the PKCE verifier does not fit.",
    ],
    &[
        "Test again, and finish the sign-in within five minutes.",
        "In the AWS console open App clients, your client, Attribute permissions, and allow reading email and email_verified.",
    ],
);

pub(super) const UNAUTHORIZED_CLIENT: Texts = texts(
    "The app client is not allowed to use the authorization code grant.",
    &[
        "Authorization code grant is not ticked on the app client.",
        "The hosted sign-in pages are not enabled for the app client (AllowedOAuthFlowsUserPoolClient is false).",
        "At the token endpoint: the redirect URI differs from the one of the authorization request.",
    ],
    &[
        "In the AWS console open App clients, your client, Login pages, Edit, and choose Authorization code grant.",
        "Test again.",
    ],
);

pub(super) const ACCESS_DENIED: Texts = texts(
    "The sign-in was refused or cancelled.",
    &[
        "The person pressed Cancel or refused consent.",
        "The federated identity provider or one of its policies refused.",
        "A Lambda trigger of the user pool refused.",
    ],
    &[
        "Read the description below; it is the provider's own text.",
        "Try with another test user, or ask the owner of the identity provider or trigger.",
    ],
);

pub(super) const INVALID_REQUEST: Texts = texts(
    "The provider calls the request invalid.",
    &[
        "A parameter is missing or not understood.",
        "A federated identity provider failed; its description is below.",
    ],
    &[
        "Compare the authorization request in the trace with the provider's documentation.",
        "Remove additional authorization parameters and test again.",
    ],
);

pub(super) const LOGIN_REQUIRED: Texts = texts(
    "The provider wants an interactive sign-in.",
    &["prompt=none was sent and there is no session."],
    &["Remove prompt=none from the authorization parameters."],
);

pub(super) const SERVER_ERROR: Texts = texts(
    "The provider reported an error of its own.",
    &["The provider or a federated identity provider behind it failed."],
    &[
        "Test again in a minute.",
        "If it stays, give the request ID below to AWS support.",
    ],
);

pub(super) const LOGIN_PAGES_UNAVAILABLE: Texts = texts(
    "Cognito's sign-in pages are unavailable for this app client.",
    &[
        "The domain uses managed login and the app client has no branding style, as clients made by API, CloudFormation or Terraform do.",
    ],
    &[
        "In the AWS console open Managed login, Create a style, and assign it to this app client.",
        "Or switch the domain to the classic hosted pages.",
    ],
);

pub(super) const CLIENT_NOT_FOUND: Texts = texts(
    "The domain does not know this client, or not the identity provider asked for.",
    &[
        "The client ID belongs to another pool or Region, or was not copied whole.",
        "The identity_provider parameter names a provider that is not ticked on the app client.",
    ],
    &[
        "Compare the client ID with the page of the app client in the pool that owns this domain.",
        "Tick the identity provider under Login pages, or remove the identity_provider parameter.",
    ],
);

pub(super) const PARAMETERS_MISSING: Texts = texts(
    "The authorization request reached Cognito without its parameters.",
    &["The client ID is empty, or the URL was cut at the first &."],
    &["Check the client ID. If something between here and Cognito rewrites URLs, take it out."],
);

pub(super) const STATE_MISMATCH: Texts = texts(
    "The callback does not belong to this test.",
    &[
        "It answers an earlier sign-in, for instance from the browser's history.",
        "Somebody sent a callback of their own.",
    ],
    &["Test again from the start."],
);

pub(super) const CALLBACK_UNUSABLE: Texts = texts(
    "The callback cannot be used.",
    &[
        "It holds neither a code nor an error, or a parameter twice.",
        "The provider answered with form_post or in the fragment, which an embedded window cannot read.",
    ],
    &["Remove response_mode from the provider's settings so that it answers in the query."],
);
