//! The decision on each navigation of the sign-in page: one pure function.

use url::{Host, Url};

/// What is waited for.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The redirect URI.
    pub redirect_uri: Url,
    /// The authorization endpoint; Cognito's own error page is on its host.
    pub authorization_endpoint: Url,
    /// Whether `http:` on loopback may be shown.
    pub allow_http_on_loopback: bool,
}

/// What to do with a navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Let it load.
    Proceed,
    /// It is the callback: cancel it and read it.
    Capture,
    /// It is the provider's own error page: let it be seen, and read it.
    ProviderError {
        /// The `error` parameter.
        error: String,
        /// Whether the page echoes a client ID, by which unknown clients are told from
        /// malformed requests.
        client_id_echoed: bool,
    },
    /// Not http(s), or plain http to another machine: cancel it and note it.
    Refuse,
}

/// Decides on one navigation. The callback matches when scheme, host, port and path are
/// equal character by character and a registered query is contained unchanged; the
/// caller then checks `state`.
#[must_use]
pub fn decide(url: &Url, expected: &Expected) -> Decision {
    if is_callback(url, &expected.redirect_uri) {
        return Decision::Capture;
    }
    match url.scheme() {
        "https" => {}
        "http" if expected.allow_http_on_loopback && is_loopback(url) => {}
        // An empty page is what a window shows before its first page.
        "about" if url.path() == "blank" => return Decision::Proceed,
        _ => return Decision::Refuse,
    }
    let same_origin = url.origin() == expected.authorization_endpoint.origin();
    if same_origin && url.path() == "/error" {
        let value_of = |wanted: &str| {
            url.query_pairs()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        if let Some(error) = value_of("error") {
            return Decision::ProviderError {
                error,
                client_id_echoed: value_of("client_id").is_some(),
            };
        }
    }
    Decision::Proceed
}

fn is_callback(url: &Url, registered: &Url) -> bool {
    let same_place = url.scheme() == registered.scheme()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str() == registered.host_str()
        && url.port_or_known_default() == registered.port_or_known_default()
        && url.path() == registered.path();
    same_place && contains_query(url.query(), registered.query())
}

/// A registered query stands unchanged at the start, at the end or in between.
fn contains_query(found: Option<&str>, registered: Option<&str>) -> bool {
    let Some(registered) = registered.filter(|query| !query.is_empty()) else {
        return true;
    };
    let found = format!("&{}&", found.unwrap_or_default());
    found.contains(&format!("&{registered}&"))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Expected, decide};
    use proptest::prelude::*;
    use url::Url;

    fn expected(redirect_uri: &str) -> Expected {
        Expected {
            redirect_uri: redirect_uri.parse().unwrap(),
            authorization_endpoint:
                "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize"
                    .parse()
                    .unwrap(),
            allow_http_on_loopback: false,
        }
    }

    fn decision(url: &str, redirect_uri: &str) -> Decision {
        decide(&url.parse().unwrap(), &expected(redirect_uri))
    }

    const CALLBACK: &str = "https://broker.example.com/callback";

    #[test]
    fn the_callback_is_captured_with_any_parameters() {
        for url in [
            "https://broker.example.com/callback?code=1&state=2",
            "https://broker.example.com:443/callback?error=access_denied",
            "https://broker.example.com/callback",
        ] {
            assert_eq!(decision(url, CALLBACK), Decision::Capture, "{url}");
        }
    }

    #[test]
    fn look_alikes_are_not_the_callback() {
        for url in [
            "https://broker.example.com:8443/callback?code=1",
            "https://broker.example.com/callback2?code=1",
            "https://broker.example.com/callback/?code=1",
            "https://broker.example.com/Callback?code=1",
            "https://broker.example.com/call%62ack?code=1",
            "https://broker.example.com.evil.example/callback?code=1",
            "https://broker.example.com@evil.example/callback?code=1",
            "https://user@broker.example.com/callback?code=1",
        ] {
            assert_eq!(decision(url, CALLBACK), Decision::Proceed, "{url}");
        }
        assert_eq!(
            decision("http://broker.example.com/callback?code=1", CALLBACK),
            Decision::Refuse
        );
    }

    #[test]
    fn a_registered_query_is_contained_unchanged() {
        let registered = "https://broker.example.com/callback?tenant=a";
        let at = |query: &str| {
            decision(
                &format!("https://broker.example.com/callback?{query}"),
                registered,
            )
        };
        assert_eq!(at("tenant=a&code=1"), Decision::Capture);
        assert_eq!(at("code=1&tenant=a"), Decision::Capture);
        assert_eq!(at("code=1&tenant=ab"), Decision::Proceed);
        assert_eq!(at("code=1"), Decision::Proceed);
    }

    #[test]
    fn custom_schemes_can_be_a_callback_and_are_otherwise_refused() {
        assert_eq!(
            decision("myapp://callback?code=1", "myapp://callback"),
            Decision::Capture
        );
        for url in [
            "myapp://other",
            "file:///etc/passwd",
            "data:text/html,x",
            "tauri://localhost",
            "mailto:a@b",
            "http://intranet/",
        ] {
            assert_eq!(decision(url, CALLBACK), Decision::Refuse, "{url}");
        }
    }

    #[test]
    fn cognitos_error_page_is_read_on_its_own_host_only() {
        let page = "/error?error=redirect_mismatch&client_id=abc";
        assert_eq!(
            decision(
                &format!("https://acme.auth.eu-west-1.amazoncognito.com{page}"),
                CALLBACK
            ),
            Decision::ProviderError {
                error: "redirect_mismatch".into(),
                client_id_echoed: true
            }
        );
        assert_eq!(
            decision(&format!("https://evil.example{page}"), CALLBACK),
            Decision::Proceed
        );
    }

    proptest! {
        #[test]
        fn only_http_is_ever_let_through(text in "[a-z]{1,8}:(//)?[a-z0-9./?=&@:]{0,30}") {
            if let Ok(url) = Url::parse(&text)
                && decide(&url, &expected(CALLBACK)) == Decision::Proceed {
                prop_assert!(url.scheme() == "https" || text == "about:blank");
            }
        }
    }
}
