//! What somebody who helps needs to know, without anything that is a secret or a person.

use crate::app::App;
use crate::providers::ProviderError;
use crate::runs::RunError;
use crate::secrets::SecretsError;
use crate::start::Start;
use crate::system::{account_names, display_server, operating_system};
use idp_core::checks::Verdict;
use idp_core::provider::ProviderSummary;
use idp_core::run::{RunOutcome, RunView};
use idp_log::{recent_lines, redact};
use idp_store::StoreError;
use std::collections::BTreeMap;
use std::fmt::Display;

mod names;

use names::{without_host_shapes, without_words};

/// Lines of the log that go along.
const LINES: usize = 200;

/// Failed tests that go along; only as many of the newest tests are looked at as a list shows.
const FAILURES: usize = 10;

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

impl Start {
    /// Everything that helps, as Markdown, also while the data folder is not open: what cannot
    /// be read is said in its place.
    pub async fn diagnostics(&self, facts: &DiagnosticsFacts) -> String {
        let mut lines = vec!["# IdP Console diagnostics".to_owned(), String::new()];
        lines.extend(self.of_the_program(facts).await);
        let app = self.reader().ok();
        if let Some(app) = &app {
            section(&mut lines, "Secret store", app.of_the_secret_store().await);
            section(&mut lines, "Database", app.of_the_database().await);
            section(&mut lines, "Settings", app.of_the_settings().await);
            let providers = app.of_the_providers(facts.with_hosts).await;
            section(&mut lines, "Providers", providers);
            let failures = app.of_the_failed_tests().await;
            section(&mut lines, "Last tests that failed", failures);
        }
        idp_log::flush();
        let log = recent_lines(self.data_folder(), LINES);
        let heading = format!("Last {} lines of the log", log.len());
        let quoted = log.iter().map(|line| format!("    {line}")).collect();
        section(&mut lines, &heading, Ok::<_, StoreError>(quoted));
        let hosts = match app {
            Some(app) => app.hosts().await.ok(),
            None => None,
        };
        let accounts = account_names();
        let hide = |line: &String| {
            let line = without_words(&redact(line), &accounts, "[user]");
            match &hosts {
                _ if facts.with_hosts => line,
                Some(hosts) => without_words(&line, hosts, "[host]"),
                // Nobody can say which names are hosts, so whatever looks like one is none to tell.
                None => without_host_shapes(&line),
            }
        };
        let shown: Vec<String> = lines.iter().map(hide).collect();
        shown.join("\n") + "\n"
    }

    async fn of_the_program(&self, facts: &DiagnosticsFacts) -> Vec<String> {
        let web = facts.web_engine.as_deref().unwrap_or("none");
        let view = self.view().await;
        let mut lines = vec![
            format!("- Time: {}", self.now()),
            format!("- Program: {} {}", facts.program, env!("CARGO_PKG_VERSION")),
            format!("- System: {}", operating_system()),
            format!("- Web engine: {web}"),
            format!("- Display: {}", display_server()),
            format!("- Data folder: {}", self.data_folder().display()),
            format!("- Data folder is {}", view.state.as_words()),
        ];
        lines.extend(
            view.fault
                .map(|fault| format!("- Because: {}", fault.problem)),
        );
        let unreadable = view.unreadable.len();
        if unreadable > 0 {
            lines.push(format!("- Definitions that cannot be read: {unreadable}"));
        }
        lines
    }
}

/// A part of the diagnostics that could not be collected.
#[derive(Debug, thiserror::Error)]
enum Unread {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secret store's state.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The providers.
    #[error(transparent)]
    Providers(#[from] ProviderError),
    /// The test runs.
    #[error(transparent)]
    Runs(#[from] RunError),
}

impl App {
    async fn of_the_secret_store(&self) -> Result<Vec<String>, Unread> {
        let status = self.secret_store_status().await?;
        let mut lines = Vec::new();
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

    async fn of_the_database(&self) -> Result<Vec<String>, Unread> {
        let facts = self.inner.store.facts().await?;
        let mut lines = vec![
            format!("- SQLite {}, schema {}", facts.sqlite, facts.schema),
            format!("- Check: {}", facts.check),
            format!("- Size: {} KiB", facts.bytes / 1024),
        ];
        lines.extend(
            facts
                .rows
                .iter()
                .map(|(table, count)| format!("- Rows of {table}: {count}")),
        );
        Ok(lines)
    }

    async fn of_the_settings(&self) -> Result<Vec<String>, Unread> {
        let settings = self.inner.store.settings().list().await?;
        let shown = settings
            .iter()
            .filter(|(name, _)| SHOWN_SETTINGS.contains(&name.as_str()));
        Ok(shown
            .map(|(name, value)| format!("- {name}: {value}"))
            .collect())
    }

    async fn of_the_providers(&self, with_hosts: bool) -> Result<Vec<String>, Unread> {
        let providers = self.list_providers().await?;
        let mut lines = vec![format!("- Number: {}", providers.len())];
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

    /// By codes and steps alone: what a provider answered may name a person.
    async fn of_the_failed_tests(&self) -> Result<Vec<String>, Unread> {
        let providers = self.list_providers().await?;
        let runs = self.list_runs(None).await?.into_iter();
        let failed =
            runs.filter(|run| matches!(run.outcome, RunOutcome::Failed | RunOutcome::Interrupted));
        let mut lines = Vec::new();
        for summary in failed.take(FAILURES) {
            let run = self.run(&summary.run_id).await?;
            let place = providers.iter().position(|one| one.id.0 == run.provider_id);
            let provider = place.map_or_else(
                || "a deleted provider".to_owned(),
                |place| format!("provider {}", place + 1),
            );
            lines.push(format!(
                "- {}: {provider}, {}",
                run.started_at,
                failure(&run)
            ));
        }
        if lines.is_empty() {
            lines.push("- None".to_owned());
        }
        Ok(lines)
    }

    /// Hosts of the definitions, longest first, so that none is cut inside another.
    async fn hosts(&self) -> Result<Vec<String>, Unread> {
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

/// Each diagnosis of a run with its step, and the checks that failed.
fn failure(run: &RunView) -> String {
    let causes = run.diagnosis.iter();
    let causes = causes.map(|one| format!("{:?} at {:?}", one.code, one.step));
    let checks = run.steps.iter().flat_map(|step| &step.checks);
    let checks = checks.filter(|check| check.verdict == Verdict::Failed);
    let checks = checks.map(|check| format!("check {:?}", check.check));
    let told: Vec<String> = causes.chain(checks).collect();
    let outcome = format!("{:?} by {:?}", run.outcome, run.mode);
    [vec![outcome], told].concat().join(", ")
}

fn section(lines: &mut Vec<String>, title: &str, content: Result<Vec<String>, impl Display>) {
    lines.extend([String::new(), format!("## {title}"), String::new()]);
    match content {
        Ok(content) => lines.extend(content),
        Err(error) => lines.push(format!("- This could not be read: {error}")),
    }
}
