//! The embedded sign-in window. It is a stranger: a fresh profile for each run, in no
//! capability, http(s) only, no new windows, no downloads, no script of ours.

use crate::web_view;
use async_trait::async_trait;
use idp_app::{SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{ReachedNetwork, SignInMode, StepKind};
use idp_oidc::decision::{Decision, decide};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use url::Url;

/// Opens sign-in windows, one at a time.
pub(crate) struct SignInWindow {
    handle: AppHandle<Wry>,
    opened: AtomicU32,
}

impl SignInWindow {
    pub(crate) fn new(handle: AppHandle<Wry>) -> Self {
        Self {
            handle,
            opened: AtomicU32::new(0),
        }
    }
}

/// Closes the window, and with it wipes its profile, however the sign-in ends.
struct Open(WebviewWindow<Wry>);

impl Drop for Open {
    fn drop(&mut self) {
        if let Err(error) = self.0.destroy() {
            tracing::warn!("the sign-in window could not be closed: {error}");
        }
    }
}

#[async_trait]
impl SignInSurface for SignInWindow {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        request: SignInRequest,
        events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let (ends, receiver) = unbounded_channel();
        match open(&self.handle, number, request, events, ends) {
            Ok(window) => wait(Open(window), receiver).await,
            Err(error) => {
                let diagnosis = Diagnosis::new(DiagnosisCode::Unknown, StepKind::SignIn)
                    .evidence("the sign-in window could not be opened", error.to_string());
                SurfaceEnd::NotChecked(Box::new(diagnosis))
            }
        }
    }
}

/// The window is closed here and not in its own handlers, which run on the main thread.
async fn wait(window: Open, mut ends: UnboundedReceiver<SurfaceEnd>) -> SurfaceEnd {
    let end = ends.recv().await.unwrap_or(SurfaceEnd::Closed);
    drop(window);
    end
}

fn open(
    handle: &AppHandle<Wry>,
    number: u32,
    request: SignInRequest,
    events: UnboundedSender<SurfaceEvent>,
    ends: UnboundedSender<SurfaceEnd>,
) -> tauri::Result<WebviewWindow<Wry>> {
    let SignInRequest { url, expected, .. } = request;
    let title = title_of(&url);
    let under_way = Arc::new(AtomicBool::new(false));
    let shown_again = Arc::clone(&under_way);
    let navigations = Navigations {
        under_way,
        expected,
        events: events.clone(),
        ends: ends.clone(),
    };
    let popups = events.clone();
    let downloads = events.clone();
    let window = WebviewWindowBuilder::new(
        handle,
        format!("sign-in-{number}"),
        WebviewUrl::External(url),
    )
    .title(title)
    .inner_size(520.0, 760.0)
    .center()
    .incognito(true)
    .devtools(false)
    .on_navigation(move |url| navigations.allow(url))
    .on_new_window(move |url, _| {
        let _ = popups.send(SurfaceEvent::Refused(format!(
            "new window: {}",
            shown(&url)
        )));
        NewWindowResponse::Deny
    })
    .on_download(move |_, _| {
        let _ = downloads.send(SurfaceEvent::Refused("download".to_owned()));
        false
    })
    // The page cannot name the window: its title is the address, set by us.
    .on_document_title_changed(|window, _| {
        if let Ok(url) = window.url() {
            let _ = window.set_title(&title_of(&url));
        }
    })
    .on_page_load(move |window, page| {
        shown_again.store(false, Ordering::Relaxed);
        let url = page.url();
        if page.event() == PageLoadEvent::Started || page.event() == PageLoadEvent::Finished {
            let _ = window.set_title(&title_of(url));
            let origin = url.origin().ascii_serialization();
            let _ = events.send(SurfaceEvent::Address {
                origin,
                secure: url.scheme() == "https",
            });
        }
    })
    .build()?;
    web_view::lighten(&window);
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { .. } = event {
            let _ = ends.send(SurfaceEnd::Closed);
        }
    });
    Ok(window)
}

struct Navigations {
    /// A page was asked for and has not arrived: what comes next is its redirect.
    under_way: Arc<AtomicBool>,
    expected: idp_oidc::decision::Expected,
    events: UnboundedSender<SurfaceEvent>,
    ends: UnboundedSender<SurfaceEnd>,
}

impl Navigations {
    /// Whether the page may go there; a callback is cancelled and handed over.
    fn allow(&self, url: &Url) -> bool {
        match decide(url, &self.expected) {
            Decision::Proceed => {
                self.under_way.store(true, Ordering::Relaxed);
                true
            }
            Decision::Capture => {
                let reached_network = self.reached_network();
                let _ = self.ends.send(SurfaceEnd::Captured {
                    url: url.clone(),
                    reached_network,
                });
                false
            }
            Decision::ProviderError {
                error,
                client_id_echoed,
            } => {
                let _ = self.ends.send(SurfaceEnd::ErrorPage {
                    error,
                    client_id_echoed,
                });
                true
            }
            Decision::Refuse => {
                let _ = self.events.send(SurfaceEvent::Refused(shown(url)));
                false
            }
        }
    }
}

impl Navigations {
    /// Measured on WebKitGTK: a callback that comes by redirect opens no connection, one
    /// that comes by a click may open one, though no request is sent. The other engines
    /// are not measured.
    fn reached_network(&self) -> ReachedNetwork {
        if cfg!(target_os = "linux") && self.under_way.load(Ordering::Relaxed) {
            ReachedNetwork::No
        } else {
            ReachedNetwork::MayHave
        }
    }
}

/// Scheme and host of an address; its query may hold anything.
fn shown(url: &Url) -> String {
    match url.host_str() {
        Some(host) => format!("{}://{host}", url.scheme()),
        None => format!("{}:", url.scheme()),
    }
}

/// Origin and TLS state, outside the page.
fn title_of(url: &Url) -> String {
    let state = if url.scheme() == "https" {
        "secure"
    } else {
        "not encrypted"
    };
    format!(
        "{} ({state}) – sign-in test",
        url.origin().ascii_serialization()
    )
}
