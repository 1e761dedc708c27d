//! The newsroom: hears of changes, compiles the portal and hands it to the press.
//!
//! Where only words of articles changed, it borrows the portal the press prints from and puts the articles
//! into it; everything else is compiled anew from what is known of the files.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use super::attempt::{Attempt, Said};
use super::press::Message;
use super::tree::{Changed, Tree};
use super::watch::{self, Heard};
use super::{Manner, Tell, Told};
use crate::compile;
use crate::memo::Parsed;
use crate::model::{Instant, SourcePath};
use crate::timing::Watch;

/// Longest wait without a look at everything: machines sleep, and clocks are set.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The newsroom.
pub(super) struct Newsroom {
    manner: Manner,
    tell: Tell,
    press: Sender<Message>,
    parsed: Parsed,
    number: u64,
    /// What was said at the last attempt, if its portal can be shown.
    said: Option<Said>,
    due: Option<Instant>,
}

/// The press no longer listens.
struct Ended;

impl Newsroom {
    /// One that has heard of nothing yet.
    pub(super) fn new(manner: Manner, tell: Tell, press: Sender<Message>) -> Newsroom {
        Newsroom { manner, tell, press, parsed: Parsed::with_texts(), number: 0, said: None, due: None }
    }

    /// Compiles after every change and whenever something falls due, for as long as the press listens.
    pub(super) fn work(mut self) {
        let tell = Arc::clone(&self.tell);
        let doubt = move |doubt: &str| tell(&Told::Doubt(doubt));
        let mut watch = watch::Watch::start(&self.manner.root, self.manner.noticing, &doubt);
        // The tree is read before the files are: what changes in between is found by the next look.
        let mut tree = Arc::new(Tree::read(&self.manner.root));
        let mut told = self.anew(Changed::Much, &tree);
        while told.is_ok() {
            let wait = self.due.and_then(|due| self.until(due)).unwrap_or(LONGEST_WAIT);
            let heard = watch.wait(wait.min(LONGEST_WAIT));
            let now = self.look(&tree, &heard);
            let is_due = self.due.is_some_and(|due| self.until(due) == Some(Duration::ZERO));
            if !is_due && tree == now {
                continue;
            }
            let edited = tree.edited(&now).filter(|_| !is_due);
            let is_done = edited.is_some_and(|edited| self.amend(&edited, &now));
            told = if is_done { Ok(()) } else { self.anew(tree.changed(&now), &now) };
            tree = now;
        }
    }

    fn look(&self, before: &Arc<Tree>, heard: &Heard) -> Arc<Tree> {
        let root = &self.manner.root;
        let again = match heard {
            Heard::Of(paths) => before.again(root, paths),
            Heard::Anything => None,
        };
        Arc::new(again.unwrap_or_else(|| Tree::read(root)))
    }

    /// Compiles everything.
    fn anew(&mut self, changed: Changed, tree: &Arc<Tree>) -> Result<(), Ended> {
        self.number += 1;
        let attempt = Attempt::make(&self.manner, &mut self.parsed, self.number, changed, Arc::clone(tree));
        let base = attempt.base();
        self.send(attempt)?;
        if self.number == 1 {
            (self.tell)(&Told::Ready(&base));
        }
        Ok(())
    }

    /// Puts edited articles into the portal of the press. False where that can't be.
    fn amend(&mut self, edited: &[SourcePath], tree: &Arc<Tree>) -> bool {
        let watch = Watch::start();
        let Some(said) = self.said.take() else { return false };
        let (sender, lent) = mpsc::channel();
        if self.press.send(Message::Lend(sender)).is_err() {
            return false;
        }
        let Ok(Some(mut compiled)) = lent.recv() else { return false };
        let amend = || {
            let config = &compiled.plan.portal.project.config;
            let (diagnostics, articles) =
                self.parsed.parse_edited(config, &self.manner.root, edited, &said.diagnostics)?;
            compile::amend(&mut compiled, articles).then_some(diagnostics)
        };
        // Should dateline itself break at it, everything is compiled anew, which says so.
        let Ok(Some(diagnostics)) = catch_unwind(AssertUnwindSafe(amend)) else {
            return self.press.send(Message::Back(compiled)).is_err();
        };
        self.number += 1;
        let this = (self.number, Arc::clone(tree), watch);
        self.send(Attempt::amended(&self.manner, *compiled, diagnostics, edited, &said, this)).is_ok()
    }

    fn send(&mut self, attempt: Attempt) -> Result<(), Ended> {
        self.said = attempt.said();
        self.due = attempt.due;
        (self.tell)(&Told::Attempt(&attempt));
        self.press.send(Message::Attempt(Box::new(attempt))).map_err(|_| Ended)
    }

    /// How long it is until an instant; nothing where time stands still.
    fn until(&self, due: Instant) -> Option<Duration> {
        if self.manner.at.is_some() {
            return None;
        }
        let seconds = due.seconds() - (self.manner.clock)()?.seconds();
        Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
    }
}
