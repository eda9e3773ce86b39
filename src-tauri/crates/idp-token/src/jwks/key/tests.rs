use super::*;
use crate::practice::{ED25519, P256, P384, RSA, object};
use serde_json::{Value, json};

fn rsa_jwk(n: &[u8], e: &[u8]) -> Value {
    json!({ "kty": "RSA", "n": base64url::encode(n), "e": base64url::encode(e) })
}

fn parsed(jwk: Value) -> Result<Key, String> {
    Key::parse(&object(jwk))
}

/// A modulus of this many bits.
fn modulus(bits: usize) -> Vec<u8> {
    let mut n = vec![0xff; bits.div_ceil(8)];
    n[0] >>= n.len() * 8 - bits;
    n
}

fn weakness(n: &[u8], e: &[u8]) -> Option<String> {
    parsed(rsa_jwk(n, e)).unwrap().material.weakness()
}

#[test]
fn an_rsa_key_needs_2048_bits() {
    assert_eq!(weakness(&modulus(2048), &[1, 0, 1]), None);
    assert_eq!(
        weakness(&modulus(2047), &[1, 0, 1]).unwrap(),
        "RSA 2047 bit"
    );
    assert_eq!(
        weakness(&modulus(1024), &[1, 0, 1]).unwrap(),
        "RSA 1024 bit"
    );
}

#[test]
fn leading_zeros_add_no_strength() {
    let padded = [vec![0; 128], modulus(1024)].concat();
    assert_eq!(weakness(&padded, &[1, 0, 1]).unwrap(), "RSA 1024 bit");
    assert_eq!(
        weakness(&modulus(2048), &[0, 1]).unwrap(),
        "RSA 2048 bit, exponent 0x01"
    );
}

#[test]
fn the_exponent_is_odd_and_at_least_3() {
    assert_eq!(weakness(&modulus(2048), &[3]), None);
    assert_eq!(weakness(&modulus(2048), &[1, 1]), None);
    for e in [&[1][..], &[2], &[4], &[1, 0]] {
        assert!(weakness(&modulus(2048), e).unwrap().contains("exponent"));
    }
}

#[test]
fn keys_that_would_be_slow_are_not_used() {
    assert!(parsed(rsa_jwk(&modulus(8192), &[1, 0, 1])).is_ok());
    assert_eq!(
        parsed(rsa_jwk(&modulus(8193), &[1, 0, 1])).unwrap_err(),
        "RSA of more than 8192 bit"
    );
    assert!(parsed(rsa_jwk(&modulus(2048), &[1; 4])).is_ok());
    assert_eq!(
        parsed(rsa_jwk(&modulus(2048), &[1; 300])).unwrap_err(),
        "an RSA exponent of 300 bytes"
    );
    assert!(parsed(rsa_jwk(&modulus(2048), &[1; 5])).is_err());
}

#[test]
fn every_broken_key_says_what_is_wrong() {
    for (jwk, reason) in [
        (json!({}), "kty is missing"),
        (json!({ "kty": 1 }), "kty is not a text"),
        (json!({ "kty": "AKP" }), "kty AKP is not known"),
        (
            json!({ "kty": "oct", "k": "AA" }),
            "kty oct: a symmetric key",
        ),
        (json!({ "kty": "RSA", "e": "AQAB" }), "n is missing"),
        (json!({ "kty": "RSA", "n": "AQAB" }), "e is missing"),
        (json!({ "kty": "RSA", "n": "", "e": "AQAB" }), "n is zero"),
        (json!({ "kty": "RSA", "n": "AQAB", "e": "AA" }), "e is zero"),
        (
            json!({ "kty": "RSA", "n": "AQ==", "e": "AQAB" }),
            "n is not base64url",
        ),
        (
            json!({ "kty": "RSA", "n": 5, "e": "AQAB" }),
            "n is not a text",
        ),
        (json!({ "kty": "RSA", "kid": 1 }), "kid is not a text"),
        (json!({ "kty": "RSA", "use": null }), "use is not a text"),
        (json!({ "kty": "RSA", "alg": [] }), "alg is not a text"),
        (
            json!({ "kty": "RSA", "key_ops": "verify" }),
            "key_ops is not a list of texts",
        ),
        (
            json!({ "kty": "RSA", "key_ops": [1] }),
            "key_ops is not a list of texts",
        ),
    ] {
        assert_eq!(parsed(jwk.clone()).unwrap_err(), reason, "{jwk}");
    }
}

#[test]
fn every_broken_curve_key_says_what_is_wrong() {
    let x = base64url::encode(&[1; 31]);
    for (jwk, reason) in [
        (json!({ "kty": "EC", "x": "AA" }), "crv is missing"),
        (
            json!({ "kty": "EC", "crv": "P-521" }),
            "curve P-521 is not supported",
        ),
        (json!({ "kty": "EC", "crv": "P-256" }), "x is missing"),
        (
            json!({ "kty": "EC", "crv": "P-256", "x": x }),
            "x has 31 bytes instead of 32",
        ),
        (
            json!({ "kty": "EC", "crv": "P-384", "x": x }),
            "x has 31 bytes instead of 48",
        ),
        (json!({ "kty": "OKP" }), "crv is missing"),
        (
            json!({ "kty": "OKP", "crv": "Ed448" }),
            "curve Ed448 is not supported",
        ),
        (
            json!({ "kty": "OKP", "crv": "Ed25519", "x": x }),
            "x has 31 bytes instead of 32",
        ),
    ] {
        assert_eq!(parsed(jwk.clone()).unwrap_err(), reason, "{jwk}");
    }
}

#[test]
fn a_small_curve_is_kept_so_that_its_weakness_can_be_told() {
    for curve in ["P-192", "P-224"] {
        let key = parsed(json!({ "kty": "EC", "crv": curve, "x": "AA", "y": "AA" })).unwrap();
        assert_eq!(key.material.weakness().unwrap(), format!("EC {curve}"));
        assert!(key.material.decoding_key().is_none());
        let fits = |name| key.unfit_for(Algorithm::named(name).unwrap()).is_none();
        assert!(fits("ES256") && fits("ES384"));
        assert!(!fits("RS256") && !fits("EdDSA"));
    }
}

#[test]
fn a_key_fits_the_algorithms_of_its_kind_only() {
    let algorithms = ["RS256", "RS512", "PS384", "ES256", "ES384", "EdDSA"];
    for (key, wanted) in [
        (&RSA, &["RS256", "RS512", "PS384"][..]),
        (&P256, &["ES256"]),
        (&P384, &["ES384"]),
        (&ED25519, &["EdDSA"]),
    ] {
        let key = parsed(key.jwk("k")).unwrap();
        let fits = |name: &&str| key.unfit_for(Algorithm::named(name).unwrap()).is_none();
        let fitting: Vec<_> = algorithms.into_iter().filter(fits).collect();
        assert_eq!(fitting, wanted);
        assert_eq!(key.material.weakness(), None);
    }
}

#[test]
fn use_alg_and_key_ops_restrict_a_key() {
    let unfit = |name: &str, value: Value| {
        let mut jwk = object(RSA.jwk("k"));
        jwk.insert(name.to_owned(), value);
        Key::parse(&jwk)
            .unwrap()
            .unfit_for(Algorithm::named("RS256").unwrap())
    };
    assert_eq!(unfit("use", json!("sig")), None);
    assert_eq!(unfit("use", json!("enc")).unwrap(), "its use is enc");
    assert_eq!(unfit("alg", json!("RS256")), None);
    assert_eq!(unfit("alg", json!("RS512")).unwrap(), "its alg is RS512");
    assert_eq!(unfit("key_ops", json!(["sign", "verify"])), None);
    assert_eq!(
        unfit("key_ops", json!(["wrapKey", "x"])).unwrap(),
        "its key_ops are [wrapKey, x]"
    );
    assert_eq!(unfit("key_ops", json!([])).unwrap(), "its key_ops are []");
}

#[test]
fn a_key_of_another_kind_says_what_it_is() {
    let rs256 = Algorithm::named("RS256").unwrap();
    for (key, text) in [
        (&P256, "it is an EC P-256 key"),
        (&P384, "it is an EC P-384 key"),
        (&ED25519, "it is an Ed25519 key"),
    ] {
        assert_eq!(
            parsed(key.jwk("k")).unwrap().unfit_for(rs256).unwrap(),
            text
        );
    }
}
