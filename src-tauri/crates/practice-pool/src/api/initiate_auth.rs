//! `InitiateAuth`.

use aws_lc_rs::digest;
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::challenge::{self, Step};
use super::exception::Exception;
use super::request::{Request, Texts, user_not_found};
use super::secret_hash::{self, HashOf};
use super::srp::{self, Identity, SrpError};
use super::{Answer, attempts, steps, tokens};
use crate::settings::{AuthFlow, Client, User, UserExistenceErrors};

pub(super) fn initiate_auth(request: &Request<'_>) -> Answer {
    let flow = request.required("AuthFlow")?;
    let client = request.client()?;
    let parameters = request.texts("AuthParameters")?;
    match flow {
        "USER_PASSWORD_AUTH" => {
            let user = first_step(request, client, AuthFlow::UserPassword, flow, &parameters)?;
            with_password(request, client, user?, parameters.required("PASSWORD")?)
        }
        "USER_SRP_AUTH" => {
            let user = first_step(request, client, AuthFlow::UserSrp, flow, &parameters)?;
            let typed = parameters.required("USERNAME")?;
            with_srp(request, client, user, typed, parameters.required("SRP_A")?)
        }
        "USER_AUTH" => {
            let user = first_step(request, client, AuthFlow::User, flow, &parameters)?;
            steps::begin_choice(request, client, user?, &parameters)
        }
        "CUSTOM_AUTH" => {
            first_step(request, client, AuthFlow::Custom, flow, &parameters)??;
            Err(Exception::invalid_parameter(
                "Custom auth lambda trigger is not configured for the user pool.",
            ))
        }
        "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" => {
            demand(client, AuthFlow::RefreshToken, "REFRESH_TOKEN_AUTH")?;
            tokens::refresh(request, client, &parameters)
        }
        "ADMIN_NO_SRP_AUTH" | "ADMIN_USER_PASSWORD_AUTH" => Err(Exception::invalid_parameter(
            "Initiate Auth method not supported.",
        )),
        _ => Err(Exception::invalid_parameter(format!(
            "1 validation error detected: Value '{flow}' at 'authFlow' failed to satisfy \
             constraint: Member must satisfy enum value set: [USER_SRP_AUTH, \
             REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, \
             USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]"
        ))),
    }
}

/// What every flow with a user name begins with. The inner error is that of an unknown
/// user, which SRP keeps to itself for one more step.
fn first_step<'a>(
    request: &'a Request<'_>,
    client: &Client,
    flow: AuthFlow,
    name: &str,
    parameters: &Texts,
) -> Result<Result<&'a User, Exception>, Exception> {
    demand(client, flow, name)?;
    let typed = parameters.required("USERNAME")?;
    let hash = parameters.get("SECRET_HASH");
    secret_hash::check(client, HashOf::Typed(typed), hash)?;
    let Some(user) = request.settings.user_or_alias(typed) else {
        return match client.prevent_user_existence_errors {
            UserExistenceErrors::Enabled => Ok(Err(Exception::wrong_password())),
            UserExistenceErrors::Legacy => Err(user_not_found()),
        };
    };
    match user.fault {
        Some(fault) => Err(Exception::fault(fault, request)),
        None => Ok(Ok(user)),
    }
}

fn demand(client: &Client, flow: AuthFlow, name: &str) -> Result<(), Exception> {
    if client.allows(flow) {
        return Ok(());
    }
    Err(Exception::invalid_parameter(format!(
        "{name} flow not enabled for this client"
    )))
}

pub(super) fn with_password(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    password: &str,
) -> Answer {
    attempts::refuse_locked(request, user)?;
    let matched = user.has_password(password);
    attempts::note(request, user, matched);
    if !matched {
        return Err(Exception::wrong_password());
    }
    steps::after_password(request, client, user)
}

/// Answers an unknown user as well, with a password that nobody has.
pub(super) fn with_srp(
    request: &Request<'_>,
    client: &Client,
    user: Result<&User, Exception>,
    typed: &str,
    srp_a: &str,
) -> Answer {
    let (username, password) = match &user {
        Ok(user) => (user.name.as_str(), user.password.clone()),
        Err(_) => (typed, nobodys_password(typed)),
    };
    if let Ok(user) = user {
        attempts::refuse_locked(request, user)?;
    }
    let identity = identity(request, username);
    let opening = srp::open(&identity, &password, srp_a).map_err(|error| match error {
        SrpError::PublicValue => Exception::invalid_parameter("Invalid SRP_A"),
        SrpError::NoRandomness => Exception::internal(),
    })?;
    let mut block = [0; 512];
    rand::fill(&mut block).map_err(|_| Exception::internal())?;
    let block = STANDARD.encode(block);
    let step = Step::Verifier(opening.key);
    let name = step.name();
    challenge::keep(request, client, username, step, block.clone());
    Ok(json!({
        "ChallengeName": name,
        "ChallengeParameters": {
            "SALT": opening.salt,
            "SECRET_BLOCK": block,
            "SRP_B": opening.srp_b,
            "USERNAME": username,
            "USER_ID_FOR_SRP": username,
        },
    }))
}

/// The same each time: another salt for each try would tell that nobody is there.
fn nobodys_password(typed: &str) -> String {
    let hash = digest::digest(&digest::SHA256, format!("nobody {typed}").as_bytes());
    STANDARD.encode(hash.as_ref())
}

pub(super) fn identity<'a>(request: &'a Request<'_>, username: &'a str) -> Identity<'a> {
    let id = &request.settings.user_pool_id;
    Identity {
        pool: id.rsplit_once('_').map_or("", |(_, pool)| pool),
        username,
    }
}
