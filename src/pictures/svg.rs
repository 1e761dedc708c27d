//! Drawings (SVG) made safe: read as XML and written again by a list of what may stay.
//!
//! A drawing can hold scripts, pages, animations and addresses of other hosts, and whoever opens its file runs them in the name
//! of the portal. What could do harm goes and is told at its place; what editors note for themselves goes silently; what is
//! left looks the same.

mod allowed;
mod style;
#[cfg(test)]
mod tests;
mod uses;

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Flaw, broken, bytes, too_large};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::SourcePath;
use crate::model::xml::is_character;
use allowed::Treatment;
use uses::Uses;

/// The most bytes of a drawing.
const MOST_BYTES: usize = 8 << 20;
/// The most elements around an element.
const DEEPEST: usize = 128;
/// The most attributes of an element: whoever reads XML compares each with all others.
const MOST_ATTRIBUTES: usize = 256;
/// Complaints about one drawing: one that is full of scripts is told often enough.
const MOST_TOLD: usize = 10;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A drawing without what could do harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe {
    /// Its text.
    pub text: String,
    /// Width and height in CSS pixels, where it tells them.
    pub dimensions: Option<(u32, u32)>,
}

/// Reads a drawing. None if it can't be read, which is told.
pub fn read(path: &SourcePath, content: &[u8]) -> Outcome<Option<Safe>> {
    if content.len() > MOST_BYTES {
        let message = format!("this drawing has {} MiB, and {} MiB is the most", content.len() >> 20, MOST_BYTES >> 20);
        let complaint = too_large(message).at(Span::file(path)).help("make it simpler, or save it as PNG");
        return Outcome { value: None, diagnostics: vec![complaint] };
    }
    let Ok(text) = std::str::from_utf8(content) else {
        let complaint =
            broken(path, &Flaw("is no SVG: its text is not UTF-8")).help("save it again with the encoding UTF-8");
        return Outcome { value: None, diagnostics: vec![complaint] };
    };
    // All of them: the parser passes over one without counting it.
    let unmarked = text.trim_start_matches(BYTE_ORDER_MARK);
    let mut writer = Writer {
        path,
        source: text,
        mark: text.len() - unmarked.len(),
        text: String::with_capacity(unmarked.len()),
        open: Vec::new(),
        style: None,
        dimensions: None,
        uses: Uses::new(),
        is_begun: false,
        diagnostics: Vec::new(),
    };
    let whole = writer.has_characters_only(text).and_then(|()| writer.whole(unmarked));
    match whole {
        Ok(()) => {
            if writer.dimensions.is_none() {
                let doubt = Diagnostic::warning(Code::BadPicture, "this drawing tells no size: browsers give it any");
                let doubt = doubt.help("add `viewBox` to its first element, or `width` and `height` in pixels");
                writer.diagnostics.push(doubt.at(Span::file(path)));
            }
            writer.text.push('\n');
            let safe = Safe { text: writer.text, dimensions: writer.dimensions };
            Outcome { value: Some(safe), diagnostics: writer.diagnostics }
        }
        Err(complaint) => Outcome { value: None, diagnostics: vec![*complaint] },
    }
}

/// What becomes of an element that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It stays.
    Kept,
    /// It goes, and what is in it stays.
    Unwrapped,
    /// It goes with all that is in it.
    Dropped,
}

/// A complaint that ends the reading.
type Stop = Box<Diagnostic>;

struct Writer<'a> {
    path: &'a SourcePath,
    source: &'a str,
    /// Bytes of the mark that stands before the text: places count them.
    mark: usize,
    text: String,
    open: Vec<(Open, String)>,
    /// The text of a style sheet that is being read, and where it begins.
    style: Option<(String, Range<usize>)>,
    dimensions: Option<(u32, u32)>,
    uses: Uses,
    is_begun: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn whole(&mut self, text: &str) -> Result<(), Stop> {
        let mut reader = NsReader::from_str(text);
        loop {
            let start = self.mark + reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| {
                let at = self.mark + reader.error_position() as usize;
                self.stop(&format!("this drawing is no XML that can be read: {error}"), self.character_at(at))
            })?;
            let place = start..self.mark + reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => {
                    let open = self.begin(&reader, &tag, place, false)?;
                    self.open.push((open, written_name(&tag)));
                }
                Event::Empty(tag) => {
                    self.begin(&reader, &tag, place, true)?;
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.characters(&text.into_inner(), true),
                Event::CData(data) => self.characters(&data.into_inner(), false),
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    let one = quick_xml::escape::unescape(&format!("&{name};")).map(String::from);
                    let one =
                        one.map_err(|_| self.stop(&format!("this drawing uses the entity `&{name};`"), place.clone()))?;
                    if !one.chars().all(is_character) {
                        return Err(self.no_character(&format!("&{name};"), place));
                    }
                    self.characters(&one, false);
                }
                Event::DocType(kind) if kind.as_ref().contains('[') => {
                    let entities = "this drawing has entities or rules of its own (`<!DOCTYPE … [`)";
                    return Err(self.stop(entities, place));
                }
                Event::PI(instruction) if instruction.target() == "xml-stylesheet" => {
                    self.warn("a style sheet outside of a drawing is taken out", place);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() {
            return Err(Box::new(broken(self.path, &Flaw("ends too early: it was not copied to its end"))));
        }
        if !self.is_begun {
            return Err(Box::new(broken(self.path, &Flaw("is no SVG: it has no element `<svg>`"))));
        }
        if self.uses.are_too_many() {
            let flaw = Flaw("uses its parts (`<use>`) so often in each other that browsers could not draw it");
            return Err(Box::new(broken(self.path, &flaw).help("save it again as «plain SVG», or as PNG")));
        }
        Ok(())
    }

    fn begin(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart,
        place: Range<usize>,
        is_empty: bool,
    ) -> Result<Open, Stop> {
        if self.open.len() >= DEEPEST {
            return Err(self.stop(&format!("this drawing has more than {DEEPEST} elements in each other"), place));
        }
        if self.open.last().is_some_and(|(open, _)| *open == Open::Dropped) {
            return Ok(Open::Dropped);
        }
        let (namespace, local) = reader.resolver().resolve_element(tag.name());
        let name = local.as_ref();
        if !self.is_begun && name != "svg" {
            return Err(self.stop(&format!("this picture is no SVG: its first element is `<{name}>`"), place));
        }
        if self.is_begun && self.open.is_empty() {
            return Err(self.stop("this drawing goes on behind its end", place));
        }
        let treatment = match namespace {
            ResolveResult::Bound(Namespace(SVG)) | ResolveResult::Unbound => allowed::treatment(name),
            ResolveResult::Bound(Namespace(XHTML)) => Treatment::Refused,
            ResolveResult::Bound(_) | ResolveResult::Unknown(_) => Treatment::Noted,
        };
        match treatment {
            Treatment::Refused => {
                self.warn(&format!("`<{name}>` is taken out of this drawing: it could do harm"), place);
                Ok(Open::Dropped)
            }
            Treatment::Unknown => {
                self.warn(&format!("`<{name}>` is taken out of this drawing: dateline does not know it"), place);
                Ok(Open::Dropped)
            }
            Treatment::Noted => Ok(Open::Dropped),
            Treatment::Unwrapped => Ok(Open::Unwrapped),
            Treatment::Style => {
                self.style = (!is_empty).then(|| (String::new(), place));
                Ok(Open::Dropped)
            }
            Treatment::Kept => {
                self.text.push('<');
                self.text.push_str(name);
                self.attributes(tag, name, &place)?;
                if is_empty {
                    self.uses.end();
                }
                self.text.push_str(if is_empty { "/>" } else { ">" });
                self.is_begun = true;
                Ok(Open::Kept)
            }
        }
    }

    fn end(&mut self) {
        let Some((open, name)) = self.open.pop() else { return };
        if open == Open::Kept {
            self.uses.end();
            self.text.push_str("</");
            self.text.push_str(&name);
            self.text.push('>');
        }
        let is_inside = self.open.last().is_none_or(|(open, _)| *open != Open::Dropped);
        if let Some((sheet, place)) = self.style.take_if(|_| is_inside) {
            if style::is_safe(&sheet) {
                self.text.push_str("<style>");
                self.text.push_str(&escape(sheet.as_str()));
                self.text.push_str("</style>");
            } else {
                self.warn("a style sheet that fetches something is taken out of this drawing", place);
            }
        }
    }

    /// Text between elements; `is_escaped`: with `&lt;` for `<`.
    fn characters(&mut self, text: &str, is_escaped: bool) {
        if let Some((sheet, _)) = &mut self.style {
            sheet.push_str(text);
            return;
        }
        if self.open.last().is_none_or(|(open, _)| *open == Open::Dropped) {
            return;
        }
        if is_escaped { self.text.push_str(text) } else { self.text.push_str(&escape(text)) }
    }

    fn attributes(&mut self, tag: &BytesStart, element: &str, place: &Range<usize>) -> Result<(), Stop> {
        let is_root = !self.is_begun;
        if is_root {
            self.attribute("xmlns", SVG);
        }
        let mut sizes: [Option<String>; 3] = [None, None, None];
        let (mut is_linked, mut used, mut id) = (false, None, None);
        for (number, attribute) in tag.attributes().enumerate() {
            if number == MOST_ATTRIBUTES {
                let message = format!("`<{element}>` has more than {MOST_ATTRIBUTES} attributes");
                return Err(self.stop(&message, place.start..place.start + 1));
            }
            let attribute = attribute.map_err(|error| {
                self.stop(&format!("this drawing is no XML that can be read: {error}"), place.clone())
            })?;
            let key = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| {
                self.stop(&format!("this drawing is no XML that can be read: {error}"), place.clone())
            })?;
            let name = match key.rsplit_once(':') {
                Some(("xlink", "href")) => "href",
                _ => key,
            };
            if !value.chars().all(is_character) {
                return Err(self.no_character(&format!("a character of `{name}`"), self.place_of(key, place)));
            }
            if name == "id" {
                id = Some(value.to_string());
            }
            if name == "href" {
                if std::mem::replace(&mut is_linked, true) {
                    continue;
                }
                match link(element, &value) {
                    Some(link) => {
                        self.attribute(name, &link);
                        used = Some(link).filter(|_| element == "use");
                    }
                    None => self.warn_of("an address that leads out of this drawing is taken out", key, place),
                }
            } else if name.starts_with("on") {
                self.warn_of(&format!("`{name}` is taken out of this drawing: it could do harm"), key, place);
            } else if name == "xml:base" {
                self.warn_of("an address that leads out of this drawing is taken out", key, place);
            } else if allowed::is_attribute(name) {
                // What is read aloud may tell an address.
                if name.starts_with("aria-") || style::is_safe(&value) {
                    self.attribute(name, &value);
                    if is_root && let Some(at) = ["width", "height", "viewBox"].iter().position(|size| *size == name) {
                        sizes[at] = Some(value.to_string());
                    }
                } else {
                    self.warn_of(&format!("`{name}` of `<{element}>` is taken out: it fetches something"), key, place);
                }
            }
        }
        if is_root {
            self.dimensions = dimensions(&sizes);
        }
        self.uses.begin(id.as_deref(), used.as_deref());
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.text.push_str(&escape(value));
        self.text.push('"');
    }

    /// Where an attribute stands, in the tag at a place.
    fn place_of(&self, key: &str, tag: &Range<usize>) -> Range<usize> {
        let text = self.source.get(tag.clone()).unwrap_or_default();
        let stands = |(at, _): &(usize, &str)| text[..*at].ends_with(char::is_whitespace);
        match text.match_indices(key).find(stands) {
            Some((at, _)) => tag.start + at..tag.start + at + key.len(),
            None => tag.clone(),
        }
    }

    /// Warns of an attribute of the tag at a place.
    fn warn_of(&mut self, message: &str, key: &str, tag: &Range<usize>) {
        if self.diagnostics.len() < MOST_TOLD {
            self.warn(message, self.place_of(key, tag));
        }
    }

    fn warn(&mut self, message: &str, place: Range<usize>) {
        if self.diagnostics.len() < MOST_TOLD {
            let doubt = Diagnostic::warning(Code::UnsafeDrawing, message).at(Span::bytes(self.path, place));
            self.diagnostics
                .push(doubt.help("have a look at the drawing on its page; save it as «plain SVG» if you can"));
        }
    }

    /// Refuses control characters: browsers show nothing of such a drawing.
    fn has_characters_only(&self, text: &str) -> Result<(), Stop> {
        match text.char_indices().find(|(_, c)| !is_character(*c)) {
            Some((at, c)) => {
                let place = at..at + c.len_utf8();
                Err(self.no_character(&format!("U+{:04X}", u32::from(c)), place))
            }
            None => Ok(()),
        }
    }

    fn no_character(&self, what: &str, place: Range<usize>) -> Stop {
        self.stop(&format!("this drawing is no XML that can be read: {what} has no place in it"), place)
    }

    /// The bytes of the character that a byte belongs to; of the last one if there is none.
    fn character_at(&self, at: usize) -> Range<usize> {
        let start = self.source.floor_char_boundary(at.min(self.source.len().saturating_sub(1)));
        start..start + self.source[start..].chars().next().map_or(0, char::len_utf8)
    }

    fn stop(&self, message: &str, place: Range<usize>) -> Stop {
        let complaint = Diagnostic::error(Code::BadPicture, message).at(Span::bytes(self.path, place));
        Box::new(complaint.help("save it again as «plain SVG»"))
    }
}

/// The name an element has here: without the prefix it may have in its file.
fn written_name(tag: &BytesStart) -> String {
    tag.local_name().as_ref().to_owned()
}

/// An address that stays: something of the same drawing, or a picture that is part of it, without metadata.
fn link(element: &str, value: &str) -> Option<String> {
    let value = value.trim();
    if value.starts_with('#') {
        return Some(value.to_owned());
    }
    if !matches!(element, "image" | "feImage") {
        return None;
    }
    let (head, data) = value.strip_prefix("data:")?.split_once(',')?;
    let kind = head.strip_suffix(";base64")?.split(';').next()?.trim();
    if !matches!(kind, "image/png" | "image/jpeg" | "image/jpg" | "image/gif" | "image/webp") {
        return None;
    }
    let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    let cleaned = bytes::cleaned(&BASE64.decode(data).ok()?).ok()?;
    Some(format!("data:{kind};base64,{}", BASE64.encode(cleaned)))
}

/// `width` and `height` of the first element, else those of its `viewBox`.
fn dimensions([width, height, view_box]: &[Option<String>; 3]) -> Option<(u32, u32)> {
    let length = |text: &Option<String>| text.as_deref().and_then(pixels);
    let view_box = || {
        let mut numbers = view_box.as_deref()?.split([' ', ',', '\n']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    length(width).zip(length(height)).or_else(view_box)
}

/// `480`, `480px`, `480.5` as whole pixels.
fn pixels(length: &str) -> Option<u32> {
    let number = length.trim().trim_end_matches("px").parse::<f64>().ok()?;
    let rounded = number.round();
    (1.0..=1e6).contains(&rounded).then_some(rounded as u32)
}
