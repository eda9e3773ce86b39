use super::*;
use crate::store::tests::new_store;
use idp_core::mapping::MappedValue;
use idp_core::provider::{ProviderDraft, ProviderId};
use idp_core::users::{RuleValue, decide};

fn signed_in(provider: &str, subject: &str, email: &str, verified: bool) -> SignedIn {
    let rule = |target: &str, value: &str| RuleValue {
        target: target.to_owned(),
        value: Some(MappedValue::One(value.to_owned())),
        failed: false,
        every_login: true,
        clear_when_missing: false,
    };
    let name = email.split('@').next().unwrap_or_default();
    SignedIn {
        provider_id: ProviderId(provider.to_owned()),
        provider: format!("Name of {provider}"),
        subject: Some(subject.to_owned()),
        email_verified: verified,
        values: vec![rule(EMAIL, email), rule(USERNAME, name)],
        refused: Vec::new(),
        newer: None,
    }
}

async fn apply(store: &Store, signed_in: &SignedIn, id: &str, at: &str) -> UserDecision {
    let origin = ChangeOrigin {
        new_id: &UserId(id.to_owned()),
        run_id: Some("run"),
        at,
    };
    let users = store.local_users();
    users.apply(signed_in, origin, decide).await.unwrap()
}

#[tokio::test]
async fn a_user_is_written_with_its_links_and_history_and_found_in_whatever_case() {
    let (store, _folder) = new_store().await;
    let users = store.local_users();
    let first = signed_in("p1", "s1", "Ärger@Acme.com", true);
    assert_eq!(
        apply(&store, &first, "u1", "t1").await.outcome,
        UserOutcome::Created
    );
    assert_eq!(
        apply(&store, &first, "u2", "t2").await.outcome,
        UserOutcome::Unchanged
    );
    let other = signed_in("p2", "s9", "äRGER@acme.COM", true);
    let linked = apply(&store, &other, "u3", "t3").await;
    assert_eq!(
        (linked.outcome, linked.new_link),
        (UserOutcome::Updated, true)
    );
    let [stored] = users.list().await.unwrap().try_into().unwrap();
    assert_eq!(
        (stored.created_at.as_str(), stored.updated_at.as_str()),
        ("t1", "t3")
    );
    let links: Vec<_> = stored
        .user
        .links
        .iter()
        .map(|link| link.subject.as_str())
        .collect();
    assert_eq!(links, ["s1", "s9"]);
    let id = UserId("u1".to_owned());
    assert_eq!(users.find(&id).await.unwrap(), Some(stored));
    let [second, created] = users.history(&id).await.unwrap().try_into().unwrap();
    assert_eq!(
        (created.seq, created.kind, created.fields.len()),
        (1, ChangeKind::Created, 2)
    );
    assert_eq!(
        (second.seq, second.kind, second.new_link),
        (2, ChangeKind::Updated, true)
    );
    assert_eq!(second.run_id.as_deref(), Some("run"));
    assert_eq!(second.fields.len(), 2);
}

#[tokio::test]
async fn what_is_rejected_writes_nothing() {
    let (store, _folder) = new_store().await;
    apply(
        &store,
        &signed_in("p1", "s1", "a@acme.com", true),
        "u1",
        "t1",
    )
    .await;
    let stranger = signed_in("p2", "s2", "a@acme.com", false);
    let before = store.local_users().list().await.unwrap();
    let rejected = apply(&store, &stranger, "u2", "t2").await;
    assert_eq!(rejected.outcome, UserOutcome::Rejected);
    assert_eq!(store.local_users().list().await.unwrap(), before);
    let known = store.local_users().known(&stranger).await.unwrap();
    assert_eq!(
        (
            known.linked,
            known.with_email.len(),
            known.with_username.len()
        ),
        (None, 1, 1)
    );
}

#[tokio::test]
async fn two_at_once_create_a_person_once() {
    let (store, folder) = new_store().await;
    let other = Store::open(folder.path()).await.unwrap();
    let person = signed_in("p1", "s1", "a@acme.com", true);
    let (one, two) = tokio::join!(
        apply(&store, &person, "u1", "t1"),
        apply(&other, &person, "u2", "t1"),
    );
    let mut outcomes = [one.outcome, two.outcome];
    outcomes.sort_by_key(|outcome| *outcome != UserOutcome::Created);
    assert_eq!(outcomes, [UserOutcome::Created, UserOutcome::Unchanged]);
    assert_eq!(store.local_users().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn deleting_a_user_takes_its_links_and_history_and_its_values_out_of_the_files() {
    let (store, folder) = new_store().await;
    apply(
        &store,
        &signed_in("p1", "s1", "remarkable@acme.com", true),
        "u1",
        "t1",
    )
    .await;
    apply(
        &store,
        &signed_in("p1", "s2", "b@acme.com", true),
        "u2",
        "t1",
    )
    .await;
    let id = UserId("u1".to_owned());
    store.local_users().delete(&id).await.unwrap();
    store.local_users().delete(&id).await.unwrap();
    assert_eq!(store.local_users().list().await.unwrap().len(), 1);
    assert!(store.local_users().history(&id).await.unwrap().is_empty());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(10).any(|part| part == b"remarkable");
            assert!(!found, "{}", path.display());
        }
    }
    let anew = apply(
        &store,
        &signed_in("p1", "s1", "remarkable@acme.com", true),
        "u3",
        "t2",
    )
    .await;
    assert_eq!(anew.outcome, UserOutcome::Created);
}

#[tokio::test]
async fn links_stay_while_a_provider_is_in_the_trash_and_go_with_it() {
    let (store, _folder) = new_store().await;
    let id = ProviderId("p1".to_owned());
    let providers = store.providers();
    providers
        .insert(&id, &ProviderDraft::default(), "t0")
        .await
        .unwrap();
    apply(
        &store,
        &signed_in("p1", "s1", "a@acme.com", true),
        "u1",
        "t1",
    )
    .await;
    apply(
        &store,
        &signed_in("p2", "s2", "a@acme.com", true),
        "u2",
        "t2",
    )
    .await;
    let user = UserId("u1".to_owned());
    let subjects = async || -> Vec<String> {
        let stored = store.local_users().find(&user).await.unwrap().unwrap();
        stored
            .user
            .links
            .into_iter()
            .map(|link| link.subject)
            .collect()
    };
    providers.delete(&id, "t3").await.unwrap();
    assert_eq!(subjects().await, ["s1", "s2"]);
    providers.purge(&id, "t4").await.unwrap();
    assert_eq!(subjects().await, ["s2"]);
    let latest = store.local_users().history(&user).await.unwrap().remove(0);
    assert_eq!(
        (latest.seq, latest.kind, latest.subject.as_str()),
        (3, ChangeKind::Unlinked, "s1")
    );
}

#[tokio::test]
async fn what_is_known_of_many_sign_ins_is_what_is_known_of_each() {
    let (store, _folder) = new_store().await;
    let users = store.local_users();
    let first = signed_in("p1", "s1", "ann@acme.com", true);
    let second = signed_in("p1", "s2", "bob@acme.com", true);
    apply(&store, &first, "u1", "t1").await;
    apply(&store, &second, "u2", "t1").await;
    apply(
        &store,
        &signed_in("p2", "s1", "ANN@acme.com", true),
        "u3",
        "t2",
    )
    .await;
    // Somebody new whose subject only begins like another one, the account of one with the
    // address of another, and nobody at all.
    let new = signed_in("p1", "s1\u{0}'\"\\", "carol@acme.com", true);
    let mixed = signed_in("p1", "s2", "Ann@Acme.com", false);
    let nobody = SignedIn {
        subject: None,
        values: Vec::new(),
        ..new.clone()
    };
    let all = [first, new, mixed, nobody, second];
    let known = users.known_of(&all).await.unwrap();
    let mut each = Vec::new();
    for one in &all {
        each.push(users.known(one).await.unwrap());
    }
    assert_eq!(known, each);
    let id = |user: &LocalUser| user.id.0.clone();
    let found = known.iter().map(|one| {
        let linked = one.linked.as_ref().map(id).unwrap_or_default();
        let by_email: Vec<String> = one.with_email.iter().map(id).collect();
        let by_name: Vec<String> = one.with_username.iter().map(id).collect();
        (linked, by_email.join(" "), by_name.join(" "))
    });
    let expected = [
        ("u1", "u1", "u1"),
        ("", "", ""),
        ("u2", "u1", "u1"),
        ("", "", ""),
        ("u2", "u2", "u2"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let linked = known[0].linked.as_ref().unwrap();
    assert_eq!(linked.links.len(), 2);
    assert!(users.known_of(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn times_of_an_older_version_get_the_length_by_which_the_list_sorts() {
    let (store, _folder) = new_store().await;
    let early = signed_in("p", "s1", "a@acme.com", true);
    let late = signed_in("p", "s2", "b@acme.com", true);
    apply(&store, &early, "u1", "2026-11-28T03:14:56.8Z").await;
    apply(&store, &late, "u2", "2026-11-28T03:14:56.85Z").await;
    let migration = include_str!("../../migrations/0008_give_times_one_length.sql");
    let migrated = sqlx::raw_sql(migration).execute(store.writer()).await;
    migrated.unwrap();
    let stored = store.local_users().list().await.unwrap();
    let times: Vec<_> = stored
        .iter()
        .map(|user| (user.created_at.as_str(), user.updated_at.as_str()))
        .collect();
    let (first, second) = ("2026-11-28T03:14:56.800Z", "2026-11-28T03:14:56.850Z");
    assert_eq!(times, [(first, first), (second, second)]);
}
