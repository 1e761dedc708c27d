//! Markdown into events: each stretch of text between components is parsed on its own slice.
//!
//! Takes the stretches of a file, gives their events with places in the whole file, each start
//! knowing its end. Link definitions hold for the whole file, footnotes are taken out of the flow.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use rustc_hash::FxHashMap;

/// What a stretch of Markdown is read as.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// One event of a stretch.
pub(super) struct Item<'a> {
    /// What happens.
    pub(super) event: Event<'a>,
    /// The bytes of the file.
    pub(super) range: Range<usize>,
    /// For a start where its end is, for an end where its start is; else its own position.
    pub(super) pair: usize,
}

/// A footnote, taken out of the flow.
pub(super) struct Definition<'a> {
    /// Its name as written.
    pub(super) label: CowStr<'a>,
    /// The bytes of its `[^label]`.
    pub(super) marker: Range<usize>,
    /// Its text.
    pub(super) events: Vec<Item<'a>>,
}

/// The Markdown of a file.
pub(super) struct Reading<'a> {
    /// The events of each stretch, in order.
    pub(super) stretches: Vec<Vec<Item<'a>>>,
    /// Its footnotes, in order.
    pub(super) definitions: Vec<Definition<'a>>,
    /// Where `[label]: destination` lines are.
    pub(super) links: LinkPlaces,
    /// The bytes of each `[text][label]` whose label is nowhere defined.
    pub(super) undefined: Vec<Range<usize>>,
}

/// The places of link definitions, by their label in lower case.
pub(super) struct LinkPlaces(FxHashMap<String, Link>);

struct Link {
    destination: CowStr<'static>,
    title: CowStr<'static>,
    range: Range<usize>,
}

impl LinkPlaces {
    /// The bytes of the file a link is defined with.
    pub(super) fn find(&self, label: &str) -> Option<Range<usize>> {
        self.0.get(&*normal(label)).map(|link| link.range.clone())
    }
}

/// Parses the `stretches` of `text`.
pub(super) fn read<'a>(text: &'a str, stretches: &[Range<usize>]) -> Reading<'a> {
    let links = RefCell::new(FxHashMap::<String, Link>::default());
    let undefined = RefCell::new(Vec::new());
    let parser = |range: &Range<usize>| {
        let start = range.start;
        let (links, undefined) = (&links, &undefined);
        let elsewhere = move |link: BrokenLink<'a>| {
            let links = links.borrow();
            let found = links.get(&*normal(&link.reference));
            if found.is_none() && link.link_type == LinkType::Reference {
                undefined.borrow_mut().push(start + link.span.start..start + link.span.end);
            }
            found.map(|link| (link.destination.clone(), link.title.clone()))
        };
        Parser::new_with_broken_link_callback(&text[range.clone()], OPTIONS, Some(elsewhere))
    };
    let parsers: Vec<_> = stretches.iter().map(parser).collect();
    for (parser, stretch) in parsers.iter().zip(stretches) {
        let mut definitions: Vec<_> = parser.reference_definitions().iter().collect();
        definitions.sort_by_key(|(_, definition)| definition.span.start);
        for (label, definition) in definitions {
            let range = definition.span.start + stretch.start..definition.span.end + stretch.start;
            links.borrow_mut().entry(normal(label).into_owned()).or_insert_with(|| Link {
                destination: definition.dest.clone().into_static(),
                title: definition.title.clone().map_or("".into(), CowStr::into_static),
                range,
            });
        }
    }
    let mut definitions = Vec::new();
    let read = |(parser, stretch): (Parser<'a, _>, &Range<usize>)| {
        let events = parser.into_offset_iter();
        let moved = events.map(|(event, range)| (event, range.start + stretch.start..range.end + stretch.start));
        collect(moved, stretch.len() / 32, &mut definitions)
    };
    let stretches = parsers.into_iter().zip(stretches).map(read).collect();
    definitions.sort_by_key(|definition| definition.marker.start);
    for definition in &mut definitions {
        definition.marker = marker(text, definition.marker.clone());
    }
    Reading { stretches, definitions, links: LinkPlaces(links.into_inner()), undefined: undefined.into_inner() }
}

/// Labels are compared without case and with all space alike.
fn normal(label: &str) -> Cow<'_, str> {
    let is_normal = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && !byte.is_ascii_whitespace();
    if label.bytes().all(is_normal) {
        return Cow::Borrowed(label);
    }
    Cow::Owned(label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A flow of events: the stretch itself, or a footnote inside it.
struct Flow<'a> {
    items: Vec<Item<'a>>,
    /// Starts that have no end yet.
    open: Vec<usize>,
}

impl<'a> Flow<'a> {
    fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        let at = self.items.len();
        let mut pair = at;
        match &event {
            Event::Start(_) => self.open.push(at),
            Event::End(_) => {
                pair = self.open.pop().expect("the parser ends only what it has started");
                self.items[pair].pair = at;
            }
            _ => {}
        }
        self.items.push(Item { event, range, pair });
    }
}

/// The `[^label]` a footnote begins with. Its label is known without white space that is written twice.
fn marker(text: &str, footnote: Range<usize>) -> Range<usize> {
    let mut is_escaped = false;
    let is_end = |c: char| {
        let ends = c == ']' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    };
    let length = text[footnote.clone()].find(is_end).map_or(footnote.len(), |at| at + 1);
    footnote.start..footnote.start + length
}

/// Gathers the events of a stretch and puts its footnotes aside.
fn collect<'a>(
    events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    about: usize,
    definitions: &mut Vec<Definition<'a>>,
) -> Vec<Item<'a>> {
    let mut flow = Flow { items: Vec::with_capacity(about), open: Vec::new() };
    // Those around a footnote that is being read, from the outside in.
    let mut around: Vec<(CowStr<'a>, Range<usize>, Flow<'a>)> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let outer = std::mem::replace(&mut flow, Flow { items: Vec::new(), open: Vec::new() });
                around.push((label, range, outer));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                let (label, range, outer) = around.pop().expect("the parser ends only what it has started");
                let note = std::mem::replace(&mut flow, outer);
                definitions.push(Definition { label, marker: range, events: note.items });
            }
            event => flow.push(event, range),
        }
    }
    flow.items
}
