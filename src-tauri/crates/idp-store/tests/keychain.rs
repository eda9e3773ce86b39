//! The keychain against a real gnome-keyring, each time in a D-Bus session, a home and a
//! keyring of its own. The tests start this binary again, because only a new process shows
//! that a secret was kept outside the old one. Without the two programs they do nothing.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "says what was not checked")]

use idp_core::secret::Secret;
use idp_store::{KeychainStore, SecretStore, SecretStoreError};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a started process is to do; `1` asks for a round trip in the keychain at hand.
const ROLE: &str = "IDP_TEST_KEYCHAIN";
const FOLDER: &str = "IDP_TEST_KEYCHAIN_FOLDER";

/// Ends when the bus is not in the folder of the test. Starts a keyring daemon, unlocked by
/// the password `pw`, and waits until it serves.
const PRELUDE: &str = r#"
set -eu
case "$DBUS_SESSION_BUS_ADDRESS" in "unix:path=$HOME/"*) ;; *) exit 91 ;; esac
serves() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'; }
await() { for _ in $(seq 200); do "$@" && return; sleep 0.05; done; exit 90; }
gone() { ! serves; }
unlocked() { printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets \
  >/dev/null 2>&1 & daemon=$!; await serves; }
locked() { gnome-keyring-daemon --foreground --components=secrets \
  >/dev/null 2>&1 </dev/null & daemon=$!; await serves; }
ended() { kill "$daemon"; wait "$daemon" || true; await gone; }
entries() { dbus-send --session --print-reply --dest=org.freedesktop.secrets \
  /org/freedesktop/secrets org.freedesktop.Secret.Service.SearchItems \
  dict:string:string:service,idp-console | grep -q 'object path'; }
role() { IDP_TEST_KEYCHAIN=$1 "$TEST_BINARY" --exact the_role_of_a_started_process --nocapture; }
"#;

/// A bus on which nothing is started on demand. Its socket goes with the folder of the test.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=SOCKET</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

#[test]
fn a_secret_survives_a_new_process_and_a_new_session() {
    in_session("unlocked; role put; role get; ended; unlocked; role get; role delete; role absent");
}

#[test]
fn a_probe_works_and_leaves_nothing_behind() {
    in_session("unlocked; role put; entries; role delete; role probe; ! entries");
}

#[test]
fn two_data_folders_do_not_see_each_other() {
    in_session(
        "unlocked; role put
         IDP_TEST_KEYCHAIN_FOLDER=$HOME role absent; role get",
    );
}

#[test]
fn the_plain_secret_is_in_no_file() {
    in_session("unlocked; role put; ended; ! grep -rqa needle-secret \"$HOME\"");
}

#[test]
fn a_locked_keyring_without_a_display_is_said_to_be_locked() {
    in_session("unlocked; role put; ended; locked; role locked");
}

#[test]
fn a_missing_default_keyring_is_said() {
    in_session("locked; role no_default_keyring");
}

#[test]
fn a_bus_without_a_secret_service_is_unavailable_at_once() {
    in_session("role unavailable");
}

#[test]
fn a_secret_service_that_comes_later_is_used() {
    in_session(
        "role comes_later & client=$!; await test -e \"$HOME/asked\"; unlocked; touch \"$HOME/served\"; wait $client",
    );
}

#[test]
fn a_secret_service_that_was_restarted_is_used_again() {
    in_session(
        "unlocked; role restarted & client=$!; await test -e \"$HOME/asked\"; ended; unlocked; touch \"$HOME/served\"; wait $client",
    );
}

/// A stopped service answers nobody, as one does while its prompt waits; it goes on where it
/// was when the prompt is answered.
#[test]
fn while_a_prompt_waits_every_call_ends_in_time_and_the_answer_is_taken_up() {
    in_session(
        "unlocked; role put; role prompt & client=$!; await test -e \"$HOME/asked\"
         kill -STOP \"$daemon\"; touch \"$HOME/served\"
         await test -e \"$HOME/waiting\"; kill -CONT \"$daemon\"; wait $client",
    );
}

#[test]
fn a_service_killed_in_the_middle_of_a_call_is_said_and_the_next_one_is_used() {
    in_session(
        "unlocked; role killed & client=$!; await test -e \"$HOME/asked\"
         kill -STOP \"$daemon\"; touch \"$HOME/served\"
         await test -e \"$HOME/under-way\"; kill -KILL \"$daemon\"; wait \"$daemon\" || true; await gone
         await test -e \"$HOME/failed\"; unlocked; touch \"$HOME/restarted\"; wait $client",
    );
}

#[test]
fn without_dbus_the_keychain_is_unavailable_at_once() {
    let home = tempfile::tempdir().unwrap();
    let output = private(Command::new(std::env::current_exe().unwrap()), &home)
        .env(ROLE, "unavailable")
        .args(["--exact", "the_role_of_a_started_process", "--nocapture"])
        .output()
        .unwrap();
    succeeded("without a bus", &output);
}

/// The part of a started process; in an ordinary run of the tests it does nothing.
#[tokio::test]
async fn the_role_of_a_started_process() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let own;
    let folder = match std::env::var_os(FOLDER) {
        Some(folder) => folder.into(),
        None => {
            own = tempfile::tempdir().unwrap();
            own.path().to_owned()
        }
    };
    play(&role, &KeychainStore::new(&folder)).await;
}

async fn play(role: &str, keychain: &KeychainStore) {
    let secret = Secret::new("needle-secret-ü");
    match role {
        "1" => {
            put_and_get(keychain, &secret).await;
            keychain.delete("name").await.unwrap();
        }
        "put" => {
            keychain.put("name", &Secret::new("old")).await.unwrap();
            put_and_get(keychain, &secret).await;
        }
        "get" => expect(keychain, Some("needle-secret-ü")).await,
        "delete" => keychain.delete("name").await.unwrap(),
        "absent" => {
            expect(keychain, None).await;
            keychain.delete("name").await.unwrap();
        }
        "probe" => keychain.probe().await.unwrap(),
        "locked" => {
            let error = refused_at_once(keychain).await;
            assert!(matches!(error, SecretStoreError::Locked), "{error:?}");
            let error = keychain.get("name").await.unwrap_err();
            assert!(matches!(error, SecretStoreError::Locked), "{error:?}");
        }
        "no_default_keyring" => {
            let error = refused_at_once(keychain).await;
            assert!(
                error.to_string().contains("no default keyring"),
                "{error:?}"
            );
        }
        "unavailable" => unavailable_at_once(keychain).await,
        "comes_later" => {
            unavailable_at_once(keychain).await;
            await_restart();
            put_and_get(keychain, &secret).await;
        }
        "restarted" => {
            put_and_get(keychain, &secret).await;
            await_restart();
            expect(keychain, Some("needle-secret-ü")).await;
        }
        "prompt" => {
            await_restart();
            let asked = Instant::now();
            let error = keychain.put("name", &secret).await.unwrap_err();
            assert!(
                matches!(error, SecretStoreError::WaitingForPrompt),
                "{error:?}"
            );
            let late = asked.elapsed();
            assert!(
                late > Duration::from_secs(9) && late < Duration::from_secs(30),
                "{late:?}"
            );
            let error = refused_at_once(keychain).await;
            assert!(
                matches!(error, SecretStoreError::WaitingForPrompt),
                "{error:?}"
            );
            mark("waiting");
            until_it_works(keychain).await;
            // What was asked for before the prompt was done after it.
            expect(keychain, Some("needle-secret-ü")).await;
        }
        "killed" => {
            keychain.put("name", &Secret::new("old")).await.unwrap();
            await_restart();
            let mut put = std::pin::pin!(keychain.put("name", &secret));
            // The service is stopped: nothing but its end ends the call.
            tokio::time::timeout(Duration::from_secs(1), &mut put)
                .await
                .unwrap_err();
            mark("under-way");
            let error = put.await.unwrap_err();
            assert!(
                matches!(error, SecretStoreError::Unavailable { .. }),
                "{error:?}"
            );
            mark("failed");
            await_mark("restarted");
            put_and_get(keychain, &secret).await;
        }
        other => unreachable!("{other}"),
    }
}

async fn put_and_get(keychain: &KeychainStore, secret: &Secret) {
    keychain.put("name", secret).await.unwrap();
    expect(keychain, Some(secret.expose())).await;
}

async fn expect(keychain: &KeychainStore, expected: Option<&str>) {
    let found = keychain.get("name").await.unwrap();
    assert_eq!(found.as_ref().map(Secret::expose), expected);
}

async fn unavailable_at_once(keychain: &KeychainStore) {
    let error = refused_at_once(keychain).await;
    assert!(
        matches!(error, SecretStoreError::Unavailable { .. }),
        "{error:?}"
    );
}

async fn refused_at_once(keychain: &KeychainStore) -> SecretStoreError {
    let asked = Instant::now();
    let error = keychain.probe().await.unwrap_err();
    assert!(asked.elapsed() < Duration::from_secs(8), "{error:?}");
    error
}

/// Tells the script to go on, and waits until it has.
fn await_restart() {
    mark("asked");
    await_mark("served");
}

fn mark(name: &str) {
    let home = std::env::var_os("HOME").unwrap();
    std::fs::write(Path::new(&home).join(name), "").unwrap();
}

fn await_mark(name: &str) {
    let home = std::env::var_os("HOME").unwrap();
    let asked = Instant::now();
    while !Path::new(&home).join(name).exists() {
        assert!(asked.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
}

async fn until_it_works(keychain: &KeychainStore) {
    let asked = Instant::now();
    while let Err(error) = keychain.probe().await {
        assert!(asked.elapsed() < Duration::from_secs(20), "{error:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn in_session(script: &str) {
    let programs = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"];
    if let Some(missing) = programs.iter().find(|program| !is_installed(program)) {
        println!("not checked: {missing} is not installed");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let bus = home.path().join("bus.conf");
    let socket = home.path().join("bus");
    std::fs::write(&bus, BUS.replace("SOCKET", socket.to_str().unwrap())).unwrap();
    let output = private(Command::new("dbus-run-session"), &home)
        .arg("--config-file")
        .arg(&bus)
        .args(["--", "bash", "-c"])
        .arg([PRELUDE, script].concat())
        .env("TEST_BINARY", std::env::current_exe().unwrap())
        .env(FOLDER, home.path().join("data"))
        .output()
        .unwrap();
    succeeded(script, &output);
}

/// Nothing of the person's own session reaches the command.
fn private(mut command: Command, home: &TempDir) -> Command {
    use std::os::unix::fs::PermissionsExt;
    let runtime = home.path().join("run");
    std::fs::create_dir(&runtime).unwrap();
    std::fs::set_permissions(&runtime, std::fs::Permissions::from_mode(0o700)).unwrap();
    command
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| name == "PATH"))
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", &runtime);
    command
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

fn succeeded(what: &str, output: &Output) {
    assert!(
        output.status.success(),
        "{what}: {}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
