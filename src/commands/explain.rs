//! `dateline explain ADDRESS`: what made a file of the output, what it shows, and what would make it anew.

use serde_json::json;

use super::build::summary;
use super::{Ending, World, ending, options, root, tell};
use crate::cli::{self, Everywhere, Format};
use crate::compile::{self, Compiled};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::disk;
use crate::emit::Emitted;
use crate::graph::portal::{ArticleId, Linked, Relation};
use crate::memo::Memo;
use crate::model::OutputPath;
use crate::model::name::{decoded, did_you_mean};
use crate::plan::search::Part;
use crate::plan::{Job, Subject};
use crate::source;
use crate::timing::{Stages, Watch};

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &cli::Explain, world: &World) -> Result<Ending, Failure> {
    let watch = Watch::start();
    let root = root(everywhere)?;
    let mut memo = Memo::open(&root, &disk::machine());
    memo.read_parsed();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let options = options(&arguments.compile, world)?;
    let compiled =
        compile::again(source::survey(&root), &options, &mut memo.parsed, &mut Stages::new())?.unpack(&mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if !diagnostics.is_empty() {
        tell::compiled(everywhere, &root, &compiled, &diagnostics, &summary(&compiled, Emitted::default(), watch))?;
        return Ok(ending(&diagnostics));
    }
    let (path, job) = find(&compiled, &arguments.address)?;
    let told = Told::of(&compiled, job);
    let sources = |ids: &[ArticleId]| -> Vec<&str> {
        ids.iter().map(|id| compiled.plan.portal.article(*id).article.source.as_str()).collect()
    };
    let (own, shown) = (sources(&told.own), sources(&told.shown));
    match everywhere.format {
        Format::Json => tell::result(
            &json!({"path": path.as_str(), "made_by": told.what, "from": own, "template": told.template,
                    "shows": shown, "anew_when": told.anew})
            .to_string(),
        )?,
        Format::Text => {
            let mut lines = vec![format!("{path} is {}", told.what)];
            lines.extend(own.iter().map(|source| format!("from {source}")));
            lines.extend(told.template.iter().map(|template| format!("with the template {template}")));
            lines.extend(shown.iter().map(|source| format!("shows {source}")));
            lines.push(format!("made anew when {} changes", told.anew.join(", ")));
            tell::result(&lines.join("\n"))?;
        }
    }
    Ok(Ending::Done)
}

/// The file at an address: with or without the portal's own path, `index.html` or the first slash.
fn find<'a>(compiled: &'a Compiled, address: &str) -> Result<(&'a OutputPath, &'a Job), Failure> {
    let jobs = &compiled.plan.jobs;
    let base = &compiled.plan.portal.project.config.base_url;
    let path = address.strip_prefix(base.origin.as_str()).unwrap_or(address);
    let path = decoded(path);
    let below = path.strip_prefix(base.path.as_str()).map(str::to_owned);
    let plain = path.trim_start_matches('/').to_owned();
    for path in below.iter().chain([&plain]) {
        let page = OutputPath::page(path.trim_end_matches('/'));
        for candidate in [OutputPath::new(path.as_str()), page] {
            if let Some(found) = jobs.get_key_value(&candidate) {
                return Ok(found);
            }
        }
    }
    let page = OutputPath::page(plain.trim_end_matches('/'));
    let near = did_you_mean(page.address(), jobs.keys().map(OutputPath::address));
    let near = near.map_or_else(String::new, |near| format!("; {near}"));
    Err(Failure::Usage(format!("nothing is at `{address}`{near}")))
}

/// What there is to tell of a job.
struct Told {
    what: String,
    own: Vec<ArticleId>,
    template: Option<String>,
    shown: Vec<ArticleId>,
    anew: Vec<&'static str>,
}

/// What every page is made anew for.
const PAGE: [&str; 4] = ["portal.yaml", "a text or an asset of the theme", "data/", "the navigation or the publisher"];

impl Told {
    fn of(compiled: &Compiled, job: &Job) -> Told {
        let portal = &compiled.plan.portal;
        let edition = |language| portal.edition(language);
        let page = |what: String, template: &str, own: Vec<ArticleId>, shown: Vec<ArticleId>| {
            let mut anew = vec!["one of these articles", "the template or what it includes"];
            anew.extend(PAGE);
            Told { what, own, template: Some(template.to_owned()), shown, anew }
        };
        let all = |what: &str| Told {
            what: what.to_owned(),
            own: Vec::new(),
            template: None,
            shown: Vec::new(),
            anew: vec!["any article", "portal.yaml"],
        };
        let copy = |what: String| Told {
            what,
            own: Vec::new(),
            template: None,
            shown: Vec::new(),
            anew: vec!["the file itself"],
        };
        match job {
            Job::Article(id) | Job::HubPage(id, _) | Job::HubTimeline(id) => {
                let article = &portal.article(*id).article;
                let template = match job {
                    Job::HubTimeline(_) => "timeline_year.html".to_owned(),
                    _ => template_of(compiled, portal.article(*id)),
                };
                let what = match job {
                    Job::HubPage(_, number) => format!("page {number} of those who gather at a {}", article.kind()),
                    Job::HubTimeline(_) => format!("the history of a {}", article.kind()),
                    _ => format!("the page of a {}", article.kind()),
                };
                page(what, &template, vec![*id], beside(compiled, *id))
            }
            Job::List(language, kind, number) => {
                let all = edition(*language).list(*kind);
                page(
                    format!("page {number} of the list of {}", kind.folder()),
                    "list.html",
                    vec![],
                    slice(compiled, all, *number),
                )
            }
            Job::Year(language, kind, year, number) => {
                let all = edition(*language).year(*kind, *year);
                page(
                    format!("page {number} of {} of {year}", kind.folder()),
                    "list.html",
                    vec![],
                    slice(compiled, all, *number),
                )
            }
            Job::Terms(_, taxonomy) => {
                page(format!("the index of {}", taxonomy.folder()), "terms.html", vec![], vec![])
            }
            Job::Term(language, taxonomy, index, number) => {
                let term = &edition(*language).terms(*taxonomy)[*index as usize];
                let what = format!("page {number} of `{}` of {}", term.slug, taxonomy.folder());
                page(what, "term.html", term.text.into_iter().collect(), slice(compiled, &term.items, *number))
            }
            Job::TermTimeline(language, taxonomy, index) => {
                let term = &edition(*language).terms(*taxonomy)[*index as usize];
                page(
                    format!("the history of `{}`", term.slug),
                    "timeline_year.html",
                    vec![],
                    of_facts(compiled, &term.history),
                )
            }
            Job::TimelineYear(language, year) => {
                let facts = edition(*language).timeline_years.get(year).map_or(&[][..], Vec::as_slice);
                page(format!("the timeline of {year}"), "timeline_year.html", vec![], of_facts(compiled, facts))
            }
            Job::Feed(subject, _) => {
                let (what, own) = match subject {
                    Subject::Home(_) => ("a feed of everything new".to_owned(), vec![]),
                    Subject::List(_, kind) => (format!("a feed of {}", kind.folder()), vec![]),
                    Subject::Term(_, taxonomy, _) => (format!("a feed of one of {}", taxonomy.folder()), vec![]),
                    Subject::Hub(id) => ("a feed of those who gather at an article".to_owned(), vec![*id]),
                };
                Told { own, ..all(&what) }
            }
            Job::Home(_) => Told { template: Some("home.html".to_owned()), ..all("a home page") },
            Job::Timeline(_) => Told { template: Some("timeline.html".to_owned()), ..all("the timeline") },
            Job::Corrections(..) => Told { template: Some("corrections.html".to_owned()), ..all("the corrections") },
            Job::Glossary(_) => Told { template: Some("glossary.html".to_owned()), ..all("the glossary") },
            Job::Search(_, Part::Page) => page("the page of the search".to_owned(), "search.html", vec![], vec![]),
            Job::Search(language, Part::Texts(number)) => {
                let own = compiled.plan.search[language.index()].texts(*number).to_vec();
                Told { own, ..all("what results of the search show") }
            }
            Job::Search(..) => all("the index of the search"),
            Job::NotFound(_) => {
                page("the page for addresses at which nothing is".to_owned(), "404.html", vec![], vec![])
            }
            Job::Redirect(id) => page("the way on from an old address".to_owned(), "redirect.html", vec![*id], vec![]),
            Job::SocialCard(id) => Told {
                own: vec![*id],
                anew: vec!["its article", "a text of the theme", "the title, accent or zone of portal.yaml"],
                ..copy("the social card of an article".to_owned())
            },
            Job::EventCalendar(id) => Told { own: vec![*id], ..all("the calendar of an event") },
            Job::Alert(id) => Told { own: vec![*id], ..all("the alert of a notice") },
            Job::Redirects => all("the list of old addresses"),
            Job::Headers => {
                let template = Some("partials/policy.html".to_owned());
                Told { template, ..all("the headers of answers, for hosts that read them") }
            }
            Job::AlertFeed => all("the feed of alerts"),
            Job::Calendar(_) => all("the calendar of all events"),
            Job::Sitemap(_) | Job::SitemapIndex | Job::NewsSitemap => all("a sitemap"),
            Job::Robots => all("the rules for robots"),
            Job::PortalData | Job::TimelineData => all("data of the whole portal"),
            Job::Asset(index) => copy(format!("{} of the theme", compiled.theme.assets[*index as usize].source)),
            Job::Media(id) => copy(format!("a copy of {}", portal.medium(*id).source)),
            Job::Picture(id, variant) => {
                let source = &portal.medium(*id).source;
                copy(format!("{source} in {} × {} pixels", variant.width, variant.height))
            }
            Job::Static(source) => copy(format!("a copy of {source}")),
        }
    }
}

/// The template of an article's page.
fn template_of(compiled: &Compiled, linked: &Linked) -> String {
    let of_kind = format!("{}.html", linked.article.kind().as_str());
    match linked.article.own_template() {
        _ if linked.is_gone() => "404.html".to_owned(),
        Some(own) => own,
        None if compiled.theme.has_template(&of_kind) => of_kind,
        None => "page.html".to_owned(),
    }
}

/// The articles a page shows beside its own.
fn beside(compiled: &Compiled, id: ArticleId) -> Vec<ArticleId> {
    let linked = compiled.plan.portal.article(id);
    let named = linked.relations.iter().chain(&linked.back).map(|relation: &Relation| relation.article);
    let others = linked.translations.iter().chain(&linked.newer).chain(&linked.older).chain(&linked.gathered).copied();
    sorted(named.chain(others).chain(of_facts(compiled, &linked.history)).filter(|other| *other != id))
}

fn of_facts(compiled: &Compiled, facts: &[u32]) -> Vec<ArticleId> {
    sorted(facts.iter().map(|fact| compiled.plan.portal.facts[*fact as usize].article))
}

fn slice(compiled: &Compiled, all: &[ArticleId], number: usize) -> Vec<ArticleId> {
    let a_page = compiled.plan.portal.project.config.pagination.get();
    all.iter().skip((number - 1) * a_page).take(a_page).copied().collect()
}

fn sorted(ids: impl Iterator<Item = ArticleId>) -> Vec<ArticleId> {
    let mut ids: Vec<ArticleId> = ids.collect();
    ids.sort();
    ids.dedup();
    ids
}
