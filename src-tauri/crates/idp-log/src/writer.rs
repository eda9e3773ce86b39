//! The one thread that writes, and the queue before it.

use crate::LogOptions;
use crate::files::LogFiles;
use crate::redaction::redact;
use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime};

/// Lines that may wait; a program in trouble must not fill its memory with them.
const QUEUE: usize = 8192;
/// Written at once.
const BATCH: usize = 256;
/// Longer nobody waits for a disk at the end of a program.
const PATIENCE: Duration = Duration::from_secs(2);

static QUEUE_IN: OnceLock<SyncSender<Message>> = OnceLock::new();
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);

enum Message {
    Line(String),
    Flush(SyncSender<()>),
}

/// Writes what is left when it is dropped.
#[derive(Debug)]
pub struct LogGuard(());

impl Drop for LogGuard {
    fn drop(&mut self) {
        flush();
    }
}

/// Waits until everything said so far is written, two seconds at most.
pub fn flush() {
    let Some(queue) = QUEUE_IN.get() else {
        return;
    };
    let (done, written) = sync_channel(1);
    let asked = Instant::now();
    // A full queue drains within moments; a thread that hangs is not waited for.
    while queue.try_send(Message::Flush(done.clone())).is_err() {
        if asked.elapsed() > PATIENCE {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = written.recv_timeout(PATIENCE);
}

pub(crate) fn start(options: LogOptions) -> LogGuard {
    let (queue, messages) = sync_channel(QUEUE);
    if QUEUE_IN.set(queue).is_ok() {
        // Without a thread nothing is written; the program is no worse for that.
        let _ = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write_all(&messages, &options));
    }
    LogGuard(())
}

/// Takes an event as text and puts it into the queue; never waits.
pub(crate) struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes).into_owned();
        let queued = QUEUE_IN
            .get()
            .is_some_and(|queue| queue.try_send(Message::Line(line)).is_ok());
        if !queued {
            LEFT_OUT.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_all(messages: &Receiver<Message>, options: &LogOptions) {
    let files = LogFiles::new(&options.data_folder, options.program);
    files.remove_old(SystemTime::now());
    while let Ok(first) = messages.recv() {
        let mut text = String::new();
        let mut asked = Vec::new();
        take(first, &mut text, &mut asked);
        for message in messages.try_iter().take(BATCH) {
            take(message, &mut text, &mut asked);
        }
        let left_out = LEFT_OUT.swap(0, Ordering::Relaxed);
        if left_out > 0 {
            text.push_str(&format!(
                "{left_out} lines were left out: too many at once\n"
            ));
        }
        if options.echo {
            // Nobody may be listening.
            let _ = io::stderr().write_all(text.as_bytes());
        }
        // A full disk must not end the program; the next lines are tried again.
        let _ = if text.is_empty() {
            Ok(())
        } else {
            files.append(&text)
        };
        for done in asked {
            let _ = done.send(());
        }
    }
}

fn take(message: Message, text: &mut String, asked: &mut Vec<SyncSender<()>>) {
    match message {
        Message::Line(line) => {
            text.push_str(&redact(line.trim_end_matches('\n')));
            text.push('\n');
        }
        Message::Flush(done) => asked.push(done),
    }
}
