//! The practice pool as part of the console.

use idp_app::PracticePoolError;
use support::Console;

#[tokio::test]
async fn a_newcomer_gets_from_the_pool_to_a_green_test() {
    let console = Console::open().await;
    let status = console.app.start_practice_pool(Some(0)).await.unwrap();
    assert!(status.running && status.clients.len() == 4 && status.users.len() == 7);
    let view = console
        .app
        .add_practice_pool_provider(&status.clients[0].id)
        .await
        .unwrap();
    assert!(view.client_secret_set || !status.clients[0].confidential);
    let alice = status
        .users
        .iter()
        .find(|user| user.name == "alice")
        .unwrap();
    let run = console
        .test(&view.id, support::typing("alice", &alice.password))
        .await;
    assert_eq!(run.outcome, idp_core::run::RunOutcome::Passed, "{run:#?}");
    let again = console
        .app
        .add_practice_pool_provider(&status.clients[0].id)
        .await
        .unwrap();
    assert_ne!(again.definition.display_name, view.definition.display_name);
    assert!(!console.app.stop_practice_pool().await.running);
}

#[tokio::test]
async fn wrong_settings_are_refused_with_their_path() {
    let console = Console::open().await;
    console.app.start_practice_pool(Some(0)).await.unwrap();
    let text = console.app.practice_pool_settings().await.unwrap();
    let mut settings: serde_json::Value = serde_json::from_str(&text).unwrap();
    settings["clients"][0]["callbackUrls"][0] = "http://not-this-machine.example/cb".into();
    let refused = console
        .app
        .update_practice_pool_settings(&settings.to_string())
        .await;
    let Err(PracticePoolError::Settings(problems)) = refused else {
        panic!("it was accepted");
    };
    assert!(problems[0].field.contains("callbackUrls"), "{problems:?}");
    settings["clients"][0]["callbackUrls"][0] = "https://other.example/cb".into();
    let status = console
        .app
        .update_practice_pool_settings(&settings.to_string())
        .await
        .unwrap();
    assert_eq!(
        status.clients[0].callback_urls[0],
        "https://other.example/cb"
    );
}

#[tokio::test]
async fn a_taken_port_is_said_and_another_one_used() {
    // A port of this test alone: the usual one is shared with whoever else runs a pool.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    drop(taken);
    let console = Console::open().await;
    let app = &console.app;
    let first = app.start_practice_pool(Some(port)).await.unwrap();
    app.stop_practice_pool().await;
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let other = app.start_practice_pool(None).await.unwrap();
    assert_ne!(first.address, other.address);
    assert!(other.note.unwrap().contains("in use"));
}

#[tokio::test]
async fn the_pool_comes_back_on_the_port_that_definitions_name() {
    // Whoever else uses the usual port: the first start here may find it taken.
    let console = Console::open().await;
    let app = &console.app;
    let first = app.start_practice_pool(None).await.unwrap().address;
    app.stop_practice_pool().await;
    let again = app.start_practice_pool(None).await.unwrap();
    assert_eq!(again.address, first);
    app.stop_practice_pool().await;

    let free = app.start_practice_pool(Some(0)).await.unwrap();
    app.stop_practice_pool().await;
    let back = app.start_practice_pool(None).await.unwrap();
    assert_eq!(back.address, first, "a free port was for once");
    app.stop_practice_pool().await;

    let address = free.address.unwrap();
    let port = address.rsplit_once(':').unwrap().1.parse().unwrap();
    app.start_practice_pool(Some(port)).await.unwrap();
    app.stop_practice_pool().await;
    let asked = app.start_practice_pool(None).await.unwrap();
    assert_eq!(asked.address, Some(address));
}
