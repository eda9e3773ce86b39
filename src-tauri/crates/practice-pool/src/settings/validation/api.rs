//! What only the user pools API and the identity pool read.

use super::{Problems, STANDARD_ATTRIBUTES, has_length, is_name};
use crate::settings::{AuthFlow, Client, MessageMfa, Settings, User};

pub(super) fn check_pool(settings: &Settings, problems: &mut Problems) {
    for (index, name) in settings.required_attributes.iter().enumerate() {
        problems.demand(
            STANDARD_ATTRIBUTES.contains(&name.as_str()) && !name.ends_with("_verified"),
            format!("requiredAttributes[{index}]"),
            "Write a standard attribute, such as name.",
        );
    }
    problems.demand(
        settings
            .failed_attempts_limit
            .is_none_or(|limit| (1..=100).contains(&limit)),
        "failedAttemptsLimit",
        "Write 1 to 100, or leave it out for no limit.",
    );
    problems.demand(
        settings
            .identity_pool
            .authenticated_role_arn
            .as_deref()
            .is_none_or(is_role_arn),
        "identityPool.authenticatedRoleArn",
        "Write arn:aws:iam::<12 digits>:role/<name>, or leave it out.",
    );
}

fn is_role_arn(text: &str) -> bool {
    let rest = text
        .strip_prefix("arn:aws:iam::")
        .and_then(|rest| rest.split_once(":role/"));
    rest.is_some_and(|(account, name)| {
        account.len() == 12
            && account.bytes().all(|byte| byte.is_ascii_digit())
            && has_length(name, 1, 512)
            && is_name(&name.replace('/', "_"))
    })
}

pub(super) fn check_client(client: &Client, at: &str, problems: &mut Problems) {
    problems.demand(
        (3..=15).contains(&client.auth_session_validity),
        format!("{at}.authSessionValidity"),
        "Write 3 to 15 minutes.",
    );
    problems.demand(
        !(client.refresh_token_rotation && client.allows(AuthFlow::RefreshToken)),
        format!("{at}.refreshTokenRotation"),
        "ALLOW_REFRESH_TOKEN_AUTH cannot be used while refresh tokens rotate.",
    );
}

pub(super) fn check_user(user: &User, at: &str, problems: &mut Problems) {
    for (index, factor) in user.message_mfa.iter().enumerate() {
        let (needed, message) = match factor {
            MessageMfa::SmsMfa => ("phone_number", "SMS_MFA needs the attribute phone_number."),
            MessageMfa::EmailOtp => ("email", "EMAIL_OTP needs the attribute email."),
        };
        problems.demand(
            user.attribute(needed).is_some(),
            format!("{at}.messageMfa[{index}]"),
            message,
        );
    }
}
