//! Mistakes in templates → complaints at the template's line and column.
//!
//! Tera tells some mistakes as structures and some as finished reports; both end up here.

use tera::{ErrorKind, ReportError, Tera};

use super::TemplateSource;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::name::did_you_mean;

/// Everything wrong with a set of templates that could not be loaded together.
///
/// Loading stops at the first syntax error, so each template is tried alone for its own; only when
/// none has any are the mistakes between templates worth telling.
pub(super) fn all(error: &tera::Error, engine: &Tera, templates: &[TemplateSource]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for template in templates {
        let mut scratch = Tera::new();
        scratch.register_from(engine);
        if let Err(error) = scratch.add_raw_template(&template.name, &template.text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            diagnostics.push(from_report(report, templates));
        }
    }
    if diagnostics.is_empty() {
        diagnostics = told(error, templates);
    }
    diagnostics
}

/// The complaints that one error of Tera tells.
pub(super) fn told(error: &tera::Error, templates: &[TemplateSource]) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![from_report(report, templates)],
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends `{parent}`, which does not exist");
            vec![at_extends(message, current, templates).help_if(near(parent, templates))]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            // The chain begins where somebody looked and ends where it bit its tail.
            let culprit = inheritance_chain.last().unwrap_or(tpl);
            let complaint = at_extends("this template extends itself in the end".to_owned(), culprit, templates);
            let (layer, name) = culprit.split_once('/').unwrap_or(("", culprit));
            let below = templates.iter().map(|template| template.name.as_str()).find(|other| {
                other.split_once('/').is_some_and(|(other, its_name)| other != layer && its_name == name)
            });
            vec![
                complaint
                    .help_if(below.map(|below| format!("name the layer to extend: `{{% extends \"{below}\" %}}`"))),
            ]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            vec![at_extends("this template includes itself in the end".to_owned(), tpl, templates)]
        }
        ErrorKind::TemplateNotFound(name) => {
            vec![Diagnostic::error(Code::UnknownTemplate, format!("no template is called `{name}`"))]
        }
        _ => from_text(&error.to_string(), templates),
    }
}

fn from_report(report: &ReportError, templates: &[TemplateSource]) -> Diagnostic {
    // Tera lists the fields there are in its message: they are help.
    let (message, fields) = report.message().split_once(". Available fields: ").unwrap_or((report.message(), ""));
    let name = message.split('`').nth(1).unwrap_or_default();
    let near = did_you_mean(name, fields.split(", "));
    let help = near.or_else(|| (!fields.is_empty()).then(|| format!("there are {fields}")));
    let complaint = Diagnostic::error(Code::BadTemplate, clause(message)).help_if(help);
    let span = report.span();
    match find(report.filename(), templates) {
        Some(template) => {
            let start = offset(&template.text, span.start_line, span.start_col);
            let end = offset(&template.text, span.end_line, span.end_col).max(start);
            complaint.at(Span::bytes(&template.source, start..end))
        }
        None => complaint,
    }
}

/// Reads the places out of finished reports: ` --> NAME:LINE:COLUMN`, columns from 1.
fn from_text(text: &str, templates: &[TemplateSource]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut message: Option<&str> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(place) = trimmed.strip_prefix("--> ") {
            let mut parts = place.trim_end_matches(']').rsplitn(3, ':');
            let column = parts.next().and_then(|column| column.parse::<usize>().ok());
            let number = parts.next().and_then(|line| line.parse::<usize>().ok());
            let name = parts.next().unwrap_or_default().trim_start_matches('[').trim();
            if let (Some(column), Some(number), Some(template)) = (column, number, find(name, templates)) {
                let start = offset(&template.text, number, column.saturating_sub(1));
                let word = template.text[start..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '"' | '.' | '/' | '-'));
                let end = start + word.map(char::len_utf8).sum::<usize>();
                let message = message.unwrap_or("this template has a mistake");
                let help = message
                    .starts_with("Unknown template")
                    .then(|| near(template.text[start..end].trim_matches('"'), templates));
                let complaint = Diagnostic::error(Code::BadTemplate, clause(message)).help_if(help.flatten());
                diagnostics.push(complaint.at(Span::bytes(&template.source, start..end)));
            }
        } else if let Some(said) = trimmed.strip_prefix("error: ").or_else(|| trimmed.strip_prefix("ERROR: ")) {
            message = Some(said);
        } else if !trimmed.is_empty() && message.is_none() {
            message = Some(trimmed);
        }
    }
    if diagnostics.is_empty() {
        diagnostics.push(Diagnostic::error(Code::BadTemplate, clause(text.lines().next().unwrap_or(text))));
    }
    diagnostics
}

fn at_extends(message: String, name: &str, templates: &[TemplateSource]) -> Diagnostic {
    let complaint = Diagnostic::error(Code::BadTemplate, message);
    let Some(template) = find(name, templates) else { return complaint };
    let start = template.text.find("{%").unwrap_or(0);
    let end = template.text[start..].find("%}").map_or(start, |end| start + end + 2);
    complaint.at(Span::bytes(&template.source, start..end))
}

/// The template whose name is most like one that does not exist.
fn near(name: &str, templates: &[TemplateSource]) -> Option<String> {
    did_you_mean(name, templates.iter().filter_map(|template| template.name.split_once('/')).map(|(_, name)| name))
}

/// The template Tera means by a name, with or without the layer.
fn find<'a>(name: &str, templates: &'a [TemplateSource]) -> Option<&'a TemplateSource> {
    let exact = templates.iter().find(|template| template.name == name);
    exact.or_else(|| {
        templates.iter().find(|template| template.name.split_once('/').is_some_and(|(_, short)| short == name))
    })
}

/// The byte at a line from 1 and a column from 0 in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[start..].lines().next().unwrap_or_default();
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// A message of Tera as a clause of ours: lower case, no full stop.
fn clause(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let starts_with_word = letters.clone().next().is_some_and(char::is_lowercase);
    if starts_with_word { format!("{first}{}", letters.as_str()) } else { message.to_owned() }
}
