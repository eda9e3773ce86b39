//! Keys and tokens for the tests, signed without the library that verifies.

use crate::{Expectations, Jwks, Verification, base64url, verify_id_token};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self as aws, KeyPair, RsaPublicKeyComponents};
use aws_lc_rs::{hmac, rsa};
use idp_core::checks::{Check, CheckId, Verdict};
use idp_core::claims::Claims;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// 2026-11-22T10:00:00Z.
pub(crate) const NOW: i64 = 1_795_341_600;
pub(crate) const ISSUER: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1Cd2Ef3";
pub(crate) const CLIENT: &str = "3n4b5urk1ft4fl3mg5e62d9ado";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj_secret_rest";
pub(crate) const ACCESS_TOKEN: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";

pub(crate) static RSA: LazyLock<TestKey> = LazyLock::new(TestKey::rsa);
pub(crate) static OTHER_RSA: LazyLock<TestKey> = LazyLock::new(TestKey::rsa);
pub(crate) static P256: LazyLock<TestKey> =
    LazyLock::new(|| TestKey::ec("P-256", 32, &aws::ECDSA_P256_SHA256_FIXED_SIGNING));
pub(crate) static P384: LazyLock<TestKey> =
    LazyLock::new(|| TestKey::ec("P-384", 48, &aws::ECDSA_P384_SHA384_FIXED_SIGNING));
pub(crate) static ED25519: LazyLock<TestKey> =
    LazyLock::new(|| TestKey::Ed25519(aws::Ed25519KeyPair::generate().unwrap()));

pub(crate) enum TestKey {
    Rsa(rsa::KeyPair),
    Ec(aws::EcdsaKeyPair, &'static str, usize),
    Ed25519(aws::Ed25519KeyPair),
}

impl TestKey {
    fn rsa() -> Self {
        Self::Rsa(rsa::KeyPair::generate(KeySize::Rsa2048).unwrap())
    }

    fn ec(curve: &'static str, size: usize, alg: &'static aws::EcdsaSigningAlgorithm) -> Self {
        Self::Ec(aws::EcdsaKeyPair::generate(alg).unwrap(), curve, size)
    }

    /// The public key as a JWK without `use` and `alg`.
    pub(crate) fn jwk(&self, kid: &str) -> Value {
        match self {
            Self::Rsa(pair) => {
                let public = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                let (n, e) = (base64url::encode(&public.n), base64url::encode(&public.e));
                json!({ "kty": "RSA", "kid": kid, "n": n, "e": e })
            }
            Self::Ec(pair, curve, size) => {
                let (x, y) = pair.public_key().as_ref()[1..].split_at(*size);
                let (x, y) = (base64url::encode(x), base64url::encode(y));
                json!({ "kty": "EC", "kid": kid, "crv": curve, "x": x, "y": y })
            }
            Self::Ed25519(pair) => {
                let x = base64url::encode(pair.public_key().as_ref());
                json!({ "kty": "OKP", "kid": kid, "crv": "Ed25519", "x": x })
            }
        }
    }

    /// Signs with this algorithm; RSA signs with RS256 what it does not know.
    pub(crate) fn sign(&self, alg: &str, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(pair) => {
                let encoding: &'static dyn aws::RsaEncoding = match alg {
                    "RS384" => &aws::RSA_PKCS1_SHA384,
                    "RS512" => &aws::RSA_PKCS1_SHA512,
                    "PS256" => &aws::RSA_PSS_SHA256,
                    "PS384" => &aws::RSA_PSS_SHA384,
                    "PS512" => &aws::RSA_PSS_SHA512,
                    _ => &aws::RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(encoding, &SystemRandom::new(), message, &mut signature)
                    .unwrap();
                signature
            }
            Self::Ec(pair, ..) => {
                let signature = pair.sign(&SystemRandom::new(), message).unwrap();
                signature.as_ref().to_vec()
            }
            Self::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

/// A token to be: good until something is changed.
#[derive(Clone)]
pub(crate) struct Draft {
    header: Claims,
    claims: Claims,
}

pub(crate) fn good() -> Draft {
    Draft {
        header: object(json!({ "kid": "rsa-1", "alg": "RS256" })),
        claims: object(json!({
            "iss": ISSUER,
            "sub": "4f1c2b9e-0001",
            "aud": CLIENT,
            "exp": NOW + 3600,
            "iat": NOW - 5,
            "nonce": NONCE,
            "token_use": "id",
        })),
    }
}

impl Draft {
    pub(crate) fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn without_header(mut self, name: &str) -> Self {
        self.header.shift_remove(name);
        self
    }

    pub(crate) fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.claims.shift_remove(name);
        self
    }

    pub(crate) fn header_text(&self) -> String {
        Value::Object(self.header.clone()).to_string()
    }

    pub(crate) fn payload_text(&self) -> String {
        Value::Object(self.claims.clone()).to_string()
    }

    /// The token signed by this key as `alg` says.
    pub(crate) fn signed_by(&self, key: &TestKey) -> String {
        let alg = self.header.get("alg").and_then(Value::as_str);
        compact(&self.header_text(), &self.payload_text(), |message| {
            key.sign(alg.unwrap_or_default(), message)
        })
    }

    /// The token authenticated with a shared secret.
    pub(crate) fn authenticated_by(&self, secret: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        compact(&self.header_text(), &self.payload_text(), |message| {
            hmac::sign(&key, message).as_ref().to_vec()
        })
    }

    pub(crate) fn token(&self) -> String {
        self.signed_by(&RSA)
    }
}

/// A compact JWS of these texts.
pub(crate) fn compact(header: &str, payload: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let message = [header, payload].map(|text| base64url::encode(text.as_bytes()));
    let message = message.join(".");
    let signature = sign(message.as_bytes());
    format!("{message}.{}", base64url::encode(&signature))
}

pub(crate) fn object(value: Value) -> Claims {
    value.as_object().unwrap().clone()
}

pub(crate) fn jwks(keys: &[Value]) -> Jwks {
    Jwks::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

pub(crate) fn good_jwks() -> Jwks {
    jwks(&[RSA.jwk("rsa-1")])
}

pub(crate) fn expectations() -> Expectations<'static> {
    Expectations {
        issuer: ISSUER,
        client_id: CLIENT,
        nonce: Some(NONCE),
        trusted_audiences: &[],
        max_age: None,
        acr_values: None,
        access_token: Some(ACCESS_TOKEN),
        now: NOW,
        leeway_s: 60,
        max_iat_age_s: 600,
        cognito: true,
    }
}

/// Verifies with the usual keys and expectations.
pub(crate) fn verify(token: &str) -> Verification {
    verify_id_token(token, Some(&good_jwks()), &expectations())
}

pub(crate) fn verify_with(token: &str, keys: &[Value]) -> Verification {
    verify_id_token(token, Some(&jwks(keys)), &expectations())
}

/// The check of this ID; it must be there once.
pub(crate) fn check(verification: &Verification, id: CheckId) -> Check {
    let mut found = verification.checks.iter().filter(|it| it.check == id);
    let check = found.next().unwrap().clone();
    assert!(found.next().is_none(), "{id:?} is there twice");
    check
}

pub(crate) fn verdict(verification: &Verification, id: CheckId) -> Verdict {
    check(verification, id).verdict
}

pub(crate) fn found(verification: &Verification, id: CheckId) -> String {
    check(verification, id).found.unwrap_or_default()
}

pub(crate) fn has(verification: &Verification, id: CheckId) -> bool {
    verification.checks.iter().any(|it| it.check == id)
}

/// The checks with this verdict.
pub(crate) fn with_verdict(verification: &Verification, verdict: Verdict) -> Vec<CheckId> {
    let checks = verification.checks.iter();
    checks
        .filter(|it| it.verdict == verdict)
        .map(|it| it.check)
        .collect()
}

/// Trusted, with every check passed.
#[track_caller]
pub(crate) fn accepted(verification: &Verification) {
    for check in &verification.checks {
        assert_eq!(check.verdict, Verdict::Passed, "{check:?}");
    }
    assert!(verification.trusted);
}

/// Not trusted, because of exactly this check.
#[track_caller]
pub(crate) fn rejected_by(verification: &Verification, id: CheckId) -> Check {
    assert_eq!(with_verdict(verification, Verdict::Failed), [id]);
    assert!(!verification.trusted);
    check(verification, id)
}
