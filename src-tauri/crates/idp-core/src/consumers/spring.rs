//! Spring Boot with Spring Security's OAuth 2.0 login (`DefaultOAuth2UserService.loadUser`,
//! `OidcUserService.loadUser`, `OidcUserRequestUtils.getUser`, read in versions 6 and 7).

use super::findings::FindingId;
use super::received::{COGNITO_USER_NAME, ID_TOKEN_FIRST, Received};
use super::view::{ConsumerField, UserField};
use super::{Judged, Product};
use crate::claims::claim_text;
use serde_json::Value;

const PLACE: &str = "application.yml";
const READS: &[&str] = &[
    "Userinfo; the attribute of the user name has to be there",
    "The ID token laid over it",
];
/// The scopes that made older versions ask userinfo.
const USERINFO_SCOPES: [&str; 4] = ["profile", "email", "address", "phone"];

#[derive(Clone, PartialEq)]
struct Config {
    user_name_attribute: &'static str,
    public_client: bool,
}

const PLAIN: Config = Config {
    user_name_attribute: "sub",
    public_client: false,
};

pub(super) fn product(received: &Received<'_>) -> Product<'static> {
    let fitting = Config {
        user_name_attribute: if has_user_name(received) {
            "username"
        } else {
            "sub"
        },
        public_client: received.is_public(),
    };
    Product {
        plain: judge(received, &PLAIN),
        fitted: (fitting != PLAIN).then(|| (judge(received, &fitting), text(&fitting))),
        reads: READS,
        place: PLACE,
        unverified: &[],
    }
}

/// Userinfo has it, and every version asks userinfo with these scopes.
fn has_user_name(received: &Received<'_>) -> bool {
    let is_text = received
        .userinfo("username")
        .is_some_and(|claim| claim.text().is_some_and(|text| !text.is_empty()));
    is_text && asks_userinfo(received)
}

fn asks_userinfo(received: &Received<'_>) -> bool {
    USERINFO_SCOPES
        .iter()
        .any(|scope| received.has_scope(scope))
}

fn text(config: &Config) -> String {
    let mut lines = vec!["spring.security.oauth2.client:"];
    if config.public_client {
        lines.push("  registration.cognito.client-authentication-method: none");
    }
    let attribute = format!(
        "  provider.cognito.user-name-attribute: {}",
        config.user_name_attribute
    );
    if config.user_name_attribute != PLAIN.user_name_attribute {
        lines.push(&attribute);
    }
    lines.join("\n")
}

fn judge(received: &Received<'_>, config: &Config) -> Judged {
    let mut judged = Judged::default();
    judged.find_if(received.userinfo_failed(), || {
        FindingId::UserinfoFailed.finding()
    });
    judged.find_if(received.is_public() && !config.public_client, || {
        let only = Config {
            public_client: true,
            ..PLAIN
        };
        FindingId::SpringPublicClient
            .finding()
            .setting(PLACE, text(&only))
    });
    user_name(received, config, &mut judged);
    profile(received, &mut judged);
    let groups = received.groups();
    judged.show(UserField::empty(
        ConsumerField::Groups,
        "authorities",
        "OIDC_USER and one authority for each scope, none for a group.",
    ));
    judged.find_if(groups.is_some(), || {
        FindingId::SpringGroupsNotAuthorities
            .finding()
            .claim(groups.as_ref())
    });
    judged
}

fn user_name(received: &Received<'_>, config: &Config, judged: &mut Judged) {
    let name = config.user_name_attribute;
    let claim = received.first(ID_TOKEN_FIRST, name);
    judged.show(UserField::of(
        ConsumerField::UserName,
        "Principal name",
        claim.as_ref(),
    ));
    judged.show(UserField::of(
        ConsumerField::Subject,
        "sub",
        received.id_token("sub").as_ref(),
    ));
    judged.find_if(name == "sub", || {
        let finding = FindingId::SpringUserNameIsSubject
            .finding()
            .claim(claim.as_ref());
        if has_user_name(received) {
            let only = Config {
                user_name_attribute: "username",
                ..PLAIN
            };
            finding.setting(PLACE, text(&only))
        } else {
            finding
        }
    });
    let cognito = received.id_token(COGNITO_USER_NAME);
    let is_trap = received.has_userinfo() && received.userinfo(COGNITO_USER_NAME).is_none();
    judged.find_if(cognito.is_some() && is_trap, || {
        FindingId::SpringNotCognitoUserName
            .finding()
            .claim(cognito.as_ref())
    });
    judged.find_if(received.has_userinfo() && !asks_userinfo(received), || {
        FindingId::SpringUserinfoByVersion
            .finding()
            .found(received.scopes().join(" "))
    });
}

fn profile(received: &Received<'_>, judged: &mut Judged) {
    for (field, label, name) in [
        (ConsumerField::DisplayName, "getFullName()", "name"),
        (ConsumerField::Email, "getEmail()", "email"),
    ] {
        judged.show(UserField::of(
            field,
            label,
            received.first(ID_TOKEN_FIRST, name).as_ref(),
        ));
    }
    let verified = received.first(ID_TOKEN_FIRST, "email_verified");
    let field = UserField::of(
        ConsumerField::EmailVerified,
        "getEmailVerified()",
        verified.as_ref(),
    );
    // Text is turned into a boolean, for userinfo as for the ID token.
    judged.show(match verified.map(|claim| claim.value) {
        Some(Value::String(text)) => field.with_value(text.to_lowercase()),
        Some(value) => field.with_value(claim_text(value)),
        None => field,
    });
}
