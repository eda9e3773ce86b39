//! `idpctl practice-pool`.

use crate::arguments::{PoolOptions, Shared};
use crate::exit::Exit;
use crate::output;
use practice_pool::{PoolDescription, PracticePoolOptions, StartError};
use std::process::ExitCode;

/// Serves until the process is told to end.
pub(crate) async fn serve(shared: &Shared, options: &PoolOptions) -> Result<ExitCode, Exit> {
    let folder = shared.data_dir()?;
    idp_store::create_data_folder(&folder).map_err(Exit::environment)?;
    let start = |port| {
        practice_pool::start(PracticePoolOptions {
            port,
            settings_file: Some(folder.join("practice-pool.json")),
            ..PracticePoolOptions::default()
        })
    };
    let pool = match start(options.port).await {
        Err(StartError::PortInUse { port }) => {
            output::note(&format!(
                "Port {port} is in use, perhaps by another practice pool; this one takes a free port."
            ));
            start(0).await
        }
        other => other,
    }
    .map_err(Exit::environment)?;
    let description = pool.description();
    if shared.json {
        output::json_line(&description)?;
    } else {
        print(&description);
    }
    ended().await;
    pool.stop().await;
    Ok(ExitCode::SUCCESS)
}

async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn print(pool: &PoolDescription) {
    output::line(format!(
        "The practice pool serves at {}. It is for practice only.\n",
        pool.domain
    ));
    let value = |name: &str, text: &str| vec![name.to_owned(), text.to_owned()];
    output::table(&[
        value("Issuer", &pool.issuer),
        value("Authorization endpoint", &pool.authorization_endpoint),
        value("Token endpoint", &pool.token_endpoint),
        value("Userinfo endpoint", &pool.userinfo_endpoint),
        value("JWKS URI", &pool.jwks_uri),
        value("Logout endpoint", &pool.logout_endpoint),
    ]);
    output::line("\nClients");
    for client in &pool.clients {
        output::line(format!("  {} ({})", client.id, client.purpose));
        output::line(format!(
            "    secret    {}",
            client.secret.as_deref().unwrap_or("none")
        ));
        output::line(format!("    callbacks {}", client.callback_urls.join(" ")));
        output::line(format!("    scopes    {}", client.scopes.join(" ")));
    }
    output::line("\nUsers");
    let rows: Vec<Vec<String>> = pool
        .users
        .iter()
        .map(|user| {
            vec![
                format!("  {}", user.name),
                user.password.clone(),
                user.purpose.clone(),
            ]
        })
        .collect();
    output::table(&rows);
    output::line("\nPress Ctrl+C to end.");
}
