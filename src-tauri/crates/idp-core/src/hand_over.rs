//! The values that a consumer's own form asks for, under its own labels and in its own order.

use crate::provider::{ClientAuthentication, OauthDraft, ProviderDraft, UserStoreDraft};
use serde::{Deserialize, Serialize};

/// What a field of the page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum HandOverKind {
    /// A text to copy.
    Text,
    /// The client secret: copied by Rust, never shown.
    ClientSecret,
    /// A switch or a choice to set; nothing to copy.
    Choice,
}

/// One field of a consumer's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOverField {
    /// The consumer's label, letter by letter.
    pub label: &'static str,
    /// The value; empty when there is none, and always for the secret.
    pub value: String,
    /// What it is.
    pub kind: HandOverKind,
    /// What to know when entering it.
    pub note: Option<&'static str>,
}

/// Cognito's own pages of an app client, to look at and to hand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HostedPages {
    /// Where people sign in. Opened by itself it lacks the consumer's state, so the consumer
    /// refuses what comes of it.
    pub sign_in: String,
    /// Where people are signed out, when the definition has a sign-out URL.
    pub sign_out: Option<String>,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum HostedPage {
    /// Sign-in.
    SignIn,
    /// Sign-out.
    SignOut,
}

impl HostedPages {
    /// The address of one of them.
    #[must_use]
    pub fn address(self, page: HostedPage) -> Option<String> {
        match page {
            HostedPage::SignIn => Some(self.sign_in),
            HostedPage::SignOut => self.sign_out,
        }
    }
}

/// The page for one consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// Stable identifier.
    pub consumer: &'static str,
    /// The consumer's name.
    pub name: &'static str,
    /// Where its form is.
    pub location: &'static str,
    /// The fields in the order of the form.
    pub fields: Vec<HandOverField>,
    /// What goes wrong there, and how not to.
    pub notes: Vec<&'static str>,
}

/// The pages for all consumers that take such a definition.
#[must_use]
pub fn hand_over(draft: &ProviderDraft) -> Vec<HandOver> {
    if let Some(store) = draft.user_store.as_ref().filter(|_| draft.oauth.is_none()) {
        return vec![user_store(draft, store)];
    }
    let Some(oauth) = &draft.oauth else {
        return Vec::new();
    };
    let values = Values { draft, oauth };
    vec![values.miniorange(), values.keycloak(), values.generic()]
}

/// The one consumer whose form for a user pool as a user store is known here.
fn user_store(draft: &ProviderDraft, store: &UserStoreDraft) -> HandOver {
    let identity_pool = optional("Identity Pool ID", store.identity_pool_id.as_deref());
    HandOver {
        consumer: "miniorange",
        name: "miniOrange",
        location: "User Stores > Add User Store > API > AWS Cognito",
        fields: vec![
            text("Identifier", &draft.display_name),
            text("Region", &store.region),
            identity_pool,
            text("User Pool ID", &store.user_pool_id),
            text("Client ID", &store.client_id),
        ],
        notes: vec![
            "Its form has no field for a client secret: the app client must be without one, and must allow ALLOW_USER_PASSWORD_AUTH.",
            "Region, user pool and identity pool must be of the same Region.",
        ],
    }
}

struct Values<'a> {
    draft: &'a ProviderDraft,
    oauth: &'a OauthDraft,
}

impl Values<'_> {
    fn miniorange(&self) -> HandOver {
        let mut fields = vec![
            text("Display Name", &self.draft.display_name),
            text(
                "OAuth Authorize Endpoint",
                &self.oauth.authorization_endpoint,
            ),
            text("OAuth Access Token Endpoint", &self.oauth.token_endpoint),
            optional(
                "Get User Info Endpoint (optional)",
                self.oauth.userinfo_endpoint.as_deref(),
            ),
            text("Client ID", &self.oauth.client_id),
        ];
        fields.extend(self.secret("Client secret"));
        fields.push(text("Scope", &self.scopes()).note("Separated by spaces."));
        let mut notes = vec![
            "Its form is prefilled with the scope phone. Replace all of it: a scope that is not ticked on the app client makes Cognito refuse the sign-in.",
        ];
        if self.is_public() {
            notes.push("Its form needs a client secret, and this definition is of a public client. Use an app client with a secret.");
        }
        HandOver {
            consumer: "miniorange",
            name: "miniOrange",
            location: "Identity Providers > Add Identity Provider > OAuth/OpenID",
            fields,
            notes,
        }
    }

    fn keycloak(&self) -> HandOver {
        let mut fields = vec![
            text("Alias", &alias(&self.draft.display_name))
                .note("A part of the redirect URI. When you choose another one, register the redirect URI that Keycloak shows then."),
            text("Display name", &self.draft.display_name),
            text("Authorization URL", &self.oauth.authorization_endpoint),
            text("Token URL", &self.oauth.token_endpoint),
            optional("Logout URL", self.oauth.logout_endpoint.as_deref()),
            optional("User Info URL", self.oauth.userinfo_endpoint.as_deref()),
            optional("Issuer", self.oauth.issuer.as_deref()),
        ];
        if let Some(keys) = &self.oauth.jwks_uri {
            fields.push(choice("Validate Signatures", "On"));
            fields.push(choice("Use JWKS URL", "On"));
            fields.push(text("JWKS URL", keys));
        }
        fields.push(choice("Use PKCE", "On"));
        fields.push(choice("PKCE Method", "S256"));
        fields.push(choice(
            "Client authentication",
            match self.oauth.client_authentication {
                ClientAuthentication::ClientSecretBasic => "Client secret sent as basic auth",
                ClientAuthentication::ClientSecretPost | ClientAuthentication::None => {
                    "Client secret sent as post"
                }
            },
        ));
        fields.push(text("Client ID", &self.oauth.client_id));
        fields.extend(self.secret("Client Secret"));
        fields.push(
            text("Scopes", &self.scopes()).note("Under Advanced settings, separated by spaces."),
        );
        let mut notes = vec![
            "Switch \"Use discovery endpoint\" off to enter the addresses below. With it on, Keycloak reads them itself.",
        ];
        if self.is_public() {
            notes.push("Keycloak always sends a client secret, and Cognito refuses one from a public client. Use an app client with a secret.");
        }
        HandOver {
            consumer: "keycloak",
            name: "Keycloak",
            location: "Identity providers > Add provider > OpenID Connect v1.0",
            fields,
            notes,
        }
    }

    fn generic(&self) -> HandOver {
        let issuer = self.oauth.issuer.as_deref();
        let discovery = issuer.map(|issuer| {
            format!(
                "{}/.well-known/openid-configuration",
                issuer.trim_end_matches('/')
            )
        });
        let mut fields = vec![
            optional("Issuer", issuer),
            optional("Discovery URL", discovery.as_deref()),
            text("Authorization endpoint", &self.oauth.authorization_endpoint),
            text("Token endpoint", &self.oauth.token_endpoint),
            optional("Userinfo endpoint", self.oauth.userinfo_endpoint.as_deref()),
            optional("JWKS URI", self.oauth.jwks_uri.as_deref()),
            optional("Logout endpoint", self.oauth.logout_endpoint.as_deref()),
            text("Client ID", &self.oauth.client_id),
        ];
        fields.extend(self.secret("Client secret"));
        fields.push(text(
            "Token endpoint authentication method",
            match self.oauth.client_authentication {
                ClientAuthentication::ClientSecretBasic => "client_secret_basic",
                ClientAuthentication::ClientSecretPost => "client_secret_post",
                ClientAuthentication::None => "none",
            },
        ));
        fields.push(text("Scope", &self.scopes()));
        fields.push(choice("Response type", "code"));
        fields.push(choice("PKCE code challenge method", "S256"));
        fields.push(
            text("Redirect URI", &self.oauth.redirect_uri)
                .note("The consumer's own callback URL, as it is registered on the app client."),
        );
        HandOver {
            consumer: "generic",
            name: "Other applications",
            location: "OAuth 2.0 and OpenID Connect settings, under their standard names",
            fields: fields
                .into_iter()
                .filter(|field| !is_absent(field))
                .collect(),
            notes: vec![],
        }
    }

    fn scopes(&self) -> String {
        self.oauth.scopes.join(" ")
    }

    fn is_public(&self) -> bool {
        !self.oauth.client_authentication.needs_secret()
    }

    fn secret(&self, label: &'static str) -> Option<HandOverField> {
        (!self.is_public()).then(|| HandOverField {
            kind: HandOverKind::ClientSecret,
            ..text(label, "")
        })
    }
}

impl HandOverField {
    fn note(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

fn text(label: &'static str, value: &str) -> HandOverField {
    HandOverField {
        label,
        value: value.to_owned(),
        kind: HandOverKind::Text,
        note: None,
    }
}

fn optional(label: &'static str, value: Option<&str>) -> HandOverField {
    let field = text(label, value.unwrap_or_default());
    match value {
        Some(_) => field,
        None => field.note("Leave it empty: the definition has no such address."),
    }
}

fn choice(label: &'static str, value: &str) -> HandOverField {
    HandOverField {
        kind: HandOverKind::Choice,
        ..text(label, value)
    }
}

fn is_absent(field: &HandOverField) -> bool {
    field.kind == HandOverKind::Text && field.value.is_empty()
}

/// Lower-case letters, digits and hyphens, as an alias may have.
fn alias(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        "cognito".to_owned()
    } else {
        words.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::{HandOver, HandOverKind, alias, hand_over};
    use crate::provider::{ClientAuthentication, OauthDraft, ProviderDraft, UserStoreDraft};

    fn draft(client_authentication: ClientAuthentication) -> ProviderDraft {
        ProviderDraft {
            display_name: "Acme Staff (EU)".to_owned(),
            oauth: Some(OauthDraft {
                issuer: Some("https://issuer.example".to_owned()),
                authorization_endpoint: "https://acme.example/oauth2/authorize".to_owned(),
                client_id: "client".to_owned(),
                client_authentication,
                scopes: vec!["openid".to_owned(), "email".to_owned()],
                ..OauthDraft::default()
            }),
            ..ProviderDraft::default()
        }
    }

    fn page(consumer: &str, authentication: ClientAuthentication) -> HandOver {
        let pages = hand_over(&draft(authentication));
        pages
            .into_iter()
            .find(|page| page.consumer == consumer)
            .unwrap()
    }

    #[test]
    fn miniorange_gets_its_own_labels_in_its_own_order() {
        let page = page("miniorange", ClientAuthentication::ClientSecretBasic);
        let labels: Vec<_> = page.fields.iter().map(|field| field.label).collect();
        assert_eq!(
            labels,
            [
                "Display Name",
                "OAuth Authorize Endpoint",
                "OAuth Access Token Endpoint",
                "Get User Info Endpoint (optional)",
                "Client ID",
                "Client secret",
                "Scope"
            ]
        );
        assert_eq!(page.fields[6].value, "openid email");
    }

    #[test]
    fn the_secret_has_a_place_but_no_value_and_a_public_client_has_no_place() {
        for consumer in ["miniorange", "keycloak", "generic"] {
            let secrets = |authentication| {
                let fields = page(consumer, authentication).fields;
                let kept = fields
                    .into_iter()
                    .filter(|field| field.kind == HandOverKind::ClientSecret);
                kept.collect::<Vec<_>>()
            };
            let secret = secrets(ClientAuthentication::ClientSecretPost);
            assert_eq!(secret.len(), 1, "{consumer}");
            assert_eq!(secret[0].value, "");
            assert!(secrets(ClientAuthentication::None).is_empty(), "{consumer}");
        }
    }

    #[test]
    fn the_generic_page_leaves_out_what_is_not_there() {
        let page = page("generic", ClientAuthentication::ClientSecretBasic);
        assert!(
            page.fields
                .iter()
                .all(|field| field.label != "Logout endpoint")
        );
        let discovery = page
            .fields
            .iter()
            .find(|field| field.label == "Discovery URL");
        assert_eq!(
            discovery.unwrap().value,
            "https://issuer.example/.well-known/openid-configuration"
        );
    }

    #[test]
    fn an_alias_has_only_what_keycloak_takes() {
        assert_eq!(alias("Acme Staff (EU)"), "acme-staff-eu");
        assert_eq!(alias("日本"), "cognito");
    }

    #[test]
    fn a_user_store_has_the_page_of_the_consumer_that_takes_one() {
        let pages = hand_over(&ProviderDraft {
            display_name: "Acme".to_owned(),
            user_store: Some(UserStoreDraft {
                region: "us-east-2".to_owned(),
                client_id: "client".to_owned(),
                ..UserStoreDraft::default()
            }),
            ..ProviderDraft::default()
        });
        let [page] = &pages[..] else {
            panic!("{pages:?}");
        };
        let labels: Vec<_> = page.fields.iter().map(|field| field.label).collect();
        let form = [
            "Identifier",
            "Region",
            "Identity Pool ID",
            "User Pool ID",
            "Client ID",
        ];
        assert_eq!(labels, form);
    }
}
