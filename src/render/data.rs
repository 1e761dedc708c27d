//! `data/portal.json` and `data/timeline.json`: the portal's items, relations and dated facts for
//! machines. `docs/data.md` tells outsiders what stands in them; what is held is in neither.
//!
//! Each item is written as soon as it is made, on a line of its own, so that memory stays bounded and
//! two versions can be compared line by line.

use super::json::{Fields, Json, list};
use super::{Renderer, cards, entries, terms};
use crate::addresses;
use crate::config::Config;
use crate::graph::facts::{Fact, Origin};
use crate::graph::life::LifeState;
use crate::graph::portal::{ArticleId, Edition, Linked};
use crate::graph::taxonomies::Term;
use crate::model::article::{Article, Details, EntryLink};
use crate::model::kind::Taxonomy;
use crate::model::{Edtf, Moment};

/// The version of both formats: raised when a field goes or changes its meaning, not when one is added.
const VERSION: u32 = 1;

/// Bytes most items have room in.
const USUAL_ITEM: usize = 2048;

/// Writes `portal.json`.
pub(super) fn portal(renderer: &Renderer) -> String {
    let portal = renderer.portal();
    let readable = portal.ids().filter(|id| !renderer.linked(*id).is_gone());
    let terms = |taxonomy| portal.editions.iter().flat_map(move |edition| self::terms(renderer, edition, taxonomy));
    let mut file = File::begin(renderer, portal.articles.len());
    file.list("articles", readable.map(|id| article(renderer, id)));
    file.list("topics", terms(Taxonomy::Topics));
    file.list("countries", terms(Taxonomy::Countries));
    file.end()
}

/// Writes `timeline.json`.
pub(super) fn timeline(renderer: &Renderer) -> String {
    let mut file = File::begin(renderer, renderer.portal().facts.len());
    file.list("facts", renderer.portal().facts.iter().map(|known| fact(renderer, known)));
    file.end()
}

/// A file in the making: the portal's own fields, then lists.
struct File(String);

impl File {
    /// With room for so many items, of which only what is written to costs memory: growing means two copies.
    fn begin(renderer: &Renderer, items: usize) -> File {
        let config = &renderer.portal().project.config;
        let fields = Fields::new()
            .with("version", VERSION)
            .with("title", config.title.first())
            .with("url", renderer.absolute(""))
            .with("languages", list(config.languages.iter().map(|language| &*language.tag)));
        let begun = fields.finish();
        let mut text = String::with_capacity(begun.len() + items * USUAL_ITEM);
        text.push_str(begun.trim_end_matches('}'));
        File(text)
    }

    fn list(&mut self, name: &str, items: impl Iterator<Item = Fields>) {
        self.0.push_str(&format!(",\n\"{name}\":["));
        for (index, item) in items.enumerate() {
            self.0.push_str(if index == 0 { "\n" } else { ",\n" });
            self.0.push_str(&item.finish());
        }
        self.0.push_str("\n]");
    }

    fn end(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }
}

/// What an article is called in data: `news/ports`, `fr/news/ports`.
fn name(config: &Config, article: &Article) -> String {
    [&*config.prefix(article.language), article.kind().folder(), "/", article.slug.as_str()].concat()
}

fn name_of(renderer: &Renderer, id: ArticleId) -> String {
    name(&renderer.portal().project.config, &renderer.linked(id).article)
}

fn article(renderer: &Renderer, id: ArticleId) -> Fields {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let config = &renderer.portal().project.config;
    let moment = |moment: Option<Moment>| moment.map(|moment| moment.iso(&config.zone));
    let (start, end) = span(renderer, article);
    let readable = |id: &&ArticleId| !renderer.linked(**id).is_gone();
    let translations = linked.translations.iter().filter(readable).map(|id| name_of(renderer, *id));
    let topics = &renderer.portal().edition(article.language).topics;
    Fields::new()
        .with("id", name(config, article))
        .with("kind", article.kind().as_str())
        .with("language", &*config.language(article.language).tag)
        .with("url", renderer.absolute(&linked.address))
        .with("title", &*article.title)
        .with("summary", article.summary.as_deref())
        .with("date", moment(article.date))
        .with("updated", moment(article.updated(&config.zone)))
        .with("start", start)
        .with("end", end)
        .with("state", cards::life(renderer, linked).map(LifeState::as_str))
        .with("topics", list(linked.topics.iter().map(|topic| topics[*topic as usize].slug.as_str())))
        .with("countries", list(article.countries.iter().map(|country| country.as_str())))
        .with("relations", relations(renderer, linked))
        .with("translations", list(translations))
}

fn relations(renderer: &Renderer, linked: &Linked) -> Json {
    let readable = linked.relations.iter().filter(|relation| !renderer.linked(relation.article).is_gone());
    list(readable.map(|relation| {
        Fields::new().with("role", relation.role.as_str()).with("to", name_of(renderer, relation.article))
    }))
}

/// When a programme, event, organisation or the validity of a notice begins and ends.
fn span(renderer: &Renderer, article: &Article) -> (Option<String>, Option<String>) {
    let zone = &renderer.portal().project.config.zone;
    let moment = |moment: Option<Moment>| moment.map(|moment| moment.iso(zone));
    let written = |date: &Option<Edtf>| date.as_ref().map(|date| date.as_written().to_owned());
    match &article.details {
        Details::Notice(notice) => (moment(notice.valid_from), moment(notice.valid_until)),
        Details::Programme(programme) => (written(&programme.start), written(&programme.end)),
        Details::Organisation(organisation) => (written(&organisation.established), written(&organisation.dissolved)),
        Details::Event(event) => (moment(event.start), moment(event.end)),
        Details::News | Details::Person(_) | Details::Document(_) | Details::Page(_) | Details::Topic => (None, None),
    }
}

/// The terms of a language, in the order of their addresses.
fn terms<'a>(
    renderer: &'a Renderer,
    edition: &'a Edition,
    taxonomy: Taxonomy,
) -> impl Iterator<Item = Fields> + use<'a> {
    let mut all: Vec<&Term> = edition.terms(taxonomy).iter().collect();
    all.sort_by(|one, other| one.slug.cmp(&other.slug));
    all.into_iter().map(move |term| {
        let config = &renderer.portal().project.config;
        let text = term.text.filter(|id| !renderer.linked(*id).is_gone());
        Fields::new()
            .with("id", term.slug.as_str())
            .with("code", term.country.map(|country| country.as_str().to_owned()))
            .with("language", &*config.language(edition.language).tag)
            .with("url", renderer.absolute(&addresses::term(config, edition.language, taxonomy, &term.slug)))
            .with("title", terms::title(renderer, edition.language, term))
            .with("article", text.map(|id| name_of(renderer, id)))
            .with("items", term.items.len())
    })
}

fn fact(renderer: &Renderer, fact: &Fact) -> Fields {
    let linked = renderer.linked(fact.article);
    let article = &linked.article;
    let speech = renderer.speech(article.language);
    let text = match fact.origin {
        Origin::Entry(index) => article.timeline[index as usize].text.as_deref(),
        _ => None,
    };
    Fields::new()
        .with("date", fact.when.as_written())
        .with("earliest", fact.when.earliest().map(|day| day.to_string()))
        .with("latest", fact.when.latest().map(|day| day.to_string()))
        .with("title", &*entries::title(speech, article, fact.origin))
        .with("text", text)
        .with("kind", article.kind().as_str())
        .with("origin", fact.origin.as_str())
        .with("article", name_of(renderer, fact.article))
        .with("url", renderer.absolute(&linked.address))
        .with("link", link(renderer, linked, fact.origin))
        .with("language", &*speech.language.tag)
}

/// Where an entry of a timeline leads, if it leads somewhere else.
fn link(renderer: &Renderer, linked: &Linked, origin: Origin) -> Option<String> {
    let Origin::Entry(index) = origin else { return None };
    match linked.article.timeline[index as usize].link.as_ref()? {
        EntryLink::Web(url) => Some(url.to_string()),
        EntryLink::Article(reference) => {
            cards::named(linked, reference.field).map(|id| renderer.absolute(&renderer.linked(id).address))
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::render::sample::Sample;

    fn sample() -> Sample {
        Sample::new(
            "languages: [en-GB, fr]\n",
            &[
                (
                    "content/news/ports.md",
                    "---\ntitle: \"Ports \\u2028 </script>\"\ndate: 2020-04-28\nsummary: What happened.\ntopics: [Border security]\ncountries: [CM]\npartners: [afripol]\nrelated: [news/gone]\ntimeline:\n  - {date: 2019-01/.., title: Signed, text: In Lyon., link: afripol}\n---\nTwo words.\n",
                ),
                ("content/news/ports.fr.md", "---\ntitle: Ports\ndate: 2020-04-28\n---\n"),
                ("content/news/gone.md", "---\ntitle: Gone\ndate: 2020-01-01\nexpires: 2020-05-01\n---\n"),
                ("content/news/held.md", "---\ntitle: Held\ndate: 2020-06-01\npartners: [afripol]\n---\n"),
                (
                    "content/organisations/afripol.md",
                    "---\ntitle: Afripol\ntimeline: [{date: 2014~, title: Founded}]\n---\n",
                ),
                (
                    "content/notices/fraud.md",
                    "---\ntitle: Fraud\ndate: 2020-04-01\nvalid_until: 2020-05-31\nwithdrawn: {date: 2020-05-02, reason: Wrong.}\n---\n",
                ),
            ],
        )
    }

    #[test]
    fn items_lead_to_each_other_and_neither_gone_nor_held_ones_are_told() {
        assert_snapshot!("portal", sample().file("data/portal.json"));
    }

    #[test]
    fn facts_are_told_as_exactly_as_they_are_known() {
        assert_snapshot!("timeline", sample().file("data/timeline.json"));
    }

    #[test]
    fn both_files_are_json_even_of_an_empty_portal() {
        let sample = Sample::new("", &[]);
        for path in ["data/portal.json", "data/timeline.json"] {
            assert!(serde_json::from_str::<serde_json::Value>(&sample.file(path)).is_ok(), "{path}");
        }
    }
}
