//! What URLs cannot tell once the window is open is asked before, anonymously: whether
//! the authorization request is accepted and the sign-in page is there.

use crate::decision::{Decision, Expected, decide};
use http::HeaderValue;
use http::header::{COOKIE, SET_COOKIE};
use idp_core::checks::{Check, CheckId};
use idp_core::diagnosis::{
    Diagnosis, DiagnosisCode, OauthErrorPlace, of_error_page, of_oauth_error,
};
use idp_core::run::{RequestTrace, StepKind};
use idp_http::{HttpClient, HttpRequest, HttpResponse, diagnose_http, redact_url};
use url::Url;

/// The outcome of the probe.
#[derive(Debug, Default)]
pub struct Probe {
    /// The requests made, at most two.
    pub traces: Vec<RequestTrace>,
    /// The checks made.
    pub checks: Vec<Check>,
    /// Why the sign-in need not be tried.
    pub diagnosis: Option<Box<Diagnosis>>,
}

/// Sends the authorization request as an anonymous browser would, without following
/// redirects, and looks once at the sign-in page it leads to on the same host. The
/// state of `url` must not be used again.
pub async fn probe_authorization(http: &HttpClient, url: Url, expected: &Expected) -> Probe {
    let mut probe = Probe::default();
    let Some(response) = probe.send(http, url.clone(), None).await else {
        return probe;
    };
    probe
        .checks
        .push(Check::passed(CheckId::AuthorizationEndpointAnswers));
    if let Some(target) = redirect_target(&response, &url) {
        let cookies = cookies_of(&response);
        probe.follow(http, &url, (target, cookies), expected).await;
    } else {
        probe.page(&response, &url, CheckId::AuthorizationRequestAccepted);
        if probe.diagnosis.is_none() {
            probe
                .checks
                .push(Check::passed(CheckId::SignInPageAvailable));
        }
    }
    probe
}

impl Probe {
    async fn send(
        &mut self,
        http: &HttpClient,
        url: Url,
        cookies: Option<HeaderValue>,
    ) -> Option<HttpResponse> {
        let shown = redact_url(&url);
        let mut request = HttpRequest::get(url);
        if let Some(cookies) = cookies {
            request = request.header(COOKIE, cookies);
        }
        let exchange = http.send(request).await;
        self.traces.push(exchange.trace);
        match exchange.result {
            Ok(response) => Some(response),
            Err(error) => {
                self.checks.push(
                    Check::failed(CheckId::AuthorizationEndpointAnswers).found(error.to_string()),
                );
                let diagnosis = diagnose_http(&error, StepKind::Authorization, &shown);
                self.diagnosis = Some(Box::new(diagnosis));
                None
            }
        }
    }

    async fn follow(
        &mut self,
        http: &HttpClient,
        from: &Url,
        (target, cookies): (Url, Option<HeaderValue>),
        expected: &Expected,
    ) {
        match decide(&target, expected) {
            Decision::Capture => self.callback(&target),
            Decision::ProviderError {
                error,
                client_id_echoed,
            } => {
                let mut diagnosis = of_error_page(&error, client_id_echoed);
                if diagnosis.code == DiagnosisCode::RedirectMismatch {
                    diagnosis = diagnosis
                        .evidence("callback URL to register", expected.redirect_uri.as_str());
                }
                self.refuse(diagnosis, &error);
            }
            Decision::Refuse => {
                let diagnosis =
                    Diagnosis::new(DiagnosisCode::AddressRefused, StepKind::Authorization)
                        .evidence("redirect to", redact_url(&target));
                self.refuse(diagnosis, "a redirect to an address that is not allowed");
            }
            Decision::Proceed => {
                self.checks
                    .push(Check::passed(CheckId::AuthorizationRequestAccepted));
                if target.origin() == from.origin()
                    && let Some(response) = self.send(http, target.clone(), cookies).await
                {
                    self.page(&response, &target, CheckId::SignInPageAvailable);
                }
            }
        }
    }

    /// The provider answered with the callback at once: an error, or a session that an
    /// anonymous request cannot have.
    fn callback(&mut self, target: &Url) {
        let value = |wanted: &str| {
            target
                .query_pairs()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        match value("error") {
            Some(error) => {
                let mut diagnosis = of_oauth_error(
                    OauthErrorPlace::Callback,
                    &error,
                    value("error_description").as_deref(),
                );
                diagnosis.step = StepKind::Authorization;
                self.refuse(diagnosis, &error);
            }
            None => {
                self.checks
                    .push(Check::passed(CheckId::AuthorizationRequestAccepted));
                self.checks
                    .push(Check::passed(CheckId::SignInPageAvailable));
            }
        }
    }

    fn page(&mut self, response: &HttpResponse, url: &Url, check: CheckId) {
        if (200..300).contains(&response.status) || response.is_redirect() {
            self.checks.push(Check::passed(check));
            return;
        }
        let text = String::from_utf8_lossy(&response.body);
        let code = match response.status {
            403 if text.contains("Login pages unavailable") => DiagnosisCode::LoginPagesUnavailable,
            403 => DiagnosisCode::BlockedByWaf,
            429 => DiagnosisCode::Throttled,
            500..=599 => DiagnosisCode::ServerError,
            _ => of_body(&response.body).unwrap_or(DiagnosisCode::Unknown),
        };
        let diagnosis = Diagnosis::new(code, StepKind::Authorization)
            .evidence("address", redact_url(url))
            .evidence("status", response.status.to_string())
            .evidence("first characters", response.excerpt());
        self.checks
            .push(Check::failed(check).found(format!("status {}", response.status)));
        self.diagnosis = Some(Box::new(diagnosis));
    }

    fn refuse(&mut self, diagnosis: Diagnosis, found: &str) {
        self.checks
            .push(Check::failed(CheckId::AuthorizationRequestAccepted).found(found));
        self.diagnosis = Some(Box::new(diagnosis));
    }
}

/// Providers other than Cognito answer a bad request with a page or JSON that names the
/// error.
fn of_body(body: &[u8]) -> Option<DiagnosisCode> {
    #[derive(serde::Deserialize)]
    struct ErrorBody {
        error: String,
        #[serde(default)]
        error_description: Option<String>,
    }
    let text = String::from_utf8_lossy(body);
    let parsed = serde_json::from_str::<ErrorBody>(&text).ok();
    let said = parsed.as_ref().map_or(text.as_ref(), |found| {
        found.error_description.as_deref().unwrap_or(&found.error)
    });
    if said.contains("redirect_uri") || said.contains("redirect_mismatch") {
        return Some(DiagnosisCode::RedirectMismatch);
    }
    parsed.map(|found| {
        of_oauth_error(
            OauthErrorPlace::Callback,
            &found.error,
            found.error_description.as_deref(),
        )
        .code
    })
}

/// What a browser would send back to the same origin: some providers know the request by
/// a cookie alone.
fn cookies_of(response: &HttpResponse) -> Option<HeaderValue> {
    let pairs: Vec<&str> = response
        .headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok()?.split(';').next())
        .collect();
    HeaderValue::from_str(&pairs.join("; "))
        .ok()
        .filter(|value| !value.is_empty())
}

fn redirect_target(response: &HttpResponse, base: &Url) -> Option<Url> {
    response
        .is_redirect()
        .then(|| response.header("location"))
        .flatten()
        .and_then(|location| base.join(location).ok())
}
