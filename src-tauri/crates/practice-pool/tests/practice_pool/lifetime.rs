//! Starting, stopping, and what the settings file keeps.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use practice_pool::{PracticePoolOptions, SettingsError, StartError, start};

use crate::browser::{Practice, fetch};

fn with_file(file: PathBuf) -> PracticePoolOptions {
    PracticePoolOptions {
        settings_file: Some(file),
        ..PracticePoolOptions::default()
    }
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let practice = Practice::start().await;
    assert_eq!(practice.pool.addr().ip(), Ipv4Addr::LOCALHOST);
    assert_ne!(practice.pool.addr().port(), 0);
}

#[tokio::test]
async fn a_port_in_use_is_said_so() {
    let practice = Practice::start().await;
    let port = practice.pool.addr().port();
    let error = start(PracticePoolOptions {
        port,
        ..PracticePoolOptions::default()
    })
    .await
    .unwrap_err();
    assert!(matches!(error, StartError::PortInUse { port: taken } if taken == port));
    assert!(error.to_string().contains(&port.to_string()));
}

#[tokio::test]
async fn keys_settings_and_passwords_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice-pool.json");
    let pool = start(with_file(file.clone())).await.unwrap();
    let mut settings = pool.settings();
    settings.users[2].password = "Another-Password-1".into();
    pool.update_settings(settings.clone()).await.unwrap();
    let port = pool.addr().port();
    let jwks = fetch(&pool.description().jwks_uri).await.unwrap();
    pool.stop().await;

    let options = PracticePoolOptions {
        port,
        ..with_file(file)
    };
    let pool = start(options).await.unwrap();
    assert_eq!(pool.settings(), settings);
    let again = fetch(&pool.description().jwks_uri).await.unwrap();
    assert_eq!(again, jwks);
}

#[tokio::test]
async fn a_settings_file_that_is_wrong_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice-pool.json");
    std::fs::write(&file, "{}").unwrap();
    let error = start(with_file(file.clone())).await.unwrap_err();
    assert!(matches!(&error, StartError::SettingsFile { path, .. } if *path == file));
    assert!(error.to_string().contains("practice-pool.json"), "{error}");
}

#[tokio::test]
async fn a_callback_added_to_the_settings_is_accepted_at_once() {
    let mut practice = Practice::start().await;
    let callback = [("redirect_uri", "https://other.example/callback")];
    let answer = practice.browser.authorize(&callback).await;
    assert!(
        answer
            .location()
            .starts_with("/error?error=redirect_mismatch")
    );
    practice
        .change(|settings| settings.clients[0].callback_urls.push(callback[0].1.into()))
        .await;
    let answer = practice.browser.authorize(&callback).await;
    assert!(answer.location().starts_with("/login?"));
}

#[tokio::test]
async fn wrong_settings_are_refused_with_the_field() {
    let practice = Practice::start().await;
    let mut settings = practice.pool.settings();
    settings.clients[0].callback_urls[0] = "http://broker.example.com/callback".into();
    let error = practice.pool.update_settings(settings).await.unwrap_err();
    let SettingsError::Invalid { problems } = error else {
        panic!("{error}");
    };
    assert_eq!(problems[0].field, "clients[0].callbackUrls[0]");
    assert_eq!(
        problems[0].message,
        "http://broker.example.com/callback cannot use the HTTP protocol."
    );
}

#[tokio::test]
async fn stopping_frees_the_port_in_spite_of_a_silent_connection() {
    let practice = Practice::start().await;
    let addr = practice.pool.addr();
    let silent = tokio::net::TcpStream::connect(addr).await.unwrap();
    let discovery_url = practice.pool.description().discovery_url;
    assert!(fetch(&discovery_url).await.is_some());
    practice.pool.stop().await;
    drop(silent);
    let again = start(PracticePoolOptions {
        port: addr.port(),
        ..PracticePoolOptions::default()
    });
    assert_eq!(again.await.unwrap().addr(), addr);
}

#[tokio::test]
async fn dropping_the_pool_ends_it() {
    let practice = Practice::start().await;
    let url = practice.pool.description().discovery_url;
    let addr = practice.pool.addr();
    drop(practice);
    // The port is free as soon as the server's task has seen it.
    while tokio::net::TcpListener::bind(addr).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(fetch(&url).await, None);
}
