//! Identifiers, hosts and issuers (AWS Developer Guide, "Amazon Cognito user pools
//! endpoints"; AWS API reference, `UserPoolIdType`).

use url::{Host, Url};

/// An AWS Region such as `eu-west-1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region(String);

impl Region {
    /// A Region of one of the partitions that have user pools.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-').collect::<Vec<_>>();
        let number = parts.pop()?;
        let known = matches!(
            parts.first().copied()?,
            "us" | "eu" | "ap" | "sa" | "ca" | "me" | "af" | "il" | "mx" | "eusc"
        );
        let words = parts.len() >= 2
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()));
        let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        (known && words && numbered).then(|| Self(text.to_owned()))
    }

    /// The Region's name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The suffix of API hosts: `amazonaws.eu` in the European sovereign partition.
    fn suffix(&self) -> &'static str {
        if self.0.starts_with("eusc-") {
            "amazonaws.eu"
        } else {
            "amazonaws.com"
        }
    }
}

/// A user pool ID such as `eu-west-1_AbCdEf123`; its prefix is the Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPoolId {
    text: String,
    region: Region,
}

/// Why a text is not a user pool ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserPoolIdError {
    /// There is no `_` with letters and digits behind it.
    #[error("a user pool ID has the form region_letters, such as eu-west-1_AbCdEf123")]
    Form,
    /// What stands before `_` is not a Region.
    #[error("a user pool ID starts with an AWS Region")]
    Region,
}

impl UserPoolId {
    /// Parses a pool ID.
    ///
    /// # Errors
    /// When form or Region is not right.
    pub fn parse(text: &str) -> Result<Self, UserPoolIdError> {
        let (region, rest) = text.split_once('_').ok_or(UserPoolIdError::Form)?;
        let legal = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric());
        if !legal || text.len() > 55 {
            return Err(UserPoolIdError::Form);
        }
        let region = Region::parse(region).ok_or(UserPoolIdError::Region)?;
        Ok(Self {
            text: text.to_owned(),
            region,
        })
    }

    /// The identifier as AWS writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The Region of the pool.
    #[must_use]
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// The name under which identity pools know this pool: its original issuer without a scheme
    /// (AWS API reference, `CognitoIdentityProvider`).
    #[must_use]
    pub fn provider_name(&self) -> String {
        self.original_issuer().replace("https://", "")
    }

    /// The issuer in its original form; a pool may be switched to the newer form, so the
    /// discovery document has the last word.
    #[must_use]
    pub fn original_issuer(&self) -> String {
        let Self { text, region } = self;
        format!(
            "https://cognito-idp.{}.{}/{text}",
            region.as_str(),
            region.suffix()
        )
    }
}

/// What somebody pasted into the field "domain or user pool ID".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A user pool ID.
    UserPool(UserPoolId),
    /// An issuer or a discovery URL.
    Issuer(String),
    /// The host of the hosted pages, with its scheme and port.
    Domain(Url),
    /// An ARN, from which the pool ID was taken.
    Arn(UserPoolId),
    /// Nothing of these.
    Unknown,
}

/// Recognises a pool ID, an issuer, a discovery URL, a domain with or without `https://`
/// and path, or the ARN of a pool.
#[must_use]
pub fn recognise(input: &str) -> Recognised {
    let input = input.trim();
    if let Ok(id) = UserPoolId::parse(input) {
        return Recognised::UserPool(id);
    }
    if input.starts_with("arn:") {
        return input
            .rsplit_once("userpool/")
            .and_then(|(_, id)| UserPoolId::parse(id).ok())
            .map_or(Recognised::Unknown, Recognised::Arn);
    }
    let text = if input.contains("://") {
        input.to_owned()
    } else {
        format!("https://{input}")
    };
    let Ok(url) = Url::parse(&text) else {
        return Recognised::Unknown;
    };
    if let Some(issuer) = issuer_in(&url) {
        return Recognised::Issuer(issuer);
    }
    domain_in(&url, input).map_or(Recognised::Unknown, Recognised::Domain)
}

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

fn issuer_in(url: &Url) -> Option<String> {
    let text = url.as_str();
    if let Some(issuer) = text.strip_suffix(WELL_KNOWN) {
        return Some(issuer.to_owned());
    }
    let pool = url.path().trim_matches('/');
    let one_segment_with_pool = !pool.contains('/') && pool.contains('_');
    (is_cognito_host(url) || one_segment_with_pool)
        .then(|| text.trim_end_matches('/').to_owned())
        .filter(|_| !pool.is_empty())
}

fn domain_in(url: &Url, input: &str) -> Option<Url> {
    let has_dot = input.contains('.') || input.contains(':') || input.contains("localhost");
    let mut domain = url.clone();
    domain.set_path("/");
    domain.set_query(None);
    domain.set_fragment(None);
    let numeric_or_named = match url.host()? {
        Host::Domain(name) => !name.is_empty() && has_dot,
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    (matches!(url.scheme(), "https" | "http") && numeric_or_named).then_some(domain)
}

fn is_cognito_host(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        (host.starts_with("cognito-idp.") || host.starts_with("issuer-cognito-idp."))
            && (host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.eu"))
    })
}

/// Whether an issuer is one of AWS Cognito's own hosts.
#[must_use]
pub fn is_cognito_issuer(issuer: &str) -> bool {
    Url::parse(issuer).is_ok_and(|url| is_cognito_host(&url))
}

/// Whether an address is on a domain that AWS gives to sign-in pages; a pool may have a
/// domain of its own instead.
#[must_use]
pub fn is_cognito_domain(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        url.host_str()
            .is_some_and(|host| host.ends_with(".amazoncognito.com"))
    })
}

/// What looks mistyped in a domain, in words; `None` when nothing does.
#[must_use]
pub fn domain_slip(domain: &Url) -> Option<String> {
    let host = domain.host_str()?;
    let Some(name) = host.strip_suffix(".amazoncognito.com") else {
        return host.contains("amazoncog").then(|| {
            format!("{host} looks like a Cognito domain, but those end in .amazoncognito.com.")
        });
    };
    let region = name.rsplit('.').next().unwrap_or_default();
    let shaped = name.contains(".auth.") || name.contains(".auth-fips.");
    if !shaped {
        return Some(format!(
            "A Cognito domain has the form prefix.auth.region.amazoncognito.com; {host} has not."
        ));
    }
    Region::parse(region)
        .is_none()
        .then(|| format!("{region} is no AWS Region. Regions are written like eu-west-1."))
}

/// The user pool that an issuer names in its last segment.
#[must_use]
pub fn pool_of_issuer(issuer: &str) -> Option<UserPoolId> {
    let url = Url::parse(issuer).ok().filter(is_cognito_host)?;
    UserPoolId::parse(url.path_segments()?.next_back()?).ok()
}

/// The issuer of a pool in its original form: at AWS, or at another address of the API, as
/// emulators have it. Nothing when the ID names no Region of AWS.
#[must_use]
pub fn issuer_at(pool_id: &str, api: Option<&Url>) -> Option<String> {
    match api {
        Some(api) => Some(format!("{}/{pool_id}", api.as_str().trim_end_matches('/'))),
        None => UserPoolId::parse(pool_id)
            .ok()
            .map(|id| id.original_issuer()),
    }
}

/// The address of an issuer's discovery document.
#[must_use]
pub fn discovery_url_of(issuer: &str) -> Option<Url> {
    Url::parse(&format!("{}{WELL_KNOWN}", issuer.trim_end_matches('/'))).ok()
}

/// The endpoints that every Cognito domain has at the same paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainEndpoints {
    /// `/oauth2/authorize`.
    pub authorization_endpoint: String,
    /// `/oauth2/token`.
    pub token_endpoint: String,
    /// `/oauth2/userInfo`, with a capital I.
    pub userinfo_endpoint: String,
    /// `/logout`.
    pub logout_endpoint: String,
}

/// The endpoints of a domain.
#[must_use]
pub fn domain_endpoints(domain: &Url) -> DomainEndpoints {
    let base = domain.as_str().trim_end_matches('/');
    DomainEndpoints {
        authorization_endpoint: format!("{base}/oauth2/authorize"),
        token_endpoint: format!("{base}/oauth2/token"),
        userinfo_endpoint: format!("{base}/oauth2/userInfo"),
        logout_endpoint: format!("{base}/logout"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Recognised, Region, UserPoolId, domain_endpoints, recognise};
    use proptest::prelude::*;

    #[test]
    fn regions_of_every_partition_with_pools_are_known() {
        for good in [
            "eu-west-1",
            "us-gov-west-1",
            "eusc-de-east-1",
            "ap-southeast-4",
        ] {
            assert!(Region::parse(good).is_some(), "{good}");
        }
        for bad in ["eu-west", "xx-west-1", "EU-west-1", "eu--1", "", "1"] {
            assert!(Region::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_issuer_follows_from_the_pool() {
        let pool = UserPoolId::parse("eu-west-1_AbCdEf123").unwrap();
        assert_eq!(
            pool.original_issuer(),
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123"
        );
        let sovereign = UserPoolId::parse("eusc-de-east-1_A1").unwrap();
        assert!(sovereign.original_issuer().contains("amazonaws.eu"));
    }

    #[test]
    fn what_people_paste_is_recognised() {
        let pool = UserPoolId::parse("eu-west-1_AbC").unwrap();
        let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC";
        assert_eq!(
            recognise(" eu-west-1_AbC "),
            Recognised::UserPool(pool.clone())
        );
        assert_eq!(
            recognise("arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbC"),
            Recognised::Arn(pool)
        );
        assert_eq!(recognise(issuer), Recognised::Issuer(issuer.into()));
        assert_eq!(
            recognise(&format!("{issuer}/.well-known/openid-configuration")),
            Recognised::Issuer(issuer.into())
        );
        let host = "acme.auth.eu-west-1.amazoncognito.com";
        let domain = Recognised::Domain(format!("https://{host}/").parse().unwrap());
        assert_eq!(recognise(host), domain);
        assert_eq!(
            recognise(&format!("https://{host}/login?client_id=x")),
            domain
        );
        assert_eq!(
            recognise("http://127.0.0.1:9080/local_Pool1"),
            Recognised::Issuer("http://127.0.0.1:9080/local_Pool1".into())
        );
        for nothing in ["", "acme", "file:///etc", "javascript:alert(1)"] {
            assert_eq!(recognise(nothing), Recognised::Unknown, "{nothing}");
        }
    }

    #[test]
    fn userinfo_has_a_capital_i() {
        let endpoints = domain_endpoints(&"https://a.example/".parse().unwrap());
        assert_eq!(
            endpoints.userinfo_endpoint,
            "https://a.example/oauth2/userInfo"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            let _ = recognise(&text);
        }
    }
}
