//! The client's side of SRP. The mathematics is that of the crate `aws-cognito-srp`; what it
//! leaves to its caller is checked here.

use aws_cognito_srp::{SrpClient, User, VerificationParameters};
use idp_core::secret::Secret;
use std::collections::HashMap;

/// One sign-in; its random secret serves once. The crate keeps the password in memory that
/// it does not wipe, for as long as this lives: the two requests of one sign-in.
pub(crate) struct Srp {
    client: SrpClient<User>,
}

impl Srp {
    pub(crate) fn new(pool_id: &str, client_id: &str, username: &str, password: &Secret) -> Self {
        let user = User::new(pool_id, username, password.expose());
        // The hash of the client secret is made here, with the name that counts.
        let client = SrpClient::new(user, client_id, None);
        Self { client }
    }

    /// `SRP_A`.
    pub(crate) fn public_value(&self) -> String {
        self.client.get_auth_parameters().a
    }

    /// The answer to `PASSWORD_VERIFIER`.
    ///
    /// # Errors
    /// What is wrong with the challenge.
    pub(crate) fn prove(
        &self,
        parameters: &HashMap<String, String>,
    ) -> Result<VerificationParameters, String> {
        let get = |name: &str| {
            let value = parameters.get(name).map(String::as_str);
            value.ok_or_else(|| format!("{name} is missing"))
        };
        let public = get("SRP_B")?;
        refuse_weak(public)?;
        self.client
            .verify(
                get("SECRET_BLOCK")?,
                get("USER_ID_FOR_SRP")?,
                get("SALT")?,
                public,
            )
            .map_err(|error| error.to_string())
    }
}

/// RFC 5054 section 2.5.4: a client must not go on with a `B` that is 0 modulo N. With the
/// 768 digits of N, only 0 and N itself are.
fn refuse_weak(public: &str) -> Result<(), String> {
    let digits = public.trim_start_matches('0');
    let is_n = digits.len() == 768 && digits.eq_ignore_ascii_case(N_HEX);
    if digits.is_empty() || digits.len() > 768 || is_n {
        return Err("SRP_B is not a value that a server may send".to_owned());
    }
    Ok(())
}

/// RFC 5054 appendix A, the group of 3072 bits (RFC 3526 section 4).
const N_HEX: &str = "\
FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510\
15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C\
BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

#[cfg(test)]
mod tests {
    use super::{N_HEX, refuse_weak};

    #[test]
    fn a_value_that_gives_the_key_away_is_refused() {
        assert!(refuse_weak("0").is_err());
        assert!(refuse_weak("").is_err());
        assert!(refuse_weak(&format!("00{}", N_HEX.to_lowercase())).is_err());
        assert!(refuse_weak(&format!("1{}", "0".repeat(768))).is_err());
        assert!(refuse_weak("36ef01c6dde9fe503da333b1acc758ba").is_ok());
    }
}
