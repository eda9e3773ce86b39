//! A way to a server that some requests go and no more, as if the server were stopped after
//! them.

use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// Where the way begins. It has one lane: the next request waits for the last answer.
#[derive(Debug)]
pub struct Way {
    /// The address to ask in place of the server's.
    pub address: SocketAddr,
    server: SocketAddr,
    /// Keeps the port for this way: it is bound and does not listen, so who connects while
    /// nobody else listens is refused.
    place: TcpSocket,
}

impl Way {
    /// Leads `requests` of them to the server. Before the last answer goes back, nobody
    /// listens any more.
    #[must_use]
    pub fn open(server: SocketAddr, requests: usize) -> Self {
        let place = bound_to((Ipv4Addr::LOCALHOST, 0).into());
        let address = place.local_addr().expect("its address");
        if requests > 0 {
            tokio::spawn(serve(listening(bound_to(address)), server, requests));
        }
        Self {
            address,
            server,
            place,
        }
    }

    /// The same way, for as long as the test runs.
    pub fn open_again(self) {
        tokio::spawn(serve(listening(self.place), self.server, usize::MAX));
    }
}

fn bound_to(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    // Two may share a port as long as only one of them listens.
    socket.set_reuseaddr(true).expect("a port that is shared");
    socket.bind(address).expect("a port");
    socket
}

fn listening(socket: TcpSocket) -> TcpListener {
    socket.listen(128).expect("nobody else listens")
}

async fn serve(listener: TcpListener, server: SocketAddr, requests: usize) {
    let mut listening = Some(listener);
    let mut left = requests;
    while let Some(listener) = &listening {
        let Ok((mut client, _)) = listener.accept().await else {
            return;
        };
        let Some(answer) = exchange(&mut client, server).await else {
            continue;
        };
        left -= 1;
        if left == 0 {
            listening = None;
        }
        // Who does not wait for the answer has gone.
        let _ = client.write_all(&answer).await;
        let _ = client.shutdown().await;
    }
}

/// One request and its answer; nothing from somebody who connects and says nothing.
async fn exchange(client: &mut TcpStream, server: SocketAddr) -> Option<Vec<u8>> {
    let request = read_request(client).await?;
    let mut server = TcpStream::connect(server).await.ok()?;
    server.write_all(&request).await.ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await.ok()?;
    Some(answer)
}

/// A whole request, which asks for the connection to be closed after it.
async fn read_request(client: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let is = |line: &str, name: &str| line.to_ascii_lowercase().starts_with(name);
        let length = head.lines().find(|line| is(line, "content-length:"));
        let length = length.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        let body = &bytes[end + 4..];
        if body.len() < length.unwrap_or(0) {
            continue;
        }
        let kept = head.lines().filter(|line| !is(line, "connection:"));
        let mut request = kept.collect::<Vec<_>>().join("\r\n");
        request.push_str("\r\nconnection: close\r\n\r\n");
        return Some([request.as_bytes(), body].concat());
    }
}
