//! A pool with a clock that tests set, and a client that keeps cookies and follows nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use practice_pool::{Clock, PracticePoolOptions, RunningPracticePool, Settings, start};
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, StatusCode, redirect};
use serde_json::Value;
use url::{Url, form_urlencoded};

pub const CONFIDENTIAL: &str = "practiceconfidential000001";
pub const SECRET: &str = "practicesecret1aaaabbbbccccddddeeeeffffgggghhhhiiii";
pub const PUBLIC: &str = "practicepublic000000000002";
pub const UNSTYLED: &str = "practiceunstyled0000000003";
pub const CALLBACK: &str = "https://broker.example.com/callback";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// When the test clock starts.
pub const START: i64 = 1_800_000_000;

pub type Fields<'a> = &'a [(&'a str, &'a str)];

#[derive(Default)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        START + self.0.load(Ordering::SeqCst)
    }
}

impl TestClock {
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// A running pool and one browser in front of it.
pub struct Practice {
    pub pool: RunningPracticePool,
    pub clock: Arc<TestClock>,
    pub browser: Browser,
}

impl Practice {
    pub async fn start() -> Self {
        let clock = Arc::new(TestClock::default());
        let pool = start(PracticePoolOptions {
            clock: clock.clone(),
            ..PracticePoolOptions::default()
        })
        .await
        .unwrap();
        let browser = Browser::new(&format!("http://{}", pool.addr()));
        Self {
            pool,
            clock,
            browser,
        }
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let practice = Self::start().await;
        practice.change(change).await;
        practice
    }

    pub async fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.pool.settings();
        change(&mut settings);
        self.pool.update_settings(settings).await.unwrap();
    }

    /// Another browser, without the cookies of the first.
    pub fn stranger(&self) -> Browser {
        Browser::new(&self.browser.base)
    }

    /// A code for `user`, from the authorization request to the callback.
    pub async fn code(&mut self, user: &str, changes: Fields<'_>) -> String {
        let answer = self.browser.sign_in(user, changes).await;
        answer.location_parameter("code").unwrap()
    }

    /// The token answer for a fresh sign-in of `user` with these scopes.
    pub async fn tokens(&mut self, user: &str, scope: &str) -> Value {
        let code = self.code(user, &[("scope", scope)]).await;
        let answer = self.redeem(&code, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.json()
    }

    /// Redeems with the confidential client's secret in the body.
    pub async fn redeem(&self, code: &str, changes: Fields<'_>) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", CONFIDENTIAL),
            ("client_secret", SECRET),
            ("code", code),
            ("redirect_uri", CALLBACK),
        ];
        self.browser.token(&changed(&fields, changes)).await
    }
}

pub struct Browser {
    pub base: String,
    client: Client,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            client: client(),
            cookies: BTreeMap::new(),
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.client
            .request(method, format!("{}{path}", self.base))
            .header("cookie", cookies.join("; "))
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Answer {
        let answer = Answer::of(request).await;
        for header in answer.headers.get_all(SET_COOKIE) {
            let cookie = header.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&mut self, path: &str, fields: Fields<'_>) -> Answer {
        let request = self.request(Method::POST, path).body(encode(fields));
        self.send(request.header("content-type", "application/x-www-form-urlencoded"))
            .await
    }

    /// A good authorization request with some parameters replaced.
    pub async fn authorize(&mut self, changes: Fields<'_>) -> Answer {
        self.get(&authorize_path(changes)).await
    }

    /// From the authorization request to the sign-in form's answer.
    pub async fn sign_in(&mut self, user: &str, changes: Fields<'_>) -> Answer {
        let login = self.authorize(changes).await;
        let password = password(user);
        self.fill(
            login.location(),
            &[("username", user), ("password", &password)],
        )
        .await
    }

    /// Opens a page with a form and sends it with these fields.
    pub async fn fill(&mut self, path: &str, fields: Fields<'_>) -> Answer {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let csrf = page.csrf();
        let mut all = vec![("_csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(&page.form_action(), &all).await
    }

    pub async fn token(&self, fields: Fields<'_>) -> Answer {
        self.api("/oauth2/token", fields, None).await
    }

    /// A request of the relying party: no cookies, the secret perhaps in the header.
    pub async fn api(&self, path: &str, fields: Fields<'_>, basic: Option<(&str, &str)>) -> Answer {
        let mut request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(fields));
        if let Some((id, secret)) = basic {
            let credentials = STANDARD.encode(format!("{id}:{secret}"));
            request = request.header("authorization", format!("Basic {credentials}"));
        }
        Answer::of(request).await
    }

    pub async fn userinfo(&self, access_token: &str) -> Answer {
        let request = self
            .client
            .get(format!("{}/oauth2/userInfo", self.base))
            .header("authorization", format!("Bearer {access_token}"));
        Answer::of(request).await
    }
}

/// Loopback only, whatever proxy this machine has.
fn client() -> Client {
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// The body behind a URL; `None` when nobody answers.
pub async fn fetch(url: &str) -> Option<String> {
    let response = client().get(url).send().await.ok()?;
    response.text().await.ok()
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where a 302 goes.
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::FOUND, "{}", self.body);
        self.header("location")
    }

    pub fn location_parameter(&self, name: &str) -> Option<String> {
        let location = Url::parse("http://relative.example")
            .unwrap()
            .join(self.location())
            .unwrap();
        location
            .query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn csrf(&self) -> String {
        self.between("name=\"_csrf\" value=\"", "\"")
    }

    pub fn form_action(&self) -> String {
        self.between("action=\"", "\"").replace("&amp;", "&")
    }

    pub fn cancel_link(&self) -> String {
        self.between("class=\"cancel\" href=\"", "\"")
            .replace("&amp;", "&")
    }

    pub fn alert(&self) -> String {
        self.between("role=\"alert\" class=\"alert\">", "<")
    }

    fn between(&self, before: &str, after: &str) -> String {
        let (_, rest) = self
            .body
            .split_once(before)
            .unwrap_or_else(|| panic!("no {before} in {}", self.body));
        rest.split_once(after).unwrap().0.to_owned()
    }
}

pub fn password(user: &str) -> String {
    format!("Practice-{}{}-1", user[..1].to_uppercase(), &user[1..])
}

pub fn authorize_path(changes: Fields<'_>) -> String {
    let fields = [
        ("client_id", CONFIDENTIAL),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email profile"),
        ("state", "the state"),
        ("nonce", "the nonce"),
    ];
    format!("/oauth2/authorize?{}", encode(&changed(&fields, changes)))
}

/// `fields` with some replaced; an empty value takes the field away.
pub fn changed<'a>(fields: Fields<'a>, changes: Fields<'a>) -> Vec<(&'a str, &'a str)> {
    let mut all = fields.to_vec();
    all.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    all.extend_from_slice(changes);
    all.retain(|(_, value)| !value.is_empty());
    all
}

pub fn encode(fields: Fields<'_>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The claims of a token, once the published key under its `kid` verified it.
pub async fn verified(browser: &mut Browser, jwks_path: &str, token: &Value) -> (String, Value) {
    let token = token.as_str().unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let header: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
    assert_eq!(header["alg"], "RS256");
    let jwks = browser.get(jwks_path).await.json();
    let key = jwks["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["kid"] == header["kid"])
        .unwrap();
    let signed = format!("{}.{}", parts[0], parts[1]);
    PublicKeyComponents {
        n: decode(key["n"].as_str().unwrap()),
        e: decode(key["e"].as_str().unwrap()),
    }
    .verify(
        &RSA_PKCS1_2048_8192_SHA256,
        signed.as_bytes(),
        &decode(parts[2]),
    )
    .unwrap();
    let kid = header["kid"].as_str().unwrap().to_owned();
    (kid, serde_json::from_slice(&decode(parts[1])).unwrap())
}
