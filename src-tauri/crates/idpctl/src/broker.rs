//! `idpctl broker`.

use crate::arguments::BrokerOptions;
use crate::exit::Exit;
use crate::output;
use idp_app::App;
use idp_core::broker::BrokerVerdict;
use std::process::ExitCode;

pub(crate) async fn run(app: &App, options: &BrokerOptions, json: bool) -> Result<ExitCode, Exit> {
    let id = app.find_provider(&options.name).await?;
    let findings = app.broker_check(&id).await?;
    if json {
        output::json(&findings)?;
    } else {
        for finding in &findings {
            let word = match finding.verdict {
                BrokerVerdict::Fine => "fine",
                BrokerVerdict::Fails => "FAILS",
                BrokerVerdict::Remark => "remark",
                BrokerVerdict::Unknown => "not known",
            };
            output::line(format!("{word:<10} {}", finding.title));
            output::line(format!("           {}", finding.advice));
        }
    }
    let fails = findings
        .iter()
        .any(|finding| finding.verdict == BrokerVerdict::Fails);
    Ok(ExitCode::from(u8::from(fails)))
}
