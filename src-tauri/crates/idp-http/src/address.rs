//! Which addresses a definition may use. Link-local addresses are always refused: they
//! lead to the metadata services of cloud machines.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// What a definition allows beyond public addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AddressRule {
    pub loopback: bool,
    pub private: bool,
}

impl AddressRule {
    pub(crate) fn allows(self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.allows_v4(address),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(mapped) => self.allows_v4(mapped),
                None => self.allows_v6(address),
            },
        }
    }

    fn allows_v4(self, address: Ipv4Addr) -> bool {
        if address.is_link_local() || address.is_unspecified() || address.is_multicast() {
            false
        } else if address.is_loopback() {
            self.loopback
        } else if address.is_private() || is_shared(address) {
            self.private
        } else {
            !address.is_broadcast()
        }
    }

    fn allows_v6(self, address: Ipv6Addr) -> bool {
        if address.is_unicast_link_local() || address.is_unspecified() || address.is_multicast() {
            false
        } else if address.is_loopback() {
            self.loopback
        } else if address.is_unique_local() {
            self.private
        } else {
            true
        }
    }
}

/// RFC 6598: addresses shared behind carriers' translators.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && (64..128).contains(&second)
}

/// The address of a URL whose host is a number; the resolver never sees those.
pub(crate) fn literal_address(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
    }
}

/// Whether the host means this machine, by name or number.
pub(crate) fn is_loopback_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The marker in a resolver's error, found again in the chain of the request's error.
pub(crate) const REFUSED: &str = "address refused by the definition's rules";

/// Resolves names and drops what the rule refuses. The connection uses the very
/// addresses that were checked, so a second answer of the name server changes nothing.
pub(crate) struct CheckedResolver(pub AddressRule);

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let rule = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let allowed: Vec<SocketAddr> = found
                .iter()
                .copied()
                .filter(|address| rule.allows(address.ip()))
                .collect();
            if allowed.is_empty() && !found.is_empty() {
                return Err(REFUSED.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::AddressRule;

    #[test]
    fn link_local_is_refused_whatever_is_allowed() {
        let all = AddressRule {
            loopback: true,
            private: true,
        };
        for address in [
            "169.254.169.254",
            "0.0.0.0",
            "fe80::1",
            "::",
            "::ffff:169.254.169.254",
        ] {
            assert!(!all.allows(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn private_and_loopback_need_their_switch() {
        let none = AddressRule::default();
        for address in [
            "127.0.0.1",
            "::1",
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "fd00::1",
            "100.64.0.1",
        ] {
            assert!(!none.allows(address.parse().unwrap()), "{address}");
        }
        assert!(none.allows("93.184.216.34".parse().unwrap()));
        let loopback = AddressRule {
            loopback: true,
            private: false,
        };
        assert!(loopback.allows("127.0.0.1".parse().unwrap()));
        assert!(!loopback.allows("10.0.0.1".parse().unwrap()));
    }
}
