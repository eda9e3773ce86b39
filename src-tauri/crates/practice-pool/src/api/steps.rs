//! What comes after a first factor: another challenge, or tokens.

use serde_json::{Value, json};

use super::challenge::{self, Code, Step};
use super::exception::Exception;
use super::initiate_auth::{with_password, with_srp};
use super::request::{Request, Texts};
use super::{Answer, tokens};
use crate::messages::{MessageChannel, SentMessage, numeric_code};
use crate::settings::{
    AuthFlow, Client, DeadEndChallenge, FirstFactor, MessageMfa, MfaConfiguration, User, UserState,
};

/// Second factors have six digits, first factors eight.
const MFA_DIGITS: usize = 6;
const FIRST_FACTOR_DIGITS: usize = 8;

pub(super) fn after_password(request: &Request<'_>, client: &Client, user: &User) -> Answer {
    refuse_inactive(user)?;
    if user.state == UserState::ForceChangePassword {
        return new_password(request, client, user);
    }
    match user.challenge {
        Some(dead_end) => ask_dead_end(request, client, user, dead_end),
        None => second_factor(request, client, user),
    }
}

/// Users who cannot sign in, whatever they know.
pub(super) fn refuse_inactive(user: &User) -> Result<(), Exception> {
    match user.state {
        UserState::Confirmed | UserState::ForceChangePassword => Ok(()),
        UserState::Disabled => Err(Exception::not_authorized("User is disabled.")),
        UserState::Unconfirmed => Err(Exception::new(
            "UserNotConfirmedException",
            "User is not confirmed.",
        )),
        UserState::ResetRequired => Err(Exception::new(
            "PasswordResetRequiredException",
            "Password reset required for the user",
        )),
        UserState::TemporaryPasswordExpired => Err(Exception::not_authorized(
            "Temporary password has expired and must be reset by an administrator.",
        )),
    }
}

pub(super) fn new_password(request: &Request<'_>, client: &Client, user: &User) -> Answer {
    let missing: Vec<String> = missing_attributes(request, user)
        .map(|name| format!("userAttributes.{name}"))
        .collect();
    let parameters = json!({
        "USER_ID_FOR_SRP": user.name,
        "requiredAttributes": json!(missing).to_string(),
        "userAttributes": json!(user.attributes).to_string(),
    });
    ask(request, client, user, Step::NewPassword, parameters)
}

pub(super) fn missing_attributes<'a>(
    request: &'a Request<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a str> {
    let required = request.settings.required_attributes.iter();
    required
        .map(String::as_str)
        .filter(|name| user.attribute(name).is_none_or(str::is_empty))
}

pub(super) fn ask_dead_end(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    dead_end: DeadEndChallenge,
) -> Answer {
    let parameters = match dead_end {
        DeadEndChallenge::CustomChallenge => json!({ "USERNAME": user.name }),
        DeadEndChallenge::DeviceSrpAuth | DeadEndChallenge::DevicePasswordVerifier => json!({
            "USERNAME": user.name,
            "DEVICE_KEY": format!("{}_{}", request.settings.region(), user.sub),
        }),
    };
    ask(request, client, user, Step::DeadEnd(dead_end), parameters)
}

/// The second factor of who proved the first, or tokens where none is asked for.
pub(super) fn second_factor(request: &Request<'_>, client: &Client, user: &User) -> Answer {
    let token = request.settings.software_token(user);
    let messages = match request.settings.mfa_configuration {
        MfaConfiguration::Off => &[][..],
        MfaConfiguration::Optional | MfaConfiguration::On => &user.message_mfa[..],
    };
    match (token, messages) {
        (None, []) if request.settings.mfa_configuration == MfaConfiguration::On => {
            let parameters = json!({
                "MFAS_CAN_SETUP": json!(["SOFTWARE_TOKEN_MFA"]).to_string(),
                "USER_ID_FOR_SRP": user.name,
            });
            ask(request, client, user, Step::MfaSetup, parameters)
        }
        (None, []) => tokens::sign_in(request, client, user),
        (Some(_), []) => software_token(request, client, user),
        (None, [factor]) => message(request, client, user, *factor),
        (token, several) => select_mfa(request, client, user, token.is_some(), several),
    }
}

fn select_mfa(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    has_token: bool,
    messages: &[MessageMfa],
) -> Answer {
    let token = has_token.then_some("SOFTWARE_TOKEN_MFA");
    let named = messages.iter().map(|factor| message_name(*factor));
    let choices: Vec<&str> = named.chain(token).collect();
    let parameters = json!({
        "MFAS_CAN_CHOOSE": json!(choices).to_string(),
        "USER_ID_FOR_SRP": user.name,
    });
    ask(request, client, user, Step::SelectMfa, parameters)
}

pub(super) fn message_name(factor: MessageMfa) -> &'static str {
    match factor {
        MessageMfa::SmsMfa => "SMS_MFA",
        MessageMfa::EmailOtp => "EMAIL_OTP",
    }
}

pub(super) fn software_token(request: &Request<'_>, client: &Client, user: &User) -> Answer {
    let parameters = json!({ "FRIENDLY_DEVICE_NAME": "", "USER_ID_FOR_SRP": user.name });
    ask(request, client, user, Step::SoftwareToken, parameters)
}

pub(super) fn message(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    factor: MessageMfa,
) -> Answer {
    match factor {
        MessageMfa::SmsMfa => send(
            request,
            client,
            user,
            MessageChannel::Sms,
            MFA_DIGITS,
            Step::SmsMfa,
        ),
        MessageMfa::EmailOtp => send(
            request,
            client,
            user,
            MessageChannel::Email,
            MFA_DIGITS,
            Step::EmailOtp,
        ),
    }
}

/// Puts a code into a message and asks for it.
fn send(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    channel: MessageChannel,
    digits: usize,
    step: fn(Code) -> Step,
) -> Answer {
    let (attribute, medium) = match channel {
        MessageChannel::Sms => ("phone_number", "SMS"),
        MessageChannel::Email => ("email", "EMAIL"),
    };
    let Some(destination) = user.attribute(attribute) else {
        return Err(Exception::invalid_parameter(
            "User has no delivery destination for this challenge.",
        ));
    };
    let code = numeric_code(digits).ok_or_else(Exception::internal)?;
    let now = request.pool.now();
    request.pool.messages.send(SentMessage {
        channel,
        destination: destination.to_owned(),
        username: user.name.clone(),
        code: code.clone(),
        sent_at: now,
    });
    let parameters = json!({
        "CODE_DELIVERY_DELIVERY_MEDIUM": medium,
        "CODE_DELIVERY_DESTINATION": masked(destination, channel),
        "USER_ID_FOR_SRP": user.name,
    });
    ask(
        request,
        client,
        user,
        step(Code::new(code, now)),
        parameters,
    )
}

/// As Cognito hides it: `+*******0106`, `g***@e***`.
fn masked(destination: &str, channel: MessageChannel) -> String {
    let first = |text: &str| text.chars().take(1).collect::<String>();
    match channel {
        MessageChannel::Sms => {
            let digits: Vec<char> = destination.trim_start_matches('+').chars().collect();
            let hidden = digits.len().saturating_sub(4);
            let shown: String = digits[hidden..].iter().collect();
            format!("+{}{shown}", "*".repeat(hidden))
        }
        MessageChannel::Email => {
            let (name, domain) = destination.split_once('@').unwrap_or((destination, ""));
            format!("{}***@{}***", first(name), first(domain))
        }
    }
}

/// Opens a challenge with its session.
pub(super) fn ask(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    step: Step,
    parameters: Value,
) -> Answer {
    let name = step.name();
    let session = challenge::open(request, client, &user.name, step)?;
    Ok(json!({
        "ChallengeName": name,
        "ChallengeParameters": parameters,
        "Session": session,
    }))
}

/// `USER_AUTH`: the preferred challenge where it is there, or the choice.
pub(super) fn begin_choice(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    parameters: &Texts,
) -> Answer {
    let available = available_challenges(request, client, user);
    match parameters.get("PREFERRED_CHALLENGE") {
        Some(preferred) if available.contains(&preferred) => {
            take_choice(request, client, user, preferred, parameters)
        }
        Some(_) | None => {
            let mut answer = ask(request, client, user, Step::SelectChallenge, json!({}))?;
            answer["AvailableChallenges"] = json!(available);
            Ok(answer)
        }
    }
}

pub(super) fn available_challenges(
    request: &Request<'_>,
    client: &Client,
    user: &User,
) -> Vec<&'static str> {
    let mut names = Vec::new();
    for factor in &request.settings.first_factors {
        match factor {
            // USER_AUTH by itself allows both ways to use a password.
            FirstFactor::Password if client.allows(AuthFlow::User) => {
                names.extend(["PASSWORD", "PASSWORD_SRP"]);
            }
            FirstFactor::EmailOtp if user.attribute("email").is_some() => names.push("EMAIL_OTP"),
            FirstFactor::SmsOtp if user.attribute("phone_number").is_some() => {
                names.push("SMS_OTP");
            }
            FirstFactor::WebAuthn => names.push("WEB_AUTHN"),
            FirstFactor::Password | FirstFactor::EmailOtp | FirstFactor::SmsOtp => {}
        }
    }
    names
}

/// Goes on with a first factor; what it needs may come along or be asked for.
pub(super) fn take_choice(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    choice: &str,
    given: &Texts,
) -> Answer {
    let (sms, email) = (MessageChannel::Sms, MessageChannel::Email);
    let digits = FIRST_FACTOR_DIGITS;
    match choice {
        "PASSWORD" => match given.get("PASSWORD") {
            Some(password) => with_password(request, client, user, password),
            None => ask(request, client, user, Step::Password, json!({})),
        },
        "PASSWORD_SRP" => match given.get("SRP_A") {
            Some(srp_a) => with_srp(request, client, Ok(user), &user.name, srp_a),
            None => ask(request, client, user, Step::PasswordSrp, json!({})),
        },
        "EMAIL_OTP" => send(request, client, user, email, digits, Step::EmailOtp),
        "SMS_OTP" => send(request, client, user, sms, digits, Step::SmsOtp),
        _ => {
            let options = json!({ "challenge": "cHJhY3RpY2U", "rpId": "127.0.0.1" });
            let parameters = json!({ "CREDENTIAL_REQUEST_OPTIONS": options.to_string() });
            ask(request, client, user, Step::WebAuthn, parameters)
        }
    }
}
