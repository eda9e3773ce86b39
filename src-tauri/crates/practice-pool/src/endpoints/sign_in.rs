//! What the pages of a sign-in share: the request in their query, CSRF, and the way on.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::answer::{Detour, found, page};
use super::authorize::issue_code;
use super::cookies;
use crate::authorization::{AuthorizationRequest, error_location};
use crate::issued::{
    PendingSignIn, SESSION_SECONDS, SIGN_IN_SECONDS, Session, SignInStep, identifier,
};
use crate::pages::{self, Form};
use crate::parameters::Parameters;
use crate::pool::Pool;
use crate::settings::{Settings, User};

/// A page of a sign-in whose request is in order.
pub(super) struct SignIn {
    pub(super) pool: Arc<Pool>,
    pub(super) settings: Arc<Settings>,
    pub(super) request: AuthorizationRequest,
    query: String,
    /// What the browser has, or a new one: the same for every tab.
    csrf: String,
    pending: Option<String>,
}

impl SignIn {
    /// Checks the query again: the browser may come from anywhere.
    pub(super) fn open(
        pool: Arc<Pool>,
        query: Option<String>,
        headers: &HeaderMap,
    ) -> Result<Self, Detour> {
        let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
        let settings = pool.settings.current();
        let client = parameters
            .get("client_id")
            .and_then(|id| settings.client(id))
            .ok_or_else(|| Detour::Elsewhere(error_location("Client does not exist", None)))?;
        let request = AuthorizationRequest::check(&settings, &parameters)
            .map_err(|refusal| Detour::Elsewhere(refusal.location))?;
        if settings.managed_login_version == 2 && !client.has_branding_style {
            return Err(Detour::Page(
                StatusCode::FORBIDDEN,
                pages::login_pages_unavailable(),
            ));
        }
        Ok(Self {
            request,
            query: parameters.encode(),
            csrf: cookies::read(headers, cookies::CSRF)
                .filter(|token| token.len() == identifier().len())
                .map_or_else(identifier, str::to_owned),
            pending: cookies::read(headers, cookies::PENDING).map(str::to_owned),
            pool,
            settings,
        })
    }

    /// A page with a form that is sent back to `path`.
    pub(super) fn show(
        &self,
        path: &str,
        message: Option<&str>,
        markup: impl FnOnce(&Form<'_>) -> String,
    ) -> Response {
        let form = Form {
            action: &self.at(path),
            csrf: &self.csrf,
            cancel: &self.request.callback_cancelled(),
            message,
        };
        let mut response = page(StatusCode::OK, markup(&form));
        cookies::set(&mut response, cookies::CSRF, &self.csrf, SESSION_SECONDS);
        response
    }

    /// The form's fields, when it came from a page of ours.
    pub(super) fn read_form(&self, headers: &HeaderMap, body: &[u8]) -> Result<Parameters, Detour> {
        let form = Parameters::parse(body);
        let expected = cookies::read(headers, cookies::CSRF).unwrap_or_default();
        let sent = form.get("_csrf").unwrap_or_default();
        let equal = verify_slices_are_equal(expected.as_bytes(), sent.as_bytes()).is_ok();
        if equal && !sent.is_empty() {
            Ok(form)
        } else {
            Err(Detour::Page(StatusCode::FORBIDDEN, pages::error()))
        }
    }

    /// The user who gave the right password and is at this step.
    pub(super) fn pending_user(&self, step: SignInStep) -> Result<&User, Detour> {
        let now = self.pool.now();
        let issued = self.pool.issued();
        self.pending
            .as_deref()
            .and_then(|key| issued.pending_sign_ins.get(now, key))
            .filter(|pending| pending.step == step && pending.client_id == self.request.client_id)
            .and_then(|pending| self.settings.user(&pending.username))
            .ok_or_else(|| Detour::Page(StatusCode::BAD_REQUEST, pages::something_went_wrong()))
    }

    /// Asks the user for more before there is a session.
    pub(super) fn continue_with(&self, user: &User, step: SignInStep) -> Response {
        let now = self.pool.now();
        let key = identifier();
        let pending = PendingSignIn {
            username: user.name.clone(),
            client_id: self.request.client_id.clone(),
            step,
        };
        let until = now.saturating_add(SIGN_IN_SECONDS);
        self.forget_pending();
        self.pool
            .issued()
            .pending_sign_ins
            .insert(now, key.clone(), until, pending);
        let path = match step {
            SignInStep::NewPassword => "/changePassword",
            SignInStep::Mfa => "/mfa",
        };
        let mut response = found(&self.at(path));
        cookies::set(&mut response, cookies::PENDING, &key, SIGN_IN_SECONDS);
        response
    }

    /// Opens the one-hour session and sends the browser to the callback with a code.
    pub(super) fn complete(&self, user: &User) -> Response {
        let now = self.pool.now();
        let key = identifier();
        let session = Session {
            username: user.name.clone(),
            auth_time: now,
        };
        let code = issue_code(&self.pool, &self.request, &session);
        let until = now.saturating_add(SESSION_SECONDS);
        self.forget_pending();
        self.pool
            .issued()
            .sessions
            .insert(now, key.clone(), until, session);
        let mut response = found(&self.request.callback_with_code(&code));
        cookies::set(&mut response, cookies::SESSION, &key, SESSION_SECONDS);
        cookies::clear(&mut response, cookies::PENDING);
        response
    }

    fn forget_pending(&self) {
        if let Some(key) = &self.pending {
            let now = self.pool.now();
            self.pool.issued().pending_sign_ins.take(now, key);
        }
    }

    fn at(&self, path: &str) -> String {
        format!("{path}?{}", self.query)
    }
}
