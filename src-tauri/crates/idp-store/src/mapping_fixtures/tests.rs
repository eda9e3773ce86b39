use super::write_expected;
use crate::store::tests::new_store;
use idp_core::claims::{Attribute, ClaimSource, ClaimType};
use idp_core::mapping::{Fixture, Mapped, MappedValue};
use idp_core::provider::ProviderId;

pub(crate) fn fixture(id: &str, provider: &str, at: &str) -> Fixture {
    Fixture {
        fixture_id: id.to_owned(),
        provider_id: ProviderId(provider.to_owned()),
        name: format!("fixture {id}"),
        pseudonymised: id == "1",
        attributes: vec![Attribute {
            name: "email_verified".to_owned(),
            value: "true".to_owned(),
            claim_type: ClaimType::Boolean,
            source: ClaimSource::Userinfo,
            differs_from: vec![ClaimSource::IdToken],
        }],
        expected: Mapped::default(),
        created_at: at.to_owned(),
    }
}

#[tokio::test]
async fn fixtures_are_kept_whole_by_provider_and_the_accepted_result_can_change() {
    let (store, _folder) = new_store().await;
    let fixtures = store.mapping_fixtures();
    let (first, mut second) = (fixture("1", "a", "t2"), fixture("2", "a", "t1"));
    let other = fixture("3", "b", "t1");
    for row in [&first, &second, &other] {
        fixtures.insert(row).await.unwrap();
    }
    let of_a = ProviderId("a".to_owned());
    assert_eq!(
        fixtures.list(&of_a).await.unwrap(),
        [second.clone(), first.clone()]
    );
    let value = MappedValue::One("x".to_owned());
    second.expected.user.insert("email".to_owned(), value);
    let mut connection = store.writer().acquire().await.unwrap();
    let written = write_expected(&mut connection, std::slice::from_ref(&second)).await;
    written.unwrap();
    drop(connection);
    fixtures.delete("1").await.unwrap();
    fixtures.delete("1").await.unwrap();
    assert_eq!(fixtures.list(&of_a).await.unwrap(), [second]);
    let of_b = fixtures.list(&other.provider_id).await.unwrap();
    assert_eq!(of_b, [other]);
}
