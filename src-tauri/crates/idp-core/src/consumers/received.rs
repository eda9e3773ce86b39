//! What a run received, as consumers look at it.

use super::findings::FindingId;
use super::view::{ConsumerFinding, ConsumerId, DefinitionState};
use crate::checks::{CheckId, Verdict, shortened};
use crate::claims::{ClaimSource, Claims, claim_text, claim_type, claims_by_source};
use crate::provider::{ClientAuthentication, ProviderDraft};
use crate::run::{RunView, SignInMode, StepKind, StepOutcome, TokenKind};
use serde_json::Value;

/// The claim by which Cognito names a user in the ID token.
pub(super) const COGNITO_USER_NAME: &str = "cognito:username";
/// The claim with Cognito's groups, in the tokens and not in userinfo.
pub(super) const COGNITO_GROUPS: &str = "cognito:groups";

/// The order of a consumer that fills gaps of the ID token from userinfo.
pub(super) const ID_TOKEN_FIRST: &[ClaimSource] = &[ClaimSource::IdToken, ClaimSource::Userinfo];

/// What the definition says about the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFacts {
    /// The issuer.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: String,
    /// The scopes that are asked for.
    pub scopes: Vec<String>,
    /// Whether the client has a secret, as far as is known.
    pub has_secret: bool,
    /// Whether there is a userinfo endpoint; not known to be missing for a user store.
    pub has_userinfo: bool,
    /// Whether it changed since the run.
    pub changed: bool,
}

impl ClientFacts {
    /// What a definition says. That of a user store knows neither scopes nor endpoints, and
    /// not whether its client has a secret, so nothing is said to be missing there.
    #[must_use]
    pub fn of(draft: &ProviderDraft, changed: bool) -> Self {
        let Some(oauth) = &draft.oauth else {
            let store = draft.user_store.as_ref();
            return Self {
                issuer: None,
                client_id: store
                    .map(|store| store.client_id.clone())
                    .unwrap_or_default(),
                scopes: Vec::new(),
                has_secret: true,
                has_userinfo: true,
                changed,
            };
        };
        Self {
            issuer: oauth.issuer.clone(),
            client_id: oauth.client_id.clone(),
            scopes: oauth.scopes.clone(),
            has_secret: oauth.client_authentication != ClientAuthentication::None,
            has_userinfo: oauth.userinfo_endpoint.is_some(),
            changed,
        }
    }
}

/// A claim that was received.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'a> {
    pub name: &'a str,
    pub source: ClaimSource,
    pub value: &'a Value,
}

impl<'a> Claim<'a> {
    /// The text, when it is one.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// Name, value and JSON type, for a person.
    pub(super) fn described(&self) -> String {
        let kind = serde_json::to_value(claim_type(self.value)).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default();
        let text = claim_text(self.value);
        if self.value.is_string() {
            format!("{} = \"{text}\" ({kind})", self.name)
        } else {
            format!("{} = {text} ({kind})", self.name)
        }
    }
}

/// Whether the claims can be looked at at all.
pub(super) enum Gate {
    /// Yes.
    Open,
    /// No, and so it would refuse.
    Refused(Box<ConsumerFinding>),
    /// No, and this is why it cannot be told.
    Unknown(String),
}

/// Everything a consumer can look at.
pub(super) struct Received<'a> {
    id_token: Option<Claims>,
    userinfo: Option<Claims>,
    access_token: Option<Claims>,
    /// What the definition says.
    pub client: Option<&'a ClientFacts>,
    rejected: Option<(CheckId, Option<String>)>,
    /// An ID token came, and whether it is genuine could not be checked.
    unchecked: bool,
    userinfo_failed: bool,
    /// Whether the sign-in went through the API of a user pool, which knows no scopes that are
    /// asked for and no userinfo.
    pub of_api: bool,
}

impl<'a> Received<'a> {
    pub(super) fn of(run: &RunView, client: Option<&'a ClientFacts>) -> Self {
        let mut received = Self {
            id_token: None,
            userinfo: None,
            access_token: None,
            client,
            rejected: rejected_by(run),
            unchecked: false,
            userinfo_failed: run
                .steps
                .iter()
                .any(|step| step.step == StepKind::Userinfo && step.outcome == StepOutcome::Failed),
            of_api: run.mode == SignInMode::Api,
        };
        for (source, claims) in claims_by_source(&run.attributes) {
            match source {
                ClaimSource::IdToken => received.id_token = Some(claims),
                ClaimSource::Userinfo => received.userinfo = Some(claims),
                ClaimSource::AccessToken => received.access_token = Some(claims),
                ClaimSource::UserPool => {}
            }
        }
        let came = run
            .tokens
            .iter()
            .any(|token| token.kind == TokenKind::IdToken);
        received.unchecked = came && received.id_token.is_none();
        received
    }

    /// Whether anything was received, or an ID token was refused.
    pub(super) fn is_something(&self) -> bool {
        self.id_token.is_some() || self.userinfo.is_some() || self.rejected.is_some()
    }

    pub(super) fn definition(&self) -> DefinitionState {
        match self.client {
            None => DefinitionState::Gone,
            Some(client) if client.changed => DefinitionState::Changed,
            Some(_) => DefinitionState::Same,
        }
    }

    /// Whether the claims can be looked at.
    pub(super) fn gate(&self, consumer: ConsumerId) -> Gate {
        if let Some((check, found)) = &self.rejected {
            return self.gate_of_rejected(consumer, *check, found.as_deref());
        }
        if self.unchecked {
            return Gate::Unknown(
                "Whether the ID token of this run is genuine could not be checked. Enter the JWKS URI in the definition and test again."
                    .to_owned(),
            );
        }
        if !self.is_something() {
            return Gate::Unknown(
                "This run received no tokens. Make the test connection work first.".to_owned(),
            );
        }
        if self.id_token.is_some() {
            return Gate::Open;
        }
        match consumer {
            ConsumerId::Keycloak
            | ConsumerId::Dex
            | ConsumerId::Oauth2Proxy
            | ConsumerId::Kubernetes => Gate::Refused(Box::new(FindingId::IdTokenMissing.finding())),
            ConsumerId::Authentik => Gate::Open,
            ConsumerId::Spring | ConsumerId::Alb => Gate::Unknown(
                "No ID token was received, and what it does then was not verified. Ask for the scope openid and test again."
                    .to_owned(),
            ),
        }
    }

    fn gate_of_rejected(&self, consumer: ConsumerId, check: CheckId, found: Option<&str>) -> Gate {
        if is_made_by(consumer, check) {
            let text = found.map_or(check.text().to_owned(), |found| {
                format!("{}: {found}", check.text())
            });
            let finding = FindingId::IdTokenRejected.finding().found(text);
            return Gate::Refused(Box::new(finding));
        }
        Gate::Unknown(format!(
            "The ID token of this run failed the check \"{}\", and whether this consumer makes it was not verified. Make the test connection work first.",
            check.text()
        ))
    }

    /// The scopes that the consumer asks for: those of the definition, else those granted.
    /// None where the sign-in went through the API: its token has a scope that pages do not
    /// grant.
    pub(super) fn scopes(&self) -> Vec<String> {
        if self.of_api {
            return Vec::new();
        }
        if let Some(client) = self.client
            && !client.scopes.is_empty()
        {
            return client.scopes.clone();
        }
        let granted = self.in_source(ClaimSource::AccessToken, "scope");
        let granted = granted.and_then(|claim| claim.text()).unwrap_or_default();
        granted.split_whitespace().map(str::to_owned).collect()
    }

    pub(super) fn has_scope(&self, name: &str) -> bool {
        self.scopes().iter().any(|scope| scope == name)
    }

    /// Whether the client is known to have no secret.
    pub(super) fn is_public(&self) -> bool {
        self.client.is_some_and(|client| !client.has_secret)
    }

    /// Whether the issuer is known not to be `https`.
    pub(super) fn issuer_is_plain_http(&self) -> bool {
        self.issuer()
            .is_some_and(|issuer| issuer.starts_with("http:"))
    }

    pub(super) fn issuer(&self) -> Option<&str> {
        let claimed = self.id_token.as_ref().and_then(|claims| claims.get("iss"));
        claimed
            .and_then(Value::as_str)
            .or_else(|| self.client.and_then(|client| client.issuer.as_deref()))
    }

    /// Whether the consumer would ask userinfo and get no answer.
    pub(super) fn userinfo_failed(&self) -> bool {
        self.userinfo_failed
    }

    pub(super) fn has_userinfo(&self) -> bool {
        self.userinfo.is_some()
    }

    /// The claims of a source; none when it was not received.
    pub(super) fn claims(&self, source: ClaimSource) -> Option<&Claims> {
        match source {
            ClaimSource::IdToken => self.id_token.as_ref(),
            ClaimSource::Userinfo => self.userinfo.as_ref(),
            ClaimSource::AccessToken => self.access_token.as_ref(),
            ClaimSource::UserPool => None,
        }
    }

    /// A claim of one source.
    pub(super) fn in_source<'s>(&'s self, source: ClaimSource, name: &'s str) -> Option<Claim<'s>> {
        let value = self.claims(source)?.get(name)?;
        Some(Claim {
            name,
            source,
            value,
        })
    }

    /// A claim of the ID token.
    pub(super) fn id_token<'s>(&'s self, name: &'s str) -> Option<Claim<'s>> {
        self.in_source(ClaimSource::IdToken, name)
    }

    /// A claim of userinfo.
    pub(super) fn userinfo<'s>(&'s self, name: &'s str) -> Option<Claim<'s>> {
        self.in_source(ClaimSource::Userinfo, name)
    }

    /// A claim of the first source that has it and not as `null`.
    pub(super) fn first<'s>(&'s self, order: &[ClaimSource], name: &'s str) -> Option<Claim<'s>> {
        order
            .iter()
            .filter_map(|source| self.in_source(*source, name))
            .find(|claim| !claim.value.is_null())
    }

    /// The groups in the ID token, when there are any.
    pub(super) fn groups(&self) -> Option<Claim<'_>> {
        self.id_token(COGNITO_GROUPS)
            .filter(|claim| match claim.value {
                Value::Null => false,
                Value::Array(groups) => !groups.is_empty(),
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => true,
            })
    }

    /// The names of all claims of ID token and userinfo that hold a full stop.
    pub(super) fn dotted_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = ID_TOKEN_FIRST
            .iter()
            .filter_map(|source| self.claims(*source))
            .flat_map(|claims| claims.keys().map(String::as_str))
            .filter(|name| name.contains('.'))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The check that made the ID token worthless.
fn rejected_by(run: &RunView) -> Option<(CheckId, Option<String>)> {
    let step = run
        .steps
        .iter()
        .find(|step| step.step == StepKind::IdToken)?;
    let failed = step
        .checks
        .iter()
        .find(|check| check.verdict == Verdict::Failed)?;
    Some((failed.check, failed.found.as_deref().map(shortened)))
}

/// Whether a consumer is known to make a check as it comes: go-oidc `IDTokenVerifier.Verify`
/// (Dex, oauth2-proxy, Kubernetes), Spring Security `OidcIdTokenValidator` and its decoder,
/// Keycloak `OIDCIdentityProvider.validateToken`, which looks at signatures only when told to.
fn is_made_by(consumer: ConsumerId, check: CheckId) -> bool {
    let claims = [
        CheckId::IdTokenFormat,
        CheckId::IssuerMatches,
        CheckId::AudienceContainsClient,
        CheckId::NotExpired,
    ];
    let signature = [
        CheckId::IdTokenNotEncrypted,
        CheckId::AlgorithmAllowed,
        CheckId::SigningKeyFound,
        CheckId::SignatureValid,
    ];
    match consumer {
        ConsumerId::Dex | ConsumerId::Oauth2Proxy | ConsumerId::Spring | ConsumerId::Kubernetes => {
            claims.contains(&check) || signature.contains(&check)
        }
        ConsumerId::Keycloak => claims.contains(&check),
        ConsumerId::Alb | ConsumerId::Authentik => false,
    }
}
