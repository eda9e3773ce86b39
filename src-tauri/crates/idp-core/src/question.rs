//! What a sign-in through the user pool API asks the person, and what comes back. The
//! questions are those of the challenges of `RespondToAuthChallenge`
//! (Amazon Cognito user pools API reference).

use crate::diagnosis::{Diagnosis, DiagnosisCode};
use crate::secret::Secret;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a code reaches the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CodeChannel {
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// An authenticator app (RFC 6238).
    SoftwareToken,
}

/// A QR code to draw: dark squares of side 1, with four light ones to leave around it
/// (ISO/IEC 18004).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct QrCode {
    /// Its width and height.
    pub size: u32,
    /// The dark squares as the path of an SVG.
    pub path: String,
}

/// Why an answer was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// The words of the pool.
    pub words: String,
    /// How often it is asked, with this time; then the sign-in ends.
    pub tries_left: u32,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Question {
    /// Who signs in. With choice-based sign-in the password comes later, if at all.
    Credentials {
        /// Whether the password is asked for with the user name.
        with_password: bool,
    },
    /// The password alone, after the user name.
    Password,
    /// A new password in place of a temporary one.
    NewPassword {
        /// Attributes that the pool requires and the user does not have yet.
        required_attributes: Vec<String>,
        /// Why it is asked again.
        refused: Option<Refused>,
    },
    /// A one-time code.
    Code {
        /// How it reaches the person.
        channel: CodeChannel,
        /// Where it was sent, as the pool hides it: `+*******0106`.
        destination: Option<String>,
        /// Why it is asked again.
        refused: Option<Refused>,
    },
    /// One of several ways to go on, in the words of the API.
    Choice {
        /// Such as `SMS_MFA` or `PASSWORD_SRP`; only those that can be answered here.
        options: Vec<String>,
    },
    /// A software token that the person sets up now, and its first code.
    SoftwareTokenSetup {
        /// The key for the authenticator app. It is the person's own and shown once.
        key: String,
        /// The same as a link (`otpauth:`).
        uri: String,
        /// The link as a QR code, for the camera of a phone.
        qr_code: Option<QrCode>,
        /// Why it is asked again.
        refused: Option<Refused>,
    },
}

/// What the person said.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Answer {
    /// To [`Question::Credentials`].
    Credentials {
        /// As typed; an alias such as the e-mail address, where the pool takes one.
        username: String,
        /// Empty when it was not asked for.
        password: Secret,
    },
    /// To [`Question::Password`].
    Password {
        /// As typed.
        password: Secret,
    },
    /// To [`Question::NewPassword`].
    NewPassword {
        /// The new one.
        password: Secret,
        /// The required attributes.
        attributes: BTreeMap<String, String>,
    },
    /// To [`Question::Code`] and [`Question::SoftwareTokenSetup`].
    Code {
        /// As typed.
        code: Secret,
    },
    /// To [`Question::Choice`].
    Choice {
        /// One of the options.
        option: String,
    },
}

impl Question {
    /// The same question once more, when what the pool refused can be typed anew in the same
    /// session: a code with a wrong digit, a new password that its policy forbids. A password
    /// that signs in never is, because the pool counts such attempts and locks.
    #[must_use]
    pub fn after(&self, refusal: &Diagnosis, tries_left: u32) -> Option<Self> {
        let exception = refusal.evidence_of("exception").unwrap_or_default();
        let can_be_mended = match self {
            Self::NewPassword { .. } => refusal.code == DiagnosisCode::NewPasswordRefused,
            // Of the code that is too old there is no newer one without a new sign-in.
            Self::Code { .. } => exception == "CodeMismatchException",
            Self::SoftwareTokenSetup { .. } => matches!(
                exception,
                "CodeMismatchException" | "EnableSoftwareTokenMFAException"
            ),
            Self::Credentials { .. } | Self::Password | Self::Choice { .. } => false,
        };
        let mut again = can_be_mended.then(|| self.clone())?;
        if let Self::NewPassword { refused, .. }
        | Self::Code { refused, .. }
        | Self::SoftwareTokenSetup { refused, .. } = &mut again
        {
            let words = refusal.evidence_of("message").unwrap_or(&refusal.title);
            *refused = Some(Refused {
                words: words.to_owned(),
                tries_left,
            });
        }
        Some(again)
    }

    /// Whether this answer is one to this question, with everything in it. A question
    /// that was withdrawn while the answer was on its way gets none.
    #[must_use]
    pub fn is_answered_by(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Credentials { with_password }, Answer::Credentials { username, password }) => {
                !username.trim().is_empty() && (!with_password || !password.is_empty())
            }
            (Self::Password, Answer::Password { password }) => !password.is_empty(),
            (
                Self::NewPassword {
                    required_attributes,
                    ..
                },
                Answer::NewPassword {
                    password,
                    attributes,
                },
            ) => {
                let has = |name: &String| attributes.get(name).is_some_and(|text| !text.is_empty());
                !password.is_empty() && required_attributes.iter().all(has)
            }
            (Self::Code { .. } | Self::SoftwareTokenSetup { .. }, Answer::Code { code }) => {
                !code.expose().trim().is_empty()
            }
            (Self::Choice { options }, Answer::Choice { option }) => options.contains(option),
            (
                Self::Credentials { .. }
                | Self::Password
                | Self::NewPassword { .. }
                | Self::Code { .. }
                | Self::Choice { .. }
                | Self::SoftwareTokenSetup { .. },
                _,
            ) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, CodeChannel, Question};
    use crate::diagnosis::{ApiError, Diagnosis, of_api_error};
    use crate::run::StepKind;
    use crate::secret::Secret;

    fn refusal(exception: &str, message: &str) -> Diagnosis {
        let error = ApiError {
            operation: "RespondToAuthChallenge".into(),
            exception: exception.into(),
            message: message.into(),
            status: 400,
        };
        of_api_error(&error, StepKind::Challenge)
    }

    #[test]
    fn what_was_typed_wrongly_is_asked_again_and_a_password_never() {
        let code = Question::Code {
            channel: CodeChannel::Sms,
            destination: None,
            refused: None,
        };
        let wrong = refusal("CodeMismatchException", "Invalid code received for user");
        let Some(Question::Code { refused, .. }) = code.after(&wrong, 2) else {
            panic!("a code is asked for again");
        };
        let refused = refused.unwrap();
        assert_eq!(refused.words, "Invalid code received for user");
        assert_eq!(refused.tries_left, 2);
        assert!(
            code.after(&refusal("ExpiredCodeException", ""), 2)
                .is_none()
        );
        let locked = refusal("NotAuthorizedException", "Password attempts exceeded");
        assert!(code.after(&locked, 2).is_none());

        let new = Question::NewPassword {
            required_attributes: Vec::new(),
            refused: None,
        };
        let short = refusal("InvalidPasswordException", "Password not long enough");
        assert!(new.after(&short, 2).is_some());
        assert!(new.after(&wrong, 2).is_none());

        let both = Question::Credentials {
            with_password: true,
        };
        let denied = refusal("NotAuthorizedException", "Incorrect username or password.");
        for question in [both, Question::Password] {
            assert!(question.after(&denied, 2).is_none());
            assert!(question.after(&short, 2).is_none());
        }
    }

    #[test]
    fn an_answer_is_one_to_its_own_question_and_complete() {
        let both = Question::Credentials {
            with_password: true,
        };
        let credentials = |username: &str, password: &str| Answer::Credentials {
            username: username.into(),
            password: Secret::new(password),
        };
        assert!(both.is_answered_by(&credentials("alice", "x")));
        assert!(!both.is_answered_by(&credentials(" ", "x")));
        assert!(!both.is_answered_by(&credentials("alice", "")));
        let name_only = Question::Credentials {
            with_password: false,
        };
        assert!(name_only.is_answered_by(&credentials("alice", "")));
        assert!(!Question::Password.is_answered_by(&credentials("alice", "x")));

        let new = Question::NewPassword {
            required_attributes: vec!["name".into()],
            refused: None,
        };
        let answer = |attributes: &[(&str, &str)]| Answer::NewPassword {
            password: Secret::new("x"),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        };
        assert!(new.is_answered_by(&answer(&[("name", "Carol")])));
        assert!(!new.is_answered_by(&answer(&[("name", "")])));

        let choice = Question::Choice {
            options: vec!["SMS_MFA".into()],
        };
        let option = |option: &str| Answer::Choice {
            option: option.into(),
        };
        assert!(choice.is_answered_by(&option("SMS_MFA")));
        assert!(!choice.is_answered_by(&option("WEB_AUTHN")));
    }
}
