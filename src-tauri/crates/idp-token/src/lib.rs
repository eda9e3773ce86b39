//! JWS, JWKS and every check on an ID token. Pure: time and keys are arguments.
