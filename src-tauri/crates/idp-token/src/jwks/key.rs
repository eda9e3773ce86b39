//! One public key (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2).

use crate::algorithm::{Algorithm, Family};
use crate::base64url;
use idp_core::claims::Claims;
use jsonwebtoken::DecodingKey;

/// Largest RSA modulus the verifier takes.
const MAX_RSA_BITS: usize = 8192;
/// Smallest RSA modulus that is safe (RFC 7518 section 3.3).
const MIN_RSA_BITS: usize = 2048;
/// No exponent in use is longer; a long one makes verifying slow.
const MAX_EXPONENT_BYTES: usize = 4;

/// Members that are secret: of RSA (RFC 7518 section 6.3.2), of EC and OKP (`d`), and the
/// symmetric key itself (`k`).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A public key that can be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) kid: Option<String>,
    intended_use: Option<String>,
    algorithm: Option<String>,
    operations: Option<Vec<String>>,
    pub(crate) material: Material,
}

/// What makes the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Material {
    /// Modulus and exponent, big-endian, without leading zeros.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// Uncompressed point on P-256.
    P256(Vec<u8>),
    /// Uncompressed point on P-384.
    P384(Vec<u8>),
    /// An elliptic curve too small to be safe.
    SmallCurve(&'static str),
    /// Ed25519.
    Ed25519(Vec<u8>),
}

/// Whether the key comes with a secret part.
pub(crate) fn has_private_member(members: &Claims) -> bool {
    PRIVATE_MEMBERS
        .iter()
        .any(|name| members.contains_key(*name))
}

impl Key {
    /// The key, or why it cannot be used.
    pub(crate) fn parse(members: &Claims) -> Result<Self, String> {
        Ok(Self {
            kid: text(members, "kid")?,
            intended_use: text(members, "use")?,
            algorithm: text(members, "alg")?,
            operations: texts(members, "key_ops")?,
            material: Material::parse(members)?,
        })
    }

    /// Why the key is not for verifying this algorithm; nothing when it is.
    pub(crate) fn unfit_for(&self, algorithm: Algorithm) -> Option<String> {
        if let Some(other) = self.intended_use.as_deref().filter(|it| *it != "sig") {
            return Some(format!("its use is {other}"));
        }
        if let Some(other) = self.algorithm.as_deref()
            && other != algorithm.name
        {
            return Some(format!("its alg is {other}"));
        }
        if let Some(operations) = &self.operations
            && !operations.iter().any(|it| it == "verify")
        {
            return Some(format!("its key_ops are [{}]", operations.join(", ")));
        }
        if !self.material.is_of(algorithm.family) {
            return Some(format!("it is an {} key", self.material.describe()));
        }
        None
    }
}

impl Material {
    fn parse(members: &Claims) -> Result<Self, String> {
        match text(members, "kty")?.as_deref() {
            Some("RSA") => rsa(members),
            Some("EC") => elliptic_curve(members),
            Some("OKP") => octet_key_pair(members),
            Some("oct") => Err("kty oct: a symmetric key".to_owned()),
            Some(other) => Err(format!("kty {other} is not known")),
            None => Err("kty is missing".to_owned()),
        }
    }

    /// Size and kind, such as `RSA 2048 bit`.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Rsa { n, .. } => format!("RSA {} bit", bits(n)),
            Self::P256(_) => "EC P-256".to_owned(),
            Self::P384(_) => "EC P-384".to_owned(),
            Self::SmallCurve(curve) => format!("EC {curve}"),
            Self::Ed25519(_) => "Ed25519".to_owned(),
        }
    }

    /// Why the key gives no safety; nothing when it does (RFC 7518 section 3.3).
    pub(crate) fn weakness(&self) -> Option<String> {
        match self {
            Self::Rsa { n, .. } if bits(n) < MIN_RSA_BITS => Some(self.describe()),
            Self::Rsa { e, .. } if !is_safe_exponent(e) => {
                let digits: String = e.iter().map(|byte| format!("{byte:02x}")).collect();
                Some(format!("{}, exponent 0x{digits}", self.describe()))
            }
            Self::SmallCurve(_) => Some(self.describe()),
            Self::Rsa { .. } | Self::P256(_) | Self::P384(_) | Self::Ed25519(_) => None,
        }
    }

    /// The key in the form of the library; a small curve has none.
    pub(crate) fn decoding_key(&self) -> Option<DecodingKey> {
        match self {
            Self::Rsa { n, e } => Some(DecodingKey::from_rsa_raw_components(n, e)),
            Self::P256(point) | Self::P384(point) => Some(DecodingKey::from_ec_der(point)),
            Self::Ed25519(x) => Some(DecodingKey::from_ed_der(x)),
            Self::SmallCurve(_) => None,
        }
    }

    /// A small curve belongs to no algorithm; it counts as one of ECDSA, so that its
    /// weakness is what gets reported.
    fn is_of(&self, family: Family) -> bool {
        match self {
            Self::Rsa { .. } => family == Family::Rsa,
            Self::P256(_) => family == Family::P256,
            Self::P384(_) => family == Family::P384,
            Self::SmallCurve(_) => matches!(family, Family::P256 | Family::P384),
            Self::Ed25519(_) => family == Family::Ed25519,
        }
    }
}

fn rsa(members: &Claims) -> Result<Material, String> {
    let n = number(members, "n")?;
    let e = number(members, "e")?;
    if bits(&n) > MAX_RSA_BITS {
        return Err(format!("RSA of more than {MAX_RSA_BITS} bit"));
    }
    if e.len() > MAX_EXPONENT_BYTES {
        return Err(format!("an RSA exponent of {} bytes", e.len()));
    }
    Ok(Material::Rsa { n, e })
}

fn elliptic_curve(members: &Claims) -> Result<Material, String> {
    match text(members, "crv")?.as_deref() {
        Some("P-256") => Ok(Material::P256(point(members, 32)?)),
        Some("P-384") => Ok(Material::P384(point(members, 48)?)),
        Some("P-192") => Ok(Material::SmallCurve("P-192")),
        Some("P-224") => Ok(Material::SmallCurve("P-224")),
        Some(other) => Err(format!("curve {other} is not supported")),
        None => Err("crv is missing".to_owned()),
    }
}

fn octet_key_pair(members: &Claims) -> Result<Material, String> {
    match text(members, "crv")?.as_deref() {
        Some("Ed25519") => Ok(Material::Ed25519(coordinate(members, "x", 32)?)),
        Some(other) => Err(format!("curve {other} is not supported")),
        None => Err("crv is missing".to_owned()),
    }
}

/// The uncompressed point (SEC 1 section 2.3.3).
fn point(members: &Claims, length: usize) -> Result<Vec<u8>, String> {
    let x = coordinate(members, "x", length)?;
    let y = coordinate(members, "y", length)?;
    Ok([vec![4], x, y].concat())
}

fn coordinate(members: &Claims, name: &str, length: usize) -> Result<Vec<u8>, String> {
    let bytes = binary(members, name)?;
    if bytes.len() != length {
        return Err(format!(
            "{name} has {} bytes instead of {length}",
            bytes.len()
        ));
    }
    Ok(bytes)
}

fn number(members: &Claims, name: &str) -> Result<Vec<u8>, String> {
    let bytes = binary(members, name)?;
    let significant: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    if significant.is_empty() {
        return Err(format!("{name} is zero"));
    }
    Ok(significant)
}

fn binary(members: &Claims, name: &str) -> Result<Vec<u8>, String> {
    let text = text(members, name)?.ok_or_else(|| format!("{name} is missing"))?;
    base64url::decode(&text).ok_or_else(|| format!("{name} is not base64url"))
}

fn text(members: &Claims, name: &str) -> Result<Option<String>, String> {
    match members.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_str()
            .map(|text| Some(text.to_owned()))
            .ok_or_else(|| format!("{name} is not a text")),
    }
}

fn texts(members: &Claims, name: &str) -> Result<Option<Vec<String>>, String> {
    let Some(value) = members.get(name) else {
        return Ok(None);
    };
    value
        .as_array()
        .and_then(|items| {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>()
        })
        .map(Some)
        .ok_or_else(|| format!("{name} is not a list of texts"))
}

/// The length of a number without leading zero bytes.
fn bits(number: &[u8]) -> usize {
    let leading = number
        .first()
        .map_or(0, |byte| byte.leading_zeros() as usize);
    number.len() * 8 - leading
}

/// Odd and at least 3 (RFC 8017 section 3.1); the number has no leading zero bytes.
fn is_safe_exponent(e: &[u8]) -> bool {
    let odd = e.last().is_some_and(|byte| byte % 2 == 1);
    odd && e != [1]
}

#[cfg(test)]
mod tests;
