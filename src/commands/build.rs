//! `dateline build`: the whole portal into its output folder, all or nothing.

use std::path::Path;

use super::{Ending, World, be_strict, ending, options, root, tell, with_threads};
use crate::cli::{Build, Compile, Everywhere};
use crate::compile::{self, Compiled};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::emit::{self, Emitted};
use crate::render::Renderer;
use crate::report::Summary;
use crate::timing::Watch;

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &Build, world: &World) -> Result<Ending, Failure> {
    let watch = Watch::start();
    let compile = &arguments.compile;
    if compile.strict && (compile.drafts || compile.future) {
        let message = "`--strict` publishes, and `--drafts` and `--future` show what must not be published";
        return Err(Failure::Usage(format!("{message}; take one of them away")));
    }
    let root = root(everywhere)?;
    let output = compile.output.clone().unwrap_or_else(|| root.join("output"));
    emit::folder::check_place(&root, &output)?;
    let options = options(compile, world)?;
    let built = with_threads(compile.jobs, || build(&root, &output, &options, compile))?;
    let (compiled, diagnostics, emitted) = built?;
    let summary = summary(&compiled, emitted, watch);
    tell::compiled(everywhere, &root, &compiled, &diagnostics, &summary)?;
    Ok(ending(&diagnostics))
}

fn build(
    root: &Path,
    output: &Path,
    options: &compile::Options,
    arguments: &Compile,
) -> Result<(Compiled, Vec<Diagnostic>, Emitted), Failure> {
    let mut diagnostics: Vec<Diagnostic> = compile::shown_loudly(options.shown).into_iter().collect();
    let compiled = compile::compile(root, options)?.unpack(&mut diagnostics);
    be_strict(&mut diagnostics, arguments.strict);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok((compiled, diagnostics, Emitted::default()));
    }
    let renderer = Renderer::new(&compiled.plan, &compiled.theme);
    let emitted = emit::emit(&renderer, &compiled.inventory, output)?.unpack(&mut diagnostics);
    drop(renderer);
    Ok((compiled, diagnostics, emitted))
}

/// The numbers of a build.
pub(super) fn summary(compiled: &Compiled, emitted: Emitted, watch: Watch) -> Summary {
    Summary {
        articles: compiled.plan.portal.articles.len(),
        pages: compiled.plan.jobs.len(),
        written: emitted.written,
        unchanged: emitted.unchanged,
        removed: emitted.removed,
        held: compiled.held.len(),
        milliseconds: watch.milliseconds(),
    }
}
