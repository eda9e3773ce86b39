//! `SECRET_HASH`: proof of the client secret (AWS Developer Guide, "Computing secret hash
//! values").

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use idp_core::secret::Secret;

/// Base64 of HMAC-SHA256 over user name and client ID, with the client secret as the key.
pub(crate) fn secret_hash(secret: &Secret, username: &str, client_id: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let mut context = hmac::Context::with_key(&key);
    context.update(username.as_bytes());
    context.update(client_id.as_bytes());
    STANDARD.encode(context.sign())
}

#[cfg(test)]
mod tests {
    use super::secret_hash;
    use idp_core::secret::Secret;

    #[test]
    fn it_is_what_the_usual_shell_line_prints() {
        // printf '%s' "mary1111client" | openssl dgst -sha256 -hmac "key" -binary | base64
        let hash = secret_hash(&Secret::new("key"), "mary1111", "client");
        assert_eq!(hash, "YHRayRLB8a4kq6XSXSgocWEFi6xajyc0AdtkE9wh9uw=");
    }
}
