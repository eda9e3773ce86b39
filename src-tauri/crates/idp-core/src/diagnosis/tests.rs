use super::*;

#[test]
fn the_six_classic_errors_are_found_in_error_or_description() {
    use DiagnosisCode as C;
    let cases = [
        ("invalid_scope", None, C::InvalidScope),
        ("invalid_request", Some("invalid_scope"), C::InvalidScope),
        (
            "invalid_request",
            Some("unauthorized_client"),
            C::UnauthorizedClient,
        ),
        ("unauthorized_client", None, C::UnauthorizedClient),
        (
            "access_denied",
            Some("user_cancelled_authorize"),
            C::AccessDenied,
        ),
        (
            "access_denied",
            Some("a trigger's own words"),
            C::AccessDenied,
        ),
        (
            "invalid_client",
            Some("invalid_client_secret"),
            C::InvalidClient,
        ),
        ("invalid_grant", None, C::InvalidGrant),
        ("invalid_request", None, C::InvalidRequest),
        (
            "invalid_request",
            Some("PreSignUp failed with error not one of us."),
            C::TriggerFailed,
        ),
        (
            "access_denied",
            Some("PreAuthentication failed with error no. "),
            C::TriggerFailed,
        ),
        (
            "invalid_request",
            Some("PostConfirmation invocation failed due to error AccessDeniedException."),
            C::TriggerFailed,
        ),
        (
            "invalid_client",
            Some("Client authentication failed with error 7000215"),
            C::InvalidClient,
        ),
        (
            "server_error",
            Some("The invocation failed"),
            C::ServerError,
        ),
        (
            "invalid_request",
            Some("Timeout occurred in calling IdP token endpoint"),
            C::ServerError,
        ),
        ("weird", Some("stranger"), C::Unknown),
    ];
    for (error, description, code) in cases {
        let found = of_oauth_error(OauthErrorPlace::Callback, error, description);
        assert_eq!(found.code, code, "{error} {description:?}");
        assert!(!found.causes.is_empty() && !found.next_steps.is_empty());
    }
}

#[test]
fn the_error_page_splits_unknown_client_from_missing_parameters() {
    assert_eq!(
        of_error_page("redirect_mismatch", true).code,
        DiagnosisCode::RedirectMismatch
    );
    assert_eq!(
        of_error_page("invalid_request", true).code,
        DiagnosisCode::ClientNotFound
    );
    assert_eq!(
        of_error_page("Required parameters missing", false).code,
        DiagnosisCode::ParametersMissing
    );
}

#[test]
fn codes_are_written_in_snake_case() {
    let text = serde_json::to_string(&DiagnosisCode::LoginPagesUnavailable).unwrap();
    assert_eq!(text, "\"login_pages_unavailable\"");
}

/// What no sign-in through the API can end with: it has no pages, no callback, no token
/// endpoint and no userinfo.
const NOT_OF_API: &[DiagnosisCode] = &[
    DiagnosisCode::RedirectMismatch,
    DiagnosisCode::InvalidClient,
    DiagnosisCode::InvalidScope,
    DiagnosisCode::InvalidGrant,
    DiagnosisCode::UnauthorizedClient,
    DiagnosisCode::AccessDenied,
    DiagnosisCode::InvalidRequest,
    DiagnosisCode::LoginRequired,
    DiagnosisCode::LoginPagesUnavailable,
    DiagnosisCode::ParametersMissing,
    DiagnosisCode::DiscoveryUnusable,
    DiagnosisCode::NonceMismatch,
    DiagnosisCode::StateMismatch,
    DiagnosisCode::CallbackUnusable,
    DiagnosisCode::UserinfoRejected,
    DiagnosisCode::SecretMissing,
    DiagnosisCode::EmbeddedBrowserRefused,
    DiagnosisCode::JavascriptNeeded,
    DiagnosisCode::SignInFormMissing,
];

#[test]
fn no_advice_of_a_sign_in_through_the_api_leads_to_what_it_does_not_have() {
    let of_api = DiagnosisCode::ALL.iter().copied();
    for code in of_api.filter(|code| !NOT_OF_API.contains(code)) {
        let told = Diagnosis::new(code, StepKind::InitiateAuth).told_for(SignInMode::Api);
        let words = [&[told.title], &told.causes[..], &told.next_steps].concat();
        let words = words.join("\n").to_lowercase();
        for nowhere in [
            "domain",
            "login pages",
            "userinfo",
            "jwks uri",
            "discovery document",
            "token endpoint",
            "redirect uri",
            "callback",
            "under advanced",
            "scopes",
            "forgot password",
        ] {
            let meant = code == DiagnosisCode::AccessTokenScopeMissing;
            assert!(
                meant || !words.contains(nowhere),
                "{code:?}: {nowhere} in {words}"
            );
        }
        assert!(
            !told.causes.is_empty() && !told.next_steps.is_empty(),
            "{code:?}"
        );
    }
}

#[test]
fn what_was_seen_stays_when_a_diagnosis_is_told_for_the_api() {
    let usual = Diagnosis::new(DiagnosisCode::ClientNotFound, StepKind::InitiateAuth)
        .likeliest("No app client has this ID in this Region.")
        .first_step("Look there first.")
        .evidence("operation", "InitiateAuth");
    let on_pages = usual.clone().told_for(SignInMode::Window);
    assert_eq!(on_pages, usual);
    let told = usual.told_for(SignInMode::Api);
    assert_eq!(
        told.title,
        "The user pools API does not know this app client."
    );
    assert_eq!(told.causes[0], "No app client has this ID in this Region.");
    assert_eq!(told.next_steps[0], "Look there first.");
    assert_eq!(told.evidence_of("operation"), Some("InitiateAuth"));
}

#[test]
fn an_expired_temporary_password_is_replaced_and_not_reset() {
    let told = Diagnosis::new(
        DiagnosisCode::TemporaryPasswordExpired,
        StepKind::InitiateAuth,
    );
    let steps = told.next_steps.join(" ");
    assert!(
        steps.contains("AdminSetUserPassword") && steps.contains("RESEND"),
        "{steps}"
    );
    assert!(!steps.contains("Reset password"), "{steps}");
}
