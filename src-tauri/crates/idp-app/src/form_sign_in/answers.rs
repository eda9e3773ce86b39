//! What the form sign-in answers when a user pool asks through its API.

use super::FormCredentials;
use crate::sign_in::AskEnd;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::question::{Answer, CodeChannel, Question};
use idp_core::run::StepKind;
use idp_core::secret::Secret;
use std::collections::BTreeMap;
use totp_rs::{Builder, Secret as Key};

pub(super) fn answer(credentials: Option<&FormCredentials>, question: &Question) -> AskEnd {
    let Some(known) = credentials else {
        let missing = "A user name is needed: --username and --password-stdin.";
        return not_answered(DiagnosisCode::WrongCredentials, missing);
    };
    let answer = match question {
        Question::Credentials { .. } => Answer::Credentials {
            username: known.username.clone(),
            password: known.password.clone(),
        },
        Question::Password => Answer::Password {
            password: known.password.clone(),
        },
        Question::NewPassword {
            required_attributes,
            ..
        } => match &known.new_password {
            Some(password) if required_attributes.is_empty() => Answer::NewPassword {
                password: password.clone(),
                attributes: BTreeMap::new(),
            },
            Some(_) => {
                let missing = format!(
                    "The pool wants attributes with the new password: {}. Test in the window.",
                    required_attributes.join(", ")
                );
                return not_answered(DiagnosisCode::NewPasswordRequired, missing);
            }
            None => {
                let missing = "A new password was not given: --new-password-stdin.";
                return not_answered(DiagnosisCode::NewPasswordRequired, missing);
            }
        },
        Question::Code {
            channel: CodeChannel::SoftwareToken,
            ..
        } => match known.software_token.as_ref().and_then(code) {
            Some(code) => Answer::Code { code },
            None => {
                let missing =
                    "The key of the authenticator app was not given: --software-token-stdin.";
                return not_answered(DiagnosisCode::MfaRequired, missing);
            }
        },
        Question::Code { .. } => {
            let missing =
                "A code was sent in a message, which nobody reads here. Test in the window.";
            return not_answered(DiagnosisCode::MfaRequired, missing);
        }
        Question::SoftwareTokenSetup { .. } => {
            let missing = "The user must set up an authenticator app. Test in the window.";
            return not_answered(DiagnosisCode::MfaRequired, missing);
        }
        Question::Choice { options } => match choice(known, options) {
            Some(option) => Answer::Choice { option },
            None => {
                let offered = options.join(", ");
                let missing = format!("Of {offered} nothing can be answered without a person.");
                return not_answered(DiagnosisCode::MfaRequired, missing);
            }
        },
    };
    AskEnd::Answered(answer)
}

/// What can be answered without a person: the password first, proven rather than sent.
fn choice(known: &FormCredentials, options: &[String]) -> Option<String> {
    let token = known.software_token.as_ref().map(|_| "SOFTWARE_TOKEN_MFA");
    let ways = ["PASSWORD_SRP", "PASSWORD"].into_iter().chain(token);
    let offered = |way: &&str| options.iter().any(|option| option == way);
    ways.into_iter().find(offered).map(str::to_owned)
}

/// The code of this moment; nothing when the key is not base 32. Six digits, 30 seconds and
/// SHA-1 are what authenticator apps have. Cognito's keys are shorter than RFC 4226
/// recommends, so their length is not checked.
fn code(key: &Secret) -> Option<Secret> {
    let key = Key::try_from_base32(key.expose().trim()).ok()?;
    let totp = Builder::new().with_secret(key).build_noncompliant();
    Some(Secret::new(totp.generate_current().to_string()))
}

fn not_answered(code: DiagnosisCode, missing: impl Into<String>) -> AskEnd {
    let diagnosis = Diagnosis::new(code, StepKind::Challenge).likeliest(missing);
    AskEnd::NotAnswered(Box::new(diagnosis))
}
