//! What no draft can hold is there after a restart, and holds no secret.

use idp_core::draft::TextPlace;
use idp_core::provider::ProviderId;
use idp_store::SecretStoreKind;
use support::Console;

#[tokio::test]
async fn a_text_is_there_after_a_restart_until_it_is_done_with() {
    let console = Console::open().await;
    let id = ProviderId("one".to_owned());
    let keep = console
        .app
        .keep_unfinished_text(&id, TextPlace::RuleTexts, Some("size(claims."));
    assert!(keep.await.unwrap());
    let entry = r#"{"name":"zoë"}"#;
    console.app.keep_practice_entry(Some(entry)).await.unwrap();

    let console = console.reopen(SecretStoreKind::Session).await;
    let app = &console.app;
    let text = app.unfinished_text(&id, TextPlace::RuleTexts).await;
    assert_eq!(text.unwrap().as_deref(), Some("size(claims."));
    let sample = app.unfinished_text(&id, TextPlace::Sample).await;
    assert_eq!(sample.unwrap(), None);
    let kept = app.unsaved_practice_entry().await.unwrap();
    assert_eq!(kept.as_deref(), Some(entry));

    for _ in 0..2 {
        let forget = app.keep_unfinished_text(&id, TextPlace::RuleTexts, None);
        assert!(forget.await.unwrap());
        app.keep_practice_entry(None).await.unwrap();
    }
    let text = app.unfinished_text(&id, TextPlace::RuleTexts).await;
    assert_eq!(text.unwrap(), None);
    assert_eq!(app.unsaved_practice_entry().await.unwrap(), None);
}

#[tokio::test]
async fn a_text_with_a_token_or_of_no_end_is_not_kept() {
    let console = Console::open().await;
    let id = ProviderId("one".to_owned());
    let place = TextPlace::Sample;
    let long = "a".repeat(3 * 1024 * 1024);
    for unkept in [r#"{"access_token": "opaque"}"#, &long] {
        let kept = console.app.keep_unfinished_text(&id, place, Some("{}"));
        assert!(kept.await.unwrap());
        let kept = console.app.keep_unfinished_text(&id, place, Some(unkept));
        assert!(!kept.await.unwrap());
        let left = console.app.unfinished_text(&id, place).await.unwrap();
        assert_eq!(left, None, "nor what was there before");
    }
}
