//! A stand-in for an Amazon Cognito user pool on loopback, for practice and for tests:
//! hosted sign-in pages, authorization, token, userinfo, revocation and sign-out endpoints, the
//! user pools API and an identity pool.
//!
//! It answers as the AWS Developer Guide says, and where people measured something else,
//! as they measured. The README lists every difference. Its passwords, secrets and keys
//! are practice values; nothing here is fit to protect anything real.

mod access_token;
mod api;
mod authorization;
mod claims;
mod clock;
mod description;
mod endpoints;
mod html;
mod issued;
mod messages;
mod observed;
mod pages;
mod parameters;
mod pool;
mod server;
mod settings;
mod signing;
mod totp;

pub use clock::{Clock, SystemClock};
pub use description::{ClientDescription, PoolDescription, UserDescription};
pub use messages::{MessageChannel, SentMessage};
pub use observed::{ClientAuthentication, Observed};
pub use server::{PracticePoolOptions, RunningPracticePool, StartError, start};
pub use settings::{
    AliasAttribute, ApiFault, AuthFlow, Client, DeadEndChallenge, FieldProblem, FirstFactor, Grant,
    IdentityPoolSettings, MessageMfa, MfaConfiguration, Settings, SettingsError, TokenLifetimes,
    User, UserExistenceErrors, UserState,
};
pub use totp::totp_code;
