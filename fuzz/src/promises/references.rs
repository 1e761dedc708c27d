//! Articles in a small portal: every name leads to an article that is there and back, every file to an address of its own
//! below the output.

use std::borrow::Cow;
use std::sync::LazyLock;

use dateline::config::{self, Project, Shown};
use dateline::diagnostic::Severity;
use dateline::graph::portal::Relation;
use dateline::graph::{self, ArticleId, Portal, Target};
use dateline::model::time::parse_instant;
use dateline::model::{Article, SourcePath};
use dateline::parse;
use dateline::plan::{self, SitePlan};
use dateline::source::media;
use dateline::source::{Asset, Inventory, Material};
use dateline::theme::Theme;

use super::files::{self, CONFIG, SETTINGS};
use super::places::{self, Files};

/// Articles that are there already.
pub const KNOWN: &str = include_str!("known.txt");

/// What never changes.
struct Known {
    project: Project,
    inventory: Inventory,
    theme: Theme,
    articles: Vec<Article>,
}

static PORTAL: LazyLock<Known> = LazyLock::new(|| {
    let instant = parse_instant("2026-06-10T12:00:00Z").expect("an instant");
    let project = Project { config: CONFIG.clone(), instant, shown: Shown::default() };
    let asset = |path: &str, bytes: &[u8]| {
        let path = SourcePath::new(path);
        Asset { facts: media::facts(&path, bytes).value, path, complaints: Vec::new() }
    };
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><path d=\"M0 0\"/></svg>";
    let glossary =
        Material { path: SourcePath::new("data/glossary.yaml"), bytes: Cow::Borrowed(b"ISPS: the code of ports\n") };
    let mut inventory = Inventory::default();
    inventory.assets.extend([asset("content/news/harbour.svg", svg), asset("content/news/plan.pdf", b"%PDF-1.7")]);
    inventory.data.push(glossary);
    let theme = Theme::load(&CONFIG, &inventory);
    assert_eq!(theme.diagnostics, []);
    let articles = files::articles(KNOWN.as_bytes()).into_iter().map(|(path, bytes)| {
        let parsed = parse::article(&CONFIG, &path, bytes);
        assert_eq!(parsed.diagnostics, [], "{path}");
        parsed.value.expect("an article")
    });
    Known { project, articles: articles.collect(), inventory, theme: theme.value }
});

/// Files, each with a line `@ path` above it.
pub fn check(input: &[u8]) {
    let given = files::articles(input);
    let portal = &*PORTAL;
    let mut diagnostics = Vec::new();
    let parsed = given.iter().filter_map(|(path, bytes)| parse::article(&CONFIG, path, bytes).unpack(&mut diagnostics));
    let mut articles: Vec<Article> = parsed.collect();
    let stays = |known: &&Article| given.iter().all(|(path, _)| *path != known.source);
    articles.extend(portal.articles.iter().filter(stays).cloned());
    articles.sort_by(|one, other| one.source.cmp(&other.source));
    diagnostics.clear();
    let connected =
        graph::connect(&portal.project, &portal.inventory, &portal.theme, articles).unpack(&mut diagnostics);
    is_connected(&connected.portal);
    let plan = plan::claim(connected.portal, &portal.theme, &portal.inventory).unpack(&mut diagnostics);
    lies_below_the_output(&plan);
    let known = files::articles(KNOWN.as_bytes());
    let settings = (SourcePath::new(config::FILE), SETTINGS.as_bytes());
    let all: Vec<_> = given.into_iter().chain(known).chain([settings]).collect();
    places::check(&diagnostics, &Files(&all));
    let has_errors = diagnostics.iter().any(|complaint| complaint.severity == Severity::Error);
    assert!(has_errors || !plan.jobs.is_empty());
}

/// Everything that is named is there, and knows by whom it is named.
fn is_connected(portal: &Portal) {
    let is_there = |id: &ArticleId| id.index() < portal.articles.len();
    for (at, linked) in portal.articles.iter().enumerate() {
        let own = ArticleId(u32::try_from(at).expect("few articles"));
        assert!(linked.targets.is_sorted_by(|one, other| one.0 < other.0), "a spot leads to two targets");
        for (spot, target) in &linked.targets {
            match target {
                Target::Article(id, anchor) => {
                    assert!(is_there(id), "{spot:?} leads to nobody");
                    let has = |anchor: &str| portal.article(*id).article.body.has_anchor(anchor);
                    assert!(anchor.as_deref().is_none_or(has), "{spot:?} leads to a heading that is not there");
                }
                Target::Picture(id) | Target::File(id) => assert!(id.0 < portal.media.len() as u32, "{spot:?}"),
                Target::Topic(_) | Target::Country(_) => {}
            }
        }
        for Relation { role, article } in &linked.relations {
            assert!(is_there(article), "a relation to nobody");
            let (back, other) = (Relation { role: *role, article: own }, portal.article(*article));
            // In another language its own version may lead back instead.
            let is_same_language = other.article.language == linked.article.language;
            assert!(!is_same_language || other.back.contains(&back), "{role:?} does not lead back");
        }
        for Relation { role, article } in &linked.back {
            assert!(is_there(article), "named by nobody");
            let there = Relation { role: *role, article: own };
            assert!(portal.article(*article).relations.contains(&there), "{role:?} was never given");
        }
        let others = linked.translations.iter().chain(&linked.newer).chain(&linked.older).chain(&linked.gathered);
        others.for_each(|id| assert!(is_there(id), "a neighbour that is not there"));
    }
}

/// No file can be written anywhere else.
fn lies_below_the_output(plan: &SitePlan) {
    for path in plan.jobs.keys() {
        let path = path.as_str();
        let is_part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
        assert!(path.split('/').all(is_part), "{path:?} is no place in the output");
        assert!(!path.chars().any(char::is_control), "{path:?} has a control character");
    }
}
