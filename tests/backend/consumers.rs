//! What other products would make of a stored run.

use idp_app::{Differences, RunError, SecretChange};
use idp_core::consumers::{
    ConsumerField, ConsumerId, ConsumerVerdict, ConsumerView, ConsumersView, DefinitionState,
    FindingId,
};
use support::{Console, confidential, definition, person, pool};

fn of(view: &ConsumersView, id: ConsumerId) -> &ConsumerView {
    view.consumers
        .iter()
        .find(|one| one.consumer == id)
        .unwrap()
}

fn has(view: &ConsumerView, id: FindingId) -> bool {
    view.findings.iter().any(|finding| finding.id == id)
}

#[tokio::test]
async fn a_real_sign_in_is_judged_by_its_own_claims() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let draft = definition(&description, &client);
    let id = console.add(&draft, client.secret.as_deref()).await;
    let alice = console.test(&id, person(&description, "alice")).await;
    let view = console.app.consumers_of_run(&alice.run_id).await.unwrap();
    assert!(view.received);
    assert_eq!(view.definition, DefinitionState::Same);
    let dex = of(&view, ConsumerId::Dex);
    assert_eq!(dex.plain.verdict, ConsumerVerdict::AcceptsWithRemark);
    assert!(has(dex, FindingId::DexUserinfoTurnsText));
    let keycloak = of(&view, ConsumerId::Keycloak);
    let fields = &keycloak.fitted.as_ref().unwrap().user;
    let name = fields
        .iter()
        .find(|row| row.field == ConsumerField::UserName);
    assert_eq!(name.unwrap().values, ["alice"]);

    let bob = console.test(&id, person(&description, "bob")).await;
    let view = console.app.consumers_of_run(&bob.run_id).await.unwrap();
    let proxy = of(&view, ConsumerId::Oauth2Proxy);
    assert_eq!(proxy.plain.verdict, ConsumerVerdict::Refuses);
    assert!(has(proxy, FindingId::ProxyEmailNotVerified));
}

#[tokio::test]
async fn a_definition_that_changed_or_went_is_said_so_and_the_run_still_judged() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let mut draft = definition(&description, &client);
    let id = console.add(&draft, client.secret.as_deref()).await;
    let run = console.test(&id, person(&description, "alice")).await;
    draft.oauth.as_mut().unwrap().scopes = vec!["openid".to_owned(), "email".to_owned()];
    let app = &console.app;
    app.update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse)
        .await
        .unwrap();
    let view = app.consumers_of_run(&run.run_id).await.unwrap();
    assert_eq!(view.definition, DefinitionState::Changed);
    assert!(has(
        of(&view, ConsumerId::Authentik),
        FindingId::AuthentikFixedScopes
    ));
    app.delete_provider(&id).await.unwrap();
    let view = app.consumers_of_run(&run.run_id).await.unwrap();
    assert_eq!(view.definition, DefinitionState::Gone);
    assert!(!has(
        of(&view, ConsumerId::Authentik),
        FindingId::AuthentikFixedScopes
    ));
}

#[tokio::test]
async fn a_run_that_does_not_exist_is_not_judged() {
    let console = Console::open().await;
    let missing = console.app.consumers_of_run("no-such-run").await;
    assert!(matches!(missing, Err(RunError::NotFound(_))));
}

#[tokio::test]
async fn a_run_in_which_nobody_signed_in_leaves_everything_open() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let draft = definition(&description, &client);
    let id = console.add(&draft, client.secret.as_deref()).await;
    let run = console
        .test(&id, idp_app::FormSignIn::redirects_only())
        .await;
    let view = console.app.consumers_of_run(&run.run_id).await.unwrap();
    assert!(!view.received);
    for consumer in view.consumers {
        assert_eq!(consumer.plain.verdict, ConsumerVerdict::Unknown);
    }
}
