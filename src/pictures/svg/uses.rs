//! How many elements a browser draws for a drawing whose parts use each other: a few lines can ask for millions.

use std::collections::HashMap;

/// The most elements that uses may come to.
const MOST: u64 = 100_000;
/// The most uses in each other.
const DEEPEST: usize = 32;

/// What is drawn by a part of a drawing.
#[derive(Debug, Default)]
struct Part {
    elements: u64,
    /// How often it uses others.
    uses: HashMap<String, u64>,
}

/// The parts of a drawing that have a name, and the whole.
#[derive(Debug, Default)]
pub(super) struct Uses {
    whole: Part,
    parts: HashMap<String, Part>,
    /// The names of the elements that are open; most have none.
    open: Vec<Option<String>>,
}

impl Uses {
    /// An element begins: with its name, and what it uses.
    pub(super) fn begin(&mut self, name: Option<String>, used: Option<&str>) {
        if let Some(name) = &name {
            self.parts.entry(name.clone()).or_default();
        }
        self.open.push(name);
        self.whole.add(used);
        for name in self.open.iter().flatten() {
            if let Some(part) = self.parts.get_mut(name) {
                part.add(used);
            }
        }
    }

    /// It ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether all uses together come to more than a browser should draw, or lead back to where they began.
    pub(super) fn are_too_many(&self) -> bool {
        let mut known = HashMap::new();
        // Uses without end come to any number.
        self.drawn(&self.whole, 0, &mut known).is_none_or(|drawn| drawn - self.whole.elements > MOST)
    }

    fn drawn<'a>(&'a self, part: &'a Part, depth: usize, known: &mut HashMap<&'a str, u64>) -> Option<u64> {
        if depth > DEEPEST {
            return None;
        }
        let mut drawn = part.elements;
        for (name, times) in &part.uses {
            let one = match (known.get(name.as_str()), self.parts.get(name)) {
                (Some(one), _) => *one,
                (None, Some(part)) => self.drawn(part, depth + 1, known)?,
                (None, None) => 0,
            };
            known.insert(name, one);
            drawn = drawn.saturating_add(one.saturating_mul(*times));
        }
        Some(drawn)
    }
}

impl Part {
    fn add(&mut self, used: Option<&str>) {
        self.elements += 1;
        if let Some(used) = used {
            *self.uses.entry(used.to_owned()).or_default() += 1;
        }
    }
}
