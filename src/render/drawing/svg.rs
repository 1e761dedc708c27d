//! SVG text, built directly: classes instead of styles, mirrored where a language runs from right to left.

use std::fmt::Write as _;

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
        let _ = write!(
            svg,
            "<svg class=\"drawn drawn-{name}\" viewBox=\"0 0 {} {}\" direction=\"{direction}\" role=\"group\" \
             aria-labelledby=\"drawn-{name}-title\" aria-describedby=\"drawn-{name}-text\">\n\
             <title id=\"drawn-{name}-title\">{}</title>\n<desc id=\"drawn-{name}-text\">{}</desc>\n",
            Tenths(width),
            Tenths(height),
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
    pub(super) fn group(&mut self, class: &str, url: Option<&str>, name: &str, fill: impl FnOnce(&mut Svg)) {
        let (start, end) = if url.is_some() { ("a", "a") } else { ("g", "g") };
        let _ = write!(self.text, "<{start} class=\"{class}\"");
        if let Some(url) = url {
            let _ = write!(self.text, " href=\"{}\"", escaped(url));
        }
        let _ = writeln!(self.text, "><title>{}</title>", escaped(name));
        fill(self);
        let _ = writeln!(self.text, "</{end}>");
    }

    pub(super) fn rect(&mut self, class: &str, (left, right): (f64, f64), (top, bottom): (f64, f64), fade: Fade) {
        let x = if self.is_mirrored() { self.width - right } else { left };
        let _ = write!(
            self.text,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            Tenths(x),
            Tenths(top),
            Tenths(right - left),
            Tenths(bottom - top)
        );
        if fade != Fade::None {
            let _ = write!(self.text, " mask=\"url(#drawn-{}-{})\"", self.name, fade.id());
        }
        self.text.push_str("/>\n");
    }

    pub(super) fn line(&mut self, class: &str, (from, to): (f64, f64), (top, bottom): (f64, f64)) {
        let (from, to) = (self.x(from), self.x(to));
        let _ = writeln!(
            self.text,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            Tenths(from),
            Tenths(top),
            Tenths(to),
            Tenths(bottom)
        );
    }

    /// An outline around a place.
    pub(super) fn sign(&mut self, class: &str, outline: &str, (x, y): (f64, f64)) {
        let (x, y) = (Tenths(self.x(x)), Tenths(y));
        let _ = writeln!(self.text, "<path class=\"{class}\" d=\"{outline}\" transform=\"translate({x} {y})\"/>");
    }

    /// The head of an arrow, its tip at a place: onward in time, or back.
    pub(super) fn arrow(&mut self, (x, y): (f64, f64), is_onward: bool) {
        let points_right = is_onward != self.is_mirrored();
        self.sign("full", if points_right { "M0 0L-9-7V7z" } else { "M0 0L9-7V7z" }, (x, y));
    }

    /// Lines of text; `y` is the middle of the first.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, lines: &[String]) {
        let x = Tenths(self.x(x));
        let _ =
            write!(self.text, "<text class=\"{class}\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">", Tenths(y + 4.2));
        match lines {
            [line] => self.text.push_str(&escaped(line)),
            lines => {
                for (index, line) in lines.iter().enumerate() {
                    let down = if index == 0 { 0.0 } else { super::labels::LINE };
                    let _ = write!(self.text, "<tspan x=\"{x}\" dy=\"{}\">{}</tspan>", Tenths(down), escaped(line));
                }
            }
        }
        self.text.push_str("</text>\n");
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
struct Tenths(f64);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.abs());
        match tenths % 10 {
            0 => write!(f, "{sign}{}", tenths / 10),
            tenth => write!(f, "{sign}{}.{tenth}", tenths / 10),
        }
    }
}

/// A text as content or attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}
