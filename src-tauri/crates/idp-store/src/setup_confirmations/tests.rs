use super::StoredConfirmation;
use crate::store::tests::new_store;

pub(crate) fn confirmation(item: &str, value: &str, at: &str) -> StoredConfirmation {
    StoredConfirmation {
        item: item.to_owned(),
        value: value.to_owned(),
        confirmed_at: at.to_owned(),
    }
}

#[tokio::test]
async fn a_confirmation_is_replaced_taken_back_and_belongs_to_one_owner() {
    let (store, _folder) = new_store().await;
    let confirmations = store.setup_confirmations();
    for (owner, value) in [("a", "one"), ("a", "two"), ("b", "three")] {
        let given = confirmation("callback_url", value, "t");
        confirmations.update(owner, &given).await.unwrap();
    }
    let of_a = confirmations.list("a").await.unwrap();
    assert_eq!(of_a, [confirmation("callback_url", "two", "t")]);
    confirmations.delete("a", "callback_url").await.unwrap();
    confirmations.delete("a", "callback_url").await.unwrap();
    assert!(confirmations.list("a").await.unwrap().is_empty());
    assert_eq!(confirmations.list("b").await.unwrap().len(), 1);
}
