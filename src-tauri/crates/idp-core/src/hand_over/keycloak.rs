//! The forms of Keycloak for an identity provider (its administration console, 26.x: the
//! directory `identity-providers/add`, and `OAuth2IdentityProviderFactory`).

use super::{HandOver, HandOverField, HandOverKind, Values, choice, optional, text};
use crate::catalogue::GENERIC_OAUTH2;
use crate::provider::ClientAuthentication;
use url::Url;

const PUBLIC_CLIENT: &str = "Keycloak always sends a client secret, and a public client is refused with one. Use a client with a secret.";

/// The claims that its form without ID tokens wants to know, the target of the rule that may
/// name one, and what to look for.
const CLAIMS: [(&str, &str, &str); 3] = [
    (
        "User ID Claim",
        "sub",
        "The attribute that never changes for a person, such as sub or id. A test run shows what userinfo sends.",
    ),
    (
        "Username Claim",
        "username",
        "The attribute that people are called by there, such as login.",
    ),
    (
        "Email Claim",
        "email",
        "The attribute with the e-mail address. Keycloak does not save the form without one.",
    ),
];

/// The form that the definition belongs into: one of Keycloak's two.
pub(super) fn provider(values: &Values<'_>) -> HandOver {
    if values.draft.catalogue_entry == GENERIC_OAUTH2 {
        oauth2(values)
    } else {
        openid_connect(values)
    }
}

fn openid_connect(values: &Values<'_>) -> HandOver {
    let oauth = values.oauth;
    let mut fields = named(values);
    fields.extend([
        text("Authorization URL", &oauth.authorization_endpoint),
        text("Token URL", &oauth.token_endpoint),
        optional("Logout URL", oauth.logout_endpoint.as_deref()),
        optional("User Info URL", oauth.userinfo_endpoint.as_deref()),
        optional("Issuer", oauth.issuer.as_deref()),
    ]);
    if let Some(keys) = &oauth.jwks_uri {
        fields.push(choice("Validate Signatures", "On"));
        fields.push(choice("Use JWKS URL", "On"));
        fields.push(text("JWKS URL", keys));
    }
    fields.extend(client(values));
    HandOver {
        consumer: "keycloak",
        name: "Keycloak",
        location: "Identity providers > Add provider > OpenID Connect v1.0",
        fields,
        notes: notes(
            values,
            "Switch \"Use discovery endpoint\" off to enter the addresses below. With it on, Keycloak reads them itself.",
        ),
    }
}

/// Without an ID token: the OpenID Connect form would wait for one.
fn oauth2(values: &Values<'_>) -> HandOver {
    let oauth = values.oauth;
    let mut fields = named(values);
    fields.extend([
        text("Authorization URL", &oauth.authorization_endpoint),
        text("Token URL", &oauth.token_endpoint),
        optional("User Info URL", oauth.userinfo_endpoint.as_deref()),
    ]);
    fields.extend(client(values));
    fields.extend(
        CLAIMS.map(|(label, target, missing)| match claim_of(values, target) {
            Some(claim) => text(label, claim),
            None => HandOverField {
                kind: HandOverKind::Own,
                ..text(label, "").note(missing)
            },
        }),
    );
    HandOver {
        consumer: "keycloak",
        name: "Keycloak",
        location: "Identity providers > Add provider > OAuth v2",
        fields,
        notes: notes(
            values,
            "This is Keycloak's form for providers without an ID token; versions before 26.3 do not have it. Switch \"Use discovery endpoint\" off to enter the addresses below.",
        ),
    }
}

/// The claim that a rule takes for a target as it is.
fn claim_of<'a>(values: &'a Values<'_>, target: &str) -> Option<&'a str> {
    let rules = &values.draft.attributes.user;
    let rule = rules.iter().find(|rule| rule.target == target)?;
    rule.source
        .as_deref()
        .filter(|_| rule.transforms.is_empty())
}

fn named(values: &Values<'_>) -> Vec<HandOverField> {
    let registered = registered_alias(&values.oauth.redirect_uri);
    let alias = match &registered {
        Some(alias) => text("Alias", alias).note(
            "As in the registered redirect URI. Another alias makes another redirect URI, and the sign-in ends in redirect_mismatch.",
        ),
        None => text("Alias", &alias(&values.draft.display_name)).note(
            "A part of the redirect URI that Keycloak makes of it. Register that one.",
        ),
    };
    vec![alias, text("Display name", &values.draft.display_name)]
}

fn client(values: &Values<'_>) -> Vec<HandOverField> {
    let authentication = match values.oauth.client_authentication {
        ClientAuthentication::ClientSecretBasic => "Client secret sent as basic auth",
        ClientAuthentication::ClientSecretPost | ClientAuthentication::None => {
            "Client secret sent as post"
        }
    };
    let mut fields = vec![
        choice("Use PKCE", "On"),
        choice("PKCE Method", "S256"),
        choice("Client authentication", authentication),
        text("Client ID", &values.oauth.client_id),
    ];
    fields.extend(values.secret("Client Secret"));
    fields.push(
        text("Scopes", &values.scopes()).note("Under Advanced settings, separated by spaces."),
    );
    fields
}

fn notes(values: &Values<'_>, form: &'static str) -> Vec<&'static str> {
    let mut notes = vec![form];
    if registered_alias(&values.oauth.redirect_uri).is_none() {
        notes.push(
            "The redirect URI of this definition is none of Keycloak's (…/broker/ALIAS/endpoint). Copy the one that its form shows under Redirect URI into the definition, and register it at the provider.",
        );
    }
    if values.is_public() {
        notes.push(PUBLIC_CLIENT);
    }
    notes
}

/// The alias in `…/realms/{realm}/broker/{alias}/endpoint`.
fn registered_alias(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    let [.., "realms", _, "broker", alias, "endpoint"] = segments[..] else {
        return None;
    };
    (!alias.is_empty()).then(|| decoded(alias))
}

/// A segment of a path in plain letters.
fn decoded(segment: &str) -> String {
    // A plus sign is itself in a path, and a space in what reads the rest.
    let text = segment.replace('+', "%2B");
    url::form_urlencoded::parse(text.as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default()
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
    use super::{alias, registered_alias};

    #[test]
    fn an_alias_has_only_what_keycloak_takes() {
        assert_eq!(alias("Acme Staff (EU)"), "acme-staff-eu");
        assert_eq!(alias("日本"), "cognito");
    }

    #[test]
    fn only_a_redirect_uri_of_keycloak_has_an_alias() {
        let of = |path: &str| registered_alias(&format!("https://login.example.com{path}"));
        let found = |alias: &str| Some(alias.to_owned());
        assert_eq!(
            of("/realms/staff/broker/cognito/endpoint"),
            found("cognito")
        );
        assert_eq!(of("/auth/realms/a/broker/A.b_c/endpoint"), found("A.b_c"));
        assert_eq!(
            of("/realms/a/broker/my%20pool+/endpoint"),
            found("my pool+")
        );
        for other in [
            "/callback",
            "/realms/a/broker/x/endpoint/",
            "/realms/a/broker//endpoint",
            "/broker/x/endpoint",
            "",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(registered_alias("not a URL"), None);
    }
}
