use crate::store::tests::new_store;
use idp_core::draft::TextPlace;
use idp_core::provider::{ProviderDraft, ProviderId};

#[tokio::test]
async fn a_text_belongs_to_one_provider_and_one_place() {
    let (store, _folder) = new_store().await;
    let texts = store.unfinished_texts();
    let (a, b) = (ProviderId("a".to_owned()), ProviderId("b".to_owned()));
    let all = [
        (&a, TextPlace::RuleTexts, "one"),
        (&a, TextPlace::Sample, "two"),
        (&b, TextPlace::Sample, "three"),
    ];
    for (id, place, text) in all {
        texts.update(id, place, "before", "t").await.unwrap();
        texts.update(id, place, text, "t").await.unwrap();
    }
    for (id, place, text) in all {
        assert_eq!(texts.find(id, place).await.unwrap().as_deref(), Some(text));
    }
    texts.delete(&a, TextPlace::Sample).await.unwrap();
    texts.delete(&a, TextPlace::Sample).await.unwrap();
    assert_eq!(texts.find(&a, TextPlace::Sample).await.unwrap(), None);
    let of_b = texts.find(&b, TextPlace::Sample).await.unwrap();
    assert_eq!(of_b.as_deref(), Some("three"));
}

#[tokio::test]
async fn samples_go_with_the_runs_and_everything_goes_with_its_provider() {
    let (store, _folder) = new_store().await;
    let texts = store.unfinished_texts();
    let id = ProviderId("a".to_owned());
    for place in [TextPlace::RuleTexts, TextPlace::Sample] {
        texts.update(&id, place, "text", "t").await.unwrap();
    }
    store.runs().delete_all_but(&[]).await.unwrap();
    assert_eq!(texts.find(&id, TextPlace::Sample).await.unwrap(), None);
    let left = texts.find(&id, TextPlace::RuleTexts).await.unwrap();
    assert_eq!(left.as_deref(), Some("text"));

    let providers = store.providers();
    let draft = ProviderDraft::default();
    providers.insert(&id, &draft, "t").await.unwrap();
    providers.delete(&id, "t").await.unwrap();
    providers.purge(&id, "t").await.unwrap();
    assert_eq!(texts.find(&id, TextPlace::RuleTexts).await.unwrap(), None);
}
