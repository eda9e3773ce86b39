//! Stands between the program and the practice pool and notes which codes, tokens and
//! cookies were really used: only so can they be looked for afterwards.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The names of values that nobody may find later. The nonce is not one: it is a claim of the
/// ID token, whose payload is kept, and of no use once the run has ended.
const NAMES: [&str; 17] = [
    "code",
    "code_verifier",
    "state",
    "access_token",
    "id_token",
    "refresh_token",
    "_csrf",
    // Of the user pools API and of identity pools.
    "AccessToken",
    "IdToken",
    "RefreshToken",
    "Session",
    "PASSWORD",
    "NEW_PASSWORD",
    "SECRET_HASH",
    "PASSWORD_CLAIM_SIGNATURE",
    "SecretKey",
    "SessionToken",
];

/// The names of one-time codes, which are digits, and few of them.
pub(crate) const CODE_NAMES: [&str; 5] = [
    "SOFTWARE_TOKEN_MFA_CODE",
    "SMS_MFA_CODE",
    "EMAIL_OTP_CODE",
    "SMS_OTP_CODE",
    // Of an authenticator app that is set up.
    "UserCode",
];

pub(crate) struct Recorder {
    pub(crate) port: u16,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Recorder {
    pub(crate) async fn start(pool: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&bytes);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(forward(client, pool, Arc::clone(&noted)));
            }
        });
        Self { port, bytes }
    }

    /// Name and value of everything secret that went by, but for codes.
    pub(crate) fn seen(&self) -> Vec<(String, String)> {
        self.values(&NAMES, |value| value.len() >= 16)
    }

    /// Name and value of every one-time code that went by.
    pub(crate) fn codes(&self) -> Vec<(String, String)> {
        let is_code = |value: &str| value.len() >= 6 && value.bytes().all(|b| b.is_ascii_digit());
        self.values(&CODE_NAMES, is_code)
    }

    fn values(&self, names: &[&str], counts: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let bytes = self.bytes.lock().unwrap().clone();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut seen = Vec::new();
        for name in names {
            for (mark, ends) in [
                (format!("{name}="), "&\"'; \r\n"),
                (format!("\"{name}\":\""), "\""),
            ] {
                for (at, _) in text.match_indices(&mark) {
                    let before = text[..at].chars().next_back();
                    let value = &text[at + mark.len()..];
                    let value = value.split(|c| ends.contains(c)).next().unwrap_or_default();
                    // `code_challenge` and the like end in a name as well.
                    let whole = before.is_none_or(|c| "?& \r\n{,\"".contains(c));
                    if whole && counts(value) {
                        seen.push(((*name).to_owned(), value.to_owned()));
                    }
                }
            }
        }
        seen.sort();
        seen.dedup();
        seen
    }
}

async fn forward(client: TcpStream, pool: SocketAddr, noted: Arc<Mutex<Vec<u8>>>) {
    let Ok(server) = TcpStream::connect(pool).await else {
        return;
    };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::join!(
        copy(from_client, to_server, Arc::clone(&noted)),
        copy(from_server, to_client, noted)
    );
}

async fn copy(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    noted: Arc<Mutex<Vec<u8>>>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(count) = from.read(&mut buffer).await {
        if count == 0 || to.write_all(&buffer[..count]).await.is_err() {
            break;
        }
        noted.lock().unwrap().extend(&buffer[..count]);
    }
    // The other side hears that nothing more comes.
    let _ = to.shutdown().await;
}
