//! Callback URLs: Cognito compares them character by character, so the text is kept
//! exactly as typed beside its parsed form.

use url::{Host, Url};

/// A checked callback URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectUri {
    text: String,
    url: Url,
}

/// Why a callback URL is not one that Cognito would register
/// (AWS API reference, `CreateUserPoolClient.CallbackURLs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectUriError {
    /// Spaces or control characters.
    #[error("contains a space or a control character")]
    Whitespace,
    /// Longer than 1024 characters.
    #[error("is longer than 1024 characters")]
    TooLong,
    /// Not an absolute URL.
    #[error("is not an absolute URL")]
    NotAbsolute,
    /// Has a fragment.
    #[error("has a fragment (#…)")]
    Fragment,
    /// `http` on a host that is not this machine.
    #[error("uses http on a host other than localhost, 127.0.0.1 or [::1]")]
    NotHttps,
    /// User name or password inside.
    #[error("contains a user name or password")]
    UserInfo,
    /// `*` in host or path.
    #[error("contains a wildcard, which stands for itself in a callback URL")]
    Wildcard,
    /// A scheme that a browser handles itself.
    #[error("uses a scheme that cannot be a callback")]
    Scheme,
}

impl RedirectUri {
    /// Checks the text by Cognito's rules for callback URLs.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn parse(text: &str) -> Result<Self, RedirectUriError> {
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(RedirectUriError::Whitespace);
        }
        if text.chars().count() > 1024 {
            return Err(RedirectUriError::TooLong);
        }
        let url = Url::parse(text).map_err(|_| RedirectUriError::NotAbsolute)?;
        if url.fragment().is_some() {
            return Err(RedirectUriError::Fragment);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RedirectUriError::UserInfo);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            "http" => return Err(RedirectUriError::NotHttps),
            "javascript" | "data" | "file" | "blob" | "about" | "view-source" | "tauri" | "ipc" => {
                return Err(RedirectUriError::Scheme);
            }
            _ => {}
        }
        if text.contains('*') {
            return Err(RedirectUriError::Wildcard);
        }
        Ok(Self {
            text: text.to_owned(),
            url,
        })
    }

    /// Exactly as typed: this is what is sent and registered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parsed form, for comparing.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }
}

/// Whether the host is `localhost`, `127.0.0.1` or `[::1]`, the three for which Cognito
/// accepts `http`.
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(address)) => address == std::net::Ipv6Addr::LOCALHOST,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{RedirectUri, RedirectUriError};

    #[test]
    fn the_text_is_kept_character_by_character() {
        let uri = RedirectUri::parse("HTTPS://Broker.Example.com:443/Callback").unwrap();
        assert_eq!(uri.as_str(), "HTTPS://Broker.Example.com:443/Callback");
    }

    #[test]
    fn http_is_for_this_machine_only() {
        for good in [
            "http://localhost:53682/callback",
            "http://127.0.0.1/cb",
            "http://[::1]:9/cb",
            "myapp://callback",
        ] {
            assert!(RedirectUri::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://broker.example.com/cb", RedirectUriError::NotHttps),
            ("http://127.0.0.2/cb", RedirectUriError::NotHttps),
            ("https://a/cb#x", RedirectUriError::Fragment),
            ("https://u@a/cb", RedirectUriError::UserInfo),
            ("https://*.example.com/cb", RedirectUriError::Wildcard),
            ("/callback", RedirectUriError::NotAbsolute),
            ("https://a/c b", RedirectUriError::Whitespace),
            ("javascript:alert(1)", RedirectUriError::Scheme),
        ] {
            assert_eq!(RedirectUri::parse(bad), Err(why), "{bad}");
        }
    }
}
