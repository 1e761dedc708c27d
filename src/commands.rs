//! The commands: thin. Each turns its arguments into a call of the stages and tells what came of it.

pub mod build;
mod check;
mod completions;
mod due;
mod explain;
mod init;
pub mod links;
mod new;
mod new_theme;
mod scaffold;
mod schema;
mod serve;
mod tell;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Cli, Command, Compile, Everywhere};
use crate::compile::Options;
use crate::config::{self, BaseUrl, Shown};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::model::Instant;
use crate::render;

/// What comes from outside besides arguments and files.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// The present, or what `SOURCE_DATE_EPOCH` says instead.
    pub now: Instant,
    /// Tells the present again, for what runs on while it passes.
    pub clock: fn() -> Option<Instant>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Done,
    /// The content has errors; nothing was written.
    Mistakes,
    /// Wrong usage or settings.
    Usage,
    /// The machine failed.
    Machine,
}

impl Ending {
    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Mistakes => 1,
            Ending::Usage => 2,
            Ending::Machine => 3,
        }
    }
}

/// Runs the command that was asked for.
pub fn run(cli: Cli, world: &World) -> Ending {
    tell::set_color(cli.everywhere.color);
    // Where threads are made already, as in tests, they have the stack they have.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(render::STACK).build_global();
    let everywhere = cli.everywhere;
    let result = match cli.command {
        Command::Init(arguments) => init::run(&everywhere, &arguments, world),
        Command::New(arguments) => new::run(&everywhere, &arguments, world),
        Command::Build(arguments) => build::run(&everywhere, &arguments, world),
        Command::Check(arguments) => check::run(&everywhere, &arguments, world),
        Command::Serve(arguments) => serve::run(&everywhere, &arguments, world),
        Command::Due(arguments) => due::run(&everywhere, &arguments, world),
        Command::Explain(arguments) => explain::run(&everywhere, &arguments, world),
        Command::Schema(arguments) => schema::run(&everywhere, &arguments, world),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    result.unwrap_or_else(|failure| {
        tell::failure(&everywhere, &failure);
        match failure {
            Failure::Usage(_) => Ending::Usage,
            Failure::Machine { .. } => Ending::Machine,
        }
    })
}

/// Tells that the surroundings make no sense, before any command runs.
pub fn refuse(everywhere: &Everywhere, message: &str) -> ExitCode {
    tell::failure(everywhere, &Failure::Usage(message.to_owned()));
    ExitCode::from(Ending::Usage.code())
}

/// The project's folder: the one asked for, or the nearest above with settings in it.
fn root(everywhere: &Everywhere) -> Result<PathBuf, Failure> {
    if let Some(root) = &everywhere.root {
        if root.join(config::FILE).is_file() {
            return Ok(root.clone());
        }
        return Err(Failure::Usage(format!("there is no {} in {}", config::FILE, root.display())));
    }
    let here = std::env::current_dir().map_err(|error| Failure::machine("find the current folder", error))?;
    let nearest = here.ancestors().find(|folder| folder.join(config::FILE).is_file()).map(Path::to_owned);
    nearest.ok_or_else(|| {
        let message = format!("there is no {} here or in any folder above", config::FILE);
        Failure::Usage(format!("{message}; name the project with `--root`, or make one with `dateline init`"))
    })
}

/// What a project is compiled with, from the arguments.
fn options(arguments: &Compile, world: &World) -> Result<Options, Failure> {
    if let Some(url) = &arguments.base_url
        && BaseUrl::parse(url).is_none()
    {
        return Err(Failure::Usage(format!("`{url}` is no address of a site; write `https://portal.example/`")));
    }
    let shown = Shown { drafts: arguments.drafts, future: arguments.future };
    Ok(Options { instant: arguments.at.unwrap_or(world.now), shown, base_url: arguments.base_url.clone() })
}

/// What the settings are read with when only they are asked for.
fn options_at(now: Instant) -> Options {
    Options { instant: now, shown: Shown::default(), base_url: None }
}

/// Runs the work with as many threads as were asked for.
fn with_threads<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(jobs) = jobs else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().stack_size(render::STACK).num_threads(usize::from(jobs)).build();
    let pool = pool.map_err(|error| Failure::machine("start threads", std::io::Error::other(error)))?;
    Ok(pool.install(work))
}

/// Makes warnings errors, where asked for.
fn be_strict(diagnostics: &mut [Diagnostic], strict: bool) {
    if strict {
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
            diagnostic.severity = Severity::Error;
        }
    }
}

/// How a command with these complaints ends: mistakes in the settings are wrong settings.
fn ending(diagnostics: &[Diagnostic]) -> Ending {
    let errors = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let in_settings =
        |diagnostic: &Diagnostic| diagnostic.at.as_ref().is_some_and(|span| span.path.as_str() == config::FILE);
    if errors().any(in_settings) {
        Ending::Usage
    } else if errors().next().is_some() {
        Ending::Mistakes
    } else {
        Ending::Done
    }
}
