//! `POST /`: the JSON APIs `cognito-idp` and `cognito-identity`, and the one call of `sts`
//! that needs no right.

mod attempts;
mod caller_identity;
mod challenge;
mod exception;
mod identity;
mod initiate_auth;
mod request;
mod respond;
mod secret_hash;
mod software_token;
mod srp;
mod steps;
mod tokens;
mod user;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub(crate) use challenge::Challenge;
use exception::Exception;
use request::Request;

use crate::issued::identifier;
use crate::observed::Observed;
use crate::pool::Pool;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

type Answer = Result<Value, Exception>;

pub(crate) async fn call(
    State(pool): State<Arc<Pool>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if caller_identity::is_query(&headers) {
        return caller_identity::call(&pool, &headers, &body);
    }
    let target = headers
        .get(TARGET)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (service, operation) = target.split_once('.').unwrap_or(("", target));
    let request = Request::read(&pool, &body);
    let client_id = request
        .as_ref()
        .ok()
        .and_then(|request| request.text("ClientId"))
        .unwrap_or_default()
        .to_owned();
    let answer = match request {
        Ok(request) => dispatch(service, operation, &request).await,
        Err(exception) => Err(exception),
    };
    pool.observations.note(Observed::Api {
        operation: operation.to_owned(),
        client_id,
        outcome: outcome(&answer),
    });
    respond(answer)
}

async fn dispatch(service: &str, operation: &str, request: &Request<'_>) -> Answer {
    match service {
        "AWSCognitoIdentityProviderService" => {
            if let Some(fault) = request.settings.fault {
                return Err(Exception::fault(fault, request));
            }
            user_pool(operation, request).await
        }
        "AWSCognitoIdentityService" => match operation {
            "GetId" => identity::get_id(request),
            "GetCredentialsForIdentity" => identity::get_credentials(request),
            "GetOpenIdToken" => identity::get_open_id_token(request),
            _ => Err(Exception::unknown_operation()),
        },
        _ => Err(Exception::unknown_operation()),
    }
}

async fn user_pool(operation: &str, request: &Request<'_>) -> Answer {
    match operation {
        "InitiateAuth" => initiate_auth::initiate_auth(request),
        "RespondToAuthChallenge" => respond::respond_to_auth_challenge(request).await,
        "AssociateSoftwareToken" => software_token::associate(request),
        "VerifySoftwareToken" => software_token::verify(request).await,
        "GetUser" => user::get_user(request),
        "GlobalSignOut" => user::global_sign_out(request),
        "RevokeToken" => tokens::revoke_token(request),
        "GetTokensFromRefreshToken" => tokens::get_tokens_from_refresh_token(request),
        _ => Err(Exception::unknown_operation()),
    }
}

fn outcome(answer: &Answer) -> String {
    match answer {
        Ok(body) => body
            .get("ChallengeName")
            .and_then(Value::as_str)
            .unwrap_or("ok")
            .to_owned(),
        Err(exception) => exception.name.to_owned(),
    }
}

fn respond(answer: Answer) -> Response {
    let mut response = match answer {
        Ok(body) => (StatusCode::OK, body.to_string()).into_response(),
        Err(exception) => {
            let mut response = (exception.status, exception.body().to_string()).into_response();
            let name = HeaderValue::from_static(exception.name);
            response.headers_mut().insert(ERROR_TYPE, name);
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    if let Ok(id) = HeaderValue::from_str(&identifier()) {
        headers.insert(REQUEST_ID, id);
    }
    response
}
