//! Setting up an authenticator app during a sign-in: `AssociateSoftwareToken`,
//! `VerifySoftwareToken`, then the answer to `MFA_SETUP`.

use crate::called::{Called, diagnose};
use crate::challenge::{Answered, Challenge};
use crate::user_pool::UserPool;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::StepKind;
use idp_core::secret::Secret;
use url::Url;

const STEP: StepKind = StepKind::Challenge;

/// A key that the pool made for the person's authenticator app.
#[derive(Debug)]
pub struct SoftwareToken {
    /// The key, in base 32.
    pub key: Secret,
    session: Option<Secret>,
}

impl SoftwareToken {
    /// The key as a link that authenticator apps read
    /// (<https://github.com/google/google-authenticator/wiki/Key-Uri-Format>).
    #[must_use]
    pub fn uri(&self, issuer: &str, username: &str) -> String {
        let link = Url::parse("otpauth://totp").map(|mut url| {
            if let Ok(mut path) = url.path_segments_mut() {
                path.push(&format!("{issuer}:{username}"));
            }
            url.query_pairs_mut()
                .append_pair("secret", self.key.expose())
                .append_pair("issuer", issuer);
            // Apps show a `+` as it stands; one that is meant is `%2B` here.
            let spaces = url.query().unwrap_or_default().replace('+', "%20");
            url.set_query(Some(&spaces));
            String::from(url)
        });
        link.unwrap_or_default()
    }
}

impl UserPool {
    /// Asks for a key.
    pub async fn associate_software_token(&self, challenge: &Challenge) -> Called<SoftwareToken> {
        let session = challenge.session.as_ref().map(|s| s.expose().to_owned());
        let call = self.sdk.associate_software_token().set_session(session);
        let result = match call.send().await {
            Ok(output) => match output.secret_code {
                Some(key) => Ok(SoftwareToken {
                    key: Secret::new(key),
                    session: output.session.map(Secret::new),
                }),
                None => Err(Box::new(
                    Diagnosis::new(DiagnosisCode::NotJson, STEP)
                        .evidence("address", &self.address)
                        .evidence("reason", "the answer has no key"),
                )),
            },
            Err(error) => {
                let operation = "AssociateSoftwareToken";
                Err(diagnose(&error, operation, STEP, &self.address))
            }
        };
        Called::new(&self.connector, result)
    }

    /// Shows the pool the first code of the app, and goes on with the sign-in.
    pub async fn finish_software_token(
        &self,
        challenge: &Challenge,
        token: &SoftwareToken,
        code: &Secret,
    ) -> Called<Answered> {
        let call = self
            .sdk
            .verify_software_token()
            .set_session(token.session.as_ref().map(|s| s.expose().to_owned()))
            .user_code(code.expose().trim())
            .friendly_device_name("IdP Console");
        let result = match call.send().await {
            Ok(output) => {
                let session = output.session.map(Secret::new);
                let challenge = Challenge {
                    session: session.or_else(|| challenge.session.clone()),
                    ..challenge.clone()
                };
                let sent = self.send_responses(&challenge, Vec::new(), STEP).await;
                sent.map(|step| Answered {
                    step,
                    password_taken: false,
                })
            }
            Err(error) => {
                let operation = "VerifySoftwareToken";
                Err(diagnose(&error, operation, STEP, &self.address))
            }
        };
        Called::new(&self.connector, result)
    }
}

#[cfg(test)]
mod tests {
    use super::SoftwareToken;
    use idp_core::secret::Secret;

    #[test]
    fn the_link_has_key_issuer_and_account() {
        let token = SoftwareToken {
            key: Secret::new("ABC234"),
            session: None,
        };
        assert_eq!(
            token.uri("Acme pool", "al ice"),
            "otpauth://totp/Acme%20pool:al%20ice?secret=ABC234&issuer=Acme%20pool"
        );
        assert_eq!(
            token.uri("R&D + 50%/2", "a?b"),
            "otpauth://totp/R&D%20+%2050%25%2F2:a%3Fb?secret=ABC234&issuer=R%26D%20%2B%2050%25%2F2"
        );
    }
}
