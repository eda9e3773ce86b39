//! What is known of AWS Cognito without the AWS SDK: identifiers, hosts, pages of the AWS
//! console, and what must be set up there.

mod console;
mod formats;
mod hosted;
mod setup;

pub use console::is_console_page;
pub use formats::{
    DomainEndpoints, Recognised, Region, UserPoolId, UserPoolIdError, discovery_url_of,
    domain_endpoints, domain_slip, is_cognito_domain, is_cognito_issuer, issuer_at, pool_of_issuer,
    recognise,
};
pub use hosted::hosted_pages;
pub use setup::{is_cognito, setup_list};
