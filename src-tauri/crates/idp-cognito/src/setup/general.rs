//! The set-up list of any other provider: the same facts, without a console that is known here.

use super::{callbacks, item, scopes, value};
use idp_core::draft::WizardStep;
use idp_core::provider::OauthDraft;
use idp_core::setup::{SetupItem, SetupItemId};

pub(super) fn list(oauth: &OauthDraft) -> Vec<SetupItem> {
    let here = "In the settings of the client, at the provider";
    vec![
        SetupItem {
            values: callbacks(oauth),
            ..item(
                SetupItemId::CallbackUrl,
                WizardStep::Client,
                "The callback URL is registered for the client, character by character.",
                "It may be called redirect URI, sign-in redirect URI or reply URL there.",
                here,
            )
        },
        SetupItem {
            values: value("Client ID", Some(&oauth.client_id)),
            ..item(
                SetupItemId::AppClient,
                WizardStep::Client,
                "There is a client, and the authorization code grant is allowed for it.",
                "It may be called application, app registration or OAuth app there.",
                here,
            )
        },
        SetupItem {
            values: scopes(oauth),
            ..item(
                SetupItemId::Scopes,
                WizardStep::Scopes,
                "The client may ask for these scopes.",
                "Some providers refuse an unknown scope, others leave it out without a word.",
                here,
            )
        },
        item(
            SetupItemId::TestUser,
            WizardStep::TestUser,
            "There is a user to test with, who may use this client.",
            "Some providers want each user or group to be assigned to the application.",
            here,
        ),
    ]
}
