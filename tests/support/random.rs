//! What is random and the same for the same seed: numbers, and of them mapping rules and
//! claims, for comparing the ways that lead from one to the other. Claims are JSON texts, with numbers that no 64 bits hold.

use serde_json::{Value, json};

/// Numbers that follow from a seed (SplitMix64,
/// <https://prng.di.unimi.it/splitmix64.c>).
pub struct Random(pub u64);

const NAMES: [&str; 10] = [
    "email",
    "email_verified",
    "cognito:groups",
    "custom:a.b/c",
    "__proto__",
    "constructor",
    "",
    "n",
    "exp",
    "json",
];

const VALUES: [&str; 24] = [
    r#""alice@example.com""#,
    r#""Bob Böck""#,
    r#""""#,
    r#"" ""#,
    r#""a\u0000b""#,
    "\"\u{202e}rtl\u{200b}\"",
    r#""<script>alert(1)</script>""#,
    r#""true""#,
    "true",
    "false",
    "null",
    "7",
    "-0.0",
    "1.10",
    "9007199254740993",
    "18446744073709551615",
    "123456789012345678901234567890",
    "0.1000000000000000055511151231257827",
    "1e400",
    r#"["admins", "staff", "", "staff"]"#,
    r#"["one"]"#,
    r#"[1, [2, {"a": null}], true]"#,
    r#"{"__proto__": {"a": [1]}, "b": "x"}"#,
    r#""{\"a\": 9007199254740993, \"b\": [\"x\"]}""#,
];

const EXPRESSIONS: [&str; 12] = [
    "claims.email",
    "claims[?\"cognito:groups\"].orValue([])",
    "values(claims[?\"email\"]).map(v, provider.name + \" \" + string(v))",
    "provider.issuer + provider.clientId",
    "texts(claims.n)",
    "user[?\"email\"].orValue(\"none\")",
    "claims.map(name, name)",
    "idToken.email == userinfo.email",
    "claims.email_verified == true ? \"yes\" : \"no\"",
    "number(claims.n) + 1",
    "[1, 2.5, true, null, \"\"]",
    "claims.__proto__",
];

const CONDITIONS: [&str; 6] = [
    "has(claims.email)",
    "\"staff\" in values(claims[?\"cognito:groups\"])",
    "provider.name == \"Acme\"",
    "claims.email_verified == \"true\"",
    "user.size() > 0",
    "claims.n > 3",
];

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below this one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end as u64)).unwrap_or_default()
    }

    /// Whether something happens that does so in this part of a hundred cases.
    fn in_hundred(&mut self, part: usize) -> bool {
        self.below(100) < part
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// An object of claims, as text.
    pub fn claims(&mut self) -> String {
        let entries: Vec<String> = NAMES
            .iter()
            .filter_map(|name| {
                let there = self.in_hundred(60);
                there.then(|| format!("{}:{}", json!(name), self.one(&VALUES)))
            })
            .collect();
        format!("{{{}}}", entries.join(","))
    }

    /// A set of rules that can be stored, as the `attributes` of a provider file.
    pub fn rules(&mut self) -> Value {
        let (user, external) = (self.below(5), self.below(5));
        json!({
            "sendOnlyConfigured": self.in_hundred(30),
            "user": self.set(user),
            "external": self.set(external),
        })
    }

    fn set(&mut self, size: usize) -> Vec<Value> {
        let targets = ["email", "username", "__proto__", "groups", "n"];
        let rules = targets.iter().take(size);
        rules.map(|target| self.rule(target)).collect()
    }

    fn rule(&mut self, target: &str) -> Value {
        let mut rule = json!({ "target": target });
        if self.in_hundred(30) {
            rule["expression"] = json!(self.one(&EXPRESSIONS));
        } else {
            let mut steps: Vec<Value> = (0..self.below(4)).map(|_| self.step()).collect();
            if self.in_hundred(10) {
                let first = json!({ "kind": "template", "text": "{email}/{n}" });
                steps.insert(0, first);
            } else {
                rule["source"] = json!(self.one(&NAMES.map(|name| match name {
                    "" => "email",
                    name => name,
                })));
            }
            rule["transforms"] = json!(steps);
            if self.in_hundred(20) {
                rule["readFrom"] = json!(self.one(&["id_token", "userinfo", "access_token"]));
            }
        }
        if self.in_hundred(25) {
            rule["condition"] = json!(self.one(&CONDITIONS));
        }
        if self.in_hundred(25) {
            rule["default"] = json!(self.one(&["default", "", " "]));
        }
        for flag in ["required", "multiValued", "onEveryLogin"] {
            rule[flag] = json!(self.in_hundred(50));
        }
        rule
    }

    fn step(&mut self) -> Value {
        match self.below(14) {
            0 => json!({ "kind": "lower" }),
            1 => json!({ "kind": "upper" }),
            2 => json!({ "kind": "trim" }),
            3 => json!({ "kind": "first" }),
            4 => json!({ "kind": "all_values" }),
            5 => json!({ "kind": "unique" }),
            6 => json!({ "kind": "count" }),
            7 => json!({ "kind": "to_text" }),
            8 => json!({ "kind": "to_number" }),
            9 => json!({ "kind": "to_boolean" }),
            10 => json!({ "kind": "parse_json" }),
            11 => json!({ "kind": "before", "separator": "@" }),
            12 => json!({ "kind": "add_prefix", "text": "app-" }),
            _ => json!({ "kind": "if_equals", "value": "true", "then": "yes", "otherwise": "no" }),
        }
    }
}
