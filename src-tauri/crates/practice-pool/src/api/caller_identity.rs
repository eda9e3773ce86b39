//! `GetCallerIdentity` of the AWS Security Token Service: a form comes in, XML goes out.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::html::Escaped;
use crate::issued::{IssuedCredentials, identifier};
use crate::observed::Observed;
use crate::parameters::Parameters;
use crate::pool::Pool;

const XML: HeaderValue = HeaderValue::from_static("text/xml");
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// An error of the query protocol.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
}

/// Whether this is a call of the query protocol; all other APIs here speak JSON.
pub(super) fn is_query(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|text| text.starts_with("application/x-www-form-urlencoded"))
}

pub(super) fn call(pool: &Pool, headers: &HeaderMap, body: &[u8]) -> Response {
    let operation = Parameters::parse(body).text("Action");
    let answer = match operation.as_str() {
        "GetCallerIdentity" => caller(pool, headers),
        _ => Err(Refusal {
            status: StatusCode::BAD_REQUEST,
            code: "InvalidAction",
            message: "Could not find operation.",
        }),
    };
    pool.observations.note(Observed::Api {
        operation,
        client_id: String::new(),
        outcome: match &answer {
            Ok(_) => "ok".to_owned(),
            Err(refusal) => refusal.code.to_owned(),
        },
    });
    let (status, document) = match answer {
        Ok(role_arn) => (StatusCode::OK, identity(&role_arn)),
        Err(refusal) => (refusal.status, refusal.document()),
    };
    (status, [(CONTENT_TYPE, XML)], document).into_response()
}

/// The role of whoever signs with these credentials. The signature itself is not looked at:
/// what is found out here is which credentials somebody uses.
fn caller(pool: &Pool, headers: &HeaderMap) -> Result<String, Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(signed) = header(AUTHORIZATION.as_str()) else {
        return Err(refused(
            "MissingAuthenticationToken",
            "Request is missing Authentication Token",
        ));
    };
    let key = signed
        .split_once("Credential=")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(key, _)| key);
    let invalid = || {
        refused(
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
        )
    };
    let now = pool.now();
    let issued = pool.issued();
    let IssuedCredentials {
        session_token,
        role_arn,
        expires,
    } = issued.credentials.get(now, key).ok_or_else(invalid)?;
    if header("x-amz-security-token") != Some(session_token.as_str()) {
        return Err(invalid());
    }
    if *expires <= now {
        return Err(refused(
            "ExpiredToken",
            "The security token included in the request is expired",
        ));
    }
    Ok(role_arn.clone())
}

fn refused(code: &'static str, message: &'static str) -> Refusal {
    Refusal {
        status: StatusCode::FORBIDDEN,
        code,
        message,
    }
}

/// As whoever took on the role: without the path of its name, and in a session that
/// identity pools call by their own name.
fn identity(role_arn: &str) -> String {
    let account = role_arn.split(':').nth(4).unwrap_or_default();
    let name = role_arn.rsplit('/').next().unwrap_or_default();
    let (account, name) = (Escaped(account), Escaped(name));
    let session = "CognitoIdentityCredentials";
    format!(
        "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\"><GetCallerIdentityResult>\
         <Arn>arn:aws:sts::{account}:assumed-role/{name}/{session}</Arn>\
         <UserId>AROAPRACTICEPOOLROLE0:{session}</UserId><Account>{account}</Account>\
         </GetCallerIdentityResult><ResponseMetadata><RequestId>{}</RequestId>\
         </ResponseMetadata></GetCallerIdentityResponse>",
        identifier()
    )
}

impl Refusal {
    fn document(&self) -> String {
        format!(
            "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>Sender</Type><Code>{}</Code>\
             <Message>{}</Message></Error><RequestId>{}</RequestId></ErrorResponse>",
            self.code,
            self.message,
            identifier()
        )
    }
}
