//! Routing over stored providers, and what saving says about domains and fallback.

use idp_app::{Differences, ProviderError, RouteError, SecretChange};
use idp_core::provider::ProviderDraft;
use idp_core::routing::{Picked, Way};
use idp_core::validation::FieldCode;
use support::{Console, plain_definition};

fn with_domains(name: &str, domains: &[&str]) -> ProviderDraft {
    let mut draft = plain_definition(name);
    draft.advanced.domains = domains.iter().map(|&text| text.to_owned()).collect();
    draft
}

#[tokio::test]
async fn a_person_is_routed_by_what_is_stored_and_pasted_domains_are_stored_repaired() {
    let console = Console::open().await;
    let pasted = with_domains("Acme", &["bob@ACME.com, https://www.acme.example/login"]);
    let acme = console.add(&pasted, None).await;
    let wide = console
        .add(&with_domains("Wide", &["*.acme.com"]), None)
        .await;
    let stored = console.app.provider(&acme).await.unwrap().definition;
    assert_eq!(stored.advanced.domains, ["acme.com", "acme.example"]);
    let route = async |email: &str, forced: Option<&str>| {
        let picked = forced.map(Picked::ByCaller);
        let decision = console.app.route(Some(email), picked).await.unwrap();
        (decision.provider.map(|one| one.id), decision.way)
    };
    assert_eq!(
        route("a@acme.com", None).await,
        (Some(acme.clone()), Way::Domain)
    );
    assert_eq!(
        route("a@eu.acme.com", None).await,
        (Some(wide.clone()), Way::Wildcard)
    );
    assert_eq!(
        route("a@acme.com", Some("wide")).await,
        (Some(wide), Way::Forced)
    );
    assert_eq!(route("a@other.com", None).await, (None, Way::Chooser));
    console.app.enable_provider(&acme, false).await.unwrap();
    let only = console.app.route(Some("a@acme.com"), None).await.unwrap();
    assert_eq!(only.way, Way::OnlyOne);
    assert!(matches!(
        console.app.route(Some("acme.com"), None).await,
        Err(RouteError::Email(_))
    ));
    let copy = console.app.duplicate_provider(&acme).await.unwrap();
    assert!(copy.definition.advanced.domains.is_empty());
}

#[tokio::test]
async fn fallbacks_that_would_lead_back_are_not_stored() {
    let console = Console::open().await;
    let mut primary = plain_definition("Primary");
    primary.advanced.fallback.enabled = true;
    primary.advanced.fallback.provider = Some("Second".to_owned());
    let id = console.add(&primary, None).await;
    let codes = |view: &idp_core::provider::ProviderView| -> Vec<FieldCode> {
        view.warnings.iter().map(|problem| problem.code).collect()
    };
    let missing = console.app.provider(&id).await.unwrap();
    assert!(codes(&missing).contains(&FieldCode::FallbackMissing));
    let second = console.add(&plain_definition("Second"), None).await;
    let there = console.app.provider(&id).await.unwrap();
    assert!(!codes(&there).contains(&FieldCode::FallbackMissing));
    let renamed = plain_definition("Ärger");
    let kept = SecretChange::Keep;
    console
        .app
        .update_provider(&second, &renamed, kept, Differences::Refuse)
        .await
        .unwrap();
    let followed = console.app.provider(&id).await.unwrap();
    assert!(!codes(&followed).contains(&FieldCode::FallbackMissing));
    let fallback = followed.definition.advanced.fallback;
    assert_eq!(
        (fallback.enabled, fallback.provider.as_deref()),
        (true, Some("Ärger"))
    );
    let mut back = plain_definition("Ärger");
    back.advanced.fallback.enabled = true;
    back.advanced.fallback.provider = Some("PRIMARY".to_owned());
    let refused =
        console
            .app
            .update_provider(&second, &back, SecretChange::Keep, Differences::Refuse);
    let Err(ProviderError::Invalid(problems)) = refused.await else {
        panic!("the loop was stored");
    };
    let found = problems
        .iter()
        .find(|one| one.code == FieldCode::FallbackLoop);
    assert!(found.unwrap().message.contains("Ärger → Primary → Ärger"));
}
