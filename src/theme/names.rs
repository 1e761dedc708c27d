//! Wrong names in templates: `{{ page.titel }}` is told when the theme is loaded, at its place, and not when
//! the first page fails.
//!
//! Only what can't be right is told: a name that no page gives to the template and nothing binds, a field that a
//! known view does not have, a text that the theme does not say. Where a name may mean several things (a theme
//! binds it in several places, a component takes it from whoever calls) nothing is said; such a mistake is told
//! at its place when a page is rendered. `page.fancy is defined`, `page?.fancy` and `page.fancy | default(…)` ask,
//! and asking is no mistake.

mod chain;
mod meaning;
mod reader;
#[cfg(test)]
mod tests;
pub(super) mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use super::{TemplateSource, views};
use crate::diagnostic::Diagnostic;
use meaning::{Meaning, certain, is_same};
use reader::Reader;
use tokens::{Sort, Tag, Token};

/// The names a template may use, with what they stand for.
type Names = BTreeMap<&'static str, Meaning>;

/// A template as it is read here.
struct Template<'a> {
    source: &'a TemplateSource,
    tags: Vec<Tag<'a>>,
    /// What it includes and extends, by position.
    made_of: Vec<usize>,
    /// The names it binds outside of components.
    bound: Vec<&'a str>,
}

/// Every wrong name in these templates, which are in the order in which they are looked for. `texts` has the
/// keys of the texts of the interface, if they are known.
pub(super) fn wrong(templates: &[TemplateSource], texts: Option<&BTreeSet<&str>>) -> Vec<Diagnostic> {
    let read: Vec<Template> = templates.iter().map(|source| read(source, templates)).collect();
    let given = given(&read);
    let everywhere: BTreeSet<&str> = read.iter().flat_map(|template| template.bound.iter().copied()).collect();
    let mut complaints = Vec::new();
    for (template, given) in read.iter().zip(&given) {
        let mut reader = Reader {
            source: &template.source.source,
            given,
            everywhere: &everywhere,
            texts,
            scopes: Vec::new(),
            assigned: BTreeMap::new(),
            complaints: &mut complaints,
        };
        for tag in &template.tags {
            reader.tag(tag);
        }
    }
    complaints
}

/// What a template is given: by pages, and by those that include it or that it is made of.
struct Given<'a> {
    names: Names,
    /// Names bound somewhere around it, with how often they are.
    bound: BTreeMap<&'a str, usize>,
}

fn read<'a>(source: &'a TemplateSource, templates: &'a [TemplateSource]) -> Template<'a> {
    let tags = tokens::tags(&source.text);
    let mut made_of = Vec::new();
    let mut bound = Vec::new();
    let mut is_in_component = false;
    for tag in &tags {
        let [first, rest @ ..] = &tag.tokens[..] else { continue };
        match first.text {
            "include" | "extends" if tag.is_statement => {
                made_of.extend(
                    rest.iter().find(|token| token.sort == Sort::Text).and_then(|name| find(name.text, templates)),
                );
            }
            "component" | "endcomponent" if tag.is_statement => is_in_component = first.text == "component",
            _ if is_in_component => {}
            "set" | "set_global" if tag.is_statement => bound.extend(rest.first().map(|token| token.text)),
            _ => {}
        }
        if !is_in_component {
            let loops = tag.tokens.iter().enumerate().filter(|(_, token)| token.is_name("for"));
            bound.extend(loops.flat_map(|(at, _)| loop_names(&tag.tokens[at + 1..])));
        }
    }
    Template { source, tags, made_of, bound }
}

/// The template meant by a name: with its layer, or the first of that name.
fn find(name: &str, templates: &[TemplateSource]) -> Option<usize> {
    templates
        .iter()
        .position(|template| template.name == name)
        .or_else(|| templates.iter().position(|template| short(template) == name))
}

/// Its name without its layer.
fn short(template: &TemplateSource) -> &str {
    template.name.split_once('/').map_or(template.name.as_str(), |(_, name)| name)
}

/// The names between `for` and `in`.
fn loop_names<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let names = tokens.iter().take_while(|token| !token.is_name("in"));
    names.filter(|token| token.sort == Sort::Name).map(|token| token.text).collect()
}

/// What each template is given, by position.
fn given<'a>(templates: &[Template<'a>]) -> Vec<Given<'a>> {
    let mut given: Vec<Option<Given>> = templates.iter().map(|_| None).collect();
    let roots =
        templates.iter().enumerate().filter_map(|(at, template)| Some((at, views::template(short(template.source))?)));
    let mut by_page: BTreeMap<&str, (views::PageTemplate, BTreeSet<usize>)> = BTreeMap::new();
    for (root, page) in roots {
        by_page.entry(page.name).or_insert((page, BTreeSet::new())).1.extend(reached(root, templates));
    }
    for (page, reached) in by_page.values() {
        let names = names_of(page);
        let bound: Vec<&str> = reached.iter().flat_map(|at| templates[*at].bound.iter().copied()).collect();
        for at in reached {
            let known = given[*at].get_or_insert_with(|| Given { names: names.clone(), bound: BTreeMap::new() });
            merge(&mut known.names, &names);
            for name in &bound {
                // Whatever several pages bind counts several times: that is doubt enough.
                *known.bound.entry(name).or_default() += 1;
            }
        }
    }
    // Articles may name it, or nobody does: it may be given anything.
    let all = || {
        let mut names = Names::new();
        for page in &views::TEMPLATES {
            let of_page = names_of(page);
            merge(&mut names, &of_page);
        }
        let bound = templates.iter().flat_map(|template| template.bound.iter().map(|name| (*name, 2))).collect();
        Given { names, bound }
    };
    given.into_iter().map(|given| given.unwrap_or_else(all)).collect()
}

/// A template and all it is made of.
fn reached(root: usize, templates: &[Template]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(at) = open.pop() {
        open.extend(templates[at].made_of.iter().copied().filter(|next| reached.insert(*next)));
    }
    reached
}

/// The names pages of a template give.
fn names_of(page: &views::PageTemplate) -> Names {
    let views = std::iter::once(&views::EVERY_PAGE).chain(page.views);
    views.flat_map(|view| view.fields()).map(|field| (field.name, Some(certain(field.shape)))).collect()
}

/// Adds names; one that means something else elsewhere may mean anything.
fn merge(names: &mut Names, others: &Names) {
    for (name, meaning) in others {
        let known = names.entry(name).or_insert(*meaning);
        if known.is_some_and(|known| meaning.is_none_or(|other| !is_same(known, other))) {
            *known = None;
        }
    }
}
