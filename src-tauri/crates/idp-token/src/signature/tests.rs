use crate::Verification;
use crate::practice::*;
use idp_core::checks::{CheckId, Verdict};
use serde_json::{Value, json};

const ALGORITHMS: &str = "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA";

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk[name] = value;
    jwk
}

/// Refused for its algorithm, so that no key is looked for.
#[track_caller]
fn refused_algorithm(verification: &Verification) -> String {
    let check = rejected_by(verification, CheckId::AlgorithmAllowed);
    assert_eq!(check.expected.as_deref(), Some(ALGORITHMS));
    assert_eq!(
        with_verdict(verification, Verdict::NotChecked),
        [
            CheckId::SigningKeyFound,
            CheckId::SigningKeyStrong,
            CheckId::SignatureValid
        ]
    );
    assert!(!verification.needs_key_refetch);
    check.found.unwrap()
}

/// Refused because no key fits.
#[track_caller]
fn no_key(verification: &Verification) -> String {
    let check = rejected_by(verification, CheckId::SigningKeyFound);
    assert_eq!(
        with_verdict(verification, Verdict::NotChecked),
        [CheckId::SigningKeyStrong, CheckId::SignatureValid]
    );
    check.found.unwrap()
}

#[test]
fn every_allowed_algorithm_verifies() {
    for (alg, key, strength) in [
        ("RS256", &RSA, "RSA 2048 bit"),
        ("RS384", &RSA, "RSA 2048 bit"),
        ("RS512", &RSA, "RSA 2048 bit"),
        ("PS256", &RSA, "RSA 2048 bit"),
        ("PS384", &RSA, "RSA 2048 bit"),
        ("PS512", &RSA, "RSA 2048 bit"),
        ("ES256", &P256, "EC P-256"),
        ("ES384", &P384, "EC P-384"),
        ("EdDSA", &ED25519, "Ed25519"),
    ] {
        let token = good().header("alg", alg).signed_by(key);
        let verification = verify_with(&token, &[key.jwk("rsa-1")]);
        accepted(&verification);
        assert_eq!(found(&verification, CheckId::AlgorithmAllowed), alg);
        assert_eq!(found(&verification, CheckId::SigningKeyStrong), strength);
        assert_eq!(found(&verification, CheckId::SigningKeyFound), "key rsa-1");
    }
}

#[test]
fn h42_a_broken_signature_of_any_algorithm_is_rejected() {
    for (alg, key) in [
        ("RS256", &RSA),
        ("RS384", &RSA),
        ("RS512", &RSA),
        ("PS256", &RSA),
        ("PS384", &RSA),
        ("PS512", &RSA),
        ("ES256", &P256),
        ("ES384", &P384),
        ("EdDSA", &ED25519),
    ] {
        let draft = good().header("alg", alg);
        let token = compact(&draft.header_text(), &draft.payload_text(), |message| {
            let mut signature = key.sign(alg, message);
            signature[7] ^= 1;
            signature
        });
        let verification = verify_with(&token, &[key.jwk("rsa-1")]);
        let check = rejected_by(&verification, CheckId::SignatureValid);
        assert_eq!(check.found.unwrap(), "does not fit 1 key", "{alg}");
        let empty = compact(&draft.header_text(), &draft.payload_text(), |_| Vec::new());
        rejected_by(
            &verify_with(&empty, &[key.jwk("rsa-1")]),
            CheckId::SignatureValid,
        );
    }
}

#[test]
fn h42_a_signature_of_another_algorithm_is_rejected() {
    let draft = good().header("alg", "PS256");
    let token = compact(&draft.header_text(), &draft.payload_text(), |message| {
        RSA.sign("RS256", message)
    });
    rejected_by(&verify(&token), CheckId::SignatureValid);
}

#[test]
fn h41_alg_none_is_rejected() {
    for name in ["none", "NONE", "None", ""] {
        let draft = good().header("alg", name);
        let token = compact(&draft.header_text(), &draft.payload_text(), |_| Vec::new());
        assert!(refused_algorithm(&verify(&token)).starts_with(name));
        refused_algorithm(&verify(&draft.token()));
    }
    let token = good().header("alg", "none").token();
    assert_eq!(
        refused_algorithm(&verify(&token)),
        "none: the token is not signed"
    );
}

#[test]
fn h41_hs256_with_the_public_key_is_rejected() {
    let public = RSA.jwk("rsa-1").to_string();
    let token = good()
        .header("alg", "HS256")
        .authenticated_by(public.as_bytes());
    assert_eq!(
        refused_algorithm(&verify(&token)),
        "HS256: a shared secret instead of a key pair"
    );
}

#[test]
fn h41_hs256_with_a_published_secret_is_rejected() {
    let token = good().header("alg", "HS256").authenticated_by(b"secret");
    let oct = json!({ "kty": "oct", "kid": "rsa-1", "k": "c2VjcmV0" });
    refused_algorithm(&verify_with(&token, &[oct]));
}

#[test]
fn h41_an_algorithm_outside_the_list_is_rejected() {
    for (name, found) in [
        ("HS384", "HS384: a shared secret instead of a key pair"),
        ("HS512", "HS512: a shared secret instead of a key pair"),
        ("ES512", "ES512: not supported here"),
        ("ES256K", "ES256K: not supported here"),
        ("Ed25519", "Ed25519: not supported here"),
        ("Ed448", "Ed448: not supported here"),
        ("rs256", "rs256: unknown"),
        ("RS1", "RS1: unknown"),
        ("XS256", "XS256: unknown"),
    ] {
        let token = good().header("alg", name).token();
        assert_eq!(refused_algorithm(&verify(&token)), found);
    }
}

#[test]
fn a_missing_or_odd_alg_is_rejected() {
    let token = good().without_header("alg").token();
    assert_eq!(refused_algorithm(&verify(&token)), "no alg");
    let token = good().header("alg", 256).token();
    assert_eq!(refused_algorithm(&verify(&token)), "256 is not a text");
}

#[test]
fn h48_crit_is_rejected() {
    for crit in [json!(["exp"]), json!([]), json!(null)] {
        let token = good().header("crit", crit.clone()).token();
        assert_eq!(refused_algorithm(&verify(&token)), format!("crit: {crit}"));
    }
}

#[test]
fn h48_an_unencoded_payload_is_rejected() {
    let token = good().header("b64", false).token();
    assert_eq!(refused_algorithm(&verify(&token)), "b64: false");
    accepted(&verify(&good().header("b64", true).token()));
}

#[test]
fn another_key_with_the_same_kid_is_rejected() {
    let token = good().signed_by(&OTHER_RSA);
    let verification = verify(&token);
    rejected_by(&verification, CheckId::SignatureValid);
    assert!(!verification.needs_key_refetch);
}

#[test]
fn h13_an_unknown_kid_is_rejected_and_asks_for_one_refetch() {
    let token = good().header("kid", "new").token();
    let verification = verify(&token);
    assert_eq!(no_key(&verification), "no key new among 1 key");
    assert!(verification.needs_key_refetch);
    let check = check(&verification, CheckId::SigningKeyFound);
    assert_eq!(check.expected.unwrap(), "a key new for RS256");
    let verification = verify_with(&token, &[RSA.jwk("rsa-1"), RSA.jwk("new")]);
    accepted(&verification);
    assert!(!verification.needs_key_refetch);
}

#[test]
fn h12_without_keys_nothing_is_trusted() {
    let token = good().token();
    let verification = crate::verify_id_token(&token, None, &expectations());
    assert_eq!(no_key(&verification), "the JWKS was not read");
    assert!(!verification.needs_key_refetch);
    assert!(verification.claims.is_some(), "shown, not trusted");
    let verification = verify_with(&token, &[]);
    assert_eq!(no_key(&verification), "no key rsa-1 among 0 keys");
    assert!(verification.needs_key_refetch);
    let token = good().without_header("kid").token();
    let verification = verify_with(&token, &[]);
    assert_eq!(no_key(&verification), "no key at all");
    assert!(!verification.needs_key_refetch);
}

#[test]
fn h48_a_key_in_or_behind_the_header_is_ignored() {
    for (name, value) in [
        ("jwk", OTHER_RSA.jwk("rsa-1")),
        ("jku", json!("https://evil.example/jwks")),
        ("x5u", json!("https://evil.example/cert")),
        ("x5c", json!(["AA"])),
    ] {
        let draft = good().header(name, value);
        rejected_by(
            &verify(&draft.signed_by(&OTHER_RSA)),
            CheckId::SignatureValid,
        );
        let verification = verify(&draft.token());
        accepted(&verification);
        assert_eq!(
            found(&verification, CheckId::SigningKeyFound),
            format!("key rsa-1; {name} in the header is ignored")
        );
    }
}

#[test]
fn a_single_key_serves_a_token_without_kid() {
    let token = good().without_header("kid").token();
    accepted(&verify(&token));
    let mut jwk = RSA.jwk("rsa-1");
    jwk.as_object_mut().unwrap().shift_remove("kid");
    let verification = verify_with(&token, &[jwk.clone()]);
    accepted(&verification);
    assert_eq!(
        found(&verification, CheckId::SigningKeyFound),
        "a key without ID"
    );
    let named = verify_with(&good().token(), &[jwk]);
    assert!(named.needs_key_refetch, "a kid is not guessed");
}

#[test]
fn h15_without_kid_the_eligible_keys_are_tried_and_the_fitting_one_is_told() {
    let token = good().without_header("kid").token();
    let keys = [P256.jwk("ec-1"), OTHER_RSA.jwk("a"), RSA.jwk("b")];
    let verification = verify_with(&token, &keys);
    accepted(&verification);
    assert_eq!(
        found(&verification, CheckId::SigningKeyFound),
        "key b, number 3 in the JWKS, fitted of 2"
    );
    let verification = verify_with(&token, &[OTHER_RSA.jwk("a"), OTHER_RSA.jwk("b")]);
    let check = rejected_by(&verification, CheckId::SignatureValid);
    assert_eq!(check.found.unwrap(), "does not fit 2 keys");
    assert_eq!(
        found(&verification, CheckId::SigningKeyFound),
        "2 keys in question"
    );
    assert!(!verification.needs_key_refetch);
}

#[test]
fn h15_no_more_than_eight_keys_are_tried() {
    let token = good().without_header("kid").token();
    let mut keys = vec![OTHER_RSA.jwk("other"); 7];
    keys.push(RSA.jwk("eighth"));
    accepted(&verify_with(&token, &keys));
    keys.insert(0, OTHER_RSA.jwk("other"));
    let check = rejected_by(&verify_with(&token, &keys), CheckId::SignatureValid);
    assert_eq!(check.found.unwrap(), "does not fit 8 keys");
}

#[test]
fn h16_two_keys_of_one_kid_are_both_tried_with_a_warning() {
    let token = good().token();
    let verification = verify_with(&token, &[OTHER_RSA.jwk("rsa-1"), RSA.jwk("rsa-1")]);
    assert!(verification.trusted);
    assert_eq!(
        with_verdict(&verification, Verdict::Warning),
        [CheckId::SigningKeyFound]
    );
    assert_eq!(
        found(&verification, CheckId::SigningKeyFound),
        "key rsa-1, number 2 in the JWKS, fitted of 2; 2 keys share this key ID"
    );
    let verification = verify_with(&token, &[OTHER_RSA.jwk("rsa-1"), OTHER_RSA.jwk("rsa-1")]);
    rejected_by(&verification, CheckId::SignatureValid);
}

#[test]
fn h17_an_rsa_key_below_2048_bit_is_rejected() {
    let n = crate::base64url::encode(&[0xff; 128]);
    let weak = json!({ "kty": "RSA", "kid": "rsa-1", "n": n, "e": "AQAB" });
    let verification = verify_with(&good().token(), std::slice::from_ref(&weak));
    let check = rejected_by(&verification, CheckId::SigningKeyStrong);
    assert_eq!(check.found.unwrap(), "RSA 1024 bit");
    assert!(check.expected.unwrap().contains("2048"));
    assert_eq!(
        verdict(&verification, CheckId::SignatureValid),
        Verdict::NotChecked
    );
    assert_eq!(found(&verification, CheckId::SigningKeyFound), "key rsa-1");
    accepted_besides_a_weak_key(weak);
}

fn accepted_besides_a_weak_key(weak: Value) {
    let token = good().without_header("kid").token();
    let verification = verify_with(&token, &[weak, RSA.jwk("strong")]);
    accepted(&verification);
    assert!(found(&verification, CheckId::SigningKeyFound).starts_with("key strong"));
}

#[test]
fn h17_an_exponent_of_1_is_rejected() {
    let key = with(RSA.jwk("rsa-1"), "e", json!("AQ"));
    let verification = verify_with(&good().token(), &[key]);
    let check = rejected_by(&verification, CheckId::SigningKeyStrong);
    assert_eq!(check.found.unwrap(), "RSA 2048 bit, exponent 0x01");
}

#[test]
fn h17_a_small_curve_is_rejected() {
    let key = json!({ "kty": "EC", "crv": "P-192", "kid": "rsa-1", "x": "AA", "y": "AA" });
    let token = good().header("alg", "ES256").signed_by(&P256);
    let check = rejected_by(&verify_with(&token, &[key]), CheckId::SigningKeyStrong);
    assert_eq!(check.found.unwrap(), "EC P-192");
}

#[test]
fn an_empty_modulus_or_a_huge_exponent_is_rejected_without_panic() {
    let huge = crate::base64url::encode(&[0xff; 300]);
    for (key, found) in [
        (with(RSA.jwk("rsa-1"), "n", json!("")), "n is zero"),
        (
            with(RSA.jwk("rsa-1"), "e", json!(huge)),
            "an RSA exponent of 300 bytes",
        ),
    ] {
        let verification = verify_with(&good().token(), &[key]);
        assert_eq!(
            no_key(&verification),
            format!("key rsa-1 is not used: {found}")
        );
        assert!(!verification.needs_key_refetch, "it is known");
    }
}

#[test]
fn a_point_that_is_not_on_the_curve_is_rejected_without_panic() {
    let zero = crate::base64url::encode(&[0; 32]);
    let key = with(with(P256.jwk("rsa-1"), "x", json!(zero)), "y", json!(zero));
    let token = good().header("alg", "ES256").signed_by(&P256);
    rejected_by(&verify_with(&token, &[key]), CheckId::SignatureValid);
}

#[test]
fn h18_a_key_for_something_else_is_not_used() {
    for (name, value, why) in [
        ("use", json!("enc"), "its use is enc"),
        ("alg", json!("RS512"), "its alg is RS512"),
        ("key_ops", json!(["encrypt"]), "its key_ops are [encrypt]"),
    ] {
        let key = with(RSA.jwk("rsa-1"), name, value);
        let verification = verify_with(&good().token(), std::slice::from_ref(&key));
        assert_eq!(
            no_key(&verification),
            format!("key rsa-1 does not fit: {why}")
        );
        assert!(!verification.needs_key_refetch);
        let token = good().without_header("kid").token();
        let verification = verify_with(&token, &[key]);
        assert_eq!(
            no_key(&verification),
            format!("none of 1 key fits; of the first, {why}")
        );
        assert_eq!(
            check(&verification, CheckId::SigningKeyFound)
                .expected
                .unwrap(),
            "a key for RS256"
        );
    }
}

#[test]
fn h18_a_key_of_another_type_is_not_used() {
    let verification = verify_with(&good().token(), &[P256.jwk("rsa-1")]);
    assert_eq!(
        no_key(&verification),
        "key rsa-1 does not fit: it is an EC P-256 key"
    );
}

#[test]
fn the_reason_of_an_ignored_key_is_told() {
    let other = json!({ "kty": "AKP", "kid": "other" });
    let mine = json!({ "kty": "oct", "kid": "rsa-1" });
    let verification = verify_with(&good().token(), &[other.clone(), mine]);
    assert_eq!(
        no_key(&verification),
        "key rsa-1 is not used: kty oct: a symmetric key"
    );
    let token = good().without_header("kid").token();
    let verification = verify_with(&token, &[other]);
    assert_eq!(no_key(&verification), "no usable key: kty AKP is not known");
}

#[test]
fn h19_a_published_private_key_is_a_warning() {
    let key = with(RSA.jwk("rsa-1"), "d", json!("c2VjcmV0"));
    let verification = verify_with(&good().token(), &[key]);
    assert!(verification.trusted);
    assert_eq!(
        with_verdict(&verification, Verdict::Warning),
        [CheckId::SigningKeyFound]
    );
    assert_eq!(
        found(&verification, CheckId::SigningKeyFound),
        "key rsa-1; the provider publishes a private key"
    );
    assert!(!format!("{verification:?}").contains("c2VjcmV0"));
}

#[test]
fn a_kid_that_is_no_text_is_rejected() {
    let verification = verify(&good().header("kid", 1).token());
    assert_eq!(no_key(&verification), "kid 1 is not a text");
    assert!(!verification.needs_key_refetch);
}
