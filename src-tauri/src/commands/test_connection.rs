//! Starting and ending a test connection.

use crate::ipc_error::IpcError;
use crate::state::Desktop;
use catch_panics::catch_panics;
use idp_core::broker::BrokerFinding;
use idp_core::provider::ProviderId;
use idp_core::question::{Answer, Question};
use std::sync::Arc;
use tauri::State;

/// Starts a test and returns its run at once; events tell how it goes on.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn test_connection(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
) -> Result<String, IpcError> {
    let ports = Arc::clone(&desktop.ports);
    let test = desktop
        .app()?
        .prepare_test(&provider_id, Arc::clone(&ports.surface))
        .await?;
    let run_id = test.run_id().to_owned();
    let shown = run_id.clone();
    tauri::async_runtime::spawn(async move {
        match test.run().await {
            Ok(_) => (ports.show_result)(&shown),
            Err(error) => tracing::error!("the test could not be written down: {error}"),
        }
    });
    Ok(run_id)
}

/// What a broker that knows user name and password only would meet with a user pool.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub async fn check_broker(
    desktop: State<'_, Desktop>,
    provider_id: ProviderId,
) -> Result<Vec<BrokerFinding>, IpcError> {
    Ok(desktop.app()?.broker_check(&provider_id).await?)
}

/// Cancels the running test.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn cancel_test(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    desktop.app()?.cancel_test();
    Ok(())
}

/// What a running sign-in asks the person; nothing while it goes on by itself.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn get_question(
    desktop: State<'_, Desktop>,
    run_id: String,
) -> Result<Option<Question>, IpcError> {
    Ok(desktop.app()?.question(&run_id))
}

/// Answers it. The answer goes to the provider once and is kept nowhere.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn answer_question(
    desktop: State<'_, Desktop>,
    run_id: String,
    answer: Answer,
) -> Result<(), IpcError> {
    Ok(desktop.app()?.answer_question(&run_id, answer)?)
}

/// The person says that the page refuses embedded windows or wants a passkey.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn report_sign_in_refused(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    desktop.app()?.report_sign_in_refused();
    Ok(())
}

/// Goes from the result window to the console, where the test can be made again.
#[tauri::command]
#[specta::specta]
#[catch_panics]
pub fn show_console(desktop: State<'_, Desktop>) -> Result<(), IpcError> {
    (desktop.ports.show_main)();
    Ok(())
}
