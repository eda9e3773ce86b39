//! What reads otherwise in a sign-in through the API of a user pool: it has no domain, no
//! pages, no discovery of endpoints and no scopes, so advice about them would lead nowhere.

use super::{Texts, texts};
use crate::diagnosis::DiagnosisCode as C;

pub(super) const VARIANTS: &[(C, Texts)] = &[
    (
        C::ClientNotFound,
        texts(
            "The user pools API does not know this app client.",
            &[
                "The client ID belongs to another user pool or Region, or was not copied whole.",
                "The app client was deleted.",
            ],
            &["Compare client ID and Region with the page of the app client in the AWS console."],
        ),
    ),
    (
        C::IssuerMismatch,
        texts(
            "The issuer is not that of the user pool.",
            &[
                "Region or user pool ID in the definition is wrong.",
                "The address under Endpoint answers for another user pool.",
            ],
            &["Compare Region, user pool ID and Endpoint of the definition with the AWS console."],
        ),
    ),
    (
        C::IdTokenMissing,
        texts(
            "No ID token was received.",
            &[
                "What answers is not a Cognito user pool: a pool gives a person an ID token at each sign-in through its API.",
            ],
            &[
                "Compare Region and user pool ID with the AWS console. If Endpoint names an emulator, look at what it leaves out.",
            ],
        ),
    ),
    (
        C::SigningKeyMissing,
        texts(
            "No fitting key for the signature was found.",
            &[
                "The token is signed by another user pool than the definition names.",
                "The keys of the user pool could not be read.",
                "The key is too weak or not meant for signatures.",
            ],
            &[
                "Compare Region, user pool ID and Endpoint of the definition with the AWS console.",
                "Open the address of the keys from this machine; it is in the requests of this test.",
            ],
        ),
    ),
    (
        C::SignatureInvalid,
        texts(
            "The signature of the ID token is wrong.",
            &["The token was changed on its way, or the key does not belong to the user pool."],
            &["Do not use this user pool. Check what lies between here and it."],
        ),
    ),
    (
        C::AudienceMismatch,
        texts(
            "The ID token was issued for another client.",
            &["The client ID here differs from the one the token was issued for."],
            &["Compare the client ID with the page of the app client in the AWS console."],
        ),
    ),
    (
        C::TokenUseWrong,
        texts(
            "The token is not an ID token.",
            &["An access token was sent in its place (token_use is not id)."],
            &[
                "A Cognito user pool does not do that. If Endpoint names an emulator, test against the user pool itself.",
            ],
        ),
    ),
    (
        C::TokenResponseUnusable,
        texts(
            "The answer of the user pool cannot be used.",
            &["It has no access token. What answers is not a Cognito user pool."],
            &["Compare Region and Endpoint of the definition with the AWS console."],
        ),
    ),
    (
        C::UserinfoSubjectMismatch,
        texts(
            "The attributes describe another person than the ID token.",
            &["What answers mixes up its users; a Cognito user pool does not."],
            &["Do not use this user pool before this is explained."],
        ),
    ),
    (
        C::RequiredAttributeMissing,
        texts(
            "A required attribute has no value.",
            &["The user has no such attribute, or the app client may not read it."],
            &[
                "Look for the attribute in the attribute table, correct the rule, or give it a default.",
                "In the AWS console open App clients, your client, Attribute permissions, and allow reading it.",
            ],
        ),
    ),
    (
        C::NetworkUnreachable,
        texts(
            "The host could not be reached.",
            &[
                "The name does not exist: the Region is wrong, or Cognito is not offered there.",
                "A firewall or proxy blocks the connection.",
                "The connection was cut before the answer.",
            ],
            &[
                "Check the host below letter by letter.",
                "Open it in a browser on this machine.",
            ],
        ),
    ),
    (
        C::TlsUntrusted,
        texts(
            "The server's certificate is not trusted.",
            &[
                "A proxy of your organisation re-signs the traffic.",
                "The certificate is expired, self-signed or for another name.",
            ],
            &[
                "If it is your organisation's proxy, have its certificate installed on this machine as a trusted authority.",
            ],
        ),
    ),
    (
        C::AddressRefused,
        texts(
            "The address is not one this definition may use.",
            &[
                "It is private, loopback or link-local, as with a private endpoint of AWS in your network.",
            ],
            &["If this is meant, enter the address under Endpoint of the definition."],
        ),
    ),
    (
        C::ResponseTooLarge,
        texts(
            "The answer is too large.",
            &["It is not the API of a user pool."],
            &["Compare Region and Endpoint of the definition with the AWS console."],
        ),
    ),
    (
        C::NotJson,
        texts(
            "The answer is not the expected JSON.",
            &[
                "The address is a web page, not the API.",
                "A proxy or sign-in portal of the network answered instead.",
            ],
            &[
                "Compare Region and Endpoint of the definition with the AWS console; the first characters of the answer are below.",
            ],
        ),
    ),
    (
        C::UnexpectedRedirect,
        texts(
            "The API answered with a redirect, which is not followed.",
            &[
                "A proxy or sign-in portal of the network answered instead.",
                "The address under Endpoint is not the API itself.",
            ],
            &["Sign in to the network first, or enter the address that the API really has."],
        ),
    ),
    (
        C::PasswordResetRequired,
        texts(
            "The user must reset the password.",
            &["An administrator asked for a reset, or the user was imported."],
            &[
                "The user asks for a code and sets a new password with it (ForgotPassword, ConfirmForgotPassword).",
                "Or set a permanent one: aws cognito-idp admin-set-user-password --permanent.",
            ],
        ),
    ),
];
