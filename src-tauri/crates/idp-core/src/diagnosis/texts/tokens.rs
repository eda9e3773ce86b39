//! Discovery, tokens, userinfo and what the rules make of them.

use super::{Texts, texts};

pub(super) const DISCOVERY_UNUSABLE: Texts = texts(
    "The discovery document cannot be used.",
    &[
        "The issuer or discovery URL is wrong.",
        "The document lacks members that are required.",
    ],
    &["Check user pool ID and Region. The address is below."],
);

pub(super) const ISSUER_MISMATCH: Texts = texts(
    "The issuer is not the configured one.",
    &[
        "Region or user pool ID in the issuer is wrong, or it has a trailing slash.",
        "The pool uses the newer issuer form (https://issuer-cognito-idp.…).",
        "The domain belongs to another user pool.",
    ],
    &["Copy the issuer from the discovery document, character by character."],
);

pub(super) const ID_TOKEN_MISSING: Texts = texts(
    "No ID token was received.",
    &["The scope openid was not requested or not granted."],
    &["Add openid to the scopes and tick it on the app client."],
);

pub(super) const ID_TOKEN_MALFORMED: Texts = texts(
    "The ID token cannot be read.",
    &["It is not a signed JWT, or it is encrypted."],
    &[
        "Check the ID token settings of the client at the provider: signed with RS256, not encrypted.",
    ],
);

pub(super) const ALGORITHM_REFUSED: Texts = texts(
    "The ID token is signed with an algorithm that is not accepted.",
    &["The token is unsigned, or signed with a shared secret, or with an unknown algorithm."],
    &[
        "Set the client's ID token signature algorithm to RS256 at the provider. Cognito uses RS256.",
    ],
);

pub(super) const SIGNING_KEY_MISSING: Texts = texts(
    "No fitting key for the signature was found.",
    &[
        "The JWKS URI belongs to another pool.",
        "The JWKS could not be read.",
        "The key is too weak or not meant for signatures.",
    ],
    &["Copy the JWKS URI from the discovery document."],
);

pub(super) const SIGNATURE_INVALID: Texts = texts(
    "The signature of the ID token is wrong.",
    &["The token was changed on its way, or the key does not belong to the issuer."],
    &["Do not use this provider. Check the JWKS URI and what lies between here and it."],
);

pub(super) const AUDIENCE_MISMATCH: Texts = texts(
    "The ID token was issued for another client.",
    &[
        "The client ID here differs from the one the token was issued for.",
        "The provider adds a further audience that is not trusted here.",
    ],
    &["Compare the client ID. A further audience can be trusted under Advanced."],
);

pub(super) const NONCE_MISMATCH: Texts = texts(
    "The nonce in the ID token is not the one that was sent.",
    &["The token belongs to another sign-in, or the provider drops the nonce."],
    &["Test again. If it stays, the provider does not support OpenID Connect correctly."],
);

pub(super) const TOKEN_EXPIRED: Texts = texts(
    "The ID token is expired or not valid yet.",
    &[
        "This machine's clock or the provider's is wrong.",
        "The token is an old one.",
    ],
    &["Compare this machine's clock with the time below and correct it."],
);

pub(super) const CLOCK_SKEW: Texts = texts(
    "This machine's clock differs from the provider's.",
    &["Time synchronisation is off on this machine."],
    &["Switch on time synchronisation."],
);

pub(super) const SUBJECT_INVALID: Texts = texts(
    "The ID token has no usable subject.",
    &["The claim sub is absent, empty, too long or not a text."],
    &["The provider does not follow OpenID Connect; ask its owner."],
);

pub(super) const ACCESS_TOKEN_HASH_MISMATCH: Texts = texts(
    "Access token and ID token do not belong together.",
    &["One of the two was replaced on its way."],
    &["Do not use this provider before this is explained."],
);

pub(super) const TOKEN_USE_WRONG: Texts = texts(
    "The token is not an ID token.",
    &["The provider sent an access token in its place (token_use is not id)."],
    &["Check the token endpoint; it must be Cognito's /oauth2/token."],
);

pub(super) const TOKEN_RESPONSE_UNUSABLE: Texts = texts(
    "The answer of the token endpoint cannot be used.",
    &["It is not the token endpoint, or something between here and it answers instead."],
    &["Compare the token endpoint with the discovery document."],
);

pub(super) const USERINFO_REJECTED: Texts = texts(
    "The userinfo endpoint did not accept the access token.",
    &[
        "The scope openid is missing from the access token.",
        "The address is mistyped: Cognito's is /oauth2/userInfo with a capital I, on the domain.",
        "The token is expired or was revoked.",
    ],
    &["Compare the userinfo endpoint with the discovery document and request openid."],
);

pub(super) const USERINFO_SUBJECT_MISMATCH: Texts = texts(
    "Userinfo describes another person than the ID token.",
    &["The userinfo endpoint belongs to another pool."],
    &["Compare the userinfo endpoint with the discovery document."],
);

pub(super) const REQUIRED_ATTRIBUTE_MISSING: Texts = texts(
    "A required attribute has no value.",
    &[
        "The user has no such attribute, or the app client may not read it, or the scope does not include it.",
    ],
    &["Look for the claim in the attribute table, correct the rule, or give it a default."],
);
