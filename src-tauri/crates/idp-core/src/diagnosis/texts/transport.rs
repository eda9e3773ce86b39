//! Requests without a usable answer.

use super::{Texts, texts};

pub(super) const NETWORK_UNREACHABLE: Texts = texts(
    "The host could not be reached.",
    &[
        "The name does not exist: domain prefix or Region is wrong, or the domain was not created.",
        "A firewall or proxy blocks the connection.",
    ],
    &[
        "Check the host below letter by letter.",
        "Open it in a browser on this machine.",
    ],
);

pub(super) const CONNECTION_REFUSED: Texts = texts(
    "Nothing listens at this address.",
    &[
        "The server is stopped. The practice pool, for one, runs only until this program is closed.",
        "The port is wrong.",
        "A firewall refuses the connection.",
    ],
    &[
        "Start the server and test again; the practice pool is started on its page.",
        "Check host and port below.",
    ],
);

pub(super) const TLS_UNTRUSTED: Texts = texts(
    "The server's certificate is not trusted.",
    &[
        "A proxy of your organisation re-signs the traffic.",
        "The certificate is expired, self-signed or for another name.",
    ],
    &[
        "If it is your organisation's proxy, choose its certificate file under Advanced (certificate authority).",
    ],
);

pub(super) const ADDRESS_REFUSED: Texts = texts(
    "The address is not one this definition may use.",
    &["It is private, loopback or link-local."],
    &["If this is meant, allow private networks for this provider."],
);

pub(super) const RESPONSE_TOO_LARGE: Texts = texts(
    "The answer is too large.",
    &["It is not the expected endpoint."],
    &["Compare the endpoint with the discovery document."],
);

pub(super) const NOT_JSON: Texts = texts(
    "The answer is not the expected JSON.",
    &[
        "The address is a web page, not the endpoint.",
        "A proxy or sign-in portal answered instead.",
    ],
    &[
        "Compare the endpoint with the discovery document; the first characters of the answer are below.",
    ],
);

pub(super) const UNEXPECTED_REDIRECT: Texts = texts(
    "The endpoint answered with a redirect, which is not followed.",
    &[
        "The address is not the endpoint itself.",
        "A sign-in portal answered instead.",
    ],
    &["Enter the address that the endpoint really has. The secret was not sent on."],
);

pub(super) const TIMED_OUT: Texts = texts(
    "There was no answer in time.",
    &["The server is slow or a firewall swallows the traffic."],
    &["Test again. If it stays, try the host from this machine by other means."],
);

pub(super) const THROTTLED: Texts = texts(
    "Too many requests.",
    &["A quota of Cognito was reached."],
    &["Wait a minute and test again."],
);

pub(super) const BLOCKED_BY_WAF: Texts = texts(
    "A web application firewall blocked the request.",
    &["The pool's web ACL refuses this network or this kind of client."],
    &["Allow this network in the web ACL, or test from one that is allowed."],
);

pub(super) const UNKNOWN: Texts = texts(
    "The test failed for an unknown reason.",
    &["The signal below is not in our catalogue."],
    &["Search for the text below in the provider's documentation."],
);
