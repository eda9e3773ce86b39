//! Any bytes as a file of rules: what can be read is applied, and written and read again it
//! is the same.
#![no_main]

mod sign_in;

use idp_core::provider::AttributesDraft;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(rules) = serde_json::from_slice::<AttributesDraft>(bytes) else {
        return;
    };
    let written = serde_json::to_vec(&rules).expect("rules can be written");
    let again: AttributesDraft =
        serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, rules);
    sign_in::apply(&rules);
});
