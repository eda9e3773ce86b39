//! `idpctl consumers`.

use crate::arguments::ConsumersOptions;
use crate::exit::Exit;
use crate::output;
use idp_app::App;
use idp_core::checks::shortened;
use idp_core::consumers::{
    ConsumerFinding, ConsumerId, ConsumerVerdict, ConsumerView, ConsumersView, DefinitionState,
    FindingEffect, Judgement, UserField,
};
use std::process::ExitCode;

pub(crate) async fn run(
    app: &App,
    options: &ConsumersOptions,
    json: bool,
) -> Result<ExitCode, Exit> {
    let id = app.find_provider(&options.name).await?;
    let runs = app.list_runs(Some(&id.0)).await.map_err(Exit::from)?;
    let chosen = runs.into_iter().find(|run| {
        options
            .run
            .as_ref()
            .is_none_or(|wanted| *wanted == run.run_id)
    });
    let Some(chosen) = chosen else {
        return Err(no_such_run(options));
    };
    let mut view = app.consumers_of_run(&chosen.run_id).await?;
    if !options.consumer.is_empty() {
        let wanted: Vec<ConsumerId> = options.consumer.iter().map(|one| (*one).into()).collect();
        view.consumers.retain(|one| wanted.contains(&one.consumer));
    }
    if json {
        output::json(&view)?;
    } else {
        print(&view, &chosen.started_at);
    }
    let accepted = view.consumers.iter().all(|one| match one.plain.verdict {
        ConsumerVerdict::Accepts | ConsumerVerdict::AcceptsWithRemark => true,
        ConsumerVerdict::Refuses | ConsumerVerdict::Unknown => false,
    });
    Ok(ExitCode::from(u8::from(!accepted)))
}

fn no_such_run(options: &ConsumersOptions) -> Exit {
    Exit::input(match &options.run {
        Some(run) => format!("{} has no test run {run}.", options.name),
        None => format!(
            "{} was never tested. Test it first: idpctl test.",
            options.name
        ),
    })
}

fn print(view: &ConsumersView, started_at: &str) {
    output::line(format!("Test run of {started_at}"));
    match view.definition {
        DefinitionState::Same => {}
        DefinitionState::Changed => {
            output::note("warning: the definition was changed since this test run. Test it again.");
        }
        DefinitionState::Gone => {
            output::note("warning: the definition is gone, so its scopes and secret are unknown.");
        }
    }
    for consumer in &view.consumers {
        print_consumer(consumer);
    }
}

fn print_consumer(consumer: &ConsumerView) {
    output::line(format!(
        "\n{} ({}): {}",
        consumer.name,
        consumer.part,
        verdict(consumer.plain.verdict)
    ));
    if consumer.findings.is_empty() {
        output::line(format!("  {}", consumer.plain.reason));
    }
    print_user(&consumer.plain);
    for finding in &consumer.findings {
        print_finding(finding);
    }
    if let (Some(fitted), Some(settings)) = (&consumer.fitted, &consumer.settings) {
        output::line(format!(
            "  With these settings: {}; {}",
            verdict(fitted.verdict),
            settings.place
        ));
        for line in settings.text.lines() {
            output::line(format!("    {line}"));
        }
        print_user(fitted);
    }
    for unverified in &consumer.unverified {
        output::line(format!("  Not verified: {unverified}"));
    }
}

fn verdict(verdict: ConsumerVerdict) -> &'static str {
    match verdict {
        ConsumerVerdict::Accepts => "would accept",
        ConsumerVerdict::AcceptsWithRemark => "would accept, with remarks",
        ConsumerVerdict::Refuses => "would REFUSE",
        ConsumerVerdict::Unknown => "cannot be told",
    }
}

fn print_user(judgement: &Judgement) {
    let rows: Vec<Vec<String>> = judgement.user.iter().map(row).collect();
    output::table(&rows);
}

fn row(field: &UserField) -> Vec<String> {
    let value = if field.values.is_empty() {
        "–".to_owned()
    } else {
        // A terminal obeys characters that a stranger may have put into a claim.
        shortened(&field.values.join(", "))
    };
    let origin = match (&field.claim, &field.source, field.note) {
        (Some(claim), Some(source), _) => format!("{claim}, {}", output::word(source)),
        (_, _, note) => note.unwrap_or_default().to_owned(),
    };
    vec![format!("    {}", field.label), value, origin]
}

fn print_finding(finding: &ConsumerFinding) {
    let kind = match finding.effect {
        FindingEffect::Refuses => "error",
        FindingEffect::Remark => "remark",
        FindingEffect::Note => "note",
    };
    output::line(format!("  {kind}: {}", finding.problem));
    if let Some(found) = &finding.found {
        output::line(format!("    Found: {found}"));
    }
    output::line(format!("    Next:  {}", finding.next_step));
    if let Some(setting) = &finding.setting {
        for line in setting.text.lines() {
            output::line(format!("    Set:   {line}"));
        }
    }
    if !finding.verified {
        output::line("    This rule is general knowledge; it was not read in the source.");
    }
}
