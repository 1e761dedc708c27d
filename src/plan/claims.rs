//! Claims on addresses: each is granted once, a second one is told with both owners.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Format, Job, Subject, page_count};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span, Spot};
use crate::graph::portal::{ArticleId, Portal};
use crate::model::OutputPath;
use crate::model::name::portable;

/// The claims of a plan in the making.
pub struct Claims<'a> {
    portal: &'a Portal,
    jobs: BTreeMap<OutputPath, Job>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Claims<'a> {
    /// None yet.
    pub fn new(portal: &'a Portal) -> Claims<'a> {
        Claims { portal, jobs: BTreeMap::new(), diagnostics: Vec::new() }
    }

    /// What has been granted.
    pub fn jobs(&self) -> &BTreeMap<OutputPath, Job> {
        &self.jobs
    }

    /// Claims the page at an address: `news/ports/`.
    pub fn page(&mut self, address: &str, job: Job) {
        self.claim(OutputPath::page(address.trim_end_matches('/')), job);
    }

    /// Claims the pages of a list.
    pub fn paged(&mut self, address: &str, entries: usize, job: impl Fn(usize) -> Job) {
        for number in 1..=page_count(entries, self.portal.project.config.pagination) {
            self.page(&crate::addresses::page(address, number), job(number));
        }
    }

    /// Claims both feeds beside an address.
    pub fn feeds(&mut self, address: &str, subject: Subject) {
        for format in Format::ALL {
            self.file(&format!("{address}{}", format.file()), Job::Feed(subject, format));
        }
    }

    /// Claims a file.
    pub fn file(&mut self, path: &str, job: Job) {
        self.claim(OutputPath::new(path), job);
    }

    /// Claims an old address of an article.
    pub fn alias(&mut self, address: &str, id: ArticleId) {
        let is_file = address.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let path = if is_file { OutputPath::new(address) } else { OutputPath::page(address) };
        self.claim(path, Job::Redirect(id));
    }

    /// Everything granted, and the complaints about the rest.
    pub fn finish(mut self) -> Outcome<BTreeMap<OutputPath, Job>> {
        self.tell_files_that_are_folders();
        self.tell_names_not_every_system_holds();
        self.tell_twins();
        Outcome { value: self.jobs, diagnostics: self.diagnostics }
    }

    fn claim(&mut self, path: OutputPath, job: Job) {
        match self.jobs.entry(path) {
            Entry::Vacant(free) => drop(free.insert(job)),
            Entry::Occupied(taken) => {
                self.diagnostics.extend(clash(self.portal, taken.key(), taken.get(), &job));
            }
        }
    }

    /// Tells a file whose name is also the folder of another: no file system holds both.
    fn tell_files_that_are_folders(&mut self) {
        let mut clashes = Vec::new();
        for (path, job) in &self.jobs {
            let mut folder = path.as_str();
            while let Some((above, _)) = folder.rsplit_once('/') {
                folder = above;
                if let Some(rival) = self.jobs.get(folder) {
                    clashes.extend(clash(self.portal, path, rival, job));
                }
            }
        }
        self.diagnostics.extend(clashes);
    }

    /// Tells names of slugs, aliases and terms that can't be those of files, and those of pictures that are too long with what
    /// is added to them.
    fn tell_names_not_every_system_holds(&mut self) {
        let mut told: Vec<Diagnostic> = Vec::new();
        for (path, job) in self.jobs.iter().filter(|(_, job)| !matches!(job, Job::Static(_))) {
            let Some(fault) = portable::fault(path.as_str()) else { continue };
            let (owner, span) = owner(self.portal, path, job);
            if span
                .as_ref()
                .is_some_and(|span| span.spot == Spot::File && portable::fault(span.path.as_str()).is_some())
            {
                // Its file was told when it was found.
                continue;
            }
            // An article makes several files; one complaint is enough.
            if told.last().is_some_and(|last| last.at == span && (span.is_some() || last.message.starts_with(&owner))) {
                continue;
            }
            let address: String = path.address().chars().take(LONGEST_SHOWN).collect();
            let message = format!("{owner} would be at `/{}`, and that {fault}", address.escape_debug());
            let mut complaint = Diagnostic::error(Code::BadName, message).help("give it another, shorter name");
            complaint.at = span;
            told.push(complaint);
        }
        self.diagnostics.extend(told);
    }

    /// A file below the folder of this path, or one at the path of a folder above it.
    fn folder_or_file(&self, folded: &str) -> Option<&OutputPath> {
        let below = format!("{folded}/");
        let below = self
            .jobs
            .range(OutputPath::new(below.as_str())..)
            .next()
            .filter(|(path, _)| path.as_str().starts_with(&below));
        let above = || folded.match_indices('/').find_map(|(at, _)| self.jobs.get_key_value(&folded[..at]));
        below.or_else(above).map(|(path, _)| path)
    }

    /// Tells files that are one where capital letters or the encoding of accents don't count.
    fn tell_twins(&mut self) {
        let mut seen: BTreeMap<String, &OutputPath> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (path, job) in self.jobs.iter().filter(|(path, _)| !portable::is_folded(path.as_str())) {
            let folded = portable::folded(path.as_str());
            let plain = self.jobs.get_key_value(folded.as_str()).map(|(plain, _)| plain);
            let same = plain.or_else(|| seen.get(&folded).copied()).filter(|same| *same != path);
            let twin = same.or_else(|| self.folder_or_file(&folded));
            if let Some((twin, rival)) = twin.and_then(|twin| self.jobs.get_key_value(twin)) {
                let is_told = same.is_some() && is_named_by_a_file(job) && is_named_by_a_file(rival);
                clashes.extend(clash(self.portal, path, rival, job).filter(|_| !is_told).map(|complaint| {
                    complaint.note(format!("`/{path}` and `/{twin}` are one file to many systems"), None)
                }));
            }
            seen.insert(folded, path);
        }
        self.diagnostics.extend(clashes);
    }
}

/// So much of a long address is shown.
const LONGEST_SHOWN: usize = 100;

/// Whether a job makes a file under the name of one of the project. Two such names were compared when they were found; those
/// in `media/` that are one to many systems have the same bytes.
fn is_named_by_a_file(job: &Job) -> bool {
    matches!(job, Job::Static(_) | Job::Media(_) | Job::Picture(..) | Job::Asset(_))
}

/// The complaint about two owners: at the one an author can change, the other beside it. None about
/// two articles of one name, which the graph has told.
fn clash(portal: &Portal, path: &OutputPath, first: &Job, second: &Job) -> Option<Diagnostic> {
    let name = |job: &Job| {
        let article = &portal.article(article_of(job)?).article;
        Some((article.kind(), article.language, &article.slug))
    };
    if name(first).is_some_and(|first| Some(first) == name(second)) {
        return None;
    }
    let help = cure(first, second);
    let (first, second) = (owner(portal, path, first), owner(portal, path, second));
    let (blamed, other) = if second.1.is_some() { (second, first) } else { (first, second) };
    let message = format!("{} and {} both want the address `/{}`", blamed.0, other.0, path.address());
    let mut complaint = Diagnostic::error(Code::AddressClash, message).help(help);
    complaint.at = blamed.1;
    Some(match other.1 {
        Some(span) => complaint.note(format!("{} is here", other.0), Some(span)),
        None => complaint,
    })
}

/// What ends a clash.
fn cure(first: &Job, second: &Job) -> &'static str {
    match (first, second) {
        (Job::Static(_), _) | (_, Job::Static(_)) => "rename the file of `static/`, or take it away",
        (Job::Redirect(_), Job::Redirect(_)) => "take one of the aliases out",
        (Job::Redirect(_), Job::Article(_)) | (Job::Article(_), Job::Redirect(_)) => {
            "take the alias out, or give the article another `slug`"
        }
        (Job::Redirect(_), _) | (_, Job::Redirect(_)) => "take the alias out",
        _ => "give the article another `slug`",
    }
}

/// The article whose page or feed it is.
fn article_of(job: &Job) -> Option<ArticleId> {
    match job {
        Job::Article(id) | Job::HubPage(id, _) | Job::HubTimeline(id) | Job::Feed(Subject::Hub(id), _) => Some(*id),
        Job::Alert(id) | Job::SocialCard(id) => Some(*id),
        _ => None,
    }
}

/// Who owns a job, in words, and where it comes from.
fn owner(portal: &Portal, path: &OutputPath, job: &Job) -> (String, Option<Span>) {
    let article = |id: &ArticleId| &portal.article(*id).article;
    match job {
        Job::Article(id) | Job::HubPage(id, _) | Job::HubTimeline(id) => {
            let article = article(id);
            (format!("the article `{}`", article.slug), Some(Span::file(&article.source)))
        }
        Job::Redirect(id) => {
            let article = article(id);
            let at = |address: &str| path.address().trim_end_matches('/') == address;
            let alias = article.aliases.iter().find(|alias| at(&alias.address)).or(article.aliases.first());
            let field = alias.map(|alias| alias.field);
            (format!("an alias of `{}`", article.slug), field.map(|field| article.field(field)))
        }
        Job::List(_, kind, _) => (format!("the list of `{}`", kind.folder()), None),
        Job::Year(_, kind, year, _) => (format!("the archive of {year} of `{}`", kind.folder()), None),
        Job::Terms(_, taxonomy) => (format!("the index of {}", taxonomy.folder()), None),
        Job::Term(language, taxonomy, index, _) | Job::TermTimeline(language, taxonomy, index) => {
            let term = &portal.edition(*language).terms(*taxonomy)[*index as usize];
            (format!("`{}` of the {}", term.label, taxonomy.folder()), None)
        }
        Job::Home(_) => ("the home page".to_owned(), None),
        Job::Timeline(_) | Job::TimelineYear(..) => ("the timeline".to_owned(), None),
        Job::Corrections(..) => ("the list of corrections".to_owned(), None),
        Job::Glossary(_) => ("the glossary".to_owned(), None),
        Job::Search(..) => ("the search".to_owned(), None),
        Job::NotFound(_) => ("the page for missing addresses".to_owned(), None),
        Job::Redirects => ("the list of redirects".to_owned(), None),
        Job::Feed(..) => ("a feed".to_owned(), None),
        Job::Alert(id) => {
            let article = article(id);
            (format!("the alert of `{}`", article.slug), Some(Span::file(&article.source)))
        }
        Job::SocialCard(id) => {
            let article = article(id);
            (format!("the card of `{}`", article.slug), Some(Span::file(&article.source)))
        }
        Job::AlertFeed => ("the feed of alerts".to_owned(), None),
        Job::Calendar(_) | Job::EventCalendar(_) => ("a calendar".to_owned(), None),
        Job::Sitemap(_) | Job::SitemapIndex | Job::NewsSitemap => ("the sitemap".to_owned(), None),
        Job::Headers => ("the list of headers".to_owned(), None),
        Job::Robots => ("the file for robots".to_owned(), None),
        Job::PortalData | Job::TimelineData => ("the portal's data".to_owned(), None),
        Job::Asset(_) => ("a file of the theme".to_owned(), None),
        Job::Media(id) | Job::Picture(id, _) => {
            let source = &portal.medium(*id).source;
            (format!("`{source}`"), Some(Span::file(source)))
        }
        Job::Static(source) => (format!("`{source}`"), Some(Span::file(source))),
    }
}
