//! What is known of AWS Cognito without the AWS SDK: identifiers and hosts.

mod formats;

pub use formats::{
    DomainEndpoints, Recognised, Region, UserPoolId, UserPoolIdError, discovery_url_of,
    domain_endpoints, is_cognito_issuer, recognise,
};
