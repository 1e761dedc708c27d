//! Events into HTML: one pass, one string, a hole wherever another file must be known.
//!
//! Every start pushes what ends it, every end writes what is on top, so that what is written is
//! balanced whatever comes. Kinds that need more than a tag have files of their own.

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::complaints::Complaints;
use super::draft::Draft;
use super::footnotes::{self, Footnotes};
use super::heading::{Ids, Written};
use super::quotes::Typesetter;
use super::stretch::{Item, LinkPlaces};
use super::table::Columns;
use super::text::Words;
use super::{Settings, escape};
use crate::model::Body;
use crate::model::body::{Component, Fill};
use crate::parse::code;
use crate::parse::components::{Block, Part};
use crate::parse::html;

/// What all bodies of a file share: its own and those inside its components.
pub(super) struct File<'a, 'p> {
    pub(super) text: &'a str,
    pub(super) settings: &'p Settings,
    pub(super) complaints: Complaints<'p>,
    pub(super) links: LinkPlaces,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) ids: Ids,
}

/// Writes the body of a file: its parts, and the events of their stretches of Markdown in order.
pub(super) fn body<'a>(file: &mut File<'a, '_>, parts: &[Part], stretches: Vec<Vec<Item<'a>>>) -> Body {
    let mut draft = write_parts(file, parts, &mut stretches.into_iter());
    footnotes::section(file, &mut draft);
    draft.into_body()
}

type Stretches<'a> = std::vec::IntoIter<Vec<Item<'a>>>;

fn write_parts<'a>(file: &mut File<'a, '_>, parts: &[Part], stretches: &mut Stretches<'a>) -> Draft {
    let mut writer = Writer::new(file);
    for part in parts {
        match part {
            Part::Markdown(range) => {
                writer.draft.html.reserve(range.len() + range.len() / 4);
                writer.events(&stretches.next().unwrap_or_default());
            }
            Part::Component(block) => writer.component(block, stretches),
        }
    }
    writer.finish()
}

/// Writes events into a draft.
pub(super) struct Writer<'f, 'a, 'p> {
    pub(super) file: &'f mut File<'a, 'p>,
    pub(super) draft: Draft,
    /// What ends each Markdown element that is open.
    pub(super) open: Vec<&'static str>,
    pub(super) typesetter: Typesetter,
    pub(super) words: Words,
    /// How many links are open.
    pub(super) links: usize,
    /// The events at which attributions of quotations begin, the innermost last.
    pub(super) attributions: Vec<usize>,
    /// The next text begins with the dash of an attribution.
    pub(super) trims_dash: bool,
    /// What raw HTML has opened.
    pub(super) raw: Vec<html::Open>,
    /// The event before which the label of a task ends.
    label_end: Option<usize>,
    pub(super) columns: Columns,
}

impl<'f, 'a, 'p> Writer<'f, 'a, 'p> {
    /// An empty draft of a body of `file`.
    pub(super) fn new(file: &'f mut File<'a, 'p>) -> Writer<'f, 'a, 'p> {
        let typesetter = Typesetter::new(file.settings.quotes);
        Writer {
            file,
            draft: Draft::default(),
            open: Vec::new(),
            typesetter,
            words: Words::default(),
            links: 0,
            attributions: Vec::new(),
            trims_dash: false,
            raw: Vec::new(),
            label_end: None,
            columns: Columns::default(),
        }
    }

    /// The draft, with everything closed.
    pub(super) fn finish(mut self) -> Draft {
        html::close_open(&mut self.raw, 0, &mut self.draft.html, &mut self.file.complaints);
        self.draft.words = self.draft.words.saturating_add(self.words.count);
        self.draft
    }

    /// Writes a whole stretch.
    pub(super) fn events(&mut self, events: &[Item<'a>]) {
        let mut at = 0;
        while at < events.len() {
            if self.label_end == Some(at) {
                self.end_label();
            }
            at = self.event(events, at);
        }
    }

    /// Writes the event at `at`. Gives the one to go on from.
    fn event(&mut self, events: &[Item<'a>], at: usize) -> usize {
        let item = &events[at];
        if self.attributions.last() == Some(&at) {
            self.attribution(item);
            return at + 1;
        }
        match &item.event {
            Event::Start(tag) => return self.start(events, at, tag),
            Event::End(_) => self.end(&item.event),
            Event::Text(_) => return self.text(events, at),
            Event::Code(code) => {
                self.words.read(code);
                self.draft.html.push_str("<code>");
                escape::text(&mut self.draft.html, code);
                self.draft.html.push_str("</code>");
            }
            // Blocks are written whole, in `start_block`.
            Event::InlineHtml(html) | Event::Html(html) => self.html_tag(html, item.range.clone()),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => {
                self.draft.fresh_line();
                self.draft.html.push_str("<hr>\n");
            }
            Event::FootnoteReference(label) => {
                self.footnote(label);
            }
            Event::TaskListMarker(is_done) => self.task(events, at, *is_done),
            // Not switched on: `$5 and $6` would be a formula.
            Event::InlineMath(text) | Event::DisplayMath(text) => escape::text(&mut self.draft.html, text),
        }
        at + 1
    }

    fn start(&mut self, events: &[Item<'a>], at: usize, tag: &Tag<'a>) -> usize {
        match tag {
            Tag::Emphasis => self.tag("<em>", "</em>"),
            Tag::Strong => self.tag("<strong>", "</strong>"),
            Tag::Strikethrough => self.tag("<del>", "</del>"),
            Tag::Superscript => self.tag("<sup>", "</sup>"),
            Tag::Subscript => self.tag("<sub>", "</sub>"),
            Tag::Link { .. } => return self.link(events, at),
            Tag::Image { .. } => return self.picture(events, at),
            _ => {
                self.block(tag);
                return self.start_block(events, at, tag);
            }
        }
        at + 1
    }

    fn start_block(&mut self, events: &[Item<'a>], at: usize, tag: &Tag<'a>) -> usize {
        match tag {
            Tag::Paragraph => match self.figure(events, at) {
                Some(next) => return next,
                None => self.tag("<p>", "</p>\n"),
            },
            Tag::Heading { level, id, classes, attrs } => {
                let heading = Written { level: *level, id: id.as_deref(), classes, attributes: attrs };
                self.heading(&events[at], &heading, &events[at + 1..events[at].pair]);
            }
            Tag::BlockQuote(kind) => self.blockquote(events, at, *kind),
            Tag::CodeBlock(kind) => return self.code(events, at, kind),
            Tag::HtmlBlock => return self.html_block(events, at),
            Tag::List(None) => self.tag("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.tag("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                writeln!(self.draft.html, "<ol start=\"{start}\">").expect("a String takes everything");
                self.open.push("</ol>\n");
            }
            Tag::Item => {
                let is_task =
                    events[at + 1..].iter().take(2).find(|item| !matches!(item.event, Event::Start(Tag::Paragraph)));
                let is_task = is_task.is_some_and(|item| matches!(item.event, Event::TaskListMarker(_)));
                self.tag(if is_task { "<li class=\"task\">" } else { "<li>" }, "</li>\n");
            }
            Tag::DefinitionList => self.tag("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.tag("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.tag("<dd>", "</dd>\n"),
            Tag::Table(columns) => self.table(columns, &events[at]),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.table_cell(),
            // Inline ones are in `start`; footnotes are taken out; front matter is cut before.
            Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => self.open.push(""),
        }
        at + 1
    }

    /// A tag that needs nothing but its end.
    pub(super) fn tag(&mut self, start: &str, end: &'static str) {
        self.draft.html.push_str(start);
        self.open.push(end);
    }

    fn end(&mut self, event: &Event<'a>) {
        self.close_raw_html();
        if matches!(event, Event::End(TagEnd::Link)) {
            self.links -= 1;
        }
        self.trims_dash = false;
        let end = self.open.pop().unwrap_or_default();
        if end.ends_with('\n') || end == "</td>" || end == "</th>" {
            self.words.gap();
        }
        self.draft.html.push_str(end);
    }

    /// Something begins that is no part of a line: nothing before it is part of it.
    fn block(&mut self, tag: &Tag<'_>) {
        if !matches!(tag, Tag::TableHead | Tag::TableRow | Tag::TableCell) {
            self.draft.fresh_line();
        }
        self.words.gap();
        self.typesetter.next_block();
    }

    fn line_break(&mut self, html: &str) {
        self.words.gap();
        self.draft.html.push_str(html);
    }

    fn code(&mut self, events: &[Item<'a>], at: usize, kind: &CodeBlockKind<'a>) -> usize {
        let end = events[at].pair;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let lines = events[at + 1..end].iter().filter_map(|item| match &item.event {
            Event::Text(line) => Some(&**line),
            _ => None,
        });
        code::write(&mut self.draft.html, language, &lines.collect::<String>());
        end + 1
    }

    /// A box with what stands beside it as its label.
    fn task(&mut self, events: &[Item<'a>], at: usize, is_done: bool) {
        let checked = if is_done { " checked" } else { "" };
        write!(self.draft.html, "<label><input type=\"checkbox\" disabled{checked}> ")
            .expect("a String takes everything");
        let mut end = at + 1;
        while let Some(item) = events.get(end) {
            match &item.event {
                Event::Start(
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
                ) => end = item.pair,
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                _ => {}
            }
            end += 1;
        }
        self.label_end = Some(end);
    }

    fn end_label(&mut self) {
        self.label_end = None;
        self.close_raw_html();
        self.draft.html.push_str("</label>");
    }

    fn component(&mut self, block: &Block, stretches: &mut Stretches<'a>) {
        let inside = write_parts(self.file, &block.parts, stretches);
        self.words.gap();
        self.draft.words = self.draft.words.saturating_add(inside.words);
        let component = Component {
            name: self.file.text[block.name.clone()].into(),
            attributes: block.attributes.clone().into(),
            body: inside.into_body(),
        };
        self.draft.fresh_line();
        self.draft.hole(Fill::Component(Box::new(component)), block.name.clone());
        self.draft.html.push('\n');
    }
}
