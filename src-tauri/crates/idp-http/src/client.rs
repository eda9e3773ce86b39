//! Sending one request and reading its answer within limits.

use crate::address::{AddressRule, CheckedResolver, REFUSED, is_loopback_host, literal_address};
use crate::redact::{redact_parameters, redact_url};
use http::HeaderMap;
use idp_core::run::{NameValue, RequestTrace};
use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use url::Url;

mod message;

pub use message::{Body, HttpError, HttpRequest, HttpResponse};

/// Largest body that is read, in bytes, unless the request says otherwise.
pub const MAX_BODY: usize = 1024 * 1024;
/// Longest time for one request, from connecting to the last byte.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What one definition allows.
#[derive(Clone, Debug, Default)]
pub struct HttpOptions {
    /// PEM file with a further certificate authority.
    pub ca_file: Option<PathBuf>,
    /// Accept `http:` on loopback addresses.
    pub allow_http_on_loopback: bool,
    /// Accept private and loopback addresses.
    pub allow_private_network: bool,
    /// Longest time for one request; `None` is [`REQUEST_TIMEOUT`].
    pub timeout: Option<Duration>,
}

/// A client for one definition. Redirects are never followed, cookies never kept.
#[derive(Clone, Debug)]
pub struct HttpClient {
    through_proxy: BuiltOnce,
    direct: BuiltOnce,
    without_tls: BuiltOnce,
    options: HttpOptions,
    certificates: Vec<reqwest::Certificate>,
}

/// A client reads the system's trusted certificates when it is built, which takes longer
/// than a request on this machine; most definitions need one of the three only.
type BuiltOnce = Arc<OnceLock<Result<reqwest::Client, String>>>;

/// The certificate file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenClientError {
    /// It cannot be read.
    #[error("the certificate file {path} cannot be read: {source}")]
    CaFileUnreadable {
        /// The path as configured.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It is not PEM.
    #[error("the certificate file {path} holds no PEM certificate")]
    CaFileNotPem {
        /// The path as configured.
        path: String,
    },
    /// The TLS library refuses it.
    #[error("the certificate file {path} cannot be used: {detail}")]
    CaFileRefused {
        /// The path as configured.
        path: String,
        /// The TLS library's words.
        detail: String,
    },
}

/// The trace of a request together with its result.
#[derive(Debug)]
pub struct Exchange {
    /// What is shown and stored.
    pub trace: RequestTrace,
    /// The answer.
    pub result: Result<HttpResponse, HttpError>,
}

impl HttpClient {
    /// A client for one definition.
    ///
    /// # Errors
    /// When the certificate file cannot be used.
    pub fn open(options: HttpOptions) -> Result<Self, OpenClientError> {
        let client = Self {
            through_proxy: BuiltOnce::default(),
            direct: BuiltOnce::default(),
            without_tls: BuiltOnce::default(),
            certificates: certificates(&options)?,
            options,
        };
        if let Some(path) = &client.options.ca_file {
            let path = path.display().to_string();
            let built = client.through_proxy();
            built.map_err(|detail| OpenClientError::CaFileRefused { path, detail })?;
        }
        Ok(client)
    }

    /// Sends a request; there is exactly one attempt.
    pub async fn send(&self, request: HttpRequest) -> Exchange {
        let started = Instant::now();
        let mut trace = trace_of(&request);
        let result = self.attempt(request).await;
        trace.duration_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        match &result {
            Ok(response) => {
                trace.status = response.status;
                trace.response_headers = shown_headers(&response.headers);
                trace.request_id = response
                    .header("x-amz-cognito-request-id")
                    .or_else(|| response.header("x-amzn-requestid"))
                    .map(str::to_owned);
            }
            Err(error) => trace.failure = Some(error.to_string()),
        }
        Exchange { trace, result }
    }

    async fn attempt(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        self.check_address(&request.url)?;
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let mut builder = self
            .client_for(&request.url)
            .map_err(|detail| HttpError::Unreachable {
                host: host.clone(),
                detail,
            })?
            .request(request.method, request.url)
            .headers(request.headers);
        match &request.body {
            Body::Empty => {}
            Body::Form(form) => builder = builder.form(form),
            Body::Bytes { bytes, .. } => builder = builder.body(bytes.to_vec()),
        }
        let timeout = self.options.timeout.unwrap_or(REQUEST_TIMEOUT);
        let work = async {
            let response = builder
                .send()
                .await
                .map_err(|error| explain(&error, &host))?;
            read(response, request.max_body, &host).await
        };
        tokio::time::timeout(timeout, work)
            .await
            .unwrap_or(Err(HttpError::TimedOut {
                host: host.clone(),
                seconds: timeout.as_secs(),
            }))
    }

    fn client_for(&self, url: &Url) -> Result<&reqwest::Client, String> {
        if url.scheme() == "http" {
            // Nothing is verified there, so the certificates are not read.
            let plain = || build(self.builder().no_proxy().tls_certs_only([]));
            self.without_tls
                .get_or_init(plain)
                .as_ref()
                .map_err(Clone::clone)
        } else if is_loopback_host(url) {
            let built = self.direct.get_or_init(|| build(self.builder().no_proxy()));
            built.as_ref().map_err(Clone::clone)
        } else {
            self.through_proxy()
        }
    }

    fn through_proxy(&self) -> Result<&reqwest::Client, String> {
        let built = self.through_proxy.get_or_init(|| build(self.builder()));
        built.as_ref().map_err(Clone::clone)
    }

    fn builder(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(CheckedResolver(rule(&self.options))))
            .min_tls_version(reqwest::tls::Version::TLS_1_2)
            .connect_timeout(Duration::from_secs(10))
            // Web ACLs in front of Cognito often refuse clients that name no browser.
            .user_agent(concat!(
                "Mozilla/5.0 (compatible; IdP-Console/",
                env!("CARGO_PKG_VERSION"),
                ")"
            ))
            .tls_certs_merge(self.certificates.iter().cloned())
    }

    fn check_address(&self, url: &Url) -> Result<(), HttpError> {
        let allowed = match url.scheme() {
            "https" => true,
            "http" => self.options.allow_http_on_loopback && is_loopback_host(url),
            _ => false,
        };
        if !allowed {
            return Err(HttpError::SchemeRefused(redact_url(url)));
        }
        match literal_address(url) {
            Some(address) if !rule(&self.options).allows(address) => {
                Err(HttpError::AddressRefused(address.to_string()))
            }
            Some(_) | None => Ok(()),
        }
    }
}

fn rule(options: &HttpOptions) -> AddressRule {
    AddressRule {
        loopback: options.allow_http_on_loopback || options.allow_private_network,
        private: options.allow_private_network,
    }
}

fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, String> {
    builder
        .build()
        .map_err(|error| format!("TLS could not be set up: {}", chain(&error)))
}

/// What the definition trusts beside the system's certificates.
fn certificates(options: &HttpOptions) -> Result<Vec<reqwest::Certificate>, OpenClientError> {
    let Some(path) = &options.ca_file else {
        return Ok(Vec::new());
    };
    let shown = path.display().to_string();
    let pem = std::fs::read(path).map_err(|source| OpenClientError::CaFileUnreadable {
        path: shown.clone(),
        source,
    })?;
    reqwest::Certificate::from_pem_bundle(&pem)
        .ok()
        .filter(|found| !found.is_empty())
        .ok_or(OpenClientError::CaFileNotPem { path: shown })
}

async fn read(
    mut response: reqwest::Response,
    limit: usize,
    host: &str,
) -> Result<HttpResponse, HttpError> {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| explain(&error, host))?
    {
        if body.len() + chunk.len() > limit {
            return Err(HttpError::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(HttpResponse {
        status,
        headers,
        body,
    })
}

/// Finds the cause in the chain of an error; the library tells it only in words.
fn explain(error: &reqwest::Error, host: &str) -> HttpError {
    let detail = chain(error);
    let host = host.to_owned();
    if error.is_timeout() {
        HttpError::TimedOut {
            host,
            seconds: REQUEST_TIMEOUT.as_secs(),
        }
    } else if detail.contains(REFUSED) {
        HttpError::AddressRefused(host)
    } else if [
        "certificate",
        "tls",
        "TLS",
        "HandshakeFailure",
        "InvalidContentType",
    ]
    .iter()
    .any(|word| detail.contains(word))
    {
        HttpError::TlsUntrusted { host, detail }
    } else if is_refused(error) {
        HttpError::ConnectionRefused { host }
    } else {
        HttpError::Unreachable { host, detail }
    }
}

fn is_refused(error: &reqwest::Error) -> bool {
    let mut next = error.source();
    while let Some(cause) = next {
        let io = cause.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionRefused) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// The words of an error and its causes, without the URL, which may hold a code.
fn chain(error: &dyn Error) -> String {
    let mut words = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        words.push(cause.to_string());
        next = cause.source();
    }
    if words.is_empty() {
        words.push("the connection failed".to_owned());
    }
    idp_core::checks::shortened(&words.join(": "))
}

fn trace_of(request: &HttpRequest) -> RequestTrace {
    let parameters = match &request.body {
        Body::Empty => Vec::new(),
        Body::Form(form) => redact_parameters(
            form.iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        ),
        Body::Bytes { shown, .. } => shown.clone(),
    };
    RequestTrace {
        method: request.method.to_string(),
        url: redact_url(&request.url),
        parameters,
        ..RequestTrace::default()
    }
}

fn shown_headers(headers: &HeaderMap) -> Vec<NameValue> {
    const SHOWN: &[&str] = &[
        "content-type",
        "content-length",
        "cache-control",
        "date",
        "retry-after",
        "server",
        "www-authenticate",
        "x-amzn-errortype",
        "x-amzn-requestid",
        "x-amz-cognito-request-id",
    ];
    let mut shown: Vec<NameValue> = SHOWN
        .iter()
        .filter_map(|name| {
            let value = headers.get(*name)?.to_str().ok()?;
            Some(NameValue::new(*name, idp_core::checks::shortened(value)))
        })
        .collect();
    if let Some(location) = headers
        .get(http::header::LOCATION)
        .and_then(|v| v.to_str().ok())
    {
        let value = location.parse::<Url>().map_or_else(
            |_| idp_core::checks::shortened(location.split('?').next().unwrap_or_default()),
            |url| redact_url(&url),
        );
        shown.push(NameValue::new("location", value));
    }
    shown
}

#[cfg(test)]
mod tests;
