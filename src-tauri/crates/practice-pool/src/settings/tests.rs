use std::fs;
use std::path::Path;

use super::{Client, Settings, SettingsError, SettingsStore, User, UserState, password_problem};

fn fields(settings: &Settings) -> Vec<String> {
    let problems = settings.problems();
    problems.into_iter().map(|problem| problem.field).collect()
}

fn with(change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = Settings::default();
    change(&mut settings);
    settings
}

fn with_client(change: impl FnOnce(&mut Client)) -> Settings {
    with(|settings| change(&mut settings.clients[0]))
}

fn with_user(change: impl FnOnce(&mut User)) -> Settings {
    with(|settings| change(&mut settings.users[0]))
}

#[test]
fn the_seed_is_valid_and_survives_json() {
    let seed = Settings::default();
    assert_eq!(seed.problems(), []);
    let json = serde_json::to_string(&seed).unwrap();
    assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), seed);
}

#[test]
fn the_seed_has_the_clients_and_users_of_the_readme() {
    let seed = Settings::default();
    let readme = include_str!("../../README.md");
    for client in &seed.clients {
        assert_eq!(client.id.len(), 26, "{}", client.id);
        assert!(readme.contains(&client.id), "{}", client.id);
    }
    for user in &seed.users {
        assert!(readme.contains(&user.password), "{}", user.name);
    }
    let secret = seed.clients[0].secret.as_deref().unwrap();
    assert_eq!(secret.len(), 51);
    assert!(!seed.clients[0].scopes.contains(&"phone".to_owned()));
}

#[test]
fn identifiers_follow_the_api_types() {
    for id in [
        "",
        "nounderscore",
        "_x",
        "a_",
        "a_b-c",
        "é_b",
        &"a".repeat(60),
    ] {
        let settings = with(|settings| settings.user_pool_id = id.into());
        assert_eq!(fields(&settings), ["userPoolId"], "{id}");
    }
    for id in ["", "a", "a:", "a:XYZ", ":a"] {
        let settings = with(|settings| settings.identity_pool_id = id.into());
        assert_eq!(fields(&settings), ["identityPoolId"], "{id}");
    }
    let settings = with(|settings| settings.managed_login_version = 3);
    assert_eq!(fields(&settings), ["managedLoginVersion"]);
}

#[test]
fn a_callback_is_an_absolute_url_that_cannot_leak() {
    for url in [
        "",
        "/callback",
        "https://a.example/x y",
        "https://a.example/#x",
        "http://a.example/",
        "http://192.168.0.1/",
        "javascript://a.example/%0aalert(1)",
        "data:text/html,x",
        "https://a.example/é",
    ] {
        let settings = with_client(|client| client.callback_urls[1] = url.into());
        assert_eq!(fields(&settings), ["clients[0].callbackUrls[1]"], "{url}");
    }
    for url in [
        "https://a.example",
        "http://localhost:1/x?y=z",
        "http://127.0.0.1/",
        "http://[::1]:8080/",
        "myapp://callback",
    ] {
        let settings = with_client(|client| client.callback_urls[1] = url.into());
        assert_eq!(settings.problems(), [], "{url}");
    }
}

#[test]
fn a_client_with_the_code_grant_needs_a_callback() {
    let settings = with_client(|client| client.callback_urls.clear());
    assert_eq!(fields(&settings), ["clients[0].callbackUrls"]);
}

#[test]
fn scopes_secrets_providers_and_lifetimes_have_their_formats() {
    for (field, settings) in [
        (
            "scopes[3]",
            with_client(|client| client.scopes.push("offline_access".into())),
        ),
        (
            "scopes[0]",
            with_client(|client| client.scopes = vec!["email".into()]),
        ),
        (
            "secret",
            with_client(|client| client.secret = Some("short".into())),
        ),
        ("id", with_client(|client| client.id = "a-b".into())),
        ("name", with_client(|client| client.name.clear())),
        (
            "identityProviders[1]",
            with_client(|client| client.identity_providers.push("Okta".into())),
        ),
        (
            "tokenLifetimes.idToken",
            with_client(|client| client.token_lifetimes.id_token = 299),
        ),
        (
            "tokenLifetimes.accessToken",
            with_client(|client| {
                client.token_lifetimes.refresh_token = 3_600;
                client.token_lifetimes.access_token = 3_601;
            }),
        ),
    ] {
        assert_eq!(fields(&settings), [format!("clients[0].{field}")]);
    }
    let resource = with_client(|client| client.scopes.push("https://api.example/read".into()));
    assert_eq!(resource.problems(), []);
}

#[test]
fn users_and_attributes_have_their_formats() {
    for (field, settings) in [
        ("name", with_user(|user| user.name = "a b".into())),
        ("password", with_user(|user| user.password.clear())),
        ("sub", with_user(|user| user.sub.clear())),
        (
            "groups[2]",
            with_user(|user| user.groups.push(String::new())),
        ),
        (
            "totpSecret",
            with_user(|user| user.totp_secret = Some("1".into())),
        ),
        ("attributes.sub", with_user(|user| set(user, "sub", "x"))),
        (
            "attributes.custom:",
            with_user(|user| set(user, "custom:", "x")),
        ),
        (
            "attributes.email_verified",
            with_user(|user| set(user, "email_verified", "yes")),
        ),
        (
            "attributes.updated_at",
            with_user(|user| set(user, "updated_at", "today")),
        ),
        (
            "attributes.name",
            with_user(|user| set(user, "name", &"x".repeat(2049))),
        ),
    ] {
        assert_eq!(fields(&settings), [format!("users[0].{field}")]);
    }
}

fn set(user: &mut User, name: &str, value: &str) {
    user.attributes.insert(name.into(), value.into());
}

#[test]
fn ids_and_names_are_there_once() {
    let settings = with(|settings| {
        settings.clients[1].id = settings.clients[0].id.clone();
        settings.users[1].name = "ALICE".into();
        settings.users[1].sub = settings.users[0].sub.clone();
    });
    assert_eq!(
        fields(&settings),
        ["clients[1].id", "users[1].name", "users[1].sub"]
    );
}

#[test]
fn a_new_password_follows_the_default_policy() {
    for (password, good) in [
        ("Practice-Carol-2", true),
        ("Aa1!aaaa", true),
        ("Aa1!aaa", false),
        ("aa1!aaaa", false),
        ("AA1!AAAA", false),
        ("Aaa!aaaa", false),
        ("Aa1aaaaa", false),
        ("Aa1éaaaa", false),
    ] {
        assert_eq!(password_problem(password).is_none(), good, "{password}");
    }
    assert!(password_problem(&"Aa1!".repeat(65)).is_some());
}

#[tokio::test]
async fn a_settings_file_is_made_once_private_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/practice-pool.json");
    let (store, keys) = SettingsStore::open(Some(file.clone())).unwrap();
    store
        .change(|mut settings| {
            settings.users[2].state = UserState::Confirmed;
            settings
        })
        .await
        .unwrap();
    assert_private(&file);
    let (again, same_keys) = SettingsStore::open(Some(file.clone())).unwrap();
    assert_eq!(again.current(), store.current());
    assert_eq!(same_keys.jwks(), keys.jwks());
    let left_behind = fs::read_dir(file.parent().unwrap()).unwrap().count();
    assert_eq!(left_behind, 1);
}

#[cfg(unix)]
fn assert_private(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(not(unix))]
fn assert_private(file: &Path) {
    assert!(file.exists());
}

#[tokio::test]
async fn wrong_settings_change_nothing() {
    let (store, _) = SettingsStore::open(None).unwrap();
    let error = store
        .change(|mut settings| {
            settings.clients[0].scopes.push("groups".into());
            settings
        })
        .await
        .unwrap_err();
    let SettingsError::Invalid { problems } = &error else {
        panic!("{error}");
    };
    assert_eq!(problems[0].field, "clients[0].scopes[3]");
    assert_eq!(
        error.to_string(),
        "clients[0].scopes[3]: Invalid scope requested: groups"
    );
    assert_eq!(*store.current(), Settings::default());
}

#[tokio::test]
async fn settings_that_cannot_be_written_are_not_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice-pool.json");
    let (store, _) = SettingsStore::open(Some(file.clone())).unwrap();
    fs::remove_file(&file).unwrap();
    // A folder in the file's place: it cannot be renamed over.
    fs::create_dir(&file).unwrap();
    fs::write(file.join("occupied"), "").unwrap();
    let error = store
        .change(|settings| Settings {
            users: Vec::new(),
            ..settings
        })
        .await;
    assert!(
        matches!(error, Err(SettingsError::Write { .. })),
        "{error:?}"
    );
    assert_eq!(*store.current(), Settings::default());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_not_a_pool_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice-pool.json");
    for text in ["", "{}", "[]", "{\"settings\":1}"] {
        fs::write(&file, text).unwrap();
        assert!(SettingsStore::open(Some(file.clone())).is_err(), "{text}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn settings_of_the_api_have_their_formats() {
    let role = |role: &str| {
        with(|settings| settings.identity_pool.authenticated_role_arn = Some(role.into()))
    };
    for (field, settings) in [
        (
            "requiredAttributes[0]",
            with(|settings| settings.required_attributes = vec!["custom:x".into()]),
        ),
        (
            "requiredAttributes[0]",
            with(|settings| settings.required_attributes = vec!["email_verified".into()]),
        ),
        (
            "failedAttemptsLimit",
            with(|settings| settings.failed_attempts_limit = Some(0)),
        ),
        ("identityPool.authenticatedRoleArn", role("practice")),
        (
            "identityPool.authenticatedRoleArn",
            role("arn:aws:iam::1:role/x"),
        ),
        (
            "clients[0].authSessionValidity",
            with_client(|client| client.auth_session_validity = 16),
        ),
        (
            "clients[0].refreshTokenRotation",
            with_client(|client| client.refresh_token_rotation = true),
        ),
        (
            "users[0].messageMfa[0]",
            with_user(|user| {
                user.attributes.remove("phone_number");
                user.message_mfa = vec![super::MessageMfa::SmsMfa];
            }),
        ),
    ] {
        assert_eq!(fields(&settings), [field]);
    }
    assert_eq!(role("arn:aws:iam::123456789012:role/a/b").problems(), []);
}

#[test]
fn settings_from_before_the_api_are_read_with_what_aws_takes_for_missing() {
    let mut older = serde_json::to_value(Settings::default()).unwrap();
    let strip = |value: &mut serde_json::Value, names: &[&str]| {
        for name in names {
            assert!(
                value.as_object_mut().unwrap().remove(*name).is_some(),
                "{name}"
            );
        }
    };
    strip(
        &mut older,
        &[
            "mfaConfiguration",
            "requiredAttributes",
            "aliasAttributes",
            "firstFactors",
            "failedAttemptsLimit",
            "fault",
            "identityPool",
        ],
    );
    strip(
        &mut older["clients"][0],
        &[
            "explicitAuthFlows",
            "preventUserExistenceErrors",
            "authSessionValidity",
            "refreshTokenRotation",
            "inIdentityPool",
        ],
    );
    strip(
        &mut older["users"][0],
        &["messageMfa", "challenge", "fault"],
    );
    let read: Settings = serde_json::from_value(older).unwrap();
    assert_eq!(read, Settings::default());
}
