//! `RespondToAuthChallenge`.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::PrimitiveDateTime;
use time::macros::format_description;

use super::challenge::{self, Challenge, Code, Step};
use super::exception::Exception;
use super::initiate_auth::identity;
use super::request::{Request, Texts};
use super::secret_hash::{self, HashOf};
use super::{Answer, attempts, srp, steps, tokens};
use crate::settings::{Client, MessageMfa, SettingsError, User, UserState, password_problem};
use crate::totp;

/// An answer to an open challenge, by the client and the user it was opened for.
struct Reply<'a> {
    request: &'a Request<'a>,
    client: &'a Client,
    user: &'a User,
    session: &'a str,
    responses: &'a Texts,
}

pub(super) async fn respond_to_auth_challenge(request: &Request<'_>) -> Answer {
    let name = request.required("ChallengeName")?;
    let client = request.client()?;
    let responses = request.texts("ChallengeResponses")?;
    let username = responses.required("USERNAME")?;
    if name == "PASSWORD_VERIFIER" {
        return verify_password(request, client, &responses);
    }
    let session = request
        .text("Session")
        .ok_or_else(|| Exception::missing("Session"))?;
    let challenge = challenge::find(request, session)?;
    let user = request.user(&challenge.username)?;
    let typed = request.settings.user_or_alias(username);
    let is_same = typed.is_some_and(|typed| typed.sub == user.sub);
    if !challenge.is_of(client) || challenge.step.name() != name || !is_same {
        return Err(challenge::invalid());
    }
    let hash = responses.get("SECRET_HASH");
    secret_hash::check(client, HashOf::Internal(&user.name), hash)?;
    let reply = Reply {
        request,
        client,
        user,
        session,
        responses: &responses,
    };
    reply.answer(challenge.step).await
}

/// The second step of SRP. Its state is found by the secret block, not by a session.
fn verify_password(request: &Request<'_>, client: &Client, responses: &Texts) -> Answer {
    let block = responses.required("PASSWORD_CLAIM_SECRET_BLOCK")?;
    let signature = responses.required("PASSWORD_CLAIM_SIGNATURE")?;
    let timestamp = responses.required("TIMESTAMP")?;
    let wrong = |_| Exception::wrong_password();
    let Challenge {
        step: Step::Verifier(key),
        username,
        ..
    } = challenge::find(request, block)
        .map_err(wrong)
        .and_then(|found| {
            found
                .is_of(client)
                .then_some(found)
                .ok_or_else(Exception::wrong_password)
        })?
    else {
        return Err(Exception::wrong_password());
    };
    let hash = responses.get("SECRET_HASH");
    secret_hash::check(client, HashOf::Internal(&username), hash)?;
    check_timestamp(timestamp)?;
    challenge::finish(request, block).map_err(wrong)?;
    let decoded = |text: &str| STANDARD.decode(text).unwrap_or_default();
    let identity = identity(request, &username);
    let (block, signature) = (decoded(block), decoded(signature));
    let matched = srp::proves(&key, &identity, &block, timestamp, &signature);
    let user = request.user(&username).map_err(wrong)?;
    attempts::refuse_locked(request, user)?;
    attempts::note(request, user, matched);
    if !matched {
        return Err(Exception::wrong_password());
    }
    steps::after_password(request, client, user)
}

fn check_timestamp(text: &str) -> Result<(), Exception> {
    let format = format_description!(
        "[weekday repr:short] [month repr:short] [day padding:none] [hour]:[minute]:[second] \
         UTC [year]"
    );
    PrimitiveDateTime::parse(text, format)
        .map(drop)
        .map_err(|_| {
            Exception::invalid_parameter(
                "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.",
            )
        })
}

impl Reply<'_> {
    async fn answer(&self, step: Step) -> Answer {
        match step {
            Step::NewPassword => self.new_password().await,
            Step::SmsMfa(code) => self.sent_code("SMS_MFA_CODE", &code),
            Step::EmailOtp(code) => self.sent_code("EMAIL_OTP_CODE", &code),
            Step::SmsOtp(code) => self.sent_code("SMS_OTP_CODE", &code),
            Step::SoftwareToken => self.software_token(),
            Step::SelectMfa => self.select_mfa(),
            Step::MfaReady => {
                self.finish()?;
                tokens::sign_in(self.request, self.client, self.user)
            }
            Step::MfaSetup | Step::MfaAssociated(_) => Err(Exception::invalid_parameter(
                "Software token is not verified for the user.",
            )),
            Step::SelectChallenge => self.select_challenge(self.responses.required("ANSWER")?),
            Step::Password => {
                self.responses.required("PASSWORD")?;
                self.choose("PASSWORD")
            }
            Step::PasswordSrp => {
                self.responses.required("SRP_A")?;
                self.choose("PASSWORD_SRP")
            }
            // Nothing here can check what answers these.
            Step::WebAuthn | Step::DeadEnd(_) | Step::Verifier(_) => {
                self.finish()?;
                Err(Exception::wrong_password())
            }
        }
    }

    /// Only what was taken ends the session: a wrong code or a new password that is refused may
    /// be sent again with the same one, as clients of the real service do.
    fn finish(&self) -> Result<(), Exception> {
        challenge::finish(self.request, self.session)
    }

    async fn new_password(&self) -> Answer {
        let password = self.responses.required("NEW_PASSWORD")?;
        if let Some(problem) = password_problem(password) {
            return Err(Exception::new("InvalidPasswordException", problem));
        }
        self.check_attributes()?;
        let set = |user: &mut User| {
            password.clone_into(&mut user.password);
            user.state = UserState::Confirmed;
            user.new_password = None;
            for (name, value) in self.responses.under("userAttributes.") {
                user.attributes.insert(name.to_owned(), value.to_owned());
            }
        };
        let pool = self.request.pool;
        pool.change_user(self.user, set).await.map_err(not_stored)?;
        self.finish()?;
        let settings = pool.settings.current();
        let user = settings
            .user(&self.user.name)
            .ok_or_else(Exception::wrong_password)?;
        match user.challenge {
            Some(dead_end) => steps::ask_dead_end(self.request, self.client, user, dead_end),
            None => steps::second_factor(self.request, self.client, user),
        }
    }

    fn check_attributes(&self) -> Result<(), Exception> {
        let required = &self.request.settings.required_attributes;
        let given = |wanted: &str| {
            self.responses
                .under("userAttributes.")
                .any(|(name, value)| name == wanted && !value.is_empty())
        };
        let missing = steps::missing_attributes(self.request, self.user).find(|name| !given(name));
        if let Some(name) = missing {
            return Err(Exception::invalid_parameter(format!(
                "Invalid user attributes: {name}: The attribute is required"
            )));
        }
        let kept = |name: &str| self.user.attribute(name).is_some_and(|old| !old.is_empty());
        match required.iter().find(|name| kept(name) && given(name)) {
            Some(name) => Err(Exception::not_authorized(format!(
                "Cannot modify an already provided {name}"
            ))),
            None => Ok(()),
        }
    }

    fn sent_code(&self, field: &str, code: &Code) -> Answer {
        let typed = self.responses.required(field)?;
        if code.until <= self.request.pool.now() {
            return Err(Exception::new(
                "ExpiredCodeException",
                "Invalid code provided, please request a code again.",
            ));
        }
        if verify_slices_are_equal(code.digits.as_bytes(), typed.as_bytes()).is_err() {
            return Err(Exception::wrong_code());
        }
        self.finish()?;
        self.complete()
    }

    /// A code can be the first factor of a user who was switched off meanwhile.
    fn complete(&self) -> Answer {
        steps::refuse_inactive(self.user)?;
        match self.user.state {
            UserState::ForceChangePassword => {
                steps::new_password(self.request, self.client, self.user)
            }
            UserState::Confirmed
            | UserState::Unconfirmed
            | UserState::Disabled
            | UserState::ResetRequired
            | UserState::TemporaryPasswordExpired => {
                tokens::sign_in(self.request, self.client, self.user)
            }
        }
    }

    fn software_token(&self) -> Answer {
        let typed = self.responses.required("SOFTWARE_TOKEN_MFA_CODE")?;
        let now = self.request.pool.now();
        let secret = self.request.settings.software_token(self.user);
        if secret.is_some_and(|secret| totp::is_current(secret, typed, now)) {
            self.finish()?;
            return self.complete();
        }
        Err(Exception::wrong_code())
    }

    fn select_mfa(&self) -> Answer {
        let answer = self.responses.required("ANSWER")?;
        let Self {
            request,
            client,
            user,
            ..
        } = *self;
        let by_message = user.message_mfa.iter().copied().find(|factor| {
            // Both names are in the documentation of the API.
            steps::message_name(*factor) == answer
                || (*factor == MessageMfa::EmailOtp && answer == "EMAIL_MFA")
        });
        let has_token = request.settings.software_token(user).is_some();
        match by_message {
            Some(factor) => {
                self.finish()?;
                steps::message(request, client, user, factor)
            }
            None if answer == "SOFTWARE_TOKEN_MFA" && has_token => {
                self.finish()?;
                steps::software_token(request, client, user)
            }
            None => Err(Exception::invalid_parameter(
                "User does not have the selected MFA type.",
            )),
        }
    }

    fn select_challenge(&self, answer: &str) -> Answer {
        let available = steps::available_challenges(self.request, self.client, self.user);
        if !available.contains(&answer) {
            return Err(Exception::invalid_parameter(
                "The selected challenge is not available.",
            ));
        }
        self.choose(answer)
    }

    fn choose(&self, choice: &str) -> Answer {
        self.finish()?;
        steps::take_choice(self.request, self.client, self.user, choice, self.responses)
    }
}

pub(super) fn not_stored(error: SettingsError) -> Exception {
    match error {
        SettingsError::Invalid { problems } => {
            let named = problems
                .iter()
                .map(|problem| format!("{}: {}", problem.field, problem.message))
                .collect::<Vec<_>>();
            Exception::invalid_parameter(format!("Invalid user attributes: {}", named.join("; ")))
        }
        SettingsError::Write { .. } => {
            tracing::error!(%error, "a practice user was not stored");
            Exception::internal()
        }
    }
}
