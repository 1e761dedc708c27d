//! How many elements a browser draws for a drawing whose parts use each other: a few lines can ask for millions.

use std::collections::HashMap;

use crate::model::name::decoded;

/// The most elements that uses may come to.
const MOST: u64 = 100_000;
/// The most uses in each other.
const DEEPEST: usize = 32;

/// What is drawn by a part of a drawing, without the parts in it that have a name.
#[derive(Debug, Default)]
struct Part {
    elements: u64,
    /// How often it uses others.
    uses: HashMap<String, u64>,
    /// The named parts in it.
    inner: Vec<usize>,
}

/// The parts of a drawing that have a name.
#[derive(Debug)]
pub(super) struct Uses {
    /// The first is the whole.
    parts: Vec<Part>,
    /// Those of a name: there should be one.
    named: HashMap<String, Vec<usize>>,
    /// The parts that the elements belong to that are open.
    open: Vec<usize>,
}

/// The whole drawing.
const WHOLE: usize = 0;

impl Uses {
    /// Of a drawing that begins.
    pub(super) fn new() -> Uses {
        Uses { parts: vec![Part::default()], named: HashMap::new(), open: Vec::new() }
    }

    /// An element begins: with its name, and the address of what it uses, which begins with `#`.
    pub(super) fn begin(&mut self, name: Option<&str>, used: Option<&str>) {
        let mut part = self.open.last().copied().unwrap_or(WHOLE);
        if let Some(name) = name {
            let named = self.parts.len();
            self.parts[part].inner.push(named);
            self.parts.push(Part::default());
            self.named.entry(on_one_line(name)).or_default().push(named);
            part = named;
        }
        self.parts[part].elements += 1;
        if let Some(used) = used.and_then(|used| used.strip_prefix('#')) {
            // Browsers decode addresses.
            *self.parts[part].uses.entry(on_one_line(&decoded(used))).or_default() += 1;
        }
        self.open.push(part);
    }

    /// It ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether all uses together come to more than a browser should draw, or lead back to where they began.
    pub(super) fn are_too_many(&self) -> bool {
        let written: u64 = self.parts.iter().map(|part| part.elements).sum();
        // Uses without end come to any number.
        self.drawn(WHOLE, 0, &mut HashMap::new()).is_none_or(|drawn| drawn - written > MOST)
    }

    fn drawn(&self, part: usize, depth: usize, known: &mut HashMap<usize, u64>) -> Option<u64> {
        if let Some(drawn) = known.get(&part) {
            return Some(*drawn);
        }
        if depth > DEEPEST {
            return None;
        }
        let Part { elements, uses, inner } = &self.parts[part];
        let mut drawn = *elements;
        for part in inner {
            drawn = drawn.saturating_add(self.drawn(*part, depth, known)?);
        }
        for (name, times) in uses {
            let mut most = 0;
            for part in self.named.get(name).into_iter().flatten() {
                most = self.drawn(*part, depth + 1, known)?.max(most);
            }
            drawn = drawn.saturating_add(most.saturating_mul(*times));
        }
        known.insert(part, drawn);
        Some(drawn)
    }
}

/// A name as it is read back: line ends and tabs are spaces in an attribute.
fn on_one_line(name: &str) -> String {
    name.replace(char::is_whitespace, " ")
}
