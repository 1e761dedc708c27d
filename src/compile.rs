//! The flow on one page: discover → parse → connect → plan. Writes and renders nothing.

use std::path::Path;

use crate::config::{self, Config, Project, Shown};
use crate::diagnostic::{Code, Diagnostic, Failure, Outcome};
use crate::graph::amend::Amending;
use crate::graph::{self, Held, held};
use crate::memo::{Edited, Parsed};
use crate::model::{Article, Instant};
use crate::parse;
use crate::plan::{self, SitePlan};
use crate::source::{self, Inventory, Survey, regular};
use crate::theme::Theme;
use crate::timing::Stages;

/// What a build depends on besides the project's files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The instant the portal is built for.
    pub instant: Instant,
    /// What of the held is shown.
    pub shown: Shown,
    /// An address that stands instead of the settings' one.
    pub base_url: Option<String>,
}

/// A project, compiled: everything that rendering needs.
#[derive(Debug)]
pub struct Compiled {
    /// The plan of its output.
    pub plan: SitePlan,
    /// Its theme.
    pub theme: Theme,
    /// Its files.
    pub inventory: Inventory,
    /// What is not shown yet.
    pub held: Vec<Held>,
    /// The text of its settings.
    pub settings: String,
}

/// Compiles the project at `root`. Complaints of all stages come together.
pub fn compile(root: &Path, options: &Options) -> Result<Outcome<Compiled>, Failure> {
    let survey = source::survey(root);
    flow(survey, options, &mut Stages::new(), |config, inventory, _| parse::articles(config, inventory))
}

/// The same for a project that was surveyed, with what is known of its files: only changed ones are parsed.
pub fn again(
    survey: Survey,
    options: &Options,
    parsed: &mut Parsed,
    stages: &mut Stages,
) -> Result<Outcome<Compiled>, Failure> {
    flow(survey, options, stages, |config, inventory, stages| {
        let articles = stages.time("parse", || parsed.articles(config, inventory));
        stages.count(parsed.parsed, 0);
        articles
    })
}

/// The same, when only some articles changed since the last build and no change reaches further than its
/// article. Nothing where that can't be told: then everything is connected [`again`].
pub fn amended(
    survey: Survey,
    options: &Options,
    edited: &mut Edited,
    stages: &mut Stages,
) -> Option<Outcome<Compiled>> {
    let settings = settings_text(survey.root()).ok()?;
    // What is said of settings, theme and data was said by the last build.
    let config = config::read(&settings, options.base_url.as_deref()).value;
    let inventory = survey.read().value;
    let theme = Theme::load(&config, &inventory).value;
    let project = Project { config, instant: options.instant, shown: options.shown };
    let data = source::data::read(&inventory, &project.config.languages).value;
    let shown = |project: &Project, articles| held::sift(project, articles).visible;
    let mut portal = stages.time("restore", || edited.portal(project, &inventory, data, shown))?;
    stages.count(portal.articles.len(), 0);
    let parsed = stages.time("parse", || edited.parsed(&portal.project.config, inventory.root()))?;
    let (diagnostics, changed) = parsed;
    stages.count(changed.len(), 0);
    let mut amending = Amending { portal: &mut portal, held: edited.held, inventory: &inventory, theme: &theme };
    let amended = stages.time("amend", || amending.amend(changed))?;
    stages.count(amended.ids().len(), 0);
    let plan = stages.time("plan", || plan::claim(portal, &theme, &inventory));
    stages.count(plan.value.jobs.len(), 0);
    let held = edited.held.to_vec();
    let compiled = Compiled { plan: plan.value, theme, inventory, held, settings };
    plan.diagnostics.is_empty().then_some(Outcome { value: compiled, diagnostics })
}

/// Puts changed articles into a compiled portal. Where that can't be, nothing is different.
pub fn amend(compiled: &mut Compiled, articles: Vec<Article>) -> bool {
    let Compiled { plan, theme, inventory, held, .. } = compiled;
    let Some(amended) = (Amending { portal: &mut plan.portal, held, inventory, theme }).amend(articles) else {
        return false;
    };
    let is_whole = plan::leads_somewhere(plan, &amended.ids()) && plan::search_is_cut_as_before(plan);
    if !is_whole {
        Amending { portal: &mut plan.portal, held, inventory, theme }.undo(amended);
    }
    is_whole
}

fn flow(
    survey: Survey,
    options: &Options,
    stages: &mut Stages,
    articles: impl FnOnce(&Config, &Inventory, &mut Stages) -> Outcome<Vec<Article>>,
) -> Result<Outcome<Compiled>, Failure> {
    let mut diagnostics = Vec::new();
    let settings = settings_text(survey.root())?;
    let config = config::read(&settings, options.base_url.as_deref()).unpack(&mut diagnostics);
    let inventory = stages.time("read", || survey.read()).unpack(&mut diagnostics);
    stages.count(inventory.assets.len() + inventory.themes.len() + inventory.templates.len() + inventory.data.len(), 0);
    let theme = stages.time("theme", || Theme::load(&config, &inventory)).unpack(&mut diagnostics);
    let articles = articles(&config, &inventory, stages).unpack(&mut diagnostics);
    let project = Project { config, instant: options.instant, shown: options.shown };
    let connected = stages.time("connect", || graph::connect(&project, &inventory, &theme, articles));
    let connected = connected.unpack(&mut diagnostics);
    stages.count(connected.portal.articles.len(), 0);
    let plan = stages.time("plan", || plan::claim(connected.portal, &theme, &inventory)).unpack(&mut diagnostics);
    stages.count(plan.jobs.len(), 0);
    Ok(Outcome { value: Compiled { plan, theme, inventory, held: connected.held, settings }, diagnostics })
}

/// Reads the settings of the project at `root`.
pub fn settings(root: &Path, options: &Options) -> Result<Outcome<Config>, Failure> {
    Ok(config::read(&settings_text(root)?, options.base_url.as_deref()))
}

fn settings_text(root: &Path) -> Result<String, Failure> {
    let path = root.join(config::FILE);
    let bytes = regular::read(&path).map_err(|error| {
        if regular::is_irregular(&error) {
            return Failure::Usage(format!(
                "{} is no regular file: put the file itself there, not a link to it",
                path.display()
            ));
        }
        Failure::machine(format!("read {}", path.display()), error)
    })?;
    String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{} is not UTF-8", path.display())))
}

/// What a build must say that shows what is held: this is how embargoes leak.
pub fn shown_loudly(shown: Shown) -> Option<Diagnostic> {
    let options = [(shown.drafts, "--drafts"), (shown.future, "--future")];
    let given: Vec<&str> = options.iter().filter(|(given, _)| *given).map(|(_, option)| *option).collect();
    if given.is_empty() {
        return None;
    }
    let message = format!("this output shows what is held back ({}): do not publish it", given.join(", "));
    let complaint = Diagnostic::warning(Code::HeldShown, message);
    Some(complaint.help("build again without the option before you publish"))
}
