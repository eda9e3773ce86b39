//! The SDK's HTTP over ours: one attempt, limits, address rules and a trace. There is no
//! second way out to the network.

use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{
    HttpClient as SdkHttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest as SdkRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use http::header::CONTENT_TYPE;
use idp_core::checks::shortened;
use idp_core::provider::UserStoreSettings;
use idp_core::run::{NameValue, RequestTrace};
use idp_http::{Body, CUT, HttpClient, HttpRequest, redact_parameters};
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;
use zeroize::Zeroizing;

/// What the trace shows of a call. Everything else in it is cut out, so that a parameter
/// which a later version of the API brings is not shown by mistake.
const SHOWN: &[&str] = &[
    "AuthFlow",
    "ChallengeName",
    "ClientId",
    "IdentityId",
    "IdentityPoolId",
    "USERNAME",
    "ANSWER",
    "PREFERRED_CHALLENGE",
    "FriendlyDeviceName",
];

/// What all clients of the SDK have in common: our HTTP with its limits, and one attempt.
pub(crate) fn sdk_config(settings: &UserStoreSettings, connector: &Connector) -> SdkConfig {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .http_client(connector.clone())
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .region(Region::new(settings.region.clone()));
    config.set_endpoint_url(endpoint_of(settings));
    config.build()
}

/// The address in place of AWS, as the SDK wants it.
pub(crate) fn endpoint_of(settings: &UserStoreSettings) -> Option<String> {
    let url = settings.endpoint_override.as_ref()?;
    Some(url.as_str().trim_end_matches('/').to_owned())
}

/// Gives the SDK our client, and keeps the traces of what it sent.
#[derive(Clone, Debug)]
pub(crate) struct Connector {
    http: HttpClient,
    traces: Arc<Mutex<Vec<RequestTrace>>>,
}

impl Connector {
    pub(crate) fn new(http: HttpClient) -> Self {
        let traces = Arc::default();
        Self { http, traces }
    }

    /// The traces since the last time.
    pub(crate) fn take_traces(&self) -> Vec<RequestTrace> {
        std::mem::take(&mut self.traces.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn send(&self, request: SdkRequest) -> Result<HttpResponse, ConnectorError> {
        let request = ours(request).map_err(ConnectorError::user)?;
        let exchange = self.http.send(request).await;
        self.traces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange.trace);
        let answer = exchange
            .result
            .map_err(|error| ConnectorError::other(Box::new(error), None))?;
        let mut response = http::Response::new(SdkBody::from(answer.body));
        *response.headers_mut() = answer.headers;
        *response.status_mut() = http::StatusCode::from_u16(answer.status)
            .map_err(|error| ConnectorError::user(Box::new(error)))?;
        HttpResponse::try_from(response).map_err(|error| ConnectorError::user(Box::new(error)))
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: SdkRequest) -> HttpConnectorFuture {
        let connector = self.clone();
        HttpConnectorFuture::new(async move { connector.send(request).await })
    }
}

impl SdkHttpClient for Connector {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn ours(request: SdkRequest) -> Result<HttpRequest, BoxError> {
    let request = request.try_into_http1x()?;
    let (parts, body) = request.into_parts();
    let bytes = Zeroizing::new(body.bytes().unwrap_or_default().to_vec());
    let mut ours = HttpRequest::get(Url::parse(&parts.uri.to_string())?);
    ours.method = parts.method;
    ours.body = Body::Bytes {
        shown: shown(&parts.headers, &bytes),
        bytes,
    };
    ours.headers = parts.headers;
    Ok(ours)
}

/// The operation and its parameters, without what is secret.
fn shown(headers: &http::HeaderMap, body: &[u8]) -> Vec<NameValue> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let form = header(CONTENT_TYPE.as_str()).is_some_and(|text| text.contains("form-urlencoded"));
    if form {
        let pairs: Vec<_> = url::form_urlencoded::parse(body).collect();
        return redact_parameters(pairs.iter().map(|(name, value)| (&**name, &**value)));
    }
    let mut rows = Vec::new();
    if let Some(target) = header("x-amz-target") {
        rows.push(NameValue::new("X-Amz-Target", target));
    }
    if let Ok(value) = serde_json::from_slice(body) {
        flatten("", &value, &mut rows);
    }
    rows
}

fn flatten(path: &str, value: &Value, rows: &mut Vec<NameValue>) {
    if let Value::Object(fields) = value {
        for (name, value) in fields {
            let path = match path {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            flatten(&path, value, rows);
        }
        return;
    }
    let name = path.rsplit('.').next().unwrap_or(path);
    let text = match value.as_str().filter(|_| SHOWN.contains(&name)) {
        Some(text) => shortened(text),
        None => CUT.to_owned(),
    };
    rows.push(NameValue::new(path, text));
}

#[cfg(test)]
mod tests {
    use super::shown;
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn the_trace_of_a_call_names_its_parameters_and_shows_no_secret() {
        let mut headers = HeaderMap::new();
        let target = HeaderValue::from_static("AWSCognitoIdentityProviderService.InitiateAuth");
        headers.insert("x-amz-target", target);
        let body = br#"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"abc","AuthParameters":
            {"USERNAME":"alice","PASSWORD":"SECRET1","SECRET_HASH":"SECRET2"},
            "Logins":{"cognito-idp.us-east-1.amazonaws.com/us-east-1_x":"SECRET3"},"New":["SECRET4"]}"#;
        let rows = shown(&headers, body);
        let text = format!("{rows:?}");
        assert!(
            !text.contains("SECRET1") && !text.contains("SECRET3"),
            "{text}"
        );
        assert!(
            !text.contains("SECRET2") && !text.contains("SECRET4"),
            "{text}"
        );
        let value = |name: &str| &rows.iter().find(|row| row.name == name).unwrap().value;
        assert_eq!(value("AuthParameters.USERNAME"), "alice");
        assert_eq!(value("AuthParameters.PASSWORD"), "[cut]");
        assert!(value("X-Amz-Target").ends_with("InitiateAuth"));
    }
}
