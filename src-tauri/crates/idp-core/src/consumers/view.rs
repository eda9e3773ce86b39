//! What window and command line show of a consumer.

use super::FindingId;
use super::received::Claim;
use crate::checks::shortened;
use crate::claims::{ClaimSource, claim_text};
use serde::Serialize;
use serde_json::Value;

/// A product that can use the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsumerId {
    /// Keycloak as a broker.
    Keycloak,
    /// Dex's OIDC connector.
    Dex,
    /// oauth2-proxy.
    Oauth2Proxy,
    /// Spring Security's OAuth 2.0 login.
    Spring,
    /// The API server of Kubernetes.
    Kubernetes,
    /// AWS Application Load Balancer.
    Alb,
    /// authentik's OAuth source.
    Authentik,
}

impl ConsumerId {
    /// All, in the order shown.
    pub const ALL: &'static [Self] = &[
        Self::Keycloak,
        Self::Dex,
        Self::Oauth2Proxy,
        Self::Spring,
        Self::Kubernetes,
        Self::Alb,
        Self::Authentik,
    ];

    /// Its own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Keycloak => "Keycloak",
            Self::Dex => "Dex",
            Self::Oauth2Proxy => "oauth2-proxy",
            Self::Spring => "Spring Boot",
            Self::Kubernetes => "Kubernetes",
            Self::Alb => "AWS Application Load Balancer",
            Self::Authentik => "authentik",
        }
    }

    /// The part of it that is meant.
    #[must_use]
    pub fn part(self) -> &'static str {
        match self {
            Self::Keycloak => "Identity provider OpenID Connect v1.0",
            Self::Dex => "Connector oidc",
            Self::Oauth2Proxy => "Provider oidc",
            Self::Spring => "Spring Security, OAuth 2.0 login",
            Self::Kubernetes => "API server, JWT authenticator",
            Self::Alb => "Listener action authenticate-oidc",
            Self::Authentik => "OAuth source OpenID Connect",
        }
    }
}

/// What a finding does, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FindingEffect {
    /// The sign-in fails.
    Refuses,
    /// The sign-in works, and the user is probably not what was wanted.
    Remark,
    /// Good to know when the product is set up; nothing is wrong with this run.
    Note,
}

/// What a consumer would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsumerVerdict {
    /// It would accept.
    Accepts,
    /// It would accept, and there is something to look at.
    AcceptsWithRemark,
    /// It would refuse.
    Refuses,
    /// This run cannot tell.
    Unknown,
}

/// What a field of a user is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsumerField {
    /// The name by which it knows the user.
    UserName,
    /// The key by which it recognises the user again.
    Subject,
    /// The e-mail address.
    Email,
    /// Whether it takes the e-mail address as verified.
    EmailVerified,
    /// The name shown.
    DisplayName,
    /// Groups or roles.
    Groups,
}

/// One field of the user that a consumer would make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserField {
    /// What it is for.
    pub field: ConsumerField,
    /// The consumer's own word for it.
    pub label: &'static str,
    /// The values; none when it stays empty, several for groups.
    pub values: Vec<String>,
    /// The claim it comes from.
    pub claim: Option<String>,
    /// Where that claim was read.
    pub source: Option<ClaimSource>,
    /// Why it is so, where no claim says it.
    pub note: Option<&'static str>,
}

impl UserField {
    /// The value of a claim; empty without one.
    pub(super) fn of(field: ConsumerField, label: &'static str, claim: Option<&Claim<'_>>) -> Self {
        Self {
            field,
            label,
            values: claim.map(|claim| values(claim.value)).unwrap_or_default(),
            claim: claim.map(|claim| claim.name.to_owned()),
            source: claim.map(|claim| claim.source),
            note: None,
        }
    }

    /// Empty, whatever was received.
    pub(super) fn empty(field: ConsumerField, label: &'static str, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..Self::of(field, label, None)
        }
    }

    /// A value that the consumer made of a claim or sets by itself.
    pub(super) fn with_value(mut self, value: impl Into<String>) -> Self {
        self.values = vec![value.into()];
        self
    }

    /// Adds why it is so.
    pub(super) fn with_note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}

/// Each element of a list by itself, so that a comma inside of one is not taken for two.
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(elements) => elements.iter().map(claim_text).collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            vec![claim_text(value)]
        }
    }
}

/// A setting of the consumer, to copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerSetting {
    /// Where it belongs.
    pub place: &'static str,
    /// The text, as the consumer takes it.
    pub text: String,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerFinding {
    /// Which.
    pub id: FindingId,
    /// What it does.
    pub effect: FindingEffect,
    /// What is the matter.
    pub problem: &'static str,
    /// What to do.
    pub next_step: &'static str,
    /// What was received, shortened and made harmless.
    pub found: Option<String>,
    /// The setting of the consumer to change.
    pub setting: Option<ConsumerSetting>,
    /// Where the rule is written.
    pub source: &'static str,
    /// Whether the rule was read there; otherwise it is general knowledge.
    pub verified: bool,
}

impl ConsumerFinding {
    /// Adds what was received.
    pub(super) fn found(mut self, text: impl AsRef<str>) -> Self {
        self.found = Some(shortened(text.as_ref()));
        self
    }

    /// Adds the claim that was received, with its value and type.
    pub(super) fn claim(self, claim: Option<&Claim<'_>>) -> Self {
        match claim {
            Some(claim) => self.found(claim.described()),
            None => self,
        }
    }

    /// Adds the setting to change.
    pub(super) fn setting(mut self, place: &'static str, text: impl Into<String>) -> Self {
        self.setting = Some(ConsumerSetting {
            place,
            text: text.into(),
        });
        self
    }
}

/// What a consumer does with certain settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The verdict.
    pub verdict: ConsumerVerdict,
    /// Why, in a sentence.
    pub reason: String,
    /// The user it would make; none when it refuses.
    pub user: Vec<UserField>,
}

/// One consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerView {
    /// Which.
    pub consumer: ConsumerId,
    /// Its name.
    pub name: &'static str,
    /// The part of it that is meant.
    pub part: &'static str,
    /// What it reads, in its order.
    pub reads: Vec<&'static str>,
    /// As it comes: issuer, client and scopes of the definition, all else at its default.
    pub plain: Judgement,
    /// With `settings`; absent when there is nothing to set.
    pub fitted: Option<Judgement>,
    /// What was found as it comes.
    pub findings: Vec<ConsumerFinding>,
    /// The settings that fit this run, all together.
    pub settings: Option<ConsumerSetting>,
    /// What could not be verified about it.
    pub unverified: Vec<&'static str>,
}

/// How the present definition stands to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionState {
    /// As it was tested.
    Same,
    /// Changed since.
    Changed,
    /// Deleted; what it said about scopes and secret is unknown.
    Gone,
}

/// What all consumers would make of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsumersView {
    /// The run.
    pub run_id: String,
    /// Whether there is anything to judge.
    pub received: bool,
    /// How the present definition stands to the run.
    pub definition: DefinitionState,
    /// Each consumer.
    pub consumers: Vec<ConsumerView>,
}
