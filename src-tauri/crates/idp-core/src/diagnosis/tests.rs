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
