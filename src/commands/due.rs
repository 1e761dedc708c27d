//! `dateline due`: when the output will change by itself, and why. Its exit status says whether that
//! has happened already to the output as it stands.

use std::path::Path;

use serde_json::json;

use super::build::summary;
use super::{Ending, World, ending, options_at, root, tell};
use crate::cli::{self, Everywhere, Format};
use crate::compile::{self, Compiled};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::emit::{Emitted, folder};
use crate::graph::due::{self, Due};
use crate::model::{Instant, Zone};
use crate::timing::Watch;

/// What is coming, and what has come without a build.
struct Outlook {
    built: Option<Instant>,
    overdue: Option<Due>,
    coming: Vec<Due>,
}

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &cli::Due, world: &World) -> Result<Ending, Failure> {
    let watch = Watch::start();
    let root = root(everywhere)?;
    let output = arguments.output.clone().unwrap_or_else(|| root.join("output"));
    let now = arguments.at.unwrap_or(world.now);
    let (compiled, diagnostics) = compiled(&root, now)?;
    let errors: Vec<Diagnostic> =
        diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    if !errors.is_empty() {
        tell::compiled(everywhere, &root, &compiled, &errors, &summary(&compiled, Emitted::default(), watch))?;
        return Ok(ending(&errors));
    }
    let built = folder::last_build(&output).and_then(|manifest| manifest.instant());
    let overdue = built.map(|built| overdue(&root, built, now)).transpose()?.flatten();
    let outlook = Outlook { built, overdue, coming: coming(&compiled) };
    let zone = &compiled.plan.portal.project.config.zone;
    say(everywhere, arguments, &outlook, zone)?;
    Ok(if outlook.overdue.is_some() { Ending::Mistakes } else { Ending::Done })
}

fn compiled(root: &Path, instant: Instant) -> Result<(Compiled, Vec<Diagnostic>), Failure> {
    let mut diagnostics = Vec::new();
    let compiled = compile::compile(root, &options_at(instant))?.unpack(&mut diagnostics);
    Ok((compiled, diagnostics))
}

fn coming(compiled: &Compiled) -> Vec<Due> {
    due::coming(&compiled.plan.portal, &compiled.held)
}

/// The first change since the last build that no build has shown.
fn overdue(root: &Path, built: Instant, now: Instant) -> Result<Option<Due>, Failure> {
    let (compiled, _) = compiled(root, built)?;
    Ok(coming(&compiled).into_iter().next().filter(|due| due.at <= now))
}

fn say(everywhere: &Everywhere, arguments: &cli::Due, outlook: &Outlook, zone: &Zone) -> Result<(), Failure> {
    if arguments.next {
        let next = outlook.overdue.as_ref().or(outlook.coming.first());
        return next.map_or(Ok(()), |due| tell::result(&due.at.utc()));
    }
    match everywhere.format {
        Format::Json => tell::result(&document(outlook).to_string()),
        Format::Text => tell::result(&lines(outlook, zone).join("\n")),
    }
}

fn document(outlook: &Outlook) -> serde_json::Value {
    let due = |due: &Due| json!({"at": due.at.utc(), "why": due.why.as_str(), "path": due.source.as_str()});
    json!({
        "built": outlook.built.map(Instant::utc),
        "overdue": outlook.overdue.as_ref().map(due),
        "due": outlook.coming.iter().map(due).collect::<Vec<_>>(),
    })
}

fn lines(outlook: &Outlook, zone: &Zone) -> Vec<String> {
    let line = |due: &Due| format!("{}  {}: {}", zone.local(due.at), due.source, due.why.words());
    let mut lines: Vec<String> = outlook.coming.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("nothing is due: the output will not change by itself".to_owned());
    }
    if let Some(due) = &outlook.overdue {
        lines.insert(0, format!("overdue since {}: build again\n", line(due)));
    }
    lines
}
