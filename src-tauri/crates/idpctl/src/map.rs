//! `idpctl map`.

use crate::arguments::MapOptions;
use crate::exit::Exit;
use crate::output;
use idp_app::App;
use idp_core::checks::shortened;
use idp_core::mapping::{
    EXAMPLE_CLAIMS, FUNCTIONS, FixtureComparison, FixtureDifference, MappedValue, MappingView,
};
use idp_core::provider::AttributesDraft;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn run(app: &App, options: &MapOptions, json: bool) -> Result<ExitCode, Exit> {
    let name = options.name.as_deref().unwrap_or_default();
    let id = app.find_provider(name).await?;
    let view = match &options.claims {
        Some(path) => Some(app.map_claims(&id, &read(path)?).await?),
        None => None,
    };
    if !options.check {
        let view = view.unwrap_or_default();
        if json {
            output::json(&view.mapped)?;
        } else {
            print(&view);
        }
        // As in a test: only what is required for a user makes it a failure.
        let failed = view.mapped.problems.iter().any(|problem| problem.required);
        return Ok(ExitCode::from(u8::from(failed)));
    }
    let rules = options.rules.as_deref().map(read_rules).transpose()?;
    let comparison = app.compare_fixtures(&id, rules.as_ref()).await?;
    let mut failing = view.as_ref().map(failing).unwrap_or_default();
    for rule in &comparison.unusable {
        if !failing.contains(&&*rule.target) {
            failing.push(&rule.target);
        }
    }
    if json {
        output::json(&serde_json::json!({
            "mapped": view.as_ref().map(|view| &view.mapped),
            "failing": failing,
            "fixtures": comparison.fixtures,
            "differences": comparison.differences,
            "unusable": comparison.unusable,
        }))?;
    } else {
        if let Some(view) = &view {
            print(view);
        }
        for rule in &comparison.unusable {
            let (target, message) = (shortened(&rule.target), shortened(&rule.message));
            output::note(&format!("error: {target}: {message}"));
        }
        print_comparison(&comparison);
    }
    let found = !failing.is_empty() || !comparison.differences.is_empty();
    Ok(ExitCode::from(u8::from(found)))
}

/// The targets whose rules could not be evaluated, or lack what they need.
fn failing(view: &MappingView) -> Vec<&str> {
    view.results
        .iter()
        .filter(|result| result.fails())
        .map(|result| result.target.as_str())
        .collect()
}

fn read(path: &Path) -> Result<String, Exit> {
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

fn read_rules(path: &Path) -> Result<AttributesDraft, Exit> {
    serde_json::from_str(&read(path)?).map_err(|error| {
        Exit::Input(
            format!("{} holds no mapping rules: {error}", path.display()),
            vec![],
        )
    })
}

/// The functions of expressions; they need no data folder.
pub(crate) fn functions(json: bool) -> Result<ExitCode, Exit> {
    if json {
        output::json(&serde_json::json!({
            "exampleClaims": serde_json::from_str::<serde_json::Value>(EXAMPLE_CLAIMS).map_err(Exit::environment)?,
            "functions": FUNCTIONS,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut group = None;
    for function in FUNCTIONS {
        if group.replace(function.group) != Some(function.group) {
            output::line(format!("{}:", output::word(&function.group)));
        }
        output::line(format!("  {}", function.form));
        output::line(format!("      {}", function.explanation));
        output::line(format!(
            "      {} gives {}",
            function.example, function.gives
        ));
    }
    output::line(format!(
        "The examples are about these claims:\n{EXAMPLE_CLAIMS}"
    ));
    Ok(ExitCode::SUCCESS)
}

fn print(view: &MappingView) {
    print_set("User", &view.mapped.user);
    print_set("Applications receive", &view.mapped.external);
    // The stored message points to the preview of the window, which nobody has here.
    for (_, problem, message) in view.problems_in_full() {
        let kind = if problem.required { "error" } else { "warning" };
        output::note(&format!("{kind}: {}", shortened(&message)));
    }
}

fn print_set(title: &str, values: &BTreeMap<String, MappedValue>) {
    output::line(title);
    if values.is_empty() {
        output::line("  nothing");
    }
    let rows: Vec<Vec<String>> = values
        .iter()
        .map(|(target, value)| vec![format!("  {}", shortened(target)), text(value)])
        .collect();
    output::table(&rows);
}

pub(crate) fn print_comparison(comparison: &FixtureComparison) {
    if comparison.fixtures == 0 {
        output::line("There are no fixtures. Save a test run as one in the console.");
        return;
    }
    output::line(format!(
        "{}, {}",
        counted(comparison.fixtures as usize, "fixture"),
        counted(comparison.differences.len(), "difference"),
    ));
    for difference in &comparison.differences {
        output::line(format!("  {}", of_difference(difference)));
    }
}

fn of_difference(difference: &FixtureDifference) -> String {
    let shown = |value: &Option<MappedValue>| value.as_ref().map_or("nothing".to_owned(), text);
    let problem = difference.problem.as_deref();
    let change = if difference.before == difference.after {
        format!("is still {}", shown(&difference.after))
    } else {
        let (before, after) = (shown(&difference.before), shown(&difference.after));
        format!("was {before}, and is {after}")
    };
    format!(
        "{}: {} {} {change}{}",
        shortened(&difference.fixture),
        output::word(&difference.set),
        shortened(&difference.target),
        problem.map_or(String::new(), |problem| format!(
            " ({})",
            shortened(problem)
        )),
    )
}

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn text(value: &MappedValue) -> String {
    match value {
        MappedValue::One(text) => shortened(text),
        MappedValue::Many(texts) => shortened(&texts.join(", ")),
    }
}
