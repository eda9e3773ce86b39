//! What an identity pool makes of a sign-in: an identity and AWS credentials (enhanced
//! flow: `GetId`, `GetCredentialsForIdentity`), and the role they stand for
//! (`sts:GetCallerIdentity`, which every role may call).

use crate::called::{Called, diagnose};
use crate::connector::{Connector, endpoint_of, sdk_config};
use aws_credential_types::Credentials;
use aws_smithy_types::date_time::Format;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::UserStoreSettings;
use idp_core::run::StepKind;
use idp_core::secret::Secret;
use idp_http::HttpClient;

const STEP: StepKind = StepKind::IdentityPool;

/// The API of one identity pool, for logins of one user pool.
#[derive(Debug)]
pub struct IdentityPool {
    sdk: aws_sdk_cognitoidentity::Client,
    sts: aws_sdk_sts::config::Builder,
    connector: Connector,
    address: String,
    identity_pool_id: String,
}

/// Temporary credentials. The secrets among them stay here: they are shown nowhere, not
/// even in part, and end with this value.
#[derive(Debug)]
pub struct AwsCredentials {
    /// The key's public half.
    pub access_key_id: String,
    secret_key: Secret,
    session_token: Secret,
    /// RFC 3339, UTC.
    pub expires_at: Option<String>,
}

impl AwsCredentials {
    /// What must not be in a log.
    #[must_use]
    pub fn secrets(&self) -> [&Secret; 2] {
        [&self.secret_key, &self.session_token]
    }
}

impl IdentityPool {
    /// The API that a definition names; nothing without an identity pool.
    #[must_use]
    pub fn new(settings: &UserStoreSettings, http: HttpClient) -> Option<Self> {
        let identity_pool_id = settings.identity_pool_id.clone()?;
        let connector = Connector::new(http);
        let config = sdk_config(settings, &connector);
        Some(Self {
            sdk: aws_sdk_cognitoidentity::Client::new(&config),
            sts: aws_sdk_sts::config::Builder::from(&config),
            connector,
            address: endpoint_of(settings)
                .unwrap_or_else(|| format!("cognito-identity in {}", settings.region)),
            identity_pool_id,
        })
    }

    /// The identity of who has this ID token. `login` is the name under which the identity
    /// pool knows the user pool: its issuer without `https://`.
    pub async fn get_id(&self, login: &str, id_token: &Secret) -> Called<String> {
        let call = self
            .sdk
            .get_id()
            .identity_pool_id(&self.identity_pool_id)
            .logins(login, id_token.expose());
        let result = match call.send().await {
            Ok(output) => output
                .identity_id
                .ok_or_else(|| self.without("identity ID")),
            Err(error) => Err(diagnose(&error, "GetId", STEP, &self.address)),
        };
        Called::new(&self.connector, result)
    }

    /// Credentials for an identity.
    pub async fn get_credentials(
        &self,
        identity_id: &str,
        login: &str,
        id_token: &Secret,
    ) -> Called<AwsCredentials> {
        let call = self
            .sdk
            .get_credentials_for_identity()
            .identity_id(identity_id)
            .logins(login, id_token.expose());
        let result = match call.send().await {
            Ok(output) => self.read(output.credentials),
            Err(error) => {
                let operation = "GetCredentialsForIdentity";
                Err(diagnose(&error, operation, STEP, &self.address))
            }
        };
        Called::new(&self.connector, result)
    }

    fn read(
        &self,
        found: Option<aws_sdk_cognitoidentity::types::Credentials>,
    ) -> Result<AwsCredentials, Box<Diagnosis>> {
        let found = found.ok_or_else(|| self.without("credentials"))?;
        let expires_at = found
            .expiration
            .and_then(|at| at.fmt(Format::DateTime).ok());
        match (found.access_key_id, found.secret_key, found.session_token) {
            (Some(access_key_id), Some(secret_key), Some(session_token)) => Ok(AwsCredentials {
                access_key_id,
                secret_key: Secret::new(secret_key),
                session_token: Secret::new(session_token),
                expires_at,
            }),
            _ => Err(self.without("whole credentials")),
        }
    }

    /// The ARN of the role, as these credentials see themselves.
    pub async fn role(&self, credentials: &AwsCredentials) -> Called<String> {
        let known = Credentials::new(
            &credentials.access_key_id,
            credentials.secret_key.expose(),
            Some(credentials.session_token.expose().to_owned()),
            None,
            "identity pool",
        );
        let config = self.sts.clone().credentials_provider(known).build();
        let call = aws_sdk_sts::Client::from_conf(config).get_caller_identity();
        let result = match call.send().await {
            Ok(output) => output.arn.ok_or_else(|| self.without("ARN")),
            Err(error) => Err(diagnose(&error, "GetCallerIdentity", STEP, "sts")),
        };
        Called::new(&self.connector, result)
    }

    fn without(&self, what: &str) -> Box<Diagnosis> {
        let diagnosis = Diagnosis::new(DiagnosisCode::NotJson, STEP)
            .evidence("address", &self.address)
            .evidence("reason", format!("the answer has no {what}"));
        Box::new(diagnosis)
    }
}
