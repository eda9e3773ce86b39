use crate::setup_confirmations::tests::confirmation;
use crate::store::tests::new_store;
use idp_core::draft::{DraftBody, DraftId};
use idp_core::provider::ProviderId;

fn body(lookup: &str) -> DraftBody {
    DraftBody {
        lookup: lookup.to_owned(),
        ..DraftBody::default()
    }
}

fn id(text: &str) -> DraftId {
    DraftId(text.to_owned())
}

#[tokio::test]
async fn what_was_typed_last_is_what_comes_back() {
    let (store, _folder) = new_store().await;
    let drafts = store.drafts();
    drafts
        .update(&id("1"), None, &body("a"), "t1")
        .await
        .unwrap();
    drafts
        .update(&id("1"), None, &body("b"), "t2")
        .await
        .unwrap();
    let found = drafts.find(&id("1")).await.unwrap().unwrap();
    assert_eq!(found.body, body("b"));
    assert_eq!((&*found.created_at, &*found.updated_at), ("t1", "t2"));
    drafts.delete(&id("1")).await.unwrap();
    assert_eq!(drafts.find(&id("1")).await.unwrap(), None);
}

#[tokio::test]
async fn a_new_draft_takes_its_confirmations_along_and_one_of_a_provider_does_not() {
    let (store, _folder) = new_store().await;
    let (drafts, confirmations) = (store.drafts(), store.setup_confirmations());
    let provider = ProviderId("p".to_owned());
    for (draft, of) in [("new", None), ("edit", Some(&provider))] {
        let (draft, typed) = (id(draft), body("a"));
        drafts.update(&draft, of, &typed, "t").await.unwrap();
    }
    for owner in ["new", "p", "other"] {
        let given = confirmation("callback_url", "value", "t");
        confirmations.update(owner, &given).await.unwrap();
    }
    for draft in ["new", "edit", "gone"] {
        drafts.delete(&id(draft)).await.unwrap();
    }
    let mut left = Vec::new();
    for owner in ["new", "p", "other"] {
        left.push(confirmations.list(owner).await.unwrap().len());
    }
    assert_eq!(left, [0, 1, 1]);
}

#[tokio::test]
async fn drafts_are_listed_with_the_latest_first_and_found_by_their_provider() {
    let (store, _folder) = new_store().await;
    let drafts = store.drafts();
    let provider = ProviderId("p".to_owned());
    drafts
        .update(&id("1"), None, &body("a"), "t1")
        .await
        .unwrap();
    drafts
        .update(&id("2"), Some(&provider), &body("b"), "t2")
        .await
        .unwrap();
    let listed: Vec<_> = drafts.list().await.unwrap();
    assert_eq!(
        listed
            .iter()
            .map(|draft| draft.id.0.as_str())
            .collect::<Vec<_>>(),
        ["2", "1"]
    );
    let found = drafts.find_of_provider(&provider).await.unwrap().unwrap();
    assert_eq!(found.id, id("2"));
}

#[tokio::test]
async fn a_provider_has_at_most_one_draft() {
    let (store, _folder) = new_store().await;
    let provider = ProviderId("p".to_owned());
    let drafts = store.drafts();
    drafts
        .update(&id("1"), Some(&provider), &body("a"), "t")
        .await
        .unwrap();
    let second = drafts
        .update(&id("2"), Some(&provider), &body("b"), "t")
        .await;
    assert!(second.is_err());
}
