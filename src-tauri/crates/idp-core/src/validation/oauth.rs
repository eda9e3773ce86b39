//! The fields of a redirect sign-in.

use super::{FieldCode, FieldProblem};
use crate::catalogue::{CatalogueEntry, EndpointLookup};
use crate::provider::{OauthDraft, OauthSettings, RedirectUri};
use url::{Host, Url};

/// Parameters that the sign-in itself sets (RFC 6749 section 4.1.1, RFC 7636, OpenID
/// Connect Core 3.1.2.1).
const RESERVED_PARAMETERS: &[&str] = &[
    "response_type",
    "response_mode",
    "client_id",
    "client_secret",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
];

/// Checks all fields; present when the endpoints could be parsed.
pub(super) fn check_oauth(
    draft: &OauthDraft,
    entry: Option<&CatalogueEntry>,
    problems: &mut Vec<FieldProblem>,
) -> Option<OauthSettings> {
    let mut fields = Fields {
        draft,
        lookup: entry.map_or(EndpointLookup::Cognito, |entry| entry.lookup),
        problems,
    };
    let redirect_uri = fields.redirect_uri("oauth.redirectUri", Some(&draft.redirect_uri), true);
    let authorization = fields.endpoint(
        "oauth.authorizationEndpoint",
        Some(&draft.authorization_endpoint),
        true,
    );
    let token = fields.endpoint("oauth.tokenEndpoint", Some(&draft.token_endpoint), true);
    let userinfo = fields.endpoint(
        "oauth.userinfoEndpoint",
        draft.userinfo_endpoint.as_deref(),
        false,
    );
    let jwks_uri = fields.endpoint("oauth.jwksUri", draft.jwks_uri.as_deref(), false);
    let logout = fields.endpoint(
        "oauth.logoutEndpoint",
        draft.logout_endpoint.as_deref(),
        false,
    );
    fields.issuer();
    fields.client_id();
    fields.scopes();
    fields.verifiable();
    fields.parameters();
    let loopback = fields.redirect_uri(
        "oauth.loopbackRedirectUri",
        draft.loopback_redirect_uri.as_deref(),
        false,
    );
    let sign_out = fields.redirect_uri("oauth.signOutUri", draft.sign_out_uri.as_deref(), false);
    Some(OauthSettings {
        issuer: draft.issuer.clone(),
        authorization_endpoint: authorization?,
        token_endpoint: token?,
        userinfo_endpoint: userinfo,
        jwks_uri,
        logout_endpoint: logout,
        client_id: draft.client_id.clone(),
        client_authentication: draft.client_authentication,
        scopes: draft.scopes.clone(),
        redirect_uri: redirect_uri?,
        loopback_redirect_uri: loopback,
        sign_out_uri: sign_out,
        authorization_parameters: draft.authorization_parameters.clone(),
        ca_file: draft.ca_file.clone(),
        allow_http_on_loopback: draft.allow_http_on_loopback,
        allow_private_network: draft.allow_private_network,
        trusted_audiences: draft.trusted_audiences.clone(),
    })
}

struct Fields<'a> {
    draft: &'a OauthDraft,
    lookup: EndpointLookup,
    problems: &'a mut Vec<FieldProblem>,
}

impl Fields<'_> {
    fn error(&mut self, field: &str, code: FieldCode, message: impl Into<String>) {
        self.problems
            .push(FieldProblem::error(field, code, message));
    }

    fn redirect_uri(
        &mut self,
        field: &str,
        text: Option<&str>,
        required: bool,
    ) -> Option<RedirectUri> {
        let text = text.unwrap_or_default();
        if text.is_empty() {
            if required {
                self.error(
                    field,
                    FieldCode::Required,
                    "Enter the callback URL that your broker or application shows.",
                );
            }
            return None;
        }
        match RedirectUri::parse(text) {
            Ok(uri) => Some(uri),
            Err(why) => {
                self.error(
                    field,
                    FieldCode::RedirectUriNotAllowed,
                    format!(
                        "This URL {why}. {} Enter the exact callback URL of the consumer.",
                        self.refused()
                    ),
                );
                None
            }
        }
    }

    fn endpoint(&mut self, field: &str, text: Option<&str>, required: bool) -> Option<Url> {
        let text = text.unwrap_or_default();
        if text.is_empty() {
            if required {
                let message = match self.lookup {
                    EndpointLookup::Cognito => {
                        "Enter the endpoint, or the domain or user pool ID above to fill it in."
                    }
                    EndpointLookup::Discovery => {
                        "Enter the endpoint, or the issuer above to fill it in."
                    }
                    EndpointLookup::Manual => {
                        "Enter the endpoint. It is in the documentation of the provider."
                    }
                };
                self.error(field, FieldCode::Required, message);
            }
            return None;
        }
        let Ok(url) = Url::parse(text) else {
            self.error(
                field,
                FieldCode::NotAUrl,
                "Enter an absolute URL that starts with https://.",
            );
            return None;
        };
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            self.error(
                field,
                FieldCode::UrlNotAllowed,
                "An endpoint has no user name, password or #fragment. Remove it.",
            );
            return None;
        }
        match url.scheme() {
            "https" => Some(url),
            "http" if is_loopback(&url) => {
                if !self.draft.allow_http_on_loopback {
                    self.error(
                        field,
                        FieldCode::HttpsRequired,
                        "This is http on this machine. Switch on \"Allow http on loopback\" for a local test server.",
                    );
                }
                Some(url)
            }
            _ => {
                self.error(field, FieldCode::HttpsRequired, "Use https://.");
                None
            }
        }
    }

    fn issuer(&mut self) {
        let Some(issuer) = self.draft.issuer.as_deref() else {
            return;
        };
        let field = "oauth.issuer";
        match Url::parse(issuer) {
            Err(_) => self.error(field, FieldCode::NotAUrl, "The issuer is an absolute URL."),
            Ok(url) if url.query().is_some() || url.fragment().is_some() => self.error(
                field,
                FieldCode::UrlNotAllowed,
                "An issuer has no query and no fragment. Copy it from the discovery document.",
            ),
            Ok(url) => {
                let local = url.scheme() == "http" && is_loopback(&url);
                let allowed =
                    url.scheme() == "https" || (local && self.draft.allow_http_on_loopback);
                if !allowed {
                    self.error(field, FieldCode::HttpsRequired, "The issuer uses https://.");
                }
            }
        }
    }

    /// What becomes of a callback URL that breaks the rules, which are Cognito's; others
    /// have much the same.
    fn refused(&self) -> &'static str {
        match self.lookup {
            EndpointLookup::Cognito => "Cognito would not register it.",
            EndpointLookup::Discovery | EndpointLookup::Manual => {
                "Providers do not register such a one."
            }
        }
    }

    /// AWS API reference, `ClientIdType`: `[\w+]+`, up to 128.
    fn client_id(&mut self) {
        let id = self.draft.client_id.as_str();
        let field = "oauth.clientId";
        if id.is_empty() {
            self.error(field, FieldCode::Required, "Enter the client ID.");
        } else if id.starts_with("arn:") || id.contains("://") {
            self.error(
                field,
                FieldCode::WrongThing,
                "This is an ARN or a URL. Enter the client ID alone.",
            );
        } else if id.chars().count() > 255 {
            self.error(
                field,
                FieldCode::TooLong,
                "A client ID has at most 255 characters.",
            );
        } else if !id.chars().all(|c| c.is_ascii_graphic()) {
            self.error(
                field,
                FieldCode::Whitespace,
                "A client ID has no spaces. Copy it again from where the provider shows it.",
            );
        }
    }

    /// RFC 6749 section 3.3: `%x21 / %x23-5B / %x5D-7E`.
    fn scopes(&mut self) {
        for (index, scope) in self.draft.scopes.iter().enumerate() {
            let field = format!("oauth.scopes[{index}]");
            let legal = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
            if scope.contains(',') || !scope.chars().all(legal) {
                self.error(
                    &field,
                    FieldCode::InvalidFormat,
                    format!("\"{scope}\" is not one scope. Enter each scope on its own."),
                );
            } else if self.draft.scopes[..index].contains(scope) {
                self.error(
                    &field,
                    FieldCode::Repeated,
                    format!("{scope} is there twice."),
                );
            }
        }
    }

    /// An ID token that nobody can verify would make every test fail; said before it.
    fn verifiable(&mut self) {
        if !self.draft.scopes.iter().any(|scope| scope == "openid") {
            if self.draft.userinfo_endpoint.is_none() {
                self.error(
                    "oauth.userinfoEndpoint",
                    FieldCode::NothingReceived,
                    "Without the scope openid there is no ID token, so attributes come from userinfo alone. Enter its endpoint, or add the scope openid.",
                );
            }
            return;
        }
        for (field, missing) in [
            ("oauth.issuer", self.draft.issuer.is_none()),
            ("oauth.jwksUri", self.draft.jwks_uri.is_none()),
        ] {
            if missing {
                self.problems.push(FieldProblem::error(
                    field,
                    FieldCode::NotVerifiable,
                    "Needed to verify the ID token that the scope openid asks for. It is in the discovery document.",
                ));
            }
        }
    }

    fn parameters(&mut self) {
        for name in self.draft.authorization_parameters.keys() {
            if RESERVED_PARAMETERS.contains(&name.as_str()) {
                self.error(
                    &format!("oauth.authorizationParameters.{name}"),
                    FieldCode::ReservedParameter,
                    format!("{name} is set by the sign-in itself. Remove it here."),
                );
            }
        }
    }
}

/// Whether a URL's host is a loopback address by name or number.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
