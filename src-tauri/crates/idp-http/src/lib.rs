//! The one way out to the network: limits, address rules, redacted trace.
