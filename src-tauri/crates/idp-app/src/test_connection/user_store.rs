//! The steps of a sign-in through the user pool API: nobody sees a page, the person is asked
//! here. No step is repeated by itself; a second try could lock the account.

use super::verify::{ReceivedTokens, TokenRules};
use super::{STEP_LIMIT, TestRun};
use crate::journal::Stop;
use crate::sign_in::AskEnd;
use idp_aws::{Answered, AuthStep, Called, Tokens, UserPool};
use idp_cognito::{discovery_url_of, issuer_at};
use idp_core::checks::{Check, CheckId};
use idp_core::claims::{ClaimSource, Claims};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode, of_failed_check};
use idp_core::provider::{AuthFlow, UserStoreSettings};
use idp_core::question::{Answer, Question};
use idp_core::run::{RequestTrace, RunEvent, StepKind};
use idp_core::secret::Secret;
use idp_log::mask;
use idp_oidc::discovery::read_discovery;
use std::time::{Duration, Instant};
use url::Url;

mod afterwards;
mod challenges;
mod qr_code;

/// A sign-in through the API.
pub(super) struct UserStoreTest<'a> {
    pub run: &'a TestRun,
    pub settings: &'a UserStoreSettings,
    /// The person has one time limit for all questions together.
    pub started: Instant,
}

/// Who signs the tokens of the pool, and where the keys are.
struct Signer {
    issuer: String,
    jwks_uri: Option<Url>,
}

/// Tokens, and when the pool gave them by its own clock.
struct SignedIn {
    tokens: Tokens,
    date: Option<String>,
}

impl UserStoreTest<'_> {
    /// Goes through the steps.
    pub(super) async fn steps(&self) -> Result<(), Stop> {
        let signer = self.discovery().await?;
        let (secret, http) = (self.run.client_secret.clone(), self.run.http.clone());
        let pool = UserPool::new(self.settings, secret, http);
        let first = self.initiate_auth(&pool).await?;
        let signed_in = self.challenges(&pool, first).await?;
        let tokens = &signed_in.tokens;
        for token in [&tokens.id_token, &tokens.refresh_token]
            .into_iter()
            .flatten()
            .chain([&tokens.access_token])
        {
            mask(token);
        }
        let received = ReceivedTokens {
            id_token: tokens.id_token.as_ref(),
            access_token: &tokens.access_token,
            date: signed_in.date.as_deref(),
        };
        let rules = self.rules(&signer);
        let (id_token, access_token) = self.run.id_token(&received, &rules).await?;
        let user = self.get_user(&pool, tokens, id_token.as_ref()).await;
        let identity = self.identity_pool(tokens, id_token.as_ref()).await;
        let empty = Claims::new();
        let read = user.as_ref().ok();
        let sources = [
            (ClaimSource::IdToken, id_token.as_ref().unwrap_or(&empty)),
            (ClaimSource::UserPool, read.unwrap_or(&empty)),
            (
                ClaimSource::AccessToken,
                access_token.as_ref().unwrap_or(&empty),
            ),
        ];
        // Without the rest the verified ID token is still worth seeing.
        self.run.received(&sources).await?;
        user?;
        identity
    }

    /// The pool's own document, before anybody types a password: it shows whether the pool
    /// is there, and names the issuer.
    async fn discovery(&self) -> Result<Signer, Stop> {
        let step = StepKind::Discovery;
        let pool_id = &self.settings.user_pool_id;
        let api = self.settings.endpoint_override.as_ref();
        let usual = issuer_at(pool_id, api).unwrap_or_default();
        let keys = Url::parse(&format!("{usual}/.well-known/jwks.json")).ok();
        let Some(url) = discovery_url_of(&usual) else {
            let why = "The user pool ID names no Region of AWS.";
            self.run.journal.skip(step, why)?;
            return Ok(Signer {
                issuer: usual,
                jwks_uri: keys,
            });
        };
        let work = async {
            let read = read_discovery(&self.run.http, url).await;
            self.run.journal.requests(step, [read.trace])?;
            let document = match read.result {
                Ok(document) => document,
                Err(diagnosis) => {
                    let unread = Check::failed(CheckId::DiscoveryDocumentRead);
                    self.run
                        .journal
                        .checks(step, [unread.found(&diagnosis.title)])?;
                    if is_about_connection(diagnosis.code) {
                        // The API is at the same host: nobody is asked for a password in vain.
                        let check = Check::not_checked(CheckId::DiscoveryIssuerMatches);
                        self.run.journal.checks(step, [check])?;
                        return Err(Stop::Failed(diagnosis));
                    }
                    return Ok(Signer {
                        issuer: usual,
                        jwks_uri: keys,
                    });
                }
            };
            let issuer = document.issuer;
            let is_of_pool = issuer.ends_with(&format!("/{pool_id}"));
            let matches = Check::of(CheckId::DiscoveryIssuerMatches, is_of_pool)
                .found(&issuer)
                .expected(&usual);
            let checks = [Check::passed(CheckId::DiscoveryDocumentRead), matches];
            self.run.journal.checks(step, checks)?;
            if !is_of_pool {
                let diagnosis = of_failed_check(CheckId::DiscoveryIssuerMatches, step)
                    .evidence("found", &issuer);
                return Err(Stop::Failed(Box::new(diagnosis)));
            }
            // An emulator may name AWS as the issuer; its keys are where it is.
            Ok(Signer {
                issuer,
                jwks_uri: keys,
            })
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    async fn initiate_auth(&self, pool: &UserPool) -> Result<(AuthStep, Option<String>), Stop> {
        let step = StepKind::InitiateAuth;
        let with_password = self.settings.auth_flow != AuthFlow::User;
        let work = async {
            // Nobody is asked for a password of a run that cannot be stored.
            self.run.journal.written().await?;
            let question = Question::Credentials { with_password };
            let Answer::Credentials { username, password } = self.ask(step, question).await? else {
                return Err(Stop::Cancelled);
            };
            self.commit(step).await?;
            let called = pool.initiate_auth(username.trim(), &password).await;
            let password = with_password.then_some(CheckId::PasswordAccepted);
            self.called(step, called, Some(CheckId::FlowAccepted), password)
        };
        self.run.journal.step(step, self.step_limit(), work).await
    }

    /// What is left for the person.
    fn time_left(&self) -> Duration {
        let limit = self.run.app.inner.sign_in_limit;
        limit.saturating_sub(self.started.elapsed())
    }

    /// The person's time and that of the servers: a question that is open when the person's
    /// is over ends the step before.
    fn step_limit(&self) -> Duration {
        self.time_left() + STEP_LIMIT
    }

    /// Writes down what a call of the sign-in did, and which checks it decides: that of the
    /// client and its flow, and that of the password.
    fn called(
        &self,
        step: StepKind,
        called: Called<Answered>,
        flow: Option<CheckId>,
        password: Option<CheckId>,
    ) -> Result<(AuthStep, Option<String>), Stop> {
        let date = called.traces.last().and_then(date_of);
        self.run.journal.requests(step, called.traces)?;
        match called.result {
            Ok(answered) => {
                let password = password.and_then(|check| judged(check, &answered));
                let checks = flow.map(Check::passed).into_iter().chain(password);
                self.run.journal.checks(step, checks)?;
                Ok((answered.step, date))
            }
            Err(diagnosis) => {
                if is_about_person(diagnosis.code) {
                    let passed = flow.map(Check::passed);
                    let failed = password.map(Check::failed);
                    let checks = passed.into_iter().chain(failed);
                    self.run.journal.checks(step, checks)?;
                }
                Err(Stop::Failed(diagnosis))
            }
        }
    }

    /// Written first: after a crash it is known that the password or the session may be
    /// spent.
    async fn commit(&self, step: StepKind) -> Result<(), Stop> {
        self.run
            .journal
            .record(RunEvent::RequestCommitted { step })?;
        Ok(self.run.journal.written().await?)
    }

    async fn ask(&self, step: StepKind, question: Question) -> Result<Answer, Stop> {
        let TestRun {
            surface,
            app,
            run_id,
            ..
        } = self.run;
        let asked = surface.ask(app, run_id, question.clone());
        let end = match tokio::time::timeout(self.time_left(), asked).await {
            Ok(end) => end,
            Err(_) => AskEnd::NotAnswered(self.run.out_of_time(step)),
        };
        match end {
            AskEnd::Answered(answer) if question.is_answered_by(&answer) => {
                secret_of(&answer).into_iter().for_each(mask);
                Ok(answer)
            }
            AskEnd::Answered(_) | AskEnd::Closed => Err(Stop::Cancelled),
            AskEnd::NotAnswered(mut diagnosis) => {
                diagnosis.step = step;
                let check = if step == StepKind::Challenge {
                    CheckId::ChallengesAnswered
                } else {
                    CheckId::PasswordAccepted
                };
                let check = Check::not_checked(check).found(&diagnosis.title);
                self.run.journal.checks(step, [check])?;
                Err(Stop::Failed(diagnosis))
            }
        }
    }

    fn rules<'r>(&'r self, signer: &'r Signer) -> TokenRules<'r> {
        TokenRules {
            issuer: &signer.issuer,
            client_id: &self.settings.client_id,
            nonce: None,
            jwks_uri: signer.jwks_uri.as_ref(),
            trusted_audiences: &[],
            max_age: None,
            acr_values: None,
            cognito: true,
            id_token_required: true,
        }
    }
}

/// Whether the pool took the password that a call carried. In SRP it may have asked for
/// something else than the proof; where it asks for the password itself, the next answer is
/// judged in place of this one.
fn judged(check: CheckId, answered: &Answered) -> Option<Check> {
    if answered.password_taken {
        return Some(Check::passed(check));
    }
    let instead = match &answered.step {
        AuthStep::Challenged(challenge) => match challenge.name() {
            "PASSWORD" | "PASSWORD_SRP" => return None,
            name => format!("the pool asked for {name}"),
        },
        AuthStep::SignedIn(_) => "the pool gave tokens".to_owned(),
    };
    let found = format!("{instead} in place of a proof of the password");
    Some(Check::not_checked(check).found(found))
}

/// Whether there was no connection to the host.
fn is_about_connection(code: DiagnosisCode) -> bool {
    use DiagnosisCode as C;
    matches!(
        code,
        C::ConnectionRefused
            | C::NetworkUnreachable
            | C::TlsUntrusted
            | C::TimedOut
            | C::AddressRefused
    )
}

/// Whether the pool took the client and its flow, and refused the person.
fn is_about_person(code: DiagnosisCode) -> bool {
    use DiagnosisCode as C;
    matches!(
        code,
        C::WrongCredentials
            | C::UserNotFound
            | C::UserDisabled
            | C::UserNotConfirmed
            | C::PasswordResetRequired
            | C::TemporaryPasswordExpired
            | C::SignInLocked
    )
}

fn date_of(trace: &RequestTrace) -> Option<String> {
    let header = trace.response_headers.iter().find(|row| row.name == "date");
    header.map(|row| row.value.clone())
}

/// The diagnosis of a sign-in that asks for more than can be answered.
fn endless() -> Box<Diagnosis> {
    let diagnosis = Diagnosis::new(DiagnosisCode::ChallengeNotAnswerable, StepKind::Challenge);
    Box::new(diagnosis.likeliest("The pool asked for more and more without an end."))
}

/// The secret that an answer carries; nothing for a choice.
fn secret_of(answer: &Answer) -> Option<&Secret> {
    match answer {
        Answer::Credentials { password, .. }
        | Answer::Password { password }
        | Answer::NewPassword { password, .. } => Some(password),
        Answer::Code { code } => Some(code),
        Answer::Choice { .. } => None,
    }
}
