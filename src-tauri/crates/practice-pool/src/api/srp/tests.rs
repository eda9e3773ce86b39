use num_bigint::BigUint;

use super::{
    GROUP, Identity, SrpError, derive_key, hash_number, open, private_key, proves,
    read_public_value, salt_of, signed_bytes,
};

const ALICE: Identity<'_> = Identity {
    pool: "Pract1ce0",
    username: "alice",
};

/// The client's side, written from the description in RFC 5054 section 2.6.
fn client_key(password: &str, a: u32, salt: &str, srp_b: &str) -> [u8; 16] {
    let number = |text: &str| BigUint::parse_bytes(text.as_bytes(), 16).unwrap();
    let (n, g, k) = (&GROUP.n, &GROUP.g, &GROUP.k);
    let (salt, b) = (number(salt), number(srp_b));
    let public = g.modpow(&BigUint::from(a), n);
    let u = hash_number(&[&signed_bytes(&public), &signed_bytes(&b)]);
    let x = private_key(&ALICE, password, &salt);
    let base = (&b + n * k - k * g.modpow(&x, n)) % n;
    derive_key(&base.modpow(&(a + &u * &x), n), &u)
}

#[test]
fn both_sides_have_one_key_when_the_password_is_the_same() {
    let a = 1_234_567_u32;
    let srp_a = GROUP.g.modpow(&BigUint::from(a), &GROUP.n).to_str_radix(16);
    let opening = open(&ALICE, "Practice-Alice-1", &srp_a).unwrap();
    let key = client_key("Practice-Alice-1", a, &opening.salt, &opening.srp_b);
    assert_eq!(key, opening.key);
    let other = client_key("Practice-Alice-2", a, &opening.salt, &opening.srp_b);
    assert_ne!(other, opening.key);
    assert!(!proves(
        &opening.key,
        &ALICE,
        b"block",
        "time",
        b"signature"
    ));
}

#[test]
fn the_group_is_that_of_the_rfc() {
    assert_eq!(GROUP.n.bits(), 3072);
    assert_eq!(
        GROUP.k.to_str_radix(16),
        "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"
    );
}

#[test]
fn a_public_value_that_gives_the_key_away_is_refused() {
    let n = GROUP.n.to_str_radix(16);
    let longer = "1".repeat(769);
    for a in ["", "0", "000", "xyz", "-1", n.as_str(), longer.as_str()] {
        assert_eq!(read_public_value(a), Err(SrpError::PublicValue), "{a}");
    }
    assert_eq!(read_public_value("0A"), Ok(BigUint::from(10_u8)));
}

#[test]
fn a_salt_is_of_the_password_and_prints_in_one_way() {
    let salt = salt_of(&ALICE, "Practice-Alice-1");
    assert_eq!(salt, salt_of(&ALICE, "Practice-Alice-1"));
    assert_ne!(salt, salt_of(&ALICE, "Practice-Alice-2"));
    assert_eq!(salt.to_str_radix(16).len(), 32);
    assert_eq!(signed_bytes(&salt).len(), 16);
}
