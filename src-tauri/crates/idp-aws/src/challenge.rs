//! What a user pool answers a step of a sign-in with: tokens, or a challenge, and what to
//! make of it (user pools API reference, `RespondToAuthChallenge`).

use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::question::{CodeChannel, Question};
use idp_core::run::StepKind;
use idp_core::secret::Secret;
use std::collections::{BTreeMap, HashMap};

/// Where a sign-in stands after a call.
#[derive(Debug)]
pub enum AuthStep {
    /// The person is signed in.
    SignedIn(Box<Tokens>),
    /// Something is asked for.
    Challenged(Box<Challenge>),
}

/// What a call of a sign-in was answered with.
#[derive(Debug)]
pub struct Answered {
    /// Where the sign-in stands.
    pub step: AuthStep,
    /// The call carried a password, or the proof of one, and the pool took it.
    pub password_taken: bool,
}

/// The tokens of a sign-in.
#[derive(Debug)]
pub struct Tokens {
    /// Always there for a person.
    pub id_token: Option<Secret>,
    /// With the scope `aws.cognito.signin.user.admin`.
    pub access_token: Secret,
    /// Kept for nothing; masked in the log.
    pub refresh_token: Option<Secret>,
}

/// A challenge. Its session serves until one answer is taken.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub(crate) name: String,
    pub(crate) session: Option<Secret>,
    pub(crate) parameters: HashMap<String, String>,
    pub(crate) available: Vec<String>,
    /// As the pool calls the user; this name is hashed from now on.
    pub(crate) username: String,
}

/// What a challenge is answered with.
#[derive(Clone, Copy, Debug)]
pub enum Reply<'a> {
    /// A new password, and the attributes that the pool requires.
    NewPassword {
        /// The password.
        password: &'a Secret,
        /// Name and value.
        attributes: &'a BTreeMap<String, String>,
    },
    /// A one-time code.
    Code(&'a Secret),
    /// The password alone.
    Password(&'a Secret),
    /// One of several ways; a password goes along with it.
    Choice {
        /// Its name in the API.
        option: &'a str,
        /// With `PASSWORD` and `PASSWORD_SRP`.
        password: Option<&'a Secret>,
    },
}

/// What a challenge needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// The person's answer.
    Ask(Question),
    /// A software token that is set up first.
    SetUpSoftwareToken,
}

impl Challenge {
    /// Its name in the API.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the pool calls the user, whatever was typed.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// What it needs.
    ///
    /// # Errors
    /// When nobody can answer it with user name, password and codes.
    pub fn demand(&self) -> Result<Demand, Box<Diagnosis>> {
        let code = |channel| {
            let destination = self.parameters.get("CODE_DELIVERY_DESTINATION").cloned();
            Demand::Ask(Question::Code {
                channel,
                destination,
                refused: None,
            })
        };
        Ok(match self.name.as_str() {
            "NEW_PASSWORD_REQUIRED" => Demand::Ask(Question::NewPassword {
                required_attributes: self.required_attributes(),
                refused: None,
            }),
            "SMS_MFA" | "SMS_OTP" => code(CodeChannel::Sms),
            "EMAIL_OTP" | "EMAIL_MFA" => code(CodeChannel::Email),
            "SOFTWARE_TOKEN_MFA" => code(CodeChannel::SoftwareToken),
            "PASSWORD" | "PASSWORD_SRP" => Demand::Ask(Question::Password),
            "SELECT_MFA_TYPE" => self.choice(self.listed("MFAS_CAN_CHOOSE"))?,
            "SELECT_CHALLENGE" => self.choice(self.available.clone())?,
            "MFA_SETUP" => {
                let ways = self.listed("MFAS_CAN_SETUP");
                // A pool that does not say leaves it to the client.
                if !ways.is_empty() && !ways.iter().any(|way| way == "SOFTWARE_TOKEN_MFA") {
                    return Err(self.not_answerable(DiagnosisCode::ChallengeNotAnswerable));
                }
                Demand::SetUpSoftwareToken
            }
            _ => return Err(self.not_answerable(DiagnosisCode::ChallengeNotAnswerable)),
        })
    }

    fn choice(&self, offered: Vec<String>) -> Result<Demand, Box<Diagnosis>> {
        const ANSWERABLE: &[&str] = &[
            "PASSWORD",
            "PASSWORD_SRP",
            "EMAIL_OTP",
            "SMS_OTP",
            "SMS_MFA",
            "EMAIL_MFA",
            "SOFTWARE_TOKEN_MFA",
        ];
        let all = offered.join(", ");
        let options: Vec<String> = offered
            .into_iter()
            .filter(|name| ANSWERABLE.contains(&name.as_str()))
            .collect();
        if options.is_empty() {
            let diagnosis = self.not_answerable(DiagnosisCode::NoWayToSignIn);
            return Err(Box::new(diagnosis.evidence("offered", all)));
        }
        Ok(Demand::Ask(Question::Choice { options }))
    }

    fn not_answerable(&self, code: DiagnosisCode) -> Box<Diagnosis> {
        let diagnosis = Diagnosis::new(code, StepKind::Challenge).evidence("challenge", &self.name);
        let cause = match self.name.as_str() {
            "CUSTOM_CHALLENGE" => "A Lambda function of the pool asks a question of its own.",
            "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" => {
                "The pool remembers devices and asks for the key of this one."
            }
            "WEB_AUTHN" => "The pool wants a passkey, which belongs to a browser.",
            "MFA_SETUP" => {
                "The user must set up a second factor by text message or e-mail, for which an administrator enters the phone number or the address."
            }
            _ => return Box::new(diagnosis),
        };
        Box::new(diagnosis.likeliest(cause))
    }

    /// A list that is written as JSON in a parameter.
    fn listed(&self, name: &str) -> Vec<String> {
        let text = self.parameters.get(name).map_or("[]", String::as_str);
        serde_json::from_str(text).unwrap_or_default()
    }

    fn required_attributes(&self) -> Vec<String> {
        let names = self.listed("requiredAttributes").into_iter();
        names
            .map(|name| match name.strip_prefix("userAttributes.") {
                Some(short) => short.to_owned(),
                None => name,
            })
            .collect()
    }

    /// What `RespondToAuthChallenge` wants beside user name, hash and session.
    pub(crate) fn responses(&self, reply: Reply<'_>) -> Vec<(String, String)> {
        let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        match reply {
            Reply::NewPassword {
                password,
                attributes,
            } => {
                let mut all = one("NEW_PASSWORD", password.expose());
                let named = attributes
                    .iter()
                    .map(|(name, value)| (format!("userAttributes.{name}"), value.clone()));
                all.extend(named);
                all
            }
            // SMS_MFA_CODE, SOFTWARE_TOKEN_MFA_CODE, EMAIL_OTP_CODE and so on.
            Reply::Code(code) => one(&format!("{}_CODE", self.name), code.expose().trim()),
            Reply::Password(password) => one("PASSWORD", password.expose()),
            Reply::Choice { option, password } => {
                let mut all = one("ANSWER", option);
                if let Some(password) = password.filter(|_| option == "PASSWORD") {
                    all.extend(one("PASSWORD", password.expose()));
                }
                all
            }
        }
    }
}

#[cfg(test)]
mod tests;
