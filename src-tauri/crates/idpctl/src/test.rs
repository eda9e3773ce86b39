//! `idpctl test`.

use crate::arguments::{SignInChoice, TestOptions};
use crate::exit::Exit;
use crate::output;
use crate::provider::read_standard_input;
use idp_app::{App, FormCredentials, FormSignIn};
use idp_core::checks::{Verdict, shortened};
use idp_core::provider::ProviderKind;
use idp_core::run::{RunOutcome, RunView, StepOutcome};
use idp_core::secret::Secret;
use std::process::ExitCode;
use std::sync::Arc;

pub(crate) async fn run(app: &App, options: TestOptions, json: bool) -> Result<ExitCode, Exit> {
    let id = app.find_provider(&options.name).await?;
    let kind = app.provider(&id).await?.definition.kind;
    let surface = match (kind, options.sign_in) {
        (ProviderKind::OauthOpenid, SignInChoice::None) => FormSignIn::redirects_only(),
        (ProviderKind::OauthOpenid, SignInChoice::Form) | (ProviderKind::UserStore, _) => {
            FormSignIn::with(credentials(&options)?)
        }
    };
    let prepared = app.prepare_test(&id, Arc::new(surface)).await?;
    let running = prepared.run();
    tokio::pin!(running);
    let view = tokio::select! {
        view = &mut running => view?,
        _ = tokio::signal::ctrl_c() => {
            app.cancel_test();
            running.await?
        }
    };
    if json {
        output::json(&view.report().map_err(Exit::environment)?)?;
    } else {
        print(&view);
    }
    Ok(match view.outcome {
        RunOutcome::Passed => ExitCode::SUCCESS,
        RunOutcome::Failed
        | RunOutcome::Cancelled
        | RunOutcome::Interrupted
        | RunOutcome::Running => ExitCode::from(1),
    })
}

fn credentials(options: &TestOptions) -> Result<FormCredentials, Exit> {
    let username = options.username.clone().ok_or_else(|| {
        Exit::Input(
            "A sign-in needs --username and --password-stdin.".to_owned(),
            vec![],
        )
    })?;
    if !options.password_stdin {
        return Err(Exit::Input(
            "Give the password on standard input with --password-stdin.".to_owned(),
            vec![],
        ));
    }
    let input = read_standard_input()?;
    let mut rest = input.expose();
    let mut line = |wanted: bool, last: bool| {
        let (first, others) = match rest.split_once('\n') {
            // What is read alone may have line breaks in it.
            Some(found) if !last => found,
            Some(_) | None => (rest, ""),
        };
        wanted.then(|| {
            rest = others;
            Secret::new(first.trim_end_matches('\r'))
        })
    };
    let (new, token) = (options.new_password_stdin, options.software_token_stdin);
    Ok(FormCredentials {
        username,
        password: line(true, !new && !token).unwrap_or_else(|| Secret::new("")),
        new_password: line(new, !token),
        software_token: line(token, true),
    })
}

fn print(view: &RunView) {
    output::line(format!("{}\n", view.sentence));
    for step in &view.steps {
        let mark = match step.outcome {
            StepOutcome::Passed => "passed",
            StepOutcome::Failed => "FAILED",
            StepOutcome::NotChecked => "not checked",
            StepOutcome::Skipped => "skipped",
            StepOutcome::Running => "running",
        };
        output::line(format!(
            "{:<22} {mark} ({} ms)",
            step.title, step.duration_ms
        ));
        for check in &step.checks {
            if check.verdict != Verdict::Passed {
                output::line(format!("  {}", check.in_words()));
            }
        }
    }
    for diagnosis in &view.diagnosis {
        output::line(format!("\n{}", diagnosis.title));
        for cause in &diagnosis.causes {
            output::line(format!("  Cause: {cause}"));
        }
        for step in &diagnosis.next_steps {
            output::line(format!("  Next:  {step}"));
        }
        for evidence in &diagnosis.evidence {
            output::line(format!("  {}: {}", evidence.name, evidence.value));
        }
    }
    if !view.attributes.is_empty() {
        output::line("\nAttributes received");
        let rows: Vec<Vec<String>> = view
            .attributes
            .iter()
            .map(|row| {
                vec![
                    format!("  {}", shortened(&row.name)),
                    shortened(&row.value),
                    output::word(&row.claim_type),
                    output::word(&row.source),
                ]
            })
            .collect();
        output::table(&rows);
    }
}
