//! What templates may call besides components: the functions, filters and tests of Tera and our own.
//!
//! Tera has no list of its own. These are those of the version that stands below; `tests/theme_docs.rs` holds the
//! version, and the tests here that each of them is there.

/// The version of Tera these lists are of.
pub const TERA: &str = "2.4.0";

/// Functions. The first is ours: the URL of a file of the theme's `assets/`, with a fingerprint of its bytes.
pub const FUNCTIONS: [&str; 3] = [ASSET, "range", "throw"];

/// Our own function.
pub(super) const ASSET: &str = "asset";

/// Filters: `{{ title | upper }}`.
pub const FILTERS: [&str; 37] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// Tests: `{% if number is odd %}`.
pub const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

#[cfg(test)]
mod tests {
    use tera::Tera;

    use super::*;

    #[test]
    fn tera_has_every_filter_test_and_function_of_the_lists() {
        let loads = |text: String| Tera::new().add_raw_template("one.html", &text).is_ok();
        assert!(!loads("{{ 1 | nobody }}".to_owned()), "Tera tells of unknown names when it loads");
        for filter in FILTERS {
            assert!(loads(format!("{{{{ 1 | {filter} }}}}")), "{filter}");
        }
        for test in TESTS {
            assert!(loads(format!("{{% if 1 is {test} %}}{{% endif %}}")), "{test}");
        }
        for function in FUNCTIONS.into_iter().filter(|function| *function != ASSET) {
            assert!(loads(format!("{{{{ {function}() }}}}")), "{function}");
        }
    }
}
