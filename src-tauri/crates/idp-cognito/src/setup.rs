//! The set-up list: what must be true at the provider before a sign-in works.

use crate::console;
use crate::formats::{UserPoolId, is_cognito_domain, is_cognito_issuer, pool_of_issuer};
use idp_core::catalogue::AWS_COGNITO_OIDC;
use idp_core::draft::WizardStep;
use idp_core::provider::{OauthDraft, ProviderDraft, ProviderKind, UserStoreDraft};
use idp_core::setup::{SetupItem, SetupItemId, SetupValue};

mod general;
mod redirect;
mod user_store;

/// The items for a definition, in the order of the work.
#[must_use]
pub fn setup_list(draft: &ProviderDraft) -> Vec<SetupItem> {
    if draft.kind == ProviderKind::UserStore {
        return of_user_store(&draft.user_store.clone().unwrap_or_default());
    }
    let empty = OauthDraft::default();
    let oauth = draft.oauth.as_ref().unwrap_or(&empty);
    if is_cognito(draft, oauth) {
        let pool = oauth.issuer.as_deref().and_then(pool_of_issuer);
        placed(redirect::list(oauth), pool.as_ref(), &Subject::of(oauth))
    } else {
        placed(general::list(oauth), None, &Subject::of(oauth))
    }
}

fn of_user_store(store: &UserStoreDraft) -> Vec<SetupItem> {
    let pool = UserPoolId::parse(&store.user_pool_id).ok();
    let subject = Subject {
        provider: store.user_pool_id.clone(),
        client: store.client_id.clone(),
        scopes: Vec::new(),
    };
    placed(user_store::list(store), pool.as_ref(), &subject)
}

/// Whether a definition is of a user pool, whatever entry it started from.
#[must_use]
pub fn is_cognito(draft: &ProviderDraft, oauth: &OauthDraft) -> bool {
    draft.catalogue_entry == AWS_COGNITO_OIDC
        || oauth.issuer.as_deref().is_some_and(is_cognito_issuer)
        || is_cognito_domain(&oauth.authorization_endpoint)
}

/// Whose facts they are.
struct Subject {
    /// The issuer; the authorization endpoint where there is none.
    provider: String,
    client: String,
    scopes: Vec<String>,
}

impl Subject {
    fn of(oauth: &OauthDraft) -> Self {
        let issuer = oauth.issuer.as_ref().filter(|issuer| !issuer.is_empty());
        Self {
            provider: issuer.unwrap_or(&oauth.authorization_endpoint).clone(),
            client: oauth.client_id.clone(),
            scopes: oauth.scopes.clone(),
        }
    }

    /// A fact of the pool stays one whatever its clients are; a fact of a client does not.
    fn about(&self, id: SetupItemId) -> Vec<String> {
        let client = || vec![self.provider.clone(), self.client.clone()];
        match id {
            SetupItemId::Account
            | SetupItemId::UserPool
            | SetupItemId::SelfRegistration
            | SetupItemId::PasswordPolicy
            | SetupItemId::Mfa
            | SetupItemId::EmailDelivery
            | SetupItemId::Domain => vec![self.provider.clone()],
            SetupItemId::AppClient
            | SetupItemId::CallbackUrl
            | SetupItemId::SignOutUrl
            | SetupItemId::CodeGrant
            | SetupItemId::BrandingStyle
            | SetupItemId::Scopes
            | SetupItemId::TestUser
            | SetupItemId::PasswordFlow
            | SetupItemId::IdentityPool => client(),
            SetupItemId::ReadableAttributes => {
                client().into_iter().chain(self.scopes.clone()).collect()
            }
        }
    }
}

/// The items with what they are about, and with the reason where a pool's have no link.
fn placed(items: Vec<SetupItem>, pool: Option<&UserPoolId>, subject: &Subject) -> Vec<SetupItem> {
    let unlinked = pool.and_then(console::why_no_link);
    items
        .into_iter()
        .map(|item| SetupItem {
            about: subject.about(item.id),
            why_no_link: unlinked.filter(|_| item.link.is_none()).map(str::to_owned),
            ..item
        })
        .collect()
}

/// The list of pools: of the Region of this one, or of the Region chosen last.
fn pools_link(pool: Option<&UserPoolId>) -> Option<String> {
    pool.map_or_else(|| Some(console::user_pools()), console::user_pools_beside)
}

/// Of any pool, whatever it is used for.
fn self_registration(link: Option<String>) -> SetupItem {
    SetupItem {
        link,
        optional: true,
        ..item(
            SetupItemId::SelfRegistration,
            WizardStep::Pool,
            "Self-registration is as you want it.",
            "A pool made in today's console lets anybody on the internet register. For staff, switch it off.",
            "Amazon Cognito > User pools > your pool > Sign-up > Self-service sign-up > Edit",
        )
    }
}

fn item(id: SetupItemId, step: WizardStep, fact: &str, advice: &str, location: &str) -> SetupItem {
    SetupItem {
        id,
        step,
        fact: fact.to_owned(),
        advice: advice.to_owned(),
        location: location.to_owned(),
        old_location: None,
        values: Vec::new(),
        link: None,
        why_no_link: None,
        optional: false,
        about: Vec::new(),
    }
}

fn value(label: &str, text: Option<&str>) -> Vec<SetupValue> {
    text.filter(|text| !text.is_empty())
        .map(|text| SetupValue {
            label: label.to_owned(),
            value: text.to_owned(),
        })
        .into_iter()
        .collect()
}

fn callbacks(oauth: &OauthDraft) -> Vec<SetupValue> {
    let mut values = value("Callback URL", Some(&oauth.redirect_uri));
    values.extend(value(
        "Callback URL for the system browser",
        oauth.loopback_redirect_uri.as_deref(),
    ));
    values
}

fn scopes(oauth: &OauthDraft) -> Vec<SetupValue> {
    oauth
        .scopes
        .iter()
        .flat_map(|scope| value("Scope", Some(scope)))
        .collect()
}

#[cfg(test)]
mod tests;
