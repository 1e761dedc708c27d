//! Reads a template tag by tag, knows what each name stands for where it stands, and tells the wrong ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::chain::{Chain, Step, chain, is_operand};
use super::meaning::{FieldOf, Meaning, certain, field_of};
use super::tokens::{Sort, Tag, Token};
use super::{Given, loop_names};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::SourcePath;
use crate::model::name::did_you_mean;
use crate::theme::view::Shape;
use crate::theme::views;

/// What a template binds for a part of itself.
pub(super) enum Scope<'a> {
    /// The names of a loop, until its end.
    Loop(Vec<(&'a str, Meaning)>),
    /// A component: it sees its arguments and what it binds itself, and nothing else.
    Component { name: String, names: Vec<(&'a str, Meaning)> },
    /// Something with an `else` of its own.
    If,
}

/// Reads one template.
pub(super) struct Reader<'r, 'a> {
    pub(super) source: &'r SourcePath,
    pub(super) given: &'r Given<'a>,
    /// The names any template binds.
    pub(super) everywhere: &'r BTreeSet<&'a str>,
    pub(super) texts: Option<&'r BTreeSet<&'r str>>,
    pub(super) scopes: Vec<Scope<'a>>,
    /// What names that are set once stand for since.
    pub(super) assigned: BTreeMap<&'a str, Meaning>,
    pub(super) complaints: &'r mut Vec<Diagnostic>,
}

impl<'a> Reader<'_, 'a> {
    pub(super) fn tag(&mut self, tag: &Tag<'a>) {
        let tokens = &tag.tokens[..];
        let keyword = tokens.first().filter(|first| tag.is_statement && first.sort == Sort::Name);
        let Some(keyword) = keyword else { return self.expression(tokens) };
        let rest = &tokens[1..];
        match keyword.text {
            "for" => {
                let names = loop_names(rest);
                let target = rest.iter().position(|token| token.is_name("in")).map_or(&[][..], |at| &rest[at + 1..]);
                self.expression(target);
                let bound = self.items(&names, target);
                self.scopes.push(Scope::Loop(bound));
            }
            "if" => {
                self.scopes.push(Scope::If);
                self.expression(rest);
            }
            "else" => {
                // What is said when there is nothing to loop over knows none of it.
                if let Some(Scope::Loop(names)) = self.scopes.last_mut() {
                    names.clear();
                }
            }
            "endfor" | "endif" | "endcomponent" => {
                self.scopes.pop();
            }
            "component" => self.component(rest),
            "set" | "set_global" => self.set(rest),
            // `{% filter upper %}`
            "filter" => self.expression(rest.get(1..).unwrap_or_default()),
            "block" | "endblock" | "include" | "extends" | "endfilter" | "endset" | "break" | "continue" | "endraw" => {
            }
            "elif" => self.expression(rest),
            _ => self.expression(tokens),
        }
    }

    /// What the names of a loop stand for.
    fn items(&self, names: &[&'a str], target: &[Token<'a>]) -> Vec<(&'a str, Meaning)> {
        let of_list = match (names, self.meaning(target)) {
            ([_], Some(Shape::List(item))) => Some(certain(item)),
            _ => None,
        };
        names.iter().map(|name| (*name, of_list)).collect()
    }

    /// `{% component ui.card(item, level=3, @text) {…} %}`
    fn component(&mut self, tokens: &[Token<'a>]) {
        let opened = tokens.iter().position(|token| token.is_mark("(")).unwrap_or(tokens.len());
        let name = tokens[..opened].iter().map(|token| token.text).collect();
        let closed = tokens.iter().position(|token| token.is_mark(")")).unwrap_or(tokens.len());
        let mut names = vec![("body", None)];
        for at in (opened + 1)..closed {
            let before = &tokens[at - 1];
            let token = &tokens[at];
            if token.sort == Sort::Name && !before.is_mark(":") && !before.is_mark("=") {
                let is_taken = before.is_mark("@");
                let field = views::EVERY_PAGE.field(token.text).filter(|_| is_taken);
                let known = field.filter(|field| !self.everywhere.contains(field.name));
                names.push((token.text, known.map(|field| certain(field.shape))));
            }
        }
        self.scopes.push(Scope::Component { name, names });
    }

    /// `{% set name = value %}`, or the beginning of `{% set name %}…{% endset %}`.
    fn set(&mut self, tokens: &[Token<'a>]) {
        let [name, rest @ ..] = tokens else { return };
        let value = rest.get(1..).unwrap_or_default();
        self.expression(value);
        let meaning = self.meaning(value);
        for scope in self.scopes.iter_mut().rev() {
            if let Scope::Component { names, .. } = scope {
                // What it means may depend on which `if` was true.
                names.retain(|(known, _)| *known != name.text);
                names.push((name.text, None));
                return;
            }
        }
        let often = self.given.bound.get(name.text).copied().unwrap_or_default();
        if often == 1 && !self.given.names.contains_key(name.text) {
            self.assigned.insert(name.text, meaning);
        }
    }

    /// What an expression stands for that is no more than a name and its fields.
    fn meaning(&self, tokens: &[Token<'a>]) -> Meaning {
        let chain = chain(tokens, 0).filter(|chain| chain.length == tokens.len())?;
        let mut meaning = self.name(chain.name).ok()??;
        for step in &chain.steps {
            meaning = match (step, certain(meaning)) {
                (Step::Field(name, _), shape) => match field_of(shape, name) {
                    FieldOf::Known(Some(known)) => known,
                    FieldOf::Known(None) | FieldOf::Unknown | FieldOf::Missing(_) => return None,
                },
                (Step::Item, Shape::List(item)) => certain(item),
                (Step::Item | Step::Doubt, _) => return None,
            };
        }
        Some(certain(meaning))
    }

    /// What a name stands for here; an error if nothing gives it.
    fn name(&self, name: &str) -> Result<Meaning, ()> {
        for scope in self.scopes.iter().rev() {
            match scope {
                Scope::Loop(names) => {
                    if let Some((_, meaning)) = names.iter().rev().find(|(known, _)| *known == name) {
                        return Ok(*meaning);
                    }
                }
                Scope::Component { names, .. } => {
                    let known = names.iter().rev().find(|(known, _)| *known == name);
                    return known.map(|(_, meaning)| *meaning).ok_or(());
                }
                Scope::If => {}
            }
        }
        if self.given.bound.contains_key(name) {
            return Ok(self.assigned.get(name).copied().flatten());
        }
        self.given.names.get(name).copied().ok_or(())
    }

    /// Looks at every name of an expression.
    fn expression(&mut self, tokens: &[Token<'a>]) {
        let depth = self.scopes.len();
        // `[heading for heading in article.outline]`: the name is known from the bracket on.
        for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.is_name("for")) {
            let rest = &tokens[at + 1..];
            let names = loop_names(rest);
            let start = rest.iter().position(|token| token.is_name("in")).map_or(rest.len(), |at| at + 1);
            let end = rest[start..].iter().position(|token| token.is_name("if") || token.is_mark("]"));
            let target = &rest[start..end.map_or(rest.len(), |end| start + end)];
            // The name of the one loop must not be that of another, nor of what it loops over.
            let is_sole = tokens.iter().filter(|token| token.is_name("for")).count() == 1
                && !target.first().is_some_and(|first| names.contains(&first.text));
            let items = self.items(&names, target);
            self.scopes.push(Scope::Loop(
                items.into_iter().map(|(name, meaning)| (name, meaning.filter(|_| is_sole))).collect(),
            ));
        }
        let mut at = 0;
        while at < tokens.len() {
            at = self.word(tokens, at);
        }
        self.scopes.truncate(depth);
    }

    /// Looks at the word at a position; gives the position of the next to look at.
    fn word(&mut self, tokens: &[Token<'a>], at: usize) -> usize {
        let token = &tokens[at];
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        if token.is_mark("</") || (token.is_mark("<") && !before.is_some_and(is_operand)) {
            // `<ui.card item={…} />`: the name of a component.
            let mut next = at + 2;
            while tokens.get(next).is_some_and(|token| token.is_mark(".")) {
                next += 2;
            }
            return next.min(tokens.len());
        }
        let Some(chain) = chain(tokens, at) else { return at + 1 };
        self.chain(&chain);
        at + chain.length
    }

    fn chain(&mut self, chain: &Chain<'a>) {
        let Ok(meaning) = self.name(chain.name) else {
            if !(chain.is_asked && chain.steps.is_empty()) {
                let complaint = self.unknown_name(chain.name);
                self.tell(complaint, chain.at.clone());
            }
            return;
        };
        let mut written = chain.name.to_owned();
        let Some(mut meaning) = meaning else { return };
        for (index, step) in chain.steps.iter().enumerate() {
            match (step, certain(meaning)) {
                (Step::Field(key, at), Shape::Texts) => {
                    let missing = self.texts.filter(|texts| !texts.contains(key) && !chain.is_asked);
                    if let Some(texts) = missing {
                        self.tell(unknown_text(key, texts), at.clone());
                    }
                    return;
                }
                (Step::Field(name, at), shape) => match field_of(shape, name) {
                    FieldOf::Known(Some(known)) => meaning = known,
                    FieldOf::Known(None) | FieldOf::Unknown => return,
                    FieldOf::Missing(fields) => {
                        if !(chain.is_asked && index + 1 == chain.steps.len()) {
                            self.tell(unknown_field(&written, name, &fields), at.clone());
                        }
                        return;
                    }
                },
                (Step::Item, Shape::List(item)) => meaning = item,
                (Step::Item | Step::Doubt, _) => return,
            }
            if let Step::Field(name, _) = step {
                written = format!("{written}.{name}");
            }
        }
    }

    fn tell(&mut self, complaint: Diagnostic, at: Range<usize>) {
        self.complaints.push(complaint.at(Span::bytes(self.source, at)));
    }

    fn unknown_name(&self, name: &str) -> Diagnostic {
        let component = self.scopes.iter().rev().find_map(|scope| match scope {
            Scope::Component { name, names } => Some((name, names)),
            Scope::Loop(_) | Scope::If => None,
        });
        if let Some((component, names)) = component {
            let message = format!("the component `{component}` has nothing called `{name}`");
            let known = views::EVERY_PAGE
                .field(name)
                .map(|_| format!("add `@{name}` to its arguments: it comes from the page"));
            let help = known.or_else(|| did_you_mean(name, names.iter().map(|(name, _)| *name)));
            return Diagnostic::error(Code::BadTemplate, message).help_if(help);
        }
        let in_loops = self.scopes.iter().flat_map(|scope| match scope {
            Scope::Loop(names) => names.iter().map(|(name, _)| *name).collect(),
            Scope::Component { .. } | Scope::If => Vec::new(),
        });
        let known = self.given.names.keys().copied().chain(self.given.bound.keys().copied()).chain(in_loops);
        let elsewhere = || {
            let gives = |page: &&views::PageTemplate| page.views.iter().any(|view| view.field(name).is_some());
            let page = views::TEMPLATES.iter().find(gives)?;
            Some(format!("`{}` gets it, this template does not", page.name))
        };
        let help = elsewhere().or_else(|| did_you_mean(name, known));
        Diagnostic::error(Code::BadTemplate, format!("this template gets nothing called `{name}`")).help_if(help)
    }
}

fn unknown_field(of: &str, name: &str, fields: &[&'static str]) -> Diagnostic {
    let help = did_you_mean(name, fields.iter().copied()).unwrap_or_else(|| format!("there are {}", fields.join(", ")));
    Diagnostic::error(Code::BadTemplate, format!("`{of}` has no field `{name}`")).help(help)
}

fn unknown_text(key: &str, texts: &BTreeSet<&str>) -> Diagnostic {
    let help = did_you_mean(key, texts.iter().copied())
        .unwrap_or_else(|| format!("add `{key}:` to `i18n/en.yaml` of the theme, and to its other languages"));
    Diagnostic::error(Code::BadTemplate, format!("the theme has no text `{key}`")).help(help)
}
