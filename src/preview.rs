//! Preview: what `dateline serve` shows while authors write.
//!
//! One path for every change: files change (`watch`, `tree`) → the portal is compiled again (`attempt`)
//! → the press prints from the newest good portal (`press`) → the browser hears of it (`server`). Pages are
//! made when somebody asks for them, from the plan and never by a path of the disk, and are those a build
//! writes; what the preview adds to them (`page`, `overlay`) stands between marks.

mod assets;
pub mod attempt;
mod desk;
mod editor;
mod host;
mod html;
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
use crate::memo::Parsed;
use crate::model::Instant;
use attempt::Attempt;
pub use editor::Editor;
use press::Message;
use tree::{Changed, Tree};
use watch::Watch;

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

/// Longest wait without a look at the clock: machines sleep, and clocks are set.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Shows the project on the listener until the user ends it.
pub fn run(listener: TcpListener, manner: Manner, tell: Tell) -> Result<(), Failure> {
    let (messages, inbox) = mpsc::channel();
    let news = server::News::new();
    let press = press::Press::new(manner.clone(), Arc::clone(&tell), news.clone());
    spawn("press", move || press.work(&inbox))?;
    let sender = messages.clone();
    spawn("newsroom", move || newsroom(&manner, &tell, &sender))?;
    server::serve(listener, messages, &news)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map(drop).map_err(|error| Failure::machine("start a thread", error))
}

/// Compiles after every change and whenever something falls due, for as long as the press listens.
fn newsroom(manner: &Manner, tell: &Tell, press: &mpsc::Sender<Message>) {
    let mut parsed = Parsed::default();
    let mut watch = Watch::start(&manner.root, manner.noticing, &|doubt| tell(&Told::Doubt(doubt)));
    // The tree is read before the files are: what changes in between is found by the next look.
    let mut tree = Tree::read(&manner.root);
    let mut changed = Changed::Much;
    for number in 1.. {
        let attempt = Attempt::make(manner, &mut parsed, number, changed, tree.clone());
        tell(&Told::Attempt(&attempt));
        let base = attempt.base();
        let due = attempt.due();
        if press.send(Message::Attempt(Box::new(attempt))).is_err() {
            return;
        }
        if number == 1 {
            tell(&Told::Ready(&base));
        }
        loop {
            watch.wait(due.and_then(|due| until(manner, due)).map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT)));
            let is_due = due.is_some_and(|due| until(manner, due) == Some(Duration::ZERO));
            let now = Tree::read(&manner.root);
            if is_due || tree != now {
                changed = tree.changed(&now);
                tree = now;
                break;
            }
        }
    }
}

/// How long it is until an instant; nothing where time stands still.
fn until(manner: &Manner, due: Instant) -> Option<Duration> {
    if manner.at.is_some() {
        return None;
    }
    let seconds = due.seconds() - (manner.clock)()?.seconds();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}
