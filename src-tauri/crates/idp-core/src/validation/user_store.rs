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
mod tests {
    use super::super::{FieldCode as C, FieldProblem, Severity};
    use super::check_user_store;
    use crate::provider::{AuthFlow, UserStoreDraft};
    use crate::regions::AWS_REGIONS;

    const IDENTITY: &str = "userStore.identityPoolId";
    const PRIVATE: &str = "https://vpce-0a1b2c3d.cognito-idp.us-east-2.vpce.amazonaws.com";

    fn draft() -> UserStoreDraft {
        UserStoreDraft {
            region: "us-east-2".into(),
            user_pool_id: "us-east-2_AbCdEf123".into(),
            client_id: "1h57kf5cpq17m0eml12EXAMPLE".to_lowercase(),
            identity_pool_id: Some("us-east-2:1a2b3c4d-1234-1234-1234-123456789012".into()),
            auth_flow: None,
            endpoint_override: None,
        }
    }

    fn found(change: impl FnOnce(&mut UserStoreDraft)) -> Vec<(String, C)> {
        let mut draft = draft();
        change(&mut draft);
        let mut problems = Vec::new();
        let checked = check_user_store(&draft, &mut problems);
        let errors = problems.iter().any(|p| p.severity == Severity::Error);
        assert_eq!(checked.is_none(), errors, "{problems:?}");
        let short = |p: FieldProblem| (p.field.replace("userStore.", ""), p.code);
        problems.into_iter().map(short).collect()
    }

    /// What is found beside the warning that every identity pool gets.
    fn mistakes(change: impl FnOnce(&mut UserStoreDraft)) -> Vec<(String, C)> {
        let all = found(change).into_iter();
        all.filter(|(_, code)| *code != C::GuestAccess).collect()
    }

    #[test]
    fn what_is_right_is_taken_and_the_flow_of_brokers_is_the_default() {
        let mut problems = Vec::new();
        let settings = check_user_store(&draft(), &mut problems).unwrap();
        assert_eq!(settings.auth_flow, AuthFlow::UserPassword);
        let [guests] = problems.try_into().unwrap();
        assert_eq!(guests.severity, Severity::Warning);
        assert_eq!(
            (guests.field.as_str(), guests.code),
            (IDENTITY, C::GuestAccess)
        );
    }

    #[test]
    fn guests_are_warned_of_where_an_identity_pool_of_aws_is_entered() {
        let none = |draft: &mut UserStoreDraft| draft.identity_pool_id = None;
        assert!(found(none).is_empty());
        let local = "http://127.0.0.1:9229".to_owned();
        assert!(found(|draft| draft.endpoint_override = Some(local)).is_empty());
        let private = found(|draft| draft.endpoint_override = Some(PRIVATE.to_owned()));
        assert_eq!(private, [("identityPoolId".to_owned(), C::GuestAccess)]);
    }

    #[test]
    fn a_region_that_nobody_knows_is_a_warning_unless_it_is_not_of_aws() {
        let moved = |region: &str, endpoint: Option<&str>| {
            let (region, endpoint) = (region.to_owned(), endpoint.map(str::to_owned));
            found(move |draft| {
                draft.user_pool_id = format!("{region}_AbCdEf123");
                draft.region = region;
                draft.identity_pool_id = None;
                draft.endpoint_override = endpoint;
            })
        };
        let unknown = [("region".to_owned(), C::UnknownValue)];
        assert_eq!(moved("foo-bar-1", None), unknown);
        assert_eq!(moved("foo-bar-1", Some(PRIVATE)), unknown);
        assert!(moved("foo-bar-1", Some("https://emulator.example.com")).is_empty());
        for region in AWS_REGIONS {
            assert!(moved(region, None).is_empty(), "{region}");
        }
    }

    #[test]
    fn every_region_is_the_same() {
        let one = |field: &str| vec![(field.to_owned(), C::DoesNotAgree)];
        let pool = mistakes(|draft| draft.user_pool_id = "eu-west-1_AbCdEf123".into());
        assert_eq!(pool, one("userPoolId"));
        let identity = "eu-west-1:1a2b3c4d-1234-1234-1234-123456789012";
        let identity = mistakes(|draft| draft.identity_pool_id = Some(identity.into()));
        assert_eq!(identity, one("identityPoolId"));
    }

    #[test]
    fn each_field_has_its_own_mistakes() {
        type Change = fn(&mut UserStoreDraft);
        let cases: &[(Change, &str, C)] = &[
            (|d| d.region = "Ohio".into(), "region", C::InvalidFormat),
            (|d| d.user_pool_id.clear(), "userPoolId", C::Required),
            (
                |d| d.user_pool_id = "arn:aws:cognito-idp:us-east-2:1:userpool/x".into(),
                "userPoolId",
                C::WrongThing,
            ),
            (
                |d| d.user_pool_id = "us-east-2:1a2b3c4d-1234-1234-1234-123456789012".into(),
                "userPoolId",
                C::WrongThing,
            ),
            (
                |d| d.user_pool_id = "us-east-2_a b".into(),
                "userPoolId",
                C::InvalidFormat,
            ),
            (|d| d.client_id.clear(), "clientId", C::Required),
            (
                |d| d.client_id = "two words".into(),
                "clientId",
                C::InvalidFormat,
            ),
            (
                |d| d.identity_pool_id = Some("us-east-2_AbCdEf123".into()),
                "identityPoolId",
                C::InvalidFormat,
            ),
            (
                |d| d.auth_flow = Some("admin".into()),
                "authFlow",
                C::UnknownValue,
            ),
            (
                |d| d.endpoint_override = Some("127.0.0.1".into()),
                "endpointOverride",
                C::NotAUrl,
            ),
            (
                |d| d.endpoint_override = Some("http://aws.example.com".into()),
                "endpointOverride",
                C::HttpsRequired,
            ),
            (
                |d| d.endpoint_override = Some("https://u:p@aws.example.com".into()),
                "endpointOverride",
                C::UrlNotAllowed,
            ),
        ];
        for (change, field, code) in cases {
            assert_eq!(mistakes(change), [((*field).to_owned(), *code)], "{field}");
        }
    }
}
