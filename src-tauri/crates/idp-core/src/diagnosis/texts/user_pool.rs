//! What only the APIs of user pools and identity pools say.

use super::{Texts, texts};

pub(super) const AUTH_FLOW_NOT_ENABLED: Texts = texts(
    "The sign-in flow is not enabled on the app client.",
    &[
        "The flow is not ticked: ALLOW_USER_PASSWORD_AUTH for user name and password, ALLOW_USER_SRP_AUTH for SRP, ALLOW_USER_AUTH for choice-based sign-in.",
        "The client ID belongs to another app client, such as one for the sign-in pages.",
    ],
    &[
        "In the AWS console open App clients, your client, Edit, and tick the flow under Authentication flows.",
        "Or choose a flow here that the app client has.",
    ],
);

pub(super) const SECRET_HASH_REQUIRED: Texts = texts(
    "The app client has a secret, but none was used.",
    &["The client secret is not stored here."],
    &[
        "Enter the client secret of the app client in the definition.",
        "Or use an app client without a secret, as most brokers want it: a secret cannot be taken away, so create another client.",
    ],
);

pub(super) const SECRET_HASH_WRONG: Texts = texts(
    "The client secret does not fit the app client.",
    &[
        "The client secret was not copied whole, or belongs to another app client.",
        "The pool knows the user by another name than the one typed, as pools do that sign in by e-mail address; then a broker that hashes the typed name fails as well.",
    ],
    &[
        "Copy the client secret again from the page of the app client and replace it here.",
        "Test with the user name as the AWS console shows it under Users.",
    ],
);

pub(super) const SECRET_NOT_EXPECTED: Texts = texts(
    "The app client has no secret, but one is stored here.",
    &[
        "The secret belongs to another app client.",
        "The app client was created again without a secret.",
    ],
    &["Remove the client secret from the definition, here and at the broker."],
);

pub(super) const ACCESS_TOKEN_SCOPE_MISSING: Texts = texts(
    "The access token may not read the attributes of the user.",
    &[
        "It lacks the scope aws.cognito.signin.user.admin, which tokens of this API have and others must ask for.",
    ],
    &["Find out which Lambda function changes the scopes of the token (Pre token generation)."],
);

pub(super) const TOKEN_REVOKED: Texts = texts(
    "The pool no longer takes the token.",
    &["The user was signed out everywhere, disabled or deleted while the test was running."],
    &["Test again."],
);

pub(super) const TRIGGER_FAILED: Texts = texts(
    "A Lambda function of the pool refused or failed.",
    &[
        "The function decided so; its own words are below.",
        "The function does not answer within 5 seconds, has a fault, or the pool may not call it.",
    ],
    &[
        "Look into the function's log in CloudWatch at the time of this test.",
        "In the AWS console open Extensions of the user pool to see which functions there are.",
    ],
);

pub(super) const POOL_MISCONFIGURED: Texts = texts(
    "The user pool cannot do what its own settings ask for.",
    &["A role for text messages or an identity for e-mails is missing, or lacks a permission."],
    &[
        "Read the pool's words below.",
        "In the AWS console open Authentication methods of the user pool and set up e-mail and SMS.",
    ],
);

pub(super) const IDENTITY_POOL_NOT_FOUND: Texts = texts(
    "The identity pool does not exist.",
    &["The identity pool ID was not copied whole, or it is in another Region or AWS account."],
    &["Copy the ID from the AWS console, Cognito, Identity pools."],
);

pub(super) const IDENTITY_POOL_REFUSED_LOGIN: Texts = texts(
    "The identity pool does not take this sign-in.",
    &[
        "This user pool and app client are not among its identity providers.",
        "The identity belongs to another login.",
        "It looks at the user pool as well (ServerSideTokenCheck), and the user was signed out there.",
    ],
    &[
        "In the AWS console open the identity pool, User access, Add identity provider, and add this user pool with this client ID.",
    ],
);

pub(super) const IDENTITY_POOL_CLASSIC_FLOW_OFF: Texts = texts(
    "The identity pool does not allow the basic (classic) flow.",
    &[
        "The call was one of the basic flow (GetOpenIdToken, then AssumeRoleWithWebIdentity), and the identity pool allows the enhanced flow only, as it comes.",
    ],
    &[
        "Let the caller use the enhanced flow: GetId, then GetCredentialsForIdentity, as this test does.",
        "Or, where the caller cannot, activate Basic (classic) authentication of the identity pool in the AWS console (AllowClassicFlow).",
    ],
);

pub(super) const IDENTITY_POOL_WITHOUT_ROLE: Texts = texts(
    "The identity pool has no role for this user.",
    &[
        "No role is set for those who signed in.",
        "The role's trust policy does not name this identity pool (aud), or not those who signed in (amr).",
        "No rule of the role mapping fits, and the pool refuses then.",
    ],
    &[
        "In the AWS console open the identity pool, User access, Authenticated access, and choose a role.",
        "Compare the trust policy of the role in IAM with the identity pool ID.",
    ],
);

pub(super) const API_CALL_REFUSED: Texts = texts(
    "The API of the pool refused the call.",
    &["The pool's own words are below."],
    &["Compare Region, user pool ID and client ID with the AWS console."],
);
