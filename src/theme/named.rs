//! Which values a template names, so that what none of its parts asks for need not be made.
//!
//! Tera tells the names at the top level of a template and all it includes or extends. It leaves out
//! what a template binds itself, and the name of all values at once: where either occurs anywhere in
//! the theme, a value counts as named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tera::Tera;

use super::TemplateSource;

/// The name under which Tera hands out all values at once.
const EVERYTHING: &str = "__tera_context";

/// The values the templates of a theme name.
#[derive(Debug)]
pub(super) struct Named {
    /// By the name of the template; made when first asked for.
    by_template: BTreeMap<String, OnceLock<BTreeSet<String>>>,
    /// What counts as named by all: bound by some template, or taken from the page by a component.
    by_all: BTreeSet<String>,
    is_everything: bool,
}

impl Named {
    pub(super) fn new(tera: &Tera, templates: &[TemplateSource], names: impl Iterator<Item = String>) -> Named {
        let components = tera.get_component_names().filter_map(|name| tera.get_component_definition(name));
        let taken = components.flat_map(|component| {
            let implicit = component.args().iter().filter(|argument| argument.is_implicit());
            implicit.map(|argument| argument.name().to_owned()).collect::<Vec<String>>()
        });
        let bound = templates.iter().flat_map(|template| bound(&template.text)).map(str::to_owned);
        Named {
            by_template: names.map(|name| (name, OnceLock::new())).collect(),
            by_all: taken.chain(bound).collect(),
            is_everything: templates.iter().any(|template| template.text.contains(EVERYTHING)),
        }
    }

    /// Whether a template names a value. In doubt it does.
    pub(super) fn has(&self, tera: &Tera, template: &str, value: &str) -> bool {
        let Some(known) = self.by_template.get(template).filter(|_| !self.is_everything) else { return true };
        let named = known.get_or_init(|| {
            let named = tera.get_template_variables(template);
            named.map_or_else(|_| BTreeSet::new(), |named| named.into_iter().map(str::to_owned).collect())
        });
        named.is_empty() || named.contains(value) || self.by_all.contains(value)
    }
}

/// The names a template binds: behind `set`, `set_global` and `for`.
fn bound(text: &str) -> impl Iterator<Item = &str> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let at = move |place: usize| words.get(place).copied();
    (0..).map_while(move |place| Some((at(place)?, at(place + 1), at(place + 2)))).flat_map(|(word, first, second)| {
        let binds = matches!(word, "set" | "set_global" | "for");
        // `for key, value in`: more than are bound, which does no harm.
        [first.filter(|_| binds), second.filter(|_| word == "for")].into_iter().flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePath;

    fn named(templates: &[(&str, &str)]) -> (Tera, Named) {
        let mut tera = Tera::new();
        tera.add_raw_templates(templates.to_vec()).expect("no mistakes");
        let source = |(name, text): &(&str, &str)| TemplateSource {
            name: (*name).to_owned(),
            source: SourcePath::new(*name),
            text: (*text).to_owned(),
        };
        let sources: Vec<TemplateSource> = templates.iter().map(source).collect();
        let names = templates.iter().map(|(name, _)| (*name).to_owned());
        let named = Named::new(&tera, &sources, names);
        (tera, named)
    }

    #[test]
    fn a_value_is_named_by_a_template_or_what_it_is_made_of() {
        let base = ("base.html", "{{ page.title }}{% block main %}{% endblock main %}");
        let part = ("part.html", "{% for item in items %}{{ item.title }}{% endfor %}");
        let list =
            ("list.html", "{% extends \"base.html\" %}{% block main %}{% include \"part.html\" %}{% endblock main %}");
        let term = ("term.html", "{% extends \"base.html\" %}{% block main %}{{ lines }} items{% endblock main %}");
        let (tera, named) = named(&[base, part, list, term]);
        assert!(named.has(&tera, "list.html", "items"));
        assert!(!named.has(&tera, "term.html", "items"));
        assert!(named.has(&tera, "unknown.html", "items"));
    }

    #[test]
    fn in_doubt_a_value_is_named() {
        for other in ["{% set items = [] %}", "{% for _, items in all %}{% endfor %}", "{{ __tera_context }}"] {
            let (tera, named) = named(&[("term.html", "{{ lines }}"), ("other.html", other)]);
            assert!(named.has(&tera, "term.html", "items"), "{other}");
        }
        let component = "{% component ui.all(@items) %}{{ items }}{% endcomponent ui.all %}";
        let (tera, named) = named(&[("term.html", "{{ <ui.all /> }}"), ("other.html", component)]);
        assert!(named.has(&tera, "term.html", "items"));
    }
}
