//! The ID token step: keys, one refetch, every check; then both tokens taken apart.

use super::{STEP_LIMIT, TestRun};
use crate::journal::Stop;
use idp_core::checks::{Check, CheckId, Verdict};
use idp_core::claims::Claims;
use idp_core::diagnosis::{Diagnosis, of_failed_check};
use idp_core::run::{RunEvent, StepKind, TokenKind};
use idp_core::secret::Secret;
use idp_oidc::read_jwks;
use idp_token::{Expectations, Jwks, Verification, decode_token, verify_id_token};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use url::Url;

/// Seconds by which two clocks may differ (RFC 7519 section 4.1.4: "a few minutes" at
/// most).
const LEEWAY_S: u32 = 60;
/// An ID token of this sign-in cannot be older.
const MAX_IAT_AGE_S: u32 = 600;

const STEP: StepKind = StepKind::IdToken;

/// The tokens of a sign-in, however they came.
pub(super) struct ReceivedTokens<'a> {
    pub id_token: Option<&'a Secret>,
    pub access_token: &'a Secret,
    /// The `Date` of the answer that brought them.
    pub date: Option<&'a str>,
}

/// What the ID token of a sign-in is compared with.
pub(super) struct TokenRules<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    /// The nonce that was sent; an API takes none.
    pub nonce: Option<&'a str>,
    pub jwks_uri: Option<&'a Url>,
    pub trusted_audiences: &'a [String],
    pub max_age: Option<u32>,
    pub acr_values: Option<&'a str>,
    /// Whether the rules that only Cognito has apply.
    pub cognito: bool,
    /// Whether a sign-in without an ID token is one.
    pub id_token_required: bool,
}

impl TestRun {
    /// The claims of the verified ID token and of the access token.
    pub(super) async fn id_token(
        &self,
        tokens: &ReceivedTokens<'_>,
        rules: &TokenRules<'_>,
    ) -> Result<(Option<Claims>, Option<Claims>), Stop> {
        let access = decode_token(TokenKind::AccessToken, tokens.access_token.expose());
        let Some(id_token) = tokens.id_token else {
            let access = self.show(access)?;
            if rules.id_token_required {
                return self
                    .journal
                    .step(STEP, STEP_LIMIT, async { self.missing() })
                    .await;
            }
            let why = "No ID token was asked for: the scope openid is not requested.";
            self.journal.skip(STEP, why)?;
            return Ok((None, access));
        };
        let work = async {
            let verification = self.verified(id_token, tokens, rules).await?;
            let clock = self.clock(tokens);
            let behind = clock
                .as_ref()
                .is_some_and(|check| check.verdict == Verdict::Warning);
            let failed = verification
                .checks
                .iter()
                .find(|check| check.is_fatal())
                .cloned();
            self.journal.checks(STEP, verification.checks)?;
            self.journal.checks(STEP, clock.clone())?;
            if let Some(token) = verification.token {
                self.journal.record(RunEvent::TokenDecoded { token })?;
            }
            match failed {
                Some(check) => Err(Stop::Failed(diagnose(&check, behind, clock))),
                None => Ok(verification.claims.filter(|_| verification.trusted)),
            }
        };
        let claims = self.journal.step(STEP, STEP_LIMIT, work).await;
        let access = self.show(access)?;
        Ok((claims?, access))
    }

    fn missing<T>(&self) -> Result<T, Stop> {
        let check = CheckId::IdTokenReceived;
        self.journal.checks(STEP, [Check::failed(check)])?;
        Err(Stop::Failed(Box::new(of_failed_check(check, STEP))))
    }

    /// Verifies, and reads the keys a second time when the first lack the key: it may
    /// have been rotated just before signing.
    async fn verified(
        &self,
        id_token: &Secret,
        tokens: &ReceivedTokens<'_>,
        rules: &TokenRules<'_>,
    ) -> Result<Verification, Stop> {
        let expect = Expectations {
            issuer: rules.issuer,
            client_id: rules.client_id,
            nonce: rules.nonce,
            trusted_audiences: rules.trusted_audiences,
            max_age: rules.max_age,
            acr_values: rules.acr_values,
            access_token: Some(tokens.access_token.expose()),
            now: self.app.inner.clock.now().unix_timestamp(),
            leeway_s: LEEWAY_S,
            max_iat_age_s: MAX_IAT_AGE_S,
            cognito: rules.cognito,
        };
        let jwks = self.keys(rules).await?;
        let first = verify_id_token(id_token.expose(), jwks.as_ref(), &expect);
        if !first.needs_key_refetch {
            return Ok(first);
        }
        let jwks = self.keys(rules).await?;
        Ok(verify_id_token(id_token.expose(), jwks.as_ref(), &expect))
    }

    async fn keys(&self, rules: &TokenRules<'_>) -> Result<Option<Jwks>, Stop> {
        let Some(uri) = rules.jwks_uri else {
            return Ok(None);
        };
        let read = read_jwks(&self.http, uri).await;
        self.journal.requests(STEP, [read.trace])?;
        match read.result {
            Ok(jwks) => Ok(Some(jwks)),
            Err(diagnosis) => {
                let check = Check::failed(CheckId::SigningKeyFound).found(&diagnosis.title);
                self.journal.checks(STEP, [check])?;
                Err(Stop::Failed(diagnosis))
            }
        }
    }

    /// Compares the clocks by the `Date` of the token response.
    fn clock(&self, tokens: &ReceivedTokens<'_>) -> Option<Check> {
        let text = tokens.date?;
        // HTTP writes the zone as GMT, which the parser of mail dates knows as +0000.
        let theirs = OffsetDateTime::parse(&text.replace("GMT", "+0000"), &Rfc2822).ok()?;
        let seconds = (self.app.inner.clock.now() - theirs).whole_seconds();
        let agrees = seconds.unsigned_abs() <= u64::from(LEEWAY_S);
        let found = match seconds {
            0 => "equal".to_owned(),
            ahead if ahead > 0 => format!("this machine is {ahead} s ahead"),
            behind => format!("this machine is {} s behind", behind.unsigned_abs()),
        };
        Some(
            Check::of(CheckId::ClockAgrees, agrees)
                .found(found)
                .expected("60 s at most"),
        )
    }

    fn show(
        &self,
        decoded: Option<(idp_core::run::DecodedToken, Claims)>,
    ) -> Result<Option<Claims>, Stop> {
        let Some((token, claims)) = decoded else {
            return Ok(None);
        };
        self.journal.record(RunEvent::TokenDecoded { token })?;
        Ok(Some(claims))
    }
}

fn diagnose(check: &Check, clocks_differ: bool, clock: Option<Check>) -> Box<Diagnosis> {
    let mut diagnosis = of_failed_check(check.check, STEP);
    for (name, value) in [("found", &check.found), ("expected", &check.expected)] {
        if let Some(value) = value {
            diagnosis = diagnosis.evidence(name, value);
        }
    }
    if clocks_differ && let Some(difference) = clock.and_then(|check| check.found) {
        diagnosis = diagnosis
            .likeliest("This machine's clock differs from the provider's.")
            .evidence("clock", difference);
    }
    Box::new(diagnosis)
}
