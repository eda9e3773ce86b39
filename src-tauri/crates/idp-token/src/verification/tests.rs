use crate::practice::*;
use crate::{Expectations, Verification, verify_id_token};
use idp_core::checks::{CheckId as Id, Verdict};
use idp_core::run::TokenKind;
use serde_json::json;

mod hostile;
mod times;

fn verify_as(token: &str, expect: &Expectations<'_>) -> Verification {
    verify_id_token(token, Some(&good_jwks()), expect)
}

fn ids(verification: &Verification) -> Vec<Id> {
    verification
        .checks
        .iter()
        .map(|check| check.check)
        .collect()
}

#[track_caller]
fn in_table_order(verification: &Verification) {
    let ids = ids(verification);
    let places: Vec<_> = ids
        .iter()
        .map(|id| Id::ALL.iter().position(|known| known == id).unwrap())
        .collect();
    assert!(places.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn a_good_token_passes_every_check_that_applies() {
    let verification = verify(&good().token());
    accepted(&verification);
    assert_eq!(
        ids(&verification),
        [
            Id::IdTokenFormat,
            Id::IdTokenNotEncrypted,
            Id::IssuerMatches,
            Id::AudienceContainsClient,
            Id::AudienceTrusted,
            Id::AuthorizedPartyPresent,
            Id::AlgorithmAllowed,
            Id::SigningKeyFound,
            Id::SigningKeyStrong,
            Id::SignatureValid,
            Id::NotExpired,
            Id::IssuedAtRecent,
            Id::NonceMatches,
            Id::SubjectValid,
            Id::TokenUseIsId,
        ]
    );
    assert!(!verification.needs_key_refetch);
    assert_eq!(verification.claims.unwrap()["sub"], "4f1c2b9e-0001");
    assert_eq!(verification.token.unwrap().kind, TokenKind::IdToken);
}

#[test]
fn a_token_with_everything_passes_every_id_token_check_in_table_order() {
    let at_hash = crate::algorithm::Algorithm::named("RS256")
        .unwrap()
        .left_half_of_hash(ACCESS_TOKEN);
    let token = good()
        .claim("azp", CLIENT)
        .claim("nbf", NOW)
        .claim("acr", "urn:mfa")
        .claim("auth_time", NOW)
        .claim("at_hash", crate::base64url::encode(&at_hash))
        .token();
    let expect = Expectations {
        max_age: Some(60),
        acr_values: Some("urn:mfa"),
        ..expectations()
    };
    let verification = verify_as(&token, &expect);
    accepted(&verification);
    in_table_order(&verification);
    let from = Id::ALL
        .iter()
        .position(|id| *id == Id::IdTokenFormat)
        .unwrap();
    let to = Id::ALL
        .iter()
        .position(|id| *id == Id::TokenUseIsId)
        .unwrap();
    assert_eq!(ids(&verification), Id::ALL[from..=to]);
}

#[test]
fn an_unreadable_token_leaves_every_check_unchecked_in_table_order() {
    let verification = verify("opaque");
    in_table_order(&verification);
    assert_eq!(
        with_verdict(&verification, Verdict::Failed),
        [Id::IdTokenFormat]
    );
    assert_eq!(ids(&verification), ids(&verify(&good().token())));
    assert_eq!(
        with_verdict(&verification, Verdict::NotChecked),
        ids(&verification)[1..]
    );
    assert!(verification.token.is_none() && verification.claims.is_none());
    assert!(!verification.trusted && !verification.needs_key_refetch);
    assert!(found(&verification, Id::IdTokenFormat).contains("three parts"));
    assert!(check(&verification, Id::IdTokenFormat).expected.is_some());
}

#[test]
fn an_unreadable_token_lists_the_requested_checks_too() {
    let plain = Expectations {
        cognito: false,
        ..expectations()
    };
    for id in [
        Id::TokenUseIsId,
        Id::AuthenticationTimeRecent,
        Id::AuthenticationContextAccepted,
        Id::AuthorizedPartyMatches,
        Id::NotBeforeReached,
        Id::AccessTokenHashMatches,
        Id::ClockAgrees,
    ] {
        assert!(!has(&verify_as("opaque", &plain), id));
    }
    let expect = Expectations {
        max_age: Some(0),
        acr_values: Some("a"),
        ..expectations()
    };
    let verification = verify_as("opaque", &expect);
    in_table_order(&verification);
    for id in [
        Id::TokenUseIsId,
        Id::AuthenticationTimeRecent,
        Id::AuthenticationContextAccepted,
    ] {
        assert_eq!(verdict(&verification, id), Verdict::NotChecked);
    }
}

#[test]
fn several_failures_are_all_reported() {
    let token = good().claim("aud", "x").claim("nonce", "y").without("sub");
    let verification = verify(&token.signed_by(&OTHER_RSA));
    in_table_order(&verification);
    assert_eq!(
        with_verdict(&verification, Verdict::Failed),
        [
            Id::AudienceContainsClient,
            Id::AudienceTrusted,
            Id::SignatureValid,
            Id::NonceMatches,
            Id::SubjectValid,
        ]
    );
}

#[test]
fn an_issuer_that_differs_in_a_slash_or_a_capital_is_rejected_with_both_texts() {
    for issuer in [format!("{ISSUER}/"), ISSUER.to_uppercase(), String::new()] {
        let check = rejected_by(
            &verify(&good().claim("iss", issuer.clone()).token()),
            Id::IssuerMatches,
        );
        let shown = if issuer.is_empty() {
            "an empty text"
        } else {
            &issuer
        };
        assert_eq!(check.found.unwrap(), shown);
        assert_eq!(check.expected.unwrap(), ISSUER);
    }
}

#[test]
fn a_missing_issuer_is_rejected_also_when_none_is_configured() {
    let token = good().without("iss").token();
    assert_eq!(
        rejected_by(&verify(&token), Id::IssuerMatches)
            .found
            .unwrap(),
        "missing"
    );
    let expect = Expectations {
        issuer: "",
        ..expectations()
    };
    rejected_by(&verify_as(&token, &expect), Id::IssuerMatches);
    let token = good().claim("iss", "").token();
    rejected_by(&verify_as(&token, &expect), Id::IssuerMatches);
}

#[test]
fn a_found_value_says_its_type() {
    for (value, shown) in [
        (json!(1), "1 (a number)"),
        (json!(true), "true (a boolean)"),
        (json!(null), "null (no value)"),
        (json!([1]), "[1] (a list)"),
        (json!({}), "{} (an object)"),
    ] {
        let check = rejected_by(
            &verify(&good().claim("iss", value).token()),
            Id::IssuerMatches,
        );
        assert_eq!(check.found.unwrap(), shown);
    }
}

#[test]
fn h43_an_audience_in_a_list_of_one_is_accepted() {
    accepted(&verify(&good().claim("aud", json!([CLIENT])).token()));
    accepted(&verify(
        &good().claim("aud", json!([CLIENT, CLIENT])).token(),
    ));
}

#[test]
fn h43_a_missing_or_odd_audience_is_rejected() {
    let missing = good().without("aud");
    let odd = [
        json!(null),
        json!(1),
        json!([1]),
        json!([CLIENT, 1]),
        json!({ CLIENT: 1 }),
    ];
    let odd = odd.map(|aud| good().claim("aud", aud));
    for draft in [missing].into_iter().chain(odd) {
        let verification = verify(&draft.token());
        rejected_by(&verification, Id::AudienceContainsClient);
        assert_eq!(
            with_verdict(&verification, Verdict::NotChecked),
            [Id::AudienceTrusted, Id::AuthorizedPartyPresent]
        );
    }
}

#[test]
fn h43_an_empty_audience_is_rejected() {
    rejected_by(
        &verify(&good().claim("aud", json!([])).token()),
        Id::AudienceContainsClient,
    );
    let expect = Expectations {
        client_id: "",
        ..expectations()
    };
    let verification = verify_as(&good().claim("aud", "").token(), &expect);
    rejected_by(&verification, Id::AudienceContainsClient);
}

#[test]
fn h43_another_audience_is_rejected() {
    let verification = verify(&good().claim("aud", "other").token());
    let failed = with_verdict(&verification, Verdict::Failed);
    assert_eq!(failed, [Id::AudienceContainsClient, Id::AudienceTrusted]);
    let check = check(&verification, Id::AudienceContainsClient);
    assert_eq!(check.found.unwrap(), "other");
    assert_eq!(check.expected.unwrap(), CLIENT);
}

#[test]
fn h43_an_extra_audience_is_rejected() {
    let token = good()
        .claim("aud", json!([CLIENT, "extra", "more"]))
        .claim("azp", CLIENT);
    let check = rejected_by(&verify(&token.token()), Id::AudienceTrusted);
    assert_eq!(check.found.unwrap(), "extra, more");
    assert_eq!(check.expected.unwrap(), CLIENT);
}

#[test]
fn h43_a_trusted_extra_audience_needs_an_authorized_party_that_is_ours() {
    let trusted = ["extra".to_owned()];
    let expect = Expectations {
        trusted_audiences: &trusted,
        ..expectations()
    };
    let draft = good().claim("aud", json!(["extra", CLIENT]));
    accepted(&verify_as(
        &draft.clone().claim("azp", CLIENT).token(),
        &expect,
    ));
    let verification = verify_as(&draft.clone().claim("azp", "extra").token(), &expect);
    let check = rejected_by(&verification, Id::AuthorizedPartyMatches);
    assert_eq!(check.found.unwrap(), "extra");
    let verification = verify_as(&draft.token(), &expect);
    let check = rejected_by(&verification, Id::AuthorizedPartyPresent);
    assert_eq!(check.found.unwrap(), "2 audiences and no azp");
    assert_eq!(check.expected.unwrap(), CLIENT);
    assert!(!has(&verification, Id::AuthorizedPartyMatches));
    let three = good()
        .claim("aud", json!([CLIENT, "extra", "more"]))
        .claim("azp", CLIENT);
    let check = rejected_by(&verify_as(&three.token(), &expect), Id::AudienceTrusted);
    assert_eq!(check.found.unwrap(), "more");
    assert_eq!(check.expected.unwrap(), format!("{CLIENT}, extra"));
}

#[test]
fn h43_the_authorized_party_of_another_client_is_rejected_with_a_single_audience_too() {
    for azp in [json!("other"), json!(""), json!(null), json!([CLIENT])] {
        let verification = verify(&good().claim("azp", azp).token());
        rejected_by(&verification, Id::AuthorizedPartyMatches);
    }
}

#[test]
fn h45_a_missing_wrong_or_earlier_nonce_is_rejected() {
    let check = rejected_by(&verify(&good().without("nonce").token()), Id::NonceMatches);
    assert_eq!(check.found.unwrap(), "missing");
    let first = NONCE.replacen('n', "m", 1);
    let last = NONCE.replace("rest", "resT");
    for nonce in [first.as_str(), &last, "", "n", &NONCE[..NONCE.len() - 1]] {
        rejected_by(
            &verify(&good().claim("nonce", nonce).token()),
            Id::NonceMatches,
        );
    }
    let longer = format!("{NONCE}x");
    rejected_by(
        &verify(&good().claim("nonce", longer).token()),
        Id::NonceMatches,
    );
    rejected_by(&verify(&good().claim("nonce", 1).token()), Id::NonceMatches);
}

#[test]
fn a_nonce_is_shown_shortened() {
    let verification = verify(&good().claim("nonce", "earlier-run-nonce").token());
    let check = check(&verification, Id::NonceMatches);
    assert_eq!(check.found.unwrap(), "earlie…");
    assert_eq!(check.expected.unwrap(), "n-0S6_…");
    let verification = verify(&good().claim("nonce", "sixsix").token());
    assert_eq!(found(&verification, Id::NonceMatches), "sixsix");
}

#[test]
fn an_empty_nonce_never_matches() {
    let expect = Expectations {
        nonce: Some(""),
        ..expectations()
    };
    rejected_by(
        &verify_as(&good().claim("nonce", "").token(), &expect),
        Id::NonceMatches,
    );
    rejected_by(
        &verify_as(&good().without("nonce").token(), &expect),
        Id::NonceMatches,
    );
}

#[test]
fn h46_a_subject_is_a_text_of_1_to_255_characters() {
    for sub in ["x".to_owned(), "ü".repeat(255)] {
        accepted(&verify(&good().claim("sub", sub).token()));
    }
    for (sub, shown) in [
        (json!(""), "0 characters"),
        (json!("x".repeat(256)), "256 characters"),
        (json!("x".repeat(10_000)), "10000 characters"),
        (json!(5), "5 (a number)"),
        (json!(null), "null (no value)"),
    ] {
        let check = rejected_by(&verify(&good().claim("sub", sub).token()), Id::SubjectValid);
        assert_eq!(check.found.unwrap(), shown);
        assert_eq!(check.expected.unwrap(), "a text of 1 to 255 characters");
    }
    let check = rejected_by(&verify(&good().without("sub").token()), Id::SubjectValid);
    assert_eq!(check.found.unwrap(), "missing");
}

#[test]
fn the_access_token_of_cognito_is_not_an_id_token() {
    for token_use in [json!("access"), json!("ID"), json!(1)] {
        let verification = verify(&good().claim("token_use", token_use).token());
        rejected_by(&verification, Id::TokenUseIsId);
    }
    let token = good().without("token_use").token();
    assert_eq!(
        rejected_by(&verify(&token), Id::TokenUseIsId)
            .found
            .unwrap(),
        "missing"
    );
    let expect = Expectations {
        cognito: false,
        ..expectations()
    };
    let verification = verify_as(&token, &expect);
    accepted(&verification);
    assert!(!has(&verification, Id::TokenUseIsId));
}

#[test]
fn a_requested_authentication_context_that_is_not_there_is_a_warning() {
    let expect = Expectations {
        acr_values: Some("urn:mfa  urn:pwd"),
        ..expectations()
    };
    accepted(&verify_as(&good().claim("acr", "urn:pwd").token(), &expect));
    for (draft, shown) in [
        (good().claim("acr", "urn"), "urn"),
        (good().claim("acr", ""), "an empty text"),
        (good().claim("acr", 1), "1 (a number)"),
        (good(), "missing"),
    ] {
        let verification = verify_as(&draft.token(), &expect);
        assert!(verification.trusted);
        let check = check(&verification, Id::AuthenticationContextAccepted);
        assert_eq!(check.verdict, Verdict::Warning);
        assert_eq!(check.found.unwrap(), shown);
        assert_eq!(check.expected.unwrap(), "urn:mfa  urn:pwd");
    }
}

#[test]
fn blank_acr_values_request_nothing() {
    let expect = Expectations {
        acr_values: Some(" "),
        ..expectations()
    };
    let verification = verify_as(&good().token(), &expect);
    assert!(!has(&verification, Id::AuthenticationContextAccepted));
    assert!(!has(
        &verify_as("opaque", &expect),
        Id::AuthenticationContextAccepted
    ));
}

fn at_hash(value: &str, alg: &str, key: &TestKey) -> Verification {
    let token = good().header("alg", alg).claim("at_hash", value);
    verify_with(&token.signed_by(key), &[key.jwk("rsa-1")])
}

#[test]
fn h47_an_at_hash_of_the_hash_of_the_algorithm_is_accepted() {
    use sha2::{Digest, Sha256, Sha384, Sha512};
    let half = |hash: &[u8]| crate::base64url::encode(&hash[..hash.len() / 2]);
    let sha256 = half(&Sha256::digest(ACCESS_TOKEN));
    let sha384 = half(&Sha384::digest(ACCESS_TOKEN));
    let sha512 = half(&Sha512::digest(ACCESS_TOKEN));
    assert_eq!(
        sha256, "77QmUPtjPfzWtF2AnpK9RQ",
        "the example of OpenID Connect Core A.3"
    );
    for (alg, key, hash) in [
        ("RS256", &RSA, &sha256),
        ("RS384", &RSA, &sha384),
        ("RS512", &RSA, &sha512),
        ("PS256", &RSA, &sha256),
        ("PS384", &RSA, &sha384),
        ("PS512", &RSA, &sha512),
        ("ES256", &P256, &sha256),
        ("ES384", &P384, &sha384),
        ("EdDSA", &ED25519, &sha512),
    ] {
        let verification = at_hash(hash, alg, key);
        accepted(&verification);
        assert!(has(&verification, Id::AccessTokenHashMatches));
    }
    rejected_by(&at_hash(&sha384, "RS256", &RSA), Id::AccessTokenHashMatches);
}

#[test]
fn h47_a_wrong_at_hash_is_rejected() {
    for value in [
        json!("77QmUPtjPfzWtF2AnpK9RA"),
        json!(""),
        json!(1),
        json!(null),
    ] {
        let verification = verify(&good().claim("at_hash", value).token());
        let check = rejected_by(&verification, Id::AccessTokenHashMatches);
        assert_eq!(check.expected.unwrap(), "77QmUPtjPfzWtF2AnpK9RQ");
    }
}

#[test]
fn an_at_hash_that_cannot_be_compared_is_not_trusted() {
    let token = good().claim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ").token();
    let expect = Expectations {
        access_token: None,
        ..expectations()
    };
    let verification = verify_as(&token, &expect);
    assert_eq!(
        with_verdict(&verification, Verdict::NotChecked),
        [Id::AccessTokenHashMatches]
    );
    assert!(!verification.trusted);
    let token = good().header("alg", "none").claim("at_hash", "x").token();
    assert_eq!(
        verdict(&verify(&token), Id::AccessTokenHashMatches),
        Verdict::NotChecked
    );
}

#[test]
fn a_missing_at_hash_is_fine_in_the_code_flow() {
    assert!(!has(&verify(&good().token()), Id::AccessTokenHashMatches));
}
