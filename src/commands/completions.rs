//! `dateline completions SHELL`.

use clap::CommandFactory;

use super::{Ending, tell};
use crate::cli::{Cli, Completions};
use crate::diagnostic::Failure;

/// Prints the completions of a shell.
pub(super) fn run(arguments: &Completions) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "dateline", &mut script);
    tell::result(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Ending::Done)
}
