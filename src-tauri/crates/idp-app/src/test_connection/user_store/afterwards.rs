//! What comes once there are tokens: the attributes of the user, and what an identity pool
//! makes of the sign-in.

use super::{STEP_LIMIT, UserStoreTest};
use crate::journal::Stop;
use idp_aws::{Called, IdentityPool, Tokens, UserPool};
use idp_core::checks::{Check, CheckId};
use idp_core::claims::Claims;
use idp_core::diagnosis::of_failed_check;
use idp_core::run::StepKind;
use idp_log::mask;
use serde_json::Value;

impl UserStoreTest<'_> {
    pub(super) async fn get_user(
        &self,
        pool: &UserPool,
        tokens: &Tokens,
        id_token: Option<&Claims>,
    ) -> Result<Claims, Stop> {
        let step = StepKind::GetUser;
        let work = async {
            let called = pool.get_user(&tokens.access_token).await;
            self.run.journal.requests(step, called.traces)?;
            let rows = called.result.map_err(Stop::Failed)?;
            let rows = rows
                .into_iter()
                .map(|(name, value)| (name, Value::String(value)));
            let claims: Claims = rows.collect();
            let subject = CheckId::UserAttributesSubjectMatches;
            let same = match id_token.and_then(|own| own.get("sub")) {
                Some(expected) => Check::of(subject, claims.get("sub") == Some(expected)),
                None => Check::not_checked(subject).found("no subject that was verified"),
            };
            let differs = same.is_fatal();
            let checks = [Check::passed(CheckId::UserAttributesRead), same];
            self.run.journal.checks(step, checks)?;
            if differs {
                return Err(Stop::Failed(Box::new(of_failed_check(subject, step))));
            }
            Ok(claims)
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    pub(super) async fn identity_pool(
        &self,
        tokens: &Tokens,
        id_token: Option<&Claims>,
    ) -> Result<(), Stop> {
        let step = StepKind::IdentityPool;
        let pool = IdentityPool::new(self.settings, self.run.http.clone());
        let (pool, token) = match (pool, &tokens.id_token) {
            (Some(pool), Some(token)) => (pool, token),
            (None, _) => {
                let why = "The definition names no identity pool.";
                return Ok(self.run.journal.skip(step, why)?);
            }
            (Some(_), None) => {
                let why = "There is no ID token that an identity pool could look at.";
                return Ok(self.run.journal.skip(step, why)?);
            }
        };
        let issuer = id_token.and_then(|claims| claims.get("iss")?.as_str());
        let login = issuer.map_or("", |text| {
            text.split_once("://").map_or(text, |(_, key)| key)
        });
        let work = async {
            let identity = self.recorded(pool.get_id(login, token).await)?;
            let check = Check::passed(CheckId::IdentityReceived).found(&identity);
            self.run.journal.checks(step, [check])?;
            let called = pool.get_credentials(&identity, login, token).await;
            let credentials = match self.recorded(called) {
                Ok(credentials) => credentials,
                Err(stop) => {
                    let check = Check::failed(CheckId::AwsCredentialsReceived);
                    self.run.journal.checks(step, [check])?;
                    return Err(stop);
                }
            };
            credentials.secrets().into_iter().for_each(mask);
            let until = credentials
                .expires_at
                .as_deref()
                .unwrap_or("an unknown time");
            let received = Check::passed(CheckId::AwsCredentialsReceived);
            let received = received.found(format!("until {until}"));
            // The credentials are good without it; only who they are stays unknown.
            let role = match self.recorded(pool.role(&credentials).await) {
                Ok(arn) => Check::passed(CheckId::AwsRoleKnown).found(arn),
                Err(Stop::Failed(why)) => Check::failed(CheckId::AwsRoleKnown).found(&why.title),
                Err(stop) => return Err(stop),
            };
            Ok(self.run.journal.checks(step, [received, role])?)
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    fn recorded<T>(&self, called: Called<T>) -> Result<T, Stop> {
        self.run
            .journal
            .requests(StepKind::IdentityPool, called.traces)?;
        called.result.map_err(Stop::Failed)
    }
}
