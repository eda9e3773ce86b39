//! What somebody who helps needs to know, without anything that is a secret or a person.

use crate::app::App;
use crate::secrets::SecretsError;
use crate::system::{account_names, display_server, operating_system};
use idp_core::provider::ProviderSummary;
use idp_log::{recent_lines, redact};
use idp_store::StoreError;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Lines of the log that go along.
const LINES: usize = 200;

/// Settings that may be shown; a new one is left out until it is named here.
const SHOWN_SETTINGS: [&str; 2] = ["secret_store", "log_level"];

/// What only the program itself knows.
#[derive(Clone, Debug, Default)]
pub struct DiagnosticsFacts {
    /// Which program collects.
    pub program: &'static str,
    /// The version of the web engine, where there is one.
    pub web_engine: Option<String>,
    /// Whether host names of providers may be told.
    pub with_hosts: bool,
}

/// The diagnostics cannot be collected.
#[derive(Debug, thiserror::Error)]
pub enum DiagnosticsError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secret store's state.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The providers.
    #[error(transparent)]
    Providers(#[from] crate::providers::ProviderError),
}

impl App {
    /// Everything that helps, as Markdown.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn diagnostics(&self, facts: &DiagnosticsFacts) -> Result<String, DiagnosticsError> {
        let mut lines = vec!["# IdP Console diagnostics".to_owned(), String::new()];
        lines.extend(self.of_the_program(facts));
        lines.extend(self.of_the_secret_store().await?);
        lines.extend(self.of_the_database().await?);
        lines.extend(self.of_the_providers(facts.with_hosts).await?);
        idp_log::flush();
        let log = recent_lines(self.data_folder(), LINES);
        section(&mut lines, &format!("Last {} lines of the log", log.len()));
        let hosts = self.hosts().await?;
        lines.extend(log.iter().map(|line| format!("    {line}")));
        let accounts = account_names();
        let shown: Vec<String> = lines
            .iter()
            .map(|line| {
                let line = without_words(&redact(line), &accounts, "[user]");
                if facts.with_hosts {
                    line
                } else {
                    without_words(&line, &hosts, "[host]")
                }
            })
            .collect();
        Ok(shown.join("\n") + "\n")
    }

    fn of_the_program(&self, facts: &DiagnosticsFacts) -> Vec<String> {
        let web = facts.web_engine.as_deref().unwrap_or("none");
        vec![
            format!("- Time: {}", self.now()),
            format!("- Program: {} {}", facts.program, env!("CARGO_PKG_VERSION")),
            format!("- System: {}", operating_system()),
            format!("- Web engine: {web}"),
            format!("- Display: {}", display_server()),
            format!("- Data folder: {}", self.data_folder().display()),
        ]
    }

    async fn of_the_secret_store(&self) -> Result<Vec<String>, DiagnosticsError> {
        let status = self.secret_store_status().await?;
        let mut lines = Vec::new();
        section(&mut lines, "Secret store");
        // A line like `state: …` would be cut as a secret.
        let kind = status.kind.map_or("not chosen", |kind| kind.as_str());
        lines.push(format!("- In use: {kind}"));
        lines.push(format!("- Condition: {:?}", status.state));
        if let Some(detail) = status.detail {
            lines.push(format!("- The system says: {detail}"));
        }
        let mut places: BTreeMap<&str, u32> = BTreeMap::new();
        for place in self.inner.store.secret_places().list().await? {
            *places.entry(place.kind.as_str()).or_default() += 1;
        }
        lines.extend(
            places
                .iter()
                .map(|(kind, count)| format!("- Secrets: {count} in {kind}")),
        );
        Ok(lines)
    }

    async fn of_the_database(&self) -> Result<Vec<String>, DiagnosticsError> {
        let facts = self.inner.store.facts().await?;
        let mut lines = Vec::new();
        section(&mut lines, "Database");
        lines.push(format!(
            "- SQLite {}, schema {}",
            facts.sqlite, facts.schema
        ));
        lines.push(format!("- Check: {}", facts.check));
        lines.push(format!("- Size: {} KiB", facts.bytes / 1024));
        lines.extend(
            facts
                .rows
                .iter()
                .map(|(table, count)| format!("- Rows of {table}: {count}")),
        );
        section(&mut lines, "Settings");
        for (name, value) in self.inner.store.settings().list().await? {
            if SHOWN_SETTINGS.contains(&name.as_str()) {
                lines.push(format!("- {name}: {value}"));
            }
        }
        Ok(lines)
    }

    async fn of_the_providers(&self, with_hosts: bool) -> Result<Vec<String>, DiagnosticsError> {
        let providers = self.list_providers().await?;
        let mut lines = Vec::new();
        section(&mut lines, &format!("{} providers", providers.len()));
        for (number, provider) in (1u32..).zip(&providers) {
            let host = if with_hosts {
                &provider.host
            } else {
                "host not told"
            };
            lines.push(format!(
                "- {number}: {}, {host}, {:?}",
                provider.catalogue_entry, provider.test_status
            ));
        }
        Ok(lines)
    }

    /// Hosts of the definitions, longest first, so that none is cut inside another.
    async fn hosts(&self) -> Result<Vec<String>, DiagnosticsError> {
        let mut hosts: Vec<String> = Vec::new();
        for ProviderSummary { host, id, .. } in self.list_providers().await? {
            let definition = self.stored(&id).await?.definition;
            let urls = definition.oauth.into_iter().flat_map(|oauth| {
                [
                    oauth.issuer,
                    Some(oauth.token_endpoint),
                    oauth.userinfo_endpoint,
                    oauth.jwks_uri,
                    Some(oauth.redirect_uri),
                    oauth.logout_endpoint,
                ]
            });
            hosts.push(host);
            hosts.extend(
                urls.flatten()
                    .filter_map(|text| url::Url::parse(&text).ok()?.host_str().map(str::to_owned)),
            );
        }
        hosts.retain(|host| !host.is_empty() && host != "localhost" && host != "127.0.0.1");
        hosts.sort_by_key(|host| std::cmp::Reverse(host.len()));
        hosts.dedup();
        Ok(hosts)
    }
}

fn section(lines: &mut Vec<String>, title: &str) {
    let mut heading = String::new();
    // Writing into a string cannot fail.
    let _ = write!(heading, "\n## {title}\n");
    lines.extend(heading.split('\n').map(str::to_owned));
}

/// The text with whole words replaced, whatever their case.
fn without_words(text: &str, words: &[String], replacement: &str) -> String {
    let mut text = text.to_owned();
    for word in words {
        let (lower, wanted) = (text.to_ascii_lowercase(), word.to_ascii_lowercase());
        let mut shown = String::with_capacity(text.len());
        let mut end = 0;
        for (start, found) in lower.match_indices(&wanted) {
            let after = start + found.len();
            let stands_alone = |character: Option<char>| {
                character.is_none_or(|character| !character.is_alphanumeric() && character != '_')
            };
            let before = text.get(..start).and_then(|text| text.chars().next_back());
            let behind = text.get(after..).and_then(|text| text.chars().next());
            if start >= end && stands_alone(before) && stands_alone(behind) {
                shown.push_str(text.get(end..start).unwrap_or_default());
                shown.push_str(replacement);
                end = after;
            }
        }
        shown.push_str(text.get(end..).unwrap_or_default());
        text = shown;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_words;

    #[test]
    fn whole_words_are_replaced_whatever_their_case() {
        let words = ["ann".to_owned(), "acme.example".to_owned()];
        assert_eq!(
            without_words(
                "Ann at /home/ann; annotated on ACME.example.",
                &words,
                "[x]"
            ),
            "[x] at /home/[x]; annotated on [x]."
        );
        assert_eq!(without_words("ünn ann", &words, "[x]"), "ünn [x]");
    }
}
