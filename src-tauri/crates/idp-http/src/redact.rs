//! Cutting secrets out of what is shown and stored.

use idp_core::run::NameValue;
use url::Url;

/// Parameters whose values let somebody act as the user or the client.
const SECRET_PARAMETERS: &[&str] = &[
    "code",
    "client_secret",
    "client_assertion",
    "code_verifier",
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
    "token",
    "password",
    "new_password",
    "confirm_password",
    "secret_hash",
    "session",
    "state",
    "_csrf",
    "samlresponse",
];

/// What stands in place of a secret.
pub const CUT: &str = "[cut]";

/// The parameters with secret values cut out.
pub fn redact_parameters<'a>(
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<NameValue> {
    parameters
        .into_iter()
        .map(|(name, value)| {
            let secret = SECRET_PARAMETERS.contains(&name.to_ascii_lowercase().as_str());
            let shown = if secret && !value.is_empty() {
                CUT
            } else {
                value
            };
            NameValue::new(name, idp_core::checks::shortened(shown))
        })
        .collect()
}

/// The URL with secret values cut out of its query, and without fragment and user info.
#[must_use]
pub fn redact_url(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_fragment(None);
    // Neither can fail for a URL with a host; for one without there is nothing to cut.
    let _ = shown.set_password(None);
    let _ = shown.set_username("");
    if url.query().is_some() {
        let pairs: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let redacted = redact_parameters(
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        shown
            .query_pairs_mut()
            .clear()
            .extend_pairs(redacted.iter().map(|pair| (&pair.name, &pair.value)));
    }
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::redact_url;

    #[test]
    fn code_and_state_are_cut_and_the_rest_stays() {
        let url = "https://u:p@a.example/cb?code=SECRET1&state=SECRET2&error=x#id_token=SECRET3";
        let shown = redact_url(&url.parse().unwrap());
        assert!(
            !shown.contains("SECRET") && !shown.contains("u:p"),
            "{shown}"
        );
        assert!(shown.contains("error=x"));
    }
}
