//! What commands say: results on standard output, complaints on standard error.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::{Color, Everywhere, Format};
use crate::compile::Compiled;
use crate::diagnostic::{Diagnostic, Failure};
use crate::graph::Held;
use crate::model::{SourcePath, Zone};
use crate::report::{self, ProjectSources, Summary};

/// Complaints shown in text, unless all are asked for.
const MOST: usize = 50;

/// Colour for everything said from now on.
pub(super) fn set_color(color: Color) {
    let choice = match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Says a line on standard output. A closed pipe ends quietly.
pub(super) fn result(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::machine("write to standard output", error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says a text on standard error.
pub(super) fn aside(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}

/// Says why nothing could be done.
pub(super) fn failure(everywhere: &Everywhere, failure: &Failure) {
    match everywhere.format {
        Format::Text => aside(&format!("error: {failure}\n")),
        Format::Json => {
            let document = serde_json::json!({"error": failure.to_string()});
            let _ = result(&document.to_string());
        }
    }
}

/// Says everything about a portal that was compiled.
pub(super) fn compiled(
    everywhere: &Everywhere,
    root: &Path,
    compiled: &Compiled,
    diagnostics: &[Diagnostic],
    summary: &Summary,
) -> Result<(), Failure> {
    let embedded = |path: &SourcePath| compiled.theme.text_of(path).map(str::to_owned);
    let zone = &compiled.plan.portal.project.config.zone;
    portal(everywhere, root, &embedded, diagnostics, summary, &compiled.held, zone)
}

/// Says everything about a portal, however it is known.
pub(super) fn portal(
    everywhere: &Everywhere,
    root: &Path,
    embedded: &dyn Fn(&SourcePath) -> Option<String>,
    diagnostics: &[Diagnostic],
    summary: &Summary,
    held: &[Held],
    zone: &Zone,
) -> Result<(), Failure> {
    let sources = ProjectSources { root, embedded };
    if everywhere.format == Format::Json {
        return result(report::json(diagnostics, &sources, summary, held).trim_end());
    }
    let limit = (everywhere.verbose == 0).then_some(MOST);
    aside(&report::text(diagnostics, &sources, limit));
    if everywhere.quiet {
        return Ok(());
    }
    aside(&report::held_lines(held, zone));
    result(report::summary_line(summary, held, zone).trim_end())
}

/// Says what came of one try to compile the portal of a preview. Complaints that `last` told word for word are
/// only counted: a save that has nothing to do with them must not bury what has.
#[cfg(feature = "serve")]
pub(super) fn attempt(
    everywhere: &Everywhere,
    root: &Path,
    attempt: &crate::preview::attempt::Attempt,
    last: &mut String,
) {
    let compiled = match &attempt.compiled {
        Ok(compiled) => compiled,
        Err(reason) => return failure(everywhere, reason),
    };
    let summary = Summary {
        articles: compiled.plan.portal.articles.len(),
        pages: compiled.plan.jobs.len(),
        held: compiled.held.len(),
        milliseconds: attempt.milliseconds,
        ..Summary::default()
    };
    if everywhere.format == Format::Json {
        let _ = self::compiled(everywhere, root, compiled, &attempt.diagnostics, &summary);
        return;
    }
    let embedded = |path: &SourcePath| compiled.theme.text_of(path).map(str::to_owned);
    let limit = (everywhere.verbose == 0).then_some(MOST);
    let told = || report::text(&attempt.diagnostics, &ProjectSources { root, embedded: &embedded }, limit);
    let text = if attempt.is_as_before { last.clone() } else { told() };
    if text.is_empty() || text != *last {
        aside(&text);
    } else {
        aside(&format!("{}, as before\n", report::counts(&attempt.diagnostics)));
    }
    *last = text;
    if !everywhere.quiet {
        let outcome = if attempt.is_good() { "" } else { ": the preview shows the last good portal" };
        let Summary { articles, pages, milliseconds, .. } = summary;
        aside(&format!("{articles} articles, {pages} files, {milliseconds} ms{outcome}\n"));
    }
}

/// Says why a page of a preview can't be made.
#[cfg(feature = "serve")]
pub(super) fn page(root: &Path, compiled: &Compiled, complaint: &Diagnostic) {
    let embedded = |path: &SourcePath| compiled.theme.text_of(path).map(str::to_owned);
    aside(&report::text(std::slice::from_ref(complaint), &ProjectSources { root, embedded: &embedded }, None));
}
