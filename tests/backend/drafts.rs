//! Drafts and the trash: nothing typed is lost, and secrets go with their owners.

use idp_app::{Differences, ProviderError};
use idp_core::draft::{DraftBody, DraftView};
use idp_core::provider::{ClientAuthentication, ProviderId};
use idp_core::run::NameValue;
use idp_core::secret::Secret;
use idp_store::SecretStoreKind;
use support::{Console, oauth_draft};

async fn typed(console: &Console, name: &str) -> DraftView {
    let mut draft = console.app.new_draft("aws-cognito-oidc");
    draft.body.definition = oauth_draft(name);
    let keep = console.app.keep_draft(&draft.id, None, &draft.body);
    keep.await.unwrap();
    draft
}

#[tokio::test]
async fn a_draft_is_there_after_a_restart_and_becomes_the_provider() {
    let console = Console::open_with(SecretStoreKind::Vault).await;
    let draft = typed(&console, "Acme").await;
    let secret = Secret::new("typed secret");
    console
        .app
        .keep_draft_secret(&draft.id, &secret)
        .await
        .unwrap();
    let listed = console.app.list_drafts().await.unwrap();
    assert_eq!(listed[0].display_name, "Acme");

    let console = console.reopen(SecretStoreKind::Vault).await;
    let again = console.app.draft(&draft.id).await.unwrap();
    assert_eq!(again.body, draft.body);
    assert!(again.secret_set);

    let saved = console
        .app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(saved.id.0, draft.id.0);
    assert!(saved.client_secret_set);
    assert!(console.app.list_drafts().await.unwrap().is_empty());
    let gone = console
        .app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await;
    assert!(matches!(gone, Err(ProviderError::DraftGone)));
    assert_eq!(console.secret_names().await, [client_secret(&saved.id)]);
}

#[tokio::test]
async fn a_draft_with_errors_stays_a_draft() {
    let console = Console::open().await;
    let mut draft = typed(&console, "").await;
    let row = |name: &str| NameValue {
        name: name.to_owned(),
        value: "x".to_owned(),
    };
    let refused = console
        .app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await;
    assert!(matches!(refused, Err(ProviderError::Invalid(_))));
    draft.body.parameters = vec![row("lang"), row(" lang "), row("")];
    let problems = console.app.check_draft(None, &draft.body).await.unwrap();
    let fields: Vec<_> = problems.iter().map(|problem| &*problem.field).collect();
    assert_eq!(
        fields[..2],
        ["oauth.authorizationParameters.lang", "displayName"]
    );
    assert_eq!(console.app.list_drafts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_discarded_draft_takes_its_secret_along() {
    let console = Console::open().await;
    let draft = typed(&console, "Acme").await;
    let app = &console.app;
    app.keep_draft_secret(&draft.id, &Secret::new("s"))
        .await
        .unwrap();
    assert_eq!(console.secret_names().await.len(), 1);
    app.discard_draft(&draft.id).await.unwrap();
    assert!(console.secret_names().await.is_empty());
    assert!(app.list_drafts().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_edit_that_another_one_overtook_is_refused_unless_it_is_to_win() {
    let console = Console::open().await;
    let app = &console.app;
    let id = app
        .create_provider(&oauth_draft("Acme"), None)
        .await
        .unwrap()
        .id;
    let mut edit = app.edit_provider(&id).await.unwrap();
    edit.body.definition.display_name = "Mine".to_owned();
    app.keep_draft(&edit.id, Some(&id), &edit.body)
        .await
        .unwrap();
    app.keep_draft_secret(&edit.id, &Secret::new("mine"))
        .await
        .unwrap();
    app.enable_provider(&id, false).await.unwrap();

    let late = app.save_draft(&edit.id, false, Differences::Refuse).await;
    assert!(matches!(late, Err(ProviderError::ChangedElsewhere)));
    assert!(!app.provider(&id).await.unwrap().client_secret_set);
    assert_eq!(app.edit_provider(&id).await.unwrap().id, edit.id);
    let saved = app
        .save_draft(&edit.id, true, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(saved.definition.display_name, "Mine");
    assert!(saved.client_secret_set);
}

#[tokio::test]
async fn a_public_client_does_not_take_a_secret_that_was_typed_before() {
    let console = Console::open().await;
    let mut draft = typed(&console, "Acme").await;
    let app = &console.app;
    app.keep_draft_secret(&draft.id, &Secret::new("s"))
        .await
        .unwrap();
    if let Some(oauth) = draft.body.definition.oauth.as_mut() {
        oauth.client_authentication = ClientAuthentication::None;
    }
    app.keep_draft(&draft.id, None, &draft.body).await.unwrap();
    let saved = app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();
    assert!(!saved.client_secret_set);
    assert!(console.secret_names().await.is_empty());
}

#[tokio::test]
async fn removing_a_stored_secret_happens_with_saving() {
    let console = Console::open().await;
    let app = &console.app;
    let secret = Some(Secret::new("s"));
    let id = app
        .create_provider(&oauth_draft("Acme"), secret)
        .await
        .unwrap()
        .id;
    let mut edit = app.edit_provider(&id).await.unwrap();
    edit.body = DraftBody {
        remove_secret: true,
        ..edit.body
    };
    app.keep_draft(&edit.id, Some(&id), &edit.body)
        .await
        .unwrap();
    assert!(app.provider(&id).await.unwrap().client_secret_set);
    let saved = app
        .save_draft(&edit.id, false, Differences::Refuse)
        .await
        .unwrap();
    assert!(!saved.client_secret_set);
}

#[tokio::test]
async fn a_duplicate_owns_its_own_copy_of_the_secret() {
    let console = Console::open().await;
    let app = &console.app;
    let secret = Some(Secret::new("s"));
    let id = app
        .create_provider(&oauth_draft("Acme"), secret)
        .await
        .unwrap()
        .id;
    let copy = app.duplicate_provider(&id).await.unwrap();
    assert_eq!(copy.definition.display_name, "Acme (copy)");
    let second = app.duplicate_provider(&id).await.unwrap();
    assert_eq!(second.definition.display_name, "Acme (copy) (2)");
    assert_eq!(console.secret_names().await.len(), 3);
    app.delete_provider(&id).await.unwrap();
    app.purge_trash().await.unwrap();
    assert!(app.provider(&copy.id).await.unwrap().client_secret_set);
    assert!(!console.secret_names().await.contains(&client_secret(&id)));
}

#[tokio::test]
async fn a_deleted_provider_comes_back_with_its_secret_until_the_trash_is_purged() {
    let console = Console::open().await;
    let app = &console.app;
    let secret = || Some(Secret::new("s"));
    let id = app
        .create_provider(&oauth_draft("Acme"), secret())
        .await
        .unwrap()
        .id;
    app.delete_provider(&id).await.unwrap();
    assert!(app.list_providers().await.unwrap().is_empty());
    let trash = app.list_trash().await.unwrap();
    assert_eq!(trash.len(), 1);
    assert!(trash[0].client_secret_set);

    app.create_provider(&oauth_draft("acme"), None)
        .await
        .unwrap();
    let restored = app.restore_provider(&id).await.unwrap();
    assert_eq!(restored.definition.display_name, "Acme (2)");
    assert!(restored.client_secret_set);

    app.delete_provider(&id).await.unwrap();
    app.purge_trash().await.unwrap();
    assert!(app.list_trash().await.unwrap().is_empty());
    assert!(console.secret_names().await.is_empty());
    let gone = app.restore_provider(&id).await;
    assert!(matches!(gone, Err(ProviderError::NotFound(_))));
}

fn client_secret(id: &ProviderId) -> String {
    format!("provider/{id}/client-secret")
}
