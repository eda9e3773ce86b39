use serde_json::{Map, Value, json};

use super::{SigningKeys, StoredKeys, access_token_hash, code_challenge};

fn claims() -> Map<String, Value> {
    Map::from_iter([("sub".to_owned(), json!("someone"))])
}

#[test]
fn a_signed_token_verifies_with_its_own_key_only() {
    let keys = SigningKeys::from_stored(&StoredKeys::generate().unwrap()).unwrap();
    let token = keys.id_token.sign(&claims()).unwrap();
    assert_eq!(keys.id_token.verify(&token), Some(claims()));
    assert_eq!(keys.access_token.verify(&token), None);
}

#[test]
fn a_changed_token_does_not_verify() {
    let keys = SigningKeys::from_stored(&StoredKeys::generate().unwrap()).unwrap();
    let token = keys.id_token.sign(&claims()).unwrap();
    let other = keys.id_token.sign(&Map::new()).unwrap();
    let (_, signature) = token.rsplit_once('.').unwrap();
    let (signed, _) = other.rsplit_once('.').unwrap();
    for text in [&format!("{signed}.{signature}"), "", ".", "..", "a.b.c"] {
        assert_eq!(keys.id_token.verify(text), None, "{text}");
    }
}

#[test]
fn the_two_keys_are_published_under_different_names() {
    let keys = SigningKeys::from_stored(&StoredKeys::generate().unwrap()).unwrap();
    let jwks = keys.jwks();
    assert_eq!(jwks["keys"].as_array().map(Vec::len), Some(2));
    assert_ne!(jwks["keys"][0]["kid"], jwks["keys"][1]["kid"]);
    assert_eq!(jwks["keys"][0]["e"], "AQAB");
}

#[test]
fn stored_keys_keep_their_names() {
    let stored = StoredKeys::generate().unwrap();
    let first = SigningKeys::from_stored(&stored).unwrap().jwks();
    assert_eq!(SigningKeys::from_stored(&stored).unwrap().jwks(), first);
}

#[test]
fn text_that_is_no_key_is_refused() {
    for text in ["", "!", "AAAA"] {
        let stored = StoredKeys {
            id_token: text.into(),
            access_token: text.into(),
        };
        assert!(SigningKeys::from_stored(&stored).is_err(), "{text}");
    }
}

#[test]
fn the_code_challenge_is_the_one_of_rfc_7636() {
    assert_eq!(
        code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

#[test]
fn the_access_token_hash_is_half_of_a_sha_256() {
    assert_eq!(access_token_hash("").len(), 22);
}
