//! Small portals for tests: settings and files in, the text of any file of the output out.

use crate::config::{self, Project, Shown};
use crate::diagnostic::Diagnostic;
use crate::graph;
use crate::model::time::parse_instant;
use crate::model::{OutputPath, SourcePath};
use crate::parse;
use crate::plan::{self, SitePlan};
use crate::render::{Content, Renderer};
use crate::source::{Asset, Inventory, Material, media};
use crate::theme::Theme;

/// The settings of every sample, before its own.
const SETTINGS: &str = "title: Portal
description: News of the partnership
base_url: https://portal.example/p/
time_zone: Europe/Paris
";

/// A portal, ready to be rendered.
pub(super) struct Sample {
    plan: SitePlan,
    theme: Theme,
}

impl Sample {
    /// A portal of 10 May 2020 with more settings and these files; it must be without complaints.
    pub(super) fn new(settings: &str, files: &[(&str, &str)]) -> Sample {
        let mut complaints: Vec<Diagnostic> = Vec::new();
        let config = config::read(&format!("{SETTINGS}{settings}"), None).unpack(&mut complaints);
        let inventory = inventory(files);
        let texts = files.iter().filter(|(path, _)| path.ends_with(".md"));
        let articles = texts.filter_map(|(path, text)| {
            parse::article(&config, &SourcePath::new(*path), text.as_bytes()).unpack(&mut complaints)
        });
        let articles = articles.collect();
        let theme = Theme::load(&config, &inventory).unpack(&mut complaints);
        let instant = parse_instant("2020-05-10T12:00:00Z").expect("an instant");
        let project = Project { config, instant, shown: Shown::default() };
        let connected = graph::connect(&project, &inventory, &theme, articles).unpack(&mut complaints);
        let plan = plan::claim(connected.portal, &theme, &inventory).unpack(&mut complaints);
        assert!(complaints.is_empty(), "{complaints:#?}");
        Sample { plan, theme }
    }

    /// Whether the output has a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.plan.jobs.contains_key(&OutputPath::new(path))
    }

    /// The paths of the output.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.plan.jobs.keys().map(OutputPath::as_str)
    }

    /// The text of a file of the output.
    pub(super) fn file(&self, path: &str) -> String {
        let path = OutputPath::new(path);
        let job = self.plan.jobs.get(&path).expect("claimed");
        match Renderer::new(&self.plan, &self.theme).file(&path, job).expect("rendered") {
            Content::Bytes(bytes) => String::from_utf8(bytes).expect("UTF-8"),
            Content::Known(_) | Content::Copy(_) | Content::Cleaned(_) | Content::Variant(_) => {
                panic!("{path} is not made here")
            }
        }
    }

    /// The JSON-LD of a page, laid out for reading.
    pub(super) fn json_ld(&self, path: &str) -> String {
        let page = self.file(path);
        let start = "<script type=\"application/ld+json\">";
        let (_, rest) = page.split_once(start).expect("a page with JSON-LD");
        let (json, _) = rest.split_once("</script>").expect("an end");
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        format!("{value:#}\n")
    }
}

fn inventory(files: &[(&str, &str)]) -> Inventory {
    let (data, others): (Vec<_>, Vec<_>) =
        files.iter().filter(|(path, _)| !path.ends_with(".md")).partition(|(path, _)| path.starts_with("data/"));
    let material =
        |(path, text): &(&str, &str)| Material { path: SourcePath::new(*path), bytes: text.as_bytes().to_vec().into() };
    let asset = |(path, text): &(&str, &str)| {
        let path = SourcePath::new(*path);
        let facts = media::facts(&path, text.as_bytes());
        Asset { path, facts: facts.value, complaints: facts.diagnostics }
    };
    let mut inventory = Inventory::default();
    inventory.data = data.into_iter().map(material).collect();
    inventory.assets = others.into_iter().map(asset).collect();
    inventory.assets.sort_by(|one, other| one.path.cmp(&other.path));
    inventory
}
