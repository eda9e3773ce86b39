//! `kill -9` at random moments of writing: what was acknowledged is there afterwards, and
//! the database is sound.

use crate::child::{child, folder_of_child};
use idp_app::App;
use idp_core::provider::ProviderId;
use idp_core::run::{RunEnd, RunEvent};
use idp_store::{Backups, NewRun, SecretStoreKind, Store};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use support::open_app;

/// How often; `make nightly` asks for more.
const ROUNDS: &str = "IDP_KILL_ROUNDS";

/// Writes until it is killed, and says on standard output what is on the disk.
#[tokio::test]
#[ignore = "the child that the test below kills"]
async fn writes_until_it_is_killed() {
    let folder = folder_of_child();
    let app = open_app(&folder, SecretStoreKind::Session).await;
    let store = Store::open(&folder).await.unwrap();
    let draft = support::plain_definition("seed");
    let say = |line: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "ack {line}").unwrap();
        out.flush().unwrap();
    };
    for number in 0_u32.. {
        let mark = uuid_like(number);
        let mut draft = draft.clone();
        draft.display_name.clone_from(&mark);
        let id = app.create_provider(&draft, None).await.unwrap().id;
        say(format!("provider {id} {mark}"));
        if number % 3 == 0 {
            app.delete_provider(&id).await.unwrap();
            say(format!("deleted {id}"));
        }
        let runs = store.runs();
        let run = NewRun {
            run_id: &mark,
            provider_id: &id.0,
            provider: "P",
            started_at: "t",
            owner: "owner",
            fingerprint: "f",
        };
        runs.insert(&run, &[]).await.unwrap();
        for seq in 1..=3 {
            let event = RunEvent::RunFinished {
                end: RunEnd::Cancelled,
                duration_ms: seq,
            };
            runs.append_events(&mark, seq, &[event]).await.unwrap();
            say(format!("event {mark} {seq}"));
        }
        store.settings().update(&mark, &mark).await.unwrap();
        say(format!("setting {mark}"));
        if number % 5 == 4 {
            app.back_up_now().await.unwrap();
            say("backup".to_owned());
        }
    }
}

/// Different in each process, so that rounds on one folder do not meet.
fn uuid_like(number: u32) -> String {
    format!("{}-{number}", std::process::id())
}

#[tokio::test]
async fn killed_at_random_moments_it_loses_nothing_that_it_acknowledged() {
    let rounds = std::env::var(ROUNDS).map_or(60, |text| text.parse().unwrap());
    let mut acknowledged = 0;
    let mut folder = tempfile::tempdir().unwrap();
    for round in 0..rounds {
        // A few rounds on one folder, so that what a kill leaves behind is met as well.
        if round % 6 == 0 {
            folder = tempfile::tempdir().unwrap();
        }
        let lines = kill_one(folder.path(), round);
        acknowledged += lines.len();
        assert_all_there(folder.path(), &lines, round).await;
    }
    println!("{rounds} rounds, {acknowledged} acknowledged writes");
    assert!(acknowledged > rounds, "the children came to write");
}

/// Starts a writer, kills it, and yields what it had acknowledged.
fn kill_one(folder: &Path, round: usize) -> Vec<String> {
    let mut writer = child("killed::writes_until_it_is_killed", folder)
        .spawn()
        .unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let mut lines = output.lines().map_while(Result::ok).filter_map(|line| {
        // The test harness writes on the same line before the first.
        line.split_once("ack ").map(|(_, rest)| rest.to_owned())
    });
    // From before the first write to some way into the writing; the rounds spread over it.
    let wanted = (round * 7) % 23;
    let mut seen = Vec::new();
    while seen.len() < wanted {
        match lines.next() {
            Some(line) => seen.push(line),
            None => break,
        }
    }
    let moment = Duration::from_micros((round as u64 * 7919) % 12_000);
    let end = Instant::now() + moment;
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    writer.kill().unwrap();
    seen.extend(lines);
    writer.wait().unwrap();
    seen
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

async fn assert_all_there(folder: &Path, lines: &[String], round: usize) {
    let database = folder.join("idp-console.db");
    if lines.is_empty() && !database.exists() {
        return;
    }
    let app: App = open_app(folder, SecretStoreKind::Session).await;
    let store = Store::open(folder).await.unwrap();
    assert_eq!(integrity(&database).await, "ok", "round {round}");
    let trash = app.list_trash().await.unwrap();
    let mut backups = 0;
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["provider", id, name] => {
                let id = ProviderId((*id).to_owned());
                let gone = trash.iter().any(|entry| entry.id == id);
                let found = app.provider(&id).await;
                let kept = found.is_ok_and(|one| one.definition.display_name == *name);
                assert!(gone || kept, "round {round}: {line}");
            }
            ["deleted", id] => {
                let id = ProviderId((*id).to_owned());
                assert!(
                    trash.iter().any(|entry| entry.id == id),
                    "round {round}: {line}"
                );
            }
            ["event", run, seq] => {
                let events = store.runs().events(run).await.unwrap();
                assert!(
                    events.len() >= seq.parse().unwrap(),
                    "round {round}: {line}"
                );
            }
            ["setting", name] => {
                let value = store.settings().find(name).await.unwrap();
                assert_eq!(value.as_deref(), Some(*name), "round {round}");
            }
            ["backup"] => backups += 1,
            _ => panic!("round {round}: an unknown acknowledgement: {line}"),
        }
    }
    let kept = Backups::new(folder).list().await.unwrap();
    assert!(
        kept.len() >= backups.min(10),
        "round {round}: a backup is lost"
    );
    assert!(
        kept.iter().all(|one| one.contents.is_some()),
        "round {round}"
    );
    store.close().await;
    app.close().await;
}
