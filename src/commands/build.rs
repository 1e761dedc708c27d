//! `dateline build`: the whole portal into its output folder, all or nothing.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::{Ending, World, be_strict, ending, options, root, tell, with_threads};
use crate::cli::{self, Everywhere, Format};
use crate::compile::{self, Compiled};
use crate::diagnostic::{Diagnostic, Failure, Outcome, Severity};
use crate::disk::{self, Disk};
use crate::emit::{self, Claim, Emission, Emitted};
use crate::graph::Held;
use crate::memo::{self, Asked, Built, Memo, Since, Texts, Unchanged, Why};
use crate::model::{Hash, OutputPath, Zone};
use crate::plan::Job;
use crate::render::Renderer;
use crate::report::Summary;
use crate::source::darkroom::Darkroom;
use crate::source::{self, Survey};
use crate::timing::{Stages, Watch};

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &cli::Build, world: &World) -> Result<Ending, Failure> {
    let watch = Watch::start();
    let compile = &arguments.compile;
    if compile.strict && (compile.drafts || compile.future) {
        let message = "`--strict` publishes, and `--drafts` and `--future` show what must not be published";
        return Err(Failure::Usage(format!("{message}; take one of them away")));
    }
    let root = root(everywhere)?;
    let output = compile.output.clone().unwrap_or_else(|| root.join("output"));
    emit::folder::check_place(&root, &output)?;
    let build = Build {
        root,
        output,
        options: options(compile, world)?,
        strict: compile.strict,
        many: memo::MANY,
        in_place: arguments.in_place,
        disk: disk::machine(),
        watch,
    };
    let done = with_threads(compile.jobs, || build.run(arguments.fresh))??;
    if arguments.timings {
        tell::aside(&done.stages.table());
    }
    if arguments.explain {
        explain(everywhere, &done.rendered);
    }
    if everywhere.verbose > 0 && !done.is_kept {
        tell::aside("what was learned could not be kept in .dateline/: the next build will do everything again\n");
    }
    match &done.made {
        Made::Same { held, zone } => {
            tell::portal(everywhere, &build.root, &|_| None, &done.diagnostics, &done.summary, held, zone)?;
        }
        Made::Anew(compiled) => {
            tell::compiled(everywhere, &build.root, compiled, &done.diagnostics, &done.summary)?;
        }
    }
    let ending = ending(&done.diagnostics);
    std::mem::forget(done);
    Ok(ending)
}

/// A build that was asked for.
#[derive(Debug)]
pub struct Build {
    /// The project's folder.
    pub root: PathBuf,
    /// The folder of the output.
    pub output: PathBuf,
    /// What the portal is compiled with.
    pub options: compile::Options,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// From how many articles on memory counts: [`memo::MANY`].
    pub many: usize,
    /// Whether files are moved into the output one by one, whatever the file system can.
    pub in_place: bool,
    /// The disk it writes to.
    pub disk: Arc<dyn Disk>,
    /// Since when it runs.
    pub watch: Watch,
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    /// The portal.
    pub made: Made,
    /// Every complaint.
    pub diagnostics: Vec<Diagnostic>,
    /// Its numbers.
    pub summary: Summary,
    /// The files that were rendered, and why.
    pub rendered: Vec<(OutputPath, Why)>,
    /// Whether the last build's portal was amended, and not connected anew.
    pub is_amended: bool,
    /// Whether the next build will know what this one learned.
    pub is_kept: bool,
    /// What each stage took.
    pub stages: Stages,
}

/// What a portal was made as.
#[derive(Debug)]
pub enum Made {
    /// Nothing changed.
    Same {
        /// What is held back.
        held: Vec<Held>,
        /// The portal's zone.
        zone: Zone,
    },
    /// It was compiled.
    Anew(Box<Compiled>),
}

impl Build {
    /// Builds. `fresh`: whatever was learned from earlier builds.
    pub fn run(&self, fresh: bool) -> Result<Done, Failure> {
        let mut stages = Stages::new();
        let disk = self.disk.as_ref();
        let alone = || tell::aside("another build is at work here; this one waits until it has ended\n");
        let _memo = memo::claim(&self.root, disk, alone);
        let claim = Claim::take(&self.output, self.in_place, disk, alone)?;
        let open = || if fresh { Memo::fresh(&self.root, &self.disk) } else { Memo::open(&self.root, &self.disk) };
        let (survey, mut memo) = stages.time("discover", || rayon::join(|| source::survey(&self.root), open));
        stages.count(survey.articles.len() + survey.others.iter().map(Vec::len).sum::<usize>(), 0);
        let since = stages.time("compare", || memo.since(&survey, &self.asked()));
        if let Since::Nothing(last) = since {
            return Ok(self.unchanged(*last, stages));
        }
        if !fresh {
            stages.time("kept", || memo.read_parsed());
        }
        if survey.articles.len() >= self.many {
            memo.put_texts_aside();
        }
        let looked = Memo::look(&survey);
        let mut diagnostics = Vec::new();
        let compiled = self.compiled(&mut memo, survey, since, &mut stages)?.unpack(&mut diagnostics);
        let parsed = memo.parsed.parsed;
        let mut compiled = compiled;
        compiled.inventory.darkroom = Arc::new(self.darkroom(fresh));
        be_strict(&mut diagnostics, self.strict);
        if has_errors(&diagnostics) {
            let summary = Summary { parsed, ..summary(&compiled, Emitted::default(), self.watch) };
            let made = Made::Anew(Box::new(compiled));
            let rendered = Vec::new();
            return Ok(Done { made, diagnostics, summary, rendered, is_amended: false, is_kept: true, stages });
        }
        let built = self.built(&compiled);
        let reading = stages.time("digest", || memo.reading(&built));
        let texts = Texts::of(&self.root, &compiled.plan.portal.project.config, &memo.parsed);
        let renderer = stages.time("share", || Renderer::new(&compiled.plan, &compiled.theme));
        let words = memo.words(&reading);
        let renderer = renderer.with_texts(&texts).with_words(&words);
        let known = |at: usize, job: &Job| reading.verdict(at, job, &self.output).ok();
        let last = emit::Last { known: &known, is_whole: memo.is_whole() };
        let emission = stages.time("emit", || emit::again(&renderer, &compiled.inventory, &claim, &last, disk))?;
        let Emission { emitted, files, rendered, bytes, has_foreign } = emission.unpack(&mut diagnostics);
        stages.count(emitted.rendered, bytes);
        let why = |(at, path): (usize, OutputPath)| {
            let why = reading.verdict(at, compiled.plan.jobs.get(&path)?, &self.output).err();
            Some((path, why.unwrap_or(Why::Output)))
        };
        let rendered: Vec<(OutputPath, Why)> = rendered.into_iter().filter_map(why).collect();
        drop(renderer);
        if !has_errors(&diagnostics) {
            compiled.inventory.darkroom.tidy(compiled.plan.variants());
        }
        let learned = reading.learned();
        let built = Built { files: &files, has_foreign, diagnostics: &diagnostics, ..built };
        let ago = self.watch.elapsed();
        let keep = || has_errors(&diagnostics) || memo.keep(&built, &learned, &looked, ago);
        let is_kept = stages.time("keep", keep);
        let summary = Summary { parsed, ..summary(&compiled, emitted, self.watch) };
        let made = Made::Anew(Box::new(compiled));
        let is_amended = memo.is_amended();
        // The program is about to end: giving back piece by piece takes longer than leaving all to the system.
        std::mem::forget((memo, learned));
        Ok(Done { made, diagnostics, summary, rendered, is_amended, is_kept, stages })
    }

    /// The portal, and everything worth saying about it.
    fn compiled(
        &self,
        memo: &mut Memo,
        survey: Survey,
        since: Since,
        stages: &mut Stages,
    ) -> Result<Outcome<Compiled>, Failure> {
        if let Since::Edits(changed) = since
            && let Some(mut edited) = memo.edited(changed)
            && let Some(outcome) = compile::amended(survey.clone(), &self.options, &mut edited, stages)
        {
            memo.amended();
            return Ok(outcome);
        }
        let mut diagnostics: Vec<Diagnostic> = compile::shown_loudly(self.options.shown).into_iter().collect();
        let compiled = compile::again(survey, &self.options, &mut memo.parsed, stages)?.unpack(&mut diagnostics);
        Ok(Outcome { value: compiled, diagnostics })
    }

    /// Where its pictures are developed.
    fn darkroom(&self, fresh: bool) -> Darkroom {
        let shelf = memo::pictures(&self.root);
        if fresh { Darkroom::fresh(shelf) } else { Darkroom::with_shelf(shelf) }
    }

    /// What the last build said: nothing changed since.
    fn unchanged(&self, last: Unchanged, stages: Stages) -> Done {
        let summary = Summary {
            articles: last.articles,
            pages: last.pages,
            unchanged: last.pages,
            held: last.held.len(),
            milliseconds: self.watch.elapsed().as_millis(),
            ..Summary::default()
        };
        let made = Made::Same { held: last.held, zone: last.zone };
        let diagnostics = last.diagnostics;
        Done { made, diagnostics, summary, rendered: Vec::new(), is_amended: false, is_kept: true, stages }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            instant: self.options.instant,
            shown: self.options.shown,
            base_url: self.options.base_url.as_deref(),
            strict: self.strict,
            output: &self.output,
        }
    }

    fn built<'a>(&'a self, compiled: &'a Compiled) -> Built<'a> {
        static NOTHING: std::collections::BTreeMap<OutputPath, Hash> = std::collections::BTreeMap::new();
        Built {
            asked: self.asked(),
            settings: &compiled.settings,
            plan: &compiled.plan,
            theme: &compiled.theme,
            inventory: &compiled.inventory,
            held: &compiled.held,
            has_foreign: false,
            diagnostics: &[],
            files: &NOTHING,
        }
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Tells why each file was rendered.
fn explain(everywhere: &Everywhere, rendered: &[(OutputPath, Why)]) {
    if everywhere.format == Format::Json {
        let entry = |(path, why): &(OutputPath, Why)| json!({"path": path.as_str(), "why": why.as_str()});
        let entries: Vec<serde_json::Value> = rendered.iter().map(entry).collect();
        // Standard output has one document already.
        tell::aside(&format!("{}\n", json!({"rendered": entries})));
        return;
    }
    let line = |(path, why): &(OutputPath, Why)| format!("rendered {path}: {}\n", why.words());
    tell::aside(&rendered.iter().map(line).collect::<String>());
}

/// The numbers of a build.
pub(super) fn summary(compiled: &Compiled, emitted: Emitted, watch: Watch) -> Summary {
    Summary {
        articles: compiled.plan.portal.articles.len(),
        pages: compiled.plan.jobs.len(),
        parsed: compiled.inventory.articles.len(),
        rendered: emitted.rendered,
        written: emitted.written,
        unchanged: emitted.unchanged,
        removed: emitted.removed,
        held: compiled.held.len(),
        milliseconds: watch.milliseconds(),
    }
}
