//! The values of the definition that a person will compare with the other side.

use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::OauthSettings;

/// Scopes that guides ask for and app clients refuse, least often refused first.
const OFTEN_REFUSED: &[&str] = &["groups", "offline_access", "phone"];

/// Those that belong to OpenID Connect, and are refused without `openid`.
const NEED_OPENID: &[&str] = &["email", "profile", "phone"];

/// Adds them to a diagnosis. `cognito` says whether the rules that only Cognito has apply.
pub(super) fn with_settings(
    mut diagnosis: Diagnosis,
    settings: &OauthSettings,
    cognito: bool,
) -> Box<Diagnosis> {
    const TO_REGISTER: &str = "callback URL to register";
    let code = diagnosis.code;
    let named = diagnosis.evidence.iter().any(|row| row.name == TO_REGISTER);
    if code == DiagnosisCode::RedirectMismatch && !named {
        diagnosis = diagnosis.evidence(TO_REGISTER, settings.redirect_uri.as_str());
    }
    if code == DiagnosisCode::InvalidScope {
        diagnosis = of_refused_scope(diagnosis, settings, cognito);
    }
    if matches!(
        code,
        DiagnosisCode::ClientNotFound | DiagnosisCode::InvalidClient
    ) {
        diagnosis = diagnosis.evidence("client ID", &settings.client_id);
    }
    Box::new(diagnosis)
}

fn of_refused_scope(
    mut diagnosis: Diagnosis,
    settings: &OauthSettings,
    cognito: bool,
) -> Diagnosis {
    let asked = |scope: &str| settings.scopes.iter().any(|found| found == scope);
    diagnosis = diagnosis.evidence("requested scopes", settings.scopes.join(" "));
    if cognito {
        for scope in OFTEN_REFUSED.iter().filter(|scope| asked(scope)) {
            diagnosis = diagnosis.likeliest(format!(
                "{scope} is requested; it is the scope most often refused."
            ));
        }
    } else {
        diagnosis = diagnosis.told_for_others();
    }
    let needing: Vec<&str> = NEED_OPENID
        .iter()
        .copied()
        .filter(|one| asked(one))
        .collect();
    // Plain OAuth 2.0 has scopes of these names as well, and no openid.
    let oidc = cognito || settings.issuer.is_some();
    if oidc && !needing.is_empty() && !asked("openid") {
        let words = if needing.len() == 1 {
            "is requested without openid, which it needs"
        } else {
            "are requested without openid, which they need"
        };
        diagnosis = diagnosis
            .likeliest(format!("{} {words}.", needing.join(", ")))
            .first_step("Add the scope openid here.");
    }
    diagnosis
}

#[cfg(test)]
mod tests {
    use super::with_settings;
    use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
    use idp_core::provider::{ClientAuthentication, OauthSettings, RedirectUri};
    use idp_core::run::StepKind;
    use std::collections::BTreeMap;
    use url::Url;

    fn refused(scopes: &[&str], issuer: Option<&str>, cognito: bool) -> Diagnosis {
        let endpoint = Url::parse("https://login.example.com/").unwrap();
        let settings = OauthSettings {
            issuer: issuer.map(str::to_owned),
            authorization_endpoint: endpoint.clone(),
            token_endpoint: endpoint,
            userinfo_endpoint: None,
            jwks_uri: None,
            logout_endpoint: None,
            client_id: "client".to_owned(),
            client_authentication: ClientAuthentication::None,
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            redirect_uri: RedirectUri::parse("https://broker.example.com/callback").unwrap(),
            loopback_redirect_uri: None,
            sign_out_uri: None,
            authorization_parameters: BTreeMap::new(),
            ca_file: None,
            allow_http_on_loopback: false,
            allow_private_network: false,
            trusted_audiences: Vec::new(),
        };
        let diagnosis = Diagnosis::new(DiagnosisCode::InvalidScope, StepKind::Callback);
        *with_settings(diagnosis, &settings, cognito)
    }

    #[test]
    fn only_cognito_is_spoken_of_as_cognito() {
        let issuer = Some("https://login.example.com");
        let other = refused(&["phone", "groups"], issuer, false);
        let said = format!("{other:?}");
        for word in ["AWS", "Cognito", "app client", "most often"] {
            assert!(!said.contains(word), "{word} in {said}");
        }
        assert!(other.causes[0].starts_with("phone is requested without openid"));
        assert_eq!(other.next_steps[0], "Add the scope openid here.");
        assert!(format!("{:?}", refused(&["openid"], issuer, true)).contains("AWS console"));
    }

    #[test]
    fn plain_oauth_has_no_openid_to_ask_for() {
        let plain = refused(&["email"], None, false);
        assert!(!format!("{plain:?}").contains("openid"));
    }
}
