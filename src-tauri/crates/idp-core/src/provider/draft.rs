//! The provider file: what a person, the form or `--file` hands in.

use super::{ClientAuthentication, ProviderKind};
use crate::claims::ClaimSource;
use crate::mapping::Transform;
use crate::routing::FallbackTrigger;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

fn yes() -> bool {
    true
}

/// The documented provider file. Secrets are never inside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderDraft {
    /// The name shown, unique among providers.
    #[serde(default)]
    pub display_name: String,
    /// The catalogue entry it started from.
    #[serde(default)]
    pub catalogue_entry: String,
    /// The kind.
    #[serde(default)]
    pub kind: ProviderKind,
    /// Disabled providers can be tested but are not offered to people.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Settings of kind `oauth_openid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oauth: Option<OauthDraft>,
    /// Settings of kind `user_store`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_store: Option<UserStoreDraft>,
    /// Free labels, such as environment and customer.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Domain mapping and fallback.
    #[serde(default)]
    pub advanced: AdvancedDraft,
    /// Mapping rules.
    #[serde(default)]
    pub attributes: AttributesDraft,
}

/// Settings of a redirect sign-in as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OauthDraft {
    /// Stands for issuer and endpoints when given alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovery_url: Option<String>,
    /// Issuer.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Authorization endpoint.
    #[serde(default)]
    pub authorization_endpoint: String,
    /// Token endpoint.
    #[serde(default)]
    pub token_endpoint: String,
    /// Userinfo endpoint.
    #[serde(default)]
    pub userinfo_endpoint: Option<String>,
    /// JWKS URI.
    #[serde(default)]
    pub jwks_uri: Option<String>,
    /// Logout endpoint.
    #[serde(default)]
    pub logout_endpoint: Option<String>,
    /// Client ID.
    #[serde(default)]
    pub client_id: String,
    /// Client authentication.
    #[serde(default)]
    pub client_authentication: ClientAuthentication,
    /// Scopes.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The consumer's callback.
    #[serde(default)]
    pub redirect_uri: String,
    /// The callback on this machine.
    #[serde(default)]
    pub loopback_redirect_uri: Option<String>,
    /// Where sign-out returns to.
    #[serde(default)]
    pub sign_out_uri: Option<String>,
    /// Further parameters of the authorization request.
    #[serde(default)]
    pub authorization_parameters: BTreeMap<String, String>,
    /// PEM file with a certificate authority.
    #[serde(default)]
    pub ca_file: Option<String>,
    /// Accept `http:` on loopback.
    #[serde(default)]
    pub allow_http_on_loopback: bool,
    /// Accept private and loopback addresses.
    #[serde(default)]
    pub allow_private_network: bool,
    /// Audiences that may stand beside the client ID.
    #[serde(default)]
    pub trusted_audiences: Vec<String>,
}

/// Settings of a user store as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserStoreDraft {
    /// AWS Region.
    #[serde(default)]
    pub region: String,
    /// User pool ID.
    #[serde(default)]
    pub user_pool_id: String,
    /// App client ID.
    #[serde(default)]
    pub client_id: String,
    /// Identity pool ID.
    #[serde(default)]
    pub identity_pool_id: Option<String>,
    /// `user_password`, `user_srp` or `user`, see [`crate::provider::AuthFlow`].
    #[serde(default)]
    pub auth_flow: Option<String>,
    /// Another address of the API, for emulators.
    #[serde(default)]
    pub endpoint_override: Option<String>,
}

/// Domain mapping and fallback.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdvancedDraft {
    /// E-mail domains whose users get this provider: `acme.com`, or `*.acme.com` for its
    /// sub-domains, see [`crate::routing`].
    #[serde(default)]
    pub domains: Vec<String>,
    /// What to use when this provider fails.
    #[serde(default)]
    pub fallback: FallbackDraft,
}

/// The provider to fall back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FallbackDraft {
    /// Off by default.
    #[serde(default)]
    pub enabled: bool,
    /// Name of the other provider.
    #[serde(default)]
    pub provider: Option<String>,
    /// The groups of failures that lead there; all of them when nothing is said.
    #[serde(default = "all_triggers", skip_serializing_if = "is_all_triggers")]
    pub on: Vec<FallbackTrigger>,
}

impl Default for FallbackDraft {
    fn default() -> Self {
        Self {
            enabled: false,
            provider: None,
            on: all_triggers(),
        }
    }
}

fn all_triggers() -> Vec<FallbackTrigger> {
    FallbackTrigger::ALL.to_vec()
}

fn is_all_triggers(on: &[FallbackTrigger]) -> bool {
    FallbackTrigger::ALL.iter().all(|one| on.contains(one))
}

/// Mapping rules of a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttributesDraft {
    /// Applications receive the EXTERNAL rules' targets and nothing else.
    #[serde(default)]
    pub send_only_configured: bool,
    /// Rules that fill the local user profile.
    #[serde(default)]
    pub user: Vec<MappingRuleDraft>,
    /// Rules that rename what applications receive.
    #[serde(default)]
    pub external: Vec<MappingRuleDraft>,
}

/// One mapping rule: a target and where its value comes from. It has a source with
/// transformations, or an expression, never both; a rule that begins with a constant or a
/// template needs no source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappingRuleDraft {
    /// The attribute to fill.
    pub target: String,
    /// The claim to read, taken literally.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The only place to read it; absent means the usual order, see
    /// [`crate::mapping::map_attributes`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_from: Option<ClaimSource>,
    /// What is done to the value, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transforms: Vec<Transform>,
    /// A CEL expression, instead of source and transformations. Its variables are `claims`
    /// (the usual order), `idToken`, `userinfo`, `accessToken`, `userPool`, `user` (what the
    /// USER rules above gave) and `provider`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// A CEL expression over the same variables; the rule applies when it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// An empty result is a failure.
    #[serde(default)]
    pub required: bool,
    /// The target takes a list.
    #[serde(default)]
    pub multi_valued: bool,
    /// Applied at every sign-in, not only the first.
    #[serde(default)]
    pub on_every_login: bool,
    /// A rule without a value empties the target at a later sign-in; otherwise the earlier
    /// value stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub clear_when_missing: bool,
    /// Used when the rule gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}
