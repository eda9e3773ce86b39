//! Test connection with the form sign-in, against the same requests sent by a plain
//! HTTP client. Both sides in turn, against one practice pool on loopback.
//!
//! Arguments: how many pairs. Prints the milliseconds of both sides as JSON.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for figures: it ends where something is wrong, and prints"
)]

use idp_core::provider::ProviderId;
use idp_core::run::RunOutcome;
use practice_pool::{ClientDescription, PoolDescription};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Response};
use std::time::{Duration, Instant};
use support::{Console, confidential, definition, person, pool};
use url::Url;

const WARM_UPS: usize = 3;
const USER: &str = "alice";
/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::main]
async fn main() {
    let pairs: usize = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(20);
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let draft = definition(&description, &client);
    let id = console.add(&draft, client.secret.as_deref()).await;

    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for pair in 0..pairs + WARM_UPS {
        // A B B A: what changes with time meets both sides alike.
        let (our_time, plain_time);
        if pair % 2 == 0 {
            our_time = by_the_console(&console, &id, &description).await;
            plain_time = by_hand(&description, &client).await;
        } else {
            plain_time = by_hand(&description, &client).await;
            our_time = by_the_console(&console, &id, &description).await;
        }
        assert_eq!(our_time.requests, plain_time.requests, "the same sequence");
        if pair >= WARM_UPS {
            ours.push(our_time.milliseconds());
            plain.push(plain_time.milliseconds());
        }
    }
    println!(
        "{}",
        serde_json::json!({ "ours": ours, "reference": plain })
    );
}

struct Taken {
    time: Duration,
    requests: usize,
}

impl Taken {
    fn milliseconds(&self) -> f64 {
        self.time.as_secs_f64() * 1000.0
    }
}

async fn by_the_console(console: &Console, id: &ProviderId, pool: &PoolDescription) -> Taken {
    let began = Instant::now();
    let view = console.test(id, person(pool, USER)).await;
    let time = began.elapsed();
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    Taken {
        time,
        requests: view.requests.len(),
    }
}

/// Sends requests and counts them; cookies are handed on by hand, redirects not followed.
struct Plain {
    http: Client,
    requests: usize,
}

impl Plain {
    async fn send(&mut self, request: reqwest::RequestBuilder) -> Response {
        self.requests += 1;
        request.send().await.expect("an answer")
    }

    async fn get(&mut self, url: &str) -> Response {
        let request = self.http.get(url);
        self.send(request).await
    }

    /// The sign-in page, by way of the authorization endpoint; with its cookies.
    async fn sign_in_page(&mut self, authorize: &Url) -> (Url, String, String) {
        let redirect = self.get(authorize.as_str()).await;
        let page = authorize.join(&location(&redirect)).expect("a URL");
        let mut cookies = cookies(&redirect);
        let request = self.http.get(page.clone()).header(COOKIE, &cookies);
        let response = self.send(request).await;
        let set_by_page = self::cookies(&response);
        if !set_by_page.is_empty() {
            cookies = [cookies, set_by_page].join("; ");
        }
        let html = response.text().await.expect("a page");
        (page, cookies, html)
    }
}

async fn by_hand(pool: &PoolDescription, client: &ClientDescription) -> Taken {
    let began = Instant::now();
    let http = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("a client");
    let mut plain = Plain { http, requests: 0 };
    plain
        .get(&pool.discovery_url)
        .await
        .bytes()
        .await
        .expect("a document");

    let redirect_uri = client.callback_urls.first().expect("a callback");
    let authorize = Url::parse_with_params(
        &pool.authorization_endpoint,
        [
            ("response_type", "code"),
            ("client_id", &client.id),
            ("redirect_uri", redirect_uri),
            ("scope", "openid email profile"),
            ("state", "state"),
            ("nonce", "nonce"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ],
    )
    .expect("a URL");
    // Once as the probe, once for the sign-in.
    plain.sign_in_page(&authorize).await;
    let (page, cookies, html) = plain.sign_in_page(&authorize).await;
    let user = pool
        .users
        .iter()
        .find(|user| user.name == USER)
        .expect("a user");
    let fields = [
        ("_csrf", hidden_value(&html)),
        ("username", USER),
        ("password", &user.password),
    ];
    let request = plain.http.post(page).header(COOKIE, cookies).form(&fields);
    let callback = location(&plain.send(request).await);
    let callback = Url::parse(&callback).expect("a URL");
    let code = support::parameter(&callback, "code");

    redeem(&mut plain, pool, client, &code).await;
    Taken {
        time: began.elapsed(),
        requests: plain.requests,
    }
}

/// Token, keys, userinfo.
async fn redeem(plain: &mut Plain, pool: &PoolDescription, client: &ClientDescription, code: &str) {
    let redirect_uri = client.callback_urls.first().expect("a callback");
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", VERIFIER),
    ];
    let request = plain
        .http
        .post(&pool.token_endpoint)
        .basic_auth(&client.id, client.secret.as_ref())
        .form(&fields);
    let answer = plain.send(request).await.bytes().await.expect("tokens");
    let tokens: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
    let access_token = tokens["access_token"].as_str().expect("an access token");
    plain.get(&pool.jwks_uri).await.bytes().await.expect("keys");
    let request = plain
        .http
        .get(&pool.userinfo_endpoint)
        .bearer_auth(access_token);
    let claims = plain.send(request).await;
    assert!(claims.status().is_success(), "{}", claims.status());
    claims.bytes().await.expect("claims");
}

fn location(response: &Response) -> String {
    let value = response.headers().get(LOCATION).expect("a redirect");
    value.to_str().expect("text").to_owned()
}

fn cookies(response: &Response) -> String {
    let pairs: Vec<&str> = response
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok()?.split(';').next())
        .collect();
    pairs.join("; ")
}

fn hidden_value(html: &str) -> &str {
    let (_, after) = html
        .split_once("name=\"_csrf\" value=\"")
        .expect("a hidden field");
    after.split('"').next().expect("its value")
}
