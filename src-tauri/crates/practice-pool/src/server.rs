//! Starting and ending the pool.

use std::fmt::{self, Debug, Formatter};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::{Clock, SystemClock};
use crate::description::PoolDescription;
use crate::endpoints::router;
use crate::messages::SentMessage;
use crate::observed::Observed;
use crate::pool::Pool;
use crate::settings::{ReadError, Settings, SettingsError, SettingsStore};
use crate::signing::SigningKeys;

/// How long a stop waits for connections that say nothing, as browsers keep open.
const GRACE: Duration = Duration::from_secs(1);

/// How to start the pool.
#[derive(Clone)]
pub struct PracticePoolOptions {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Settings and signing keys as JSON, made with the seed (mode 0600) when missing.
    /// `None` keeps everything in memory.
    pub settings_file: Option<PathBuf>,
    /// What time the pool believes it is.
    pub clock: Arc<dyn Clock>,
}

impl Default for PracticePoolOptions {
    fn default() -> Self {
        Self {
            port: 0,
            settings_file: None,
            clock: Arc::new(SystemClock),
        }
    }
}

impl Debug for PracticePoolOptions {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PracticePoolOptions")
            .field("port", &self.port)
            .field("settings_file", &self.settings_file)
            .finish_non_exhaustive()
    }
}

/// Why the pool did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Something else listens there, perhaps another practice pool.
    #[error("Port {port} on 127.0.0.1 is already in use. Choose another port.")]
    PortInUse {
        /// The port asked for.
        port: u16,
    },
    /// The port could not be opened for another reason.
    #[error("Port {port} on 127.0.0.1 could not be opened.")]
    Bind {
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The settings file is unreadable, wrong, or could not be made.
    #[error("The settings file {} cannot be used. {problem}", .path.display())]
    SettingsFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, in a sentence.
        problem: String,
    },
    /// The signing keys could not be made.
    #[error("The signing keys could not be made. {problem}")]
    SigningKeys {
        /// What is wrong, in a sentence.
        problem: String,
    },
}

/// A pool that answers requests until it is stopped or dropped.
pub struct RunningPracticePool {
    addr: SocketAddr,
    pool: Arc<Pool>,
    /// The server ends when this is dropped.
    running: watch::Sender<()>,
    stopped: watch::Receiver<bool>,
}

impl Debug for RunningPracticePool {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RunningPracticePool")
            .field("addr", &self.addr)
            .finish_non_exhaustive()
    }
}

/// Starts the pool on 127.0.0.1 and nowhere else.
///
/// # Errors
///
/// [`StartError`] says which of port, settings file or keys is the cause.
pub async fn start(options: PracticePoolOptions) -> Result<RunningPracticePool, StartError> {
    let PracticePoolOptions {
        port,
        settings_file,
        clock,
    } = options;
    let listener = bind(port).await?;
    let addr = listener
        .local_addr()
        .map_err(|source| StartError::Bind { port, source })?;
    let (settings, keys) = open_settings(settings_file).await?;
    let pool = Arc::new(Pool::new(format!("http://{addr}"), clock, settings, keys));
    let (running, is_running) = watch::channel(());
    let (has_stopped, stopped) = watch::channel(false);
    let router = router(Arc::clone(&pool));
    tokio::spawn(async move {
        serve(listener, router, is_running).await;
        has_stopped.send_replace(true);
    });
    Ok(RunningPracticePool {
        addr,
        pool,
        running,
        stopped,
    })
}

async fn serve(listener: TcpListener, router: Router, is_running: watch::Receiver<()>) {
    let asked_to_stop = |mut running: watch::Receiver<()>| async move {
        // The sender never sends: an error, its being dropped, is what is waited for.
        drop(running.changed().await);
    };
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(asked_to_stop(is_running.clone()))
        .into_future();
    let grace_is_over = async {
        asked_to_stop(is_running).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = served => if let Err(error) = result {
            tracing::error!(%error, "the practice pool ended");
        },
        () = grace_is_over => {}
    }
}

async fn bind(port: u16) -> Result<TcpListener, StartError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.map_err(|source| {
        if source.kind() == io::ErrorKind::AddrInUse {
            StartError::PortInUse { port }
        } else {
            StartError::Bind { port, source }
        }
    })
}

async fn open_settings(file: Option<PathBuf>) -> Result<(SettingsStore, SigningKeys), StartError> {
    let path = file.clone();
    let failed = |problem: String| match path {
        Some(path) => StartError::SettingsFile { path, problem },
        None => StartError::SigningKeys { problem },
    };
    match tokio::task::spawn_blocking(move || SettingsStore::open(file)).await {
        Ok(opened) => opened.map_err(|error: ReadError| failed(error.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}

impl RunningPracticePool {
    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What to enter into a relying party, and who can sign in, as of now.
    pub fn description(&self) -> PoolDescription {
        PoolDescription::new(&self.pool.base, &self.pool.settings.current())
    }

    /// The settings in force.
    pub fn settings(&self) -> Settings {
        Settings::clone(&self.pool.settings.current())
    }

    /// Puts `settings` in force, once they are checked and on disk.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Invalid`] names each wrong field; [`SettingsError::Write`] is the disk.
    /// Either way the settings before stay in force.
    pub async fn update_settings(&self, settings: Settings) -> Result<(), SettingsError> {
        self.pool.settings.change(|_| settings).await
    }

    /// What came in since the start, oldest first; the last 10 000 events.
    pub fn observed(&self) -> Vec<Observed> {
        self.pool.observations.all()
    }

    /// The codes that were sent since the start, oldest first; the last 100.
    pub fn messages(&self) -> Vec<SentMessage> {
        self.pool.messages.all()
    }

    /// Takes no more connections, answers those that are open, and returns; a connection
    /// that is still silent after a second is left alone.
    pub async fn stop(self) {
        let Self {
            running, stopped, ..
        } = self;
        drop(running);
        wait_until_true(stopped).await;
    }

    /// Returns when the pool has ended.
    pub async fn stopped(&self) {
        wait_until_true(self.stopped.clone()).await;
    }
}

async fn wait_until_true(mut stopped: watch::Receiver<bool>) {
    // An error means that the server's task is gone, which is the same.
    drop(stopped.wait_for(|stopped| *stopped).await);
}
