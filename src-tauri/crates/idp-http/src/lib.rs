//! The one way out to the network: no redirects, limits on size and time, address
//! rules, a certificate authority of one's own, and a trace without secrets.

mod address;
mod client;
mod redact;

pub use client::{
    Exchange, HttpClient, HttpError, HttpOptions, HttpRequest, HttpResponse, OpenClientError,
};
pub use redact::{redact_parameters, redact_url};
