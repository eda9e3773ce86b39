//! Reading one HTML page: which form it has and how to fill it.

use idp_core::secret::Secret;
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// What a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The user name alone; the password comes on the next page.
    Username,
    /// User name and password.
    Password,
    /// A new password, usually twice.
    NewPassword,
    /// A one-time code.
    Code,
}

/// A form ready to be sent.
pub(super) struct FilledForm {
    pub action: Url,
    pub fields: Vec<(String, String)>,
}

struct Field {
    name: String,
    value: String,
    kind: FieldKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    Username,
    Password,
    Code,
    Kept,
}

/// What was understood of a page.
pub(super) struct Page {
    pub purpose: Option<Purpose>,
    pub title: String,
    pub text: String,
    pub alert: Option<String>,
    pub has_script: bool,
    action: Option<Url>,
    fields: Vec<Field>,
}

impl Page {
    /// Reads a page; anything that is not a fillable form leaves `purpose` empty.
    pub(super) fn read(body: &[u8], url: &Url) -> Self {
        let html = Html::parse_document(&String::from_utf8_lossy(body));
        let mut page = Self {
            purpose: None,
            title: first_text(&html, "title").unwrap_or_else(|| url.path().to_owned()),
            text: body_text(&html),
            alert: first_text(&html, "[role=alert], .error, .errorMessage"),
            has_script: select(&html, "script").next().is_some(),
            action: None,
            fields: Vec::new(),
        };
        // The classic hosted pages hold the same form twice, for wide and narrow screens.
        for form in select(&html, "form") {
            let fields = fields_of(form);
            if let Some(purpose) = purpose_of(&fields) {
                page.purpose = Some(purpose);
                page.action = action_of(form, url);
                page.fields = fields;
                break;
            }
        }
        page
    }

    /// The form with these values; hidden fields are sent as they are.
    pub(super) fn fill(
        &self,
        username: &str,
        password: Option<&Secret>,
        new_password: Option<&Secret>,
    ) -> Option<FilledForm> {
        let secret = password.or(new_password);
        let fields = self
            .fields
            .iter()
            .map(|field| {
                let value = match field.kind {
                    FieldKind::Username => username.to_owned(),
                    FieldKind::Password => {
                        secret.map(Secret::expose).unwrap_or_default().to_owned()
                    }
                    FieldKind::Code | FieldKind::Kept => field.value.clone(),
                };
                (field.name.clone(), value)
            })
            .collect();
        Some(FilledForm {
            action: self.action.clone()?,
            fields,
        })
    }
}

fn purpose_of(fields: &[Field]) -> Option<Purpose> {
    let count = |kind| fields.iter().filter(|field| field.kind == kind).count();
    match (
        count(FieldKind::Password),
        count(FieldKind::Username),
        count(FieldKind::Code),
    ) {
        (0, 0, 1..) => Some(Purpose::Code),
        (0, 1, 0) => Some(Purpose::Username),
        (1, _, _)
            if fields
                .iter()
                .any(|f| f.kind == FieldKind::Password && f.name.contains("new")) =>
        {
            Some(Purpose::NewPassword)
        }
        (1, _, _) => Some(Purpose::Password),
        (2.., _, _) => Some(Purpose::NewPassword),
        _ => None,
    }
}

fn fields_of(form: ElementRef<'_>) -> Vec<Field> {
    let Ok(inputs) = Selector::parse("input, button[name]") else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    let mut submit_seen = false;
    for input in form.select(&inputs) {
        let attribute = |name| input.value().attr(name).unwrap_or_default();
        let name = attribute("name");
        if name.is_empty() || input.value().attr("disabled").is_some() {
            continue;
        }
        let kind = match attribute("type").to_lowercase().as_str() {
            "password" => FieldKind::Password,
            "" | "text" | "email" | "tel" | "number" => text_kind(name, attribute("autocomplete")),
            "hidden" => FieldKind::Kept,
            "submit" if !submit_seen => {
                submit_seen = true;
                FieldKind::Kept
            }
            "checkbox" | "radio" if input.value().attr("checked").is_some() => FieldKind::Kept,
            _ => continue,
        };
        fields.push(Field {
            name: name.to_owned(),
            value: attribute("value").to_owned(),
            kind,
        });
    }
    fields
}

fn text_kind(name: &str, autocomplete: &str) -> FieldKind {
    let name = name.to_lowercase();
    if autocomplete == "one-time-code" || name.contains("code") || name.contains("otp") {
        FieldKind::Code
    } else {
        FieldKind::Username
    }
}

fn action_of(form: ElementRef<'_>, url: &Url) -> Option<Url> {
    let is_post = form
        .value()
        .attr("method")
        .is_some_and(|m| m.eq_ignore_ascii_case("post"));
    is_post
        .then(|| {
            match form
                .value()
                .attr("action")
                .filter(|action| !action.is_empty())
            {
                Some(action) => url.join(action).ok(),
                None => Some(url.clone()),
            }
        })
        .flatten()
}

fn select<'a>(html: &'a Html, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(css).ok();
    let found: Vec<_> = selector
        .map(|selector| html.select(&selector).collect())
        .unwrap_or_default();
    found.into_iter()
}

fn first_text(html: &Html, css: &str) -> Option<String> {
    select(html, css)
        .map(|element| squeeze(&element.text().collect::<String>()))
        .find(|text| !text.is_empty())
}

fn body_text(html: &Html) -> String {
    let text: String = select(html, "body")
        .flat_map(|body| body.text().collect::<Vec<_>>())
        .collect();
    squeeze(&text).chars().take(500).collect()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Page, Purpose};
    use idp_core::secret::Secret;

    fn page(html: &str) -> Page {
        Page::read(
            html.as_bytes(),
            &"https://a.example/login?x=1".parse().unwrap(),
        )
    }

    #[test]
    fn a_plain_form_is_filled_and_hidden_fields_are_kept() {
        let page = page(
            r#"<form method="post" action="/go"><input type="hidden" name="_csrf" value="t">
               <input name="username"><input type="password" name="password"><button>Go</button></form>"#,
        );
        assert_eq!(page.purpose, Some(Purpose::Password));
        let form = page.fill("alice", Some(&Secret::new("pw")), None).unwrap();
        assert_eq!(form.action.as_str(), "https://a.example/go");
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        assert_eq!(
            fields,
            [("_csrf", "t"), ("username", "alice"), ("password", "pw")]
        );
    }

    #[test]
    fn purposes_are_told_apart() {
        let two = r#"<form method=post><input type=password name=new_password><input type=password name=confirm_password></form>"#;
        assert_eq!(page(two).purpose, Some(Purpose::NewPassword));
        let code = r#"<form method=post><input name=code autocomplete=one-time-code></form>"#;
        assert_eq!(page(code).purpose, Some(Purpose::Code));
        let script = page("<div id=root></div><script src=a.js></script>");
        assert!(script.purpose.is_none() && script.has_script);
    }

    #[test]
    fn a_get_form_is_never_filled_with_a_password() {
        let page = page(r#"<form><input name=u><input type=password name=p></form>"#);
        assert!(page.fill("alice", Some(&Secret::new("pw")), None).is_none());
    }
}
