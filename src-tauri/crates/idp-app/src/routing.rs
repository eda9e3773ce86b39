//! Which of the stored providers a person gets, and why.

use crate::app::App;
use idp_core::routing::{
    Decision, EmailDomain, EmailFault, FallbackFailure, Picked, Request, decide, fallback_failures,
};
use idp_store::StoreError;

/// Why nobody could be routed.
#[derive(Debug, thiserror::Error)]
pub enum RouteError {
    /// The e-mail address is none.
    #[error(transparent)]
    Email(#[from] EmailFault),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Decides for a person with this e-mail address, or with none yet.
    ///
    /// # Errors
    /// When the address is none, or the database fails. That nobody is to be had is a result.
    pub async fn route(
        &self,
        email: Option<&str>,
        picked: Option<Picked<'_>>,
    ) -> Result<Decision, RouteError> {
        let email = email.map(EmailDomain::parse).transpose()?;
        let all = self.participants(None).await?;
        let request = Request {
            email: email.as_ref(),
            picked,
        };
        Ok(decide(&request, &all))
    }

    /// Every failure of a sign-in, whether it leads to a fallback, and why.
    #[must_use]
    pub fn fallback_failures(&self) -> Vec<FallbackFailure> {
        fallback_failures()
    }
}
