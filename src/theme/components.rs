//! The components authors may use in `:::` blocks: those of `templates/components/NAME.html`, with
//! the arguments their templates declare.

use std::collections::BTreeMap;

use tera::{Tera, Value};

use super::TemplateSource;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::Kind;

/// The drawn sign of a kind.
pub const SHAPE: &str = "ui.shape";
/// A dated fact as an item of a list.
pub const ENTRY: &str = "ui.entry";
/// An article as a card in a list.
pub const CARD_LINE: &str = "ui.card_line";
/// An article as a link in a list.
pub const LINK_LINE: &str = "ui.link_line";
/// A picture in a text.
pub const PICTURE: &str = "ui.picture";

/// What a list can be narrowed down by.
pub const FILTERS: &str = "ui.filters";

/// What is made outside of the templates of pages, most of it once for many: every page may hold some of it.
pub const SHARED: [&str; 6] = [SHAPE, ENTRY, CARD_LINE, LINK_LINE, PICTURE, FILTERS];

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text, given as it is.
    Text,
    /// The name of an article, of a kind or any.
    Article(Option<Kind>),
    /// Names of articles, separated by commas.
    Articles(Option<Kind>),
    /// A topic by its slug.
    Topic,
    /// A country by its code.
    Country,
    /// Countries by their codes, separated by commas.
    Countries,
    /// A picture by its path from the article.
    Picture,
}

impl Takes {
    /// Reads what the metadata of a component says: `organisation`, `person*`, `any`, `country*`, `picture`.
    fn parse(word: &str) -> Option<Takes> {
        let (name, many) = word.strip_suffix('*').map_or((word, false), |name| (name, true));
        match (name, many) {
            ("text", false) => Some(Takes::Text),
            ("picture", false) => Some(Takes::Picture),
            ("topic", false) => Some(Takes::Topic),
            ("country", false) => Some(Takes::Country),
            ("country", true) => Some(Takes::Countries),
            ("any", false) => Some(Takes::Article(None)),
            ("any", true) => Some(Takes::Articles(None)),
            (name, many) => {
                let kind = Some(Kind::from_word(name)?);
                Some(if many { Takes::Articles(kind) } else { Takes::Article(kind) })
            }
        }
    }
}

/// An argument of a component.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub required: bool,
}

/// What a component takes.
#[derive(Clone, Debug, Default)]
pub struct ComponentSpec {
    /// Its arguments, in the order of the template.
    pub arguments: Vec<Argument>,
}

/// Reads the components of the loaded templates.
pub(super) fn read(tera: &Tera, templates: &[TemplateSource]) -> Outcome<BTreeMap<String, ComponentSpec>> {
    let mut components = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for template in templates {
        let Some(name) = component_name(&template.name) else { continue };
        let Some(info) = tera.get_component_definition(name) else {
            if tera.contains_template(&template.name) {
                let complaint =
                    Diagnostic::error(Code::BadTemplate, format!("this file defines no component `{name}`"));
                diagnostics.push(
                    complaint.at(Span::file(&template.source)).help(format!("begin with `{{% component {name}() %}}`")),
                );
            }
            continue;
        };
        let mut spec = ComponentSpec::default();
        for argument in info.args().iter().filter(|argument| !argument.is_implicit()) {
            let word = info.metadata().get(argument.name()).and_then(Value::as_str).unwrap_or("text");
            let takes = Takes::parse(word).unwrap_or_else(|| {
                let message = format!("`{word}` is nothing the argument `{}` of `{name}` can take", argument.name());
                let help = "known are `text`, `picture`, `topic`, `country`, `any` and the kinds, with `*` for several";
                diagnostics
                    .push(Diagnostic::error(Code::BadTemplate, message).at(Span::file(&template.source)).help(help));
                Takes::Text
            });
            spec.arguments.push(Argument { name: argument.name().to_owned(), takes, required: argument.is_required() });
        }
        components.insert(name.to_owned(), spec);
    }
    Outcome { value: components, diagnostics }
}

/// What every component takes, by its name.
pub(super) fn signatures(tera: &Tera) -> BTreeMap<String, String> {
    let argument = |argument: &tera::ComponentArg| {
        let sign = if argument.is_implicit() { "@" } else { "" };
        let default = argument.default().map(|default| match default.as_str() {
            Some(text) => format!("=\"{text}\""),
            None if default.is_none() => "=none".to_owned(),
            None => format!("={default}"),
        });
        format!("{sign}{}{}", argument.name(), default.unwrap_or_default())
    };
    let signature = |name: &str| {
        let info = tera.get_component_definition(name)?;
        let rest = info.rest_param().map(|rest| format!("...{rest}"));
        // What must be given first, what the page gives last.
        let mut arguments: Vec<&tera::ComponentArg> = info.args().iter().collect();
        arguments.sort_by_key(|argument| (argument.is_implicit(), !argument.is_required()));
        let arguments: Vec<String> = arguments.into_iter().map(argument).chain(rest).collect();
        Some((name.to_owned(), arguments.join(", ")))
    };
    tera.get_component_names().filter_map(signature).collect()
}

/// `timeline` for `default/components/timeline.html`.
fn component_name(template: &str) -> Option<&str> {
    let (_, path) = template.split_once('/')?;
    path.strip_prefix("components/")?.strip_suffix(".html").filter(|name| !name.contains('/'))
}
