//! The process that is killed: it does what a person does with the console, in all the ways
//! that write, and says before and after each what it is about.

use crate::child::folder_of_child;
use idp_app::{App, Differences};
use idp_core::draft::{DraftBody, DraftId};
use idp_core::provider::{ClientAuthentication, MappingRuleDraft, ProviderDraft, ProviderId};
use idp_core::run::{RunEnd, RunEvent};
use idp_core::secret::Secret;
use idp_core::setup::SetupItemId;
use idp_store::{NewRun, SecretStoreKind, Store};
use std::fmt::Debug;
use std::future::Future;
use std::io::Write;
use support::open_app;

/// Where in the order of its work a writer begins.
pub const FROM: &str = "IDP_FAULTS_FROM";
/// What it says begins and ends with these.
pub const SAYS: &str = "writer: ";
pub const END: &str = ".";

/// All that it does, in alphabetical order.
pub const KINDS: [&str; 13] = [
    "backup",
    "between",
    "confirmed",
    "deleted",
    "discarded",
    "draft",
    "event",
    "provider",
    "restored",
    "rules",
    "secret",
    "setting",
    "turned-back",
];

/// The secret of a draft, and of the provider that it becomes.
pub fn secret_of(id: &str) -> String {
    format!("secret-of-{id}")
}

/// The drafts that are made between a backup and going back to it.
pub fn between(id: &str) -> [DraftId; 2] {
    ["a", "b"].map(|which| DraftId(format!("{id}-{which}")))
}

#[tokio::test]
#[ignore = "the child that a test kills"]
async fn writes_until_it_is_killed() {
    let folder = folder_of_child();
    let app = open_app(&folder, SecretStoreKind::Vault).await;
    let writer = Writer {
        store: Store::open(&folder).await.unwrap(),
        app,
    };
    let from: u32 = std::env::var(FROM).unwrap().parse().unwrap();
    for number in from.. {
        writer.work(number).await;
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{SAYS}{line}{END}").unwrap();
    out.flush().unwrap();
}

async fn act<T, E: Debug>(line: &str, work: impl Future<Output = Result<T, E>>) -> T {
    say(&format!("doing {line}"));
    let done = work.await.unwrap();
    say(&format!("ack {line}"));
    done
}

struct Writer {
    app: App,
    store: Store,
}

impl Writer {
    async fn work(&self, number: u32) {
        let id = self.app.new_draft("aws-cognito-oidc").id;
        let with_secret = number % 3 != 1;
        self.type_draft(&id, with_secret).await;
        match number % 5 {
            1 if !with_secret => {
                act(&format!("discarded {}", id.0), self.app.discard_draft(&id)).await;
            }
            2 => {}
            _ => self.save(&id, number).await,
        }
        self.note_run(&id.0).await;
        let settings = self.store.settings();
        act(&format!("setting {}", id.0), settings.update(&id.0, &id.0)).await;
        if number % 6 == 5 {
            self.turn_back(&id.0).await;
        } else if number.is_multiple_of(3) {
            self.back_up().await;
        }
    }

    async fn type_draft(&self, id: &DraftId, with_secret: bool) {
        for typed in 1..=2 {
            let body = DraftBody {
                definition: definition(&id.0),
                lookup: typed.to_string(),
                ..DraftBody::default()
            };
            let line = format!("draft {} {typed}", id.0);
            act(&line, self.app.keep_draft(id, None, &body)).await;
        }
        if with_secret {
            let secret = Secret::new(secret_of(&id.0));
            let line = format!("secret {}", id.0);
            act(&line, self.app.keep_draft_secret(id, &secret)).await;
        }
        let definition = definition(&id.0);
        let item = SetupItemId::CallbackUrl;
        act(
            &format!("confirmed {}", id.0),
            self.app.confirm_setup_item(&id.0, &definition, item, true),
        )
        .await;
    }

    async fn save(&self, id: &DraftId, number: u32) {
        let provider = act(
            &format!("provider {}", id.0),
            self.app.save_draft(id, false, Differences::Refuse),
        )
        .await
        .id;
        let edited = self.app.edit_provider(&provider).await.unwrap();
        let mut body = edited.body;
        body.definition.attributes.external = vec![MappingRuleDraft {
            target: id.0.clone(),
            source: Some("email".to_owned()),
            ..MappingRuleDraft::default()
        }];
        let kept = self.app.keep_draft(&edited.id, Some(&provider), &body);
        act(&format!("rules {} typed", id.0), kept).await;
        let saved = self.app.save_draft(&edited.id, false, Differences::Refuse);
        act(&format!("rules {} saved", id.0), saved).await;
        if number.is_multiple_of(4) {
            let line = format!("deleted {}", id.0);
            act(&line, self.app.delete_provider(&provider)).await;
        }
        if number.is_multiple_of(8) {
            let line = format!("restored {}", id.0);
            act(&line, self.app.restore_provider(&provider)).await;
        }
    }

    async fn note_run(&self, id: &str) {
        let provider = ProviderId(id.to_owned());
        let run = NewRun {
            run_id: id,
            provider_id: &provider.0,
            provider: "P",
            started_at: "t",
            owner: "owner",
            fingerprint: "f",
        };
        let runs = self.store.runs();
        act(&format!("event {id} 1"), runs.insert(&run, &[event(1)])).await;
        for seq in 2..=3 {
            let appended = async { runs.append_events(id, seq, &[event(seq)]).await };
            act(&format!("event {id} {seq}"), appended).await;
        }
    }

    async fn back_up(&self) -> String {
        say("doing backup");
        let view = self.app.back_up_now().await.unwrap();
        let name = view.backups[0].name.clone();
        say(&format!("ack backup {name}"));
        name
    }

    /// Goes back to a backup, and thereby loses what came after it.
    async fn turn_back(&self, id: &str) {
        let name = self.back_up().await;
        let body = DraftBody::default();
        for (index, draft) in between(id).iter().enumerate() {
            let line = format!("between {id} {}", index + 1);
            act(&line, self.app.keep_draft(draft, None, &body)).await;
        }
        let line = format!("turned-back {id}");
        act(&line, self.app.restore_backup(&name)).await;
    }
}

fn event(seq: u32) -> RunEvent {
    RunEvent::RunFinished {
        end: RunEnd::Cancelled,
        duration_ms: seq,
    }
}

fn definition(name: &str) -> ProviderDraft {
    let mut definition = support::oauth_draft(name);
    if let Some(oauth) = definition.oauth.as_mut() {
        oauth.client_authentication = ClientAuthentication::ClientSecretBasic;
    }
    definition
}
