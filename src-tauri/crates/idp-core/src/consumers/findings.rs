//! The closed table of findings. A finding that is not in it does not exist.

use super::view::{ConsumerFinding, FindingEffect};
use serde::Serialize;

macro_rules! finding_table {
    ($($name:ident = $effect:ident, $verified:literal,
        $problem:literal,
        $next_step:literal,
        $source:literal;)*) => {
        /// Every finding there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        pub enum FindingId {
            $(#[doc = $problem] $name,)*
        }

        impl FindingId {
            /// All findings, by consumer.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The finding with its texts.
            #[must_use]
            pub fn finding(self) -> ConsumerFinding {
                match self {
                    $(Self::$name => ConsumerFinding {
                        id: self,
                        effect: FindingEffect::$effect,
                        problem: $problem,
                        next_step: $next_step,
                        found: None,
                        setting: None,
                        source: $source,
                        verified: $verified,
                    },)*
                }
            }
        }
    };
}

finding_table! {
    IdTokenRejected = Refuses, true,
        "The ID token fails a check that this consumer makes as well.",
        "Make the test connection pass first. Its diagnosis says what to change.",
        "OpenID Connect Core 3.1.3.7";
    IdTokenMissing = Refuses, true,
        "It needs an ID token, and none was received.",
        "Add the scope openid to the definition and test again.",
        "OpenID Connect Core 3.1.2.1";
    UserinfoFailed = Refuses, true,
        "It asks userinfo in every sign-in, and userinfo did not answer as it should in this run.",
        "Make the step Userinfo of the test connection pass. Its checks say what was wrong.",
        "The consumer's source; OpenID Connect Core 5.3";
    IssuerNotHttps = Refuses, true,
        "It takes https issuers only, and this run's issuer is http, as the practice pool's is.",
        "Test with a user pool: its issuer is always https. With the practice pool itself this consumer cannot be connected.",
        "Kubernetes: authentication configuration, issuer.url; Elastic Load Balancing API: AuthenticateOidcActionConfig";

    KeycloakClaimNotText = Refuses, true,
        "It reads name, given_name, family_name, preferred_username and email of the ID token as text, and one of them has another type. The sign-in ends in an error.",
        "Make the claim a text at its origin: in the user pool, or in the trigger that writes the token.",
        "Keycloak OIDCIdentityProvider.extractIdentity";
    KeycloakUserNameIsEmail = Remark, true,
        "The user name becomes the e-mail address, because there is no preferred_username.",
        "Add the mapper below if user names are to be those of the user pool.",
        "Keycloak OIDCIdentityProvider.extractIdentity";
    KeycloakUserNameIsSubject = Remark, true,
        "The user name becomes the subject, a long identifier, because there is neither preferred_username nor email.",
        "Add the mapper below, or let the app client read the e-mail address.",
        "Keycloak OIDCIdentityProvider.extractIdentity";
    KeycloakUserinfoReplaces = Remark, true,
        "Userinfo replaces what the ID token says of the user, and it lacks something that the ID token has.",
        "Switch \"Disable user info\" on, so that the ID token counts.",
        "Keycloak OIDCIdentityProvider.extractIdentity";
    KeycloakProfileIncomplete = Remark, false,
        "At the first sign-in people are asked to fill in what is missing: e-mail address, first name or last name.",
        "Let the app client read email, given_name and family_name, fill them in for each user, or change the first login flow.",
        "Keycloak first login flow, step Review profile";
    KeycloakGroupsNotMapped = Remark, true,
        "The groups are received and not used: without a mapper nobody gets a group or role.",
        "Add one mapper for each group. The colon in the claim's name needs no escaping.",
        "Keycloak AdvancedClaimToGroupMapper";
    KeycloakEmailNotTrusted = Note, true,
        "The e-mail address counts as not verified, whatever Cognito says, as long as \"Trust email\" is off.",
        "Switch it on if Cognito verifies addresses. Then the boolean of the ID token counts.",
        "Keycloak OIDCIdentityProvider.setEmailVerified";
    KeycloakSignatureOff = Note, false,
        "A provider that is entered by hand does not check signatures unless told to.",
        "Switch \"Validate signatures\" and \"Use JWKS URL\" on. The hand-over page has the address.",
        "Keycloak OIDCIdentityProvider.verify; default of the form";
    KeycloakDotInName = Note, true,
        "A claim's name holds a full stop, which a mapper takes for a path into an object.",
        "Write a backslash before each full stop in the mapper's field Claim.",
        "Keycloak JsonUtils.splitClaimPath";
    KeycloakPublicClient = Remark, false,
        "Its form needs a client secret, and this definition is of a public client.",
        "Use an app client with a secret.",
        "Keycloak admin console";

    DexNameMissing = Refuses, true,
        "It needs the claim name as text, and the user has none. The sign-in ends with: missing \"name\" claim.",
        "Name another claim in userNameKey, or fill in name for every user and let the app client read it.",
        "Dex connector/oidc/oidc.go, createIdentity";
    DexEmailMissing = Refuses, true,
        "It asks for the scope email and then needs the claim email as text. The sign-in ends with: missing email claim.",
        "Give the user an e-mail address and let the app client read it, or leave the scope email out.",
        "Dex connector/oidc/oidc.go, createIdentity";
    DexEmailVerifiedNotBoolean = Refuses, true,
        "It needs email_verified as true or false without quotation marks. The sign-in ends with: missing \"email_verified\" claim.",
        "Let the app client read email_verified and take the claim from the ID token, where it is a boolean. The setting below takes every address as verified instead.",
        "Dex connector/oidc/oidc.go, createIdentity";
    DexEmailNotVerified = Remark, true,
        "Dex passes on that the e-mail address is not verified. Applications behind it may refuse the user.",
        "Verify the address in the user pool.",
        "Dex connector/oidc/oidc.go, createIdentity";
    DexGroupsNotRead = Remark, true,
        "The groups are received and not read, because groups are off in this connector and the claim has another name.",
        "Set both lines below.",
        "Dex connector/oidc/oidc.go, insecureEnableGroups";
    DexGroupsMalformed = Remark, true,
        "The groups are received and cannot be read: the list holds something that is neither text nor an object. With groups switched on the sign-in would fail.",
        "Repair the groups where they are written, or leave groups off.",
        "Dex connector/oidc/oidc.go, createIdentity";
    DexPreferredUserNameEmpty = Note, true,
        "preferred_username stays empty. Some applications behind Dex show or need it.",
        "Take it from Cognito's user name.",
        "Dex connector/oidc/oidc.go, claimMapping";
    DexUserinfoTurnsText = Note, true,
        "Leave getUserInfo off. Userinfo is laid over the ID token, and there email_verified is text, so that the sign-in would fail.",
        "Nothing to do: it is off unless it is switched on.",
        "Dex connector/oidc/oidc.go, createIdentity; AWS Cognito userinfo endpoint";
    DexScopesToWrite = Note, true,
        "Without scopes it asks for profile and email. A scope that is not ticked on the app client makes Cognito refuse the sign-in.",
        "Write the scopes of this definition.",
        "Dex connector/oidc/oidc.go, Open";

    ProxyEmailMissing = Refuses, true,
        "It needs an e-mail address. The sign-in ends with: neither the id_token nor the profileURL set an email.",
        "Let the app client read email and fill it in for each user, or name another claim in oidc_email_claim.",
        "oauth2-proxy providers/oidc.go, EnrichSession";
    ProxyEmailNotVerified = Refuses, true,
        "The e-mail address is not verified, or email_verified cannot be read as true, and then it refuses.",
        "Verify the address in the user pool. The setting below accepts unverified addresses instead; use it only where people cannot choose their address.",
        "oauth2-proxy providers/provider_data.go, buildSessionFromClaims";
    ProxyUserinfoNeeded = Refuses, true,
        "A claim that it reads is not in the ID token. It asks userinfo for it, and userinfo did not answer as it should in this run.",
        "Make the step Userinfo of the test connection pass.",
        "oauth2-proxy pkg/providers/util/claim_extractor.go";
    ProxyGroupsNotRead = Remark, true,
        "The groups are received and not read: it looks for the claim groups.",
        "Name Cognito's claim. The colon needs no escaping.",
        "oauth2-proxy oidc-groups-claim";
    ProxyPublicClient = Refuses, true,
        "It does not start without a client secret, and this definition is of a public client.",
        "Use an app client with a secret.",
        "oauth2-proxy pkg/validation/providers.go";
    ProxyUserIsSubject = Note, true,
        "X-Forwarded-User holds the subject, not the user name. That cannot be changed.",
        "Let the application read X-Forwarded-Email, or X-Forwarded-Preferred-Username where Cognito has that attribute.",
        "oauth2-proxy providers/provider_data.go, oidcUserClaim";
    ProxyScopeToWrite = Note, true,
        "Without scope it asks for openid email profile, and with allowed groups for groups as well, which Cognito refuses.",
        "Write the scopes of this definition.",
        "oauth2-proxy providers/oidc.go, NewOIDCProvider";
    ProxyBearerAudience = Note, true,
        "Access tokens that applications send as bearer tokens are refused, because Cognito's have client_id in place of aud.",
        "Only where such tokens are to be accepted, set the line below.",
        "oauth2-proxy pkg/providers/oidc/verifier.go, verifyAudience";
    ProxyNonceOff = Note, true,
        "It does not check the nonce unless told to.",
        "Switch the check on; Cognito returns the nonce.",
        "oauth2-proxy providers/oidc.go, SkipNonce";

    SpringUserNameIsSubject = Remark, true,
        "The name of the principal is the subject, a long identifier.",
        "Name Cognito's username. Choose before the first user signs in: stored data may hang on the name.",
        "Spring Security ClientRegistrations: user name attribute sub";
    SpringNotCognitoUserName = Note, true,
        "Do not use cognito:username as user-name-attribute, as many guides say: it is looked up in userinfo, which has no such claim, and the sign-in fails.",
        "Use username, which userinfo has.",
        "Spring Security DefaultOAuth2UserService.loadUser; AWS Cognito userinfo endpoint";
    SpringUserinfoByVersion = Remark, true,
        "Whether it asks userinfo depends on its version, because only openid is requested. Older versions then have the ID token alone.",
        "Request profile or email as well, or leave user-name-attribute at sub.",
        "Spring Security OidcUserService: accessible scopes";
    SpringGroupsNotAuthorities = Remark, true,
        "The groups are received, and no authority is made of them. That takes code.",
        "Map cognito:groups in a GrantedAuthoritiesMapper. There is no setting for it.",
        "Spring Security OidcUserRequestUtils.getUser";
    SpringPublicClient = Remark, true,
        "It sends a client secret unless told that the client has none.",
        "Set the line below. Then it uses PKCE.",
        "Spring Security ClientAuthenticationMethod.NONE";

    KubernetesGroupsMalformed = Remark, true,
        "The groups are received and cannot be read: the claim is neither a text nor a list of texts. With the claim named every request would be refused.",
        "Repair the groups where they are written, or leave groups out.",
        "Kubernetes apiserver oidc.go, getGroups";
    KubernetesUserNameIsSubject = Remark, true,
        "The user name is the issuer followed by the subject, a long identifier that nobody wants in a role binding.",
        "Name a readable claim, with a prefix that keeps it apart from other users.",
        "Kubernetes authentication: oidc-username-claim";
    KubernetesEmailCannotBeUserName = Note, true,
        "The e-mail address cannot be the user name for this user: email_verified is there and not true as a boolean.",
        "Verify the address in the user pool, or take cognito:username.",
        "Kubernetes apiserver oidc.go, getUsername";
    KubernetesGroupsNotRead = Remark, true,
        "The groups are received and not read until a claim is named.",
        "Name Cognito's claim, with a prefix.",
        "Kubernetes authentication: claimMappings.groups";
    KubernetesAccessTokenRefused = Note, true,
        "Only the ID token is accepted. The access token has no aud with the client ID in it.",
        "Let kubectl send the ID token, and add the rule on token_use.",
        "Kubernetes apiserver oidc.go, verifyAudience; AWS Cognito access token";
    KubernetesReservedName = Note, true,
        "A user name or group begins with system:, which Kubernetes keeps for itself. Without a prefix such a group can give all rights.",
        "Set a prefix, as below, and rename the group in the user pool.",
        "Kubernetes RBAC: reserved names";

    AlbPublicClient = Refuses, true,
        "It needs a client secret, and this definition is of a public client.",
        "Use an app client with a secret.",
        "Elastic Load Balancing: authenticate users, prepare to use an OIDC-compliant IdP";
    AlbUserinfoMissing = Refuses, true,
        "It needs a userinfo endpoint, and this definition has none.",
        "Enter the userinfo endpoint in the definition and test again.",
        "Elastic Load Balancing API: AuthenticateOidcActionConfig";
    AlbGroupsOnlyInToken = Remark, true,
        "The application does not get the groups with the user claims, because userinfo has none.",
        "Let the application read cognito:groups of the access token in x-amzn-oidc-accesstoken, after checking its signature.",
        "Elastic Load Balancing: user claims encoding; AWS Cognito userinfo endpoint";
    AlbEmailVerifiedIsText = Note, true,
        "The application gets email_verified as text. In many languages the text \"false\" counts as true.",
        "Compare it with the text \"true\" in the application.",
        "AWS Cognito userinfo endpoint";
    AlbUpdatedIssuer = Remark, false,
        "The issuer has the new form, issuer-cognito-idp. The action authenticate-cognito is said not to take it yet.",
        "Use the action authenticate-oidc, and try it before you rely on it.",
        "AWS Cognito: issuer configuration";
    AlbScopeToWrite = Note, true,
        "Without Scope it asks for openid alone, and Cognito then gives every attribute that the app client may read.",
        "Write the scopes of this definition, separated by spaces.",
        "Elastic Load Balancing API: AuthenticateOidcActionConfig";

    AuthentikUserNameMissing = Remark, true,
        "There is no user name: it looks for nickname and preferred_username, and Cognito sends username.",
        "Add the property mapping below. Without it people are asked for a user name at the first sign-in, or the enrolment fails, depending on the flow.",
        "authentik sources/oauth/types/oidc.py, get_base_user_properties";
    AuthentikFixedScopes = Remark, true,
        "It always asks for openid, email and profile. A scope that is not ticked on the app client makes Cognito refuse the sign-in.",
        "Replace the scopes by those of this definition; the star at the beginning means replace.",
        "authentik sources/oauth/types/oidc.py; docs, OAuth source scopes";
    AuthentikGroupsNotInUserinfo = Remark, true,
        "The groups do not arrive: it reads userinfo, where Cognito sends none.",
        "Give groups in authentik, or let a trigger of the user pool write them into an attribute that userinfo has.",
        "authentik sources/oauth/types/oidc.py; AWS Cognito userinfo endpoint";
    AuthentikEmailNotChecked = Note, true,
        "It takes the e-mail address without looking at whether it is verified, and this one is not known to be.",
        "Keep the user matching mode on identifier. Linking by e-mail address would let somebody take over an account.",
        "authentik sources/oauth/types/oidc.py";
    AuthentikReadsIdToken = Note, true,
        "Userinfo gave nothing in this run, and then it takes the claims of the ID token.",
        "Make the step Userinfo of the test connection pass, so that the same claims count every time.",
        "authentik sources/oauth/types/oidc.py, get_profile_info";
}
