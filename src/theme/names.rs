//! Wrong names in templates: `{{ page.titel }}` is told when the theme is loaded, at its place, and not when
//! the first page fails.
//!
//! Only what can't be right is told: a name that no page gives to the template and nothing binds, a field that a
//! known view does not have, a text that the theme does not say. Where a name may mean several things (a theme
//! binds it in several places, a component takes it from whoever calls) nothing is said; such a mistake is told
//! at its place when a page is rendered. `page.fancy is defined`, `page?.fancy` and `page.fancy | default(…)` ask,
//! and asking is no mistake.

mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::view::Shape;
use super::{TemplateSource, views};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::name::did_you_mean;
use tokens::{Sort, Tag, Token};

/// What a name stands for; nothing where it could be anything.
type Meaning = Option<&'static Shape>;

/// The names a template may use, with what they stand for.
type Names = BTreeMap<&'static str, Meaning>;

/// Words that are no names of values.
const WORDS: [&str; 18] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "for",
    "true",
    "false",
    "True",
    "False",
    "none",
    "None",
    "null",
    "loop",
    "__tera_context",
];

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
            template,
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
    let mut roots: Vec<(usize, views::PageTemplate)> = templates
        .iter()
        .enumerate()
        .filter_map(|(at, template)| Some((at, views::template(short(template.source))?)))
        .collect();
    let used: BTreeSet<usize> = roots.iter().flat_map(|(root, _)| reached(*root, templates)).collect();
    // Articles name templates of their own.
    let is_own = |at: &usize| !used.contains(at) && !short(templates[*at].source).contains('/');
    roots.extend((0..templates.len()).filter(is_own).map(|at| (at, views::ARTICLE)));
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

/// Whether two shapes are one. Views are told apart by their names.
fn is_same(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::View(one), Shape::View(other)) => one.name == other.name,
        (Shape::List(one), Shape::List(other)) | (Shape::Maybe(one), Shape::Maybe(other)) => is_same(one, other),
        (Shape::Either(a, b), Shape::Either(c, d)) => is_same(a, c) && is_same(b, d),
        (one, other) => one == other,
    }
}

/// A shape without that it may be absent.
fn certain(shape: &'static Shape) -> &'static Shape {
    match shape {
        Shape::Maybe(shape) => certain(shape),
        shape => shape,
    }
}

/// What a field of a value stands for.
enum FieldOf {
    /// This.
    Known(Meaning),
    /// Nobody can tell.
    Unknown,
    /// There is none; there are these.
    Missing(Vec<&'static str>),
}

fn field_of(shape: &'static Shape, name: &str) -> FieldOf {
    match certain(shape) {
        Shape::View(view) => match view.field(name) {
            Some(field) => FieldOf::Known(Some(certain(field.shape))),
            None => FieldOf::Missing(view.fields().map(|field| field.name).collect()),
        },
        Shape::Either(one, other) => match (field_of(one, name), field_of(other, name)) {
            (FieldOf::Missing(mut one), FieldOf::Missing(other)) => {
                one.extend(other);
                FieldOf::Missing(one)
            }
            (FieldOf::Known(one), FieldOf::Known(other)) => {
                FieldOf::Known(one.zip(other).filter(|(one, other)| is_same(one, other)).map(|(one, _)| one))
            }
            (FieldOf::Known(known), FieldOf::Missing(_)) | (FieldOf::Missing(_), FieldOf::Known(known)) => {
                FieldOf::Known(known)
            }
            (FieldOf::Unknown, _) | (_, FieldOf::Unknown) => FieldOf::Unknown,
        },
        _ => FieldOf::Unknown,
    }
}

/// What a template binds for a part of itself.
enum Scope<'a> {
    /// The names of a loop, until its end.
    Loop(Vec<(&'a str, Meaning)>),
    /// A component: it sees its arguments and what it binds itself, and nothing else.
    Component { name: String, names: Vec<(&'a str, Meaning)> },
    /// Something with an `else` of its own.
    If,
}

/// A name with what is asked of it: `page.language.tag`.
struct Chain<'a> {
    name: &'a str,
    at: Range<usize>,
    steps: Vec<Step<'a>>,
    /// How many words it has.
    length: usize,
    /// Whether it is only asked if the last of it is there.
    is_asked: bool,
}

enum Step<'a> {
    Field(&'a str, Range<usize>),
    Item,
    /// Something that only a page can tell.
    Doubt,
}

struct Reader<'r, 'a> {
    template: &'r Template<'a>,
    given: &'r Given<'a>,
    /// The names any template binds.
    everywhere: &'r BTreeSet<&'a str>,
    texts: Option<&'r BTreeSet<&'r str>>,
    scopes: Vec<Scope<'a>>,
    /// What names that are set once stand for since.
    assigned: BTreeMap<&'a str, Meaning>,
    complaints: &'r mut Vec<Diagnostic>,
}

impl<'a> Reader<'_, 'a> {
    fn tag(&mut self, tag: &Tag<'a>) {
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
            let is_of_name = |token: &&Token| token.is_mark(".");
            let mut next = at + 2;
            while tokens.get(next).as_ref().is_some_and(|token| is_of_name(token)) {
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
        self.complaints.push(complaint.at(Span::bytes(&self.template.source.source, at)));
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

/// Reads a name with its fields at a position, if one stands there.
fn chain<'a>(tokens: &[Token<'a>], at: usize) -> Option<Chain<'a>> {
    let token = tokens.get(at).filter(|token| token.sort == Sort::Name && !WORDS.contains(&token.text))?;
    let before = |back: usize| at.checked_sub(back).map(|before| &tokens[before]);
    let follows = |mark: &str| before(1).is_some_and(|token| token.is_mark(mark));
    let is_test = before(1).is_some_and(|token| token.is_name("is"))
        || (before(1).is_some_and(|token| token.is_name("not")) && before(2).is_some_and(|token| token.is_name("is")));
    let is_named = |mark: &str| tokens.get(at + 1).is_some_and(|token| token.is_mark(mark));
    // A field, a filter, a test, a function, an argument's name.
    if follows(".") || follows("?.") || follows("|") || is_test || is_named("(") || is_named("=") {
        return None;
    }
    let mut steps = Vec::new();
    let mut next = at + 1;
    loop {
        match (tokens.get(next), tokens.get(next + 1), tokens.get(next + 2)) {
            (Some(dot), Some(field), _) if dot.is_mark(".") && field.sort == Sort::Name => {
                steps.push(Step::Field(field.text, field.at.clone()));
                next += 2;
            }
            (Some(open), Some(number), Some(close))
                if open.is_mark("[") && number.sort == Sort::Number && close.is_mark("]") =>
            {
                steps.push(Step::Item);
                next += 3;
            }
            (Some(mark), ..) if mark.is_mark("?.") || mark.is_mark("[") || mark.is_mark("?[") => {
                steps.push(Step::Doubt);
                break;
            }
            _ => break,
        }
    }
    let after = |ahead: usize| tokens.get(next + ahead);
    let asks =
        |token: Option<&Token>| token.is_some_and(|token| token.is_name("defined") || token.is_name("undefined"));
    let is_tested = after(0).is_some_and(|token| token.is_name("is"))
        && (asks(after(1)) || (after(1).is_some_and(|token| token.is_name("not")) && asks(after(2))));
    let is_filled =
        after(0).is_some_and(|token| token.is_mark("|")) && after(1).is_some_and(|token| token.is_name("default"));
    let length = next - at;
    Some(Chain { name: token.text, at: token.at.clone(), steps, length, is_asked: is_tested || is_filled })
}

/// Whether a word ends a value: what follows is said of it.
fn is_operand(token: &Token) -> bool {
    match token.sort {
        Sort::Name => !matches!(token.text, "and" | "or" | "not" | "in" | "is" | "if" | "elif" | "else"),
        Sort::Text | Sort::Number => true,
        Sort::Mark => matches!(token.text, ")" | "]" | "}"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePath;

    /// What is wrong in these templates: the word, what is said of it and the help.
    fn told(templates: &[(&str, &str)]) -> Vec<String> {
        let source = |(name, text): &(&str, &str)| TemplateSource {
            name: (*name).to_owned(),
            source: SourcePath::new(*name),
            text: (*text).to_owned(),
        };
        let sources: Vec<TemplateSource> = templates.iter().map(source).collect();
        let texts = BTreeSet::from(["home", "languages"]);
        let line = |complaint: Diagnostic| match complaint.help {
            Some(help) => format!("{}; {help}", complaint.message),
            None => complaint.message,
        };
        wrong(&sources, Some(&texts)).into_iter().map(line).collect()
    }

    fn in_home(text: &str) -> Vec<String> {
        told(&[("mine/home.html", text)])
    }

    #[test]
    fn names_nobody_gives_are_told_with_the_nearest() {
        let text = "{{ page.titel }}{{ articel.title }}{% for card in latst %}{{ card.nothing }}{% endfor %}";
        assert_eq!(
            in_home(text),
            [
                "`page` has no field `titel`; did you mean `title`?",
                "this template gets nothing called `articel`; did you mean `article`?",
                "this template gets nothing called `latst`; did you mean `latest`?",
            ]
        );
    }

    #[test]
    fn fields_are_known_through_lists_fields_and_names_set_once() {
        let text = "{% for card in latest %}{{ card.summry }}{% endfor %}{{ page.language.tga }}{{ page.feeds[0].urll }}\
                    {% set first = lead %}{{ first.titel }}{{ [feed.urll for feed in page.feeds] }}{{ text.hme }}";
        let said: Vec<String> =
            in_home(text).iter().map(|line| line.split(';').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(
            said,
            [
                "`card` has no field `summry`",
                "`page.language` has no field `tga`",
                "`page.feeds` has no field `urll`",
                "`first` has no field `titel`",
                "`feed` has no field `urll`",
                "the theme has no text `hme`",
            ]
        );
    }

    #[test]
    fn asking_is_no_mistake_and_doubt_says_nothing() {
        let fine = [
            "{% if page.fancy is defined %}{% endif %}{% if page.fancy is not defined %}{% endif %}{{ fancy | default(value=1) }}",
            "{{ page?.fancy }}{{ page[\"fancy\"] }}{{ data.fancy.more }}{{ site.extra.fancy }}{{ article.extra.fancy }}",
            "{% set page = lead %}{{ page.summary }}",
            "{% for a in notices | first %}{{ a.fancy }}{% endfor %}{% for key, value in site.extra %}{{ key.a }}{{ value.a }}{% endfor %}",
            "{{ <ui.card item={lead} page /> }}{{ \"page.titel\" }}{# {{ page.titel }} #}{% raw %}{{ page.titel }}{% endraw %}",
            "{{ a_function(titel=1) | a_filter(titel=page.title) }}{{ {...lead, \"titel\": 1} }}{{ loop.index }}",
            "{% if 1 < notices_count and lead is containing(pat=\"a\") %}{{ super() }}{% endif %}{{ article.notice.severity.id }}",
        ];
        for text in fine {
            assert_eq!(in_home(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_part_is_given_what_any_of_its_pages_is() {
        let part = ("mine/partials/part.html", "{{ lists }}{{ groups }}{{ word }}{{ lead.title }}");
        let home = ("mine/home.html", "{% for word in latest %}{% include \"partials/part.html\" %}{% endfor %}");
        assert_eq!(
            told(&[part, home]),
            ["this template gets nothing called `groups`; `list.html` gets it, this template does not"]
        );
        let list = ("mine/list.html", "{% include \"mine/partials/part.html\" %}");
        assert_eq!(told(&[part, home, list]), [""; 0]);
    }

    #[test]
    fn a_component_has_its_arguments_and_nothing_else() {
        let component = "{% component ui.thing(item, level: number = 3, ...rest, @page) {\"item\": \"any\"} %}\
                         {{ item.fancy }}{{ level }}{{ rest }}{{ body }}{{ page.titel }}{{ text.home }}{{ itm }}\
                         {% set own = item %}{{ own }}{% endcomponent ui.thing %}";
        assert_eq!(
            told(&[("mine/partials/thing.html", component)]),
            [
                "`page` has no field `titel`; did you mean `title`?",
                "the component `ui.thing` has nothing called `text`; add `@text` to its arguments: it comes from the page",
                "the component `ui.thing` has nothing called `itm`; did you mean `item`?",
            ]
        );
    }
}
