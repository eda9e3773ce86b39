//! `idpctl map`.

use crate::arguments::MapOptions;
use crate::exit::Exit;
use crate::output;
use idp_app::App;
use idp_core::mapping::{Mapped, MappedValue};
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(crate) async fn run(app: &App, options: &MapOptions, json: bool) -> Result<ExitCode, Exit> {
    let id = app.find_provider(&options.name).await?;
    let mapped = app.map_claims(&id, &read(options)?).await?.mapped;
    if json {
        output::json(&mapped)?;
    } else {
        print(&mapped);
    }
    // As in a test: only what is required for a user makes it a failure.
    let failed = mapped.problems.iter().any(|problem| problem.required);
    Ok(ExitCode::from(u8::from(failed)))
}

fn read(options: &MapOptions) -> Result<String, Exit> {
    let path = &options.claims;
    let text = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    text.map_err(|error| {
        Exit::Input(
            format!("{} cannot be read: {error}", path.display()),
            vec![],
        )
    })
}

fn print(mapped: &Mapped) {
    print_set("User", &mapped.user);
    print_set("Applications receive", &mapped.external);
    for problem in &mapped.problems {
        let kind = if problem.required { "error" } else { "warning" };
        output::note(&format!("{kind}: {}", problem.message));
    }
}

fn print_set(title: &str, values: &BTreeMap<String, MappedValue>) {
    output::line(title);
    if values.is_empty() {
        output::line("  nothing");
    }
    let rows: Vec<Vec<String>> = values
        .iter()
        .map(|(target, value)| vec![format!("  {target}"), text(value)])
        .collect();
    output::table(&rows);
}

fn text(value: &MappedValue) -> String {
    match value {
        MappedValue::One(text) => text.clone(),
        MappedValue::Many(texts) => texts.join(", "),
    }
}
