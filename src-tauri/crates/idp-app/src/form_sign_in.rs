//! The sign-in surface without a browser: it keeps cookies, follows the provider's hops
//! within limits and fills one plain HTML form.

use crate::app::App;
use crate::sign_in::{AskEnd, SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent};
use async_trait::async_trait;
use cookie_store::CookieStore;
use http::HeaderValue;
use http::header::{COOKIE, SET_COOKIE};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::question::Question;
use idp_core::run::{ReachedNetwork, SignInMode, StepKind};
use idp_core::secret::Secret;
use idp_http::{HttpRequest, HttpResponse, diagnose_http, redact_url};
use idp_log::mask;
use idp_oidc::decision::{Decision, decide};
use page::{FilledForm, Page, Purpose};
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

mod answers;
mod page;

/// As many hops as browsers follow.
const MAX_HOPS: usize = 20;

/// Whom to sign in.
#[derive(Clone, Debug)]
pub struct FormCredentials {
    /// User name.
    pub username: String,
    /// Password; sent only to the origin of the page that asks for it.
    pub password: Secret,
    /// Set when the page asks for a new password.
    pub new_password: Option<Secret>,
    /// Makes the codes of an authenticator app (RFC 6238), in base 32.
    pub software_token: Option<Secret>,
}

/// Fills the provider's form, or with no credentials only follows its redirects.
pub struct FormSignIn {
    credentials: Option<FormCredentials>,
}

impl FormSignIn {
    /// Signs this person in.
    #[must_use]
    pub fn with(credentials: FormCredentials) -> Self {
        mask(&credentials.password);
        for secret in [&credentials.new_password, &credentials.software_token]
            .into_iter()
            .flatten()
        {
            mask(secret);
        }
        Self {
            credentials: Some(credentials),
        }
    }

    /// Follows redirects and signs nobody in.
    #[must_use]
    pub fn redirects_only() -> Self {
        Self { credentials: None }
    }
}

#[async_trait]
impl SignInSurface for FormSignIn {
    fn mode(&self) -> SignInMode {
        if self.credentials.is_some() {
            SignInMode::Form
        } else {
            SignInMode::None
        }
    }

    async fn sign_in(
        &self,
        request: SignInRequest,
        events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        let driver = Driver {
            credentials: self.credentials.as_ref(),
            request: &request,
            events,
            cookies: CookieStore::default(),
            sent: None,
            hops: 0,
        };
        match driver.drive().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn ask(&self, _app: &App, _run_id: &str, question: Question) -> AskEnd {
        answers::answer(self.credentials.as_ref(), &question)
    }

    /// What is known was given once; sending it again would only use up attempts.
    fn asks_again(&self) -> bool {
        false
    }
}

struct Driver<'a> {
    credentials: Option<&'a FormCredentials>,
    request: &'a SignInRequest,
    events: UnboundedSender<SurfaceEvent>,
    cookies: CookieStore,
    sent: Option<Purpose>,
    hops: usize,
}

enum Next {
    Get(Url),
    Post(Box<FilledForm>),
}

impl Driver<'_> {
    async fn drive(mut self) -> Result<std::convert::Infallible, SurfaceEnd> {
        let mut next = Next::Get(self.request.url.clone());
        loop {
            self.hops += 1;
            if self.hops > MAX_HOPS {
                return Err(failed(
                    DiagnosisCode::Unknown,
                    "more than 20 redirects and pages",
                ));
            }
            let (url, response) = self.fetch(next).await?;
            next = if response.is_redirect() {
                Next::Get(self.redirected(&url, &response)?)
            } else {
                Next::Post(Box::new(self.form(&url, &response)?))
            };
        }
    }

    async fn fetch(&mut self, next: Next) -> Result<(Url, HttpResponse), SurfaceEnd> {
        let mut request = match next {
            Next::Get(url) => HttpRequest::get(url),
            Next::Post(form) => HttpRequest::post_form(form.action, form.fields),
        };
        let url = request.url.clone();
        self.tell_address(&url);
        let cookie = self
            .cookies
            .get_request_values(&url)
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        if let Ok(value) = HeaderValue::from_str(&cookie)
            && !cookie.is_empty()
        {
            request = request.header(COOKIE, value);
        }
        let exchange = self.request.http.send(request).await;
        let _ = self
            .events
            .send(SurfaceEvent::Request(Box::new(exchange.trace)));
        let response = exchange.result.map_err(|error| {
            let diagnosis = diagnose_http(&error, StepKind::SignIn, &redact_url(&url));
            SurfaceEnd::Failed(Box::new(diagnosis))
        })?;
        for value in response.headers.get_all(SET_COOKIE) {
            if let Ok(text) = value.to_str() {
                // A cookie that the rules refuse is not kept, as in a browser.
                let _ = self.cookies.parse(text, &url);
            }
        }
        Ok((url, response))
    }

    fn tell_address(&self, url: &Url) {
        let origin = url.origin().ascii_serialization();
        let _ = self.events.send(SurfaceEvent::Address {
            origin,
            secure: url.scheme() == "https",
        });
    }

    fn redirected(&self, from: &Url, response: &HttpResponse) -> Result<Url, SurfaceEnd> {
        let target = response
            .header("location")
            .and_then(|location| from.join(location).ok());
        let Some(target) = target else {
            return Err(failed(
                DiagnosisCode::Unknown,
                "a redirect without a usable address",
            ));
        };
        match decide(&target, &self.request.expected) {
            Decision::Proceed => Ok(target),
            // The callback is never requested: it is read from the redirect that names it.
            Decision::Capture => Err(SurfaceEnd::Captured {
                url: target,
                reached_network: ReachedNetwork::No,
            }),
            Decision::ProviderError {
                error,
                client_id_echoed,
            } => Err(SurfaceEnd::ErrorPage {
                error,
                client_id_echoed,
            }),
            Decision::Refuse => {
                let shown = redact_url(&target);
                let _ = self.events.send(SurfaceEvent::Refused(shown.clone()));
                Err(failed(DiagnosisCode::AddressRefused, &shown))
            }
        }
    }

    /// What to do with a page: fill its form, or say why not.
    fn form(&mut self, url: &Url, response: &HttpResponse) -> Result<FilledForm, SurfaceEnd> {
        let page = Page::read(&response.body, url);
        if response.status >= 400 {
            return Err(self.refused_page(response, &page));
        }
        let Some(credentials) = self.credentials else {
            return Err(not_checked(
                DiagnosisCode::SignInFormMissing,
                "nobody signs in with --sign-in none",
            ));
        };
        if self.sent.is_some() && page.purpose == self.sent {
            return Err(repeated(&page));
        }
        let filled = match page.purpose {
            Some(Purpose::Username) => page.fill(&credentials.username, None, None),
            Some(Purpose::Password) => {
                page.fill(&credentials.username, Some(&credentials.password), None)
            }
            Some(Purpose::NewPassword) => match &credentials.new_password {
                Some(new) => page.fill(&credentials.username, None, Some(new)),
                None => return Err(failed(DiagnosisCode::NewPasswordRequired, &page.title)),
            },
            Some(Purpose::Code) => return Err(failed(DiagnosisCode::MfaRequired, &page.title)),
            None if page.has_script => {
                return Err(not_checked(DiagnosisCode::JavascriptNeeded, &page.title));
            }
            None => return Err(not_checked(DiagnosisCode::SignInFormMissing, &page.title)),
        };
        self.sent = page.purpose;
        // Credentials go to the page's own origin or nowhere.
        filled
            .filter(|form| form.action.origin() == url.origin())
            .ok_or_else(|| {
                not_checked(
                    DiagnosisCode::SignInFormMissing,
                    "the form leads to another site",
                )
            })
    }

    fn refused_page(&self, response: &HttpResponse, page: &Page) -> SurfaceEnd {
        let code = match response.status {
            403 if page.text.contains("Login pages unavailable") => {
                DiagnosisCode::LoginPagesUnavailable
            }
            403 => DiagnosisCode::BlockedByWaf,
            429 => DiagnosisCode::Throttled,
            500..=599 => DiagnosisCode::ServerError,
            _ => DiagnosisCode::Unknown,
        };
        let diagnosis = Diagnosis::new(code, StepKind::SignIn)
            .evidence("status", response.status.to_string())
            .evidence("page", &page.title);
        SurfaceEnd::Failed(Box::new(diagnosis))
    }
}

/// The same form again means that it was not accepted; its own words say why.
fn repeated(page: &Page) -> SurfaceEnd {
    let said = page.alert.as_deref().unwrap_or(&page.text).to_lowercase();
    let code = if said.contains("disabled") {
        DiagnosisCode::UserDisabled
    } else if said.contains("not confirmed") {
        DiagnosisCode::UserNotConfirmed
    } else if said.contains("reset") && said.contains("required") {
        DiagnosisCode::PasswordResetRequired
    } else if said.contains("exceeded") || said.contains("too many") {
        DiagnosisCode::Throttled
    } else if page.purpose == Some(Purpose::NewPassword) {
        DiagnosisCode::NewPasswordRequired
    } else {
        DiagnosisCode::WrongCredentials
    };
    failed(
        code,
        page.alert
            .as_deref()
            .unwrap_or("the sign-in form came again"),
    )
}

fn failed(code: DiagnosisCode, seen: &str) -> SurfaceEnd {
    SurfaceEnd::Failed(Box::new(
        Diagnosis::new(code, StepKind::SignIn).evidence("message of the page", seen),
    ))
}

fn not_checked(code: DiagnosisCode, seen: &str) -> SurfaceEnd {
    SurfaceEnd::NotChecked(Box::new(
        Diagnosis::new(code, StepKind::SignIn).evidence("message of the page", seen),
    ))
}
