//! A provider that ends at a step of the sign-in: the fallback is only tried before the person
//! signs in.

use super::{named, outcomes, simulate};
use idp_core::provider::{ProviderDraft, ProviderKind};
use idp_core::routing::Picked;
use idp_core::run::{RunOutcome, StepKind};
use practice_pool::RunningPracticePool;
use std::net::SocketAddr;
use support::{Console, along, confidential, person, pool, user_store_definition};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Stands before a pool and ends, with all its connections, at the first request that has
/// this text in it. The request itself has arrived by then.
async fn ending_at(pool: SocketAddr, text: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, mut ended) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = ended.changed() => return,
                accepted = listener.accept() => {
                    let Ok((client, _)) = accepted else { return };
                    tokio::spawn(forward(client, pool, text, end.clone()));
                }
            }
        }
    });
    address
}

async fn forward(
    mut client: TcpStream,
    pool: SocketAddr,
    text: &'static str,
    end: watch::Sender<bool>,
) {
    let mut server = TcpStream::connect(pool).await.unwrap();
    let mut ended = end.subscribe();
    let (mut request, mut asked, mut answer) = (Vec::new(), [0; 8192], [0; 8192]);
    loop {
        tokio::select! {
            biased;
            _ = ended.changed() => return,
            read = client.read(&mut asked) => {
                let Ok(count @ 1..) = read else { return };
                request.extend_from_slice(&asked[..count]);
                if String::from_utf8_lossy(&request).contains(text) {
                    end.send_replace(true);
                    return;
                }
                server.write_all(&asked[..count]).await.unwrap();
            }
            read = server.read(&mut answer) => {
                let Ok(count @ 1..) = read else { return };
                request.clear();
                client.write_all(&answer[..count]).await.unwrap();
            }
        }
    }
}

pub(super) fn user_store(
    pool: &RunningPracticePool,
    at: SocketAddr,
    (name, flow): (&str, &str),
    fallback: Option<&str>,
) -> ProviderDraft {
    let by_pages = named(pool, name, None, fallback);
    ProviderDraft {
        display_name: by_pages.display_name,
        attributes: by_pages.attributes,
        advanced: by_pages.advanced,
        ..user_store_definition(pool, flow, at)
    }
}

/// One sign-in whose provider ends there: where its run failed, and whether the second pool
/// heard of it.
async fn ended(
    of: impl Fn(&RunningPracticePool, SocketAddr) -> ProviderDraft,
    text: &'static str,
    user: &str,
) -> (StepKind, bool) {
    let console = Console::open().await;
    let (first, second) = (pool().await, pool().await);
    let secret = confidential(&first.description()).secret;
    let other = named(&second, "Second", None, None);
    console.add(&other, secret.as_deref()).await;
    let draft = of(&first, ending_at(first.addr(), text).await);
    let secret = secret.filter(|_| draft.kind == ProviderKind::OauthOpenid);
    console.add(&draft, secret.as_deref()).await;
    let someone = person(&first.description(), user);
    let picked = Some(Picked::ByPerson("First"));
    let simulation = simulate(&console, None, picked, someone).await;
    assert_eq!(
        outcomes(&simulation)[0],
        ("First", RunOutcome::Failed),
        "{text}"
    );
    let run_id = simulation.attempts[0].run_id.clone().unwrap();
    let view = console.app.run(&run_id).await.unwrap();
    let told = simulation.attempts[0].falls_back.clone().unwrap();
    assert_eq!(
        told.tried,
        simulation.attempts.len() == 2,
        "{text}: {told:?}"
    );
    (view.diagnosis[0].step, !second.observed().is_empty())
}

#[tokio::test]
async fn a_provider_with_pages_that_ends_falls_back_before_the_person_signs_in_and_never_after() {
    let of = |pool: &RunningPracticePool, at: SocketAddr| {
        let draft = named(pool, "First", None, Some("Second"));
        along(draft, pool.addr(), at)
    };
    for (text, step, falls_back) in [
        ("GET /oauth2/authorize", StepKind::Authorization, true),
        ("POST /login", StepKind::SignIn, false),
        ("POST /oauth2/token", StepKind::Token, false),
        ("jwks.json", StepKind::IdToken, false),
        ("GET /oauth2/userInfo", StepKind::Userinfo, false),
    ] {
        assert_eq!(ended(of, text, "alice").await, (step, falls_back), "{text}");
    }
}

#[tokio::test]
async fn a_user_store_that_ends_falls_back_before_the_password_is_sent_and_never_after() {
    let by = |flow| {
        move |pool: &RunningPracticePool, at: SocketAddr| {
            user_store(pool, at, ("First", flow), Some("Second"))
        }
    };
    for (text, user, flow, step, falls_back) in [
        (
            "openid-configuration",
            "alice",
            "user_password",
            StepKind::Discovery,
            true,
        ),
        (
            "Service.InitiateAuth",
            "alice",
            "user_password",
            StepKind::InitiateAuth,
            false,
        ),
        (
            "Service.RespondToAuthChallenge",
            "alice",
            "user_srp",
            StepKind::InitiateAuth,
            false,
        ),
        (
            "Service.RespondToAuthChallenge",
            "alice",
            "user",
            StepKind::Challenge,
            false,
        ),
        (
            "jwks.json",
            "alice",
            "user_password",
            StepKind::IdToken,
            false,
        ),
        (
            "Service.GetUser",
            "alice",
            "user_password",
            StepKind::GetUser,
            false,
        ),
        (
            "Service.GetId",
            "alice",
            "user_srp",
            StepKind::IdentityPool,
            false,
        ),
        (
            "Service.GetCredentialsForIdentity",
            "alice",
            "user_srp",
            StepKind::IdentityPool,
            false,
        ),
    ] {
        let found = ended(by(flow), text, user).await;
        assert_eq!(found, (step, falls_back), "{text} by {flow}");
    }
}
