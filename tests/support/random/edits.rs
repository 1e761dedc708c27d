//! The edits: what authors, editors and designers do to a portal, and time.

use dateline::model::Instant;
use proptest::prelude::*;

use super::Portal;
use super::article::{Article, Id, Link, MIX, NAMED, NOTICES, ORGANISATIONS, PEOPLE, PROGRAMMES};

/// One edit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edit {
    what: What,
    /// Which article, which file.
    which: u16,
    /// What it becomes.
    to: u16,
}

/// What is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The text of an article, and nothing else.
    Body,
    Title,
    Summary,
    /// A link in a text comes, goes or leads elsewhere.
    Link,
    /// The heading that others may lead to comes or goes.
    Part,
    Heading,
    /// A component or picture in a text.
    Block,
    /// What only the page of an article shows of it.
    Byline,
    Day,
    Slug,
    Partner,
    Others,
    Above,
    Topic,
    Country,
    Fact,
    Remarks,
    Own,
    Alias,
    Picture,
    Template,
    Embargo,
    Expires,
    Withdrawal,
    Draft,
    /// A hub's text, title or summary: an organisation, a programme, a person.
    Hub,
    /// The same of an article that another one names.
    Named,
    /// The same of a notice that another one supersedes.
    Superseded,
    /// The same of an article that there is in two languages.
    Version,
    /// A translation comes or goes.
    Translation,
    Add,
    Remove,
    Rename,
    /// A file is written again as it is.
    Touch,
    /// Everything is again as before the last edit.
    Revert,
    Mistake,
    MistakeAround,
    Mend,
    Settings,
    Special,
    Line,
    Remark,
    News,
    Data,
    PictureFile,
    StaticFile,
    Sheet,
    Words,
    Clock,
}

/// How often each is made, of all together.
const WEIGHTS: [(What, usize); 49] = [
    (What::Body, 12),
    (What::Title, 8),
    (What::Summary, 6),
    (What::Link, 6),
    (What::Part, 2),
    (What::Heading, 2),
    (What::Block, 4),
    (What::Byline, 2),
    (What::Day, 3),
    (What::Slug, 2),
    (What::Partner, 2),
    (What::Others, 2),
    (What::Above, 2),
    (What::Topic, 2),
    (What::Country, 1),
    (What::Fact, 2),
    (What::Remarks, 2),
    (What::Own, 2),
    (What::Alias, 1),
    (What::Picture, 2),
    (What::Template, 1),
    (What::Embargo, 1),
    (What::Expires, 1),
    (What::Withdrawal, 1),
    (What::Draft, 1),
    (What::Hub, 3),
    (What::Named, 4),
    (What::Superseded, 2),
    (What::Version, 3),
    (What::Translation, 2),
    (What::Add, 3),
    (What::Remove, 2),
    (What::Rename, 2),
    (What::Touch, 2),
    (What::Revert, 4),
    (What::Mistake, 3),
    (What::MistakeAround, 2),
    (What::Mend, 6),
    (What::Settings, 2),
    (What::Special, 1),
    (What::Line, 1),
    (What::Remark, 1),
    (What::News, 2),
    (What::Data, 1),
    (What::PictureFile, 1),
    (What::StaticFile, 1),
    (What::Sheet, 1),
    (What::Words, 1),
    (What::Clock, 4),
];

impl Edit {
    /// Any edit.
    pub(crate) fn any() -> impl Strategy<Value = Edit> {
        let all: Vec<What> = WEIGHTS.into_iter().flat_map(|(what, weight)| std::iter::repeat_n(what, weight)).collect();
        let edit = |(what, which, to)| Edit { what, which, to };
        (prop::sample::select(all), any::<u16>(), any::<u16>()).prop_map(edit)
    }
}

impl Portal {
    /// Makes an edit.
    pub(crate) fn edit(&mut self, edit: Edit) {
        let before = self.state.clone();
        match edit.what {
            What::Revert => self.state = self.before.clone(),
            What::Touch => self.touch(edit),
            What::Mend => self.mend(),
            _ if !self.edit_around(edit) => self.edit_articles(edit),
            _ => {}
        }
        self.before = before;
        self.write();
    }

    /// Takes every mistake out that was made on purpose, and adds the headings that links lead to.
    pub(crate) fn mend(&mut self) {
        self.state.around.mistake = None;
        let link = |article: &Article| article.link.filter(|(_, how)| *how == Link::Part).map(|(id, _)| id);
        let linked: Vec<Id> = self.state.articles.iter().filter_map(link).collect();
        for article in &mut self.state.articles {
            article.mistake = None;
            article.has_part |= linked.contains(&article.id);
        }
        self.write();
    }

    fn touch(&self, edit: Edit) {
        let at = usize::from(edit.which) % self.written.len();
        let (path, text) = self.written.iter().nth(at).expect("it is below their number");
        self.write_file(path, text);
    }

    /// An edit of what lies beside the articles, if it is one.
    fn edit_around(&mut self, edit: Edit) -> bool {
        let to = usize::from(edit.to);
        let around = &mut self.state.around;
        match edit.what {
            What::Settings => around.settings = to,
            What::Special => around.special = to,
            What::Line => around.line = to,
            What::Remark => around.remark = to,
            What::News => around.news = some(to),
            What::Data => around.data = to,
            What::PictureFile => around.picture = to,
            What::StaticFile => around.file = to,
            What::Sheet => around.sheet = to,
            What::Words => around.words = to,
            What::MistakeAround => around.mistake = Some(to),
            What::Clock => {
                let quarters = i64::from(edit.to % 2000) - 400;
                let seconds = self.state.instant.seconds() + quarters * 900;
                self.state.instant = Instant::from_seconds(seconds).expect("an instant");
            }
            _ => return false,
        }
        true
    }

    fn edit_articles(&mut self, edit: Edit) {
        let Edit { what, which, to } = edit;
        let (which, to) = (usize::from(which), usize::from(to));
        let articles = &self.state.articles;
        match what {
            What::Add => self.add(MIX[which % MIX.len()], to),
            What::Hub => self.small(which, to, |article| [ORGANISATIONS, PROGRAMMES, PEOPLE].contains(&article.folder)),
            What::Named => {
                let named = |article: &Article| articles.iter().any(|other| other.names(article));
                let named: Vec<Id> =
                    articles.iter().filter(|article| named(article)).map(|article| article.id).collect();
                self.small(which, to, |article| named.contains(&article.id));
            }
            What::Superseded => {
                let superseded: Vec<Id> = self.superseded();
                self.small(which, to, |article| superseded.contains(&article.id));
            }
            What::Version => {
                let names: Vec<String> =
                    articles.iter().filter(|article| article.french).map(Article::full_name).collect();
                self.small(which, to, |article| names.contains(&article.full_name()));
            }
            _ if articles.is_empty() => {}
            _ => self.edit_article(what, which % articles.len(), to),
        }
    }

    /// Another text, title or summary of one of such articles.
    fn small(&mut self, which: usize, to: usize, is_such: impl Fn(&Article) -> bool) {
        let mut such: Vec<&mut Article> = self.state.articles.iter_mut().filter(|article| is_such(article)).collect();
        let count = such.len().max(1);
        let Some(article) = such.get_mut(which % count) else { return };
        match to % 4 {
            0 => article.title = to,
            1 => article.summary = some(to / 4),
            _ => article.body = to,
        }
    }

    fn edit_article(&mut self, what: What, at: usize, to: usize) {
        let (named, person, programme) = (self.any(to), self.any_of(PEOPLE, to), self.any_of(PROGRAMMES, to));
        let (partner, above) = (self.any_of(ORGANISATIONS, to), self.above(&self.state.articles[at], to));
        let youngest = self.youngest + 1;
        let article = &mut self.state.articles[at];
        match what {
            What::Body => article.body = to,
            What::Title => article.title = to,
            What::Summary => article.summary = some(to),
            What::Link => article.link = some(to).and(named).map(|id| (id, how(to))),
            What::Byline => article.byline = some(to),
            What::Part => article.has_part = !article.has_part,
            What::Heading => article.heading = to,
            What::Block => article.block = some(to).map(|to| (to, named)),
            What::Day => article.day = some(to).map(|to| to % 12),
            What::Slug => article.slug = some(to).map(|to| to % 7),
            What::Partner => article.partner = partner,
            What::Others => (article.person, article.programme, article.related) = (person, programme, named),
            What::Above => article.above = above,
            What::Topic => article.topic = some(to),
            What::Country => article.country = !article.country,
            What::Fact => article.fact = some(to),
            What::Remarks => (article.correction, article.change) = (some(to), some(to / 3)),
            What::Own => article.own = to,
            What::Alias => article.alias = some(to),
            What::Picture => (article.picture, article.attachment) = (to.is_multiple_of(2), to.is_multiple_of(3)),
            What::Template => article.template = !article.template,
            What::Embargo => (article.embargo, article.expires) = (some(to), None),
            What::Expires => (article.expires, article.embargo) = (some(to), None),
            What::Withdrawal => article.withdrawn = some(to),
            What::Draft => article.is_draft = !article.is_draft,
            What::Mistake => article.mistake = Some(to),
            What::Translation => self.translate(at, to),
            What::Rename => {
                article.file = youngest;
                self.youngest = youngest;
            }
            // Some portal is left.
            What::Remove if self.state.articles.len() > 3 => drop(self.state.articles.remove(at)),
            _ => {}
        }
    }

    /// Another article.
    pub(super) fn add(&mut self, folder: usize, variant: usize) {
        self.youngest += 1;
        let bit = |bit: usize| variant >> bit & 1 == 1;
        let number = |has: bool| has.then_some(variant);
        let id = self.youngest;
        let link = if bit(9) { self.any(variant) } else { None };
        let mut article = Article {
            id,
            folder,
            file: id,
            title: variant,
            day: (!bit(0) || folder == NAMED[0] || folder == NOTICES).then_some(variant % 10),
            summary: number(bit(1)),
            byline: number(bit(4)),
            own: variant,
            topic: number(bit(2)),
            country: bit(3),
            picture: bit(4),
            attachment: bit(6),
            fact: number(bit(5)),
            correction: number(bit(8) && bit(2)),
            partner: self.any_of(ORGANISATIONS, variant).filter(|_| !bit(6)),
            programme: self.any_of(PROGRAMMES, variant).filter(|_| bit(7)),
            person: self.any_of(PEOPLE, variant).filter(|_| bit(8)),
            related: self.any(variant / 2).filter(|_| bit(3)),
            body: variant,
            heading: variant,
            has_part: bit(1),
            link: link.map(|id| (id, Link::Name)),
            block: number(bit(7)).map(|which| (which, self.any(variant / 3))),
            template: bit(5),
            ..Article::default()
        };
        article.above = self.above(&article, variant);
        self.state.articles.push(article);
    }

    /// A translation of an article comes, or goes where there is one.
    pub(super) fn translate(&mut self, at: usize, to: usize) {
        let article = &self.state.articles[at];
        let file = (article.folder, article.file);
        let is_french = |other: &Article| other.french && (other.folder, other.file) == file;
        if let Some(at) = self.state.articles.iter().position(is_french) {
            self.state.articles.remove(at);
            return;
        }
        self.youngest += 1;
        let (id, title, body) = (self.youngest, to, to / 2);
        let version = Article { id, french: true, title, body, alias: None, mistake: None, ..article.clone() };
        self.state.articles.push(version);
    }

    /// One of the articles that may be named.
    fn any(&self, which: usize) -> Option<Id> {
        self.one(which, |_| true)
    }

    fn any_of(&self, folder: usize, which: usize) -> Option<Id> {
        self.one(which, |article| article.folder == folder)
    }

    /// What an article can be part of, or the notice it can supersede: never in a circle, and nobody's before.
    fn above(&self, below: &Article, which: usize) -> Option<Id> {
        let superseded = self.superseded();
        let is_free = |other: &Article| other.folder != NOTICES || !superseded.contains(&other.id);
        self.one(which, |other| other.folder == below.folder && other.id < below.id && is_free(other))
    }

    fn one(&self, which: usize, is_such: impl Fn(&Article) -> bool) -> Option<Id> {
        let such = self.state.articles.iter().filter(|article| article.is_open() && is_such(article));
        let such: Vec<Id> = such.map(|article| article.id).collect();
        such.get(which % such.len().max(1)).copied()
    }

    fn superseded(&self) -> Vec<Id> {
        let notices = self.state.articles.iter().filter(|article| article.folder == NOTICES);
        notices.filter_map(|notice| notice.above).collect()
    }
}

/// A number, or nothing in one of three cases.
fn some(to: usize) -> Option<usize> {
    (!to.is_multiple_of(3)).then_some(to)
}

fn how(to: usize) -> Link {
    [Link::Name, Link::Words, Link::File, Link::Part][to / 3 % 4]
}
