use super::SecretPlace;
use crate::secrets::SecretStoreKind;
use crate::store::tests::new_store;

#[tokio::test]
async fn a_place_is_absent_then_set_then_moved_then_forgotten() {
    let (store, _folder) = new_store().await;
    let places = store.secret_places();
    assert_eq!(places.find("a").await.unwrap(), None);
    for kind in SecretStoreKind::ALL {
        places.update("a", kind, "t").await.unwrap();
        assert_eq!(places.find("a").await.unwrap(), Some(kind));
    }
    places.delete("a").await.unwrap();
    places.delete("a").await.unwrap();
    assert_eq!(places.find("a").await.unwrap(), None);
}

#[tokio::test]
async fn places_that_were_settings_are_taken_over() {
    let (store, _folder) = new_store().await;
    for (name, value) in [
        ("client_secret_store/1", "\"vault\""),
        ("client_secret_store/2", "\"nonsense\""),
        ("secret_store", "\"vault\""),
    ] {
        store.settings().update(name, value).await.unwrap();
    }
    let migration =
        include_str!("../../migrations/0002_add_drafts_confirmations_secret_places.sql");
    let from = migration.find("-- Until now").unwrap();
    sqlx::raw_sql(&migration[from..])
        .execute(store.writer())
        .await
        .unwrap();
    let expected = SecretPlace {
        name: "provider/1/client-secret".to_owned(),
        kind: SecretStoreKind::Vault,
    };
    assert_eq!(store.secret_places().list().await.unwrap(), [expected]);
    let left = store.settings().list().await.unwrap();
    assert_eq!(left, [("secret_store".to_owned(), "\"vault\"".to_owned())]);
}
