//! Claims as Cognito sends them (AWS Developer Guide: using the ID token, using the access
//! token, userinfo endpoint), and claims as nobody should.

use super::{
    ClientFacts, ConsumerField, ConsumerId, ConsumerVerdict, ConsumerView, DefinitionState,
    FindingEffect, FindingId, Judgement, consumers_of_run,
};
use crate::checks::{Check, CheckId};
use crate::claims::{ClaimSource, Claims, attribute_table};
use crate::run::{
    DecodedToken, RunEnd, RunEvent, RunView, SignInMode, StepKind, TokenKind, fold_run,
};
use serde_json::{Value, json};

mod hostile;
mod products;

const ISSUER: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";

/// What one sign-in yields, to be changed by a case.
struct Case {
    id_token: Value,
    userinfo: Value,
    access_token: Value,
    client: Option<ClientFacts>,
    checks: Vec<(StepKind, Check)>,
    decoded: bool,
}

/// A user of a pool whose client may read e-mail address and name.
fn cognito() -> Case {
    let sub = "a1b2c3d4-0000-4000-8000-000000000001";
    Case {
        id_token: json!({
            "sub": sub, "iss": ISSUER, "aud": "client", "token_use": "id",
            "auth_time": 1_700_000_000, "iat": 1_700_000_000, "exp": 1_700_003_600,
            "cognito:username": "alice", "cognito:groups": ["admins", "engineering"],
            "email": "alice@example.com", "email_verified": true, "name": "Alice Example",
            "given_name": "Alice", "family_name": "Example", "nonce": "n"
        }),
        userinfo: json!({
            "sub": sub, "username": "alice", "email": "alice@example.com",
            "email_verified": "true", "name": "Alice Example",
            "given_name": "Alice", "family_name": "Example"
        }),
        access_token: json!({
            "sub": sub, "iss": ISSUER, "client_id": "client", "username": "alice",
            "token_use": "access", "scope": "openid email profile",
            "cognito:groups": ["admins", "engineering"]
        }),
        client: Some(ClientFacts {
            issuer: Some(ISSUER.to_owned()),
            client_id: "client".to_owned(),
            scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
            has_secret: true,
            has_userinfo: true,
            changed: false,
        }),
        checks: Vec::new(),
        decoded: true,
    }
}

impl Case {
    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// Without this claim in ID token and userinfo, as when the client may not read it.
    fn unreadable(self, name: &str) -> Self {
        self.with(|case| {
            for claims in [&mut case.id_token, &mut case.userinfo] {
                claims.as_object_mut().unwrap().remove(name);
            }
        })
    }

    fn scopes(self, scopes: &[&str]) -> Self {
        self.with(|case| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            case.client.as_mut().unwrap().scopes = scopes;
        })
    }

    fn run(&self) -> RunView {
        let claims = |value: &Value| value.as_object().cloned().unwrap_or_else(Claims::new);
        let (id, info, access) = (
            claims(&self.id_token),
            claims(&self.userinfo),
            claims(&self.access_token),
        );
        let attributes = attribute_table(&[
            (ClaimSource::IdToken, &id),
            (ClaimSource::Userinfo, &info),
            (ClaimSource::AccessToken, &access),
        ]);
        let mut events = vec![RunEvent::RunStarted {
            run_id: "run".to_owned(),
            provider_id: "provider".to_owned(),
            provider: "Acme".to_owned(),
            started_at: "2026-11-23T08:00:00Z".to_owned(),
            mode: SignInMode::Form,
            redirect_uri: "https://broker.example.com/callback".to_owned(),
            fingerprint: "f".to_owned(),
        }];
        for (step, check) in self.checks.clone() {
            events.push(RunEvent::StepStarted { step, at_ms: 0 });
            events.push(RunEvent::CheckRecorded { step, check });
            events.push(RunEvent::StepFinished {
                step,
                duration_ms: 1,
                skipped: None,
            });
        }
        if self.decoded {
            events.push(RunEvent::TokenDecoded {
                token: DecodedToken {
                    kind: TokenKind::IdToken,
                    header: "{}".to_owned(),
                    payload: "{}".to_owned(),
                    times: Vec::new(),
                },
            });
        }
        events.push(RunEvent::AttributesReceived { attributes });
        events.push(RunEvent::RunFinished {
            end: RunEnd::Completed,
            duration_ms: 1,
        });
        fold_run(&events, false)
    }

    fn judge(&self, id: ConsumerId) -> ConsumerView {
        let view = consumers_of_run(&self.run(), self.client.as_ref());
        view.consumers
            .into_iter()
            .find(|one| one.consumer == id)
            .unwrap()
    }
}

fn ids(view: &ConsumerView, effect: FindingEffect) -> Vec<FindingId> {
    view.findings
        .iter()
        .filter(|finding| finding.effect == effect)
        .map(|finding| finding.id)
        .collect()
}

fn values(judgement: &Judgement, field: ConsumerField) -> Vec<&str> {
    let row = judgement.user.iter().find(|row| row.field == field);
    row.map(|row| row.values.iter().map(String::as_str).collect())
        .unwrap_or_default()
}

fn set(view: &ConsumerView, id: FindingId) -> &str {
    let finding = view.findings.iter().find(|finding| finding.id == id);
    &finding.unwrap().setting.as_ref().unwrap().text
}

#[test]
fn a_complete_user_is_accepted_by_all_and_each_says_what_it_leaves_out() {
    use ConsumerId::{Alb, Authentik, Dex, Keycloak, Kubernetes, Oauth2Proxy, Spring};
    let remarks = [
        (
            Keycloak,
            vec![
                FindingId::KeycloakUserNameIsEmail,
                FindingId::KeycloakGroupsNotMapped,
            ],
        ),
        (Dex, vec![FindingId::DexGroupsNotRead]),
        (Oauth2Proxy, vec![FindingId::ProxyGroupsNotRead]),
        (
            Spring,
            vec![
                FindingId::SpringUserNameIsSubject,
                FindingId::SpringGroupsNotAuthorities,
            ],
        ),
        (
            Kubernetes,
            vec![
                FindingId::KubernetesUserNameIsSubject,
                FindingId::KubernetesGroupsNotRead,
            ],
        ),
        (Alb, vec![FindingId::AlbGroupsOnlyInToken]),
        (
            Authentik,
            vec![
                FindingId::AuthentikUserNameMissing,
                FindingId::AuthentikGroupsNotInUserinfo,
            ],
        ),
    ];
    for (id, expected) in remarks {
        let view = cognito().judge(id);
        assert_eq!(
            view.plain.verdict,
            ConsumerVerdict::AcceptsWithRemark,
            "{id:?}"
        );
        assert_eq!(ids(&view, FindingEffect::Remark), expected, "{id:?}");
        assert_eq!(ids(&view, FindingEffect::Refuses), [], "{id:?}");
    }
}

#[test]
fn the_settings_that_fit_give_readable_names_and_groups() {
    use ConsumerField::{Groups, UserName};
    let case = cognito();
    for (id, name, groups) in [
        (ConsumerId::Keycloak, "alice", vec!["admins", "engineering"]),
        (ConsumerId::Dex, "alice", vec!["admins", "engineering"]),
        (ConsumerId::Oauth2Proxy, "", vec!["admins", "engineering"]),
        (ConsumerId::Spring, "alice", vec![]),
        (
            ConsumerId::Kubernetes,
            "cognito:alice@example.com",
            vec!["cognito:admins", "cognito:engineering"],
        ),
        (ConsumerId::Authentik, "alice", vec![]),
    ] {
        let fitted = case.judge(id).fitted.unwrap();
        assert_ne!(fitted.verdict, ConsumerVerdict::Refuses, "{id:?}");
        assert_eq!(values(&fitted, UserName).concat(), name, "{id:?}");
        assert_eq!(values(&fitted, Groups), groups, "{id:?}");
    }
    assert_eq!(case.judge(ConsumerId::Alb).fitted, None);
    assert_eq!(
        case.judge(ConsumerId::Dex).settings.unwrap().text,
        "insecureEnableGroups: true\nclaimMapping:\n  preferred_username: \"cognito:username\"\n  groups: \"cognito:groups\""
    );
}

#[test]
fn every_field_says_which_claim_it_comes_from_and_where_it_was_read() {
    let view = cognito().judge(ConsumerId::Alb);
    let row = |field| {
        view.plain
            .user
            .iter()
            .find(|row| row.field == field)
            .unwrap()
    };
    let email = row(ConsumerField::Email);
    assert_eq!(
        (email.claim.as_deref(), email.source),
        (Some("email"), Some(ClaimSource::Userinfo))
    );
    assert_eq!(row(ConsumerField::EmailVerified).values, ["true"]);
    assert_eq!(row(ConsumerField::Groups).claim, None);
}

#[test]
fn a_run_that_received_nothing_tells_nothing() {
    let nothing = cognito().with(|case| {
        case.id_token = Value::Null;
        case.userinfo = Value::Null;
        case.access_token = Value::Null;
        case.decoded = false;
    });
    let view = consumers_of_run(&nothing.run(), None);
    assert!(!view.received);
    assert_eq!(view.definition, DefinitionState::Gone);
    for consumer in view.consumers {
        assert_eq!(consumer.plain.verdict, ConsumerVerdict::Unknown);
        assert_eq!((consumer.findings.len(), consumer.plain.user.len()), (0, 0));
    }
}

#[test]
fn a_rejected_id_token_is_refused_by_those_who_are_known_to_make_the_check() {
    let rejected = |check: CheckId| {
        cognito().with(|case| {
            case.id_token = Value::Null;
            case.userinfo = Value::Null;
            case.checks = vec![(StepKind::IdToken, Check::failed(check).found("found"))];
        })
    };
    for (check, id, verdict) in [
        (
            CheckId::SignatureValid,
            ConsumerId::Dex,
            ConsumerVerdict::Refuses,
        ),
        (
            CheckId::SignatureValid,
            ConsumerId::Keycloak,
            ConsumerVerdict::Unknown,
        ),
        (
            CheckId::AudienceContainsClient,
            ConsumerId::Keycloak,
            ConsumerVerdict::Refuses,
        ),
        (
            CheckId::AudienceContainsClient,
            ConsumerId::Authentik,
            ConsumerVerdict::Unknown,
        ),
        (
            CheckId::NonceMatches,
            ConsumerId::Dex,
            ConsumerVerdict::Unknown,
        ),
    ] {
        let view = rejected(check).judge(id);
        assert_eq!(view.plain.verdict, verdict, "{check:?} {id:?}");
        assert_eq!(view.plain.user, [], "{check:?} {id:?}");
    }
}

#[test]
fn an_unverifiable_or_missing_id_token_is_not_called_accepted() {
    let unchecked = cognito().with(|case| case.id_token = Value::Null);
    let missing = cognito().with(|case| {
        case.id_token = Value::Null;
        case.decoded = false;
    });
    for id in ConsumerId::ALL {
        assert_eq!(
            unchecked.judge(*id).plain.verdict,
            ConsumerVerdict::Unknown,
            "{id:?}"
        );
    }
    for (id, verdict) in [
        (ConsumerId::Dex, ConsumerVerdict::Refuses),
        (ConsumerId::Spring, ConsumerVerdict::Unknown),
        (ConsumerId::Authentik, ConsumerVerdict::AcceptsWithRemark),
    ] {
        assert_eq!(missing.judge(id).plain.verdict, verdict, "{id:?}");
    }
}

#[test]
fn a_failed_userinfo_stops_those_who_always_ask_it() {
    let failed = cognito().with(|case| {
        case.userinfo = Value::Null;
        case.checks = vec![(StepKind::Userinfo, Check::failed(CheckId::UserinfoAnswered))];
    });
    for (id, finding) in [
        (ConsumerId::Keycloak, FindingId::UserinfoFailed),
        (ConsumerId::Spring, FindingId::UserinfoFailed),
        (ConsumerId::Alb, FindingId::UserinfoFailed),
        (ConsumerId::Oauth2Proxy, FindingId::ProxyUserinfoNeeded),
    ] {
        assert_eq!(
            ids(&failed.judge(id), FindingEffect::Refuses),
            [finding],
            "{id:?}"
        );
    }
    for id in [
        ConsumerId::Dex,
        ConsumerId::Kubernetes,
        ConsumerId::Authentik,
    ] {
        assert_eq!(ids(&failed.judge(id), FindingEffect::Refuses), [], "{id:?}");
    }
}

#[test]
fn every_finding_has_texts_a_next_step_and_a_source() {
    for id in FindingId::ALL {
        let finding = id.finding();
        assert!(finding.problem.ends_with('.'), "{id:?}");
        assert!(finding.next_step.ends_with('.'), "{id:?}");
        assert!(!finding.source.is_empty(), "{id:?}");
    }
}
