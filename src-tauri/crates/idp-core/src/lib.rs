//! The rules of IdP Console, without I/O, clock or randomness.
//!
//! Drafts come in ([`provider::ProviderDraft`]), checked types live inside
//! ([`provider::Provider`]), views go out ([`run::RunView`]).

pub mod branding;
pub mod broker;
pub mod catalogue;
pub mod checks;
pub mod claims;
pub mod consumers;
pub mod diagnosis;
pub mod draft;
mod expression;
pub mod hand_over;
pub mod instant;
pub mod mapping;
pub mod provider;
pub mod question;
pub mod regions;
pub mod routing;
pub mod run;
pub mod secret;
pub mod setup;
pub mod users;
pub mod validation;
