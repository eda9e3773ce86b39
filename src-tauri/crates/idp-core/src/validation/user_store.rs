//! The fields of a sign-in through the user pool API (AWS API reference, `UserPoolIdType`,
//! `ClientIdType`, `IdentityPoolId`).

use super::oauth::is_loopback;
use super::{FieldCode, FieldProblem};
use crate::provider::{AuthFlow, UserStoreDraft, UserStoreSettings};
use crate::regions::AWS_REGIONS;
use url::Url;

/// How the hosts of AWS end.
const AWS_HOSTS: [&str; 2] = [".amazonaws.com", ".amazonaws.com.cn"];

/// Checks all fields; present when there is no error.
pub(super) fn check_user_store(
    draft: &UserStoreDraft,
    problems: &mut Vec<FieldProblem>,
) -> Option<UserStoreSettings> {
    let before = problems.len();
    let mut fields = Fields { draft, problems };
    let endpoint_override = fields.endpoint_override();
    fields.region();
    fields.user_pool_id();
    fields.client_id();
    fields.identity_pool_id();
    let auth_flow = fields.auth_flow();
    let is_error = |problem: &FieldProblem| problem.severity == super::Severity::Error;
    if problems[before..].iter().any(is_error) {
        return None;
    }
    Some(UserStoreSettings {
        region: draft.region.clone(),
        user_pool_id: draft.user_pool_id.clone(),
        client_id: draft.client_id.clone(),
        identity_pool_id: draft.identity_pool_id.clone(),
        auth_flow: auth_flow?,
        endpoint_override,
    })
}

struct Fields<'a> {
    draft: &'a UserStoreDraft,
    problems: &'a mut Vec<FieldProblem>,
}

impl Fields<'_> {
    fn error(&mut self, field: &str, code: FieldCode, message: impl Into<String>) {
        let field = format!("userStore.{field}");
        self.problems
            .push(FieldProblem::error(field, code, message));
    }

    fn warning(&mut self, field: &str, code: FieldCode, message: impl Into<String>) {
        let field = format!("userStore.{field}");
        self.problems
            .push(FieldProblem::warning(field, code, message));
    }

    /// Whether AWS answers: a private endpoint of AWS has a name of AWS. An emulator has its own
    /// Regions, and nothing of AWS to give away.
    fn is_of_aws(&self) -> bool {
        let Some(endpoint) = self.draft.endpoint_override.as_deref() else {
            return true;
        };
        let url = Url::parse(endpoint).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let host = host.trim_end_matches('.');
        AWS_HOSTS.iter().any(|suffix| host.ends_with(suffix))
    }

    fn region(&mut self) {
        let region = self.draft.region.as_str();
        if region.is_empty() {
            self.error(
                "region",
                FieldCode::Required,
                "Enter the AWS Region of the user pool, such as us-east-2.",
            );
        } else if !is_region(region) {
            self.error(
                "region",
                FieldCode::InvalidFormat,
                "An AWS Region is written like us-east-2. It stands at the beginning of the user pool ID.",
            );
        } else if self.is_of_aws() && !AWS_REGIONS.contains(&region) {
            self.warning(
                "region",
                FieldCode::UnknownValue,
                format!("No Region {region} with user pools is known here. Compare it with the beginning of the user pool ID; a Region that is newer than this program can be used."),
            );
        }
    }

    fn user_pool_id(&mut self) {
        let id = self.draft.user_pool_id.as_str();
        let field = "userPoolId";
        if id.is_empty() {
            self.error(field, FieldCode::Required, "Enter the user pool ID.");
        } else if id.starts_with("arn:") || id.contains("://") {
            self.error(
                field,
                FieldCode::WrongThing,
                "This is an ARN or a URL. Enter the user pool ID alone, such as us-east-2_AbCdEf123.",
            );
        } else if is_identity_pool_id(id) {
            self.error(
                field,
                FieldCode::WrongThing,
                "This is an identity pool ID. The user pool ID has an underscore, such as us-east-2_AbCdEf123.",
            );
        } else {
            match id.split_once('_') {
                Some((region, rest)) if is_pool_name(rest) && id.len() <= 55 => {
                    self.agrees(field, region, "user pool ID");
                }
                Some(_) | None => self.error(
                    field,
                    FieldCode::InvalidFormat,
                    "A user pool ID is written like us-east-2_AbCdEf123.",
                ),
            }
        }
    }

    /// `[\w+]+`, up to 128.
    fn client_id(&mut self) {
        let id = self.draft.client_id.as_str();
        let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '+';
        if id.is_empty() {
            self.error(
                "clientId",
                FieldCode::Required,
                "Enter the client ID of the app client.",
            );
        } else if id.len() > 128 || !id.chars().all(legal) {
            self.error(
                "clientId",
                FieldCode::InvalidFormat,
                "A client ID has letters and digits only. Copy it again from the page of the app client.",
            );
        } else {
            super::cognito_lints::client_id("userStore.clientId", id, self.problems);
        }
    }

    fn identity_pool_id(&mut self) {
        let Some(id) = self.draft.identity_pool_id.as_deref() else {
            return;
        };
        let field = "identityPoolId";
        if is_identity_pool_id(id) {
            let region = id.split(':').next().unwrap_or_default();
            self.agrees(field, region, "identity pool ID");
            if self.is_of_aws() {
                self.warning(
                    field,
                    FieldCode::GuestAccess,
                    "If this identity pool has guest access, whoever knows this ID gets AWS credentials without signing in. Switch it off under Identity pools > your identity pool > User access, unless an application needs it.",
                );
            }
        } else {
            self.error(
                field,
                FieldCode::InvalidFormat,
                "An identity pool ID is written like us-east-2:1a2b3c4d-1234-1234-1234-123456789012. Copy it from Identity pools in the AWS console.",
            );
        }
    }

    /// One Region for all: a broker sends every call to the same one.
    fn agrees(&mut self, field: &str, region: &str, what: &str) {
        let expected = self.draft.region.as_str();
        if region != expected && is_region(expected) {
            self.error(
                field,
                FieldCode::DoesNotAgree,
                format!("This {what} is of the Region {region}, and {expected} is entered above. Correct the one that is wrong."),
            );
        }
    }

    fn auth_flow(&mut self) -> Option<AuthFlow> {
        let Some(name) = self.draft.auth_flow.as_deref() else {
            return Some(AuthFlow::default());
        };
        let found = AuthFlow::ALL.into_iter().find(|flow| flow.name() == name);
        if found.is_none() {
            let known = AuthFlow::ALL.map(AuthFlow::name).join(", ");
            let message = format!("Use one of: {known}.");
            self.error("authFlow", FieldCode::UnknownValue, message);
        }
        found
    }

    fn endpoint_override(&mut self) -> Option<Url> {
        let text = self.draft.endpoint_override.as_deref()?;
        let field = "endpointOverride";
        let Ok(url) = Url::parse(text) else {
            self.error(
                field,
                FieldCode::NotAUrl,
                "Enter an absolute URL, such as http://127.0.0.1:9229, or leave it empty for AWS.",
            );
            return None;
        };
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !plain || !url.has_host() {
            self.error(
                field,
                FieldCode::UrlNotAllowed,
                "An endpoint has no user name, password, query or #fragment. Remove it.",
            );
        } else if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            self.error(
                field,
                FieldCode::HttpsRequired,
                "Passwords are sent there: use https://, or http:// on this machine.",
            );
        }
        Some(url)
    }
}

/// The form only: new Regions come, and emulators have their own.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let (number, words) = match parts.split_last() {
        Some((number, words)) if words.len() >= 2 => (number, words),
        Some(_) | None => return false,
    };
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    words.iter().all(is_word)
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_pool_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `region:GUID`.
fn is_identity_pool_id(text: &str) -> bool {
    let Some((region, guid)) = text.split_once(':') else {
        return false;
    };
    let lengths = guid.split('-').map(str::len);
    is_region(region)
        && lengths.eq([8, 4, 4, 4, 12])
        && guid.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

#[cfg(test)]
mod tests;
