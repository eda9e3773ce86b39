//! The shell's own commands behind loopback HTTP, for tests of the UI in a browser. The
//! commands run on the framework's mock runtime, so there is no second list of them.
//! Never part of a release: the binary needs the feature `bridge`.

use async_trait::async_trait;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::{Path as UrlPath, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use idp_app::{
    App, AppOptions, FormCredentials, FormSignIn, SignInRequest, SignInSurface, Start, SurfaceEnd,
    SurfaceEvent, install_panic_hook,
};
use idp_console::{Desktop, DesktopPorts, attend, commands_and_events};
use idp_core::run::SignInMode;
use idp_core::secret::Secret;
use idp_store::SecretStoreKind;
use serde::Deserialize;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{Listener, Manager, WebviewWindow, WebviewWindowBuilder};
use tokio::sync::{broadcast, mpsc};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;
use tower_http::services::{ServeDir, ServeFile};

#[derive(Clone)]
struct Bridge {
    window: WebviewWindow<MockRuntime>,
    events: broadcast::Sender<Value>,
    sign_ins: mpsc::UnboundedSender<FormCredentials>,
    clipboard: Arc<Mutex<String>>,
    broken: Arc<AtomicBool>,
}

/// Waits until the test says who signs in, then fills the form.
struct TestSignIn(tokio::sync::Mutex<mpsc::UnboundedReceiver<FormCredentials>>);

#[async_trait]
impl SignInSurface for TestSignIn {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        request: SignInRequest,
        events: mpsc::UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        let origin = request.url.origin().ascii_serialization();
        let _ = events.send(SurfaceEvent::Address {
            origin,
            secure: request.url.scheme() == "https",
        });
        let credentials = self.0.lock().await.recv().await;
        match credentials {
            Some(credentials) => FormSignIn::with(credentials).sign_in(request, events).await,
            None => SurfaceEnd::Closed,
        }
    }
}

fn main() -> anyhow::Result<()> {
    if idp_app::read_entry_if_asked().is_some() {
        return Ok(());
    }
    serve()
}

#[tokio::main]
async fn serve() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(ui)) = (arguments.next().map(PathBuf::from), arguments.next()) else {
        anyhow::bail!("usage: idp-console-bridge DATA_FOLDER UI_FOLDER [SECRET_STORE]");
    };
    // "none" leaves the choice open, as on a machine without a keychain.
    let secret_store = match arguments.next().as_deref() {
        Some("none") => None,
        Some(_) | None => Some(SecretStoreKind::Session),
    };
    let _log = idp_app::start_log(&folder, "console");
    tauri::async_runtime::set(tokio::runtime::Handle::current());
    install_panic_hook();
    let options = AppOptions {
        secret_store,
        ..AppOptions::new(&folder)
    };
    let (sign_ins, receiver) = mpsc::unbounded_channel();
    let clipboard = Arc::new(Mutex::new(String::new()));
    let broken = Arc::new(AtomicBool::new(false));
    let ports = ports(receiver, &clipboard, &broken, folder);
    let (window, events) = shell(options, ports).await?;
    let bridge = Bridge {
        window,
        events,
        sign_ins,
        clipboard,
        broken,
    };
    let index = PathBuf::from(&ui).join("index.html");
    let router = Router::new()
        .route("/ipc/{command}", post(call))
        .route("/events", get(stream))
        .route("/test/sign-in", post(sign_in))
        .route("/test/clipboard", get(read_clipboard))
        .route("/test/break-clipboard", post(break_clipboard))
        .fallback_service(ServeDir::new(ui).fallback(ServeFile::new(index)))
        // The framework's own way has no limit either.
        .layer(DefaultBodyLimit::disable())
        .with_state(bridge);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    #[expect(clippy::print_stdout, reason = "the test reads the address")]
    {
        println!("http://{}", listener.local_addr()?);
    }
    axum::serve(listener, router).await?;
    Ok(())
}

fn ports(
    receiver: mpsc::UnboundedReceiver<FormCredentials>,
    clipboard: &Arc<Mutex<String>>,
    broken: &Arc<AtomicBool>,
    folder: PathBuf,
) -> DesktopPorts {
    let broken = Arc::clone(broken);
    let (clipboard, secrets) = (Arc::clone(clipboard), Arc::clone(clipboard));
    DesktopPorts {
        surface: Arc::new(TestSignIn(tokio::sync::Mutex::new(receiver))),
        show_result: Box::new(|_| {}),
        ask_save_path: Box::new(move |name| Some(folder.join(name))),
        open_folder: Box::new(|_| Ok(())),
        write_clipboard: Box::new(move |text| {
            assert!(!broken.swap(false, Ordering::Relaxed), "asked to break");
            *clipboard.lock().unwrap_or_else(PoisonError::into_inner) = text;
            Ok(())
        }),
        copy_secret: Box::new(move |secret| {
            let mut held = secrets.lock().unwrap_or_else(PoisonError::into_inner);
            secret.expose().clone_into(&mut held);
            Ok(30)
        }),
        show_main: Box::new(|| ()),
        open_in_browser: Box::new(|_| Ok(())),
    }
}

type Shell = (WebviewWindow<MockRuntime>, broadcast::Sender<Value>);

async fn shell(options: AppOptions, ports: DesktopPorts) -> anyhow::Result<Shell> {
    let builder = commands_and_events::<MockRuntime>();
    let handler = builder.invoke_handler();
    let app = mock_builder()
        .invoke_handler(handler)
        .build(mock_context(noop_assets()))?;
    builder.mount_events(app.handle());
    let handle = app.handle().clone();
    let opened = Box::new(move |app: &App| attend(app, handle.clone()));
    let desktop = Desktop::new(Start::open(options, opened).await, ports);
    let (events, _) = broadcast::channel(256);
    for name in [
        "run-changed",
        "providers-changed",
        "drafts-changed",
        "data-replaced",
        "backups-changed",
        "users-changed",
        "simulation-changed",
        "practice-pool-changed",
        "secrets-moving",
    ] {
        let events = events.clone();
        app.listen_any(name, move |event| {
            let payload: Value = serde_json::from_str(event.payload()).unwrap_or_default();
            let _ = events.send(json!({ "event": name, "payload": payload }));
        });
    }
    app.manage(desktop);
    let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build()?;
    // The mock runtime has no loop to run; the application lives as long as the process.
    Box::leak(Box::new(app));
    Ok((window, events))
}

async fn call(
    State(bridge): State<Bridge>,
    UrlPath(command): UrlPath<String>,
    body: Bytes,
) -> Json<Value> {
    let arguments: Value = serde_json::from_slice(&body).unwrap_or_else(|_| json!({}));
    let answer = tokio::task::spawn_blocking(move || {
        let url = "tauri://localhost".parse().map_err(|_| json!("no URL"))?;
        get_ipc_response(
            &bridge.window,
            InvokeRequest {
                cmd: command,
                callback: CallbackFn(0),
                error: CallbackFn(1),
                url,
                body: InvokeBody::Json(arguments),
                headers: Default::default(),
                invoke_key: INVOKE_KEY.to_owned(),
            },
        )
    })
    .await
    .unwrap_or_else(|error| Err(json!(error.to_string())));
    Json(match answer {
        Ok(InvokeResponseBody::Json(text)) => {
            let data: Value = serde_json::from_str(&text).unwrap_or_default();
            json!({ "status": "ok", "data": data })
        }
        Ok(InvokeResponseBody::Raw(_)) => json!({ "status": "error", "error": "raw answer" }),
        Err(error) => json!({ "status": "error", "error": error }),
    })
}

async fn stream(
    State(bridge): State<Bridge>,
) -> Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(bridge.events.subscribe())
        .filter_map(Result::ok)
        .map(|event| Ok(Event::default().data(event.to_string())));
    Sse::new(events).keep_alive(KeepAlive::default())
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

async fn sign_in(State(bridge): State<Bridge>, Json(who): Json<Credentials>) {
    let _ = bridge.sign_ins.send(FormCredentials {
        username: who.username,
        password: Secret::new(who.password),
        new_password: None,
        software_token: None,
    });
}

async fn read_clipboard(State(bridge): State<Bridge>) -> String {
    bridge
        .clipboard
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()
}

async fn break_clipboard(State(bridge): State<Bridge>) {
    bridge.broken.store(true, Ordering::Relaxed);
}
