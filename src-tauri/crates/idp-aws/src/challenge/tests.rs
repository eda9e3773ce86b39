use super::{Challenge, Demand, Reply};
use idp_core::diagnosis::DiagnosisCode;
use idp_core::question::{CodeChannel, Question};
use idp_core::secret::Secret;
use std::collections::BTreeMap;

fn challenge(name: &str, parameters: &[(&str, &str)], available: &[&str]) -> Challenge {
    Challenge {
        name: name.into(),
        session: None,
        parameters: parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        available: available.iter().map(|name| (*name).to_owned()).collect(),
        username: "alice".into(),
    }
}

fn code(channel: CodeChannel, destination: Option<&str>) -> Demand {
    Demand::Ask(Question::Code {
        channel,
        destination: destination.map(str::to_owned),
        refused: None,
    })
}

#[test]
fn codes_are_asked_for_and_answered_under_their_own_names() {
    let sent = [("CODE_DELIVERY_DESTINATION", "+***0106")];
    for (name, channel, key) in [
        ("SMS_MFA", CodeChannel::Sms, "SMS_MFA_CODE"),
        ("SMS_OTP", CodeChannel::Sms, "SMS_OTP_CODE"),
        ("EMAIL_OTP", CodeChannel::Email, "EMAIL_OTP_CODE"),
        (
            "SOFTWARE_TOKEN_MFA",
            CodeChannel::SoftwareToken,
            "SOFTWARE_TOKEN_MFA_CODE",
        ),
    ] {
        let challenge = challenge(name, &sent, &[]);
        assert_eq!(challenge.demand().unwrap(), code(channel, Some("+***0106")));
        let typed = Secret::new(" 123456 ");
        let responses = challenge.responses(Reply::Code(&typed));
        assert_eq!(responses, [(key.to_owned(), "123456".to_owned())]);
    }
}

#[test]
fn a_new_password_goes_with_the_attributes_that_are_required() {
    let required = [(
        "requiredAttributes",
        r#"["userAttributes.name","phone_number"]"#,
    )];
    let challenge = challenge("NEW_PASSWORD_REQUIRED", &required, &[]);
    let expected = Question::NewPassword {
        required_attributes: vec!["name".into(), "phone_number".into()],
        refused: None,
    };
    assert_eq!(challenge.demand().unwrap(), Demand::Ask(expected));
    let attributes = BTreeMap::from([("name".to_owned(), "Carol".to_owned())]);
    let reply = Reply::NewPassword {
        password: &Secret::new("x"),
        attributes: &attributes,
    };
    let responses = challenge.responses(reply);
    assert_eq!(responses[1], ("userAttributes.name".into(), "Carol".into()));
}

#[test]
fn a_choice_offers_what_can_be_answered_here() {
    let mfa = [("MFAS_CAN_CHOOSE", r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#)];
    let demand = challenge("SELECT_MFA_TYPE", &mfa, &[]).demand().unwrap();
    let both = vec!["SMS_MFA".into(), "SOFTWARE_TOKEN_MFA".into()];
    assert_eq!(demand, Demand::Ask(Question::Choice { options: both }));

    let offered = challenge("SELECT_CHALLENGE", &[], &["WEB_AUTHN", "PASSWORD"]);
    let one = vec!["PASSWORD".into()];
    let expected = Demand::Ask(Question::Choice { options: one });
    assert_eq!(offered.demand().unwrap(), expected);

    let passkey = challenge("SELECT_CHALLENGE", &[], &["WEB_AUTHN"]);
    assert_eq!(
        passkey.demand().unwrap_err().code,
        DiagnosisCode::NoWayToSignIn
    );
}

#[test]
fn a_password_goes_along_with_its_choice_or_answers_its_own_challenge() {
    let typed = Secret::new(" kept as typed ");
    let with_choice = |option| {
        let asked = challenge("SELECT_CHALLENGE", &[], &["PASSWORD", "PASSWORD_SRP"]);
        asked.responses(Reply::Choice {
            option,
            password: Some(&typed),
        })
    };
    let answer = |option: &str| ("ANSWER".to_owned(), option.to_owned());
    let sent = ("PASSWORD".to_owned(), typed.expose().to_owned());
    assert_eq!(with_choice("PASSWORD"), [answer("PASSWORD"), sent.clone()]);
    // SRP proves it; the public value is added where it is made.
    assert_eq!(with_choice("PASSWORD_SRP"), [answer("PASSWORD_SRP")]);

    for name in ["PASSWORD", "PASSWORD_SRP"] {
        let asked = challenge(name, &[], &[]);
        assert_eq!(asked.demand().unwrap(), Demand::Ask(Question::Password));
    }
    let asked = challenge("PASSWORD", &[], &[]);
    assert_eq!(asked.responses(Reply::Password(&typed)), [sent]);
}

#[test]
fn what_nobody_can_answer_here_is_named() {
    for name in [
        "CUSTOM_CHALLENGE",
        "DEVICE_SRP_AUTH",
        "DEVICE_PASSWORD_VERIFIER",
        "WEB_AUTHN",
        "SOMETHING_NEW",
    ] {
        let diagnosis = challenge(name, &[], &[]).demand().unwrap_err();
        assert_eq!(diagnosis.code, DiagnosisCode::ChallengeNotAnswerable);
        assert!(diagnosis.evidence.iter().any(|row| row.value == name));
    }
}

#[test]
fn a_second_factor_can_be_set_up_when_it_is_a_software_token() {
    let set_up = |ways: &str| challenge("MFA_SETUP", &[("MFAS_CAN_SETUP", ways)], &[]).demand();
    let token = set_up(r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#);
    assert_eq!(token.unwrap(), Demand::SetUpSoftwareToken);
    assert!(set_up(r#"["SMS_MFA"]"#).is_err());
}
