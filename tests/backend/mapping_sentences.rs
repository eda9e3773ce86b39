//! People with none, one and three groups, and an `email_verified` that is true or false in
//! the ID token and a text in userinfo: what becomes of them is what the sentences say.

use idp_app::{FormCredentials, FormSignIn, PreviewInput};
use idp_core::claims::{ClaimSource, ClaimType};
use idp_core::provider::AttributesDraft;
use idp_core::run::{RunOutcome, RunView};
use idp_core::secret::Secret;
use serde_json::{Value, json};
use support::{Console, confidential, definition, person, pool};

fn rules() -> AttributesDraft {
    serde_json::from_value(json!({
        "sendOnlyConfigured": true,
        "external": [
            { "target": "teams", "source": "cognito:groups", "multiValued": true, "default": "none" },
            { "target": "role", "source": "cognito:groups", "transforms": [
                { "kind": "contains", "value": "admins", "then": "admin", "otherwise": "member" } ] },
            { "target": "howMany", "source": "cognito:groups", "transforms": [{ "kind": "count" }] },
            { "target": "lead", "source": "cognito:groups",
              "condition": "size(values(claims[?\"cognito:groups\"])) == 3" },
            { "target": "verified", "source": "email_verified", "readFrom": "id_token", "transforms": [
                { "kind": "to_text" },
                { "kind": "if_equals", "value": "true", "then": "yes", "otherwise": "no" } ] },
            { "target": "verifiedThere", "source": "email_verified", "readFrom": "userinfo",
              "transforms": [{ "kind": "to_boolean" }] },
        ],
    }))
    .unwrap()
}

const SENTENCES: [&str; 6] = [
    "teams is cognito:groups; every value is taken. Without a value it is \u{201c}none\u{201d}.",
    "role is cognito:groups, \u{201c}admin\u{201d} if one value is \u{201c}admins\u{201d}, else \u{201c}member\u{201d}.",
    "howMany is cognito:groups, the number of values.",
    "lead is cognito:groups; only if size(values(claims[?\"cognito:groups\"])) == 3.",
    "verified is email_verified from the ID token, as text, \u{201c}yes\u{201d} if it is \u{201c}true\u{201d}, else \u{201c}no\u{201d}.",
    "verifiedThere is email_verified from the userinfo answer, as true or false.",
];

fn type_of(run: &RunView, source: ClaimSource) -> Option<ClaimType> {
    let mut rows = run.attributes.iter();
    let found = rows.find(|row| row.name == "email_verified" && row.source == source);
    found.map(|row| row.claim_type)
}

#[tokio::test]
async fn none_one_and_three_groups_and_a_boolean_that_is_a_text_elsewhere_map_as_is_said() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.attributes = rules();
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let carol = FormSignIn::with(FormCredentials {
        username: "carol".to_owned(),
        password: Secret::new("Practice-Carol-1"),
        new_password: Some(Secret::new("Practice-Carol-2")),
        software_token: None,
    });
    let three = ["admins", "engineering", "sales"];
    let expected: [(FormSignIn, Value); 3] = [
        (
            person(&description, "frank"),
            json!({ "teams": ["none"], "role": "member", "howMany": "0",
                    "verified": "yes", "verifiedThere": "true" }),
        ),
        (
            person(&description, "bob"),
            json!({ "teams": ["engineering"], "role": "member", "howMany": "1",
                    "verified": "no", "verifiedThere": "false" }),
        ),
        (
            carol,
            json!({ "teams": three, "role": "admin", "howMany": "3", "lead": "admins",
                    "verified": "yes", "verifiedThere": "true" }),
        ),
    ];
    for (surface, mapped) in expected {
        let run = console.test(&id, surface).await;
        assert_eq!(run.outcome, RunOutcome::Passed, "{run:#?}");
        assert_eq!(
            type_of(&run, ClaimSource::IdToken),
            Some(ClaimType::Boolean)
        );
        assert_eq!(
            type_of(&run, ClaimSource::Userinfo),
            Some(ClaimType::String)
        );
        assert_eq!(json!(run.mapped.external), mapped);
        let input = PreviewInput::Run { run_id: run.run_id };
        let view = console.app.preview_mapping(&rules(), &input).await.unwrap();
        assert_eq!(view.mapped, run.mapped);
        let said: Vec<_> = view.results.iter().map(|row| &*row.sentence).collect();
        assert_eq!(said, SENTENCES);
    }
}
