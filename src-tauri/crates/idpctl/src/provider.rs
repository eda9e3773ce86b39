//! `idpctl provider …`.

use crate::arguments::{FileOptions, ProviderCommand};
use crate::exit::Exit;
use crate::map::print_comparison;
use crate::output;
use idp_app::{App, Differences, ProviderError, SecretChange};
use idp_core::catalogue::GENERIC_OIDC;
use idp_core::mapping::FixtureComparison;
use idp_core::provider::{OauthDraft, ProviderDraft, ProviderView};
use idp_core::secret::Secret;
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn run(app: &App, command: ProviderCommand, json: bool) -> Result<ExitCode, Exit> {
    match command {
        ProviderCommand::List => list(app, json).await?,
        ProviderCommand::Show { name } => {
            let id = app.find_provider(&name).await?;
            show(&app.provider(&id).await?, json)?;
        }
        ProviderCommand::Create(options) => {
            let draft = read_draft(app, &options.file).await?;
            let secret = read_secret(&options)?;
            show(&app.create_provider(&draft, secret).await?, json)?;
        }
        ProviderCommand::Update {
            name,
            file,
            accept_changes,
        } => {
            let id = app.find_provider(&name).await?;
            let draft = read_draft(app, &file.file).await?;
            let change = read_secret(&file)?.map_or(SecretChange::Keep, SecretChange::Replace);
            let differences = if accept_changes {
                Differences::Accept
            } else {
                Differences::Refuse
            };
            match app.update_provider(&id, &draft, change, differences).await {
                Err(ProviderError::FixturesDiffer(comparison)) => {
                    return refused(&comparison, json);
                }
                stored => show(&stored?, json)?,
            }
        }
        ProviderCommand::Duplicate { name } => {
            let id = app.find_provider(&name).await?;
            show(&app.duplicate_provider(&id).await?, json)?;
        }
        ProviderCommand::Delete { name } => {
            let id = app.find_provider(&name).await?;
            app.delete_provider(&id).await?;
            if json {
                output::json(&serde_json::json!({ "deleted": id }))?;
            } else {
                output::line(format!(
                    "{name} is in the trash. Restore or purge it in the console."
                ));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Nothing was stored: the rules change what fixtures give, and nobody accepted that.
fn refused(comparison: &FixtureComparison, json: bool) -> Result<ExitCode, Exit> {
    if json {
        output::json(&serde_json::json!({
            "updated": false,
            "fixtures": comparison.fixtures,
            "differences": comparison.differences,
        }))?;
    } else {
        print_comparison(comparison);
        output::note(
            "Nothing was stored. When these results are as you want them, add --accept-changes.",
        );
    }
    Ok(ExitCode::from(1))
}

async fn list(app: &App, json: bool) -> Result<(), Exit> {
    let providers = app.list_providers().await?;
    if json {
        return output::json(&providers);
    }
    if providers.is_empty() {
        output::line(
            "There is no identity provider yet. Create one with: idpctl provider create --file FILE",
        );
    }
    let rows: Vec<Vec<String>> = providers
        .iter()
        .map(|row| {
            vec![
                row.display_name.clone(),
                row.host.clone(),
                row.client_id.clone(),
                output::word(&row.test_status).replace('_', " "),
            ]
        })
        .collect();
    output::table(&rows);
    Ok(())
}

fn show(provider: &ProviderView, json: bool) -> Result<(), Exit> {
    if json {
        return output::json(provider);
    }
    output::line(&provider.definition.display_name);
    output::json(&provider.definition)?;
    output::line(match &provider.client_secret_store {
        Some(place) => format!("The client secret is stored in {place}."),
        None => "No client secret is stored.".to_owned(),
    });
    for warning in &provider.warnings {
        output::note(&format!("{}: warning: {}", warning.field, warning.message));
    }
    Ok(())
}

/// Reads a provider file; a discovery URL alone is read and its endpoints stored.
async fn read_draft(app: &App, path: &Path) -> Result<ProviderDraft, Exit> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Exit::Input(
            format!("{} cannot be read: {error}", path.display()),
            vec![],
        )
    })?;
    let yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
    let mut draft: ProviderDraft = if yaml {
        serde_yaml_ng::from_str(&text).map_err(|error| wrong_file(path, &error))?
    } else {
        serde_json::from_str(&text).map_err(|error| wrong_file(path, &error))?
    };
    if let Some(oauth) = &mut draft.oauth {
        from_discovery(app, oauth).await?;
    }
    Ok(draft)
}

fn wrong_file(path: &Path, error: &dyn std::fmt::Display) -> Exit {
    Exit::Input(
        format!("{} is not a provider file: {error}", path.display()),
        vec![],
    )
}

async fn from_discovery(app: &App, oauth: &mut OauthDraft) -> Result<(), Exit> {
    let Some(url) = oauth
        .discovery_url
        .clone()
        .filter(|_| oauth.authorization_endpoint.is_empty())
    else {
        return Ok(());
    };
    let filled = app.fill_endpoints(GENERIC_OIDC, &url).await;
    if !filled.from_discovery {
        return Err(Exit::Input(filled.notes.join(" "), vec![]));
    }
    for note in &filled.notes {
        output::note(note);
    }
    oauth.issuer = filled.issuer;
    oauth.authorization_endpoint = filled.authorization_endpoint.unwrap_or_default();
    oauth.token_endpoint = filled.token_endpoint.unwrap_or_default();
    oauth.userinfo_endpoint = filled.userinfo_endpoint;
    oauth.jwks_uri = filled.jwks_uri;
    oauth.logout_endpoint = filled.logout_endpoint;
    Ok(())
}

fn read_secret(options: &FileOptions) -> Result<Option<Secret>, Exit> {
    if !options.client_secret_stdin {
        return Ok(None);
    }
    read_standard_input().map(Some)
}

/// Standard input to its end, without one trailing newline.
pub(crate) fn read_standard_input() -> Result<Secret, Exit> {
    let text = std::io::read_to_string(std::io::stdin()).map_err(Exit::input)?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Secret::new(text.strip_suffix('\r').unwrap_or(text)))
}
