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
