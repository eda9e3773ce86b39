//! `idpctl route`: its text, its JSON and its exit statuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use serde_json::{Value, json};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Two providers; the first has the domain acme.com and falls back to the second.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.create("Second", &[], None);
        folder.create("First", &["acme.com"], Some("Second"));
        folder
    }

    fn create(&self, name: &str, domains: &[&str], fallback: Option<&str>) {
        let definition = json!({
            "displayName": name, "catalogueEntry": "generic-oauth2", "kind": "oauth_openid",
            "enabled": true,
            "oauth": {
                "authorizationEndpoint": "https://provider.example.com/authorize",
                "tokenEndpoint": "https://provider.example.com/token",
                "userinfoEndpoint": "https://provider.example.com/userinfo",
                "clientId": "client", "clientAuthentication": "none", "scopes": [],
                "redirectUri": "https://broker.example.com/callback",
            },
            "advanced": {
                "domains": domains,
                "fallback": { "enabled": fallback.is_some(), "provider": fallback },
            },
        });
        let file = self.0.path().join("definition.json");
        std::fs::write(&file, definition.to_string()).unwrap();
        let file = file.to_str().unwrap();
        let output = self.idpctl(&["provider", "create", "--file", file]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }

    fn idpctl(&self, arguments: &[&str]) -> Output {
        let home = self.0.path();
        Command::new(env!("CARGO_BIN_EXE_idpctl"))
            .args(["--secret-store", "session", "--data-dir"])
            .arg(home.join("data"))
            .args(arguments)
            .env_clear()
            .env("HOME", home)
            .output()
            .unwrap()
    }

    /// The exit status and what was printed.
    fn route(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.idpctl(&[&["route"], arguments].concat());
        let printed = [output.stdout.as_slice(), &output.stderr].concat();
        let printed = String::from_utf8(printed).unwrap();
        (output.status.code(), printed)
    }

    fn route_json(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let (status, printed) = self.route(&[arguments, &["--json"]].concat());
        (status, serde_json::from_str(&printed).unwrap())
    }
}

#[test]
fn the_text_says_who_gets_the_person_why_why_not_another_one_and_what_comes_next() {
    let folder = Folder::new();
    let (status, text) = folder.route(&["alice@acme.com"]);
    assert_eq!(status, Some(0), "{text}");
    let mut lines = text.lines();
    let first = "alice@acme.com goes to First: it names acme.com exactly.";
    assert_eq!(lines.next(), Some(first));
    assert_eq!(lines.next(), Some("When it fails: Second."));
    let rows: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    assert!(
        rows[0].contains("First") && rows[0].contains("taken"),
        "{text}"
    );
    assert!(
        rows[1].contains("Second") && rows[1].contains("It has no e-mail domains."),
        "{text}"
    );
}

#[test]
fn who_fits_nobody_chooses_in_the_order_of_names_and_that_is_a_result() {
    let folder = Folder::new();
    folder.create("alpha", &[], None);
    let (status, decision) = folder.route_json(&["bob@elsewhere.example"]);
    assert_eq!((status, &decision["way"]), (Some(0), &json!("chooser")));
    let offered = decision["offered"].as_array().unwrap().iter();
    let names: Vec<&str> = offered.map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["alpha", "First", "Second"]);
    assert!(decision["provider"].is_null());
    let said = decision["explanation"].as_str().unwrap();
    assert!(said.ends_with("in the order of names."), "{said}");
}

#[test]
fn the_json_has_the_documented_members() {
    let folder = Folder::new();
    let (status, decision) = folder.route_json(&["alice@ACME.com"]);
    assert_eq!(status, Some(0));
    assert_eq!(decision["domain"], "acme.com");
    assert_eq!(decision["way"], "domain");
    assert_eq!(decision["provider"]["name"], "First");
    assert_eq!(decision["fallback"]["providers"][0]["name"], "Second");
    assert_eq!(decision["fallback"]["end"]["kind"], "no_fallback");
    assert_eq!(decision["candidates"][0]["verdict"], "taken");
    assert_eq!(decision["candidates"][0]["domain"], "acme.com");
    assert_eq!(decision["candidates"][1]["verdict"], "not_taken");
    assert!(decision["candidates"][1]["because"].is_string());
}

#[test]
fn the_provider_that_the_caller_asks_for_goes_first_or_nobody_is_sent_anywhere() {
    let folder = Folder::new();
    let (status, forced) = folder.route_json(&["alice@acme.com", "--provider", "second"]);
    assert_eq!((status, &forced["way"]), (Some(0), &json!("forced")));
    assert_eq!(forced["provider"]["name"], "Second");
    let (status, nobody) = folder.route_json(&["alice@acme.com", "--provider", "Third"]);
    assert_eq!((status, &nobody["way"]), (Some(1), &json!("nobody")));
    let (status, text) = folder.route(&["alice@acme.com", "--provider", "Third"]);
    assert_eq!(status, Some(1));
    assert!(text.contains("there is no such provider"), "{text}");
}

#[test]
fn what_is_no_address_is_wrong_input() {
    let folder = Folder::new();
    for arguments in [&["acme.com"][..], &["alice@"], &[]] {
        let (status, printed) = folder.route(arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {printed}");
        assert!(!printed.is_empty());
    }
}
