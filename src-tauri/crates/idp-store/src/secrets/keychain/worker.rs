//! One thread that does blocking calls in their order, with a time limit for who waits.

use crate::secrets::SecretStoreError;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

/// The thread and what it is doing.
pub(super) struct Worker<S> {
    jobs: Result<Sender<Job<S>>, io::Error>,
    limit: Duration,
    busy_since: Arc<BusySince>,
}

impl<S: Send + 'static> Worker<S> {
    /// Starts the thread; it keeps `state` from job to job.
    pub(super) fn start(name: &str, limit: Duration, state: S) -> Self {
        let (sender, receiver) = channel();
        let busy_since = Arc::new(BusySince::default());
        let busy = Arc::clone(&busy_since);
        let jobs = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || serve(&receiver, &busy, state))
            .map(|_| sender);
        Self {
            jobs,
            limit,
            busy_since,
        }
    }

    /// Does the work on the thread. After the time limit the caller is told that the system
    /// waits; work that has begun goes on, work that has not is dropped. While work is
    /// beyond the limit, further calls are told at once.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, SecretStoreError> {
        if self
            .busy_since
            .get()
            .is_some_and(|since| since.elapsed() >= self.limit)
        {
            return Err(SecretStoreError::WaitingForPrompt);
        }
        let (answer, answered) = oneshot::channel();
        self.send(Box::new(move |state| {
            if !answer.is_closed() {
                // The caller may have given up while the work was done.
                let _ = answer.send(work(state));
            }
        }))?;
        match tokio::time::timeout(self.limit, answered).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(_)) => Err(unavailable("the call failed inside the keychain library")),
            Err(_) => Err(SecretStoreError::WaitingForPrompt),
        }
    }

    fn send(&self, job: Job<S>) -> Result<(), SecretStoreError> {
        let jobs = self.jobs.as_ref().map_err(unavailable)?;
        jobs.send(job)
            .map_err(|_| unavailable("its thread has ended"))
    }
}

fn serve<S>(jobs: &Receiver<Job<S>>, busy: &BusySince, mut state: S) {
    for job in jobs {
        busy.set(Some(Instant::now()));
        // The libraries below can panic on a lock; the thread must outlive that. The caller
        // sees its answer dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut state)));
        busy.set(None);
    }
}

fn unavailable(detail: impl ToString) -> SecretStoreError {
    SecretStoreError::Unavailable {
        detail: detail.to_string(),
    }
}

/// When the work began that the thread is at.
#[derive(Default)]
struct BusySince(Mutex<Option<Instant>>);

impl BusySince {
    fn get(&self) -> Option<Instant> {
        *self.lock()
    }

    fn set(&self, since: Option<Instant>) {
        *self.lock() = since;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
