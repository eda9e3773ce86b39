//! Any text as an expression: it is parsed and evaluated within its bounds, an error lies in
//! the text, and a text that is one of our steps means the same as they do.
#![no_main]

mod sign_in;

use idp_core::mapping::read_rule_text;
use idp_core::provider::{AttributesDraft, MappingRuleDraft};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = read_rule_text(text);
    if let Some(error) = &read.error {
        let length = text.chars().count();
        assert!(error.offset as usize <= length, "{error:?} beyond {length}");
        assert!(
            (error.offset + error.length) as usize <= length.max(1),
            "{error:?} beyond {length}"
        );
    }
    let rule = MappingRuleDraft {
        target: "t".to_owned(),
        expression: Some(text.to_owned()),
        condition: Some(text.to_owned()),
        multi_valued: true,
        ..MappingRuleDraft::default()
    };
    let rules = AttributesDraft {
        user: vec![rule.clone(), rule],
        ..AttributesDraft::default()
    };
    sign_in::apply(&rules);
});
