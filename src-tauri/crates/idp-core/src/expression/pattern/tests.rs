use super::*;
use proptest::prelude::*;
use regex_automata::Input;
use regex_automata::nfa::thompson::pikevm::PikeVM;

fn used(pattern: &str, look: impl Fn(&Pattern, &mut Budget)) -> u64 {
    let mut budget = Budget::default();
    look(&compile(pattern).unwrap(), &mut budget);
    budget.used()
}

#[test]
fn what_a_replacement_looks_at_grows_no_faster_than_the_text() {
    for (pattern, piece) in [
        ("[^a-z]", "Ab-"),
        (r"\s+$", "a   "),
        (r"\b\w+\b", "é ab cd "),
        (r"(\w+)\s(\w+)", "ab cd "),
        ("a|ab|abc", "abcd"),
        ("(a*)*b?", "aac"),
    ] {
        let of = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            used(pattern, |regex, budget| {
                regex.replace(&text, "<\\0>", usize::MAX, budget).unwrap();
                regex.extract_all(&text, budget, |_| Ok(())).err();
            })
        };
        let (small, large) = (of(32 * 1024), of(64 * 1024));
        assert!(large * 100 <= small * 202, "{pattern}: {small}, {large}");
        assert!(large > 1024, "{pattern} costs only {large}");
    }
}

#[test]
fn a_search_that_looks_to_the_end_for_every_match_is_paid_for() {
    let text = "a".repeat(64 * 1024);
    let regex = compile("a(?:.*b)?").unwrap();
    let mut budget = Budget::default();
    let code = regex
        .replace(&text, "", usize::MAX, &mut budget)
        .map_err(|fault| fault.code);
    assert_eq!(code, Err(ExpressionCode::TooCostly));
    let mut budget = Budget::default();
    let all = regex
        .extract_all(&text, &mut budget, |_| Ok(()))
        .map_err(|fault| fault.code);
    assert_eq!(all, Err(ExpressionCode::TooCostly));
}

#[test]
fn a_large_expression_on_a_long_text_is_paid_for() {
    let text = "ab".repeat(100_000);
    let regex = compile("(?:[ab]{0,30}){30}c").unwrap();
    let found = regex.is_match(&text, &mut Budget::default());
    assert_eq!(
        found.map_err(|fault| fault.code),
        Err(ExpressionCode::TooCostly)
    );
}

#[test]
fn bounded_repetitions_of_letters_of_any_alphabet_fit_and_cost_little_on_many_values() {
    let pattern = r"^[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}.-]{1,255}$";
    let spent = used(pattern, |regex, budget| {
        for n in 0..5000 {
            let text = format!("jané.doe{n}@exämple.ch");
            assert!(regex.is_match(&text, budget).unwrap());
        }
    });
    assert!(spent < 300_000, "{spent}");
    assert!(compile(r"\pL{1000}").is_err());
}

#[test]
fn what_is_wrong_with_an_expression_has_a_place_in_it() {
    for (pattern, place) in [
        ("é(", "character 2, this group has no closing )"),
        ("ab)", "character 3, this ) closes nothing"),
        ("a**", "character 3, two repetitions"),
        ("|*", "character 2, there is nothing before it"),
        (r"a\y", r"character 2, \y is no escape"),
        (r"[\p{Alphabetic}]", "character 2, there is no group"),
        ("x[z-a]", "character 3, the end of this range"),
        ("(?=a)", "character 1, after (? there may be"),
        ("a{1001}", "character 2, nothing may be repeated"),
        ("(a{100}){11}", "character 9, nothing may be repeated"),
        ("[a", "character 1, this class has no closing ]"),
        ("\\", "character 1, \\ is no escape"),
    ] {
        let message = compile(pattern).unwrap_err().message;
        assert!(message.contains(place), "{pattern}: {message}");
    }
    let deep = "(".repeat(4000);
    assert!(
        compile(&deep)
            .unwrap_err()
            .message
            .contains("nested deeper")
    );
}

fn pattern() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "a",
        "b",
        "é",
        ".",
        "[ab]",
        "[^a]",
        r"\w",
        r"\W",
        r"\b",
        r"\B",
        "^",
        "$",
        r"\pL",
        "(?i)",
        "[[:^alpha:]]",
        "(?:)",
    ]);
    let atom = atom.prop_map(str::to_owned).boxed();
    atom.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}{b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
            inner.clone().prop_map(|a| format!("({a})")),
            (
                inner,
                prop::sample::select(vec!["*", "+?", "?", "{2,3}", "*?", "{2}"])
            )
                .prop_map(|(a, times)| format!("(?:{a}){times}")),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_an_expression_or_refused(text in r"[\\\[\](){}*+?|^$.,:pPdbQExi<>0-9aé-]{0,20}") {
        if let Ok(found) = compile(&text) {
            let _ = found.replace("aé0b", "\\0", 9, &mut Budget::default());
        }
    }

    #[test]
    fn a_search_finds_what_the_engine_of_the_library_finds(
        pattern in pattern(),
        text in "[abé\n ]{0,12}",
        from in 0_usize..3,
    ) {
        let Ok(syntax) = syntax::parse(&pattern) else { return Ok(()) };
        let program = Program::new(&syntax.hir).unwrap();
        let from = text.floor_char_boundary(from);
        let library = PikeVM::new_from_nfa(program.nfa().clone()).unwrap();
        let mut cache = library.create_cache();
        let mut slots = vec![None; 2 * (syntax.groups as usize + 1)];
        let mut expected = vec![None; slots.len()];
        let input = Input::new(&text).range(from..);
        let there = library.search_slots(&mut cache, &input, &mut expected).is_some();
        let expected: Vec<_> = expected.into_iter().map(|at: Option<regex_automata::util::primitives::NonMaxUsize>| at.map(|at| at.get())).collect();
        let mut budget = Budget::default();
        prop_assert_eq!(program.search(&text, from, &mut slots, &mut budget).unwrap(), there);
        if there {
            prop_assert_eq!(slots, expected, "{}", pattern);
        }
        prop_assert_eq!(program.search(&text, from, &mut Slots::new(), &mut budget).unwrap(), there);
    }
}
