//! Markup of the hosted pages: plain HTML, no script, every value escaped.

use std::fmt::{self, Display, Formatter};

/// A text in HTML, in an element or in a quoted attribute.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                // HTML has no way to write a NUL.
                '\0' => formatter.write_str("\u{fffd}")?,
                other => write!(formatter, "{other}")?,
            }
        }
        Ok(())
    }
}

/// A whole page. `body` is markup.
pub(crate) fn document(title: &str, width: Width, body: &str) -> String {
    let class = match width {
        Width::Card => "card",
        Width::Wide => "card wide",
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><p>Practice pool — for practice, not AWS</p></header>\n\
         <main class=\"{class}\">\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        title = Escaped(title),
    )
}

/// How much room the content takes.
#[derive(Clone, Copy)]
pub(crate) enum Width {
    Card,
    Wide,
}

/// A labelled text field. The attributes are markup of ours.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) value: &'a str,
    pub(crate) attributes: &'a str,
}

impl Display for Field<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            label,
            value,
            attributes,
        } = self;
        write!(
            formatter,
            "<label for=\"{name}\">{label}</label>\n\
             <input id=\"{name}\" name=\"{name}\" value=\"{}\" required {attributes}>\n",
            Escaped(value)
        )
    }
}

/// A message that a screen reader says at once.
pub(crate) fn alert(message: Option<&str>) -> String {
    message.map_or_else(String::new, |message| {
        format!(
            "<p role=\"alert\" class=\"alert\">{}</p>\n",
            Escaped(message)
        )
    })
}

const STYLE: &str = "\
:root{color-scheme:light dark;--page:#f2f3f3;--card:#fff;--text:#16191f;--quiet:#545b64;\
--line:#7d8998;--accent:#0257c7;--on-accent:#fff;--alert:#a3120a;--alert-page:#fff3f2;\
--banner:#fdf3d6;--on-banner:#4a3600}\
@media (prefers-color-scheme:dark){:root{--page:#0f1b2a;--card:#192534;--text:#e9ebed;\
--quiet:#b6bec9;--line:#8d99a8;--accent:#64a7ff;--on-accent:#0b1522;--alert:#ffa49c;\
--alert-page:#3a1512;--banner:#43360f;--on-banner:#fde9b0}}\
*{box-sizing:border-box}\
body{margin:0;min-height:100vh;background:var(--page);color:var(--text);\
font:1rem/1.5 system-ui,sans-serif}\
header{background:var(--banner);color:var(--on-banner);text-align:center;font-size:.875rem}\
header p{margin:0;padding:.5rem 1rem}\
.card{width:min(26rem,100% - 2rem);margin:3rem auto;padding:2rem;background:var(--card);\
border-radius:1rem;box-shadow:0 1px 8px rgb(0 0 0/.15)}\
.wide{width:min(64rem,100% - 2rem);overflow-x:auto}\
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}\
h2{margin:1.5rem 0 .5rem;font-size:1.125rem}\
p{margin:0 0 1rem}\
.quiet{color:var(--quiet)}\
label{display:block;margin:1rem 0 .25rem;font-weight:600}\
input{width:100%;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;\
background:var(--card);color:inherit;font:inherit}\
button{width:100%;margin:1.5rem 0 1rem;padding:.625rem;border:0;border-radius:.5rem;\
background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}\
a{color:var(--accent)}\
.cancel{display:block;padding:.25rem;text-align:center}\
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
.alert{padding:.75rem 1rem;border-left:4px solid var(--alert);background:var(--alert-page);\
color:var(--alert)}\
table{width:100%;border-collapse:collapse;font-size:.875rem}\
th,td{padding:.375rem .5rem;border-bottom:1px solid var(--line);text-align:left;\
vertical-align:top;overflow-wrap:anywhere}\
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}\
code{font-size:.875em}";

#[cfg(test)]
mod tests;
