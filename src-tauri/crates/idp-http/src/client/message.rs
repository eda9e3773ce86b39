//! What goes out and what comes back.

use super::MAX_BODY;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use idp_core::run::NameValue;
use url::Url;
use zeroize::Zeroizing;

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Parameters, as `application/x-www-form-urlencoded`. Secret ones are cut out of the
    /// trace by their names.
    Form(Vec<(String, String)>),
    /// Bytes of another type, named by a header of the request.
    Bytes {
        /// As they are sent; wiped afterwards.
        bytes: Zeroizing<Vec<u8>>,
        /// What the trace shows of them: whoever makes the request has cut the secrets out.
        shown: Vec<NameValue>,
    },
}

/// One request.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// Headers beside those the client sets.
    pub headers: HeaderMap,
    /// What is sent.
    pub body: Body,
    /// Largest answer in bytes.
    pub max_body: usize,
}

impl HttpRequest {
    /// A GET request.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self {
            method: Method::GET,
            url,
            headers: HeaderMap::new(),
            body: Body::Empty,
            max_body: MAX_BODY,
        }
    }

    /// A POST request with a form body.
    #[must_use]
    pub fn post_form(url: Url, form: Vec<(String, String)>) -> Self {
        Self {
            method: Method::POST,
            body: Body::Form(form),
            ..Self::get(url)
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

/// The answer of the server, whatever its status.
#[derive(Clone, Debug)]
pub struct HttpResponse {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, decoded from gzip.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The first characters of the body, for messages.
    #[must_use]
    pub fn excerpt(&self) -> String {
        String::from_utf8_lossy(&self.body)
            .chars()
            .take(200)
            .collect()
    }

    /// Whether the answer names another address.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        (300..400).contains(&self.status) && self.headers.contains_key(http::header::LOCATION)
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// Neither https nor http on an allowed loopback address.
    #[error("{0} is neither https nor an allowed http address")]
    SchemeRefused(String),
    /// The address rules refuse it.
    #[error("{0} is an address that this definition does not allow")]
    AddressRefused(String),
    /// The machine answers, but nothing listens on the port.
    #[error("{host} refuses the connection: nothing listens on this port")]
    ConnectionRefused {
        /// The host.
        host: String,
    },
    /// Name not found, no route, connection lost.
    #[error("{host} cannot be reached: {detail}")]
    Unreachable {
        /// The host.
        host: String,
        /// The reason in the system's words.
        detail: String,
    },
    /// The certificate is not trusted, or the TLS versions do not fit.
    #[error("{host} has no trusted certificate: {detail}")]
    TlsUntrusted {
        /// The host.
        host: String,
        /// The TLS library's words.
        detail: String,
    },
    /// No complete answer in time.
    #[error("no complete answer from {host} within {seconds} s")]
    TimedOut {
        /// The host.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// The answer is larger than the limit.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
}
