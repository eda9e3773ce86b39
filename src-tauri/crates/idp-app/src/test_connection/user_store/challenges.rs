//! What the pool asks after the first step, until there are tokens.

use super::qr_code::qr_code;
use super::{SignedIn, UserStoreTest, endless};
use crate::journal::Stop;
use idp_aws::{Answered, AuthStep, Called, Challenge, Demand, Reply, SoftwareToken, UserPool};
use idp_core::checks::{Check, CheckId, shortened};
use idp_core::question::{Answer, Question};
use idp_core::run::{RunEvent, StepKind};
use idp_core::secret::Secret;
use idp_log::mask;

const STEP: StepKind = StepKind::Challenge;
/// A choice, a password, a new password, a second factor and its set-up are five.
const MOST: usize = 8;
/// How often one question is asked. Pools lock a user out after five wrong codes or so.
const TRIES: u32 = 3;

/// Where the sign-in stands, and the pool's time.
type Standing = (AuthStep, Option<String>);

impl UserStoreTest<'_> {
    /// Answers challenges until the person is signed in.
    pub(super) async fn challenges(
        &self,
        pool: &UserPool,
        (first, date): Standing,
    ) -> Result<SignedIn, Stop> {
        let mut challenge = match first {
            AuthStep::Challenged(challenge) => challenge,
            AuthStep::SignedIn(tokens) => {
                let why = "The pool asked for nothing more.";
                self.run.journal.skip(STEP, why)?;
                return Ok(SignedIn {
                    tokens: *tokens,
                    date,
                });
            }
        };
        let work = async {
            let mut asked = Vec::new();
            while asked.len() < MOST {
                asked.push(challenge.name().to_owned());
                // Written down when it is met: it may be refused, or the person may leave.
                self.run.journal.record(RunEvent::ChallengeMet {
                    name: shortened(challenge.name()),
                })?;
                match self.answer(pool, *challenge).await? {
                    (AuthStep::Challenged(next), _) => challenge = next,
                    (AuthStep::SignedIn(tokens), date) => {
                        let check = Check::passed(CheckId::ChallengesAnswered);
                        let check = check.found(asked.join(", "));
                        self.run.journal.checks(STEP, [check])?;
                        return Ok(SignedIn {
                            tokens: *tokens,
                            date,
                        });
                    }
                }
            }
            Err(Stop::Failed(endless()))
        };
        self.run.journal.step(STEP, self.step_limit(), work).await
    }

    async fn answer(&self, pool: &UserPool, challenge: Challenge) -> Result<Standing, Stop> {
        match challenge.demand().map_err(Stop::Failed)? {
            Demand::SetUpSoftwareToken => self.set_up(pool, &challenge).await,
            Demand::Ask(question) => self
                .until_taken(pool, &challenge, question, None)
                .await
                .map_err(|stop| named(stop, &challenge)),
        }
    }

    /// Asks, sends the answer, and asks again what the person can mend: the session of a
    /// refused code or new password stays as good as it was. With a token the answer is its
    /// first code.
    async fn until_taken(
        &self,
        pool: &UserPool,
        challenge: &Challenge,
        first: Question,
        token: Option<&SoftwareToken>,
    ) -> Result<Standing, Stop> {
        let mut question = first;
        let mut tries_left = TRIES;
        loop {
            let answer = self.ask(STEP, question.clone()).await?;
            let sent = match token {
                Some(token) => self.show_code(pool, challenge, token, &answer).await,
                None => self.reply(pool, challenge, &answer).await,
            };
            let refusal = match sent {
                Err(Stop::Failed(refusal)) => refusal,
                end => return end,
            };
            tries_left -= 1;
            let may_mend = tries_left > 0 && self.run.surface.asks_again();
            match question.after(&refusal, tries_left).filter(|_| may_mend) {
                Some(again) => question = again,
                None => return Err(Stop::Failed(refusal)),
            }
        }
    }

    async fn reply(
        &self,
        pool: &UserPool,
        challenge: &Challenge,
        answer: &Answer,
    ) -> Result<Standing, Stop> {
        let (reply, with_password);
        let typed: Secret;
        match answer {
            Answer::Choice { option } => {
                // The API takes the password with the choice, and not after it.
                let password = match option.as_str() {
                    "PASSWORD" | "PASSWORD_SRP" => {
                        typed = self.password().await?;
                        Some(&typed)
                    }
                    _ => None,
                };
                with_password = password.is_some();
                reply = Reply::Choice { option, password };
            }
            Answer::NewPassword {
                password,
                attributes,
            } => {
                with_password = false;
                reply = Reply::NewPassword {
                    password,
                    attributes,
                };
            }
            Answer::Code { code } => (reply, with_password) = (Reply::Code(code), false),
            Answer::Password { password } => {
                (reply, with_password) = (Reply::Password(password), true);
            }
            Answer::Credentials { .. } => return Err(Stop::Cancelled),
        }
        self.commit(STEP).await?;
        let called = pool.respond(challenge, reply).await;
        self.sent(called, with_password)
    }

    async fn password(&self) -> Result<Secret, Stop> {
        match self.ask(STEP, Question::Password).await? {
            Answer::Password { password } => Ok(password),
            Answer::Credentials { .. }
            | Answer::NewPassword { .. }
            | Answer::Code { .. }
            | Answer::Choice { .. } => Err(Stop::Cancelled),
        }
    }

    async fn set_up(&self, pool: &UserPool, challenge: &Challenge) -> Result<Standing, Stop> {
        let called = pool.associate_software_token(challenge).await;
        self.run.journal.requests(STEP, called.traces)?;
        let token = called.result.map_err(Stop::Failed)?;
        mask(&token.key);
        let uri = token.uri(self.run.provider.display_name(), challenge.username());
        let question = Question::SoftwareTokenSetup {
            key: token.key.expose().to_owned(),
            qr_code: qr_code(&uri),
            uri,
            refused: None,
        };
        self.until_taken(pool, challenge, question, Some(&token))
            .await
    }

    async fn show_code(
        &self,
        pool: &UserPool,
        challenge: &Challenge,
        token: &SoftwareToken,
        answer: &Answer,
    ) -> Result<Standing, Stop> {
        let Answer::Code { code } = answer else {
            return Err(Stop::Cancelled);
        };
        self.commit(STEP).await?;
        let called = pool.finish_software_token(challenge, token, code).await;
        self.sent(called, false)
    }

    fn sent(&self, called: Called<Answered>, with_password: bool) -> Result<Standing, Stop> {
        let password = with_password.then_some(CheckId::PasswordAccepted);
        self.called(STEP, called, None, password)
    }
}

/// Says which challenge it was that nobody answered.
fn named(stop: Stop, challenge: &Challenge) -> Stop {
    match stop {
        Stop::Failed(diagnosis) => {
            Stop::Failed(Box::new(diagnosis.evidence("challenge", challenge.name())))
        }
        other @ (Stop::Cancelled | Stop::Store(_)) => other,
    }
}
