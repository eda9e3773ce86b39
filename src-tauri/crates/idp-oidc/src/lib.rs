//! The relying party: discovery, authorization request, callback decision, tokens, userinfo.
