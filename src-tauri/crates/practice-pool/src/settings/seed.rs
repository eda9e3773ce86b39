//! The settings of a new practice pool.

use std::collections::BTreeMap;

use super::api::{AuthFlow, FirstFactor, IdentityPoolSettings, shortest_session};
use super::{
    Client, Grant, MessageMfa, MfaConfiguration, Settings, TokenLifetimes, User,
    UserExistenceErrors, UserState,
};

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_pool_id: "local-practice-1_Pract1ce0".into(),
            identity_pool_id: "local-practice-1:00000000-0000-4000-8000-000000000001".into(),
            managed_login_version: 2,
            mfa_configuration: MfaConfiguration::default(),
            required_attributes: Vec::new(),
            alias_attributes: Vec::new(),
            first_factors: FirstFactor::playable(),
            failed_attempts_limit: None,
            fault: None,
            identity_pool: IdentityPoolSettings::default(),
            clients: vec![confidential(), public(), unstyled(), user_store()],
            users: vec![alice(), bob(), carol(), dave(), erin(), frank(), grace()],
        }
    }
}

fn confidential() -> Client {
    Client {
        id: "practiceconfidential000001".into(),
        name: "Practice broker".into(),
        purpose: "Has a secret, as an identity broker needs. Its scopes leave out phone.".into(),
        secret: Some("practicesecret1aaaabbbbccccddddeeeeffffgggghhhhiiii".into()),
        callback_urls: strings(&[
            "https://broker.example.com/callback",
            "http://localhost:53682/callback",
        ]),
        sign_out_urls: strings(&[
            "https://broker.example.com/signed-out",
            "http://localhost:53682/signed-out",
        ]),
        scopes: strings(&["openid", "email", "profile"]),
        grants: vec![Grant::AuthorizationCode, Grant::RefreshToken],
        identity_providers: vec!["COGNITO".into()],
        has_branding_style: true,
        token_lifetimes: TokenLifetimes::default(),
        explicit_auth_flows: AuthFlow::api_default(),
        prevent_user_existence_errors: UserExistenceErrors::default(),
        auth_session_validity: shortest_session(),
        refresh_token_rotation: false,
        in_identity_pool: true,
    }
}

fn public() -> Client {
    Client {
        id: "practicepublic000000000002".into(),
        name: "Practice app".into(),
        purpose: "Has no secret, as a single-page or mobile app. Allows phone as well.".into(),
        secret: None,
        scopes: strings(&["openid", "email", "phone", "profile"]),
        ..confidential()
    }
}

fn unstyled() -> Client {
    Client {
        id: "practiceunstyled0000000003".into(),
        name: "Practice client without style".into(),
        purpose: "Has no branding style, so its login pages are unavailable (HTTP 403).".into(),
        secret: Some("practicesecret3aaaabbbbccccddddeeeeffffgggghhhhiiii".into()),
        has_branding_style: false,
        ..confidential()
    }
}

fn user_store() -> Client {
    Client {
        id: "practiceuserstore000000004".into(),
        name: "Practice user store".into(),
        purpose: "Has no secret and takes user name and password through the user pools API."
            .into(),
        secret: None,
        explicit_auth_flows: vec![
            AuthFlow::UserPassword,
            AuthFlow::UserSrp,
            AuthFlow::User,
            AuthFlow::RefreshToken,
        ],
        ..confidential()
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn alice() -> User {
    User {
        groups: vec!["admins".into(), "engineering".into()],
        attributes: attributes(&[
            ("email", "alice@example.com"),
            ("email_verified", "true"),
            ("phone_number", "+12025550101"),
            ("phone_number_verified", "true"),
            ("name", "Alice Example"),
            ("given_name", "Alice"),
            ("family_name", "Example"),
            ("custom:department", "Engineering"),
        ]),
        ..user(
            "alice",
            1,
            "Every attribute is set and the e-mail is verified.",
        )
    }
}

fn bob() -> User {
    User {
        groups: vec!["engineering".into()],
        attributes: attributes(&[
            ("email", "bob@example.com"),
            ("email_verified", "false"),
            ("name", "Bob Example"),
            ("given_name", "Bob"),
            ("family_name", "Example"),
            ("custom:department", "Sales"),
        ]),
        ..user("bob", 2, "The e-mail is not verified.")
    }
}

fn carol() -> User {
    User {
        state: UserState::ForceChangePassword,
        new_password: Some("Practice-Carol-2".into()),
        groups: vec!["admins".into(), "engineering".into(), "sales".into()],
        ..user(
            "carol",
            3,
            "Must set a new password at the first sign-in, and has three groups.",
        )
    }
}

fn dave() -> User {
    User {
        totp_secret: Some("PRACT2CEPOOLDAVETOTPSECRETAAAAAA".into()),
        ..user(
            "dave",
            4,
            "Is asked for a one-time code of a software token.",
        )
    }
}

fn erin() -> User {
    User {
        state: UserState::Disabled,
        ..user("erin", 5, "Is disabled and cannot sign in.")
    }
}

fn frank() -> User {
    let mut frank = User {
        message_mfa: vec![MessageMfa::SmsMfa],
        ..user(
            "frank",
            6,
            "Is asked for the code of a text message by the user pools API.",
        )
    };
    frank.attributes.extend(attributes(&[
        ("phone_number", "+12025550106"),
        ("phone_number_verified", "true"),
    ]));
    frank
}

fn grace() -> User {
    User {
        totp_secret: Some("PRACT2CEPOOLGRACETOTPSECRETAAAAA".into()),
        message_mfa: vec![MessageMfa::EmailOtp],
        ..user(
            "grace",
            7,
            "Chooses between a software token and the code of an e-mail.",
        )
    }
}

fn user(name: &str, number: u8, purpose: &str) -> User {
    let mut letters = name.chars();
    let given: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    User {
        name: name.into(),
        password: format!("Practice-{given}-1"),
        purpose: purpose.into(),
        sub: format!("a1b2c3d4-0000-4000-8000-{number:012}"),
        attributes: attributes(&[
            ("email", &format!("{name}@example.com")),
            ("email_verified", "true"),
            ("name", &format!("{given} Example")),
            ("given_name", &given),
            ("family_name", "Example"),
        ]),
        groups: Vec::new(),
        state: UserState::Confirmed,
        totp_secret: None,
        new_password: None,
        message_mfa: Vec::new(),
        challenge: None,
        fault: None,
    }
}

fn attributes(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
