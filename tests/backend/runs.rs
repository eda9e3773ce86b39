//! Stored runs: what is kept, what never is, and what a dead process leaves behind.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use idp_app::DiagnosticsFacts;
use idp_core::run::{RunOutcome, RunView};
use idp_core::secret::Secret;
use std::path::Path;
use std::sync::Arc;
use support::{Console, Waiting, confidential, definition, open_app, person, pool, start_on};

async fn green() -> (Console, RunView, Vec<String>) {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let id = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    let view = console.test(&id, person(&description, "alice")).await;
    let alice = description
        .users
        .iter()
        .find(|user| user.name == "alice")
        .unwrap();
    (
        console,
        view,
        vec![client.secret.unwrap(), alice.password.clone()],
    )
}

#[tokio::test]
async fn a_stored_run_reads_as_the_finished_one() {
    let (console, view, _) = green().await;
    let stored = console.app.run(&view.run_id).await.unwrap();
    assert_eq!(stored, view);
    let listed = console.app.list_runs(None).await.unwrap();
    assert_eq!((listed.len(), listed[0].outcome), (1, RunOutcome::Passed));
    console.app.delete_all_runs().await.unwrap();
    assert!(console.app.list_runs(None).await.unwrap().is_empty());
    assert!(console.app.run(&view.run_id).await.is_err());
}

#[tokio::test]
async fn no_secret_password_code_or_token_is_in_any_file_or_view() {
    let (console, view, secrets) = green().await;
    let mut haystacks = vec![serde_json::to_vec(&view).unwrap()];
    let report = console.app.run_report(&view.run_id, false).await.unwrap();
    haystacks.push(report.into_bytes());
    collect(console.path(), &mut haystacks);
    for secret in &secrets {
        for form in [secret.clone(), STANDARD.encode(secret), hex::encode(secret)] {
            assert!(
                !haystacks.iter().any(|hay| contains(hay, form.as_bytes())),
                "{form}"
            );
        }
    }
    assert!(!haystacks.iter().any(|hay| holds_token(hay)));
    let callback = view
        .callback
        .parameters
        .iter()
        .find(|pair| pair.name == "code")
        .unwrap();
    assert_eq!(callback.value, "[cut]");
}

/// A JWT begins with the base64url of `{"` and goes on after a dot. The three letters alone come
/// up by chance in identifiers and hashes, once in some hundred runs.
fn holds_token(hay: &[u8]) -> bool {
    let starts = hay.windows(3).enumerate().filter(|(_, at)| at == b"eyJ");
    starts.into_iter().any(|(start, _)| {
        let is_base64url = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
        let length = hay[start..].iter().take_while(is_base64url).count();
        length > 10 && hay.get(start + length) == Some(&b'.')
    })
}

#[test]
fn a_token_is_told_from_three_letters() {
    assert!(holds_token(b"x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0 y"));
    assert!(!holds_token(b"\"at_hash\":\"aaeyJaaaaaaaaaaaaaaaaaaa\""));
    assert!(!holds_token(b"eyJ.a eyJ"));
}

#[tokio::test]
async fn a_pseudonymised_report_names_nobody() {
    let (console, view, _) = green().await;
    let report = console.app.run_report(&view.run_id, true).await.unwrap();
    for row in view
        .attributes
        .iter()
        .filter(|row| ["email", "name", "sub"].contains(&row.name.as_str()))
    {
        assert!(
            !report.contains(&row.value),
            "{} is in the report",
            row.name
        );
    }
    assert!(
        report.contains("cognito:groups"),
        "names of attributes stay"
    );
}

#[tokio::test]
async fn a_run_whose_process_died_reads_interrupted() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let folder = tempfile::tempdir().unwrap();
    let app = open_app(folder.path(), idp_store::SecretStoreKind::Session).await;
    let id = app
        .create_provider(&definition(&description, &client), None)
        .await
        .unwrap()
        .id;
    let test = app.prepare_test(&id, Arc::new(Waiting)).await.unwrap();
    let run_id = test.run_id().to_owned();
    assert_eq!(app.run(&run_id).await.unwrap().outcome, RunOutcome::Running);
    drop(test);
    drop(app);
    let next = open_app(folder.path(), idp_store::SecretStoreKind::Session).await;
    assert_eq!(
        next.run(&run_id).await.unwrap().outcome,
        RunOutcome::Interrupted
    );
    assert_eq!(
        next.list_runs(None).await.unwrap()[0].outcome,
        RunOutcome::Interrupted
    );
    assert!(pool.observed().is_empty(), "nothing of it is sent again");
}

fn collect(folder: &Path, into: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(std::fs::read(path).unwrap());
        }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[tokio::test]
async fn deleting_all_runs_leaves_the_one_that_is_going_on() {
    // Held to the end: without it the run would fail before it could be cancelled.
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let provider = console
        .add(&definition(&description, &client), client.secret.as_deref())
        .await;
    console.test(&provider, person(&description, "alice")).await;
    let app = &console.app;
    let test = app
        .prepare_test(&provider, Arc::new(Waiting))
        .await
        .unwrap();
    let run_id = test.run_id().to_owned();
    let running = tokio::spawn(test.run());
    app.delete_all_runs().await.unwrap();
    let left = app.list_runs(None).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].run_id, run_id);
    app.cancel_test();
    let end = running.await.unwrap().unwrap();
    assert_eq!(end.outcome, RunOutcome::Cancelled);
    app.delete_all_runs().await.unwrap();
    assert!(app.list_runs(None).await.unwrap().is_empty());
}

#[tokio::test]
async fn diagnostics_name_the_last_failures_by_their_codes_and_nobody() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let folder = tempfile::tempdir().unwrap();
    let start = start_on(folder.path(), |_| ()).await;
    let app = start.app().unwrap();
    let facts = DiagnosticsFacts {
        program: "tests",
        with_hosts: true,
        ..DiagnosticsFacts::default()
    };
    let section = "## Last tests that failed\n\n";
    assert!(
        start
            .diagnostics(&facts)
            .await
            .contains(&format!("{section}- None"))
    );
    let secret = Secret::new("not-the-secret-of-this-client");
    let draft = definition(&description, &client);
    let id = app.create_provider(&draft, Some(secret)).await.unwrap().id;
    let test = app.prepare_test(&id, Arc::new(person(&description, "alice")));
    let run = test.await.unwrap().run().await.unwrap();
    assert_eq!(run.outcome, RunOutcome::Failed);
    let told = start.diagnostics(&facts).await;
    let line = told.split(section).nth(1).unwrap().lines().next().unwrap();
    assert!(
        line.ends_with(
            ": provider 1, Failed by Form, InvalidClient at Token, check TokenResponseAccepted"
        ),
        "{line}"
    );
    for personal in ["alice", "not-the-secret", "@example.com"] {
        assert!(!told.contains(personal), "{personal} in {told}");
    }
}
