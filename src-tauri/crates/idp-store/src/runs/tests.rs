use super::{NewRun, RunEnding};
use crate::presence::ProcessPresence;
use crate::store::tests::new_store;
use crate::store::{Store, StoreError};
use idp_core::claims::{Attribute, ClaimSource, ClaimType};
use idp_core::run::{RunEnd, RunEvent, RunOutcome, SignInMode, StepKind, fold_run};
use std::path::Path;

fn new_run<'a>(
    run_id: &'a str,
    provider_id: &'a str,
    started_at: &'a str,
    owner: &'a str,
) -> NewRun<'a> {
    NewRun {
        run_id,
        provider_id,
        provider: "Acme",
        started_at,
        owner,
        fingerprint: "print",
    }
}

fn ending(outcome: RunOutcome) -> RunEnding<'static> {
    RunEnding {
        outcome,
        sentence: "A sentence.",
        duration_ms: 12,
    }
}

async fn start(store: &Store, run_id: &str, provider_id: &str, started_at: &str) {
    store
        .runs()
        .insert(&new_run(run_id, provider_id, started_at, "owner"), &[])
        .await
        .unwrap();
}

async fn finish(store: &Store, run_id: &str, outcome: RunOutcome) {
    store
        .runs()
        .finish(run_id, 100, &[], &ending(outcome))
        .await
        .unwrap();
}

fn step(at_ms: u32) -> RunEvent {
    RunEvent::StepStarted {
        step: StepKind::Token,
        at_ms,
    }
}

fn started(run_id: &str) -> RunEvent {
    RunEvent::RunStarted {
        run_id: run_id.to_owned(),
        provider_id: "p".to_owned(),
        provider: "Acme".to_owned(),
        started_at: "2026-01-01T00:00:00Z".to_owned(),
        mode: SignInMode::Form,
        redirect_uri: "https://broker.example/callback".to_owned(),
        fingerprint: "print".to_owned(),
    }
}

async fn ids(store: &Store, provider_id: Option<&str>, limit: u32) -> Vec<String> {
    let rows = store.runs().list(provider_id, limit).await.unwrap();
    rows.into_iter().map(|row| row.run_id).collect()
}

#[tokio::test]
async fn a_run_comes_back_before_and_after_its_end() {
    let (store, _folder) = new_store().await;
    start(&store, "a", "p", "2026-01-01T00:00:00Z").await;
    let row = store.runs().find("a").await.unwrap().unwrap();
    assert_eq!(
        (row.provider_id.as_str(), row.provider.as_str()),
        ("p", "Acme")
    );
    assert_eq!(
        (row.owner.as_str(), row.fingerprint.as_str()),
        ("owner", "print")
    );
    assert_eq!(
        (row.outcome, row.sentence, row.duration_ms),
        (None, None, None)
    );
    for outcome in [
        RunOutcome::Passed,
        RunOutcome::Failed,
        RunOutcome::Cancelled,
        RunOutcome::Interrupted,
    ] {
        finish(&store, "a", outcome).await;
        let row = store.runs().find("a").await.unwrap().unwrap();
        assert_eq!(row.outcome, Some(outcome));
        assert_eq!(row.sentence.as_deref(), Some("A sentence."));
        assert_eq!(row.duration_ms, Some(12));
    }
    assert_eq!(store.runs().find("b").await.unwrap(), None);
}

#[tokio::test]
async fn the_list_is_newest_first_and_limited() {
    let (store, _folder) = new_store().await;
    start(&store, "a", "p", "2026-01-02").await;
    start(&store, "b", "q", "2026-01-03").await;
    start(&store, "c", "p", "2026-01-01").await;
    start(&store, "d", "p", "2026-01-02").await;
    assert_eq!(ids(&store, None, 10).await, ["b", "d", "a", "c"]);
    assert_eq!(ids(&store, Some("p"), 10).await, ["d", "a", "c"]);
    assert_eq!(ids(&store, Some("p"), 1).await, ["d"]);
    assert!(ids(&store, Some("other"), 10).await.is_empty());
}

#[tokio::test]
async fn times_of_an_older_version_get_the_length_by_which_they_sort() {
    let (store, _folder) = new_store().await;
    let times = [
        ("a", "2026-11-28T03:14:56.8Z", "2026-11-28T03:14:56.800Z"),
        ("b", "2026-11-28T03:14:56.85Z", "2026-11-28T03:14:56.850Z"),
        ("c", "2026-11-28T03:14:56.899Z", "2026-11-28T03:14:56.899Z"),
        ("d", "2026-11-28T03:14:57Z", "2026-11-28T03:14:57.000Z"),
        ("e", "no time", "no time"),
    ];
    for (id, before, _) in times {
        start(&store, id, "p", before).await;
    }
    assert_eq!(ids(&store, None, 10).await, ["e", "d", "a", "c", "b"]);
    let migration = include_str!("../../migrations/0008_give_times_one_length.sql");
    sqlx::raw_sql(migration)
        .execute(store.writer())
        .await
        .unwrap();
    assert_eq!(ids(&store, None, 10).await, ["e", "d", "c", "b", "a"]);
    for (id, _, after) in times {
        let run = store.runs().find(id).await.unwrap().unwrap();
        assert_eq!(run.started_at, after);
    }
}

#[tokio::test]
async fn the_last_verdict_skips_runs_without_one() {
    let (store, _folder) = new_store().await;
    for (run, provider, at, outcome) in [
        ("old", "p", "2026-01-01", Some(RunOutcome::Failed)),
        ("verdict", "p", "2026-01-02", Some(RunOutcome::Passed)),
        ("cancelled", "p", "2026-01-03", Some(RunOutcome::Cancelled)),
        ("open", "p", "2026-01-04", None),
        ("other", "q", "2026-01-01", Some(RunOutcome::Failed)),
        ("none", "r", "2026-01-01", Some(RunOutcome::Cancelled)),
    ] {
        start(&store, run, provider, at).await;
        if let Some(outcome) = outcome {
            finish(&store, run, outcome).await;
        }
    }
    let last = store.runs().last_verdict("p").await.unwrap().unwrap();
    assert_eq!((&*last.started_at, last.passed), ("2026-01-02", true));
    assert_eq!(store.runs().last_verdict("r").await.unwrap(), None);
}

#[tokio::test]
async fn events_come_back_in_their_order_whatever_the_order_of_writing() {
    let (store, _folder) = new_store().await;
    start(&store, "a", "p", "t").await;
    for seq in [2, 10, 1, 3] {
        let done = store.runs().append_events("a", seq, &[step(seq)]).await;
        done.unwrap();
    }
    let events = store.runs().events("a").await.unwrap();
    assert_eq!(events, [step(1), step(2), step(3), step(10)]);
    assert!(store.runs().events("b").await.unwrap().is_empty());
}

#[tokio::test]
async fn events_are_appended_together_or_not_at_all() {
    let (store, _folder) = new_store().await;
    start(&store, "a", "p", "t").await;
    let runs = store.runs();
    runs.append_events("a", 1, &[step(1), step(2)])
        .await
        .unwrap();
    runs.append_events("a", 5, &[step(5)]).await.unwrap();
    let overlapping = runs.append_events("a", 4, &[step(4), step(6)]).await;
    assert!(matches!(overlapping, Err(StoreError::Failed(_))));
    assert_eq!(runs.events("a").await.unwrap(), [step(1), step(2), step(5)]);
}

#[tokio::test]
async fn an_event_is_never_overwritten() {
    let (store, _folder) = new_store().await;
    start(&store, "a", "p", "t").await;
    store
        .runs()
        .append_events("a", 1, &[step(1)])
        .await
        .unwrap();
    let again = store.runs().append_events("a", 1, &[step(2)]).await;
    assert!(matches!(again, Err(StoreError::Failed(_))));
    assert_eq!(store.runs().events("a").await.unwrap(), [step(1)]);
}

#[tokio::test]
async fn deleting_a_run_takes_its_events_and_no_others() {
    let (store, _folder) = new_store().await;
    for run in ["a", "b"] {
        start(&store, run, "p", "t").await;
        store
            .runs()
            .append_events(run, 1, &[step(1)])
            .await
            .unwrap();
    }
    store.runs().delete("a").await.unwrap();
    store.runs().delete("a").await.unwrap();
    assert_eq!(store.runs().find("a").await.unwrap(), None);
    assert!(store.runs().events("a").await.unwrap().is_empty());
    assert_eq!(store.runs().events("b").await.unwrap().len(), 1);
    let appended = store.runs().append_events("a", 2, &[step(2)]).await;
    assert!(matches!(appended, Err(StoreError::RunMissing)));
    let finished = store
        .runs()
        .finish("a", 3, &[], &ending(RunOutcome::Passed))
        .await;
    assert!(matches!(finished, Err(StoreError::RunMissing)));
}

#[tokio::test]
async fn deleted_values_are_gone_from_the_files() {
    let (store, folder) = new_store().await;
    start(&store, "a", "p", "t").await;
    let event = RunEvent::AddressChanged {
        origin: "https://needle.example".repeat(500),
        secure: true,
    };
    store.runs().append_events("a", 1, &[event]).await.unwrap();
    assert!(files_contain(folder.path(), b"needle"));
    store.runs().delete_all_but(&[]).await.unwrap();
    assert!(ids(&store, None, 10).await.is_empty());
    assert!(!files_contain(folder.path(), b"needle"));
}

#[tokio::test]
async fn what_was_received_after_a_run_is_of_later_runs_alone() {
    let (store, _folder) = new_store().await;
    let runs = store.runs();
    let received = RunEvent::AttributesReceived {
        attributes: vec![Attribute {
            name: "sub".to_owned(),
            value: "1".to_owned(),
            claim_type: ClaimType::String,
            source: ClaimSource::IdToken,
            differs_from: Vec::new(),
        }],
    };
    // Two began in the same moment.
    for (run, at) in [("a", "t1"), ("b", "t2"), ("c", "t2"), ("d", "t3")] {
        start(&store, run, "p", at).await;
        let received = std::slice::from_ref(&received);
        runs.append_events(run, 1, received).await.unwrap();
    }
    start(&store, "nothing received", "p", "t4").await;
    for (after, expected) in [
        (None, &["d", "c", "b", "a"][..]),
        (Some("a"), &["d", "c", "b"]),
        (Some("b"), &["d", "c"]),
        (Some("d"), &[]),
        (Some("gone"), &[]),
    ] {
        let found = runs.received("p", after, 10).await.unwrap();
        let ids: Vec<_> = found.iter().map(|one| &*one.run.run_id).collect();
        assert_eq!(ids, expected, "{after:?}");
    }
}

#[tokio::test]
async fn a_run_reads_interrupted_once_its_process_is_gone() {
    let (store, folder) = new_store().await;
    let presence = ProcessPresence::announce(folder.path()).unwrap();
    let runs = store.runs();
    runs.insert(&new_run("a", "p", "t", presence.owner()), &[started("a")])
        .await
        .unwrap();
    runs.append_events("a", 2, &[step(3)]).await.unwrap();
    assert_eq!(outcome(&store, folder.path()).await, RunOutcome::Running);

    drop(presence);
    assert_eq!(
        outcome(&store, folder.path()).await,
        RunOutcome::Interrupted
    );
    let _again = ProcessPresence::announce(folder.path()).unwrap();
    assert_eq!(
        outcome(&store, folder.path()).await,
        RunOutcome::Interrupted
    );

    let end = RunEvent::RunFinished {
        end: RunEnd::Cancelled,
        duration_ms: 5,
    };
    runs.append_events("a", 3, &[end]).await.unwrap();
    assert_eq!(outcome(&store, folder.path()).await, RunOutcome::Cancelled);
}

async fn outcome(store: &Store, folder: &Path) -> RunOutcome {
    let row = store.runs().find("a").await.unwrap().unwrap();
    let events = store.runs().events("a").await.unwrap();
    fold_run(&events, ProcessPresence::is_alive(folder, &row.owner)).outcome
}

fn files_contain(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| std::fs::read(entry.unwrap().path()).ok())
        .any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
}
