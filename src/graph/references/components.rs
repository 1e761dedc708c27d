//! The attributes of `:::` blocks, checked against what the theme's component takes.

use super::{ANY, Found, Resolver, Use, expected};
use crate::diagnostic::{Code, Diagnostic, Spot};
use crate::graph::portal::Target;
use crate::model::body::{Attribute, Component};
use crate::model::name::did_you_mean;
use crate::model::{Country, Kind, Slug};
use crate::theme::{ComponentSpec, Takes};

/// Resolves the attributes of a component.
pub(super) fn resolve(resolver: &mut Resolver, component: &Component, spot: &Spot) {
    let theme = resolver.theme;
    let Some(spec) = theme.component(&component.name) else {
        let names = theme.component_names();
        let help = did_you_mean(&component.name, names.iter().copied())
            .unwrap_or_else(|| format!("known are `{}`", names.join("`, `")));
        resolver.tell(
            Diagnostic::error(Code::UnknownComponent, format!("no component is called `{}`", component.name))
                .help(help),
            spot.clone(),
        );
        return;
    };
    for attribute in &component.attributes {
        check(resolver, component, spec, attribute);
    }
    for argument in spec.arguments.iter().filter(|argument| argument.required) {
        if !component.attributes.iter().any(|attribute| *attribute.name == *argument.name) {
            let message = format!("`{}` needs the attribute `{}`", component.name, argument.name);
            let help = format!("write `::: {} {}=\"…\"`", component.name, argument.name);
            resolver.tell(Diagnostic::error(Code::BadAttribute, message).help(help), spot.clone());
        }
    }
}

fn check(resolver: &mut Resolver, component: &Component, spec: &ComponentSpec, attribute: &Attribute) {
    let spot = Spot::Bytes(attribute.span);
    let Some(argument) = spec.arguments.iter().find(|argument| argument.name == *attribute.name) else {
        let names = spec.arguments.iter().map(|argument| argument.name.as_str());
        let help = did_you_mean(&attribute.name, names.clone()).unwrap_or_else(|| match spec.arguments.len() {
            0 => "it takes none".to_owned(),
            _ => format!("it takes `{}`", names.collect::<Vec<_>>().join("`, `")),
        });
        let message = format!("`{}` takes no attribute `{}`", component.name, attribute.name);
        resolver.tell(Diagnostic::error(Code::BadAttribute, message).help(help), Spot::Bytes(attribute.name_span));
        return;
    };
    match argument.takes {
        Takes::Text => {}
        Takes::Picture => resolver.file(&attribute.value, spot, Use::Shown),
        Takes::Topic => topic(resolver, &attribute.value, spot),
        Takes::Article(kind) => drop(resolver.name(attribute.value.trim(), spot, kind.map_or(ANY, expected))),
        Takes::Articles(kind) => {
            for (name, span) in attribute.items() {
                resolver.name(name, Spot::Bytes(span), kind.map_or(ANY, expected));
            }
        }
        Takes::Country => country(resolver, &attribute.value, spot),
        Takes::Countries => attribute.items().for_each(|(code, span)| country(resolver, code, Spot::Bytes(span))),
    }
}

fn country(resolver: &mut Resolver, code: &str, spot: Spot) {
    match Country::from_code(code) {
        Some(country) => resolver.found.push((spot, Found::Target(Target::Country(country)))),
        None => {
            let complaint = Diagnostic::error(Code::UnknownCountry, format!("no country has the code `{code}`"));
            resolver.tell(complaint.help_if(Country::hint(code)), spot);
        }
    }
}

/// A topic exists when some visible article of this language carries it, or an article gives it its text.
fn topic(resolver: &mut Resolver, name: &str, spot: Spot) {
    let language = resolver.article.language;
    let own = resolver.visible.iter().copied().filter(|article| article.language == language);
    let slugs = own.flat_map(|article| {
        let text = (article.kind() == Kind::Topic).then(|| article.slug.clone());
        text.into_iter().chain(article.topics.iter().filter_map(|label| Slug::from_text(label)))
    });
    let slugs: std::collections::BTreeSet<Slug> = slugs.collect();
    if !slugs.iter().any(|slug| slug.as_str() == name) {
        let help = did_you_mean(name, slugs.iter().map(Slug::as_str));
        resolver.tell(
            Diagnostic::error(Code::UnknownReference, format!("no topic is called `{name}`")).help_if(help),
            spot,
        );
    }
}
