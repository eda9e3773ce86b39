//! One console for each data folder: whoever starts a second one sees the first.
//!
//! The first holds the lock `console.lock` and listens on loopback; port and token are in
//! `console.address`, readable by its owner only. The second sends the token, and the first
//! shows its window. The lock decides, so what a crash left behind does no harm.

use idp_store::{FolderLock, LockError, create_data_folder, replace_private};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use uuid::Uuid;

const PURPOSE: &str = "console";
const ADDRESS: &str = "console.address";
const SHOWN: &str = "shown";
/// The first may be starting still.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(100);
/// A stranger on the port says nothing or too much.
const TALK: Duration = Duration::from_secs(2);
const LINE: u64 = 256;

/// What this process is among the consoles of the data folder.
pub(crate) enum Instance {
    /// The first; to be kept as long as it runs.
    First(First),
    /// The first was told to show its window.
    Second,
    /// The folder allows no lock, and what is wrong with it is said in the window; or the
    /// first hangs, and a person is not kept out by that: the database keeps both apart.
    Alone,
}

/// The hold on the data folder.
pub(crate) struct First {
    _lock: FolderLock,
    listener: Option<(TcpListener, String)>,
}

/// Finds out what this process is.
pub(crate) fn claim(folder: &Path) -> Instance {
    if create_data_folder(folder).is_err() {
        return Instance::Alone;
    }
    let end = Instant::now() + PATIENCE;
    loop {
        match FolderLock::acquire(folder, PURPOSE) {
            Ok(lock) => {
                let listener = listen(folder)
                    .inspect_err(|error| {
                        tracing::warn!("no second console will find this: {error}")
                    })
                    .ok();
                return Instance::First(First {
                    _lock: lock,
                    listener,
                });
            }
            Err(LockError::Io { .. }) => return Instance::Alone,
            Err(LockError::Held { .. }) if ask_to_show(folder).is_ok() => return Instance::Second,
            Err(LockError::Held { .. }) if Instant::now() > end => {
                tracing::warn!("another console has this data folder and does not answer");
                return Instance::Alone;
            }
            Err(LockError::Held { .. }) => thread::sleep(PAUSE),
        }
    }
}

impl First {
    /// Calls `show` whenever a second console is started, for as long as the process lives.
    pub(crate) fn serve(&mut self, show: impl Fn() + Send + 'static) {
        let Some((listener, token)) = self.listener.take() else {
            return;
        };
        thread::spawn(move || {
            for stream in listener.incoming() {
                match stream.and_then(|stream| answer(&stream, &token, &show)) {
                    Ok(()) => {}
                    Err(error) => tracing::debug!("a call on the port was not ours: {error}"),
                }
            }
        });
    }
}

fn listen(folder: &Path) -> io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let address = format!("{}\n{token}\n", listener.local_addr()?.port());
    replace_private(&folder.join(ADDRESS), address.as_bytes())?;
    Ok((listener, token))
}

fn answer(stream: &TcpStream, token: &str, show: &impl Fn()) -> io::Result<()> {
    if line_of(stream)? != token {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    show();
    let mut stream = stream;
    writeln!(stream, "{SHOWN}")
}

fn ask_to_show(folder: &Path) -> io::Result<()> {
    let address = std::fs::read_to_string(folder.join(ADDRESS))?;
    let (port, token) = address
        .trim_end()
        .split_once('\n')
        .and_then(|(port, token)| Some((port.parse().ok()?, token)))
        .ok_or(io::ErrorKind::InvalidData)?;
    let to = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&to, TALK)?;
    stream.set_write_timeout(Some(TALK))?;
    writeln!(stream, "{token}")?;
    if line_of(&stream)? == SHOWN {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

fn line_of(stream: &TcpStream) -> io::Result<String> {
    stream.set_read_timeout(Some(TALK))?;
    let mut line = String::new();
    BufReader::new(stream.take(LINE)).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS, Instance, claim};
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::mpsc::channel;

    fn first(folder: &std::path::Path) -> super::First {
        match claim(folder) {
            Instance::First(first) => first,
            Instance::Second | Instance::Alone => panic!("not the first"),
        }
    }

    #[test]
    fn the_second_shows_the_first_and_another_folder_is_its_own() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let (shown, seen) = channel();
        let mut one = first(folders[0].path());
        one.serve(move || shown.send(()).unwrap());
        for _ in 0..3 {
            assert!(matches!(claim(folders[0].path()), Instance::Second));
            seen.recv().unwrap();
        }
        let _other = first(folders[1].path());
        assert!(seen.try_recv().is_err());
    }

    #[test]
    fn what_a_crash_left_behind_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(ADDRESS), "1\nold token\n").unwrap();
        fs::write(folder.path().join("console.lock"), "").unwrap();
        let _first = first(folder.path());
    }

    #[test]
    fn a_stranger_shows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (shown, seen) = channel();
        let mut one = first(folder.path());
        one.serve(move || shown.send(()).unwrap());
        let address = fs::read_to_string(folder.path().join(ADDRESS)).unwrap();
        let (port, _) = address.split_once('\n').unwrap();
        for guess in ["\n", "shown\n", "wrong token\n"] {
            let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
            stream.write_all(guess.as_bytes()).unwrap();
            let mut answer = String::new();
            // The connection may be cut rather than closed.
            let _ = stream.read_to_string(&mut answer);
            assert_eq!(answer, "");
        }
        assert!(seen.try_recv().is_err());
    }

    #[cfg(unix)]
    #[test]
    fn the_token_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let _first = first(folder.path());
        let mode = fs::metadata(folder.path().join(ADDRESS))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
