use super::{Board, Clipboard, TakenBack};
use idp_core::secret::Secret;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tauri::async_runtime::block_on;
use tokio::sync::mpsc;

const SOON: Duration = Duration::from_millis(300);
const NEVER: Duration = Duration::from_secs(3600);

/// A clipboard that others can write as well; without a text it is broken.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Option<String>>>);

impl Shared {
    fn new() -> (Arc<Clipboard>, Self) {
        let board = Self(Arc::new(Mutex::new(Some(String::new()))));
        (Arc::new(Clipboard::of(Box::new(board.clone()))), board)
    }

    fn put(&self, text: Option<&str>) {
        *self.0.lock().unwrap() = text.map(str::to_owned);
    }

    fn now(&self) -> Option<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Board for Shared {
    fn text(&mut self) -> Result<String, String> {
        self.now().ok_or_else(|| "broken".to_owned())
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        self.text()?;
        self.put(Some(text));
        Ok(())
    }

    fn write_secret(&mut self, secret: &str) -> Result<(), String> {
        self.write(secret)
    }

    fn clear(&mut self) -> Result<(), String> {
        self.write("")
    }
}

/// A clipboard with a secret that is taken back soon, and what is told of that.
fn lent() -> (Arc<Clipboard>, Shared, mpsc::UnboundedReceiver<TakenBack>) {
    let (clipboard, board) = Shared::new();
    let (told, heard) = mpsc::unbounded_channel();
    let tell = move |end| told.send(end).unwrap();
    clipboard.lend(Secret::new("s3cret"), SOON, tell).unwrap();
    (clipboard, board, heard)
}

#[tokio::test]
async fn a_lent_secret_is_cleared_when_its_time_is_over_and_that_is_told() {
    let (clipboard, board, mut heard) = lent();
    assert_eq!(board.now().unwrap(), "s3cret");
    assert_eq!(heard.recv().await, Some(TakenBack::Cleared));
    assert_eq!(board.now().unwrap(), "");
    assert_eq!(
        clipboard.take_back_within(NEVER).await,
        None,
        "there is nothing more to do"
    );
}

#[tokio::test]
async fn what_was_copied_since_is_left_alone() {
    let (_clipboard, board, mut heard) = lent();
    board.put(Some("of another program"));
    assert_eq!(heard.recv().await, Some(TakenBack::Replaced));
    assert_eq!(board.now().unwrap(), "of another program");
}

#[tokio::test]
async fn what_the_console_copies_itself_replaces_the_secret_and_that_is_told_at_once() {
    let (clipboard, board, mut heard) = lent();
    clipboard.write("a client ID").unwrap();
    assert_eq!(heard.try_recv(), Ok(TakenBack::Replaced));
    assert_eq!(heard.recv().await, None, "it is told once");
    // Not taken for the secret when its time is over, though it reads the same.
    clipboard.write("s3cret").unwrap();
    tokio::time::sleep(SOON * 3).await;
    assert_eq!(board.now().unwrap(), "s3cret");
    assert_eq!(clipboard.take_back_within(NEVER).await, None);
}

#[tokio::test]
async fn a_copy_that_fails_leaves_the_secret_to_be_taken_back() {
    let (clipboard, board) = Shared::new();
    let (told, mut heard) = mpsc::unbounded_channel();
    let tell = move |end| told.send(end).unwrap();
    clipboard.lend(Secret::new("s3cret"), NEVER, tell).unwrap();
    board.put(None);
    assert!(clipboard.write("a client ID").is_err());
    assert!(heard.try_recv().is_err());
    board.put(Some("s3cret"));
    let end = clipboard.take_back_within(NEVER).await;
    assert_eq!(end, Some(TakenBack::Cleared));
}

#[tokio::test]
async fn a_clipboard_that_cannot_be_cleared_is_not_said_to_be() {
    let (clipboard, board, mut heard) = lent();
    board.put(None);
    assert_eq!(heard.recv().await, Some(TakenBack::Failed));
    let refused = clipboard.lend(Secret::new("s3cret"), SOON, |_| ());
    assert_eq!(refused, Err("broken".to_owned()));
}

#[tokio::test]
async fn a_secret_that_could_not_be_taken_back_is_taken_back_at_the_end() {
    let (clipboard, board, mut heard) = lent();
    board.put(None);
    assert_eq!(heard.recv().await, Some(TakenBack::Failed));
    board.put(Some("s3cret"));
    assert_eq!(
        clipboard.take_back_within(NEVER).await,
        Some(TakenBack::Cleared)
    );
    assert_eq!(board.now().unwrap(), "");
    assert_eq!(
        clipboard.take_back_within(NEVER).await,
        None,
        "there is nothing more to do"
    );
}

#[tokio::test]
async fn a_secret_that_is_copied_again_stays_its_whole_time() {
    let (clipboard, board, mut heard) = lent();
    clipboard
        .lend(Secret::new("s3cret"), NEVER, |_| ())
        .unwrap();
    assert_eq!(heard.recv().await, None, "the first has nothing to tell");
    assert_eq!(board.now().unwrap(), "s3cret");
    assert_eq!(
        clipboard.take_back_within(NEVER).await,
        Some(TakenBack::Cleared)
    );
    assert_eq!(board.now().unwrap(), "");
}

#[tokio::test]
async fn taking_back_at_the_end_leaves_what_is_not_ours() {
    let (clipboard, board) = Shared::new();
    clipboard.write("a client ID").unwrap();
    assert_eq!(clipboard.take_back_within(NEVER).await, None);
    assert_eq!(board.now().unwrap(), "a client ID");
    clipboard
        .lend(Secret::new("s3cret"), NEVER, |_| ())
        .unwrap();
    board.put(Some("of another program"));
    assert_eq!(
        clipboard.take_back_within(NEVER).await,
        Some(TakenBack::Replaced)
    );
    assert_eq!(board.now().unwrap(), "of another program");
}
#[test]
fn a_clipboard_that_does_not_answer_keeps_nobody_waiting() {
    let (clipboard, board) = Shared::new();
    clipboard
        .lend(Secret::new("s3cret"), NEVER, |_| ())
        .unwrap();
    let busy = board.0.lock().unwrap();
    let end = block_on(clipboard.take_back_within(SOON));
    assert_eq!(end, Some(TakenBack::Failed));
    drop(busy);
    // It goes on meanwhile.
    while board.now().unwrap() != "" {
        std::thread::sleep(SOON);
    }
}
