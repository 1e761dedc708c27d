//! The one door from the tests to dateline: a project's folder → all that a case can expect.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::commands::links::{self, Manner, Way};
use dateline::compile::{self, Compiled};
use dateline::config::Shown;
use dateline::diagnostic::{Diagnostic, Severity};
use dateline::emit::{self, manifest};
use dateline::model::time::parse_instant;
use dateline::model::{Instant, SourcePath};
use dateline::render::Renderer;
use dateline::report::{self, ProjectSources};
use dateline::{advice, theme::Theme};

use super::describe;

/// The instant of a case that names none.
const NOW: &str = "2026-11-24T12:00:00Z";

/// What is done with a project.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Command {
    Build,
    Check,
}

/// What the command line says.
pub(crate) struct Options {
    command: Command,
    instant: Instant,
    shown: Shown,
    asks_others: bool,
}

impl Options {
    /// Reads `check --at 2020-04-28T10:00:00Z --drafts --future --links external`. A case that says nothing is built.
    pub(crate) fn parse(arguments: &str) -> Options {
        let instant = |text: &str| parse_instant(text).expect("`--at` takes an instant");
        let mut options =
            Options { command: Command::Build, instant: instant(NOW), shown: Shown::default(), asks_others: false };
        let mut words = arguments.split_whitespace();
        while let Some(word) = words.next() {
            match word {
                "build" => options.command = Command::Build,
                "check" => options.command = Command::Check,
                "--at" => options.instant = instant(words.next().expect("`--at` takes an instant")),
                "--drafts" => options.shown.drafts = true,
                "--future" => options.shown.future = true,
                "--links" => options.asks_others = words.next() == Some("external"),
                other => panic!("cases know no option `{other}`"),
            }
        }
        options
    }
}

/// What became of a project.
pub(crate) struct Made {
    /// The complaints as they are printed, without colours.
    pub(crate) report: String,
    /// What was understood, to be read.
    pub(crate) model: String,
    /// The files of the output, by path; none after an error.
    pub(crate) output: BTreeMap<String, Vec<u8>>,
}

/// Builds or checks the project at `root`. Everything the tests know of dateline's stages is here.
pub(crate) fn make(root: &Path, options: &Options) -> Made {
    let mut diagnostics: Vec<Diagnostic> = match options.command {
        Command::Build => compile::shown_loudly(options.shown).into_iter().collect(),
        Command::Check => Vec::new(),
    };
    let given = compile::Options { instant: options.instant, shown: options.shown, base_url: None };
    let compiled = compile::compile(root, &given).expect("a project has settings").unpack(&mut diagnostics);
    let folder = root.join("output");
    if !has_errors(&diagnostics) {
        let renderer = Renderer::new(&compiled.plan, &compiled.theme);
        match options.command {
            Command::Build => {
                let emitted = emit::emit(&renderer, &compiled.inventory, &folder).expect("the output can be written");
                emitted.unpack(&mut diagnostics);
            }
            Command::Check => {
                emit::rehearse(&renderer, &compiled.inventory)
                    .expect("files that can be read")
                    .unpack(&mut diagnostics);
            }
        }
    }
    if options.asks_others {
        let direct = Manner { way: Way::Direct, ..Manner::default() };
        diagnostics.extend(links::check(&compiled.plan.portal, &direct).expect("other sites can be asked"));
    }
    if options.command == Command::Check {
        diagnostics.extend(advice::give(&compiled.plan.portal, &compiled.inventory));
    }
    let Compiled { plan, theme, held, .. } = &compiled;
    Made {
        report: printed(root, theme, &diagnostics),
        model: describe::portal(&plan.portal, held),
        output: if has_errors(&diagnostics) { BTreeMap::new() } else { files(&folder) },
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn printed(root: &Path, theme: &Theme, diagnostics: &[Diagnostic]) -> String {
    let embedded = |path: &SourcePath| theme.text_of(path).map(str::to_owned);
    let sources = ProjectSources { root, embedded: &embedded };
    let text = report::text(diagnostics, &sources, None);
    anstream::adapter::strip_str(&text).to_string()
}

/// The files of the output, without what the build notes for itself.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let parts = entry.path().strip_prefix(folder).expect("it lies below it").iter();
        let path = parts.map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
        (path, fs::read(entry.path()).expect("the output can be read"))
    });
    files.filter(|(path, _)| path != manifest::FILE).collect()
}
