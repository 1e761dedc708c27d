//! The theme of a portal: templates found through their layers and checked, texts of the interface,
//! assets with fingerprints. The only module that speaks Tera.
//!
//! A template is looked for in the portal's `templates/`, then in the theme, then in its parents. The
//! themes of dateline's own repository are in the binary; a folder of the same name in the project
//! takes their place.

pub mod buffer;
pub mod components;
mod layers;
mod limits;
mod mistakes;
mod named;
mod names;
pub mod texts;
pub mod value;
pub mod view;
pub mod views;
pub mod vocabulary;

use std::borrow::Cow;
use std::collections::BTreeMap;

use tera::{Context, Kwargs, State, Tera};

use crate::addresses;
use crate::config::{Config, FILE};
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::{LanguageId, SourcePath};
use crate::source::{Inventory, media};
pub use components::{ComponentSpec, Takes};
use layers::Layer;
use named::Named;
pub use texts::Texts;
pub use value::Value;

/// A file of the theme that pages refer to.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its name below `assets/`: `site.css`.
    pub name: String,
    /// Where it comes from.
    pub source: SourcePath,
    /// Its address below the portal's root, with its fingerprint.
    pub address: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// A template: its full name, its file, its text.
#[derive(Clone, Debug)]
pub(crate) struct TemplateSource {
    /// `default/news.html`, `portal/news.html`.
    name: String,
    source: SourcePath,
    text: String,
}

/// A loaded theme.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    templates: Vec<TemplateSource>,
    /// The first layer that has a template: `news.html` → `default/news.html`.
    whole_names: BTreeMap<String, String>,
    components: BTreeMap<String, ComponentSpec>,
    named: Named,
    texts: Vec<Texts>,
    /// Its assets, by name.
    pub assets: Vec<Asset>,
}

/// The stack a thread needs that renders: templates in each other are calls of the engine in each other, and a component
/// that calls itself through others goes deepest.
pub const STACK: usize = 32 << 20;

/// Bytes most pages have room in, so that they need not be moved while they grow.
const USUAL_PAGE: usize = 32 * 1024;

/// The style sheet made from the settings.
pub const LOOK: &str = "look.css";

/// The template of what pages may load and do, as it stands in them and is said to hosts.
pub const POLICY: &str = "partials/policy.html";

/// The prefix of the portal's own templates.
const PORTAL: &str = "portal/";

impl Theme {
    /// Loads the theme the settings name, with its parents and the portal's own templates.
    pub fn load(config: &Config, inventory: &Inventory) -> Outcome<Theme> {
        let mut diagnostics = Vec::new();
        let layers = layers::find(config, inventory).unpack(&mut diagnostics);
        let templates = templates(inventory, &layers, &mut diagnostics);
        let assets = assets(config, &layers);
        diagnostics.extend(missing_files(config, inventory));
        let told = diagnostics.len();
        let texts = texts(config, &layers).unpack(&mut diagnostics);
        let keys = (diagnostics.len() == told).then(|| texts.iter().flat_map(Texts::keys).collect());
        let told = diagnostics.len();
        // Themes of the binary are looked at when dateline is tested; only others are when they are loaded.
        let is_own = !inventory.templates.is_empty() || layers.iter().any(Layer::is_in_project);
        let whole_names = whole_names(&templates);
        let exceeded = if is_own { limits::exceeded(&templates, &whole_names) } else { Vec::new() };
        let readable = if exceeded.is_empty() { &templates[..] } else { &[] };
        diagnostics.extend(exceeded);
        let tera = engine(config, &layers, &assets, readable).unpack(&mut diagnostics);
        if is_own && diagnostics.len() == told {
            diagnostics.extend(names::wrong(&templates, keys.as_ref()));
        }
        let components = components::read(&tera, &templates).unpack(&mut diagnostics);
        let named = Named::new(&tera, &templates, whole_names.keys().cloned());
        Outcome { value: Theme { tera, templates, whole_names, components, named, texts, assets }, diagnostics }
    }

    /// The component `:::` blocks of this name are made of.
    pub fn component(&self, name: &str) -> Option<&ComponentSpec> {
        self.components.get(name)
    }

    /// The names of all components for authors.
    pub fn component_names(&self) -> Vec<&str> {
        self.components.keys().map(String::as_str).collect()
    }

    /// Every component with what it takes, as it is written: `ui.card` and `item, level=3, @text`.
    pub fn signatures(&self) -> BTreeMap<String, String> {
        components::signatures(&self.tera)
    }

    /// The texts of the interface in a language.
    pub fn texts(&self, language: LanguageId) -> &Texts {
        &self.texts[language.index()]
    }

    /// Whether some layer has this template.
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Whether a template, or anything it is made of, names a value given to it. In doubt it does.
    pub fn reads(&self, template: &str, value: &str) -> bool {
        self.named.has(&self.tera, template, value)
    }

    /// The names of all templates as authors write them, for suggestions.
    pub fn template_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.templates.iter().filter_map(|template| template.name.split_once('/')).map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every template of every layer: its name with its layer (`default/news.html`) and its text.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|template| (template.name.as_str(), template.text.as_str()))
    }

    /// The text of a file of the theme that is not in the project but in the binary.
    pub fn text_of(&self, source: &SourcePath) -> Option<&str> {
        self.templates.iter().find(|template| template.source == *source).map(|template| template.text.as_str())
    }

    /// Renders a template with values by name. A mistake in it is told at its place.
    pub fn render(&self, template: &str, values: &Values) -> Result<String, Diagnostic> {
        let whole = self.whole_names.get(template).map_or(template, String::as_str);
        let mut page = limits::Page::new(buffer::taken(USUAL_PAGE));
        self.tera.render_to(whole, &values.0, &mut page).map_err(|error| {
            let complaint = if page.is_full { limits::Page::told() } else { self.told(&error) };
            self.at_least_in(complaint, |name| name == whole)
        })?;
        Ok(String::from_utf8(page.bytes).expect("templates and values are texts"))
    }

    /// Renders a component with its arguments, what it gets from the page, and the text inside it.
    pub fn render_component(
        &self,
        name: &str,
        arguments: &Values,
        page: &Values,
        body: Option<&str>,
    ) -> Result<String, Diagnostic> {
        let mut written = limits::Page::new(Vec::new());
        let tera = &self.tera;
        tera.render_component_with_implicits_to(name, &arguments.0, &page.0, body, true, &mut written).map_err(
            |error| {
                let complaint = if written.is_full { limits::Page::told() } else { self.told(&error) };
                let file = format!("/components/{name}.html");
                self.at_least_in(complaint, |name| name.ends_with(&file))
            },
        )?;
        Ok(String::from_utf8(written.bytes).expect("templates and values are texts"))
    }

    /// A complaint that knows no place is at least about the template that was asked for.
    fn at_least_in(&self, complaint: Diagnostic, is_it: impl Fn(&str) -> bool) -> Diagnostic {
        let source = self.templates.iter().find(|template| is_it(&template.name));
        match (&complaint.at, source) {
            (None, Some(template)) => complaint.at(Span::file(&template.source)),
            _ => complaint,
        }
    }

    fn told(&self, error: &tera::Error) -> Diagnostic {
        mistakes::told(error, &self.templates)
            .into_iter()
            .next()
            .unwrap_or_else(|| Diagnostic::error(Code::BadTemplate, error.to_string()))
    }
}

/// Values by name, for a template.
#[derive(Clone, Debug, Default)]
pub struct Values(Context);

impl Values {
    /// None.
    pub fn new() -> Values {
        Values(Context::new())
    }

    /// Adds one. Costs nothing however large the value is.
    pub fn insert(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        self.0.insert_value(name, value);
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, name: &'static str, value: impl Into<Value>) -> Values {
        let mut values = self.clone();
        values.insert(name, value.into());
        values
    }
}

fn whole_names(templates: &[TemplateSource]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for template in templates {
        if let Some((_, name)) = template.name.split_once('/') {
            names.entry(name.to_owned()).or_insert_with(|| template.name.clone());
        }
    }
    names
}

/// The texts of every language. English stands below each of them, but is told of once.
fn texts(config: &Config, layers: &[Layer]) -> Outcome<Vec<Texts>> {
    let mut diagnostics = Vec::new();
    let settings = SourcePath::new(FILE);
    let load = |(index, language)| {
        let named_at = Span::field(&settings, Field::new("languages").item(index));
        texts::load(language, layers, &named_at).unpack(&mut diagnostics)
    };
    let value = config.languages.iter().enumerate().map(load);
    let value = value.collect();
    let mut told: Vec<Diagnostic> = Vec::new();
    for complaint in diagnostics {
        if !told.contains(&complaint) {
            told.push(complaint);
        }
    }
    Outcome { value, diagnostics: told }
}

/// Gathers the templates of all layers, the portal's first.
fn templates(inventory: &Inventory, layers: &[Layer], diagnostics: &mut Vec<Diagnostic>) -> Vec<TemplateSource> {
    let own = inventory.templates.iter().map(|material| {
        let name = material.path.within("templates");
        (format!("{PORTAL}{name}"), material)
    });
    let themes = layers.iter().flat_map(|layer| {
        layer.files("templates/").map(move |(name, material)| (format!("{}/{name}", layer.name), material))
    });
    let mut templates = Vec::new();
    for (name, material) in own.chain(themes) {
        match std::str::from_utf8(&material.bytes) {
            Ok(text) => templates.push(TemplateSource { name, source: material.path.clone(), text: text.to_owned() }),
            Err(_) => {
                let complaint = Diagnostic::error(Code::NotUtf8, "this template is not UTF-8");
                diagnostics.push(complaint.at(Span::file(&material.path)));
            }
        }
    }
    templates
}

/// The assets of all layers; a theme's own win over its parents'.
fn assets(config: &Config, layers: &[Layer]) -> Vec<Asset> {
    let mut assets: BTreeMap<String, Asset> = BTreeMap::new();
    for layer in layers.iter().rev() {
        for (name, material) in layer.files("assets/") {
            let address = addresses::asset(name, &media::fingerprint(&material.bytes));
            let asset =
                Asset { name: name.to_owned(), source: material.path.clone(), address, bytes: material.bytes.clone() };
            assets.insert(name.to_owned(), asset);
        }
    }
    if let Some(sheet) = config.look.sheet() {
        let address = addresses::asset(LOOK, &media::fingerprint(sheet.as_bytes()));
        let bytes = Cow::Owned(sheet.into_bytes());
        assets.insert(LOOK.to_owned(), Asset { name: LOOK.to_owned(), source: SourcePath::new(FILE), address, bytes });
    }
    assets.into_values().collect()
}

/// The files of the settings' look that are not there.
fn missing_files(config: &Config, inventory: &Inventory) -> Vec<Diagnostic> {
    let names = || inventory.statics.iter().filter_map(|source| source.as_str().strip_prefix("static/"));
    let missing = config.look.files().filter(|(_, file)| !names().any(|name| name == *file));
    let told = |(field, file): (&'static str, &str)| {
        let at = Span::field(&SourcePath::new(FILE), Field::new("look").part(field));
        let help = crate::model::name::did_you_mean(file, names())
            .unwrap_or_else(|| "put the file into `static/` and name it as it stands below".to_owned());
        Diagnostic::error(Code::BadSetting, format!("there is no file `static/{file}`")).at(at).help(help)
    };
    missing.map(told).collect()
}

/// Builds the engine and tells every mistake the templates have before anything is rendered.
fn engine(config: &Config, layers: &[Layer], assets: &[Asset], templates: &[TemplateSource]) -> Outcome<Tera> {
    let mut tera = Tera::new();
    register(&mut tera, config, assets);
    let prefixes = std::iter::once(PORTAL.to_owned()).chain(layers.iter().map(|layer| format!("{}/", layer.name)));
    tera.set_fallback_prefixes(prefixes).expect("no template has been added yet");
    let sources = || templates.iter().map(|template| (template.name.clone(), template.text.clone()));
    match tera.add_raw_templates(sources()) {
        Ok(()) => Outcome::clean(tera),
        Err(error) => {
            let diagnostics = mistakes::all(&error, &tera, templates);
            Outcome { value: tera, diagnostics }
        }
    }
}

/// The functions templates may call.
fn register(tera: &mut Tera, config: &Config, assets: &[Asset]) {
    tera.register_function("range", limits::range);
    let root = config.base_url.path.clone();
    let urls: BTreeMap<String, String> = assets
        .iter()
        .map(|asset| (asset.name.clone(), format!("{root}{}", crate::model::name::encoded(&asset.address))))
        .collect();
    tera.register_function(vocabulary::ASSET, move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> {
        let path = arguments.must_get::<&str>("path")?;
        urls.get(path).cloned().ok_or_else(|| {
            let near = crate::model::name::did_you_mean(path, urls.keys().map(String::as_str));
            let near = near.map_or_else(String::new, |near| format!("; {near}"));
            tera::Error::message(format!("the theme has no asset `{path}`{near}"))
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_of_the_binary_name_nothing_wrong() {
        for name in ["default", "bulletin"] {
            let mut complaints = Vec::new();
            let settings = format!("title: Portal\nbase_url: https://portal.example/\ntheme: {name}\n");
            let config = crate::config::read(&settings, None).unpack(&mut complaints);
            let inventory = Inventory::default();
            let layers = layers::find(&config, &inventory).unpack(&mut complaints);
            let templates = templates(&inventory, &layers, &mut complaints);
            let texts = texts(&config, &layers).unpack(&mut complaints);
            assert!(templates.iter().any(|template| template.name.starts_with(name)), "{name} is there");
            let keys = texts.iter().flat_map(Texts::keys).collect();
            complaints.extend(names::wrong(&templates, Some(&keys)));
            assert_eq!(complaints, [], "{name}");
        }
    }
}
