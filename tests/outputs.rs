//! What the sample portal tells machines: every file well formed, every address alive, nothing held.

use std::path::Path;

use dateline::config::{self, Project, Shown};
use dateline::model::time::parse_instant;
use dateline::model::{OutputPath, name};
use dateline::plan::{Job, SitePlan};
use dateline::render::{Content, Renderer};
use dateline::theme::Theme;
use dateline::{graph, parse, plan, source};

const BASE: &str = "https://portal.example/partnership/";

/// The plan of the sample portal, without the embargoed, future and draft articles.
fn sample() -> (SitePlan, Theme) {
    let mut told = Vec::new();
    let inventory = source::discover(Path::new(env!("CARGO_MANIFEST_DIR"))).unpack(&mut told);
    let settings = include_str!("../portal.yaml").replace("[en-GB]", "[en-GB, fr, ar]");
    let config = config::read(&settings, Some(BASE)).unpack(&mut told);
    let articles = parse::articles(&config, &inventory).unpack(&mut told);
    let theme = Theme::load(&config, &inventory).unpack(&mut told);
    let instant = parse_instant("2026-11-01T12:00:00Z").expect("an instant");
    let project = Project { config, instant, shown: Shown::default() };
    let connected = graph::connect(&project, &inventory, &theme, articles).unpack(&mut told);
    assert!(!connected.held.is_empty(), "the sample holds something back");
    (plan::claim(connected.portal, &theme, &inventory).unpack(&mut told), theme)
}

/// Every text that is made, with what makes it.
fn made<'a>(plan: &'a SitePlan, theme: &'a Theme) -> Vec<(&'a OutputPath, &'a Job, String)> {
    let renderer = Renderer::new(plan, theme);
    let file = |(path, job)| match renderer.file(path, job) {
        // What cards say is drawn.
        Ok(Content::Bytes(_)) if matches!(job, Job::SocialCard(_)) => None,
        Ok(Content::Bytes(bytes)) => Some((path, job, String::from_utf8(bytes).expect("UTF-8"))),
        Ok(Content::Known(_) | Content::Copy(_) | Content::Cleaned(_) | Content::Variant(_)) => None,
        Err(complaint) => panic!("{path}: {complaint:?}"),
    };
    plan.jobs.iter().filter_map(file).collect()
}

#[test]
fn every_file_for_machines_is_well_formed() {
    let (plan, theme) = sample();
    for (path, _, text) in made(&plan, &theme) {
        match path.as_str().rsplit('.').next() {
            Some("json") => drop(json(path, &text)),
            Some("xml") => tell_elements(path, &text, &mut |_, _| {}),
            Some("html") => drop(json_ld(path, &text)),
            _ => {}
        }
    }
}

#[test]
fn every_address_of_sitemap_feeds_and_data_is_of_the_plan() {
    let (plan, theme) = sample();
    for (path, job, text) in made(&plan, &theme) {
        let mut urls: Vec<String> = Vec::new();
        match job {
            Job::Feed(..) | Job::Sitemap(_) | Job::SitemapIndex if path.as_str().ends_with(".xml") => {
                tell_elements(path, &text, &mut |_, value| urls.push(value.to_owned()));
            }
            Job::Feed(..) | Job::PortalData | Job::TimelineData => texts(&json(path, &text), &mut urls),
            _ => texts(&json_ld(path, &text).unwrap_or_default(), &mut urls),
        }
        // How the portal is searched is told as a pattern, not as an address.
        for url in urls.iter().filter(|url| !url.ends_with("/search/?q={words}")) {
            assert!(is_alive(&plan, url), "{path}: {url}");
        }
    }
}

#[test]
fn nothing_held_is_told_anywhere() {
    let (plan, theme) = sample();
    for (path, _, text) in made(&plan, &theme) {
        for word in ["sample-embargoed-announcement", "sample-annual-review", "sample-draft"] {
            assert!(!text.contains(word), "{path} tells of {word}");
        }
    }
}

/// Whether a text is no address of the portal, or one that the plan has.
fn is_alive(plan: &SitePlan, text: &str) -> bool {
    let Some(address) = text.strip_prefix(BASE) else { return true };
    let address = address.split(['#', '?']).next().unwrap_or_default();
    plan.jobs.keys().any(|path| name::encoded(path.address()) == address)
        // Names of schemes and of the folders of terms are addresses of pages too.
        || plan.jobs.contains_key(&OutputPath::page(address.trim_end_matches('/')))
}

fn json(path: &OutputPath, text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The JSON-LD of a page, if it has any.
fn json_ld(path: &OutputPath, text: &str) -> Option<serde_json::Value> {
    let (_, rest) = text.split_once("<script type=\"application/ld+json\">")?;
    rest.split_once("</script>").map(|(script, _)| json(path, script))
}

fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

/// Reads XML and tells every text and attribute with the name of its element.
fn tell_elements(path: &OutputPath, text: &str, tell: &mut impl FnMut(&str, &str)) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}"));
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
                    tell(&name, &attribute.value);
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name);
                }
            }
            Event::Text(text) => tell(open.last().map_or("", String::as_str), text),
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{path} ends inside {open:?}");
}
