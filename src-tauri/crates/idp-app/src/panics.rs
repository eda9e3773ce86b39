//! A fault of the program itself is caught where it would take something with it, and gets
//! a number that is both on the screen and in the log.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// A caught panic.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Something in the program itself failed (error {error_id}).")]
pub struct Panicked {
    /// The number under which the log has it.
    pub error_id: String,
}

thread_local! {
    /// A panic is caught on the thread that its hook ran on.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Writes each panic of this process into the log, in place of the log's own hook, which knows
/// no numbers. To be called once, after the log was started.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        let error_id = new_id();
        log(info, &error_id);
        idp_log::flush();
        LAST.set(Some(error_id));
    }));
}

/// Does the work; a panic ends the work and nothing else. What it locked stays usable: our
/// locks are taken over when they are poisoned.
///
/// # Errors
/// When the work panicked.
pub async fn caught<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut work = pin!(work);
    std::future::poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
            Err(payload) => Poll::Ready(Err(panicked(payload))),
        }
    })
    .await
}

/// As [`caught`], for work that does not wait.
///
/// # Errors
/// When the work panicked.
pub fn caught_now<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(panicked)
}

fn panicked(payload: Box<dyn Any + Send>) -> Panicked {
    // A payload may panic again when it is dropped.
    std::mem::forget(payload);
    Panicked {
        error_id: LAST.take().unwrap_or_else(new_id),
    }
}

fn new_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id.chars().take(8).collect()
}

/// Place and stack, and the text only when it is one from the source: a composed text can
/// quote what was being worked on.
fn log(info: &PanicHookInfo<'_>, error_id: &str) {
    let place = info.location().map(ToString::to_string);
    let text = info.payload().downcast_ref::<&'static str>().copied();
    let stack = Backtrace::force_capture();
    tracing::error!(
        error_id,
        place = place.unwrap_or_default(),
        text = text.unwrap_or("a composed text, left out"),
        "a panic was caught\n{stack}"
    );
}

#[cfg(test)]
mod tests {
    use super::{caught, caught_now};

    #[tokio::test]
    async fn a_panic_ends_the_work_and_nothing_else() {
        let lock = std::sync::Mutex::new(0);
        let broken = caught(async {
            tokio::task::yield_now().await;
            let _held = lock.lock();
            panic!("in the middle");
        });
        let one: Result<(), _> = broken.await;
        let other = caught_now(|| -> () { panic!("at once") });
        let (one, other) = (one.unwrap_err(), other.unwrap_err());
        assert_ne!(one.error_id, other.error_id);
        assert!(one.to_string().contains(&one.error_id));
        assert_eq!(caught(async { 7 }).await, Ok(7));
    }
}
