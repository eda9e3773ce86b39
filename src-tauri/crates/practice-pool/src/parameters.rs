//! Parameters of a query or a form body (application/x-www-form-urlencoded).

use std::collections::HashSet;

use url::form_urlencoded;

#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Takes any bytes: what is not UTF-8 becomes replacement characters.
    pub(crate) fn parse(raw: &[u8]) -> Self {
        Self(form_urlencoded::parse(raw).into_owned().collect())
    }

    /// The first value under this name; an empty one counts as missing (RFC 6749 section 3.1).
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The value, or nothing at all: for the record of what came in.
    pub(crate) fn text(&self, name: &str) -> String {
        self.owned(name).unwrap_or_default()
    }

    /// RFC 6749 section 3.2: parameters must not be included more than once.
    pub(crate) fn has_repeated(&self) -> bool {
        let mut seen = HashSet::new();
        self.0.iter().any(|(name, _)| !seen.insert(name))
    }

    pub(crate) fn encode(&self) -> String {
        encode(
            self.0
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }
}

pub(crate) fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// `uri` with `pairs` behind whatever query it has; the rest stays as it was registered.
pub(crate) fn with_query<'a>(
    uri: &str,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let separator = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{uri}{separator}{}", encode(pairs))
}

#[cfg(test)]
mod tests;
