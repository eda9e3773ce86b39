//! Stands between our client and the practice pool and changes what is asked, for answers
//! that the pool gives only when somebody else has a hand in it.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// A call of the API on its way.
pub(super) struct Call {
    /// Service and operation, as in `X-Amz-Target`.
    pub(super) target: String,
    pub(super) body: Value,
}

impl Call {
    pub(super) fn is(&self, operation: &str) -> bool {
        self.target.ends_with(&format!(".{operation}"))
    }
}

/// What came back through a relay, as far as it was JSON.
pub(super) type Answers = Arc<Mutex<Vec<Value>>>;

/// A relay to the pool; `change` sees every call of its APIs.
pub(super) async fn relay<F>(
    pool: SocketAddr,
    change: impl Fn(Call) -> F + Clone + Send + Sync + 'static,
) -> (SocketAddr, Answers)
where
    F: Future<Output = Call> + Send + 'static,
{
    let answers = Answers::default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let noted = Arc::clone(&answers);
    let pass = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        let (change, client, noted) = (change.clone(), client.clone(), Arc::clone(&noted));
        async move {
            let (headers, body) = changed(headers, body, change).await;
            let sent = client.request(method, format!("http://{pool}{uri}"));
            let answer = sent.headers(headers).body(body).send().await.unwrap();
            let (status, mut headers) = (answer.status(), answer.headers().clone());
            for name in [CONTENT_LENGTH, CONNECTION, TRANSFER_ENCODING] {
                headers.remove(name);
            }
            let body = answer.bytes().await.unwrap();
            if let Ok(value) = serde_json::from_slice(&body) {
                noted.lock().unwrap().push(value);
            }
            (status, headers, body)
        }
    };
    let address = support::serve(Router::new().fallback(pass)).await;
    (address, answers)
}

async fn changed<F: Future<Output = Call>>(
    mut headers: HeaderMap,
    body: Bytes,
    change: impl Fn(Call) -> F,
) -> (HeaderMap, Bytes) {
    for name in [HOST, CONTENT_LENGTH, CONNECTION] {
        headers.remove(name);
    }
    let target = headers.get("x-amz-target").cloned();
    let Some(target) = target.and_then(|value| value.to_str().ok().map(str::to_owned)) else {
        return (headers, body);
    };
    let body = serde_json::from_slice(&body).unwrap();
    let call = change(Call { target, body }).await;
    headers.insert("x-amz-target", HeaderValue::from_str(&call.target).unwrap());
    (headers, call.body.to_string().into())
}
