//! What stands above a text: title, summary, pictures, topics.

use super::advice;
use crate::diagnostic::{Code, Diagnostic, Field};
use crate::graph::portal::{Linked, Portal};
use crate::model::article::Picture;
use crate::model::name::slips;

/// Search results show about so many letters of a title.
const LONGEST_TITLE: usize = 70;
/// Cards and search results show about so many letters of a summary.
const LONGEST_SUMMARY: usize = 240;
/// Of so many letters one may be a slip, if two topics are to be one.
const LETTERS_FOR_A_SLIP: usize = 6;

/// A title or summary that will be cut where it is shown.
pub(super) fn too_long(linked: &Linked) -> Vec<Diagnostic> {
    let article = &linked.article;
    let mut told = Vec::new();
    let letters = article.title.chars().count();
    if letters > LONGEST_TITLE {
        let message = format!("this title has {letters} letters, and search results show about {LONGEST_TITLE}");
        let help = "say the most important thing first, or make it shorter";
        told.push(advice(Code::LongTitle, message).at(article.field(Field::new("title"))).help(help));
    }
    let letters = article.summary.as_deref().map_or(0, |summary| summary.chars().count());
    if letters > LONGEST_SUMMARY {
        let message =
            format!("this summary has {letters} letters, and cards and search results show about {LONGEST_SUMMARY}");
        let help = "one or two sentences are enough; the rest belongs into the text";
        told.push(advice(Code::LongSummary, message).at(article.field(Field::new("summary"))).help(help));
    }
    told
}

/// Pictures that don't say whose they are.
pub(super) fn no_credit(linked: &Linked) -> Vec<Diagnostic> {
    let article = &linked.article;
    let lacks = |picture: &&Picture| picture.credit.is_none() && !picture.alt.is_empty();
    let told = |picture: &Picture| {
        let message = format!("the picture `{}` has no `credit`", picture.file.path);
        advice(Code::NoCredit, message).at(article.field(picture.file.field)).help("add `credit:` with who made it")
    };
    article.image.iter().chain(&article.gallery).filter(lacks).map(told).collect()
}

/// Topics of one language with nearly the same name.
pub(super) fn similar_topics(portal: &Portal) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for edition in &portal.editions {
        for (index, one) in edition.topics.iter().enumerate() {
            let others = edition.topics.iter().skip(index + 1);
            for other in others.filter(|other| alike(one.slug.as_str(), other.slug.as_str())) {
                // The one with fewer articles is the slip.
                let (slip, meant) = if one.items.len() < other.items.len() { (one, other) } else { (other, one) };
                let message = format!("the topics “{}” and “{}” have nearly the same name", slip.label, meant.label);
                let complaint = advice(Code::SimilarTopics, message)
                    .help(format!("if they are one, write `{}` everywhere", meant.label));
                let carrier = slip.items.first().map(|id| portal.article(*id));
                told.push(match carrier {
                    Some(linked) => complaint.at(linked.article.field(Field::new("topics"))),
                    None => complaint,
                });
            }
        }
    }
    told
}

fn alike(one: &str, other: &str) -> bool {
    // Names that differ by their number only are different: `covid-19`, `covid-20`.
    let letters = |name: &str| name.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let shorter = one.chars().count().min(other.chars().count());
    letters(one) != letters(other) && slips(one, other) <= shorter / LETTERS_FOR_A_SLIP
}
