//! `idpctl route`.

use crate::arguments::RouteOptions;
use crate::exit::Exit;
use crate::output;
use idp_app::App;
use idp_core::routing::{
    CandidateVerdict, CandidateView, ChainEnd, Decision, FallbackChain, Picked, Way,
};
use std::process::ExitCode;

pub(crate) async fn run(app: &App, options: &RouteOptions, json: bool) -> Result<ExitCode, Exit> {
    let forced = options.provider.as_deref().map(Picked::ByCaller);
    let decision = app.route(Some(&options.email), forced).await?;
    if json {
        output::json(&decision)?;
    } else {
        print(&decision);
    }
    Ok(ExitCode::from(u8::from(decision.way == Way::Nobody)))
}

fn print(decision: &Decision) {
    output::line(&decision.explanation);
    if let Some(chain) = &decision.fallback {
        output::line(fallback(chain));
    }
    let rows: Vec<Vec<String>> = decision.candidates.iter().map(row).collect();
    if !rows.is_empty() {
        output::line("");
    }
    output::table(&rows);
}

fn row(candidate: &CandidateView) -> Vec<String> {
    let verdict = match candidate.verdict {
        CandidateVerdict::Taken => "taken",
        CandidateVerdict::Offered => "offered",
        CandidateVerdict::NotTaken => "not taken",
    };
    vec![
        format!("  {}", candidate.provider.name),
        verdict.to_owned(),
        candidate.because.clone(),
    ]
}

fn fallback(chain: &FallbackChain) -> String {
    let names: Vec<_> = chain
        .providers
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let tried = match names.as_slice() {
        [] => "When it fails, no other provider is tried".to_owned(),
        names => format!("When it fails: {}", names.join(", then ")),
    };
    match &chain.end {
        ChainEnd::NoFallback => format!("{tried}."),
        ChainEnd::Missing(name) => format!("{tried}. There is no provider {name:?} to go on to."),
        ChainEnd::Disabled(name) => format!("{tried}. {name} would be next, but is disabled."),
        ChainEnd::Loop(name) => {
            format!("{tried}. The next would be {name} again, so it ends there.")
        }
    }
}
