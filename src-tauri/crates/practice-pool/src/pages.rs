//! The hosted pages: sign-in, new password, one-time code, errors, and the front page.

use crate::description::{ClientDescription, PoolDescription, UserDescription};
use crate::html::{Escaped, Field, Width, alert, document};

/// What every form of a sign-in carries.
pub(crate) struct Form<'a> {
    /// Path and query the form is sent to: the page's own.
    pub(crate) action: &'a str,
    pub(crate) csrf: &'a str,
    /// The callback with `access_denied`.
    pub(crate) cancel: &'a str,
    pub(crate) message: Option<&'a str>,
}

/// `/login`, with the user name that was typed before.
pub(crate) fn sign_in(form: &Form<'_>, username: &str) -> String {
    let (on_username, on_password) = if username.is_empty() {
        ("autofocus", "")
    } else {
        ("", "autofocus")
    };
    let fields = format!(
        "{}{}",
        Field {
            name: "username",
            label: "User name",
            value: username,
            attributes: &format!(
                "type=\"text\" autocomplete=\"username\" autocapitalize=\"none\" \
                 spellcheck=\"false\" maxlength=\"128\" {on_username}"
            ),
        },
        Field {
            name: "password",
            label: "Password",
            value: "",
            attributes: &format!(
                "type=\"password\" autocomplete=\"current-password\" maxlength=\"256\" \
                 {on_password}"
            ),
        }
    );
    form.page("Sign in", "", &fields, "Sign in")
}

/// `/changePassword`, shown to a user with a temporary password.
pub(crate) fn new_password(form: &Form<'_>) -> String {
    let attributes = "type=\"password\" autocomplete=\"new-password\" maxlength=\"256\"";
    let fields = format!(
        "{}{}",
        Field {
            name: "new_password",
            label: "New password",
            value: "",
            attributes: &format!("{attributes} autofocus"),
        },
        Field {
            name: "confirm_password",
            label: "Enter the new password again",
            value: "",
            attributes,
        }
    );
    let advice = "Your password is temporary. Choose another one: at least 8 characters, \
                  with an upper-case letter, a lower-case letter, a digit and a symbol.";
    form.page("Change password", advice, &fields, "Change password")
}

/// `/mfa`, shown to a user with a software token.
pub(crate) fn one_time_code(form: &Form<'_>) -> String {
    let field = Field {
        name: "code",
        label: "Code",
        value: "",
        attributes: "type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" \
                     maxlength=\"6\" autofocus",
    };
    let advice = "Enter the six digits that your authenticator app shows.";
    form.page("Enter your code", advice, &field.to_string(), "Sign in")
}

impl Form<'_> {
    fn page(&self, title: &str, advice: &str, fields: &str, button: &str) -> String {
        let advice = match advice {
            "" => String::new(),
            text => format!("<p class=\"quiet\">{}</p>\n", Escaped(text)),
        };
        let body = format!(
            "{alert}{advice}<form method=\"post\" action=\"{action}\">\n\
             <input type=\"hidden\" name=\"_csrf\" value=\"{csrf}\">\n\
             {fields}<button type=\"submit\">{button}</button>\n</form>\n\
             <a class=\"cancel\" href=\"{cancel}\">Cancel</a>",
            alert = alert(self.message),
            action = Escaped(self.action),
            csrf = Escaped(self.csrf),
            cancel = Escaped(self.cancel),
        );
        document(title, Width::Card, &body)
    }
}

/// Cognito's error page names no setting, and neither does this one.
pub(crate) fn error() -> String {
    message("Error", "An error was encountered with the requested page.")
}

pub(crate) fn login_pages_unavailable() -> String {
    message(
        "Login pages unavailable",
        "Login pages unavailable. Please contact an administrator.",
    )
}

/// Managed login gave up on a sign-in that took too long, or never began here.
pub(crate) fn something_went_wrong() -> String {
    message("Something went wrong", "Something went wrong")
}

fn message(title: &str, text: &str) -> String {
    document(title, Width::Card, &alert(Some(text)))
}

/// The front page: what to enter, and who can sign in.
pub(crate) fn front(pool: &PoolDescription) -> String {
    let entries = [
        ("Issuer", &pool.issuer),
        ("Discovery URL", &pool.discovery_url),
        ("Authorization endpoint", &pool.authorization_endpoint),
        ("Token endpoint", &pool.token_endpoint),
        ("Userinfo endpoint", &pool.userinfo_endpoint),
        ("JWKS URI", &pool.jwks_uri),
        ("Logout endpoint", &pool.logout_endpoint),
    ];
    let endpoints: String = entries
        .iter()
        .map(|(name, value)| format!("<dt>{name}</dt><dd><code>{}</code></dd>\n", Escaped(value)))
        .collect();
    let clients: String = pool.clients.iter().map(client_row).collect();
    let users: String = pool.users.iter().map(user_row).collect();
    let body = format!(
        "<p>This is a stand-in for an Amazon Cognito user pool, on this machine only. \
         Its passwords and secrets are practice values: never use them elsewhere.</p>\n\
         <h2>Endpoints</h2>\n<dl>\n{endpoints}</dl>\n\
         <h2>App clients</h2>\n<table>\n<tr><th scope=\"col\">Client ID</th>\
         <th scope=\"col\">Client secret</th><th scope=\"col\">Scopes</th>\
         <th scope=\"col\">Callback URLs</th><th scope=\"col\">Purpose</th></tr>\n\
         {clients}</table>\n\
         <h2>Users</h2>\n<table>\n<tr><th scope=\"col\">User name</th>\
         <th scope=\"col\">Password</th><th scope=\"col\">Purpose</th></tr>\n{users}</table>"
    );
    document("Practice pool", Width::Wide, &body)
}

fn client_row(client: &ClientDescription) -> String {
    let urls: Vec<String> = client
        .callback_urls
        .iter()
        .map(|url| format!("<code>{}</code>", Escaped(url)))
        .collect();
    format!(
        "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td><td>{}</td>\
         <td>{}</td></tr>\n",
        Escaped(&client.id),
        Escaped(client.secret.as_deref().unwrap_or("none")),
        Escaped(&client.scopes.join(" ")),
        urls.join("<br>"),
        Escaped(&client.purpose),
    )
}

fn user_row(user: &UserDescription) -> String {
    let token = user
        .totp_secret
        .as_ref()
        .map_or_else(String::new, |secret| {
            format!(" Software token: <code>{}</code>", Escaped(secret))
        });
    format!(
        "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}{token}</td></tr>\n",
        Escaped(&user.name),
        Escaped(&user.password),
        Escaped(&user.purpose),
    )
}
