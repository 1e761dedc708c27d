//! What no YAML can mean, in words for authors: the scanner's terms are for those who write parsers.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::tree::TreeError;

/// What a mistake of the scanner means, and at which characters it was made.
pub(super) fn explain(yaml: &str, error: &ScanError) -> TreeError {
    let at = yaml.floor_char_boundary(error.marker().byte_offset().unwrap_or(0));
    match error.kind() {
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockEntryInFlowCollection => open_bracket(yaml, at).unwrap_or_else(|| other(yaml, at, error)),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            open_bracket(yaml, at).unwrap_or_else(|| colon(yaml, at))
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => {
            mistake("this quote is never closed", character(yaml, at), "end the text with the same quote")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => more_behind_quotes(yaml, at, "\\\""),
        ErrorKind::InvalidTrailingSingleQuotedScalar => more_behind_quotes(yaml, at, "''"),
        ErrorKind::UnknownQuotedScalarEscape => mistake(
            "a `\\` between double quotes begins a special character, and there is no such one",
            character(yaml, at),
            "write `\\\\`, or put the text in single quotes",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => {
            mistake("a tab stands where spaces belong", tab(yaml, at), "indent with spaces")
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnexpectedCharacter { .. } => {
            sign(yaml, at)
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            mistake("this line is no field", line(yaml, at), "write `key: value`, with a colon and a space")
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            let help = "begin it at the same column as the lines it belongs to";
            mistake("this line does not fit the lines above it", line(yaml, at), help)
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            mistake("a list can't begin here", character(yaml, at), "begin it on the next line, indented")
        }
        ErrorKind::RecursionLimitExceeded => {
            mistake("this is nested too deep", character(yaml, at), "close the brackets")
        }
        _ => other(yaml, at, error),
    }
}

/// The complaint about an anchor, alias or tag, or a text that looks like one; `at` is its sign or behind it.
pub(super) fn sign(yaml: &str, at: usize) -> TreeError {
    let is_sign = |c: char| matches!(c, '&' | '*' | '!' | '@' | '`' | '%');
    let start = if yaml[at..].starts_with(is_sign) { at } else { yaml[..at].rfind(is_sign).unwrap_or(at) };
    let word = yaml[start..].split(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).next();
    let sign = yaml[start..].chars().next().unwrap_or('&');
    let (message, help) = match sign {
        '`' => ("a text can't begin with a backtick".to_owned(), "put the text in quotes"),
        '&' | '*' | '!' => {
            let help = "put the text in quotes; anchors, aliases and tags of YAML are not taken";
            (format!("a text can't begin with `{sign}`"), help)
        }
        sign => (format!("a text can't begin with `{sign}`"), "put the text in quotes"),
    };
    mistake(&message, start..start + word.map_or(0, str::len), help)
}

/// A `: ` where no field can begin: inside a text, or in a line that is indented below one.
fn colon(yaml: &str, at: usize) -> TreeError {
    let line = line(yaml, at);
    let written = &yaml[line.clone()];
    let first = written.find(": ").filter(|first| line.start + first < at);
    let Some(first) = first else {
        let help = "begin it at the same column as the lines it belongs to, or put the text above in quotes";
        return mistake("this field is indented below a text", line, help);
    };
    let (key, value) = (&written[..first], written[first + 2..].trim_start());
    let corrected = format!("write `{key}: \"{}\"`", value.replace('\\', "\\\\").replace('"', "\\\""));
    mistake("a text that contains `: ` must stand in quotes", line.end - value.len()..line.end, &corrected)
}

fn more_behind_quotes(yaml: &str, at: usize, quote: &str) -> TreeError {
    let help = format!("put the whole text in quotes, and write `{quote}` for a quote inside it");
    mistake("the text ends with its closing quote, and more follows", at..line(yaml, at).end, &help)
}

/// The innermost bracket that is open at a place: most likely the one that was forgotten.
fn open_bracket(yaml: &str, at: usize) -> Option<TreeError> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote: Option<char> = None;
    let mut before = '\n';
    let end = (at + 1).min(yaml.len());
    for (place, c) in yaml[..yaml.ceil_char_boundary(end)].char_indices() {
        let begins = before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':');
        match (quote, c) {
            (Some(closing), c) => quote = Some(closing).filter(|closing| *closing != c),
            (None, '"' | '\'') if begins => quote = Some(c),
            (None, '[' | '{') if begins => open.push((place, c)),
            (None, ']' | '}') => drop(open.pop()),
            (None, _) => {}
        }
        before = c;
    }
    let (place, bracket) = open.pop()?;
    let closing = if bracket == '[' { ']' } else { '}' };
    let help = format!("write `{closing}` behind its last entry");
    Some(mistake(&format!("this `{bracket}` is never closed"), place..place + 1, &help))
}

fn other(yaml: &str, at: usize, error: &ScanError) -> TreeError {
    TreeError { message: format!("this is no YAML: {}", error.info()), range: character(yaml, at), help: None }
}

fn mistake(message: &str, range: Range<usize>, help: &str) -> TreeError {
    TreeError { message: message.to_owned(), range, help: Some(help.to_owned()) }
}

/// The character at a place; nothing at the end of a line.
fn character(yaml: &str, at: usize) -> Range<usize> {
    let next = yaml[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    at..at + next.map_or(0, char::len_utf8)
}

/// The line around a place, without the space around it.
fn line(yaml: &str, at: usize) -> Range<usize> {
    let start = yaml[..at].rfind('\n').map_or(0, |end| end + 1);
    let written = yaml[start..].lines().next().unwrap_or_default();
    let indent = written.len() - written.trim_start().len();
    start + indent..start + written.trim_end().len().max(indent)
}

/// The first tab of the line around a place.
fn tab(yaml: &str, at: usize) -> Range<usize> {
    let start = yaml[..at].rfind('\n').map_or(0, |end| end + 1);
    let written = yaml[start..].lines().next().unwrap_or_default();
    written.find('\t').map_or_else(|| character(yaml, at), |tab| start + tab..start + tab + 1)
}
