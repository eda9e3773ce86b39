//! The port to whatever shows the sign-in page.

use crate::app::App;
use async_trait::async_trait;
use idp_core::diagnosis::Diagnosis;
use idp_core::question::{Answer, Question};
use idp_core::run::{ReachedNetwork, RequestTrace, SignInMode};
use idp_http::HttpClient;
use idp_oidc::decision::Expected;
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

/// What a surface needs to run one sign-in.
#[derive(Clone, Debug)]
pub struct SignInRequest {
    /// Where the sign-in starts.
    pub url: Url,
    /// What each navigation is compared with.
    pub expected: Expected,
    /// For surfaces that make the requests themselves.
    pub http: HttpClient,
}

/// What a surface tells meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurfaceEvent {
    /// The page has another origin.
    Address {
        /// `https://host[:port]`.
        origin: String,
        /// Whether it came over TLS.
        secure: bool,
    },
    /// A navigation was refused; the scheme or origin.
    Refused(String),
    /// A request that the surface made itself.
    Request(Box<RequestTrace>),
}

/// How a sign-in ended.
#[derive(Clone, Debug)]
pub enum SurfaceEnd {
    /// The callback, whose request was cancelled.
    Captured {
        /// Where the provider sent the browser.
        url: Url,
        /// Whether anything of it may have left the machine.
        reached_network: ReachedNetwork,
    },
    /// The provider's own error page.
    ErrorPage {
        /// The `error` parameter.
        error: String,
        /// Whether the page echoes a client ID.
        client_id_echoed: bool,
    },
    /// The person closed the window.
    Closed,
    /// The sign-in failed for a known reason.
    Failed(Box<Diagnosis>),
    /// The surface cannot go on; whether the sign-in works is not known.
    NotChecked(Box<Diagnosis>),
}

/// How a question ended.
#[derive(Clone, Debug)]
pub enum AskEnd {
    /// The person answered.
    Answered(Answer),
    /// The person went away.
    Closed,
    /// Nobody is there to answer; whether the sign-in works is not known.
    NotAnswered(Box<Diagnosis>),
}

/// Where the person is: shows the sign-in page, or plays it, and asks what a sign-in
/// through an API has no page for. Dropping the future of [`Self::sign_in`] ends
/// the sign-in and wipes what it kept; dropping that of [`Self::ask`] withdraws the
/// question.
#[async_trait]
pub trait SignInSurface: Send + Sync {
    /// What is written into the run.
    fn mode(&self) -> SignInMode;

    /// Runs one sign-in in a fresh profile.
    async fn sign_in(
        &self,
        request: SignInRequest,
        events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd;

    /// Asks the person of this run: in the console, unless the surface knows the answer.
    /// The answer is not stored and not logged.
    async fn ask(&self, app: &App, run_id: &str, question: Question) -> AskEnd {
        app.ask_person(run_id, question).await
    }

    /// Whether there is somebody who may answer the same question otherwise than before.
    fn asks_again(&self) -> bool {
        true
    }
}
