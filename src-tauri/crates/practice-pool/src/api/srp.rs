//! The server's side of SRP as Cognito has it: RFC 5054, the group of 3072 bits, SHA-256,
//! numbers as signed big-endian bytes, and a key derived for "Caldera Derived Key".

use std::sync::LazyLock;

use aws_lc_rs::{digest, hmac, rand};
use num_bigint::{BigInt, BigUint, Sign};

/// RFC 5054 appendix A; the same prime as in RFC 3526 section 4.
const N_HEX: &[u8] = b"\
FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510\
15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C\
BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";
/// `A` has at most the group's 3072 bits.
const LONGEST_HEX: usize = 768;
const DERIVED_KEY: &[u8] = b"Caldera Derived Key\x01";

struct Group {
    n: BigUint,
    g: BigUint,
    k: BigUint,
}

static GROUP: LazyLock<Group> = LazyLock::new(|| {
    let n = BigUint::parse_bytes(N_HEX, 16).unwrap_or_default();
    let g = BigUint::from(2_u8);
    let k = hash_number(&[&signed_bytes(&n), &signed_bytes(&g)]);
    Group { n, g, k }
});

/// Who signs in, in the words that are hashed.
pub(super) struct Identity<'a> {
    /// The part of the user pool id behind `_`.
    pub(super) pool: &'a str,
    /// `USER_ID_FOR_SRP`.
    pub(super) username: &'a str,
}

/// The server's move, and the key that only the right password gives the client too.
pub(super) struct Opening {
    pub(super) salt: String,
    pub(super) srp_b: String,
    pub(super) key: [u8; 16],
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum SrpError {
    /// `A` is no number, or a multiple of N (RFC 5054 section 2.5.4).
    PublicValue,
    NoRandomness,
}

pub(super) fn open(
    identity: &Identity<'_>,
    password: &str,
    srp_a: &str,
) -> Result<Opening, SrpError> {
    let Group { n, g, k } = &*GROUP;
    let a = read_public_value(srp_a)?;
    let mut secret = [0; 32];
    rand::fill(&mut secret).map_err(|_| SrpError::NoRandomness)?;
    let b = BigUint::from_bytes_be(&secret);
    let salt = salt_of(identity, password);
    let verifier = g.modpow(&private_key(identity, password, &salt), n);
    let srp_b = (k * &verifier + g.modpow(&b, n)) % n;
    let u = hash_number(&[&signed_bytes(&a), &signed_bytes(&srp_b)]);
    let shared = (a * verifier.modpow(&u, n)).modpow(&b, n);
    Ok(Opening {
        salt: salt.to_str_radix(16),
        srp_b: srp_b.to_str_radix(16),
        key: derive_key(&shared, &u),
    })
}

/// `PASSWORD_CLAIM_SIGNATURE`: the client has the same key.
pub(super) fn proves(
    key: &[u8; 16],
    identity: &Identity<'_>,
    secret_block: &[u8],
    timestamp: &str,
    signature: &[u8],
) -> bool {
    let claim = [
        identity.pool.as_bytes(),
        identity.username.as_bytes(),
        secret_block,
        timestamp.as_bytes(),
    ];
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::verify(&key, &claim.concat(), signature).is_ok()
}

fn read_public_value(text: &str) -> Result<BigUint, SrpError> {
    let digits = text.trim_start_matches('0');
    if digits.len() > LONGEST_HEX || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(SrpError::PublicValue);
    }
    BigUint::parse_bytes(digits.as_bytes(), 16)
        .filter(|a| a % &GROUP.n != BigUint::ZERO)
        .ok_or(SrpError::PublicValue)
}

/// The same for the same password, as if it had been stored with its verifier.
fn salt_of(identity: &Identity<'_>, password: &str) -> BigUint {
    let seed = format!("{} {} {password}", identity.pool, identity.username);
    let hash = digest::digest(&digest::SHA256, seed.as_bytes());
    let mut salt = [0; 16];
    salt.copy_from_slice(&hash.as_ref()[..16]);
    // All clients print a number the same way that is positive and fills its bytes.
    salt[0] = salt[0] & 0x6F | 0x10;
    BigUint::from_bytes_be(&salt)
}

/// `x`: what only who knows the password can make.
fn private_key(identity: &Identity<'_>, password: &str, salt: &BigUint) -> BigUint {
    let secret = format!("{}{}:{password}", identity.pool, identity.username);
    let inner = digest::digest(&digest::SHA256, secret.as_bytes());
    hash_number(&[&signed_bytes(salt), inner.as_ref()])
}

/// HKDF (RFC 5869) with SHA-256, cut to 16 bytes.
fn derive_key(shared: &BigUint, u: &BigUint) -> [u8; 16] {
    let salt = hmac::Key::new(hmac::HMAC_SHA256, &signed_bytes(u));
    let pseudo_random = hmac::sign(&salt, &signed_bytes(shared));
    let expand = hmac::Key::new(hmac::HMAC_SHA256, pseudo_random.as_ref());
    let output = hmac::sign(&expand, DERIVED_KEY);
    let mut key = [0; 16];
    key.copy_from_slice(&output.as_ref()[..16]);
    key
}

fn hash_number(parts: &[&[u8]]) -> BigUint {
    let hash = digest::digest(&digest::SHA256, &parts.concat());
    BigUint::from_bytes_be(hash.as_ref())
}

/// Two's complement: a zero byte in front when the first bit is set.
fn signed_bytes(number: &BigUint) -> Vec<u8> {
    BigInt::from_biguint(Sign::Plus, number.clone()).to_signed_bytes_be()
}

#[cfg(test)]
mod tests;
