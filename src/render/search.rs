//! Search: an index of each language that a script reads piece by piece, and the page with its form.
//!
//! `index.json` tells which file has which words; `words/N.txt` has words with the numbers of their articles, the
//! newest with the lowest, and weights; `spellings/N.txt` words alone, for what was mistyped; `texts/N.json` what
//! results show; `filters.json` the names of kinds, topics, organisations, countries. Only `index.json` and the filters
//! are asked for anew each time; the others have a version in their address that tells one index from the next.

mod code;
mod facets;
mod gather;
mod index;
pub mod kept;
mod page;
mod records;
mod terms;
#[cfg(test)]
mod tests;
mod weigh;

use std::ops::Range;

use super::Renderer;
use super::json::{Fields, Json, list};
use crate::diagnostic::Diagnostic;
use crate::model::LanguageId;
use crate::plan::search::Part;
pub(super) use index::Index;
pub(super) use page::value;

/// Renders a file of the search of a language.
pub(super) fn file(renderer: &Renderer, language: LanguageId, part: Part) -> Result<String, Diagnostic> {
    let index = || renderer.search[language.index()].get_or_init(|| Index::of(renderer, language));
    Ok(match part {
        Part::Page => page::render(renderer, language)?,
        Part::Index => contents(renderer, language, index()),
        Part::Filters => filters(renderer, language),
        Part::Words(number) => words(index(), number),
        Part::Spellings(number) => spellings(index(), number),
        Part::Texts(number) => texts(renderer, language, number),
    })
}

/// `index.json`: how much there is, and the first term of every file but the first.
fn contents(renderer: &Renderer, language: LanguageId, index: &Index) -> String {
    let layout = &renderer.plan.search[language.index()];
    let firsts = |parts: &[Range<u32>]| {
        // A part that has none begins where the next does.
        let first = |range: &Range<u32>| index.first(range.start);
        Json::of(list(parts.iter().skip(1).map(first)))
    };
    let mut years: Vec<(i16, usize)> = Vec::new();
    for day in layout.order[..layout.dated].iter().filter_map(|id| renderer.linked(*id).day()) {
        match years.last_mut().filter(|(year, _)| *year == day.year()) {
            Some((_, count)) => *count += 1,
            None => years.push((day.year(), 1)),
        }
    }
    let speech = renderer.speech(language);
    let year = |(year, count): &(i16, usize)| {
        Fields::new()
            .with("id", year.to_string())
            .with("label", speech.words.year(i64::from(*year)))
            .with("count", *count)
    };
    Fields::new()
        .with("version", &*index.version)
        .with("articles", layout.order.len())
        .with("a_file", layout.a_file)
        .with("files", layout.words)
        .with_list("years", list(years.iter().map(year)))
        .with_list("words", firsts(&index.words))
        .with_list("spellings", firsts(&index.spellings))
        .finish()
}

/// `filters.json`: what results can be narrowed down to, years aside.
fn filters(renderer: &Renderer, language: LanguageId) -> String {
    let value = |(id, label, count): (String, String, usize)| {
        Fields::new().with("id", id).with("label", label).with("count", count)
    };
    let facets = facets::all(renderer, language).into_iter();
    let fields = facets
        .fold(Fields::new(), |fields, facet| fields.with_list(facet.name, list(facet.values.into_iter().map(value))));
    fields.finish()
}

/// A file of words: a line for each, with its articles.
fn words(index: &Index, number: u32) -> String {
    let mut lines = String::new();
    for term in index.words[number as usize].clone() {
        index.write_line(term, &mut lines);
    }
    lines
}

/// A file of spellings: of each the length of what it has in common with the one before (in 36 digits, at most
/// 35), and the rest.
fn spellings(index: &Index, number: u32) -> String {
    let mut lines = String::new();
    let mut before = "";
    let own = index.spellings[number as usize].clone();
    for term in own.filter(|term| index.is_spelling(*term)).map(|term| index.term(term)) {
        let mut same = 0;
        let mut units = 0;
        for (one, other) in before.chars().zip(term.chars()) {
            if one != other || units + one.len_utf16() > 35 {
                break;
            }
            (same, units) = (same + one.len_utf8(), units + one.len_utf16());
        }
        lines.push(char::from_digit(units as u32, 36).expect("at most 35"));
        lines.push_str(&term[same..]);
        lines.push('\n');
        before = term;
    }
    lines
}

/// A file of texts: what results show of some articles.
fn texts(renderer: &Renderer, language: LanguageId, number: u32) -> String {
    let articles = renderer.plan.search[language.index()].texts(number);
    let mut json = String::from("[");
    for id in articles {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(records::of(renderer, renderer.linked(*id)).json().as_str());
    }
    json.push(']');
    json
}
