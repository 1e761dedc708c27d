//! Preview: what `dateline serve` shows while authors write.
//!
//! One path for every change: files change (`watch`, `tree`) → the portal is compiled again (`newsroom`, `attempt`)
//! → the press prints from the newest good portal (`press`) → the browser hears of it (`server`). Pages are
//! made when somebody asks for them, from the plan and never by a path of the disk, and are those a build
//! writes; what the preview adds to them (`page`, `overlay`) stands between marks.

mod assets;
pub mod attempt;
mod desk;
mod editor;
mod host;
mod html;
pub mod limits;
mod newsroom;
mod overlay;
mod page;
mod press;
mod server;
mod tree;
mod watch;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::compile::Compiled;
use crate::config::Shown;
use crate::diagnostic::{Diagnostic, Failure};
use crate::model::Instant;
use crate::render;
use attempt::Attempt;
pub use editor::Editor;
use limits::Limits;
use newsroom::Newsroom;
pub use server::Exchange;

/// How a preview runs.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The project's folder, whole.
    pub root: PathBuf,
    /// What of the held is shown.
    pub shown: Shown,
    /// The instant it is shown for, instead of the present.
    pub at: Option<Instant>,
    /// Tells the present.
    pub clock: fn() -> Option<Instant>,
    /// How changes are noticed.
    pub noticing: Noticing,
    /// How links to sources are written.
    pub editor: Editor,
    /// How much of it one caller can take.
    pub limits: Limits,
}

/// How changes of files are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells of them; they count once it has been quiet for this long.
    Told(Duration),
    /// By looking at all files again and again.
    Looking(Duration),
}

/// What happens while a preview runs, to be told on the terminal.
#[derive(Debug)]
pub enum Told<'a> {
    /// The portal was compiled once more.
    Attempt(&'a Attempt),
    /// It can be looked at, at this path.
    Ready(&'a str),
    /// Something works less well than it should.
    Doubt(&'a str),
    /// A page could not be rendered.
    Page(&'a Compiled, &'a Diagnostic),
}

/// How things are told.
pub type Tell = Arc<dyn Fn(&Told<'_>) + Send + Sync>;

/// Shows the project on the listener until the user ends it.
pub fn run(listener: TcpListener, manner: Manner, tell: Tell) -> Result<(), Failure> {
    let (messages, inbox) = mpsc::channel();
    let news = server::News::new();
    let press = press::Press::new(manner.clone(), Arc::clone(&tell), news.clone());
    spawn("press", move || press.work(&inbox))?;
    let (sender, limits) = (messages.clone(), manner.limits);
    spawn("newsroom", move || Newsroom::new(manner, tell, sender).work())?;
    server::serve(listener, limits, messages, &news)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let thread = thread::Builder::new().name(name.to_owned()).stack_size(render::STACK).spawn(work);
    thread.map(drop).map_err(|error| Failure::machine("start a thread", error))
}
