//! The AWS SDK: sign-in through the API of a user pool, and what an identity pool makes of
//! it. All calls go out through [`idp_http`], once, and come back with their traces.

mod called;
mod challenge;
mod connector;
mod identity_pool;
mod secret_hash;
mod software_token;
mod srp;
mod user_pool;

pub use called::Called;
pub use challenge::{Answered, AuthStep, Challenge, Demand, Reply, Tokens};
pub use identity_pool::{AwsCredentials, IdentityPool};
pub use software_token::SoftwareToken;
pub use user_pool::{UserAttributes, UserPool};
