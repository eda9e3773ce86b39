//! E-mail domains as people enter them: pasted addresses and URLs are repaired, the rest is
//! refused with the reason.

use std::net::Ipv6Addr;

/// Longest domain, and longest label of one (RFC 1035 section 2.3.4), in ASCII form.
const DOMAIN_MAX: usize = 253;
const LABEL_MAX: usize = 63;

/// A domain, or all sub-domains of one. Always in ASCII form and lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainPattern {
    sub_domains: bool,
    ascii: String,
}

impl DomainPattern {
    /// Whether it means the sub-domains and not the domain itself.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        self.sub_domains
    }

    /// Whether a domain in ASCII form is meant.
    #[must_use]
    pub fn matches(&self, domain: &str) -> bool {
        if !self.sub_domains {
            return domain == self.ascii;
        }
        domain
            .strip_suffix(self.ascii.as_str())
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|label| !label.is_empty())
    }

    /// Whether everything that the other one means is meant by this one as well.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self == other || self.sub_domains && self.matches(&other.ascii)
    }

    /// Exact before wildcard, the longest first.
    #[must_use]
    pub fn rank(&self) -> (bool, std::cmp::Reverse<usize>) {
        (self.sub_domains, std::cmp::Reverse(self.ascii.len()))
    }

    /// As people write it: with letters of any script.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}{}", self.prefix(), shown(&self.ascii))
    }

    fn prefix(&self) -> &'static str {
        if self.sub_domains { "*." } else { "" }
    }
}

/// The form that is stored.
impl std::fmt::Display for DomainPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.prefix(), self.ascii)
    }
}

/// What was done to an entry to make a domain of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// An e-mail address was entered.
    EmailAddress,
    /// A URL was entered.
    Url,
    /// A dot stood at the end.
    TrailingDot,
    /// It has letters beyond ASCII, and is kept in the form that mail servers use.
    AsciiForm,
}

impl Repair {
    /// What was found, in words that go behind the entry.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::EmailAddress => "is an e-mail address",
            Self::Url => "is a URL",
            Self::TrailingDot => "has a dot at its end",
            Self::AsciiForm => "has letters that mail servers write in another way",
        }
    }
}

/// An entry that is a domain, perhaps after a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadDomain {
    /// The domain.
    pub pattern: DomainPattern,
    /// What was repaired.
    pub repair: Option<Repair>,
}

/// Why an entry is no domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DomainFault {
    /// An address of a machine.
    #[error(
        "is an IP address. Enter the domain that stands behind the @ of the people's e-mail addresses"
    )]
    IpAddress,
    /// More than 253 characters, or a part of more than 63.
    #[error(
        "is too long: a domain has at most 253 characters, and each part at most 63. Correct it"
    )]
    TooLong,
    /// One word.
    #[error("is one word. Enter the whole domain, such as acme.com")]
    OneLabel,
    /// A dot at the beginning, which can mean either.
    #[error(
        "begins with a dot. Enter acme.com for this domain alone, or *.acme.com for its sub-domains"
    )]
    LeadingDot,
    /// A `*` where it has no meaning.
    #[error(
        "has a * that stands elsewhere than at the beginning. Enter *.acme.com for all sub-domains of acme.com"
    )]
    Wildcard,
    /// All domains of a whole top level.
    #[error(
        "would take the people of every domain under it. Enter at least two parts after the *, such as *.acme.com"
    )]
    WildcardTooWide,
    /// Characters that no domain has.
    #[error(
        "is not a domain. Enter the part behind the @ of the people's e-mail addresses, such as acme.com"
    )]
    NotADomain,
}

/// The parts of an entry: people separate domains by commas, semicolons, lines and spaces.
pub fn split_entry(entry: &str) -> impl Iterator<Item = &str> {
    entry
        .split([',', ';', '\n', '\r', '\t'])
        .flat_map(|part| {
            // "Alice Doe <alice@acme.com>" is one.
            if part.contains('<') {
                vec![part.trim()]
            } else {
                part.split_whitespace().collect()
            }
        })
        .filter(|part| !part.is_empty())
}

/// Reads one part of an entry.
///
/// # Errors
/// When there is no domain in it.
pub fn read_domain(text: &str) -> Result<ReadDomain, DomainFault> {
    let text = unwrapped(text.trim());
    let (text, mut repair) = host_of(text);
    let (text, sub_domains) = match text.strip_prefix("*.") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    if text.contains('*') {
        return Err(DomainFault::Wildcard);
    }
    if text.starts_with('.') {
        return Err(DomainFault::LeadingDot);
    }
    let ascii = ascii_domain(text)?;
    if !ascii.contains('.') {
        return Err(if sub_domains {
            DomainFault::WildcardTooWide
        } else {
            DomainFault::OneLabel
        });
    }
    if repair.is_none() && text.ends_with('.') {
        repair = Some(Repair::TrailingDot);
    } else if repair.is_none() && !text.is_ascii() {
        repair = Some(Repair::AsciiForm);
    }
    Ok(ReadDomain {
        pattern: DomainPattern { sub_domains, ascii },
        repair,
    })
}

/// A domain in ASCII form and lower case, without a dot at its end (UTS 46, as browsers do).
pub(super) fn ascii_domain(text: &str) -> Result<String, DomainFault> {
    if is_address(text) {
        return Err(DomainFault::IpAddress);
    }
    let ascii = idna::domain_to_ascii_cow(text.as_bytes(), idna::AsciiDenyList::STD3)
        .map_err(|_| DomainFault::NotADomain)?;
    let ascii = ascii.strip_suffix('.').unwrap_or(&ascii);
    if is_address(ascii) {
        return Err(DomainFault::IpAddress);
    }
    if ascii.len() > DOMAIN_MAX || ascii.split('.').any(|label| label.len() > LABEL_MAX) {
        return Err(DomainFault::TooLong);
    }
    let wrong = |label: &str| label.is_empty() || label.starts_with('-') || label.ends_with('-');
    if ascii.split('.').any(wrong) {
        return Err(DomainFault::NotADomain);
    }
    Ok(ascii.to_owned())
}

/// A domain with letters of any script, and its ASCII form where they differ: letters that
/// look alike can be others.
pub(super) fn shown(ascii: &str) -> String {
    match idna::domain_to_unicode(ascii) {
        (text, Ok(())) if text != ascii => format!("{text} ({ascii})"),
        _ => ascii.to_owned(),
    }
}

/// The last label of a domain is never a number; that of an address is (WHATWG URL, "ends in
/// a number checker").
fn is_address(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let last = text.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last
        .strip_prefix("0x")
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit()));
    let number = !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    bare.parse::<Ipv6Addr>().is_ok() || number || hexadecimal
}

/// Without the signs that come along when an address is copied.
fn unwrapped(text: &str) -> &str {
    let inside = text
        .rsplit_once('<')
        .map_or(text, |(_, rest)| rest.split('>').next().unwrap_or(rest));
    inside.trim_matches(['"', '\'', '(', ')', '<', '>'])
}

/// The host of a URL, the domain of an e-mail address, or the text as it is.
fn host_of(text: &str) -> (&str, Option<Repair>) {
    let mailto = strip_prefix_any_case(text, "mailto:");
    let is_url = mailto.is_none() && (text.contains("://") || text.contains('/'));
    let rest = mailto.unwrap_or_else(|| text.split_once("://").map_or(text, |(_, rest)| rest));
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (before, domain) = rest.rsplit_once('@').unwrap_or(("", rest));
    if is_url {
        let host = match domain.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') && is_port(port) => host,
            _ => domain,
        };
        let host = strip_prefix_any_case(host, "www.").unwrap_or(host);
        return (host, Some(Repair::Url));
    }
    let address = mailto.is_some() || !before.is_empty() || rest.starts_with('@');
    (domain, address.then_some(Repair::EmailAddress))
}

fn is_port(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

fn strip_prefix_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| text.get(prefix.len()..))
        .flatten()
}
