//! The token exchange. The library builds the request; the answer is read here, because
//! its parser stops at the first oddity and a report wants all of them.

use crate::problem::json_body;
use idp_core::checks::{Check, CheckId};
use idp_core::diagnosis::{
    Diagnosis, DiagnosisCode, OauthErrorPlace, of_failed_check, of_oauth_error,
};
use idp_core::provider::{ClientAuthentication, OauthSettings};
use idp_core::run::{RequestTrace, StepKind};
use idp_core::secret::Secret;
use idp_http::{HttpClient, HttpError, HttpRequest, HttpResponse, diagnose_http};
use oauth2::basic::BasicClient;
use oauth2::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, PkceCodeVerifier, RedirectUrl, TokenUrl,
};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};

/// The PKCE code verifier of one authorization request.
pub type CodeVerifier = PkceCodeVerifier;

/// The tokens received. They live in memory until the run ends.
#[derive(Debug)]
pub struct Tokens {
    /// Access token, checked to have legal characters.
    pub access_token: Secret,
    /// ID token, when there is one.
    pub id_token: Option<Secret>,
    /// The `Date` of the answer, for comparing clocks.
    pub date: Option<String>,
}

/// What the exchange gave.
#[derive(Debug)]
pub struct TokenExchange {
    /// The request; absent when it could not be built.
    pub trace: Option<RequestTrace>,
    /// The checks made.
    pub checks: Vec<Check>,
    /// The tokens, or why there are none.
    pub result: Result<Tokens, Box<Diagnosis>>,
}

#[derive(Deserialize)]
struct TokenBody {
    #[serde(default)]
    access_token: Option<Secret>,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    id_token: Option<Secret>,
    #[serde(default)]
    scope: Option<String>,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: String,
    #[serde(default)]
    error_description: Option<String>,
}

/// Exchanges the code, once (RFC 6749 section 4.1.3). Consumes code and verifier, so
/// that neither can be sent again.
pub async fn exchange_code(
    http: &HttpClient,
    settings: &OauthSettings,
    client_secret: Option<&Secret>,
    code: Secret,
    code_verifier: PkceCodeVerifier,
) -> TokenExchange {
    let answer = send(http, settings, client_secret, code, code_verifier).await;
    let (trace, response) = match answer {
        Ok((trace, Ok(response))) => (trace, response),
        Ok((trace, Err(error))) => {
            let shown = settings.token_endpoint.as_str();
            let diagnosis = diagnose_http(&error, StepKind::Token, shown);
            return refused(Some(trace), diagnosis);
        }
        Err(diagnosis) => return refused(None, *diagnosis),
    };
    let mut checks = Vec::new();
    let result = read(&response, settings, &mut checks).map_err(|mut diagnosis| {
        if let Some(id) = &trace.request_id {
            *diagnosis = diagnosis.clone().evidence("request ID", id);
        }
        diagnosis
    });
    TokenExchange {
        trace: Some(trace),
        checks,
        result,
    }
}

fn refused(trace: Option<RequestTrace>, diagnosis: Diagnosis) -> TokenExchange {
    let check = Check::failed(CheckId::TokenResponseAccepted).found(&diagnosis.title);
    TokenExchange {
        trace,
        checks: vec![check],
        result: Err(Box::new(diagnosis)),
    }
}

type Answer = (RequestTrace, Result<HttpResponse, HttpError>);

async fn send(
    http: &HttpClient,
    settings: &OauthSettings,
    client_secret: Option<&Secret>,
    code: Secret,
    code_verifier: PkceCodeVerifier,
) -> Result<Answer, Box<Diagnosis>> {
    let unusable = |why: String| {
        Box::new(
            Diagnosis::new(DiagnosisCode::TokenResponseUnusable, StepKind::Token)
                .evidence("problem", why),
        )
    };
    let redirect = RedirectUrl::new(settings.redirect_uri.as_str().to_owned())
        .map_err(|error| unusable(error.to_string()))?;
    let mut client = BasicClient::new(ClientId::new(settings.client_id.clone()))
        .set_token_uri(TokenUrl::from_url(settings.token_endpoint.clone()))
        .set_redirect_uri(redirect)
        .set_auth_type(match settings.client_authentication {
            ClientAuthentication::ClientSecretBasic => AuthType::BasicAuth,
            ClientAuthentication::ClientSecretPost | ClientAuthentication::None => {
                AuthType::RequestBody
            }
        });
    if settings.client_authentication.needs_secret() {
        let secret = client_secret.ok_or_else(|| {
            Box::new(Diagnosis::new(
                DiagnosisCode::SecretMissing,
                StepKind::Token,
            ))
        })?;
        client = client.set_client_secret(ClientSecret::new(secret.expose().to_owned()));
    }
    let captured: Arc<Mutex<Option<Answer>>> = Arc::default();
    let adapter = |request| {
        let captured = Arc::clone(&captured);
        let http = http.clone();
        async move { forward(&http, request, &captured).await }
    };
    let outcome = client
        .exchange_code(AuthorizationCode::new(code.expose().to_owned()))
        .set_pkce_verifier(code_verifier)
        .request_async(&adapter)
        .await;
    let answer = captured
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    // The library's own reading of the answer is not used; it can only tell that the
    // request was never made.
    answer.ok_or_else(|| {
        unusable(
            outcome
                .err()
                .map_or_else(String::new, |error| error.to_string()),
        )
    })
}

/// The library's request through our client; the answer is kept for reading.
async fn forward(
    http: &HttpClient,
    request: http::Request<Vec<u8>>,
    captured: &Mutex<Option<Answer>>,
) -> Result<http::Response<Vec<u8>>, HttpError> {
    let (parts, body) = request.into_parts();
    let refused = || HttpError::SchemeRefused(parts.uri.to_string());
    let url = parts.uri.to_string().parse().map_err(|_| refused())?;
    let form = url::form_urlencoded::parse(&body).into_owned().collect();
    let mut ours = HttpRequest::post_form(url, form);
    for name in [http::header::AUTHORIZATION, http::header::ACCEPT] {
        if let Some(value) = parts.headers.get(&name) {
            ours = ours.header(name, value.clone());
        }
    }
    let exchange = http.send(ours).await;
    let result = exchange.result.clone();
    *captured.lock().unwrap_or_else(PoisonError::into_inner) =
        Some((exchange.trace, exchange.result));
    let response = result?;
    let mut answer = http::Response::new(response.body);
    *answer.status_mut() = http::StatusCode::from_u16(response.status).unwrap_or_default();
    *answer.headers_mut() = response.headers;
    Ok(answer)
}

fn read(
    response: &HttpResponse,
    settings: &OauthSettings,
    checks: &mut Vec<Check>,
) -> Result<Tokens, Box<Diagnosis>> {
    if (400..500).contains(&response.status)
        && let Ok(body) = serde_json::from_slice::<ErrorBody>(&response.body)
    {
        let mut diagnosis = of_oauth_error(
            OauthErrorPlace::TokenEndpoint,
            &body.error,
            body.error_description.as_deref(),
        );
        diagnosis = refine(diagnosis, settings);
        checks.push(Check::failed(CheckId::TokenResponseAccepted).found(&body.error));
        return Err(Box::new(diagnosis));
    }
    let shown = settings.token_endpoint.as_str();
    let body: TokenBody = json_body(response, StepKind::Token, shown).inspect_err(|diagnosis| {
        checks.push(Check::failed(CheckId::TokenResponseAccepted).found(&diagnosis.title));
    })?;
    let Some(access_token) = body.access_token else {
        return Err(fail(
            checks,
            Check::failed(CheckId::TokenResponseAccepted).found("no access_token"),
        ));
    };
    checks.push(Check::passed(CheckId::TokenResponseAccepted));
    let token_type = body.token_type.unwrap_or_default();
    let bearer = Check::of(
        CheckId::TokenTypeBearer,
        token_type.eq_ignore_ascii_case("bearer"),
    )
    .found(&token_type)
    .expected("Bearer");
    accept(checks, bearer)?;
    let legal = access_token.expose().chars().all(|c| c.is_ascii_graphic());
    accept(
        checks,
        Check::of(
            CheckId::AccessTokenUsable,
            legal && !access_token.is_empty(),
        ),
    )?;
    granted(body.scope.as_deref(), settings, checks);
    if settings.expects_id_token() {
        let check = Check::of(CheckId::IdTokenReceived, body.id_token.is_some());
        accept(checks, check)?;
    }
    Ok(Tokens {
        access_token,
        id_token: body.id_token,
        date: response.header("date").map(str::to_owned),
    })
}

fn accept(checks: &mut Vec<Check>, check: Check) -> Result<(), Box<Diagnosis>> {
    if check.is_fatal() {
        return Err(fail(checks, check));
    }
    checks.push(check);
    Ok(())
}

fn fail(checks: &mut Vec<Check>, check: Check) -> Box<Diagnosis> {
    let mut diagnosis = of_failed_check(check.check, StepKind::Token);
    if let Some(found) = &check.found {
        diagnosis = diagnosis.evidence("found", found);
    }
    checks.push(check);
    Box::new(diagnosis)
}

/// RFC 6749 section 5.1: an absent `scope` means that all were granted.
fn granted(scope: Option<&str>, settings: &OauthSettings, checks: &mut Vec<Check>) {
    if settings.scopes.is_empty() {
        return;
    }
    let check = match scope {
        None => Check::passed(CheckId::ScopesGranted),
        Some(scope) => {
            let granted: Vec<_> = scope.split_whitespace().collect();
            let all = settings
                .scopes
                .iter()
                .all(|wanted| granted.contains(&wanted.as_str()));
            Check::of(CheckId::ScopesGranted, all).found(scope)
        }
    };
    checks.push(check.expected(settings.scopes.join(" ")));
}

/// What this definition makes likelier than the table's first cause.
fn refine(diagnosis: Diagnosis, settings: &OauthSettings) -> Diagnosis {
    if diagnosis.code != DiagnosisCode::InvalidClient {
        return diagnosis;
    }
    let way = match settings.client_authentication {
        ClientAuthentication::None => {
            return diagnosis
                .likeliest("This definition sends no client secret, but the app client has one.")
                .first_step("Enter the client secret and set client authentication to Basic.");
        }
        ClientAuthentication::ClientSecretBasic => "client_secret_basic",
        ClientAuthentication::ClientSecretPost => "client_secret_post",
    };
    diagnosis.evidence("client authentication", way)
}
