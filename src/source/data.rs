//! The files of `data/` → values for templates: YAML, JSON and CSV, by their path without ending.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Inventory, Material, glossary};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::glossary::Glossary;
use crate::model::{Language, SourcePath};
use crate::yaml;

/// The mark that spreadsheets put before UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The most bytes that names of columns may take in all rows: every cell has the name of its column, and so a small
/// file with one long name could be more than a machine has.
pub const MOST_NAMES: usize = 64 << 20;

/// The most cells of a table: an empty one is a byte of the file, and some hundred in memory.
const MOST_CELLS: usize = 4_000_000;

/// The most bytes of a file.
const MOST_BYTES: usize = 64 << 20;

/// What `data/` has.
#[derive(Debug, Default)]
pub struct Data {
    /// Every file as it was written, by its path without ending.
    pub files: BTreeMap<String, Value>,
    /// The glossary, judged.
    pub glossary: Glossary,
}

/// Reads every file of `data/`. One that can't be read is told and left out.
pub fn read(inventory: &Inventory, languages: &[Language]) -> Outcome<Data> {
    let mut diagnostics = Vec::new();
    let mut files = BTreeMap::new();
    for material in &inventory.data {
        let name = material.path.within("data");
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        match file(material) {
            Ok(value) => drop(files.insert(name.to_owned(), value)),
            Err(complaint) => diagnostics.push(complaint),
        }
    }
    let glossary = glossary::read(inventory, languages).unpack(&mut diagnostics);
    Outcome { value: Data { files, glossary }, diagnostics }
}

fn file(material: &Material) -> Result<Value, Diagnostic> {
    let path = &material.path;
    if material.bytes.len() > MOST_BYTES {
        let message = format!("this file has more than {} MiB", MOST_BYTES >> 20);
        let complaint = Diagnostic::error(Code::BadData, message).at(Span::file(path));
        return Err(complaint.help("keep what pages show; offer the rest as a file beside an article"));
    }
    let Ok(text) = std::str::from_utf8(&material.bytes) else {
        let complaint = Diagnostic::error(Code::BadData, "this file is not UTF-8").at(Span::file(path));
        return Err(complaint.help("save it again with the encoding UTF-8"));
    };
    match path.extension().as_str() {
        "yaml" | "yml" => {
            let mut outcome = yaml::data(path, text);
            outcome.diagnostics.pop().map_or(Ok(outcome.value), Err)
        }
        "json" => serde_json::from_str(text).map_err(|error| no_json(path, text, &error)),
        "csv" => {
            let table = text.trim_start_matches(BYTE_ORDER_MARK);
            let from = text.len() - table.len();
            rows(table).map_err(|flaw| match flaw {
                Flaw::LongNames => long_names(path, from),
                Flaw::ManyCells => many_cells(path, from),
                Flaw::NoTable(error) => no_table(path, text, from, &error),
            })
        }
        other => {
            let message = format!("`data/` takes YAML, JSON and CSV, not `.{other}`");
            Err(Diagnostic::error(Code::BadData, message)
                .at(Span::file(path))
                .help("move it to `static/`, or beside the article that offers it"))
        }
    }
}

fn no_json(path: &SourcePath, text: &str, error: &serde_json::Error) -> Diagnostic {
    let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = text.floor_char_boundary(start + error.column().saturating_sub(1));
    // Its own words for the place are left out: carets show it.
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    Diagnostic::error(Code::BadData, format!("this is no JSON: {said}")).at(Span::bytes(path, at..at))
}

/// Why a table can't be read.
enum Flaw {
    /// The names of its columns are too long for so many rows.
    LongNames,
    /// It has more cells than pages can show.
    ManyCells,
    /// It is no CSV.
    NoTable(csv::Error),
}

impl From<csv::Error> for Flaw {
    fn from(error: csv::Error) -> Flaw {
        Flaw::NoTable(error)
    }
}

/// Reads CSV whose first line names the columns: a list of objects of texts.
fn rows(table: &str) -> Result<Value, Flaw> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns = reader.headers()?.clone();
    let most_rows = MOST_NAMES / columns.as_slice().len().max(1);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        if rows.len() >= most_rows {
            return Err(Flaw::LongNames);
        }
        if rows.len() * columns.len() >= MOST_CELLS {
            return Err(Flaw::ManyCells);
        }
        let cells = columns.iter().zip(record.iter());
        let row: Map<String, Value> = cells.map(|(column, cell)| (column.to_owned(), Value::from(cell))).collect();
        rows.push(Value::Object(row));
    }
    Ok(Value::Array(rows))
}

fn long_names(path: &SourcePath, from: usize) -> Diagnostic {
    let message = "the names of the columns are too long for so many lines".to_owned();
    let complaint = Diagnostic::error(Code::BadData, message).at(Span::bytes(path, from..from));
    complaint.help("give the columns shorter names, or split the table")
}

fn many_cells(path: &SourcePath, from: usize) -> Diagnostic {
    let message = format!("this table has more than {} million cells", MOST_CELLS / 1_000_000);
    let complaint = Diagnostic::error(Code::BadData, message).at(Span::bytes(path, from..from));
    complaint.help("keep the columns and lines that pages show; offer the rest as a file beside an article")
}

fn no_table(path: &SourcePath, text: &str, from: usize, error: &csv::Error) -> Diagnostic {
    let start = error.position().and_then(|position| usize::try_from(position.byte()).ok());
    let start = text.floor_char_boundary(from + start.unwrap_or_default());
    let line = start..start + text[start..].lines().next().map_or(0, str::len);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this line has another number of cells than the first: {len}, not {expected_len}")
        }
        _ => format!("this is no CSV: {error}"),
    };
    Diagnostic::error(Code::BadData, message).at(Span::bytes(path, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_do_not_multiply_without_end() {
        let name = MOST_NAMES / 1000;
        let table = |rows: usize| format!("{}\n{}", "a".repeat(name), "b\n".repeat(rows));
        assert!(matches!(rows(&table(1001)), Err(Flaw::LongNames)));
        let cells = |rows: usize| format!("{}a\n", "a,".repeat(999)) + &format!("{}\n", ",".repeat(999)).repeat(rows);
        assert!(matches!(rows(&cells(4001)), Err(Flaw::ManyCells)));
        assert!(rows(&cells(10)).is_ok());
        assert!(matches!(rows(&table(10)), Ok(Value::Array(rows)) if rows.len() == 10));
    }
}
