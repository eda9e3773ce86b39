//! The directions of the house, read from `cargo metadata`.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let names = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|dependency| dependency["kind"] != "dev")
                .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
                .collect();
            (package["name"].as_str().unwrap().to_owned(), names)
        })
        .collect()
}

#[test]
fn each_outside_library_has_one_owner() {
    // The bench's window shows nothing of ours: it is what ours is compared with.
    let owners = [
        ("tauri", "idp-console"),
        ("sqlx", "idp-store"),
        ("keyring", "idp-store"),
        ("age", "idp-store"),
        ("jsonwebtoken", "idp-token"),
        ("oauth2", "idp-oidc"),
        ("aws-sdk-cognitoidentityprovider", "idp-aws"),
        ("aws-sdk-cognitoidentity", "idp-aws"),
        ("aws-sdk-sts", "idp-aws"),
        ("aws-cognito-srp", "idp-aws"),
        ("reqwest", "idp-http"),
        ("scraper", "idp-app"),
        ("image", "idp-app"),
        ("tracing-subscriber", "idp-log"),
        ("regex", "idp-log"),
        // Patterns of people's rules, which are RE2's and are paid for by what they look at.
        ("regex-automata", "idp-core"),
        ("regex-syntax", "idp-core"),
    ];
    for (package, names) in dependencies() {
        for (library, owner) in owners {
            assert!(
                owner.split(' ').any(|owner| owner == package)
                    || package == "blank-window"
                    || !names.contains(library),
                "{package} names {library}, which belongs to {owner}"
            );
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let allowed: &[(&str, &[&str])] = &[
        ("idp-core", &[]),
        ("idp-token", &["idp-core"]),
        ("idp-http", &["idp-core"]),
        ("idp-oidc", &["idp-core", "idp-http", "idp-token"]),
        ("idp-cognito", &["idp-core", "idp-http"]),
        ("idp-aws", &["idp-core", "idp-http"]),
        ("idp-log", &["idp-core"]),
        ("idp-store", &["idp-core"]),
        ("practice-pool", &[]),
        ("catch-panics", &[]),
    ];
    let found = dependencies();
    let ours: BTreeSet<_> = found.keys().cloned().collect();
    for (package, expected) in allowed {
        for dependency in found[*package].intersection(&ours) {
            assert!(
                expected.contains(&dependency.as_str()),
                "{package} imports {dependency}"
            );
        }
    }
}

#[test]
fn the_pure_crates_do_no_input_or_output() {
    for package in ["idp-core", "idp-token"] {
        for forbidden in ["tokio", "reqwest", "rand", "getrandom", "sqlx"] {
            assert!(
                !dependencies()[package].contains(forbidden),
                "{package} names {forbidden}"
            );
        }
    }
}

/// A panic in a command would otherwise never be answered.
#[test]
fn every_command_catches_panics() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/src/commands");
    let mut commands = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for command in text.split("#[tauri::command]").skip(1) {
            let head = command.split("pub ").next().unwrap_or_default();
            assert!(head.contains("#[catch_panics]"), "{}", path.display());
            commands += 1;
        }
    }
    assert!(commands > 20, "only {commands} commands were found");
}
