use super::SessionStore;
use crate::secrets::{SecretStore, SecretStoreKind};
use idp_core::secret::Secret;

#[tokio::test]
async fn a_secret_is_kept_replaced_and_removed() {
    let store = SessionStore::default();
    assert_eq!(store.kind(), SecretStoreKind::Session);
    assert!(store.get("a").await.unwrap().is_none());
    store.put("a", &Secret::new("one")).await.unwrap();
    store.put("a", &Secret::new("two")).await.unwrap();
    assert_eq!(store.get("a").await.unwrap().unwrap().expose(), "two");
    store.delete("a").await.unwrap();
    store.delete("a").await.unwrap();
    assert!(store.get("a").await.unwrap().is_none());
}

#[tokio::test]
async fn a_probe_leaves_nothing_behind() {
    let store = SessionStore::default();
    store.probe().await.unwrap();
    assert!(store.secrets().is_empty());
}

#[tokio::test]
async fn another_session_knows_nothing() {
    let store = SessionStore::default();
    store.put("a", &Secret::new("one")).await.unwrap();
    assert!(SessionStore::default().get("a").await.unwrap().is_none());
}

#[tokio::test]
async fn nothing_printed_shows_a_secret() {
    let store = SessionStore::default();
    store.put("a", &Secret::new("needle")).await.unwrap();
    assert!(!format!("{store:?}").contains("needle"));
}
