//! A drawing as templates get it: a figure with the same facts in each width it may be shown in, and
//! the legend below.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::svg::escaped;
use super::{Canvas, Count, Item, Plan, Width};
use crate::model::{Edtf, Kind, LanguageId};
use crate::render::{Renderer, entries};
use crate::theme::view::Html;

/// Where a drawing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a column of text.
    Column,
    /// Over the whole page.
    Page,
}

impl Place {
    fn widths(self) -> &'static [Width] {
        match self {
            Place::Column => &[Width::Narrow, Width::Middle],
            Place::Page => &Width::ALL,
        }
    }

    /// The facts from which on a drawing says more than the list beside it.
    fn fewest(self, plan: Plan) -> usize {
        match (self, plan) {
            (Place::Column, Plan::Lanes | Plan::Year(_)) => 4,
            (Place::Column, Plan::Gantt) | (Place::Page, _) => 2,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Place::Column => "drawing",
            Place::Page => "drawing drawing-page",
        }
    }
}

/// What a drawing is of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Whose words it speaks.
    pub language: LanguageId,
    /// What it is called.
    pub title: &'a str,
    /// Where it stands.
    pub place: Place,
}

/// Draws these facts; where they are too many for that, how many there are in each month or year.
/// Nothing where too few have a place on an axis: they say all in words.
pub fn of_facts(renderer: &Renderer, subject: Subject, facts: &[u32], plan: Plan) -> Option<Html> {
    let of_portal = &renderer.portal().facts;
    let drawable: Vec<u32> =
        facts.iter().copied().filter(|fact| super::is_drawable(&of_portal[*fact as usize].when)).collect();
    if drawable.len() < subject.place.fewest(plan) {
        return None;
    }
    let dates: Vec<&Edtf> = drawable.iter().map(|fact| &of_portal[*fact as usize].when).collect();
    // Most histories are too long for marks; then nobody asks for their words.
    let most = subject.place.widths().iter().map(|width| width.most_marks()).max().unwrap_or(0);
    let marked = if drawable.len() > most { &[][..] } else { &drawable[..] };
    let items: Vec<Item> = marked.iter().map(|fact| item(renderer, *fact, subject.language)).collect();
    let name = |time: &str, count| column_name(renderer, subject.language, time, count);
    let mut shows_marks = false;
    let counts = OnceCell::new();
    let draw = |canvas: &Canvas, width| {
        let drawn = super::facts(canvas, &items, plan, width);
        shows_marks |= drawn.is_some();
        drawn.or_else(|| match plan {
            Plan::Year(year) => super::months(canvas, year, &dates, name, width),
            Plan::Lanes | Plan::Gantt => super::years(canvas, counts.get_or_init(|| by_year(&dates)), name, width),
        })
    };
    let drawings = in_each_width(renderer, subject, drawable.len(), draw);
    let legend = if shows_marks { legend(renderer, subject.language, &items, plan) } else { String::new() };
    Some(figure(subject.place, &drawings, &legend))
}

/// Draws how many facts there are in each year, with where they are listed.
pub fn of_years(renderer: &Renderer, subject: Subject, counts: &BTreeMap<i16, Count>) -> Option<Html> {
    if counts.is_empty() {
        return None;
    }
    let name = |time: &str, count| column_name(renderer, subject.language, time, count);
    let all = counts.values().map(|count| count.count).sum();
    let drawings = in_each_width(renderer, subject, all, |canvas, width| super::years(canvas, counts, name, width));
    Some(figure(subject.place, &drawings, ""))
}

fn column_name(renderer: &Renderer, language: LanguageId, time: &str, count: usize) -> String {
    format!("{time}: {}", renderer.speech(language).texts.count("count_dates", count))
}

/// A fact with the words its entry has on a page of `language`.
fn item<'a>(renderer: &'a Renderer, fact: u32, language: LanguageId) -> Item<'a> {
    let known = &renderer.portal().facts[fact as usize];
    let article = &renderer.linked(known.article).article;
    let own = article.language;
    let speech = renderer.speech(language);
    Item {
        when: &known.when,
        kind: article.kind(),
        title: entries::title(speech, article, known.origin),
        date: if own == language { renderer.date(fact).into() } else { speech.words.edtf(&known.when).into() },
        language: (own != language).then_some(&*renderer.speech(own).language.tag),
        url: entries::url(renderer, known),
    }
}

fn by_year(dates: &[&Edtf]) -> BTreeMap<i16, Count> {
    let mut counts: BTreeMap<i16, Count> = BTreeMap::new();
    for day in dates.iter().filter_map(|date| date.earliest().or_else(|| date.latest())) {
        counts.entry(day.year()).or_default().count += 1;
    }
    counts
}

fn in_each_width(
    renderer: &Renderer,
    subject: Subject,
    dates: usize,
    mut draw: impl FnMut(&Canvas, Width) -> Option<String>,
) -> String {
    let speech = renderer.speech(subject.language);
    let counted = speech.texts.count("count_dates", dates);
    let description = speech.texts.filled("drawing_text", "dates", &counted);
    let canvas = Canvas {
        words: &speech.words,
        direction: speech.language.direction,
        title: subject.title,
        description: &description,
    };
    let mut drawings = String::with_capacity(16 * 1024);
    for width in subject.place.widths() {
        if let Some(drawing) = draw(&canvas, *width) {
            drawings.push_str(&drawing);
            drawings.push('\n');
        }
    }
    drawings
}

fn figure(place: Place, drawings: &str, legend: &str) -> Html {
    ["<figure class=\"", place.class(), "\">\n", drawings, legend, "</figure>"].concat().into()
}

/// The kinds and the doubts that are drawn, each with its word.
fn legend(renderer: &Renderer, language: LanguageId, items: &[Item], plan: Plan) -> String {
    let texts = renderer.speech(language).texts;
    let mut legend = String::from("<figcaption><ul class=\"legend\">\n");
    let kinds: BTreeSet<Kind> = items.iter().map(|item| item.kind).collect();
    for kind in kinds {
        let word = escaped(&texts.of("kind", kind.as_str()));
        let _ = writeln!(legend, "<li class=\"k-{}\">{}{word}</li>", kind.as_str(), super::sign(kind));
    }
    let signs = super::signs(items, plan);
    let doubts = [
        (signs.approximate, "approximate", ""),
        (signs.uncertain, "uncertain", ""),
        (signs.open, "open", "<path class=\"flip\" d=\"M-7-2.5H1V-7L8 0 1 7V2.5H-7z\"/>"),
        (signs.unknown, "unknown", "<path class=\"dots\" d=\"M-8 0H8\"/>"),
    ];
    for (_, doubt, inside) in doubts.into_iter().filter(|(is_drawn, ..)| *is_drawn) {
        let word = escaped(&texts.of("drawing", doubt));
        let sample = match inside {
            "" => format!("<span class=\"sample sample-{doubt}\" aria-hidden=\"true\"></span>"),
            path => {
                format!("<svg class=\"shape\" viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">{path}</svg>")
            }
        };
        let _ = writeln!(legend, "<li>{sample}{word}</li>");
    }
    legend.push_str("</ul></figcaption>\n");
    legend
}
