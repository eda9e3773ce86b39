//! The set-up list and the hand-over page of a provider.

use idp_app::{Differences, ProviderError};
use idp_core::hand_over::HandOverKind;
use idp_core::secret::Secret;
use idp_core::setup::{SetupItemId, SetupState};
use support::{Console, oauth_draft};

#[tokio::test]
async fn what_is_confirmed_for_a_draft_is_confirmed_for_its_provider_until_it_changes() {
    let console = Console::open().await;
    let app = &console.app;
    let mut draft = app.new_draft("aws-cognito-oidc");
    draft.body.definition = oauth_draft("Acme");
    app.keep_draft(&draft.id, None, &draft.body).await.unwrap();
    let item = SetupItemId::CallbackUrl;
    let definition = &draft.body.definition;
    app.confirm_setup_item(&draft.id.0, definition, item, true)
        .await
        .unwrap();
    let saved = app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();

    let owner = &saved.id.0;
    let state = |definition| async move {
        let list = app.setup_list(owner, &definition).await.unwrap();
        let mut items = list.into_iter();
        items.find(|one| one.id == item).unwrap().state
    };
    let now = state(saved.definition.clone()).await;
    assert!(matches!(now, SetupState::ConfirmedByHand { .. }), "{now:?}");
    let mut changed = saved.definition.clone();
    changed.oauth.as_mut().unwrap().redirect_uri.push('/');
    let then = state(changed).await;
    assert!(
        matches!(then, SetupState::ConfirmedForOther { .. }),
        "{then:?}"
    );
    let list = app
        .confirm_setup_item(&draft.id.0, definition, item, false)
        .await
        .unwrap();
    assert!(list.iter().all(|item| item.state == SetupState::Unknown));
}

#[tokio::test]
async fn a_discarded_draft_takes_its_confirmations_along() {
    let console = Console::open().await;
    let app = &console.app;
    let draft = app.new_draft("aws-cognito-oidc");
    app.keep_draft(&draft.id, None, &draft.body).await.unwrap();
    let definition = &draft.body.definition;
    let confirm = |id| app.confirm_setup_item(&draft.id.0, definition, id, true);
    confirm(SetupItemId::UserPool).await.unwrap();
    app.discard_draft(&draft.id).await.unwrap();
    let list = app.setup_list(&draft.id.0, definition).await.unwrap();
    assert!(list.iter().all(|item| item.state == SetupState::Unknown));
}

#[tokio::test]
async fn the_hand_over_pages_hold_every_value_but_the_secret() {
    let console = Console::open().await;
    let app = &console.app;
    let id = console
        .add(&oauth_draft("Acme"), Some("s3cret-value"))
        .await;
    let pages = app.hand_over(&id).await.unwrap();
    assert_eq!(pages.len(), 3);
    let text = serde_json::to_string(&pages).unwrap();
    assert!(text.contains("https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize"));
    assert!(!text.contains("s3cret-value"));
    let secrets = pages
        .iter()
        .flat_map(|page| &page.fields)
        .filter(|field| field.kind == HandOverKind::ClientSecret);
    assert_eq!(secrets.count(), 3);
    let copied = app.secret_to_copy(&id).await.unwrap();
    assert_eq!(copied.expose(), Secret::new("s3cret-value").expose());
    let without = console.add(&oauth_draft("Other"), None).await;
    let none = app.secret_to_copy(&without).await;
    assert!(matches!(none, Err(ProviderError::NoSecret)));
}
