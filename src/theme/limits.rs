//! What a template may ask for: how many others it is made of, how much it writes, how long it counts.
//!
//! Themes are programs, and whoever writes one is trusted as whoever writes dateline is. These limits end what is written
//! by mistake, a loop in a loop or a template that includes itself tenfold, with a message instead of a full memory.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use tera::{Kwargs, State, TeraResult};

use super::TemplateSource;
use super::names::tokens::{self, Token};
use crate::diagnostic::{Code, Diagnostic, Span};

/// The most bytes of a template.
const LONGEST: usize = 1 << 20;
/// The most templates a page is made of, each counted as often as it is included.
const MOST_PARTS: u64 = 10_000;
/// The most templates in each other.
const DEEPEST: usize = 16;
/// The most `elif` of a template: the engine reads each within the one before.
const MOST_BRANCHES: usize = 200;
/// The most bytes of a page.
const MOST_BYTES: usize = 64 << 20;
/// The most numbers that `range` gives to a page.
const MOST_NUMBERS: usize = 1_000_000;
/// The most numbers that `range` gives at once.
const MOST_AT_ONCE: i128 = 100_000;

/// What is beyond a limit in templates. Nothing of them is rendered then, nor read by the engine.
pub(super) fn exceeded(templates: &[TemplateSource], whole_names: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = templates.iter().filter_map(too_long).collect();
    if diagnostics.is_empty() {
        let read: Vec<Parts> = templates.iter().map(Parts::of).collect();
        diagnostics.extend(templates.iter().zip(&read).filter_map(|(template, parts)| too_branched(template, parts)));
        let known = Known { templates, read: &read, whole_names };
        diagnostics.extend(known.too_many());
    }
    diagnostics
}

fn too_long(template: &TemplateSource) -> Option<Diagnostic> {
    let length = template.text.len();
    let told = || {
        let message = format!("this template has {} KiB, and {} KiB is the most", length >> 10, LONGEST >> 10);
        let complaint = Diagnostic::error(Code::BadTemplate, message).at(Span::file(&template.source));
        complaint.help("put what is only copied into `assets/` or `static/`")
    };
    (length > LONGEST).then(told)
}

fn too_branched(template: &TemplateSource, parts: &Parts) -> Option<Diagnostic> {
    let branch = parts.branches.get(MOST_BRANCHES)?;
    let message = format!("this template has more than {MOST_BRANCHES} `elif`");
    let complaint = Diagnostic::error(Code::BadTemplate, message);
    Some(complaint.at(Span::bytes(&template.source, branch.at.clone())).help("split it, or look values up in a map"))
}

/// The words of a template that count here.
struct Parts<'a> {
    /// The names it includes or extends.
    named: Vec<Token<'a>>,
    branches: Vec<Token<'a>>,
}

impl<'a> Parts<'a> {
    fn of(template: &'a TemplateSource) -> Parts<'a> {
        let mut parts = Parts { named: Vec::new(), branches: Vec::new() };
        for tag in tokens::tags(&template.text).into_iter().filter(|tag| tag.is_statement) {
            let Some(first) = tag.tokens.first().cloned() else { continue };
            if first.is_name("include") || first.is_name("extends") {
                parts.named.extend(tag.tokens.into_iter().filter(|token| token.sort == tokens::Sort::Text));
            } else if first.is_name("elif") {
                parts.branches.push(first);
            }
        }
        parts
    }
}

struct Known<'a> {
    templates: &'a [TemplateSource],
    read: &'a [Parts<'a>],
    whole_names: &'a BTreeMap<String, String>,
}

/// What a template is made of.
#[derive(Clone, Copy)]
struct Made {
    parts: u64,
    depth: usize,
}

impl Known<'_> {
    /// The first template that is made of too many others.
    fn too_many(&self) -> Option<Diagnostic> {
        let at: HashMap<&str, usize> =
            self.templates.iter().enumerate().map(|(at, template)| (template.name.as_str(), at)).collect();
        let mut made: Vec<Option<Made>> = vec![None; self.templates.len()];
        for start in 0..self.templates.len() {
            // Without recursion: a chain may be as long as there are files.
            let mut open = vec![(start, 0)];
            while let Some((template, next)) = open.pop() {
                let named = &self.read[template].named;
                if made[template].is_some() {
                    continue;
                }
                if let Some(token) = named.get(next) {
                    open.push((template, next + 1));
                    let other = self.find(token.text, &at);
                    // One that is open leads back here: the engine tells of circles.
                    let is_free = |other: &usize| made[*other].is_none() && open.iter().all(|(at, _)| at != other);
                    open.extend(other.filter(is_free).map(|other| (other, 0)));
                    if open.len() > MOST_OPEN {
                        return Some(self.told(template, token));
                    }
                    continue;
                }
                let others = named.iter().filter_map(|token| made[self.find(token.text, &at)?]);
                let whole = others.fold(Made { parts: 1, depth: 1 }, |whole, other| Made {
                    parts: whole.parts.saturating_add(other.parts),
                    depth: whole.depth.max(other.depth + 1),
                });
                if (whole.parts > MOST_PARTS || whole.depth > DEEPEST)
                    && let Some(token) = named.first()
                {
                    return Some(self.told(template, token));
                }
                made[template] = Some(whole);
            }
        }
        None
    }

    fn find(&self, name: &str, at: &HashMap<&str, usize>) -> Option<usize> {
        at.get(name).or_else(|| at.get(self.whole_names.get(name)?.as_str())).copied()
    }

    fn told(&self, template: usize, token: &Token) -> Diagnostic {
        let message = format!(
            "this template is made of more than {MOST_PARTS} others, or of others that lie more than {DEEPEST} deep in each other"
        );
        let at = Span::bytes(&self.templates[template].source, token.at.clone());
        Diagnostic::error(Code::BadTemplate, message).at(at).help("take some `include` or `extends` out")
    }
}

/// So many open at once are beyond [`DEEPEST`], whatever follows.
const MOST_OPEN: usize = 2 * DEEPEST;

/// A page that is being written, up to its limit.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) is_full: bool,
}

impl Page {
    /// One that is written into a buffer.
    pub(super) fn new(bytes: Vec<u8>) -> Page {
        NUMBERS.set(0);
        Page { bytes, is_full: false }
    }

    /// What is said of one that is full.
    pub(super) fn told() -> Diagnostic {
        let message = format!("this template writes more than {} MiB for one page", MOST_BYTES >> 20);
        Diagnostic::error(Code::BadTemplate, message).help("look for a loop in a loop, or one over too much")
    }
}

impl Write for Page {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > MOST_BYTES {
            self.is_full = true;
            return Err(io::Error::other("the page is full"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// How many numbers `range` has given to the page that this thread renders. Each page begins with none.
    static NUMBERS: Cell<usize> = const { Cell::new(0) };
}

/// The function `range` of Tera, which counts what it gives: loops in loops end.
#[expect(clippy::needless_pass_by_value, reason = "the form that Tera calls")]
pub(super) fn range(arguments: Kwargs, _: &State) -> TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    let refuse = |message: String| Err(tera::Error::message(message));
    if step == 0 {
        return refuse("`range` can't count in steps of 0".to_owned());
    }
    if start > end && step > 0 {
        return refuse("`range` starts behind its end".to_owned());
    }
    let Some(span) = end.checked_sub(start).and_then(|span| span.checked_mul(step.signum())) else {
        return refuse("`range` counts too far".to_owned());
    };
    let numbers = if span <= 0 { 0 } else { (span - 1) / step.saturating_abs() + 1 };
    let given = NUMBERS.get().saturating_add(usize::try_from(numbers).unwrap_or(usize::MAX));
    if numbers > MOST_AT_ONCE {
        return refuse(format!("`range` gives {MOST_AT_ONCE} numbers at most, and {numbers} are asked for"));
    }
    if given > MOST_NUMBERS {
        return refuse(format!("`range` gives {MOST_NUMBERS} numbers to one page at most: look for a loop in a loop"));
    }
    NUMBERS.set(given);
    Ok((0..numbers).map(|number| start + number * step).collect())
}
