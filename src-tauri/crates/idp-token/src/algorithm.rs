//! The signature algorithms that are accepted (RFC 7518 section 3.1, RFC 8037).

use sha2::{Digest, Sha256, Sha384, Sha512};

/// An asymmetric signature algorithm that can be verified here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Algorithm {
    /// The name in `alg`.
    pub(crate) name: &'static str,
    /// The keys it works with.
    pub(crate) family: Family,
    /// The hash of `at_hash`.
    hash: Hash,
    /// The name in the library.
    pub(crate) backend: jsonwebtoken::Algorithm,
}

/// Which keys an algorithm works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// RSA, PKCS #1 or PSS.
    Rsa,
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// Ed25519.
    Ed25519,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

macro_rules! algorithms {
    ($($name:ident: $family:ident, $hash:ident;)*) => {
        const ALGORITHMS: &[Algorithm] = &[$(Algorithm {
            name: stringify!($name),
            family: Family::$family,
            hash: Hash::$hash,
            backend: jsonwebtoken::Algorithm::$name,
        }),*];
    };
}

algorithms! {
    RS256: Rsa, Sha256;
    RS384: Rsa, Sha384;
    RS512: Rsa, Sha512;
    PS256: Rsa, Sha256;
    PS384: Rsa, Sha384;
    PS512: Rsa, Sha512;
    ES256: P256, Sha256;
    ES384: P384, Sha384;
    EdDSA: Ed25519, Sha512;
}

impl Algorithm {
    /// The algorithm of this name; names are compared exactly.
    pub(crate) fn named(name: &str) -> Option<Self> {
        ALGORITHMS.iter().copied().find(|known| known.name == name)
    }

    /// All accepted names, for people.
    pub(crate) fn names() -> String {
        let names: Vec<_> = ALGORITHMS.iter().map(|known| known.name).collect();
        names.join(", ")
    }

    /// The left half of the hash (OpenID Connect Core 3.1.3.6).
    pub(crate) fn left_half_of_hash(self, text: &str) -> Vec<u8> {
        let mut hash = match self.hash {
            Hash::Sha256 => Sha256::digest(text).to_vec(),
            Hash::Sha384 => Sha384::digest(text).to_vec(),
            Hash::Sha512 => Sha512::digest(text).to_vec(),
        };
        hash.truncate(hash.len() / 2);
        hash
    }
}
