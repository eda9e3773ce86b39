use crate::store::tests::new_store;

#[tokio::test]
async fn a_setting_is_absent_then_set_then_replaced_then_gone() {
    let (store, _folder) = new_store().await;
    let settings = store.settings();
    assert_eq!(settings.find("a").await.unwrap(), None);
    settings.update("a", "1").await.unwrap();
    settings.update("a", "2").await.unwrap();
    assert_eq!(settings.find("a").await.unwrap().as_deref(), Some("2"));
    settings.delete("a").await.unwrap();
    settings.delete("a").await.unwrap();
    assert_eq!(settings.find("a").await.unwrap(), None);
}

#[tokio::test]
async fn settings_are_listed_by_name() {
    let (store, _folder) = new_store().await;
    store.settings().update("b", "1").await.unwrap();
    store.settings().update("a", "2").await.unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        store.settings().list().await.unwrap(),
        [pair("a", "2"), pair("b", "1")]
    );
}
