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
use idp_console::{
    Board, Clipboard, Desktop, DesktopPorts, SecretTakenBack, attend, commands_and_events,
};
use idp_core::run::SignInMode;
use idp_core::secret::Secret;
use idp_store::SecretStoreKind;
use serde::Deserialize;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{Listener, Manager, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event as _;
use tokio::sync::{broadcast, mpsc};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;
use tower_http::services::{ServeDir, ServeFile};

#[derive(Clone)]
struct Bridge {
    window: WebviewWindow<MockRuntime>,
    events: broadcast::Sender<Value>,
    sign_ins: mpsc::UnboundedSender<FormCredentials>,
    codes: Codes,
    clipboard: TestBoard,
    lent: Arc<Clipboard>,
}

/// A clipboard that the test reads and writes as other programs do, and breaks.
#[derive(Clone, Default)]
struct TestBoard {
    text: Arc<Mutex<String>>,
    /// The next writing meets a fault of the program.
    fault: Arc<AtomicBool>,
    /// It cannot be reached, until it is written.
    gone: Arc<AtomicBool>,
}

impl TestBoard {
    fn put(&self, text: &str) {
        self.gone.store(false, Ordering::Relaxed);
        let mut held = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        text.clone_into(&mut held);
    }

    fn now(&self) -> String {
        let held = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone()
    }
}

impl Board for TestBoard {
    fn text(&mut self) -> Result<String, String> {
        if self.gone.load(Ordering::Relaxed) {
            return Err("asked to be gone".to_owned());
        }
        Ok(self.now())
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        let fault = self.fault.swap(false, Ordering::Relaxed);
        assert!(!fault, "asked to break");
        self.put(text);
        Ok(())
    }

    fn write_secret(&mut self, secret: &str) -> Result<(), String> {
        self.write(secret)
    }

    fn clear(&mut self) -> Result<(), String> {
        self.write("")
    }
}

/// Waits until the test says who signs in, then fills the form.
struct TestSignIn {
    receiver: tokio::sync::Mutex<mpsc::UnboundedReceiver<FormCredentials>>,
    codes: Codes,
}

/// The authorization codes that were caught, for the search that no file has one.
type Codes = Arc<Mutex<Vec<String>>>;

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
        let credentials = self.receiver.lock().await.recv().await;
        let Some(credentials) = credentials else {
            return SurfaceEnd::Closed;
        };
        let end = FormSignIn::with(credentials).sign_in(request, events).await;
        if let SurfaceEnd::Captured { url, .. } = &end {
            let found = url.query_pairs().filter(|(name, _)| name == "code");
            let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
            codes.extend(found.map(|(_, code)| code.into_owned()));
        }
        end
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
    let clipboard = TestBoard::default();
    let lent = Arc::new(Clipboard::of(Box::new(clipboard.clone())));
    let codes = Codes::default();
    let surface = TestSignIn {
        receiver: tokio::sync::Mutex::new(receiver),
        codes: Arc::clone(&codes),
    };
    let ports = ports(surface, &lent, folder);
    let (window, events) = shell(options, ports).await?;
    let bridge = Bridge {
        window,
        events,
        sign_ins,
        codes,
        clipboard,
        lent,
    };
    let index = PathBuf::from(&ui).join("index.html");
    let router = Router::new()
        .route("/ipc/{command}", post(call))
        .route("/events", get(stream))
        .route("/test/sign-in", post(sign_in))
        .route("/test/codes", get(caught_codes))
        .route("/test/clipboard", get(read_clipboard).post(write_clipboard))
        .route("/test/take-back", post(take_back))
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

fn ports(surface: TestSignIn, clipboard: &Arc<Clipboard>, folder: PathBuf) -> DesktopPorts {
    let (clipboard, secrets) = (Arc::clone(clipboard), Arc::clone(clipboard));
    DesktopPorts {
        surface: Arc::new(surface),
        show_result: Box::new(|_| {}),
        ask_save_path: Box::new(move |name| Some(folder.join(name))),
        open_folder: Box::new(|_| Ok(())),
        write_clipboard: Box::new(move |text| clipboard.write(&text)),
        // Taken back when the test says so.
        copy_secret: Box::new(move |secret| {
            secrets.lend(secret, Duration::MAX, |_| ())?;
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
        "secret-taken-back",
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

async fn caught_codes(State(bridge): State<Bridge>) -> Json<Vec<String>> {
    let codes = bridge.codes.lock().unwrap_or_else(PoisonError::into_inner);
    Json(codes.clone())
}

async fn read_clipboard(State(bridge): State<Bridge>) -> String {
    bridge.clipboard.now()
}

/// As another program does; without a text the clipboard cannot be reached any more.
async fn write_clipboard(State(bridge): State<Bridge>, Json(text): Json<Option<String>>) {
    match text {
        Some(text) => bridge.clipboard.put(&text),
        None => bridge.clipboard.gone.store(true, Ordering::Relaxed),
    }
}

/// The time of a secret on the clipboard is over.
async fn take_back(State(bridge): State<Bridge>) {
    if let Some(end) = bridge.lent.take_back_within(Duration::MAX).await {
        let _ = SecretTakenBack { end }.emit(&bridge.window);
    }
}

async fn break_clipboard(State(bridge): State<Bridge>) {
    bridge.clipboard.fault.store(true, Ordering::Relaxed);
}
