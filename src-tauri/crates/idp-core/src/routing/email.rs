//! The e-mail address that a person enters to be routed.

use super::domain::ascii_domain;

/// Longest address (RFC 5321 section 4.5.3.1.3), in bytes.
const ADDRESS_MAX: usize = 254;

/// An e-mail address, as far as routing looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailDomain {
    address: String,
    ascii: String,
}

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailFault {
    /// No name before the @, or no @.
    #[error("This is not an e-mail address. Enter it whole, such as alice@acme.com.")]
    NotAnAddress,
    /// The part behind the @.
    #[error(
        "What stands behind the @ is not a domain. Correct it; an address ends as in alice@acme.com."
    )]
    NotADomain,
    /// Longer than any.
    #[error("This is longer than an e-mail address can be. Correct it.")]
    TooLong,
}

impl EmailDomain {
    /// Reads an address. What stands before the @ is not looked at.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, EmailFault> {
        let text = text.trim();
        if text.len() > ADDRESS_MAX {
            return Err(EmailFault::TooLong);
        }
        let (name, domain) = text.rsplit_once('@').ok_or(EmailFault::NotAnAddress)?;
        let odd = |c: char| c.is_control() || c.is_whitespace();
        if name.is_empty() || text.contains(odd) {
            return Err(EmailFault::NotAnAddress);
        }
        let ascii = ascii_domain(domain).map_err(|_| EmailFault::NotADomain)?;
        Ok(Self {
            address: text.to_owned(),
            ascii,
        })
    }

    /// The domain, in ASCII form and lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.ascii
    }

    /// The address as entered.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}
