//! The calls of a sign-in: `InitiateAuth`, `RespondToAuthChallenge`, `GetUser`. None is
//! signed, and none is repeated: a second try could lock an account.

use crate::called::{Called, diagnose};
use crate::challenge::{Answered, AuthStep, Challenge, Reply, Tokens};
use crate::connector::{Connector, endpoint_of, sdk_config};
use crate::secret_hash::secret_hash;
use crate::srp::Srp;
use aws_sdk_cognitoidentityprovider::Client;
use aws_sdk_cognitoidentityprovider::operation::initiate_auth::InitiateAuthOutput;
use aws_sdk_cognitoidentityprovider::operation::respond_to_auth_challenge::RespondToAuthChallengeOutput;
use aws_sdk_cognitoidentityprovider::types::{
    AuthFlowType, AuthenticationResultType, ChallengeNameType,
};

use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::{AuthFlow, UserStoreSettings};
use idp_core::run::StepKind;
use idp_core::secret::Secret;
use idp_http::HttpClient;
use std::collections::HashMap;

/// What `GetUser` tells: name and value, in the order of the answer; all are texts.
pub type UserAttributes = Vec<(String, String)>;

/// The API of one user pool, for one app client.
#[derive(Debug)]
pub struct UserPool {
    pub(crate) sdk: Client,
    pub(crate) connector: Connector,
    /// Where the calls go, for messages.
    pub(crate) address: String,
    user_pool_id: String,
    client_id: String,
    client_secret: Option<Secret>,
    flow: AuthFlow,
}

impl UserPool {
    /// The API that a definition names.
    #[must_use]
    pub fn new(
        settings: &UserStoreSettings,
        client_secret: Option<Secret>,
        http: HttpClient,
    ) -> Self {
        let connector = Connector::new(http);
        Self {
            sdk: Client::new(&sdk_config(settings, &connector)),
            connector,
            address: endpoint_of(settings)
                .unwrap_or_else(|| format!("cognito-idp in {}", settings.region)),
            user_pool_id: settings.user_pool_id.clone(),
            client_id: settings.client_id.clone(),
            client_secret,
            flow: settings.auth_flow,
        }
    }

    /// Begins a sign-in in the flow of the definition. SRP proves the password at once: the
    /// pool waits some seconds only.
    pub async fn initiate_auth(&self, username: &str, password: &Secret) -> Called<Answered> {
        let result = match self.flow {
            AuthFlow::UserPassword => {
                let password = ("PASSWORD", password.expose().to_owned());
                self.initiate(AuthFlowType::UserPasswordAuth, username, Some(password))
                    .await
                    .map(|step| answered(step, true))
            }
            AuthFlow::UserSrp => self.initiate_srp(username, password).await,
            AuthFlow::User => self
                .initiate(AuthFlowType::UserAuth, username, None)
                .await
                .map(|step| answered(step, false)),
        };
        Called::new(&self.connector, result)
    }

    async fn initiate(
        &self,
        flow: AuthFlowType,
        username: &str,
        parameter: Option<(&str, String)>,
    ) -> Result<AuthStep, Box<Diagnosis>> {
        let mut call = self
            .sdk
            .initiate_auth()
            .auth_flow(flow)
            .client_id(&self.client_id)
            .auth_parameters("USERNAME", username);
        if let Some((name, value)) = parameter {
            call = call.auth_parameters(name, value);
        }
        if let Some(hash) = self.hash(username) {
            call = call.auth_parameters("SECRET_HASH", hash);
        }
        let (step, address) = (StepKind::InitiateAuth, &self.address);
        match call.send().await {
            Ok(output) => self.read(Outcome::from(output), username, step),
            Err(error) => Err(diagnose(&error, "InitiateAuth", step, address)),
        }
    }

    async fn initiate_srp(
        &self,
        username: &str,
        password: &Secret,
    ) -> Result<Answered, Box<Diagnosis>> {
        let srp = self.srp(username, password);
        let public = ("SRP_A", srp.public_value());
        let step = self
            .initiate(AuthFlowType::UserSrpAuth, username, Some(public))
            .await?;
        self.verify(step, &srp, StepKind::InitiateAuth).await
    }

    fn srp(&self, username: &str, password: &Secret) -> Srp {
        Srp::new(&self.user_pool_id, &self.client_id, username, password)
    }

    /// Answers `PASSWORD_VERIFIER`; anything else is passed on, with the password unproven.
    async fn verify(
        &self,
        step: AuthStep,
        srp: &Srp,
        kind: StepKind,
    ) -> Result<Answered, Box<Diagnosis>> {
        let challenge = match step {
            AuthStep::Challenged(challenge) if challenge.name == "PASSWORD_VERIFIER" => challenge,
            other @ (AuthStep::Challenged(_) | AuthStep::SignedIn(_)) => {
                return Ok(answered(other, false));
            }
        };
        let proof = srp.prove(&challenge.parameters).map_err(|why| {
            let code = DiagnosisCode::ApiCallRefused;
            Box::new(
                Diagnosis::new(code, kind)
                    .evidence("challenge", &challenge.name)
                    .evidence("reason", why),
            )
        })?;
        let responses = vec![
            (
                "PASSWORD_CLAIM_SECRET_BLOCK".to_owned(),
                proof.password_claim_secret_block,
            ),
            (
                "PASSWORD_CLAIM_SIGNATURE".to_owned(),
                proof.password_claim_signature,
            ),
            ("TIMESTAMP".to_owned(), proof.timestamp),
        ];
        let sent = self.send_responses(&challenge, responses, kind).await;
        sent.map(|step| answered(step, true))
    }

    /// Answers a challenge.
    pub async fn respond(&self, challenge: &Challenge, reply: Reply<'_>) -> Called<Answered> {
        let kind = StepKind::Challenge;
        let by_srp = match reply {
            Reply::Choice {
                option: "PASSWORD_SRP",
                password: Some(password),
            } => Some(password),
            Reply::Password(password) if challenge.name == "PASSWORD_SRP" => Some(password),
            Reply::Choice { .. }
            | Reply::Password(_)
            | Reply::Code(_)
            | Reply::NewPassword { .. } => None,
        };
        let result = match by_srp {
            Some(password) => {
                let srp = self.srp(&challenge.username, password);
                let mut responses = match reply {
                    Reply::Choice { .. } => challenge.responses(reply),
                    Reply::Password(_) | Reply::Code(_) | Reply::NewPassword { .. } => Vec::new(),
                };
                responses.push(("SRP_A".to_owned(), srp.public_value()));
                match self.send_responses(challenge, responses, kind).await {
                    Ok(step) => self.verify(step, &srp, kind).await,
                    Err(diagnosis) => Err(diagnosis),
                }
            }
            None => {
                let responses = challenge.responses(reply);
                let with_password = responses.iter().any(|(name, _)| name == "PASSWORD");
                let sent = self.send_responses(challenge, responses, kind).await;
                sent.map(|step| answered(step, with_password))
            }
        };
        Called::new(&self.connector, result)
    }

    pub(crate) async fn send_responses(
        &self,
        challenge: &Challenge,
        responses: Vec<(String, String)>,
        kind: StepKind,
    ) -> Result<AuthStep, Box<Diagnosis>> {
        let username = &challenge.username;
        let mut call = self
            .sdk
            .respond_to_auth_challenge()
            .client_id(&self.client_id)
            .challenge_name(ChallengeNameType::from(challenge.name.as_str()))
            .set_session(challenge.session.as_ref().map(|s| s.expose().to_owned()))
            .challenge_responses("USERNAME", username);
        for (name, value) in responses {
            call = call.challenge_responses(name, value);
        }
        if let Some(hash) = self.hash(username) {
            call = call.challenge_responses("SECRET_HASH", hash);
        }
        match call.send().await {
            Ok(output) => self.read(Outcome::from(output), username, kind),
            Err(error) => {
                let operation = "RespondToAuthChallenge";
                Err(diagnose(&error, operation, kind, &self.address))
            }
        }
    }

    fn hash(&self, username: &str) -> Option<String> {
        let secret = self.client_secret.as_ref()?;
        Some(secret_hash(secret, username, &self.client_id))
    }

    fn read(
        &self,
        outcome: Outcome,
        username: &str,
        kind: StepKind,
    ) -> Result<AuthStep, Box<Diagnosis>> {
        if let Some(result) = outcome.result {
            return tokens(result, kind).map(|tokens| AuthStep::SignedIn(Box::new(tokens)));
        }
        let parameters = outcome.parameters.unwrap_or_default();
        let Some(name) = outcome.challenge else {
            let diagnosis = Diagnosis::new(DiagnosisCode::NotJson, kind)
                .evidence("address", &self.address)
                .evidence("reason", "the answer has neither tokens nor a challenge");
            return Err(Box::new(diagnosis));
        };
        let internal = ["USER_ID_FOR_SRP", "USERNAME"]
            .iter()
            .find_map(|name| parameters.get(*name))
            .filter(|name| !name.is_empty());
        Ok(AuthStep::Challenged(Box::new(Challenge {
            name,
            session: outcome.session.map(Secret::new),
            username: internal.cloned().unwrap_or_else(|| username.to_owned()),
            available: outcome.available,
            parameters,
        })))
    }

    /// The attributes of the person whose access token this is.
    pub async fn get_user(&self, access_token: &Secret) -> Called<UserAttributes> {
        let call = self.sdk.get_user().access_token(access_token.expose());
        let result = match call.send().await {
            Ok(output) => Ok(output
                .user_attributes()
                .iter()
                .map(|row| {
                    let value = row.value().unwrap_or_default();
                    (row.name().to_owned(), value.to_owned())
                })
                .collect()),
            Err(error) => {
                let (step, address) = (StepKind::GetUser, &self.address);
                Err(diagnose(&error, "GetUser", step, address))
            }
        };
        Called::new(&self.connector, result)
    }
}

fn answered(step: AuthStep, password_taken: bool) -> Answered {
    Answered {
        step,
        password_taken,
    }
}

/// Both operations answer alike.
struct Outcome {
    challenge: Option<String>,
    session: Option<String>,
    parameters: Option<HashMap<String, String>>,
    available: Vec<String>,
    result: Option<AuthenticationResultType>,
}

impl From<InitiateAuthOutput> for Outcome {
    fn from(output: InitiateAuthOutput) -> Self {
        let names = output.available_challenges().iter();
        Self {
            available: names.map(|name| name.as_str().to_owned()).collect(),
            challenge: output.challenge_name.map(|name| name.as_str().to_owned()),
            session: output.session,
            parameters: output.challenge_parameters,
            result: output.authentication_result,
        }
    }
}

impl From<RespondToAuthChallengeOutput> for Outcome {
    fn from(output: RespondToAuthChallengeOutput) -> Self {
        Self {
            available: Vec::new(),
            challenge: output.challenge_name.map(|name| name.as_str().to_owned()),
            session: output.session,
            parameters: output.challenge_parameters,
            result: output.authentication_result,
        }
    }
}

fn tokens(result: AuthenticationResultType, kind: StepKind) -> Result<Tokens, Box<Diagnosis>> {
    let Some(access_token) = result.access_token else {
        let diagnosis = Diagnosis::new(DiagnosisCode::TokenResponseUnusable, kind)
            .evidence("reason", "the answer has no access token");
        return Err(Box::new(diagnosis));
    };
    Ok(Tokens {
        id_token: result.id_token.map(Secret::new),
        access_token: Secret::new(access_token),
        refresh_token: result.refresh_token.map(Secret::new),
    })
}
