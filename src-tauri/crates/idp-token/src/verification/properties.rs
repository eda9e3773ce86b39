use crate::practice::*;
use crate::{Jwks, decode_token, parse_id_token, verify_id_token};
use idp_core::run::TokenKind;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static TOKENS: LazyLock<Vec<String>> = LazyLock::new(|| {
    vec![
        good().token(),
        good().header("alg", "PS384").token(),
        good()
            .header("alg", "ES256")
            .header("kid", "ec")
            .signed_by(&P256),
        good()
            .header("alg", "EdDSA")
            .header("kid", "ed")
            .signed_by(&ED25519),
    ]
});

static KEYS: LazyLock<Jwks> =
    LazyLock::new(|| jwks(&[RSA.jwk("rsa-1"), P256.jwk("ec"), ED25519.jwk("ed")]));

fn is_trusted(token: &str) -> bool {
    let _ = parse_id_token(token);
    let _ = decode_token(TokenKind::AccessToken, token);
    verify_id_token(token, Some(&KEYS), &expectations()).trusted
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        Just(json!(CLIENT)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(".*", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

const NAMES: &[&str] = &[
    "iss",
    "aud",
    "azp",
    "exp",
    "nbf",
    "iat",
    "nonce",
    "acr",
    "auth_time",
    "sub",
    "at_hash",
    "token_use",
];
const HEADERS: &[&str] = &["alg", "kid", "typ", "cty", "crit", "b64", "enc", "jwk"];

#[test]
fn the_tokens_that_are_mutated_are_good() {
    for token in TOKENS.iter() {
        assert!(is_trusted(token));
    }
}

proptest! {
    #[test]
    fn arbitrary_text_is_never_trusted(text in ".*") {
        prop_assert!(!is_trusted(&text));
    }

    #[test]
    fn arbitrary_parts_are_never_trusted(
        header in "\\PC*", payload in "\\PC*", signature in any::<Vec<u8>>(),
    ) {
        prop_assert!(!is_trusted(&compact(&header, &payload, |_| signature)));
    }

    #[test]
    fn a_token_with_one_other_character_is_never_trusted(
        which in 0..4usize, place in any::<prop::sample::Index>(), new in any::<char>(),
    ) {
        let mut characters: Vec<char> = TOKENS[which].chars().collect();
        let place = place.index(characters.len());
        prop_assume!(characters[place] != new);
        characters[place] = new;
        prop_assert!(!is_trusted(&characters.into_iter().collect::<String>()));
    }

    #[test]
    fn a_token_with_one_other_base64_character_is_never_trusted(
        which in 0..4usize, place in any::<prop::sample::Index>(), new in "[A-Za-z0-9_-]",
    ) {
        let token = &TOKENS[which];
        let place = place.index(token.len());
        prop_assume!(token[place..=place] != new);
        let changed = format!("{}{new}{}", &token[..place], &token[place + 1..]);
        prop_assert!(!is_trusted(&changed));
    }

    #[test]
    fn a_cut_or_lengthened_token_is_never_trusted(
        which in 0..4usize, cut in any::<prop::sample::Index>(), more in "[A-Za-z0-9_.=-]{1,4}",
    ) {
        let token = &TOKENS[which];
        prop_assert!(!is_trusted(&token[..cut.index(token.len())]));
        let (longer, shifted) = (format!("{token}{more}"), format!("{more}{token}"));
        prop_assert!(!is_trusted(&longer));
        prop_assert!(!is_trusted(&shifted));
    }

    #[test]
    fn any_claim_and_header_of_any_type_gives_a_whole_report(
        name in prop::sample::select(NAMES), value in any_json(),
        member in prop::sample::select(HEADERS), other in any_json(),
        now in any::<i64>(), max_age in any::<Option<u32>>(),
    ) {
        let token = good().claim(name, value).header(member, other).signed_by(&P256);
        let expect = crate::Expectations { now, max_age, ..expectations() };
        let report = verify_id_token(&token, Some(&KEYS), &expect);
        prop_assert!(!report.trusted, "signed by a key of another kind");
        prop_assert!(report.token.is_some() && report.checks.len() >= 15);
    }

    #[test]
    fn any_bytes_as_a_jwks_never_panic(bytes in any::<Vec<u8>>()) {
        let _ = Jwks::parse(&bytes);
    }

    #[test]
    fn any_key_never_panics_and_never_makes_a_token_of_ours_good(
        name in prop::sample::select(vec!["kty", "n", "e", "crv", "x", "y", "use", "alg", "key_ops"]),
        value in any_json(), bytes in any::<Vec<u8>>(), which in 0..4usize,
    ) {
        let mut keys = [OTHER_RSA.jwk("rsa-1"), P384.jwk("ec"), P384.jwk("ed")];
        for key in &mut keys {
            key[name] = if bytes.is_empty() {
                value.clone()
            } else {
                json!(crate::base64url::encode(&bytes))
            };
        }
        let report = verify_id_token(&TOKENS[which], Some(&jwks(&keys)), &expectations());
        prop_assert!(!report.trusted);
    }
}
