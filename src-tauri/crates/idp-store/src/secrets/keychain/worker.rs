//! One thread that does blocking calls in their order, with a time limit for who waits.

use crate::secrets::{KeychainProblem, SecretStoreError};
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
    suspicious: Duration,
    doing: Arc<Mutex<Doing>>,
}

/// What the thread is at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Nothing,
    /// Work that began then.
    Work(Instant),
    /// Work that somebody has waited for to the end of the time limit.
    Waiting,
}

impl<S: Send + 'static> Worker<S> {
    /// Starts the thread; it keeps `state` from job to job.
    pub(super) fn start(name: &str, limit: Duration, suspicious: Duration, state: S) -> Self {
        let (sender, receiver) = channel();
        let doing = Arc::new(Mutex::new(Doing::Nothing));
        let told = Arc::clone(&doing);
        let jobs = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || serve(&receiver, &told, state))
            .map(|_| sender);
        Self {
            jobs,
            limit,
            suspicious,
            doing,
        }
    }

    /// Does the work on the thread. After the time limit the caller is told that the system
    /// waits; work that has begun goes on, work that has not is dropped. While work is
    /// suspiciously late, further calls are told at once.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, SecretStoreError> {
        let waits = match *lock(&self.doing) {
            Doing::Nothing => false,
            Doing::Work(since) => since.elapsed() > self.suspicious,
            Doing::Waiting => true,
        };
        if waits {
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
            Err(_) => {
                let mut doing = lock(&self.doing);
                if matches!(*doing, Doing::Work(_)) {
                    *doing = Doing::Waiting;
                }
                Err(SecretStoreError::WaitingForPrompt)
            }
        }
    }

    fn send(&self, job: Job<S>) -> Result<(), SecretStoreError> {
        let jobs = self.jobs.as_ref().map_err(unavailable)?;
        jobs.send(job)
            .map_err(|_| unavailable("its thread has ended"))
    }
}

fn serve<S>(jobs: &Receiver<Job<S>>, doing: &Mutex<Doing>, mut state: S) {
    for job in jobs {
        *lock(doing) = Doing::Work(Instant::now());
        // The libraries below can panic on a lock; the thread must outlive that. The caller
        // sees its answer dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut state)));
        *lock(doing) = Doing::Nothing;
    }
}

fn unavailable(detail: impl ToString) -> SecretStoreError {
    SecretStoreError::Unavailable {
        problem: KeychainProblem::Broken,
        detail: detail.to_string(),
    }
}

fn lock(doing: &Mutex<Doing>) -> MutexGuard<'_, Doing> {
    doing.lock().unwrap_or_else(PoisonError::into_inner)
}
