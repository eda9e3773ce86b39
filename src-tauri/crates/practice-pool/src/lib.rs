//! A stand-in for a Cognito user pool on loopback. For practice.
