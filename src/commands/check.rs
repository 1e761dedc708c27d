//! `dateline check`: everything a build checks, and editorial advice. Writes nothing.

use std::path::Path;
use std::sync::Arc;

use super::build::summary;
use super::links::Manner;
use super::{Ending, World, be_strict, ending, links, options, root, tell, with_threads};
use crate::advice;
use crate::cli::{Check, Everywhere, Links};
use crate::compile::{self, Compiled};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::disk;
use crate::emit::{self, Emitted};
use crate::memo::{self, Memo, Texts};
use crate::render::Renderer;
use crate::source;
use crate::source::darkroom::Darkroom;
use crate::timing::{Stages, Watch};

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &Check, world: &World) -> Result<Ending, Failure> {
    let watch = Watch::start();
    let root = root(everywhere)?;
    let options = options(&arguments.compile, world)?;
    let checked = with_threads(arguments.compile.jobs, || check(&root, &options))?;
    let (compiled, mut diagnostics) = checked?;
    if arguments.links == Some(Links::External) && !has_errors(&diagnostics) {
        diagnostics.extend(links::check(&compiled.plan.portal, &Manner::default())?);
    }
    be_strict(&mut diagnostics, arguments.compile.strict);
    let summary = summary(&compiled, Emitted::default(), watch);
    tell::compiled(everywhere, &root, &compiled, &diagnostics, &summary)?;
    Ok(ending(&diagnostics))
}

fn check(root: &Path, options: &compile::Options) -> Result<(Compiled, Vec<Diagnostic>), Failure> {
    let mut diagnostics = Vec::new();
    let mut memo = Memo::open(root, &disk::machine());
    memo.read_parsed();
    let survey = source::survey(root);
    if survey.articles.len() >= memo::MANY {
        memo.put_texts_aside();
    }
    let mut compiled = compile::again(survey, options, &mut memo.parsed, &mut Stages::new())?.unpack(&mut diagnostics);
    if !has_errors(&diagnostics) {
        compiled.inventory.darkroom = Arc::new(Darkroom::with_shelf(memo::pictures(root)));
        let texts = Texts::of(root, &compiled.plan.portal.project.config, &memo.parsed);
        let renderer = Renderer::new(&compiled.plan, &compiled.theme).with_texts(&texts);
        emit::rehearse(&renderer, &compiled.inventory)?.unpack(&mut diagnostics);
    }
    diagnostics.extend(advice::give(&compiled.plan.portal, &compiled.inventory));
    Ok((compiled, diagnostics))
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
