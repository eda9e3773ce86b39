//! The set-up list: what must be true at the provider, item by item, before a sign-in works.

use crate::draft::WizardStep;
use serde::{Deserialize, Serialize};

/// One thing that must be true at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupItemId {
    /// The right account and Region of AWS.
    Account,
    /// There is a user pool.
    UserPool,
    /// Which passwords people may choose.
    PasswordPolicy,
    /// A second factor is asked for or not.
    Mfa,
    /// How e-mail is sent.
    EmailDelivery,
    /// Who may register themselves.
    SelfRegistration,
    /// The user pool has a domain.
    Domain,
    /// There is an app client of the right type.
    AppClient,
    /// The callback URL is registered.
    CallbackUrl,
    /// The sign-out URL is registered.
    SignOutUrl,
    /// The authorization code grant and the identity provider are switched on.
    CodeGrant,
    /// The sign-in pages have a style.
    BrandingStyle,
    /// The scopes are ticked.
    Scopes,
    /// The attributes behind the scopes may be read.
    ReadableAttributes,
    /// There is a user to test with.
    TestUser,
    /// The flow of a sign-in with user name and password is switched on.
    PasswordFlow,
    /// The identity pool knows the user pool.
    IdentityPool,
}

impl SetupItemId {
    /// The word for it in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::UserPool => "user_pool",
            Self::PasswordPolicy => "password_policy",
            Self::Mfa => "mfa",
            Self::EmailDelivery => "email_delivery",
            Self::SelfRegistration => "self_registration",
            Self::Domain => "domain",
            Self::AppClient => "app_client",
            Self::CallbackUrl => "callback_url",
            Self::SignOutUrl => "sign_out_url",
            Self::CodeGrant => "code_grant",
            Self::BrandingStyle => "branding_style",
            Self::Scopes => "scopes",
            Self::ReadableAttributes => "readable_attributes",
            Self::TestUser => "test_user",
            Self::PasswordFlow => "password_flow",
            Self::IdentityPool => "identity_pool",
        }
    }
}

/// A value to enter there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupValue {
    /// What it is called there.
    pub label: String,
    /// The value to copy.
    pub value: String,
}

/// An item of the list, as far as the definition determines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupItem {
    /// Which.
    pub id: SetupItemId,
    /// The page of the wizard that shows it.
    pub step: WizardStep,
    /// What must be true, in a sentence.
    pub fact: String,
    /// Why, and what to choose.
    pub advice: String,
    /// Where it is in the console of the provider, today.
    pub location: String,
    /// What older guides call the place.
    pub old_location: Option<String>,
    /// The values to enter there.
    pub values: Vec<SetupValue>,
    /// The page in the provider's console.
    pub link: Option<String>,
    /// Why there is no link where one is to be expected.
    pub why_no_link: Option<String>,
    /// Whether a sign-in works without it.
    pub optional: bool,
    /// What it is true of, beside its values: the pool or issuer, the client.
    pub about: Vec<String>,
}

/// What a confirmation was given for. All of it counts: the same words are another fact for
/// another client.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirmed {
    about: Vec<String>,
    fact: String,
    values: Vec<String>,
}

impl Confirmed {
    /// In words, for an item that says something else now.
    fn words(self, fact: &str) -> String {
        let before = (self.fact != fact).then_some(self.fact);
        let parts = before.into_iter().chain(self.about).chain(self.values);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }
}

impl SetupItem {
    /// What a confirmation holds for: when this changes, the item is unknown again.
    #[must_use]
    pub fn confirmed_value(&self) -> String {
        serde_json::to_string(&self.confirmed()).unwrap_or_default()
    }

    fn confirmed(&self) -> Confirmed {
        let values = self.values.iter().map(|value| value.value.clone());
        Confirmed {
            about: self.about.clone(),
            fact: self.fact.clone(),
            values: values.collect(),
        }
    }
}

/// How an item stands. It is never more than what a person said: nothing here looks at the
/// provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SetupState {
    /// Nobody said anything.
    Unknown,
    /// A person said so.
    ConfirmedByHand {
        /// RFC 3339.
        at: String,
    },
    /// A person said so of something else: another pool, client, fact or value.
    ConfirmedForOther {
        /// RFC 3339.
        at: String,
        /// What it was said of.
        values: String,
    },
}

/// An item as the UI shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupItemView {
    /// Which.
    pub id: SetupItemId,
    /// The page of the wizard that shows it.
    pub step: WizardStep,
    /// What must be true, in a sentence.
    pub fact: String,
    /// Why, and what to choose.
    pub advice: String,
    /// Where it is in the console of the provider, today.
    pub location: String,
    /// What older guides call the place.
    pub old_location: Option<String>,
    /// The values to enter there.
    pub values: Vec<SetupValue>,
    /// The page in the provider's console.
    pub link: Option<String>,
    /// Why there is no link where one is to be expected.
    pub why_no_link: Option<String>,
    /// Whether a sign-in works without it.
    pub optional: bool,
    /// How it stands.
    pub state: SetupState,
}

impl SetupItemView {
    /// The item with its state: a confirmation is what it was given for and its time. One of
    /// a form that says less than that counts for nothing.
    #[must_use]
    pub fn of(item: SetupItem, confirmation: Option<(String, String)>) -> Self {
        let confirmation = confirmation.and_then(|(value, at)| {
            let confirmed: Confirmed = serde_json::from_str(&value).ok()?;
            Some((confirmed, at))
        });
        let state = match confirmation {
            None => SetupState::Unknown,
            Some((confirmed, at)) if confirmed == item.confirmed() => {
                SetupState::ConfirmedByHand { at }
            }
            Some((confirmed, at)) => SetupState::ConfirmedForOther {
                at,
                values: confirmed.words(&item.fact),
            },
        };
        Self {
            id: item.id,
            step: item.step,
            fact: item.fact,
            advice: item.advice,
            location: item.location,
            old_location: item.old_location,
            values: item.values,
            link: item.link,
            why_no_link: item.why_no_link,
            optional: item.optional,
            state,
        }
    }
}
