//! SVG text, built directly: classes instead of styles, mirrored where a language runs from right to left.

use std::fmt::Write as _;

use crate::render::plain::is_plain;

/// A drawing in the making.
pub(super) struct Svg {
    text: String,
    width: f64,
    /// Begins every id, since a page holds the same drawing in several widths.
    name: &'static str,
    direction: &'static str,
}

/// What a drawing is called, and what it shows, for those who do not see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'a> {
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

/// Where a group of a drawing leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leads<'a> {
    pub(super) url: Option<&'a str>,
    /// The tag of its words' language, where it is not the page's.
    pub(super) language: Option<&'a str>,
}

/// Which ends of a bar fade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fade {
    None,
    Start,
    End,
    Both,
}

impl Svg {
    pub(super) fn new(name: &'static str, width: f64, direction: &'static str) -> Svg {
        Svg { text: String::with_capacity(4096), width, name, direction }
    }

    /// The whole element, when its height is known.
    pub(super) fn finish(self, height: f64, heading: Heading, fades: &[Fade]) -> String {
        let Svg { text, width, name, direction } = self;
        let mut svg = String::with_capacity(text.len() + 1024);
        let ids = format!("drawn-{name}");
        let _ = write!(svg, "<svg class=\"drawn {ids}\" viewBox=\"0 0 ");
        push_tenths(&mut svg, width);
        svg.push(' ');
        push_tenths(&mut svg, height);
        let _ = write!(
            svg,
            "\" direction=\"{direction}\" role=\"group\" aria-labelledby=\"{ids}-title\" \
             aria-describedby=\"{ids}-text\">\n<title id=\"{ids}-title\">{}</title>\n<desc id=\"{ids}-text\">{}</desc>\n",
            escaped(heading.title),
            escaped(heading.description),
        );
        if !fades.is_empty() {
            svg.push_str("<defs>\n");
            for fade in fades {
                svg.push_str(&fade_definition(name, *fade, direction));
            }
            svg.push_str("</defs>\n");
        }
        svg.push_str(&text);
        svg.push_str("</svg>");
        svg
    }

    /// Mirrors a place, if the language does.
    fn x(&self, x: f64) -> f64 {
        if self.is_mirrored() { self.width - x } else { x }
    }

    fn is_mirrored(&self) -> bool {
        self.direction == "rtl"
    }

    /// A group, a link if it leads somewhere, with the name it is known by.
    pub(super) fn group(&mut self, class: &[&str], leads: Leads, name: &[&str], fill: impl FnOnce(&mut Svg)) {
        let Leads { url, language } = leads;
        let element = if url.is_some() { "a" } else { "g" };
        self.raw(&["<", element, " class=\""]);
        self.raw(class);
        self.raw(&["\""]);
        if let Some(url) = url {
            self.raw(&[" href=\""]);
            escape(&mut self.text, url);
            // As themes say it of other links that lead to another site.
            self.raw(&[if url.starts_with("http") { "\" rel=\"external noopener\"" } else { "\"" }]);
        }
        if let Some(tag) = language {
            self.raw(&[" lang=\"", tag, "\""]);
        }
        self.raw(&["><title>"]);
        name.iter().for_each(|part| escape(&mut self.text, part));
        self.raw(&["</title>\n"]);
        fill(self);
        self.raw(&["</", element, ">\n"]);
    }

    pub(super) fn rect(&mut self, class: &str, (left, right): (f64, f64), (top, bottom): (f64, f64), fade: Fade) {
        let x = if self.is_mirrored() { self.width - right } else { left };
        self.raw(&["<rect class=\"", class]);
        self.number("\" x=\"", x);
        self.number("\" y=\"", top);
        self.number("\" width=\"", right - left);
        self.number("\" height=\"", bottom - top);
        if fade != Fade::None {
            let name = self.name;
            self.raw(&["\" mask=\"url(#drawn-", name, "-", fade.id(), ")"]);
        }
        self.raw(&["\"/>\n"]);
    }

    pub(super) fn line(&mut self, class: &str, (from, to): (f64, f64), (top, bottom): (f64, f64)) {
        let (from, to) = (self.x(from), self.x(to));
        self.raw(&["<path class=\"", class]);
        self.number("\" d=\"M", from);
        self.number(" ", top);
        self.number("L", to);
        self.number(" ", bottom);
        self.raw(&["\"/>\n"]);
    }

    /// An outline around a place.
    pub(super) fn sign(&mut self, class: &str, outline: &str, (x, y): (f64, f64)) {
        self.raw(&["<path class=\"", class, "\" d=\"", outline]);
        self.number("\" transform=\"translate(", self.x(x));
        self.number(" ", y);
        self.raw(&[")\"/>\n"]);
    }

    /// The head of an arrow, its tip at a place: onward in time, or back.
    pub(super) fn arrow(&mut self, (x, y): (f64, f64), is_onward: bool) {
        let points_right = is_onward != self.is_mirrored();
        self.sign("full", if points_right { "M0 0L-9-7V7z" } else { "M0 0L9-7V7z" }, (x, y));
    }

    /// Lines of text; `y` is the middle of the first.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, lines: &[String]) {
        let x = self.x(x);
        self.raw(&["<text class=\"", class]);
        self.number("\" x=\"", x);
        self.number("\" y=\"", y + 4.2);
        self.raw(&["\" text-anchor=\"", anchor, "\">"]);
        match lines {
            [line] => escape(&mut self.text, line),
            lines => {
                for (index, line) in lines.iter().enumerate() {
                    let down = if index == 0 { 0.0 } else { super::labels::LINE };
                    self.number("<tspan x=\"", x);
                    self.number("\" dy=\"", down);
                    self.raw(&["\">"]);
                    escape(&mut self.text, line);
                    self.raw(&["</tspan>"]);
                }
            }
        }
        self.raw(&["</text>\n"]);
    }

    fn raw(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    /// A number to the tenth behind a text.
    fn number(&mut self, before: &str, number: f64) {
        self.text.push_str(before);
        push_tenths(&mut self.text, number);
    }
}

impl Fade {
    fn id(self) -> &'static str {
        match self {
            Fade::None => "none",
            Fade::Start => "start",
            Fade::End => "end",
            Fade::Both => "both",
        }
    }
}

/// A mask that lets an end of a bar fade; of shades of white, so that every colour can use it.
fn fade_definition(name: &str, fade: Fade, direction: &str) -> String {
    let stops = match fade {
        Fade::None => return String::new(),
        Fade::Start => [(0, 0), (60, 1), (100, 1)],
        Fade::End => [(0, 1), (40, 1), (100, 0)],
        Fade::Both => [(0, 0), (50, 1), (100, 0)],
    };
    let (from, to) = if direction == "rtl" { (1, 0) } else { (0, 1) };
    let id = fade.id();
    let mut text = format!("<linearGradient id=\"drawn-{name}-{id}-shade\" x1=\"{from}\" x2=\"{to}\">");
    for (at, opacity) in stops {
        let _ = write!(text, "<stop offset=\"{at}%\" stop-color=\"#fff\" stop-opacity=\"{opacity}\"/>");
    }
    let _ = writeln!(
        text,
        "</linearGradient><mask id=\"drawn-{name}-{id}\" maskContentUnits=\"objectBoundingBox\">\
         <rect width=\"1\" height=\"1\" fill=\"url(#drawn-{name}-{id}-shade)\"/></mask>"
    );
    text
}

/// A number to the tenth, without needless digits.
fn push_tenths(text: &mut String, number: f64) {
    let tenths = (number * 10.0).round() as i64;
    if tenths < 0 {
        text.push('-');
    }
    let tenths = tenths.unsigned_abs();
    let digit = |number: u64| char::from(b'0' + (number % 10) as u8);
    match tenths / 10 {
        whole @ 0..10 => text.push(digit(whole)),
        whole @ 10..1000 => {
            if whole >= 100 {
                text.push(digit(whole / 100));
            }
            text.push(digit(whole / 10));
            text.push(digit(whole));
        }
        whole => text.push_str(&whole.to_string()),
    }
    if !tenths.is_multiple_of(10) {
        text.push('.');
        text.push(digit(tenths));
    }
}

/// A text as content or attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    escape(&mut safe, text);
    safe
}

fn escape(into: &mut String, text: &str) {
    // What needs nothing is nearly everything; controls of Unicode begin with 0xC2.
    let is_special = |byte: u8| (byte < b' ') | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2);
    if is_plain(text, is_special) {
        into.push_str(text);
        return;
    }
    for letter in text.chars() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            letter if letter.is_control() => {}
            letter => into.push(letter),
        }
    }
}
