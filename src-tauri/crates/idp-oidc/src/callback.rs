//! Reading a captured callback (RFC 6749 section 4.1.2, RFC 9207).

use idp_core::checks::{Check, CheckId};
use idp_core::diagnosis::{Diagnosis, OauthErrorPlace, of_failed_check, of_oauth_error};
use idp_core::run::{NameValue, StepKind};
use idp_core::secret::Secret;
use url::Url;

/// What the callback must agree with.
#[derive(Clone, Copy, Debug)]
pub struct CallbackExpectation<'a> {
    /// The state that was sent.
    pub state: &'a str,
    /// The issuer, when known.
    pub issuer: Option<&'a str>,
    /// Whether the provider promised the `iss` parameter (RFC 9207 section 2.3).
    pub iss_promised: bool,
}

/// What the callback says.
#[derive(Debug)]
pub struct CallbackRead {
    /// The checks made.
    pub checks: Vec<Check>,
    /// The parameters, redacted.
    pub parameters: Vec<NameValue>,
    /// The code, or why the run ends here.
    pub result: Result<Secret, Box<Diagnosis>>,
}

const SINGLE: &[&str] = &["code", "state", "error", "error_description", "iss"];

/// Reads a callback. Nothing may be sent before its state was found right, so an error
/// in a callback with a foreign state is not believed either.
#[must_use]
pub fn read_callback(url: &Url, expect: &CallbackExpectation<'_>) -> CallbackRead {
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let parameters = idp_http::redact_parameters(
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    let mut reading = Reading {
        pairs: &pairs,
        checks: vec![Check::passed(CheckId::CallbackUriMatches)],
    };
    let result = reading.code(expect);
    CallbackRead {
        checks: reading.checks,
        parameters,
        result,
    }
}

struct Reading<'a> {
    pairs: &'a [(String, String)],
    checks: Vec<Check>,
}

impl Reading<'_> {
    fn code(&mut self, expect: &CallbackExpectation<'_>) -> Result<Secret, Box<Diagnosis>> {
        self.single()?;
        self.state(expect.state)?;
        self.issuer(expect)?;
        if let Some(error) = self.value("error") {
            let error = error.to_owned();
            let description = self.value("error_description").map(str::to_owned);
            self.checks
                .push(Check::failed(CheckId::AuthorizationCodeReceived).found(&error));
            return Err(Box::new(of_oauth_error(
                OauthErrorPlace::Callback,
                &error,
                description.as_deref(),
            )));
        }
        match self.value("code").filter(|code| !code.is_empty()) {
            Some(code) => {
                let code = Secret::new(code);
                self.checks
                    .push(Check::passed(CheckId::AuthorizationCodeReceived));
                Ok(code)
            }
            None => Err(self.fail(Check::failed(CheckId::AuthorizationCodeReceived))),
        }
    }

    fn single(&mut self) -> Result<(), Box<Diagnosis>> {
        let repeated = SINGLE.iter().find(|name| {
            self.pairs
                .iter()
                .filter(|(found, _)| found == *name)
                .count()
                > 1
        });
        let contradictory = self.value("code").is_some() && self.value("error").is_some();
        match (repeated, contradictory) {
            (None, false) => {
                self.checks
                    .push(Check::passed(CheckId::CallbackParametersSingle));
                Ok(())
            }
            (Some(name), _) => {
                let found = format!("{name} is there twice");
                Err(self.fail(Check::failed(CheckId::CallbackParametersSingle).found(found)))
            }
            (None, true) => {
                let check = Check::failed(CheckId::CallbackParametersSingle);
                Err(self.fail(check.found("code and error together")))
            }
        }
    }

    /// Compared without revealing how many characters agree.
    fn state(&mut self, expected: &str) -> Result<(), Box<Diagnosis>> {
        let found = self.value("state");
        if found.is_some_and(|state| equal_in_constant_time(state, expected)) {
            self.checks.push(Check::passed(CheckId::StateMatches));
            return Ok(());
        }
        let shown = if found.is_none() {
            "no state"
        } else {
            "another state"
        };
        Err(self.fail(Check::failed(CheckId::StateMatches).found(shown)))
    }

    fn issuer(&mut self, expect: &CallbackExpectation<'_>) -> Result<(), Box<Diagnosis>> {
        let check = match (self.value("iss"), expect.issuer) {
            (None, _) if expect.iss_promised => {
                Check::failed(CheckId::ResponseIssuerMatches).found("no iss, although promised")
            }
            (None, _) => return Ok(()),
            (Some(found), Some(expected)) => {
                Check::of(CheckId::ResponseIssuerMatches, found == expected)
                    .found(found)
                    .expected(expected)
            }
            (Some(found), None) => Check::not_checked(CheckId::ResponseIssuerMatches).found(found),
        };
        if check.is_fatal() {
            return Err(self.fail(check));
        }
        self.checks.push(check);
        Ok(())
    }

    fn fail(&mut self, check: Check) -> Box<Diagnosis> {
        let mut diagnosis = of_failed_check(check.check, StepKind::Callback);
        if let Some(found) = &check.found {
            diagnosis = diagnosis.evidence("found", found);
        }
        self.checks.push(check);
        Box::new(diagnosis)
    }

    fn value(&self, wanted: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
    }
}

fn equal_in_constant_time(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .fold(0, |differing, (a, b)| differing | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use super::{CallbackExpectation, read_callback};
    use idp_core::diagnosis::DiagnosisCode;

    fn code_of(query: &str, iss_promised: bool) -> Result<String, DiagnosisCode> {
        let url = format!("https://broker.example.com/cb?{query}")
            .parse()
            .unwrap();
        let expect = CallbackExpectation {
            state: "right",
            issuer: Some("https://issuer.example"),
            iss_promised,
        };
        read_callback(&url, &expect)
            .result
            .map(|code| code.expose().to_owned())
            .map_err(|diagnosis| diagnosis.code)
    }

    #[test]
    fn a_code_with_the_right_state_is_taken() {
        assert_eq!(code_of("code=abc&state=right", false), Ok("abc".into()));
    }

    #[test]
    fn a_wrong_or_missing_state_stops_the_run_whatever_else_is_said() {
        for query in [
            "code=abc&state=wrong",
            "code=abc",
            "error=access_denied&state=wrong",
        ] {
            assert_eq!(
                code_of(query, false),
                Err(DiagnosisCode::StateMismatch),
                "{query}"
            );
        }
    }

    #[test]
    fn repeated_and_contradictory_parameters_are_refused() {
        for query in [
            "code=a&code=b&state=right",
            "code=a&state=right&state=right",
            "code=a&error=x&state=right",
            "state=right",
        ] {
            assert_eq!(
                code_of(query, false),
                Err(DiagnosisCode::CallbackUnusable),
                "{query}"
            );
        }
    }

    #[test]
    fn the_issuer_in_the_callback_is_compared_and_demanded_when_promised() {
        let foreign = "code=a&state=right&iss=https%3A%2F%2Fother.example";
        assert_eq!(code_of(foreign, false), Err(DiagnosisCode::IssuerMismatch));
        assert_eq!(
            code_of("code=a&state=right", true),
            Err(DiagnosisCode::IssuerMismatch)
        );
        let right = "code=a&state=right&iss=https%3A%2F%2Fissuer.example";
        assert_eq!(code_of(right, true), Ok("a".into()));
    }

    #[test]
    fn errors_are_diagnosed_and_the_code_is_cut_out_of_what_is_shown() {
        let query = "error=invalid_request&error_description=invalid_scope&state=right";
        assert_eq!(code_of(query, false), Err(DiagnosisCode::InvalidScope));
        let url = "https://broker.example.com/cb?code=SECRET&state=right"
            .parse()
            .unwrap();
        let expect = CallbackExpectation {
            state: "right",
            issuer: None,
            iss_promised: false,
        };
        assert!(!format!("{:?}", read_callback(&url, &expect)).contains("SECRET"));
    }
}
