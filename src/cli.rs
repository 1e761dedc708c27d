//! The arguments of the command line, and nothing else.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::Instant;
use crate::model::time::parse_instant;

/// Compiles the Markdown of a partnership into a checked, complete and due static site.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Everywhere {
    /// The project's folder [default: the nearest parent with portal.yaml]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How results and complaints are told
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Tell complaints only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Tell everything, not only the first 50 complaints
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// How things are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines: one document on standard output.
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What dateline can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new portal, ready to build
    Init(Init),
    /// Make a new article with its fields, in the right place
    New(New),
    /// Build the portal into its output folder, all or nothing
    Build(Build),
    /// Check everything a build checks, and give editorial advice; writes nothing
    Check(Check),
    /// Show the portal in a browser while it is written: every change shows at once
    Serve(Serve),
    /// Tell when the output will change by itself, and why
    Due(Due),
    /// Tell what made a file of the output, what it shows, and what would make it anew
    Explain(Explain),
    /// Print the JSON Schema of front matter and settings, for editors
    Schema(Schema),
    /// Print the completions of a shell
    Completions(Completions),
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder of the new portal
    pub dir: PathBuf,
    /// Also into a folder that is not empty; never overwrites a file
    #[arg(long)]
    pub force: bool,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// News, notice, programme, organisation, person, event, document, page or topic (folders' names work too), or theme
    pub kind: String,
    /// Its title
    pub title: String,
    /// Its date [default: today in the portal's time zone]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// What a portal is compiled with.
#[derive(Clone, Debug, Args)]
pub struct Compile {
    /// Where it will be published, instead of base_url in portal.yaml
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show drafts
    #[arg(short = 'D', long)]
    pub drafts: bool,
    /// Show embargoed and future articles
    #[arg(short = 'F', long)]
    pub future: bool,
    /// Build for this instant, such as 2020-04-28T10:00:00+02:00 [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub at: Option<Instant>,
    /// Threads to work with [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Warnings count as errors
    #[arg(long)]
    pub strict: bool,
    /// The output folder [default: output in the project]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// What it is compiled with.
    #[command(flatten)]
    pub compile: Compile,
    /// Do everything anew, whatever was learned from earlier builds
    #[arg(long)]
    pub fresh: bool,
    /// Move files into the output one by one, for programs that hold the folder itself open (a mounted folder of a container)
    #[arg(long)]
    pub in_place: bool,
    /// Tell of each file that is rendered why
    #[arg(long)]
    pub explain: bool,
    /// Tell how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// What it is compiled with.
    #[command(flatten)]
    pub compile: Compile,
    /// Which links to check besides the portal's own
    #[arg(long, value_enum, value_name = "LINKS")]
    pub links: Option<Links>,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The port; 0 takes a free one [default: 4000, or the next that is free]
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The interface to listen on; on another than this one, others can read what is held back
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub interface: IpAddr,
    /// Open the home page in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Show what a build shows: no drafts, nothing embargoed or of the future
    #[arg(long)]
    pub no_drafts: bool,
    /// Look at the files every MS milliseconds, where the system does not tell of changes
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500", value_parser = clap::value_parser!(u64).range(10..))]
    pub poll: Option<u64>,
    /// How long files must be quiet before a change counts, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 50)]
    pub debounce: u64,
    /// How links open a source in your editor
    #[arg(long, value_name = "PATTERN", default_value = "vscode://file/{path}:{line}:{column}")]
    pub editor: String,
    /// Show the portal as it is at this instant [default: SOURCE_DATE_EPOCH, else the present]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub at: Option<Instant>,
}

/// `due`.
#[derive(Debug, Args)]
pub struct Due {
    /// Tell what comes after this instant [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub at: Option<Instant>,
    /// The output folder that may be overdue [default: output in the project]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Print only the instant to build at next, for a scheduler
    #[arg(long)]
    pub next: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Its address, such as /news/ports/, or its path in the output
    pub address: String,
    /// What it is compiled with.
    #[command(flatten)]
    pub compile: Compile,
}

/// Links that cost time to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Links {
    /// Those to other sites: each is asked for once.
    External,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// A kind of article, or `portal` for the settings; all in one without it
    pub kind: Option<String>,
    /// Write one file for each kind into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub into: Option<PathBuf>,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

fn instant(text: &str) -> Result<Instant, String> {
    parse_instant(text).ok_or_else(|| "write a time with its offset: 2020-04-28T10:00:00+02:00".to_owned())
}
