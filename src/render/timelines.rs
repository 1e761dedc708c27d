//! The timeline of the portal, of a year, of a hub or term.

use std::collections::BTreeMap;

use super::drawing::figure::{self, Place, Subject};
use super::drawing::{Count, Plan};
use super::page::{self, Crumb, Page};
use super::{Renderer, cards, entries_of, lines, lists, terms};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::portal::ArticleId;
use crate::model::kind::Taxonomy;
use crate::model::{Day, LanguageId};
use crate::plan;
use crate::theme::view::{Asked, Either, Html, Shared, View};
use crate::theme::views::pages::{TimelinePage, YearCount, YearLink, YearPage};
use crate::theme::views::parts::TermLink;
use crate::theme::views::{Card, Entry};

/// Facts shown on the overview, before and after the present.
const AROUND_NOW: usize = 12;

/// Renders the overview: years with their numbers, what was last, what comes next.
pub fn overview(renderer: &Renderer, language: LanguageId) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let address = |language| format!("{}timeline/", config.prefix(language));
    let title = renderer.speech(language).texts.get("timeline").to_owned();
    let mut about = Page::new("timeline", language, address(language), title.clone());
    about.breadcrumbs.push(Crumb { title: title.clone(), address: None });
    about.section = Some(address(language));
    about.alternates = lists::everywhere(renderer, 1, address);
    let mut values = about.values(renderer);
    let years = &renderer.portal().edition(language).timeline_years;
    let most = years.values().map(Vec::len).max().unwrap_or(1);
    let year = |(year, facts): (&i16, &Vec<u32>)| {
        let share = (10 * facts.len()).div_ceil(most).clamp(1, 10);
        let base = year_link(renderer, language, *year).into();
        YearCount { base, anchor: anchor(*year).into(), count: facts.len(), share }
    };
    let subject = Subject { language, title: &title, place: Place::Page };
    let (past, coming) = around_now(renderer, language);
    let recent: Vec<u32> = past[past.len().saturating_sub(AROUND_NOW)..].iter().rev().copied().collect();
    let timeline = TimelinePage {
        years: years.iter().map(year).collect(),
        drawing: figure::of_years(renderer, subject, &counts(renderer, language)),
        recent: entries_of(renderer, &recent, language),
        upcoming: entries_of(renderer, &coming[..coming.len().min(AROUND_NOW)], language),
    };
    timeline.give(&mut values);
    renderer.theme.render("timeline.html", &values)
}

/// Where a year stands in the list of years.
fn anchor(year: i16) -> String {
    format!("year-{}", plan::year_slug(year))
}

fn counts(renderer: &Renderer, language: LanguageId) -> BTreeMap<i16, Count> {
    let count = |(year, facts): (&i16, &Vec<u32>)| {
        let url = Some(renderer.url(&year_address(renderer, language, *year)));
        (*year, Count { count: facts.len(), url, anchor: Some(format!("#{}", anchor(*year))) })
    };
    renderer.portal().edition(language).timeline_years.iter().map(count).collect()
}

/// The facts that have begun, and those that have not, each in order.
pub fn around_now(renderer: &Renderer, language: LanguageId) -> (Vec<u32>, Vec<u32>) {
    let portal = renderer.portal();
    let today: Day = portal.project.config.zone.day(portal.project.instant);
    let begun = |fact: &u32| portal.facts[*fact as usize].when.earliest().is_none_or(|day| day <= today);
    portal.edition(language).timeline.iter().copied().partition(begun)
}

fn year_link(renderer: &Renderer, language: LanguageId, year: i16) -> YearLink {
    let words = renderer.speech(language).words.year(i64::from(year));
    YearLink { year: words.into(), url: renderer.url(&year_address(renderer, language, year)).into() }
}

fn year_address(renderer: &Renderer, language: LanguageId, year: i16) -> String {
    format!("{}timeline/{}/", renderer.portal().project.config.prefix(language), plan::year_slug(year))
}

/// Renders a year of the timeline.
pub fn year(renderer: &Renderer, language: LanguageId, year: i16) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let years = &renderer.portal().edition(language).timeline_years;
    let texts = renderer.speech(language).texts;
    let words = renderer.speech(language).words.year(i64::from(year));
    let overview = format!("{}timeline/", config.prefix(language));
    let title = texts.filled("timeline_of", "title", &words);
    let mut about = Page::new("timeline_year", language, year_address(renderer, language, year), title.clone());
    about.breadcrumbs.push(Crumb { title: texts.get("timeline").to_owned(), address: Some(overview.clone()) });
    about.breadcrumbs.push(Crumb { title: words.clone(), address: None });
    about.section = Some(overview);
    let mut values = about.values(renderer);
    let link = |year: Option<&i16>| year.map(|year| year_link(renderer, language, *year));
    let facts = years.get(&year).map_or(&[][..], Vec::as_slice);
    let subject = Subject { language, title: &title, place: Place::Page };
    let drawing = figure::of_facts(renderer, subject, facts, Plan::Year(year));
    let (entries, lines) = entries(renderer, language, facts)?;
    let previous = link(years.range(..year).next_back().map(|(year, _)| year));
    let next = link(years.range(year + 1..).next().map(|(year, _)| year));
    YearPage { year: Some(words.into()), subject: None, drawing, entries, lines, previous, next }.give(&mut values);
    renderer.theme.render("timeline_year.html", &values)
}

/// The entries of a year or history, if its template asks for them, and their lines.
#[expect(clippy::type_complexity, reason = "two values of one view")]
fn entries(
    renderer: &Renderer,
    language: LanguageId,
    facts: &[u32],
) -> Result<(Asked<Vec<Shared<Entry>>>, Html), Diagnostic> {
    let is_asked = renderer.theme.reads("timeline_year.html", "entries");
    let entries = Asked::when(is_asked, || entries_of(renderer, facts, language));
    Ok((entries, lines::facts(renderer, facts, &[], language, None)?))
}

/// Renders the whole history of a hub.
pub fn of_hub(renderer: &Renderer, id: ArticleId) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let language = linked.article.language;
    let kind = linked.article.kind();
    let list = addresses::list(&renderer.portal().project.config, language, kind);
    let above = [
        Crumb { title: page::list_title(renderer, language, kind), address: Some(list) },
        Crumb { title: linked.article.label().to_owned(), address: Some(linked.address.to_string()) },
    ];
    let subject = Either::One(cards::noted(renderer, id, language, None));
    whole(renderer, language, &linked.address, &linked.article.title, above, subject, &linked.history)
}

/// Renders the whole history of a topic or country.
pub fn of_term(
    renderer: &Renderer,
    language: LanguageId,
    taxonomy: Taxonomy,
    index: u32,
) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let term = &renderer.portal().edition(language).terms(taxonomy)[index as usize];
    let title = terms::title(renderer, language, term);
    let address = addresses::term(config, language, taxonomy, &term.slug);
    let above = [
        Crumb {
            title: page::taxonomy_title(renderer, language, taxonomy),
            address: Some(format!("{}{}/", config.prefix(language), taxonomy.folder())),
        },
        Crumb { title: title.clone(), address: Some(address.clone()) },
    ];
    let subject = Either::Other(terms::link(renderer, language, taxonomy, term));
    whole(renderer, language, &address, &title, above, subject, &term.history)
}

fn whole(
    renderer: &Renderer,
    language: LanguageId,
    address: &str,
    title: &str,
    above: [Crumb; 2],
    subject: Either<Shared<Card>, TermLink>,
    history: &[u32],
) -> Result<String, Diagnostic> {
    let texts = renderer.speech(language).texts;
    let title = texts.filled("timeline_of", "title", title);
    let mut about = Page::new("timeline_year", language, format!("{address}timeline/"), title.clone());
    about.section = above[0].address.clone();
    about.breadcrumbs.extend(above);
    about.breadcrumbs.push(Crumb { title: texts.get("timeline").to_owned(), address: None });
    let mut values = about.values(renderer);
    let drawn = Subject { language, title: &title, place: Place::Page };
    let drawing = figure::of_facts(renderer, drawn, history, Plan::Lanes);
    let (entries, lines) = entries(renderer, language, history)?;
    let subject = Some(subject);
    YearPage { year: None, subject, drawing, entries, lines, previous: None, next: None }.give(&mut values);
    renderer.theme.render("timeline_year.html", &values)
}
