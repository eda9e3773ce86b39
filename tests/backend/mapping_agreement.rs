//! Rules give the same whichever call maps what was received: `map_attributes`, as in a test
//! run, `preview_mapping` of what is stored of it, and `map_claims`, as for `idpctl map`. A test
//! run itself is in `mapping.rs`, the command line in `idpctl/tests/canary/agreement.rs`.
//! `PROPTEST_CASES` says how often.

use idp_app::{Differences, PreviewInput, SecretChange};
use idp_core::claims::{ClaimSource, Claims, attribute_table, exact_numbers};
use idp_core::mapping::{Connection, Mapped, MappingView, Received, RuleSet, map_attributes};
use idp_core::provider::AttributesDraft;
use idp_store::Store;
use serde_json::json;
use support::{Console, Random, StoredEnd, oauth_draft, put_run};

fn cases() -> u64 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(100)
}

/// As a token or userinfo is read.
fn read(text: &str) -> Claims {
    serde_json::from_str(&exact_numbers(text)).unwrap()
}

/// The sets have what is shown beside the rules, and for a user nothing else.
fn assert_shown(view: &MappingView, about: &str) {
    let Mapped { user, external, .. } = &view.mapped;
    for result in &view.results {
        let set = match result.set {
            RuleSet::User => user,
            RuleSet::External => external,
        };
        assert_eq!(set.get(&result.target), result.value.as_ref(), "{about}");
    }
    let ruled = |name: &String| {
        let mut rules = view.results.iter();
        rules.any(|result| result.set == RuleSet::User && result.target == *name)
    };
    assert!(user.keys().all(ruled), "{about}");
}

#[tokio::test]
async fn map_attributes_preview_mapping_and_map_claims_agree_on_random_rules_and_claims() {
    let console = Console::open().await;
    let mut draft = oauth_draft("Acme");
    // What an enabled provider may not lack is not what this is about.
    draft.enabled = false;
    let id = console.add(&draft, None).await;
    let store = Store::open(console.path()).await.unwrap();
    let app = &console.app;
    for seed in 0..cases() {
        let mut random = Random(seed);
        let rules: AttributesDraft = serde_json::from_value(random.rules()).unwrap();
        let texts = [random.claims(), random.claims()];
        let about = format!("seed {seed}: {} {texts:?}", json!(rules));
        let [id_token, userinfo] = texts.each_ref().map(|text| read(text));
        let sources = [
            (ClaimSource::IdToken, &id_token),
            (ClaimSource::Userinfo, &userinfo),
        ];

        // What a test run calls, with what it received.
        draft.attributes = rules.clone();
        let connection = Connection::of(&draft);
        let received = Received {
            sources: &sources,
            connection: &connection,
        };
        let tested = map_attributes(&rules, &received);
        assert_shown(&tested, &about);
        let tested = tested.mapped;

        // The preview, with what is stored of it.
        let table = attribute_table(&sources);
        let run_id = put_run(&store, &id.0, seed, table.clone(), StoredEnd::Passed).await;
        let input = PreviewInput::Run { run_id };
        let shown = app.preview_mapping(&rules, &input).await.unwrap();
        assert_eq!(shown.mapped, tested, "preview: {about}");
        assert_eq!(shown.received, table, "{about}");

        // What `idpctl map` calls: the rules that are stored, and a report or claims.
        let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
        let updated = app.update_provider(&id, &draft, keep, refuse).await;
        assert!(updated.is_ok(), "{:?}: {about}", updated.err());
        let report = json!({ "outcome": "passed", "attributes": table }).to_string();
        let mapped = app.map_claims(&id, &report).await.unwrap().mapped;
        assert_eq!(mapped, tested, "report: {about}");
        let alone = [(ClaimSource::IdToken, &id_token)];
        let received = Received {
            sources: &alone,
            connection: &connection,
        };
        let mapped = app.map_claims(&id, &texts[0]).await.unwrap().mapped;
        let tested = map_attributes(&rules, &received).mapped;
        assert_eq!(mapped, tested, "claims: {about}");
    }
}
