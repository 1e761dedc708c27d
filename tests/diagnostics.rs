//! `docs/diagnostics.md` and the cases against the list of codes: none is forgotten, none is left
//! over, and what is shown is what dateline prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dateline::diagnostic::Code;

#[test]
fn every_code_has_a_heading_and_every_heading_a_code() {
    let documentation = documentation();
    let headings: Vec<&str> = documentation.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let known = codes();
    let missing: Vec<&&str> = known.iter().filter(|code| !headings.contains(code)).collect();
    let unknown: Vec<&&str> = headings.iter().filter(|heading| !known.contains(*heading)).collect();
    assert!(missing.is_empty(), "codes without a heading: {missing:?}");
    assert!(unknown.is_empty(), "headings without a code: {unknown:?}");
    assert_eq!(headings.len(), known.len(), "a heading stands twice");
}

#[test]
fn every_explanation_shows_a_message_and_a_cure() {
    for section in documentation().split("\n## ").skip(1) {
        let (code, text) = section.split_once('\n').expect("a heading stands on a line of its own");
        assert!(text.contains(&format!("[{code}]: ")), "`{code}` does not show its message");
        assert!(text.contains("\n**What to do.** "), "`{code}` does not say what to do");
    }
}

#[test]
fn every_message_that_is_shown_is_one_that_a_case_prints() {
    let reports = reports();
    for block in documentation().split("```text\n").skip(1) {
        let message = block.split("\n```").next().unwrap_or_default();
        assert!(reports.iter().any(|report| report.contains(message)), "no case prints\n{message}");
    }
}

#[test]
fn every_code_has_a_case() {
    let reports = reports();
    let lines = reports.iter().flat_map(|report| report.lines());
    let told: BTreeSet<&str> = lines.filter_map(code_of).collect();
    let missing: Vec<&str> = codes().into_iter().filter(|code| !told.contains(code)).collect();
    assert!(missing.is_empty(), "codes without a case: {missing:?}");
}

/// The code of the first line of a complaint.
fn code_of(line: &str) -> Option<&str> {
    let (severity, rest) = line.split_once('[')?;
    let (code, _) = rest.split_once("]: ")?;
    matches!(severity, "error" | "warning" | "advice").then_some(code)
}

fn codes() -> BTreeSet<&'static str> {
    Code::ALL.iter().map(|code| code.as_str()).collect()
}

fn documentation() -> String {
    fs::read_to_string(root().join("docs/diagnostics.md")).expect("the documentation is there")
}

/// What the cases expect to be told.
fn reports() -> Vec<String> {
    let entries = walkdir::WalkDir::new(root().join("tests/cases")).into_iter().filter_map(Result::ok);
    let reports = entries.filter(|entry| entry.file_name() == "report.txt");
    reports.map(|entry| fs::read_to_string(entry.path()).expect("reports are texts")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
