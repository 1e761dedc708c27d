//! The press: owns the newest good portal and prints what is asked for, one after the other.
//!
//! Takes attempts and questions in the order they come, so that whoever heard of a change is answered from
//! it. An attempt with mistakes changes only what stands over the pages.

mod answer;
mod developers;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};

use super::assets::DESK_PATH;
use super::attempt::{self, Attempt};
use super::overlay::{Below, overlay};
use super::page::{self, Additions};
use super::server::News;
use super::tree::{Changed, Tree};
use super::{Manner, Tell, Told, desk};
use crate::compile::Compiled;
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::graph::held::{State, withheld};
use crate::model::{OutputPath, SourcePath};
use crate::plan::Job;
use crate::render::{Content, Renderer};
use crate::report::Plain;
use crate::source::Unpublished;
pub(super) use answer::Answer;
use answer::Found;
use developers::{Developers, Order};

/// Pages whose last good form is kept for as long as they have a mistake.
const MOST_KEPT: usize = 32;

/// Mistakes of rendering that are told: one in a template may be on every page in other words.
const MOST_FOUND: usize = 50;

/// What the press hears.
pub(super) enum Message {
    /// The portal was compiled again.
    Attempt(Box<Attempt>),
    /// The newsroom wants the portal, to put changed articles into it. It comes back as an attempt or as it was.
    Lend(Sender<Option<Box<Compiled>>>),
    /// The portal as it was lent.
    Back(Box<Compiled>),
    /// Somebody wants what is at a path, as it was asked for.
    Ask(String, Reply),
}

/// Why answering from one portal ended.
enum Next {
    /// There is a newer one.
    New(Box<Compiled>),
    /// It is lent.
    Lend(Sender<Option<Box<Compiled>>>),
    /// Nobody is left to ask.
    End,
}

/// The newest good portal, and what renders it.
type Good<'r, 'c> = Option<(&'c Compiled, &'r Renderer<'c>)>;

/// Takes the answer to its asker.
pub(super) type Reply = Box<dyn FnOnce(Answer) + Send>;

/// The press.
pub(super) struct Press {
    manner: Manner,
    tell: Tell,
    news: News,
    number: u64,
    /// Whether what every page is made with changed since all pages were tried.
    is_to_rehearse: bool,
    complaints: Vec<Arc<Plain>>,
    /// Advice on the newest good portal, once somebody asked for it.
    advice: Option<Vec<Plain>>,
    /// Mistakes that only printing found, since the last attempt.
    found: Vec<Plain>,
    /// Those of the attempt before, which need not be told again.
    found_before: Vec<Plain>,
    tree: Arc<Tree>,
    base: String,
    kept: VecDeque<(OutputPath, Vec<u8>)>,
    /// Questions that came while the portal was lent.
    waiting: VecDeque<Message>,
    developers: Developers,
}

impl Press {
    /// One that has printed nothing yet.
    pub(super) fn new(manner: Manner, tell: Tell, news: News) -> Press {
        let developers = Developers::new(&tell);
        Press {
            manner,
            developers,
            tell,
            news,
            number: 0,
            is_to_rehearse: false,
            complaints: Vec::new(),
            advice: None,
            found: Vec::new(),
            found_before: Vec::new(),
            tree: Arc::default(),
            base: "/".to_owned(),
            kept: VecDeque::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Works until nobody is left to ask.
    pub(super) fn work(mut self, inbox: &Receiver<Message>) {
        let mut good: Option<Box<Compiled>> = None;
        loop {
            let made = good.as_deref().map(|compiled| {
                let renderer = || Renderer::new(&compiled.plan, &compiled.theme);
                (compiled, catch_unwind(AssertUnwindSafe(renderer)))
            });
            let next = match made {
                None => self.serve(inbox, None),
                Some((compiled, Ok(renderer))) => self.serve(inbox, Some((compiled, &renderer))),
                Some((_, Err(panic))) => {
                    self.found.push(attempt::failed(&attempt::broken("this portal", &*panic)));
                    self.serve(inbox, None)
                }
            };
            match next {
                Next::New(compiled) => good = Some(compiled),
                Next::Lend(to) => match self.lent(inbox, &to, good.take()) {
                    Some(back) => good = back,
                    None => return,
                },
                Next::End => return,
            }
        }
    }

    /// Lends the portal and waits for it. Nothing when nobody is left to bring it.
    fn lent(
        &mut self,
        inbox: &Receiver<Message>,
        to: &Sender<Option<Box<Compiled>>>,
        good: Option<Box<Compiled>>,
    ) -> Option<Option<Box<Compiled>>> {
        if let Err(unsent) = to.send(good) {
            return Some(unsent.0);
        }
        loop {
            match inbox.recv().ok()? {
                Message::Attempt(attempt) => return Some(self.accept(*attempt)),
                Message::Back(compiled) => return Some(Some(compiled)),
                Message::Lend(_) => {}
                asked @ Message::Ask(..) => self.waiting.push_back(asked),
            }
        }
    }

    /// Answers from one portal until there is a newer good one; nothing when nobody is left to ask.
    ///
    /// While nobody asks, pages are tried one by one where templates or settings changed: a mistake that only
    /// rendering finds may be on a page nobody looks at.
    fn serve<'c>(&mut self, inbox: &Receiver<Message>, good: Good<'_, 'c>) -> Next {
        let pages = |compiled: &'c Compiled| compiled.plan.jobs.iter().filter(|(path, _)| is_page(path));
        let mut untried = good.filter(|_| self.is_to_rehearse).map(|(compiled, _)| pages(compiled));
        loop {
            let next = self.waiting.pop_front().map_or_else(|| inbox.try_recv(), Ok);
            let message = match next {
                Ok(message) => message,
                Err(TryRecvError::Disconnected) => return Next::End,
                Err(TryRecvError::Empty) => match untried.as_mut().and_then(Iterator::next).zip(good) {
                    Some(((path, job), (compiled, renderer))) => {
                        self.rehearse(compiled, renderer, path, job);
                        continue;
                    }
                    None => {
                        if untried.take().is_some() {
                            self.is_to_rehearse = false;
                        }
                        match inbox.recv() {
                            Ok(message) => message,
                            Err(_) => return Next::End,
                        }
                    }
                },
            };
            match message {
                Message::Attempt(attempt) => {
                    if let Some(compiled) = self.accept(*attempt) {
                        return Next::New(compiled);
                    }
                    // What changed is not in this portal: the next good one is tried instead.
                    untried = None;
                }
                Message::Lend(to) => return Next::Lend(to),
                Message::Back(_) => {}
                Message::Ask(path, reply) => {
                    let Some(reply) = self.ordered(good, &path, reply) else { continue };
                    let answered = catch_unwind(AssertUnwindSafe(|| self.answer(good, &path)));
                    reply(answered.unwrap_or_else(|panic| {
                        self.trouble(&attempt::failed(&attempt::broken("this page", &*panic)), None)
                    }));
                }
            }
        }
    }

    /// Tries a page, for its mistakes only.
    fn rehearse<'c>(&mut self, compiled: &'c Compiled, renderer: &Renderer<'c>, path: &OutputPath, job: &'c Job) {
        let tried = catch_unwind(AssertUnwindSafe(|| renderer.file(path, job).err()));
        if let Ok(Some(complaint)) = tried {
            self.note(compiled, &Mistake::Complaint(complaint));
        }
    }

    fn accept(&mut self, attempt: Attempt) -> Option<Box<Compiled>> {
        let is_good = attempt.is_good();
        if is_good || self.number == 0 {
            self.base = attempt.base();
        }
        self.number = attempt.number;
        self.complaints = attempt.complaints;
        self.advice = None;
        // A mistake that only rendering finds stays until a rehearsal without it.
        self.is_to_rehearse |= !self.found.is_empty();
        self.found_before = std::mem::take(&mut self.found);
        self.tree = attempt.tree;
        self.is_to_rehearse |= attempt.changed == Changed::Much;
        self.news.publish(self.state(), attempt.changed == Changed::Styles);
        attempt.compiled.ok().filter(|_| is_good).map(Box::new)
    }

    /// Leaves a picture to those who develop; gives the reply back for everything else.
    fn ordered(&self, good: Good<'_, '_>, path: &str, reply: Reply) -> Option<Reply> {
        let Some((compiled, _)) = good else { return Some(reply) };
        let Found::File(path, job) = answer::find(&compiled.plan, path) else { return Some(reply) };
        Order::of(compiled, path, job, reply).map(|order| self.developers.take(order)).err()
    }

    fn answer(&mut self, good: Good<'_, '_>, path: &str) -> Answer {
        if path == DESK_PATH {
            return self.desk(good.map(|(compiled, _)| compiled));
        }
        let Some((compiled, renderer)) = good else { return self.nothing_yet() };
        match answer::find(&compiled.plan, path) {
            Found::File(path, job) => self.file(compiled, renderer, path, job, 200),
            Found::Missing(path, job) => self.file(compiled, renderer, path, job, 404),
            Found::Moved(to) => Answer::moved(to),
            Found::Nowhere => {
                let base = super::html::Escaped(&self.base).to_string();
                let main = format!("<p>The portal is at <a href=\"{base}\">{base}</a>.</p>");
                let additions = self.additions(&[], Below::LastGood);
                Answer::html(404, page::plain("Nothing is here", &main, &additions))
            }
        }
    }

    fn file<'c>(
        &mut self,
        compiled: &'c Compiled,
        renderer: &Renderer<'c>,
        path: &OutputPath,
        job: &'c Job,
        status: u16,
    ) -> Answer {
        let bytes = match bytes(compiled, renderer, path, job) {
            Ok(bytes) => bytes,
            Err(mistake) => {
                let plain = self.note(compiled, &mistake);
                return self.trouble(&plain, Some((compiled, path, job)));
            }
        };
        if !is_page(path) {
            return Answer::file(status, path.as_str(), bytes);
        }
        let html = self.dressed(compiled, job, &bytes, &[]);
        self.keep(path, bytes);
        Answer::html(status, html)
    }

    /// A page with the preview's parts, and these mistakes over it besides those of the portal.
    fn dressed(&self, compiled: &Compiled, job: &Job, bytes: &[u8], mistakes: &[&Plain]) -> String {
        let mut additions = self.additions(mistakes, Below::LastGood);
        let (source, mark) = origin(compiled, job);
        additions.edit = source.and_then(|source| self.manner.editor.link(source.as_str(), 1, 1));
        additions.mark = mark;
        page::added(&String::from_utf8_lossy(bytes), &additions)
    }

    /// Says a mistake that only printing found, once.
    fn note(&mut self, compiled: &Compiled, mistake: &Mistake) -> Plain {
        let plain = match mistake {
            Mistake::Complaint(complaint) => {
                attempt::plain(&self.manner, compiled, std::slice::from_ref(complaint)).pop()
            }
            Mistake::Failure(failure) => Some(attempt::failed(failure)),
        };
        let plain = plain.expect("one complaint gives one");
        if !self.found.contains(&plain) && self.found.len() < MOST_FOUND {
            match mistake {
                _ if self.found_before.contains(&plain) => {}
                Mistake::Complaint(complaint) => (self.tell)(&Told::Page(compiled, complaint)),
                Mistake::Failure(failure) => (self.tell)(&Told::Doubt(&failure.to_string())),
            }
            self.found.push(plain.clone());
            self.news.publish(self.state(), false);
        }
        plain
    }

    /// What is shown for a page that can't be made: its last good form, else a plain page.
    fn trouble(&self, mistake: &Plain, at: Option<(&Compiled, &OutputPath, &Job)>) -> Answer {
        if let Some((compiled, path, job)) = at
            && let Some((_, bytes)) = self.kept.iter().find(|(kept, _)| kept == path)
        {
            return Answer::html(500, self.dressed(compiled, job, bytes, &[mistake]));
        }
        let additions = self.additions(&[mistake], Below::Nothing);
        Answer::html(500, page::plain("This page can't be made", "", &additions))
    }

    fn nothing_yet(&self) -> Answer {
        let mistakes: Vec<&Plain> = self.found.iter().collect();
        let additions = self.additions(&mistakes, Below::Nothing);
        let main = "<p>The portal has mistakes and was never without since this preview began.</p>";
        Answer::html(503, page::plain("Nothing to show yet", main, &additions))
    }

    fn desk(&mut self, good: Option<&Compiled>) -> Answer {
        let manner = &self.manner;
        let advise = || good.map_or_else(Vec::new, |compiled| attempt::advice(manner, compiled));
        let advice = &*self.advice.get_or_insert_with(advise);
        let complaints: Vec<&Plain> =
            self.complaints.iter().map(Arc::as_ref).chain(&self.found).chain(advice).collect();
        let desk = desk::gather(good, &complaints, &self.tree);
        let mut additions = self.additions(&[], Below::LastGood);
        // The desk lists them itself.
        additions.overlay.clear();
        Answer::html(200, page::plain("Desk", &desk::page::render(&desk, &self.manner.editor), &additions))
    }

    fn additions(&self, mistakes: &[&Plain], below: Below) -> Additions {
        let all: Vec<&Plain> = mistakes.iter().copied().chain(self.complaints.iter().map(Arc::as_ref)).collect();
        let doubts = self.complaints.iter().filter(|complaint| complaint.severity == Severity::Warning).count();
        Additions {
            state: self.state(),
            overlay: overlay(&all, &self.manner.editor, below),
            edit: None,
            mark: None,
            desk: match (self.found.len(), doubts) {
                (0, 0) => String::new(),
                (0, 1) => ": 1 warning".to_owned(),
                (0, many) => format!(": {many} warnings"),
                (1, _) => ": 1 mistake".to_owned(),
                (many, _) => format!(": {many} mistakes"),
            },
        }
    }

    /// The name of what is shown now: another one after every attempt, every mistake found, every start.
    fn state(&self) -> String {
        format!("{}-{}-{}", std::process::id(), self.number, self.found.len())
    }

    fn keep(&mut self, path: &OutputPath, bytes: Vec<u8>) {
        self.kept.retain(|(kept, _)| kept != path);
        self.kept.push_front((path.clone(), bytes));
        self.kept.truncate(MOST_KEPT);
    }
}

/// Why a file could not be made.
enum Mistake {
    Complaint(Diagnostic),
    Failure(Failure),
}

impl Mistake {
    fn of(trouble: Unpublished) -> Mistake {
        match trouble {
            Unpublished::Mistake(complaint) => Mistake::Complaint(*complaint),
            Unpublished::Machine(error) => Mistake::Failure(Failure::machine("read a picture", error)),
        }
    }
}

/// The bytes a build would write.
fn bytes<'c>(
    compiled: &Compiled,
    renderer: &Renderer<'c>,
    path: &OutputPath,
    job: &'c Job,
) -> Result<Vec<u8>, Mistake> {
    match renderer.file(path, job).map_err(Mistake::Complaint)? {
        Content::Bytes(bytes) => Ok(bytes),
        Content::Known(bytes) => Ok(bytes.to_vec()),
        Content::Copy(source) => {
            let failed = |error| Mistake::Failure(Failure::machine(format!("read {source}"), error));
            compiled.inventory.read(source).map_err(failed)
        }
        Content::Cleaned(source) => compiled.inventory.read_cleaned(source).map_err(Mistake::of),
        Content::Variant(order) => compiled.inventory.variant(&order).map_err(Mistake::of),
    }
}

fn is_page(path: &OutputPath) -> bool {
    path.as_str().ends_with(".html")
}

/// The file a page is written in, and what holds it back.
fn origin(compiled: &Compiled, job: &Job) -> (Option<SourcePath>, Option<String>) {
    let portal = &compiled.plan.portal;
    match job {
        Job::Article(id) | Job::HubPage(id, _) | Job::HubTimeline(id) | Job::Redirect(id) => {
            let linked = portal.article(*id);
            let until = || withheld(&portal.project, &linked.article).and_then(|(_, until)| until);
            let mark = match linked.state {
                State::Published | State::Gone(_) => None,
                State::ShownDraft => Some("Draft".to_owned()),
                State::ShownFuture => Some(until().map_or_else(
                    || "Shown before its time".to_owned(),
                    |until| format!("Held until {}", portal.project.config.zone.local(until)),
                )),
            };
            (Some(linked.article.source.clone()), mark)
        }
        Job::Static(source) => (Some(source.clone()), None),
        _ => (Some(SourcePath::new(crate::config::FILE)), None),
    }
}
