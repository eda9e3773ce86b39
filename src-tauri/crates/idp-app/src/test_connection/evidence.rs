//! The values of the definition that a person will compare with the other side.

use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::OauthSettings;

/// Scopes that guides ask for and app clients refuse, least often refused first.
const OFTEN_REFUSED: &[&str] = &["groups", "offline_access", "phone"];

/// Adds them to a diagnosis.
pub(super) fn with_settings(mut diagnosis: Diagnosis, settings: &OauthSettings) -> Box<Diagnosis> {
    const TO_REGISTER: &str = "callback URL to register";
    let code = diagnosis.code;
    let named = diagnosis.evidence.iter().any(|row| row.name == TO_REGISTER);
    if code == DiagnosisCode::RedirectMismatch && !named {
        diagnosis = diagnosis.evidence(TO_REGISTER, settings.redirect_uri.as_str());
    }
    if code == DiagnosisCode::InvalidScope {
        diagnosis = diagnosis.evidence("requested scopes", settings.scopes.join(" "));
        for scope in OFTEN_REFUSED {
            if settings.scopes.iter().any(|found| found == scope) {
                diagnosis = diagnosis.likeliest(format!(
                    "{scope} is requested; it is the scope most often refused."
                ));
            }
        }
    }
    if matches!(
        code,
        DiagnosisCode::ClientNotFound | DiagnosisCode::InvalidClient
    ) {
        diagnosis = diagnosis.evidence("client ID", &settings.client_id);
    }
    Box::new(diagnosis)
}
