use super::worker::Worker;
use super::{KeychainStore, secret_of};
use crate::secrets::SecretStoreError;
use keyring::Error as Keyring;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_secs(1);
const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn calls_are_done_in_their_order_with_one_state() {
    let worker = Worker::start("test", LONG, LONG, Vec::new());
    for number in 0..3 {
        worker
            .call(move |state: &mut Vec<i32>| state.push(number))
            .await
            .unwrap();
    }
    let state = worker.call(|state| state.clone()).await.unwrap();
    assert_eq!(state, [0, 1, 2]);
}

#[tokio::test]
async fn while_a_prompt_waits_every_call_says_so_and_later_all_is_well() {
    let worker = Worker::start("test", SHORT, LONG, 0);
    let (answer_prompt, prompt) = channel::<()>();
    let (tell_done, done) = channel::<()>();
    let first = worker
        .call(move |state| {
            prompt.recv().unwrap();
            *state += 1;
            tell_done.send(()).unwrap();
        })
        .await;
    assert!(matches!(first, Err(SecretStoreError::WaitingForPrompt)));

    let asked = Instant::now();
    let second = worker.call(|state| *state += 10).await;
    assert!(matches!(second, Err(SecretStoreError::WaitingForPrompt)));
    assert!(asked.elapsed() < SHORT, "told at once");

    answer_prompt.send(()).unwrap();
    done.recv().unwrap();
    // The thread may still be on its way back from the first call.
    let state = loop {
        if let Ok(state) = worker.call(|state| *state).await {
            break state;
        }
    };
    assert_eq!(state, 1, "the first was finished, the second never begun");
}

#[tokio::test]
async fn a_call_given_up_while_it_queued_is_never_begun() {
    let worker = Worker::start("test", LONG, LONG, 0);
    let (answer_prompt, prompt) = channel::<()>();
    let blocked = worker.call(move |_| prompt.recv().unwrap());
    let queued = worker.call(|state| *state += 1);
    let given_up = tokio::time::timeout(SHORT, async { tokio::join!(blocked, queued) }).await;
    assert!(given_up.is_err());
    answer_prompt.send(()).unwrap();
    assert_eq!(worker.call(|state| *state).await.unwrap(), 0);
}

#[tokio::test]
async fn a_panic_in_a_library_does_not_end_the_thread() {
    let worker = Worker::start("test", LONG, LONG, ());
    let failed: Result<(), _> = worker.call(|()| panic!("of a library")).await;
    assert!(matches!(failed, Err(SecretStoreError::Unavailable { .. })));
    worker.call(|()| ()).await.unwrap();
}

#[test]
fn two_data_folders_have_two_scopes_and_one_folder_has_one() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let user = |path: &std::path::Path| KeychainStore::new(path).user("name");
    assert_ne!(user(one.path()), user(two.path()));
    assert_eq!(user(one.path()), user(&one.path().join(".")));
    let (scope, name) = user(one.path())
        .split_once('/')
        .map(|(a, b)| (a.len(), b.to_owned()))
        .unwrap();
    assert_eq!((scope, name.as_str()), (16, "name"));
}

#[test]
fn errors_say_what_to_do_and_never_quote_a_secret() {
    let boxed = |text: &str| -> Box<dyn std::error::Error + Send + Sync> { text.into() };
    let bytes = b"needle".to_vec();
    for (error, expected) in [
        (Keyring::BadEncoding(bytes.clone()), "damaged"),
        (Keyring::BadDataFormat(bytes, boxed("why")), "damaged"),
        (Keyring::BadStoreFormat("why".into()), "damaged"),
        (Keyring::Ambiguous(Vec::new()), "damaged"),
        (Keyring::TooLong("secret".into(), 2560), "too long"),
        (
            Keyring::NoStorageAccess(boxed("SS error: prompt dismissed")),
            "locked",
        ),
        (
            Keyring::NoStorageAccess(boxed("SS error: result not returned from SS API")),
            "no default keyring",
        ),
        (Keyring::PlatformFailure(boxed("why")), "does not work"),
        (
            Keyring::PlatformFailure(boxed("org.freedesktop.DBus.Error.ServiceUnknown: why")),
            "No keychain service is running",
        ),
        (
            Keyring::PlatformFailure(boxed("I/O error: No such file or directory (os error 2)")),
            "no desktop session",
        ),
        (Keyring::NoDefaultStore, "does not work"),
    ] {
        let error = SecretStoreError::from(error);
        let text = format!("{error} {error:?}");
        assert!(text.contains(expected), "{text}");
        assert!(
            !text.contains("needle") && !text.contains("110, 101"),
            "{text}"
        );
    }
}

#[test]
fn an_entry_that_is_not_text_is_damaged() {
    assert!(matches!(
        secret_of(vec![0xff]),
        Err(SecretStoreError::Damaged { .. })
    ));
}
