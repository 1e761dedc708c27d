//! Lists, archives, terms and timelines: pages that show others.

use super::lines::{self, Form};
use super::page::{self, Crumb, Page};
use super::{Renderer, article, calendar, cap, cards, entries_of, filters, search, terms};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::life;
use crate::graph::portal::ArticleId;
use crate::model::kind::Taxonomy;
use crate::model::words::conventions;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::{self, HISTORY_EXTRACT, Subject};
use crate::theme::Values;
use crate::theme::view::{Asked, Either, Html, Shared, Url, View};
use crate::theme::views::Article;
use crate::theme::views::Link;
use crate::theme::views::pages::{
    IndexedCountry, IndexedTopic, ListGroup, ListPage, ListYear, Listing, Members, Term, TermPage, TermsPage, Titled,
};
use crate::theme::views::parts::{Pager, PagerLink};

/// One page of a list.
pub struct Paged<'a, T = ArticleId> {
    address: &'a str,
    /// The whole list.
    all: &'a [T],
    /// What the page shows.
    pub items: &'a [T],
    number: usize,
    pages: usize,
}

impl Paged<'_> {
    /// Gives a template its items, as lines of cards with headings of this level too, and its pager.
    pub(super) fn give(
        &self,
        renderer: &Renderer,
        template: &str,
        (language, level): (LanguageId, u8),
        values: &mut Values,
    ) -> Result<(), Diagnostic> {
        let is_asked = renderer.theme.reads(template, "items");
        let members = Members {
            items: Asked::when(is_asked, || cards::cards(renderer, self.items, language)),
            lines: card_lines(renderer, level, self.items, language)?,
            pager: self.pager(renderer),
        };
        members.give(values);
        Ok(())
    }
}

impl<'a, T> Paged<'a, T> {
    /// Page `number`, from 1, of the list at an address.
    pub fn new(renderer: &Renderer, address: &'a str, all: &'a [T], number: usize) -> Paged<'a, T> {
        let a_page = renderer.portal().project.config.pagination;
        let start = ((number - 1) * a_page.get()).min(all.len());
        let end = (start + a_page.get()).min(all.len());
        Paged { address, all, items: &all[start..end], number, pages: plan::page_count(all.len(), a_page) }
    }

    /// The addresses of the pages before and after.
    pub fn neighbours(&self) -> (Option<String>, Option<String>) {
        let previous = (self.number > 1).then(|| addresses::page(self.address, self.number - 1));
        let next = (self.number < self.pages).then(|| addresses::page(self.address, self.number + 1));
        (previous, next)
    }

    /// The value `pager`.
    pub fn pager(&self, renderer: &Renderer) -> Pager {
        let url = |number: usize| Url::from(renderer.url(&addresses::page(self.address, number)));
        let (previous, next) = self.neighbours();
        let mut links: Vec<PagerLink> = Vec::new();
        let mut last = 0;
        for number in (1..=self.pages).filter(|number| self.is_near(*number)) {
            let (current, gap) = (number == self.number, number > last + 1);
            links.push(PagerLink { number, url: url(number), current, gap });
            last = number;
        }
        Pager {
            number: self.number,
            pages: self.pages,
            items: self.all.len(),
            first: url(1),
            last: url(self.pages),
            previous: previous.map(|address| renderer.url(&address).into()),
            next: next.map(|address| renderer.url(&address).into()),
            links,
        }
    }

    /// Whether the pager shows a page: the ends, and those around the current one.
    fn is_near(&self, number: usize) -> bool {
        number == 1 || number == self.pages || number.abs_diff(self.number) <= 2
    }
}

/// These articles as lines of cards, with headings of this level.
fn card_lines(renderer: &Renderer, level: u8, ids: &[ArticleId], language: LanguageId) -> Result<Html, Diagnostic> {
    lines::articles(renderer, Form::Card(level), ids.iter().map(|id| (*id, None)), language)
}

/// Renders a page of the list of a kind.
pub fn list(renderer: &Renderer, language: LanguageId, kind: Kind, number: usize) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let ids = renderer.portal().edition(language).list(kind);
    let address = addresses::list(config, language, kind);
    let title = page::list_title(renderer, language, kind);
    let paged = Paged::new(renderer, &address, ids, number);
    let mut about = Page::new("list", language, addresses::page(&address, number), title.clone());
    about.breadcrumbs.push(Crumb { title: title.clone(), address: None });
    about.alternates = everywhere(renderer, number, |language| addresses::list(config, language, kind));
    show_list(renderer, about, &paged, &Listed { language, kind, title, year: None })
}

/// Renders a page of a year of that list.
pub fn year(
    renderer: &Renderer,
    language: LanguageId,
    kind: Kind,
    year: i16,
    number: usize,
) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let ids = renderer.portal().edition(language).year(kind, year);
    let list = addresses::list(config, language, kind);
    let address = format!("{list}{year}/");
    let of_kind = page::list_title(renderer, language, kind);
    let title = format!("{of_kind} {}", renderer.speech(language).words.year(i64::from(year)));
    let paged = Paged::new(renderer, &address, ids, number);
    let mut about = Page::new("archive", language, addresses::page(&address, number), title.clone());
    about.breadcrumbs.push(Crumb { title: of_kind, address: Some(list) });
    about.breadcrumbs.push(Crumb { title: year.to_string(), address: None });
    show_list(renderer, about, &paged, &Listed { language, kind, title, year: Some(year) })
}

/// What a list is of.
struct Listed {
    language: LanguageId,
    kind: Kind,
    title: String,
    year: Option<i16>,
}

fn show_list(renderer: &Renderer, mut about: Page, paged: &Paged, listed: &Listed) -> Result<String, Diagnostic> {
    let Listed { language, kind, year, .. } = *listed;
    about.section = Some(addresses::list(&renderer.portal().project.config, language, kind));
    about.neighbours = paged.neighbours();
    about.noindex = paged.number > 1;
    about.feeds.push(page::feed(renderer, Subject::List(language, kind)));
    if kind == Kind::Notice {
        about.others.push(cap::feed_beside(renderer, language));
    }
    about.others.extend(calendar(renderer, language, kind));
    let mut values = about.values(renderer);
    let list = Listing {
        title: listed.title.as_str().into(),
        intro: None,
        kind: kind.as_str().into(),
        count: renderer.speech(language).texts.count("count_items", paged.all.len()).into(),
        years: years(renderer, language, kind, year),
        filters: filters::of(renderer, (language, kind, year), paged.all)?,
    };
    let search = search::value(renderer, language);
    ListPage { list, groups: groups(renderer, listed, paged.items)?, search }.give(&mut values);
    paged.give(renderer, "list.html", (language, 2), &mut values)?;
    renderer.theme.render("list.html", &values)
}

/// The items of a page below headings: events to come and over, notices by what holds, what will and
/// what did; none for other kinds.
fn groups(renderer: &Renderer, listed: &Listed, items: &[ArticleId]) -> Result<Vec<ListGroup>, Diagnostic> {
    let texts = renderer.speech(listed.language).texts;
    let of = |id: &ArticleId| section(renderer, listed, *id);
    let group = |ids: &[ArticleId]| {
        let id = of(&ids[0])?;
        let items = cards::cards(renderer, ids, listed.language);
        let title = texts.of(listed.kind.folder(), id);
        let lines = card_lines(renderer, 3, ids, listed.language);
        Some(lines.map(|lines| ListGroup { id: id.into(), title: title.into(), items, lines }))
    };
    items.chunk_by(|one, other| of(one) == of(other)).filter_map(group).collect()
}

/// The heading of its list an article stands below. The archive of a year of notices has none.
fn section(renderer: &Renderer, listed: &Listed, id: ArticleId) -> Option<&'static str> {
    let project = &renderer.portal().project;
    let linked = renderer.linked(id);
    match listed.kind {
        Kind::Event if life::is_upcoming(project, linked) => Some("upcoming"),
        Kind::Event => Some("past"),
        Kind::Notice if listed.year.is_none() => Some(life::section(project, linked).as_str()),
        _ => None,
    }
}

/// The calendar of all events, beside their list.
fn calendar(renderer: &Renderer, language: LanguageId, kind: Kind) -> Option<page::Beside> {
    let address = addresses::calendar(&renderer.portal().project.config, language);
    let is_there = kind == Kind::Event && renderer.plan.jobs.contains_key(&OutputPath::new(&*address));
    is_there.then(|| page::Beside {
        media_type: calendar::MEDIA_TYPE,
        title: calendar::title(renderer, language),
        address,
    })
}

fn years(renderer: &Renderer, language: LanguageId, kind: Kind, current: Option<i16>) -> Vec<ListYear> {
    let portal = renderer.portal();
    let list = addresses::list(&portal.project.config, language, kind);
    let year = |(year, ids): &(i16, Vec<ArticleId>)| ListYear {
        year: *year,
        url: renderer.url(&format!("{list}{year}/")).into(),
        count: ids.len(),
        current: current == Some(*year),
    };
    portal.edition(language).years(kind).iter().map(year).collect()
}

/// The same page in every language, for pages that every language has.
pub(super) fn everywhere(
    renderer: &Renderer,
    number: usize,
    address: impl Fn(LanguageId) -> String,
) -> Vec<(LanguageId, String)> {
    if number > 1 {
        return Vec::new();
    }
    renderer.portal().project.config.language_ids().map(|language| (language, address(language))).collect()
}

/// Renders the index of a taxonomy.
pub fn index(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let address = |language| format!("{}{}/", config.prefix(language), taxonomy.folder());
    let title = page::taxonomy_title(renderer, language, taxonomy);
    let mut about = Page::new("terms", language, address(language), title.clone());
    about.breadcrumbs.push(Crumb { title: title.clone(), address: None });
    about.section = Some(address(language));
    about.alternates = everywhere(renderer, 1, address);
    let mut values = about.values(renderer);
    let all = renderer.portal().edition(language).terms(taxonomy);
    let most = all.iter().map(|term| term.items.len()).max().unwrap_or(0);
    let spoken = renderer.speech(language).language;
    let mut listed: Vec<(Vec<u8>, Either<IndexedTopic, IndexedCountry>)> = all
        .iter()
        .map(|term| {
            let count = term.items.len();
            let size = 1 + (4 * count).checked_div(most).unwrap_or(0);
            let indexed = match terms::link(renderer, language, taxonomy, term) {
                Either::One(topic) => Either::One(IndexedTopic { base: topic.into(), count, size }),
                Either::Other(country) => Either::Other(IndexedCountry { base: country.into(), count, size }),
            };
            (conventions::sort_key(spoken, &terms::title(renderer, language, term)), indexed)
        })
        .collect();
    listed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let terms = listed.into_iter().map(|(_, term)| term).collect();
    TermsPage { taxonomy: Titled { title: title.into() }, terms }.give(&mut values);
    renderer.theme.render("terms.html", &values)
}

/// Renders a page of a topic or country.
pub fn term(
    renderer: &Renderer,
    language: LanguageId,
    taxonomy: Taxonomy,
    index: u32,
    number: usize,
) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let term = &renderer.portal().edition(language).terms(taxonomy)[index as usize];
    let address = addresses::term(config, language, taxonomy, &term.slug);
    let title = terms::title(renderer, language, term);
    let of_all = page::taxonomy_title(renderer, language, taxonomy);
    let all_address = format!("{}{}/", config.prefix(language), taxonomy.folder());
    let paged = Paged::new(renderer, &address, &term.items, number);
    let mut about = Page::new("term", language, addresses::page(&address, number), title.clone());
    about.breadcrumbs.push(Crumb { title: of_all.clone(), address: Some(all_address.clone()) });
    about.breadcrumbs.push(Crumb { title: title.clone(), address: None });
    about.section = Some(all_address.clone());
    about.neighbours = paged.neighbours();
    about.noindex = number > 1;
    about.article = term.text;
    about.alternates = if number == 1 { term_versions(renderer, taxonomy, &term.slug) } else { Vec::new() };
    about.feeds.push(page::feed(renderer, Subject::Term(language, taxonomy, index)));
    if let Some(text) = term.text {
        about.description = renderer.linked(text).article.summary.as_deref().unwrap_or_default().to_owned();
    }
    let mut values = about.values(renderer);
    let is_first = number == 1;
    let text: Option<Article> = match term.text {
        Some(id) if is_first => Some(article::view(renderer, id, &values)?),
        text => text.map(|id| article::further(renderer, id)),
    };
    let about_term = Term {
        title: title.into(),
        body: text.as_ref().and_then(|article| article.body.clone()),
        count: renderer.speech(language).texts.count("count_items", term.items.len()).into(),
        taxonomy: Link { url: renderer.url(&all_address).into(), title: of_all.into() },
        article: text.map(Shared::from),
    };
    // Later pages show who carries the term, and nothing else of it.
    let history = if is_first { &*term.history } else { &[] };
    let extract = &history[history.len().saturating_sub(HISTORY_EXTRACT)..];
    let is_longer = history.len() > HISTORY_EXTRACT;
    let is_asked = renderer.theme.reads("term.html", "timeline");
    let page = TermPage {
        term: about_term,
        timeline: Asked::when(is_asked, || entries_of(renderer, extract, language)),
        timeline_lines: lines::facts(renderer, extract, &[], language, Some(&address))?,
        timeline_more: is_longer.then(|| renderer.url(&format!("{address}timeline/")).into()),
    };
    page.give(&mut values);
    paged.give(renderer, "term.html", (language, 3), &mut values)?;
    renderer.theme.render("term.html", &values)
}

/// The pages of a term in every language that has it.
pub(super) fn term_versions(
    renderer: &Renderer,
    taxonomy: Taxonomy,
    slug: &crate::model::Slug,
) -> Vec<(LanguageId, String)> {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let having = config
        .language_ids()
        .filter(|language| portal.edition(*language).terms(taxonomy).iter().any(|term| term.slug == *slug));
    having.map(|language| (language, addresses::term(config, language, taxonomy, slug))).collect()
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Sample;

    #[test]
    fn coming_events_stand_first_soonest_first_and_past_ones_latest_first_over_all_pages() {
        let event = |name: &str, start: &str| {
            (format!("content/events/{name}.md"), format!("---\ntitle: {name}\n{start}\n---\n"))
        };
        let events = [
            event("far", "start: 2020-09-01"),
            event("morning", "start: 2020-05-20T09:00"),
            event("evening", "start: 2020-05-20T18:00"),
            event("going-on", "start: 2020-05-01\nend: 2020-05-10"),
            event("over", "start: 2020-05-10T08:00\nend: 2020-05-10T09:00"),
            event("old", "start: 2019-01-01"),
        ];
        let files: Vec<(&str, &str)> = events.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let sample = Sample::new("pagination: 3\nsearch: false\n", &files);
        // Headings and titles of the list, one a line.
        let shown = |path: &str| {
            let page = sample.file(path);
            let main = page.split_once("<h1>").expect("a heading").1.split_once("</main>").expect("an end").0;
            let headings = main.split("<h").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</h"));
            headings
                .map(|(heading, _)| {
                    heading.rsplit('>').find(|text| !text.is_empty()).map_or("", |text| text.trim_end_matches("</a"))
                })
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(shown("events/index.html"), "Coming events\ngoing-on\nmorning\nevening");
        assert_eq!(shown("events/page/2/index.html"), "Coming events\nfar\nPast events\nover\nold");
        assert_eq!(shown("events/2020/page/2/index.html"), "Coming events\nfar\nPast events\nover");
    }

    #[test]
    fn notices_stand_below_headings_by_what_holds_but_not_in_the_archive_of_a_year() {
        let sample = Sample::new(
            "search: false\n",
            &[
                ("content/notices/past.md", "---\ntitle: Past\ndate: 2020-05-02\nvalid_until: 2020-05-03\n---\n"),
                ("content/notices/now.md", "---\ntitle: Now\ndate: 2020-05-01\n---\n"),
                ("content/notices/soon.md", "---\ntitle: Soon\ndate: 2020-05-03\nvalid_from: 2020-06-01\n---\n"),
            ],
        );
        assert_eq!(
            headings(&sample.file("notices/index.html")),
            ["Active", "Now", "To come", "Soon", "Archive", "Past"]
        );
        assert_eq!(headings(&sample.file("notices/2020/index.html")), ["Soon", "Past", "Now"]);
    }

    #[test]
    fn a_list_can_be_narrowed_down_by_what_its_articles_belong_to() {
        let news = |name: &str, fields: &str| {
            (format!("content/news/{name}.md"), format!("---\ntitle: {name}\n{fields}\n---\n"))
        };
        let files = [
            news("ports", "date: 2020-04-28\npartners: [police]\ncountries: [CM, KE]\ntopics: [Ports]"),
            news("coasts", "date: 2020-05-01\npartners: [police, customs]\ncountries: [CM]\ntopics: [Ports]"),
            ("content/organisations/police.md".to_owned(), "---\ntitle: Police\n---\n".to_owned()),
            ("content/organisations/customs.md".to_owned(), "---\ntitle: Customs\n---\n".to_owned()),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let sample = Sample::new("", &files);
        let page = sample.file("news/index.html");
        let (_, narrow) = page.split_once("<nav class=\"narrow\"").expect("filters");
        let (narrow, _) = narrow.split_once("</nav>").expect("an end");
        insta::assert_snapshot!("narrow", narrow);
        assert!(page.contains("assets/lists.") && page.contains("data-kind=\"news\""));
        let without = Sample::new("search: false\n", &files).file("news/index.html");
        assert!(without.contains("data-organisation=\"police\"") && !without.contains("assets/lists."));
    }

    /// The texts of the headings below the first.
    fn headings(page: &str) -> Vec<&str> {
        let headings = page.split("<h").skip(1).filter(|part| part.starts_with(['2', '3']));
        let texts = headings.filter_map(|part| part.split("</").next()?.rsplit('>').next());
        texts.collect()
    }
}
