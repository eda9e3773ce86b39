//! The two RSA keys and the tokens they sign (RFC 7515, RS256).

use aws_lc_rs::digest;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Both keys as PKCS#8 in base64.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredKeys {
    id_token: String,
    access_token: String,
}

/// Why a key could not be made, read or used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("An RSA key could not be made.")]
    Generate,
    #[error("A signing key is not an RSA key of 2048 bits in base64 PKCS#8.")]
    Read,
    #[error("A token could not be signed.")]
    Sign,
}

impl StoredKeys {
    pub(crate) fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            id_token: generate_pkcs8()?,
            access_token: generate_pkcs8()?,
        })
    }
}

fn generate_pkcs8() -> Result<String, KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Generate)?;
    let der = pair.as_der().map_err(|_| KeyError::Generate)?;
    Ok(STANDARD.encode(der.as_ref()))
}

/// Cognito signs ID tokens and access tokens with different keys and publishes both.
pub(crate) struct SigningKeys {
    pub(crate) id_token: SigningKey,
    pub(crate) access_token: SigningKey,
}

impl SigningKeys {
    pub(crate) fn from_stored(stored: &StoredKeys) -> Result<Self, KeyError> {
        Ok(Self {
            id_token: SigningKey::from_stored(&stored.id_token)?,
            access_token: SigningKey::from_stored(&stored.access_token)?,
        })
    }

    /// RFC 7517 section 5.
    pub(crate) fn jwks(&self) -> Value {
        json!({ "keys": [self.id_token.jwk(), self.access_token.jwk()] })
    }
}

pub(crate) struct SigningKey {
    pair: KeyPair,
    kid: String,
}

impl SigningKey {
    fn from_stored(stored: &str) -> Result<Self, KeyError> {
        let der = STANDARD.decode(stored).map_err(|_| KeyError::Read)?;
        let pair = KeyPair::from_pkcs8(&der).map_err(|_| KeyError::Read)?;
        let thumbprint = digest::digest(&digest::SHA256, pair.public_key().as_ref());
        let kid = STANDARD.encode(thumbprint.as_ref());
        Ok(Self { pair, kid })
    }

    fn jwk(&self) -> Value {
        let public = self.pair.public_key();
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({
            "alg": "RS256",
            "e": encode(public.exponent().big_endian_without_leading_zero()),
            "kid": self.kid,
            "kty": "RSA",
            "n": encode(public.modulus().big_endian_without_leading_zero()),
            "use": "sig",
        })
    }

    pub(crate) fn sign(&self, claims: &Map<String, Value>) -> Result<String, KeyError> {
        let header = json!({ "kid": self.kid, "alg": "RS256" });
        let payload = serde_json::to_vec(claims).map_err(|_| KeyError::Sign)?;
        let mut token = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(payload)
        );
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                token.as_bytes(),
                &mut signature,
            )
            .map_err(|_| KeyError::Sign)?;
        token.push('.');
        token.push_str(&URL_SAFE_NO_PAD.encode(signature));
        Ok(token)
    }

    /// The claims of a token this key signed; `None` for every other text.
    pub(crate) fn verify(&self, token: &str) -> Option<Map<String, Value>> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (_, payload) = signed.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.pair.public_key())
            .verify(signed.as_bytes(), &signature)
            .ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

/// `at_hash` of OpenID Connect Core section 3.1.3.6 for RS256.
pub(crate) fn access_token_hash(access_token: &str) -> String {
    let hash = digest::digest(&digest::SHA256, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
}

/// `S256` of RFC 7636 section 4.2.
pub(crate) fn code_challenge(code_verifier: &str) -> String {
    let hash = digest::digest(&digest::SHA256, code_verifier.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.as_ref())
}

#[cfg(test)]
mod tests;
