//! The closed table of checks. A check that is not in it does not exist.

use serde::{Deserialize, Serialize};

/// Whether a failed check fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Failed or not checked: the run fails.
    Must,
    /// Failed: a warning, and the run passes.
    Should,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should be.
    Passed,
    /// Not as it must be.
    Failed,
    /// Not as it should be.
    Warning,
    /// Could not be checked; never shown as green.
    NotChecked,
}

impl Verdict {
    /// How it reads before the text of a check, which says what holds when it passed.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED, does not hold",
            Self::Warning => "warning, does not hold",
            Self::NotChecked => "not checked, may not hold",
        }
    }
}

/// One check with its verdict. Texts come from the table, so they are not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Which check.
    pub check: CheckId,
    /// Whether it can fail the run.
    pub requirement: Requirement,
    /// What was found.
    pub verdict: Verdict,
    /// The value found, without secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// The value expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}

impl Check {
    /// A check that passed.
    #[must_use]
    pub fn passed(check: CheckId) -> Self {
        Self::new(check, Verdict::Passed)
    }

    /// A check that did not: a failure or a warning, as its requirement says.
    #[must_use]
    pub fn failed(check: CheckId) -> Self {
        let verdict = match check.requirement() {
            Requirement::Must => Verdict::Failed,
            Requirement::Should => Verdict::Warning,
        };
        Self::new(check, verdict)
    }

    /// Passed or failed by a condition.
    #[must_use]
    pub fn of(check: CheckId, holds: bool) -> Self {
        if holds {
            Self::passed(check)
        } else {
            Self::failed(check)
        }
    }

    /// A check that could not be made.
    #[must_use]
    pub fn not_checked(check: CheckId) -> Self {
        Self::new(check, Verdict::NotChecked)
    }

    /// Adds the value found.
    #[must_use]
    pub fn found(mut self, value: impl Into<String>) -> Self {
        self.found = Some(shortened(&value.into()));
        self
    }

    /// Adds the value expected.
    #[must_use]
    pub fn expected(mut self, value: impl Into<String>) -> Self {
        self.expected = Some(shortened(&value.into()));
        self
    }

    /// Whether this check makes its step fail.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.requirement == Requirement::Must && self.verdict == Verdict::Failed
    }

    fn new(check: CheckId, verdict: Verdict) -> Self {
        Self {
            check,
            requirement: check.requirement(),
            verdict,
            found: None,
            expected: None,
        }
    }
}

/// Values come from the provider: no longer than 500 characters, control and
/// direction-changing characters made visible.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MAX: usize = 500;
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MAX {
            out.push('…');
            break;
        }
        if c.is_control() || is_format_character(c) {
            out.push_str(&format!("\\u{{{:04x}}}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Bidirectional controls and zero-width characters, which could disguise a value.
fn is_format_character(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

macro_rules! check_table {
    ($($(#[$doc:meta])* $name:ident = $requirement:ident, $text:literal, $source:literal;)*) => {
        /// Every check there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        pub enum CheckId {
            $(#[doc = $text] $name,)*
        }

        impl CheckId {
            /// All checks, in the order of a run.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Whether it can fail the run.
            #[must_use]
            pub fn requirement(self) -> Requirement {
                match self { $(Self::$name => Requirement::$requirement,)* }
            }

            /// What it says when it holds.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Where the rule is written.
            #[must_use]
            pub fn source(self) -> &'static str {
                match self { $(Self::$name => $source,)* }
            }
        }
    };
}

check_table! {
    DiscoveryDocumentRead = Should, "The discovery document was read", "OpenID Connect Discovery 4";
    DiscoveryIssuerMatches = Must, "The discovery document names the configured issuer", "OpenID Connect Discovery 4.3";
    DiscoveryEndpointsMatch = Should, "The configured endpoints are those of the discovery document", "OpenID Connect Discovery 3";
    AuthorizationEndpointAnswers = Must, "The authorization endpoint answers", "RFC 6749 3.1";
    AuthorizationRequestAccepted = Must, "The authorization request is accepted", "RFC 6749 4.1.1; AWS Cognito authorize endpoint";
    SignInPageAvailable = Must, "The sign-in page is available", "AWS Cognito managed login";
    SignInCompleted = Must, "The sign-in was completed", "RFC 6749 4.1";
    CallbackUriMatches = Must, "The callback is the configured redirect URI", "RFC 9700 2.1";
    CallbackParametersSingle = Must, "No callback parameter is repeated or contradictory", "RFC 6749 3.1";
    StateMatches = Must, "The state is the one that was sent", "RFC 6749 10.12";
    ResponseIssuerMatches = Must, "The issuer in the callback is the expected one", "RFC 9207 2.4";
    AuthorizationCodeReceived = Must, "An authorization code was received", "RFC 6749 4.1.2";
    TokenResponseAccepted = Must, "The token endpoint accepted the code", "RFC 6749 4.1.3, 5.1";
    TokenTypeBearer = Must, "The token type is Bearer", "RFC 6749 7.1; RFC 6750";
    AccessTokenUsable = Must, "The access token has legal characters only", "RFC 6750 2.1";
    IdTokenReceived = Must, "An ID token was received", "OpenID Connect Core 3.1.3.3";
    ScopesGranted = Should, "All requested scopes were granted", "RFC 6749 5.1";
    IdTokenFormat = Must, "The ID token is a signed JWT with a readable header and payload", "RFC 7519; RFC 7515 5.2";
    IdTokenNotEncrypted = Must, "The ID token is not encrypted", "OpenID Connect Core 3.1.3.7 (1)";
    IssuerMatches = Must, "The issuer is the configured one", "OpenID Connect Core 3.1.3.7 (2)";
    AudienceContainsClient = Must, "The audience contains the client ID", "OpenID Connect Core 3.1.3.7 (3)";
    AudienceTrusted = Must, "The audience contains no untrusted party", "OpenID Connect Core 3.1.3.7 (3)";
    AuthorizedPartyPresent = Must, "With several audiences an authorized party is present", "OpenID Connect Core 3.1.3.7 (4)";
    AuthorizedPartyMatches = Must, "The authorized party is the client", "OpenID Connect Core 3.1.3.7 (5)";
    AlgorithmAllowed = Must, "The signature algorithm is an agreed asymmetric one", "OpenID Connect Core 3.1.3.7 (7), (8); RFC 8725 3.1";
    SigningKeyFound = Must, "A fitting key is in the provider's JWKS", "OpenID Connect Core 10.1.1";
    SigningKeyStrong = Must, "The signing key is strong enough", "RFC 7518 3.3; NIST SP 800-131A";
    SignatureValid = Must, "The signature is valid", "OpenID Connect Core 3.1.3.7 (6); RFC 7515 5.2";
    NotExpired = Must, "The token has not expired", "OpenID Connect Core 3.1.3.7 (9)";
    NotBeforeReached = Must, "The token is valid already", "RFC 7519 4.1.5";
    IssuedAtRecent = Must, "The token was issued just now", "OpenID Connect Core 3.1.3.7 (10)";
    NonceMatches = Must, "The nonce is the one that was sent", "OpenID Connect Core 3.1.3.7 (11)";
    AuthenticationContextAccepted = Should, "The authentication context is the requested one", "OpenID Connect Core 3.1.3.7 (12)";
    AuthenticationTimeRecent = Must, "The sign-in is as recent as requested", "OpenID Connect Core 3.1.3.7 (13)";
    SubjectValid = Must, "The subject is a text of 1 to 255 characters", "OpenID Connect Core 2";
    AccessTokenHashMatches = Must, "The access token belongs to the ID token", "OpenID Connect Core 3.1.3.8";
    TokenUseIsId = Must, "Cognito marked the token as an ID token", "AWS Cognito: verifying JSON web tokens";
    ClockAgrees = Should, "This machine's clock agrees with the provider's", "RFC 9110 6.6.1";
    UserinfoAnswered = Must, "The userinfo endpoint answered", "OpenID Connect Core 5.3.2";
    UserinfoSubjectMatches = Must, "Userinfo is about the same subject", "OpenID Connect Core 5.3.2";
    EmailVerifiedIsBoolean = Should, "email_verified is a JSON boolean", "OpenID Connect Core 5.1";
    FlowAccepted = Must, "The user pool accepted the app client and the sign-in flow", "AWS Cognito user pools API: InitiateAuth";
    PasswordAccepted = Must, "The user pool accepted the user name and the password", "AWS Cognito user pools API: InitiateAuth, RespondToAuthChallenge";
    ChallengesAnswered = Must, "Every challenge was answered", "AWS Cognito user pools API: RespondToAuthChallenge";
    UserAttributesRead = Must, "The attributes of the user were read", "AWS Cognito user pools API: GetUser";
    UserAttributesSubjectMatches = Must, "The attributes are those of the user in the ID token", "AWS Cognito user pools API: GetUser";
    IdentityReceived = Must, "The identity pool knows the user", "AWS Cognito identity pools API: GetId";
    AwsCredentialsReceived = Must, "The identity pool gave AWS credentials", "AWS Cognito identity pools API: GetCredentialsForIdentity";
    AwsRoleKnown = Should, "The role of the AWS credentials is known", "AWS Security Token Service API: GetCallerIdentity";
    RequiredAttributesMapped = Must, "Every required USER attribute has a value", "USER mapping rules";
}

#[cfg(test)]
mod tests {
    use super::{Check, CheckId, Requirement, Verdict, shortened};

    #[test]
    fn a_failed_should_check_is_a_warning() {
        for id in CheckId::ALL {
            let expected = match id.requirement() {
                Requirement::Must => Verdict::Failed,
                Requirement::Should => Verdict::Warning,
            };
            assert_eq!(Check::failed(*id).verdict, expected);
            assert!(!id.text().is_empty() && !id.source().is_empty());
        }
    }

    #[test]
    fn values_of_the_provider_are_cut_and_made_visible() {
        assert_eq!(shortened("a\u{202e}b\n"), "a\\u{202e}b\\u{000a}");
        assert_eq!(shortened(&"x".repeat(600)).chars().count(), 501);
    }
}
