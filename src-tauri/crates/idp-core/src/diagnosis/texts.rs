//! Title, causes and next steps of each diagnosis. One table, so longer than other
//! files.

use super::DiagnosisCode;

pub(super) struct Texts {
    pub title: &'static str,
    pub causes: &'static [&'static str],
    pub next_steps: &'static [&'static str],
}

const fn texts(
    title: &'static str,
    causes: &'static [&'static str],
    next_steps: &'static [&'static str],
) -> Texts {
    Texts {
        title,
        causes,
        next_steps,
    }
}

pub(super) fn of(code: DiagnosisCode) -> Texts {
    use DiagnosisCode as C;
    match code {
        C::RedirectMismatch => texts(
            "The callback URL is not registered on the app client.",
            &[
                "The registered URL differs in one character: a trailing slash, http instead of https, host, port, upper and lower case, or the query.",
                "The client ID belongs to another app client of the same pool.",
                "The app client has no callback URL, as machine-to-machine clients have none.",
                "The change was saved less than a minute ago.",
            ],
            &[
                "In the AWS console open App clients, your client, Login pages, Edit, and add the callback URL exactly as shown below.",
                "Test again.",
            ],
        ),
        C::InvalidClient => texts(
            "The provider did not accept the client or its credentials.",
            &[
                "The client secret is missing, old, or belongs to another app client.",
                "The app client has no secret, but one was sent, or the other way round.",
                "The client ID belongs to another pool or Region.",
                "The provider wants the secret in the form body instead of the Basic header, or the other way round.",
            ],
            &[
                "Copy the client secret again from the page of the app client and replace it here.",
                "For a client without a secret set client authentication to None.",
                "Try the other way of client authentication (basic or post).",
            ],
        ),
        C::InvalidScope => texts(
            "A requested scope is not allowed for this app client.",
            &[
                "A scope is not ticked on the app client, often profile or phone.",
                "offline_access or groups was asked for: Cognito has neither.",
                "The scopes were joined by commas or encoded twice.",
            ],
            &[
                "In the AWS console open App clients, your client, Login pages, Edit, and tick the scopes listed below, or remove the extra ones here.",
                "Test again.",
            ],
        ),
        C::InvalidGrant => texts(
            "The provider did not accept the authorization code.",
            &[
                "The code was used already or is older than five minutes.",
                "The app client cannot read an attribute that a scope implies: email without email_verified is the usual one.",
                "The code belongs to another client, or the PKCE verifier does not fit.",
            ],
            &[
                "Test again, and finish the sign-in within five minutes.",
                "In the AWS console open App clients, your client, Attribute permissions, and allow reading email and email_verified.",
            ],
        ),
        C::UnauthorizedClient => texts(
            "The app client is not allowed to use the authorization code grant.",
            &[
                "Authorization code grant is not ticked on the app client.",
                "The hosted sign-in pages are not enabled for the app client (AllowedOAuthFlowsUserPoolClient is false).",
                "At the token endpoint: the redirect URI differs from the one of the authorization request.",
            ],
            &[
                "In the AWS console open App clients, your client, Login pages, Edit, and choose Authorization code grant.",
                "Test again.",
            ],
        ),
        C::AccessDenied => texts(
            "The sign-in was refused or cancelled.",
            &[
                "The person pressed Cancel or refused consent.",
                "The federated identity provider or one of its policies refused.",
                "A Lambda trigger of the user pool refused.",
            ],
            &[
                "Read the description below; it is the provider's own text.",
                "Try with another test user, or ask the owner of the identity provider or trigger.",
            ],
        ),
        C::InvalidRequest => texts(
            "The provider calls the request invalid.",
            &[
                "A parameter is missing or not understood.",
                "A federated identity provider failed; its description is below.",
            ],
            &[
                "Compare the authorization request in the trace with the provider's documentation.",
                "Remove additional authorization parameters and test again.",
            ],
        ),
        C::LoginRequired => texts(
            "The provider wants an interactive sign-in.",
            &["prompt=none was sent and there is no session."],
            &["Remove prompt=none from the authorization parameters."],
        ),
        C::ServerError => texts(
            "The provider reported an error of its own.",
            &["The provider or a federated identity provider behind it failed."],
            &[
                "Test again in a minute.",
                "If it stays, give the request ID below to AWS support.",
            ],
        ),
        C::LoginPagesUnavailable => texts(
            "Cognito's sign-in pages are unavailable for this app client.",
            &[
                "The domain uses managed login and the app client has no branding style, as clients made by API, CloudFormation or Terraform do.",
            ],
            &[
                "In the AWS console open Managed login, Create a style, and assign it to this app client.",
                "Or switch the domain to the classic hosted pages.",
            ],
        ),
        C::ClientNotFound => texts(
            "The domain does not know this client, or not the identity provider asked for.",
            &[
                "The client ID belongs to another pool or Region, or was not copied whole.",
                "The identity_provider parameter names a provider that is not ticked on the app client.",
            ],
            &[
                "Compare the client ID with the page of the app client in the pool that owns this domain.",
                "Tick the identity provider under Login pages, or remove the identity_provider parameter.",
            ],
        ),
        C::ParametersMissing => texts(
            "The authorization request reached Cognito without its parameters.",
            &["The client ID is empty, or the URL was cut at the first &."],
            &[
                "Check the client ID. If something between here and Cognito rewrites URLs, take it out.",
            ],
        ),
        C::DiscoveryUnusable => texts(
            "The discovery document cannot be used.",
            &[
                "The issuer or discovery URL is wrong.",
                "The document lacks members that are required.",
            ],
            &["Check user pool ID and Region. The address is below."],
        ),
        C::IssuerMismatch => texts(
            "The issuer is not the configured one.",
            &[
                "Region or user pool ID in the issuer is wrong, or it has a trailing slash.",
                "The pool uses the newer issuer form (https://issuer-cognito-idp.…).",
                "The domain belongs to another user pool.",
            ],
            &["Copy the issuer from the discovery document, character by character."],
        ),
        C::IdTokenMissing => texts(
            "No ID token was received.",
            &["The scope openid was not requested or not granted."],
            &["Add openid to the scopes and tick it on the app client."],
        ),
        C::IdTokenMalformed => texts(
            "The ID token cannot be read.",
            &["It is not a signed JWT, or it is encrypted."],
            &[
                "Check the ID token settings of the client at the provider: signed with RS256, not encrypted.",
            ],
        ),
        C::AlgorithmRefused => texts(
            "The ID token is signed with an algorithm that is not accepted.",
            &[
                "The token is unsigned, or signed with a shared secret, or with an unknown algorithm.",
            ],
            &[
                "Set the client's ID token signature algorithm to RS256 at the provider. Cognito uses RS256.",
            ],
        ),
        C::SigningKeyMissing => texts(
            "No fitting key for the signature was found.",
            &[
                "The JWKS URI belongs to another pool.",
                "The JWKS could not be read.",
                "The key is too weak or not meant for signatures.",
            ],
            &["Copy the JWKS URI from the discovery document."],
        ),
        C::SignatureInvalid => texts(
            "The signature of the ID token is wrong.",
            &["The token was changed on its way, or the key does not belong to the issuer."],
            &["Do not use this provider. Check the JWKS URI and what lies between here and it."],
        ),
        C::AudienceMismatch => texts(
            "The ID token was issued for another client.",
            &[
                "The client ID here differs from the one the token was issued for.",
                "The provider adds a further audience that is not trusted here.",
            ],
            &["Compare the client ID. A further audience can be trusted under Advanced."],
        ),
        C::NonceMismatch => texts(
            "The nonce in the ID token is not the one that was sent.",
            &["The token belongs to another sign-in, or the provider drops the nonce."],
            &["Test again. If it stays, the provider does not support OpenID Connect correctly."],
        ),
        C::StateMismatch => texts(
            "The callback does not belong to this test.",
            &[
                "It answers an earlier sign-in, for instance from the browser's history.",
                "Somebody sent a callback of their own.",
            ],
            &["Test again from the start."],
        ),
        C::CallbackUnusable => texts(
            "The callback cannot be used.",
            &[
                "It holds neither a code nor an error, or a parameter twice.",
                "The provider answered with form_post or in the fragment, which an embedded window cannot read.",
            ],
            &["Remove response_mode from the provider's settings so that it answers in the query."],
        ),
        C::TokenExpired => texts(
            "The ID token is expired or not valid yet.",
            &[
                "This machine's clock or the provider's is wrong.",
                "The token is an old one.",
            ],
            &["Compare this machine's clock with the time below and correct it."],
        ),
        C::ClockSkew => texts(
            "This machine's clock differs from the provider's.",
            &["Time synchronisation is off on this machine."],
            &["Switch on time synchronisation."],
        ),
        C::SubjectInvalid => texts(
            "The ID token has no usable subject.",
            &["The claim sub is absent, empty, too long or not a text."],
            &["The provider does not follow OpenID Connect; ask its owner."],
        ),
        C::AccessTokenHashMismatch => texts(
            "Access token and ID token do not belong together.",
            &["One of the two was replaced on its way."],
            &["Do not use this provider before this is explained."],
        ),
        C::TokenUseWrong => texts(
            "The token is not an ID token.",
            &["The provider sent an access token in its place (token_use is not id)."],
            &["Check the token endpoint; it must be Cognito's /oauth2/token."],
        ),
        C::TokenResponseUnusable => texts(
            "The answer of the token endpoint cannot be used.",
            &["It is not the token endpoint, or something between here and it answers instead."],
            &["Compare the token endpoint with the discovery document."],
        ),
        C::UserinfoRejected => texts(
            "The userinfo endpoint did not accept the access token.",
            &[
                "The scope openid is missing from the access token.",
                "The address is mistyped: Cognito's is /oauth2/userInfo with a capital I, on the domain.",
                "The token is expired or was revoked.",
            ],
            &["Compare the userinfo endpoint with the discovery document and request openid."],
        ),
        C::UserinfoSubjectMismatch => texts(
            "Userinfo describes another person than the ID token.",
            &["The userinfo endpoint belongs to another pool."],
            &["Compare the userinfo endpoint with the discovery document."],
        ),
        C::RequiredAttributeMissing => texts(
            "A required attribute has no value.",
            &[
                "The user has no such attribute, or the app client may not read it, or the scope does not include it.",
            ],
            &["Look for the claim in the attribute table, correct the rule, or give it a default."],
        ),
        C::NetworkUnreachable => texts(
            "The host could not be reached.",
            &[
                "The name does not exist: domain prefix or Region is wrong, or the domain was not created.",
                "A firewall or proxy blocks the connection.",
            ],
            &[
                "Check the host below letter by letter.",
                "Open it in a browser on this machine.",
            ],
        ),
        C::ConnectionRefused => texts(
            "Nothing listens at this address.",
            &[
                "The server is stopped. The practice pool, for one, runs only until this program is closed.",
                "The port is wrong.",
                "A firewall refuses the connection.",
            ],
            &[
                "Start the server and test again; the practice pool is started on its page.",
                "Check host and port below.",
            ],
        ),
        C::TlsUntrusted => texts(
            "The server's certificate is not trusted.",
            &[
                "A proxy of your organisation re-signs the traffic.",
                "The certificate is expired, self-signed or for another name.",
            ],
            &[
                "If it is your organisation's proxy, choose its certificate file under Advanced (certificate authority).",
            ],
        ),
        C::AddressRefused => texts(
            "The address is not one this definition may use.",
            &["It is private, loopback or link-local."],
            &["If this is meant, allow private networks for this provider."],
        ),
        C::ResponseTooLarge => texts(
            "The answer is too large.",
            &["It is not the expected endpoint."],
            &["Compare the endpoint with the discovery document."],
        ),
        C::NotJson => texts(
            "The answer is not the expected JSON.",
            &[
                "The address is a web page, not the endpoint.",
                "A proxy or sign-in portal answered instead.",
            ],
            &[
                "Compare the endpoint with the discovery document; the first characters of the answer are below.",
            ],
        ),
        C::UnexpectedRedirect => texts(
            "The endpoint answered with a redirect, which is not followed.",
            &[
                "The address is not the endpoint itself.",
                "A sign-in portal answered instead.",
            ],
            &["Enter the address that the endpoint really has. The secret was not sent on."],
        ),
        C::TimedOut => texts(
            "There was no answer in time.",
            &[
                "The server is slow or a firewall swallows the traffic.",
                "The sign-in took more than five minutes.",
            ],
            &["Test again. If it stays, try the host from this machine by other means."],
        ),
        C::Cancelled => texts(
            "The test was cancelled.",
            &["Cancel was pressed or the sign-in window was closed."],
            &["Test again when you are ready."],
        ),
        C::Interrupted => texts(
            "The test was interrupted.",
            &["The program ended while the test ran."],
            &["Test again. Nothing of the interrupted test was sent again."],
        ),
        C::SecretMissing => texts(
            "The client secret is not available.",
            &["It was never entered, or the secret store does not have it any more, or is locked."],
            &["Enter the client secret again in the definition, or unlock the secret store."],
        ),
        C::EmbeddedBrowserRefused => texts(
            "The sign-in page refuses embedded windows.",
            &["Google, some Entra policies and passkeys refuse them."],
            &["Use a test user of the pool itself, or test with the system browser."],
        ),
        C::JavascriptNeeded => texts(
            "The sign-in page needs JavaScript.",
            &["Managed login and many federated pages are built that way."],
            &["Test in the window, or use a page that is a plain HTML form."],
        ),
        C::SignInFormMissing => texts(
            "No sign-in form that can be filled was found.",
            &["The page has no form with one password field, or several forms."],
            &["Test in the window."],
        ),
        C::WrongCredentials => texts(
            "User name or password is wrong.",
            &[
                "The password is wrong.",
                "The user does not exist in this pool.",
            ],
            &["Check both. The pool may lock the user after several failures."],
        ),
        C::NewPasswordRequired => texts(
            "The user must set a new password first.",
            &["The user was created by an administrator with a temporary password."],
            &[
                "Sign in once in the window and set one, or set a permanent password in the AWS console.",
            ],
        ),
        C::UserDisabled => texts(
            "The user is disabled.",
            &["An administrator disabled the user."],
            &["Enable the user in the AWS console, or use another test user."],
        ),
        C::UserNotConfirmed => texts(
            "The user is not confirmed.",
            &["The user signed up but never entered the code."],
            &["Confirm the user in the AWS console."],
        ),
        C::PasswordResetRequired => texts(
            "The user must reset the password.",
            &["An administrator asked for a reset, or the user was imported."],
            &["Reset the password through Forgot password, or set one in the AWS console."],
        ),
        C::AuthFlowNotEnabled => texts(
            "The sign-in flow is not enabled on the app client.",
            &[
                "The flow is not ticked: ALLOW_USER_PASSWORD_AUTH for user name and password, ALLOW_USER_SRP_AUTH for SRP, ALLOW_USER_AUTH for choice-based sign-in.",
                "The client ID belongs to another app client, such as one for the sign-in pages.",
            ],
            &[
                "In the AWS console open App clients, your client, Edit, and tick the flow under Authentication flows.",
                "Or choose a flow here that the app client has.",
            ],
        ),
        C::SecretHashRequired => texts(
            "The app client has a secret, but none was used.",
            &["The client secret is not stored here."],
            &[
                "Enter the client secret of the app client in the definition.",
                "Or use an app client without a secret, as most brokers want it: a secret cannot be taken away, so create another client.",
            ],
        ),
        C::SecretHashWrong => texts(
            "The client secret does not fit the app client.",
            &[
                "The client secret was not copied whole, or belongs to another app client.",
                "The pool knows the user by another name than the one typed, as pools do that sign in by e-mail address; then a broker that hashes the typed name fails as well.",
            ],
            &[
                "Copy the client secret again from the page of the app client and replace it here.",
                "Test with the user name as the AWS console shows it under Users.",
            ],
        ),
        C::SecretNotExpected => texts(
            "The app client has no secret, but one is stored here.",
            &[
                "The secret belongs to another app client.",
                "The app client was created again without a secret.",
            ],
            &["Remove the client secret from the definition, here and at the broker."],
        ),
        C::MfaRequired => texts(
            "The user needs a second factor.",
            &["The pool requires MFA, or the user has set it up."],
            &["Test in the window, where the code can be typed, or use a user without MFA."],
        ),
        C::UserNotFound => texts(
            "The pool has no such user.",
            &[
                "The name was typed wrongly, or the user is in another pool.",
                "The pool does not take an e-mail address in place of the user name.",
                "The pool tells strangers which users exist (PreventUserExistenceErrors is LEGACY).",
            ],
            &[
                "Look the user up in the AWS console under Users.",
                "In the AWS console open App clients, your client, Edit, and tick Prevent user existence errors.",
            ],
        ),
        C::SignInLocked => texts(
            "The user is locked for a while after too many wrong passwords.",
            &[
                "Cognito waits after five wrong passwords, twice as long after each further one, up to about 15 minutes.",
            ],
            &[
                "Wait, and do not try meanwhile: each try makes the wait longer.",
                "Find out which program tries an old password.",
            ],
        ),
        C::TemporaryPasswordExpired => texts(
            "The temporary password of the user has expired.",
            &["The user did not sign in within the days that the pool allows, seven as it comes."],
            &[
                "Set a password in the AWS console (Users, the user, Actions, Reset password), or send the invitation again.",
            ],
        ),
        C::NewPasswordRefused => texts(
            "The pool does not take the new password.",
            &[
                "It is too short or lacks a kind of character that the pool's password policy asks for.",
                "It was used before, and the pool remembers.",
            ],
            &[
                "Read the pool's words below, and test again with another new password. The temporary one is still valid.",
            ],
        ),
        C::CodeWrong => texts(
            "The code is wrong or too old.",
            &[
                "A digit was typed wrongly, or the code was of another account in the authenticator app.",
                "An authenticator code counts for 30 seconds, and the clocks of phone and server must agree.",
                "A newer message with another code was sent meanwhile.",
            ],
            &["Test again and type the newest code at once."],
        ),
        C::ChallengeExpired => texts(
            "The sign-in took too long, or its session was used twice.",
            &[
                "A session of a challenge counts for 3 minutes as the app client comes, 15 at most, and once.",
            ],
            &[
                "Test again.",
                "In the AWS console open App clients, your client, Edit, and make the authentication flow session longer.",
            ],
        ),
        C::ChallengeNotAnswerable => texts(
            "The pool asks for something that cannot be answered with user name and password.",
            &[
                "A Lambda function of the pool asks a question of its own (CUSTOM_CHALLENGE).",
                "The pool remembers devices, and asks for the key of this one.",
                "The pool wants a passkey, which belongs to a browser.",
            ],
            &[
                "A broker that knows user name and password only cannot sign this user in. Use the sign-in pages of the pool instead (AWS Cognito (OAuth/OpenID)), or another test user.",
            ],
        ),
        C::NoWayToSignIn => texts(
            "The pool offers this user no way to sign in that can be used here.",
            &[
                "Choice-based sign-in offers what the user has set up; a passkey alone cannot be used here.",
            ],
            &[
                "In the AWS console open Sign-in, Options for choice-based sign-in, and tick Password or a one-time code.",
            ],
        ),
        C::AccessTokenScopeMissing => texts(
            "The access token may not read the attributes of the user.",
            &[
                "It lacks the scope aws.cognito.signin.user.admin, which tokens of this API have and others must ask for.",
            ],
            &[
                "Find out which Lambda function changes the scopes of the token (Pre token generation).",
            ],
        ),
        C::TokenRevoked => texts(
            "The pool no longer takes the token.",
            &[
                "The user was signed out everywhere, disabled or deleted while the test was running.",
            ],
            &["Test again."],
        ),
        C::TriggerFailed => texts(
            "A Lambda function of the pool refused or failed.",
            &[
                "The function decided so; its own words are below.",
                "The function does not answer within 5 seconds, has a fault, or the pool may not call it.",
            ],
            &[
                "Look into the function's log in CloudWatch at the time of this test.",
                "In the AWS console open Extensions of the user pool to see which functions there are.",
            ],
        ),
        C::PoolMisconfigured => texts(
            "The user pool cannot do what its own settings ask for.",
            &[
                "A role for text messages or an identity for e-mails is missing, or lacks a permission.",
            ],
            &[
                "Read the pool's words below.",
                "In the AWS console open Authentication methods of the user pool and set up e-mail and SMS.",
            ],
        ),
        C::IdentityPoolNotFound => texts(
            "The identity pool does not exist.",
            &[
                "The identity pool ID was not copied whole, or it is in another Region or AWS account.",
            ],
            &["Copy the ID from the AWS console, Cognito, Identity pools."],
        ),
        C::IdentityPoolRefusedLogin => texts(
            "The identity pool does not take this sign-in.",
            &[
                "This user pool and app client are not among its identity providers.",
                "The identity belongs to another login.",
                "It looks at the user pool as well (ServerSideTokenCheck), and the user was signed out there.",
            ],
            &[
                "In the AWS console open the identity pool, User access, Add identity provider, and add this user pool with this client ID.",
            ],
        ),
        C::IdentityPoolWithoutRole => texts(
            "The identity pool has no role for this user.",
            &[
                "No role is set for those who signed in.",
                "The role's trust policy does not name this identity pool (aud), or not those who signed in (amr).",
                "No rule of the role mapping fits, and the pool refuses then.",
            ],
            &[
                "In the AWS console open the identity pool, User access, Authenticated access, and choose a role.",
                "Compare the trust policy of the role in IAM with the identity pool ID.",
            ],
        ),
        C::ApiCallRefused => texts(
            "The API of the pool refused the call.",
            &["The pool's own words are below."],
            &["Compare Region, user pool ID and client ID with the AWS console."],
        ),
        C::Throttled => texts(
            "Too many requests.",
            &["A quota of Cognito was reached."],
            &["Wait a minute and test again."],
        ),
        C::BlockedByWaf => texts(
            "A web application firewall blocked the request.",
            &["The pool's web ACL refuses this network or this kind of client."],
            &["Allow this network in the web ACL, or test from one that is allowed."],
        ),
        C::Unknown => texts(
            "The test failed for an unknown reason.",
            &["The signal below is not in our catalogue."],
            &["Search for the text below in the provider's documentation."],
        ),
    }
}
