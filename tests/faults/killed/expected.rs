//! What must be there after a kill, and what is.

use super::writer::{between, secret_of};
use idp_app::{App, Differences};
use idp_core::draft::DraftId;
use idp_core::provider::ProviderId;
use idp_store::{BackupReason, Backups, SecretStoreKind, Store};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};
use std::collections::BTreeMap;
use std::path::Path;
use support::open_app;

/// All that belongs to one identifier.
#[derive(Clone, Debug, Default, PartialEq)]
struct Thing {
    /// How often the draft was typed into; none when there is no draft.
    typed: u32,
    secret: bool,
    confirmed: bool,
    saved: bool,
    deleted: bool,
    rules_typed: bool,
    rules_saved: bool,
    events: usize,
    setting: bool,
    /// Drafts that were made between a backup and going back to it.
    between: usize,
}

impl Thing {
    /// Without what is not to be seen of a provider in the trash.
    fn visible(&self) -> Self {
        let mut seen = self.clone();
        if seen.deleted {
            seen.secret = false;
            seen.rules_saved = false;
        }
        seen
    }
}

/// What a writer's acknowledgements come to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    things: BTreeMap<String, Thing>,
    backups: Vec<String>,
}

impl Known {
    /// Adds an acknowledgement.
    pub fn apply(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["backup", name @ ..] = words.as_slice() {
            self.backups
                .extend(name.iter().map(|&name| name.to_owned()));
            return;
        }
        let thing = self.things.entry(words[1].to_owned()).or_default();
        match words.as_slice() {
            ["draft", _, typed] => thing.typed = typed.parse().unwrap(),
            ["secret", _] => thing.secret = true,
            ["confirmed", _] => thing.confirmed = true,
            ["discarded", _] => (thing.typed, thing.confirmed) = (0, false),
            ["provider", _] => (thing.typed, thing.saved) = (0, true),
            ["rules", _, "typed"] => thing.rules_typed = true,
            ["rules", _, "saved"] => (thing.rules_typed, thing.rules_saved) = (false, true),
            ["deleted", _] => thing.deleted = true,
            ["restored", _] => thing.deleted = false,
            ["event", _, seq] => thing.events = seq.parse().unwrap(),
            ["setting", _] => thing.setting = true,
            ["between", _, count] => thing.between = count.parse().unwrap(),
            ["turned-back", _] => thing.between = 0,
            _ => panic!("an unknown acknowledgement: {line}"),
        }
    }

    /// What was added so far; nothing is left.
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }
}

/// A kill: what was acknowledged, and the same with what was under way, which may have come
/// to the disk or not, but not by half.
#[derive(Debug)]
pub struct Round {
    before: Known,
    after: Known,
}

impl Round {
    /// `in_flight` is what the writer was doing.
    pub fn of(before: Known, in_flight: Option<&str>) -> Self {
        let mut after = before.clone();
        if let Some(line) = in_flight {
            after.apply(line);
        }
        Self { before, after }
    }
}

/// Fails when something is missing of what the writers of these rounds acknowledged. In the
/// `last` round on a folder, each draft is then saved, to see that it is one.
pub async fn assert_all_there(folder: &Path, rounds: &[Round], last: bool, round: usize) {
    let database = folder.join("idp-console.db");
    if !database.exists() {
        let nothing = rounds.iter().all(|round| round.before.things.is_empty());
        assert!(nothing, "round {round}: the database is gone");
        return;
    }
    let app = open_app(folder, SecretStoreKind::Vault).await;
    let store = Store::open(folder).await.unwrap();
    assert_eq!(integrity(&database).await, "ok", "round {round}");
    let look = Look {
        trash: trash(&app).await,
        app: &app,
        store: &store,
    };
    for (made_in, one) in rounds.iter().enumerate() {
        for (id, after) in &one.after.things {
            let before = one.before.things.get(id).cloned().unwrap_or_default();
            let found = look.at(id).await.visible();
            assert!(
                found == before.visible() || found == after.visible(),
                "round {round}: {id} of round {made_in} on this folder is {found:?}, acknowledged {before:?}, under way {after:?}"
            );
        }
    }
    assert_backups(folder, rounds, round).await;
    if last {
        save_drafts(&app, round).await;
    }
    store.close().await;
    app.close().await;
}

async fn integrity(database: &Path) -> String {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let mut answers = Vec::new();
    for check in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let rows = sqlx::raw_sql(check)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        answers.extend(rows.iter().map(|row| row.get::<String, _>(0)));
    }
    answers.join("; ")
}

async fn trash(app: &App) -> Vec<ProviderId> {
    let listed = app.list_trash().await.unwrap();
    listed.into_iter().map(|entry| entry.id).collect()
}

struct Look<'a> {
    app: &'a App,
    store: &'a Store,
    trash: Vec<ProviderId>,
}

impl Look<'_> {
    async fn at(&self, id: &str) -> Thing {
        let mut found = Thing {
            events: self.store.runs().events(id).await.unwrap().len(),
            ..Thing::default()
        };
        let setting = self.store.settings().find(id).await.unwrap();
        found.setting = setting.as_deref() == Some(id);
        let confirmations = self.store.setup_confirmations();
        found.confirmed = !confirmations.list(id).await.unwrap().is_empty();
        for draft in between(id) {
            found.between += usize::from(self.app.draft(&draft).await.is_ok());
        }
        self.definition(id, &mut found).await;
        found
    }

    async fn definition(&self, id: &str, found: &mut Thing) {
        if let Ok(draft) = self.app.draft(&DraftId(id.to_owned())).await {
            assert_eq!(draft.body.definition.display_name, id);
            found.typed = draft.body.lookup.parse().unwrap();
            found.secret = draft.secret_set;
            return;
        }
        let provider = ProviderId(id.to_owned());
        found.deleted = self.trash.contains(&provider);
        found.saved = found.deleted;
        if let Ok(view) = self.app.provider(&provider).await {
            assert_eq!(view.definition.display_name, id);
            found.saved = true;
            let rules = &view.definition.attributes.external;
            found.rules_saved = rules.iter().any(|rule| rule.target == id);
            let secret = self.app.secret_to_copy(&provider).await;
            found.secret = secret.is_ok_and(|secret| secret.expose() == secret_of(id));
        }
        let edited = self.store.drafts().find_of_provider(&provider).await;
        found.rules_typed = edited.unwrap().is_some_and(|draft| {
            let rules = &draft.body.definition.attributes.external;
            rules.iter().any(|rule| rule.target == id)
        });
    }
}

/// Ten by hand are kept, so an older one may be gone for newer ones.
async fn assert_backups(folder: &Path, rounds: &[Round], round: usize) {
    let kept = Backups::new(folder).list().await.unwrap();
    assert!(
        kept.iter().all(|one| one.contents.is_some()),
        "round {round}: a backup cannot be read"
    );
    for name in rounds.iter().flat_map(|round| &round.before.backups) {
        let there = kept.iter().any(|one| one.name == *name);
        let newer = kept
            .iter()
            .filter(|one| one.reason == BackupReason::ByHand && one.name > *name)
            .count();
        assert!(there || newer >= 10, "round {round}: {name} is lost");
    }
}

async fn save_drafts(app: &App, round: usize) {
    for draft in app.list_drafts().await.unwrap() {
        if draft.display_name.is_empty() {
            continue;
        }
        let secret_set = app.draft(&draft.id).await.unwrap().secret_set;
        let saved = app
            .save_draft(&draft.id, false, Differences::Refuse)
            .await
            .unwrap();
        if secret_set {
            let secret = app.secret_to_copy(&saved.id).await.unwrap();
            assert_eq!(secret.expose(), secret_of(&saved.id.0), "round {round}");
        }
    }
}
