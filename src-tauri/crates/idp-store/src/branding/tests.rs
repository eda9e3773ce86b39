use crate::store::tests::new_store;
use idp_core::branding::BrandingDraft;

#[tokio::test]
async fn text_and_logo_are_written_each_for_itself() {
    let (store, _folder) = new_store().await;
    let branding = store.branding();
    assert_eq!(branding.find().await.unwrap(), Default::default());
    branding.update_logo(Some(b"picture")).await.unwrap();
    let draft = BrandingDraft {
        organisation: "Acme".to_owned(),
        button_colour: "not yet a col".to_owned(),
        background_colour: "#fff".to_owned(),
    };
    branding.update(&draft).await.unwrap();
    let found = branding.find().await.unwrap();
    assert_eq!(found, (draft.clone(), Some(b"picture".to_vec())));
    branding.update_logo(None).await.unwrap();
    assert_eq!(branding.find().await.unwrap(), (draft, None));
}
