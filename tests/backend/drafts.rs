//! Drafts and the trash: nothing typed is lost, and secrets go with their owners.

use idp_app::{App, AppOptions, Differences, ProviderError};
use idp_core::draft::{DraftBody, DraftView};
use idp_core::provider::{ClientAuthentication, ProviderId, ProviderKind, UserStoreDraft};
use idp_core::run::NameValue;
use idp_core::secret::Secret;
use idp_core::validation::{FieldCode, Severity};
use idp_store::SecretStoreKind;
use std::path::Path;
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
async fn a_user_store_takes_its_secret_though_the_other_track_was_of_a_public_client() {
    let console = Console::open().await;
    let mut draft = typed(&console, "Acme").await;
    let app = &console.app;
    let definition = &mut draft.body.definition;
    if let Some(oauth) = definition.oauth.as_mut() {
        oauth.client_authentication = ClientAuthentication::None;
    }
    definition.kind = ProviderKind::UserStore;
    definition.catalogue_entry = "aws-cognito-user-store".to_owned();
    definition.user_store = Some(UserStoreDraft {
        region: "us-east-2".to_owned(),
        user_pool_id: "us-east-2_AbCdEf123".to_owned(),
        client_id: "1example23456789abcdefghij".to_owned(),
        ..UserStoreDraft::default()
    });
    app.keep_draft(&draft.id, None, &draft.body).await.unwrap();
    app.keep_draft_secret(&draft.id, &Secret::new("s"))
        .await
        .unwrap();
    let saved = app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();
    assert!(saved.client_secret_set);
    assert_eq!(console.secret_names().await, [client_secret(&saved.id)]);
}

/// The vault was chosen, and nobody gave its passphrase yet.
async fn locked(folder: &std::path::Path) -> App {
    App::open(AppOptions {
        secret_store: Some(SecretStoreKind::Vault),
        ..AppOptions::new(folder)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_secret_that_no_store_takes_is_held_until_one_does_and_never_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let app = locked(folder.path()).await;
    let mut draft = app.new_draft("aws-cognito-oidc");
    draft.body.definition = oauth_draft("Acme");
    let keep = app.keep_draft(&draft.id, None, &draft.body);
    keep.await.unwrap();
    let secret = Secret::new("held-secret-5d1c");
    let refused = app.keep_draft_secret(&draft.id, &secret).await;
    assert!(matches!(refused, Err(ProviderError::Secret(_))));
    let view = app.draft(&draft.id).await.unwrap();
    assert!(view.secret_set && view.secret_held);
    // Saving says what is missing, and leaves the draft.
    let refused = app.save_draft(&draft.id, false, Differences::Refuse).await;
    assert!(matches!(refused, Err(ProviderError::Secret(_))));
    assert!(app.store_draft_secret(&draft.id).await.is_err());
    assert_in_no_file(folder.path(), secret.expose().as_bytes());

    let passphrase = Some(Secret::new("correct horse battery"));
    app.choose_secret_store(SecretStoreKind::Vault, passphrase)
        .await
        .unwrap();
    app.store_draft_secret(&draft.id).await.unwrap();
    let view = app.draft(&draft.id).await.unwrap();
    assert!(view.secret_set && !view.secret_held);
    let saved = app
        .save_draft(&draft.id, false, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(saved.client_secret_store.as_deref(), Some("the vault"));
    assert_in_no_file(folder.path(), secret.expose().as_bytes());
}

/// Nothing below the folder holds these bytes.
fn assert_in_no_file(folder: &Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_in_no_file(&path, secret);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes.windows(secret.len()).any(|part| part == secret);
        assert!(!found, "a secret is in {}", path.display());
    }
}

#[tokio::test]
async fn a_held_secret_is_gone_with_its_process_and_the_draft_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let app = locked(folder.path()).await;
    let draft = app.new_draft("aws-cognito-oidc");
    let keep = app.keep_draft(&draft.id, None, &draft.body);
    keep.await.unwrap();
    let secret = Secret::new("held");
    assert!(app.keep_draft_secret(&draft.id, &secret).await.is_err());
    drop(app);
    let app = locked(folder.path()).await;
    let view = app.draft(&draft.id).await.unwrap();
    assert!(!view.secret_set && !view.secret_held);
}

#[tokio::test]
async fn any_entry_notices_a_user_pool_and_offers_the_one_that_knows_it() {
    let console = Console::open().await;
    let offered = |entry: &str, address: &str| {
        let mut draft = console.app.new_draft(entry);
        draft.body.definition = oauth_draft("Acme");
        entry.clone_into(&mut draft.body.definition.catalogue_entry);
        if let Some(oauth) = draft.body.definition.oauth.as_mut() {
            oauth.issuer = None;
            address.clone_into(&mut oauth.authorization_endpoint);
        }
        let app = &console.app;
        async move {
            let problems = app.check_draft(None, &draft.body).await.unwrap();
            let mut problems = problems.into_iter();
            let found = problems.find(|one| one.code == FieldCode::EntryFitsBetter)?;
            assert_eq!(found.severity, Severity::Note);
            assert_eq!(found.field, "catalogueEntry");
            found.offer
        }
    };
    let pool = "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize";
    for entry in ["generic-oidc", "generic-oauth2"] {
        let found = offered(entry, pool).await;
        assert_eq!(found.as_deref(), Some("aws-cognito-oidc"), "{entry}");
        let other = "https://github.com/login/oauth/authorize";
        assert_eq!(offered(entry, other).await, None);
    }
    assert_eq!(offered("aws-cognito-oidc", pool).await, None);
}

#[tokio::test]
async fn a_draft_of_a_deleted_provider_says_that_it_is_in_the_trash() {
    let console = Console::open().await;
    let app = &console.app;
    let id = console.add(&oauth_draft("Acme"), None).await;
    let edit = app.edit_provider(&id).await.unwrap();
    app.keep_draft(&edit.id, Some(&id), &edit.body)
        .await
        .unwrap();
    let in_trash = || async { app.list_drafts().await.unwrap()[0].in_trash };
    assert!(!in_trash().await);
    app.delete_provider(&id).await.unwrap();
    assert!(in_trash().await);
    app.restore_provider(&id).await.unwrap();
    assert!(!in_trash().await);
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

#[tokio::test]
async fn a_draft_of_mapping_rules_alone_says_so() {
    let console = Console::open().await;
    let app = &console.app;
    let provider = app.create_provider(&oauth_draft("Acme"), None).await;
    let id = provider.unwrap().id;
    let mut draft = app.edit_provider(&id).await.unwrap();
    let alone = async |draft: &DraftView| {
        let keep = app.keep_draft(&draft.id, Some(&id), &draft.body);
        keep.await.unwrap();
        app.list_drafts().await.unwrap()[0].attributes_only
    };
    assert!(!alone(&draft).await, "it changes nothing");
    draft.body.definition.attributes.send_only_configured = true;
    assert!(alone(&draft).await);
    draft.body.lookup = "eu-west-1_a".to_owned();
    assert!(!alone(&draft).await);
}

fn client_secret(id: &ProviderId) -> String {
    format!("provider/{id}/client-secret")
}
