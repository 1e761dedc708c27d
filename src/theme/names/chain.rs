//! A name with what is asked of it, read off the words of a tag: `page.language.tag`.

use std::ops::Range;

use super::tokens::{Sort, Token};

/// Words that are no names of values.
const WORDS: [&str; 18] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "for",
    "true",
    "false",
    "True",
    "False",
    "none",
    "None",
    "null",
    "loop",
    "__tera_context",
];

/// A name with what is asked of it: `page.language.tag`.
pub(super) struct Chain<'a> {
    pub(super) name: &'a str,
    pub(super) at: Range<usize>,
    pub(super) steps: Vec<Step<'a>>,
    /// How many words it has.
    pub(super) length: usize,
    /// Whether it is only asked if the last of it is there.
    pub(super) is_asked: bool,
}

pub(super) enum Step<'a> {
    Field(&'a str, Range<usize>),
    Item,
    /// Something that only a page can tell.
    Doubt,
}

/// Reads a name with its fields at a position, if one stands there.
pub(super) fn chain<'a>(tokens: &[Token<'a>], at: usize) -> Option<Chain<'a>> {
    let token = tokens.get(at).filter(|token| token.sort == Sort::Name && !WORDS.contains(&token.text))?;
    let before = |back: usize| at.checked_sub(back).map(|before| &tokens[before]);
    let follows = |mark: &str| before(1).is_some_and(|token| token.is_mark(mark));
    let is_test = before(1).is_some_and(|token| token.is_name("is"))
        || (before(1).is_some_and(|token| token.is_name("not")) && before(2).is_some_and(|token| token.is_name("is")));
    let is_named = |mark: &str| tokens.get(at + 1).is_some_and(|token| token.is_mark(mark));
    // A field, a filter, a test, a function, an argument's name.
    if follows(".") || follows("?.") || follows("|") || is_test || is_named("(") || is_named("=") {
        return None;
    }
    let mut steps = Vec::new();
    let mut next = at + 1;
    loop {
        match (tokens.get(next), tokens.get(next + 1), tokens.get(next + 2)) {
            (Some(dot), Some(field), _) if dot.is_mark(".") && field.sort == Sort::Name => {
                steps.push(Step::Field(field.text, field.at.clone()));
                next += 2;
            }
            (Some(open), Some(number), Some(close))
                if open.is_mark("[") && number.sort == Sort::Number && close.is_mark("]") =>
            {
                steps.push(Step::Item);
                next += 3;
            }
            (Some(mark), ..) if mark.is_mark("?.") || mark.is_mark("[") || mark.is_mark("?[") => {
                steps.push(Step::Doubt);
                break;
            }
            _ => break,
        }
    }
    let after = |ahead: usize| tokens.get(next + ahead);
    let asks =
        |token: Option<&Token>| token.is_some_and(|token| token.is_name("defined") || token.is_name("undefined"));
    let is_tested = after(0).is_some_and(|token| token.is_name("is"))
        && (asks(after(1)) || (after(1).is_some_and(|token| token.is_name("not")) && asks(after(2))));
    let is_filled =
        after(0).is_some_and(|token| token.is_mark("|")) && after(1).is_some_and(|token| token.is_name("default"));
    let length = next - at;
    Some(Chain { name: token.text, at: token.at.clone(), steps, length, is_asked: is_tested || is_filled })
}

/// Whether a word ends a value: what follows is said of it.
pub(super) fn is_operand(token: &Token) -> bool {
    match token.sort {
        Sort::Name => !matches!(token.text, "and" | "or" | "not" | "in" | "is" | "if" | "elif" | "else"),
        Sort::Text | Sort::Number => true,
        Sort::Mark => matches!(token.text, ")" | "]" | "}"),
    }
}
