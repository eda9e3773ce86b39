//! The functions of expressions: CEL's own, those of its extensions `strings`, `lists`,
//! `encoders`, `math`, `regex` and `optional` under their standard names, and a few for
//! received attributes.

use super::budget::Budget;
use super::fault::Fault;
use super::value::Val;
use crate::mapping::ExpressionCode;

mod convert;
mod format;
mod list;
mod received;
mod text;
pub(crate) mod time;

pub(crate) use convert::{boolean_of, int_of, number_of};
pub(crate) use list::{each_once, given_already, order as list_order};
pub(crate) use received::no_members;
pub(crate) use received::{
    from_base64, from_url, if_empty, json_values, texts_of, to_sha256, values_of,
};
pub(crate) use text::{clamped_part, replace_all};

/// A function.
pub(crate) struct Builtin {
    /// Its name, with its namespace.
    pub(crate) name: &'static str,
    /// Whether it is written after its first argument.
    method: bool,
    /// How many arguments it takes, the first of a method included.
    least: usize,
    most: usize,
    pub(crate) call: for<'a> fn(&[Val<'a>], &mut Budget) -> Result<Val<'a>, Fault>,
}

impl PartialEq for Builtin {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.method == other.method
    }
}

impl std::fmt::Debug for Builtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! table {
    ($($name:literal $kind:ident $least:literal $most:literal $call:path;)*) => {
        &[$(Builtin { name: $name, method: table!(@$kind), least: $least, most: $most, call: $call },)*]
    };
    (@method) => { true };
    (@function) => { false };
}

static TABLE: &[Builtin] = table! {
    "size" function 1 1 list::size;
    "size" method 1 1 list::size;
    "type" function 1 1 convert::type_of;
    "dyn" function 1 1 convert::same;
    "int" function 1 1 convert::int;
    "uint" function 1 1 convert::uint;
    "double" function 1 1 convert::double;
    "string" function 1 1 convert::string;
    "bool" function 1 1 convert::bool;
    "bytes" function 1 1 convert::bytes;
    "timestamp" function 1 1 time::timestamp;
    "duration" function 1 1 time::duration;
    "contains" method 2 2 text::contains;
    "startsWith" method 2 2 text::starts_with;
    "endsWith" method 2 2 text::ends_with;
    "matches" method 2 2 text::matches;
    "matches" function 2 2 text::matches;
    "charAt" method 2 2 text::char_at;
    "indexOf" method 2 3 text::index_of;
    "lastIndexOf" method 2 3 text::last_index_of;
    "join" method 1 2 list::join;
    "lowerAscii" method 1 1 text::lower;
    "upperAscii" method 1 1 text::upper;
    "replace" method 3 4 text::replace;
    "split" method 2 3 text::split;
    "substring" method 2 3 text::substring;
    "trim" method 1 1 text::trim;
    "reverse" method 1 1 list::reverse;
    "format" method 2 2 format::format;
    "strings.quote" function 1 1 text::quote;
    "flatten" method 1 2 list::flatten;
    "distinct" method 1 1 list::distinct;
    "slice" method 3 3 list::slice;
    "sort" method 1 1 list::sort;
    "first" method 1 1 list::first;
    "last" method 1 1 list::last;
    "lists.range" function 1 1 list::range;
    "math.least" function 1 8 list::least;
    "math.greatest" function 1 8 list::greatest;
    "optional.of" function 1 1 list::optional_of;
    "optional.none" function 0 0 list::optional_none;
    "optional.ofNonZeroValue" function 1 1 list::optional_of_non_zero;
    "hasValue" method 1 1 list::has_value;
    "value" method 1 1 list::value;
    "orValue" method 2 2 list::or_value;
    "or" method 2 2 list::or;
    "regex.extract" function 2 2 text::regex_extract;
    "regex.extractAll" function 2 2 text::regex_extract_all;
    "regex.replace" function 3 4 text::regex_replace;
    "base64.encode" function 1 1 received::base64_encode;
    "base64.decode" function 1 1 received::base64_decode;
    "getFullYear" method 1 1 time::full_year;
    "getMonth" method 1 1 time::month;
    "getDate" method 1 1 time::date;
    "getDayOfMonth" method 1 1 time::day_of_month;
    "getDayOfWeek" method 1 1 time::day_of_week;
    "getDayOfYear" method 1 1 time::day_of_year;
    "getHours" method 1 1 time::hours;
    "getMinutes" method 1 1 time::minutes;
    "getSeconds" method 1 1 time::seconds;
    "getMilliseconds" method 1 1 time::milliseconds;
    "values" function 1 1 received::values;
    "texts" function 1 1 received::texts;
    "ifEmpty" method 2 2 received::if_empty_function;
    "template" function 2 2 received::template;
    "number" function 1 1 received::number;
    "json.parse" function 1 1 received::json_parse;
    "url.decode" function 1 1 received::url_decode;
    "hash.sha256" function 1 1 received::sha256;
};

/// The function with this name that takes so many arguments.
pub(crate) fn find_function(
    name: &str,
    method: bool,
    arguments: usize,
) -> Option<&'static Builtin> {
    TABLE.iter().find(|function| {
        function.name == name
            && function.method == method
            && (function.least..=function.most).contains(&arguments)
    })
}

/// Whether there is a function with this name.
pub(crate) fn is_function(name: &str, method: bool) -> bool {
    TABLE
        .iter()
        .any(|function| function.name == name && function.method == method)
}

/// Whether functions have names that begin so.
pub(crate) fn is_namespace(name: &str) -> bool {
    TABLE.iter().any(|function| {
        let prefix = function.name.split_once('.');
        prefix.is_some_and(|(prefix, _)| prefix == name)
    })
}

/// The fault of a call with arguments of types that the function does not take.
fn wrong(name: &str, arguments: &[Val<'_>]) -> Fault {
    let types: Vec<&str> = arguments.iter().map(Val::type_name).collect();
    let first = types.first().copied().unwrap_or("nothing");
    let advice = match first {
        "list" => "Use .map(v, …) to do it with each element.",
        "optional_type" => "Take its value with .orValue(…).",
        "null_type" => "The value is null; look at it first with != null.",
        _ => "Convert the value first, with string(), int() or texts().",
    };
    let message = format!("{name}() does not take {}. {advice}", types.join(", "));
    Fault::new(ExpressionCode::WrongType, message)
}

fn out_of_range(name: &str, index: i64, size: usize) -> Fault {
    let message = format!(
        "{name}() is asked for position {index} of {size}. Limit it, for instance with math.least(…, size(v))."
    );
    Fault::new(ExpressionCode::OutOfRange, message)
}

#[cfg(test)]
mod tests;
