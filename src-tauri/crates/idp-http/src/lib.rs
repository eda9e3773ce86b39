//! The one way out to the network: no redirects, limits on size and time, address
//! rules, a certificate authority of one's own, and a trace without secrets.

mod address;
mod client;
mod problem;
mod redact;

pub use client::{
    Body, Exchange, HttpClient, HttpError, HttpOptions, HttpRequest, HttpResponse, OpenClientError,
};
pub use problem::diagnose_http;
pub use redact::{CUT, redact_parameters, redact_url};
