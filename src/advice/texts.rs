//! How the text of an article reads: its headings, links, sentences, abbreviations.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::abbreviations::Known;
use super::advice;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::graph::portal::{Linked, Portal};
use crate::parse::body::{Paragraph, Prose};

/// What links are called that say nothing, by language: readers of links alone hear only this.
const VAGUE: [(&str, &[&str]); 6] = [
    ("ar", &["هنا", "اضغط هنا", "انقر هنا", "هذا الرابط", "المزيد", "اقرأ المزيد"]),
    ("en", &["here", "click here", "this", "this link", "link", "more", "read more", "this page"]),
    ("es", &["aquí", "haga clic aquí", "pulse aquí", "este enlace", "enlace", "más", "leer más", "más información"]),
    ("fr", &["ici", "cliquez ici", "ce lien", "lien", "plus", "lire la suite", "en savoir plus", "cette page"]),
    ("pt", &["aqui", "clique aqui", "esta ligação", "este link", "link", "mais", "ler mais", "saiba mais"]),
    ("sw", &["hapa", "bofya hapa", "kiungo hiki", "kiungo", "zaidi", "soma zaidi"]),
];

/// Everything about one text.
pub(super) fn give(portal: &Portal, linked: &Linked, prose: &Prose, known: &Known) -> Vec<Diagnostic> {
    let mut told = skipped_headings(linked, prose);
    told.extend(vague_links(portal, linked, prose));
    let language = linked.article.language;
    let longest = portal.project.config.longest_sentence.get(language.index()).copied().unwrap_or(usize::MAX);
    let mut seen = BTreeSet::new();
    for paragraph in &prose.paragraphs {
        told.extend(long_sentences(linked, paragraph, longest));
        for (name, range, is_explained) in known.unknown(paragraph, language) {
            if seen.insert(name.to_owned()) && !is_explained {
                told.push(unexplained(linked, name, paragraph.place(range)));
            }
        }
    }
    told
}

fn at(linked: &Linked, range: Range<usize>) -> Span {
    Span::bytes(&linked.article.source, range)
}

fn skipped_headings(linked: &Linked, prose: &Prose) -> Vec<Diagnostic> {
    // The title of the page is the first level.
    let above = std::iter::once(1).chain(prose.headings.iter().map(|(level, _)| *level));
    let skipped = above.zip(&prose.headings).filter(|(above, (level, _))| *level > above + 1);
    let told = |(above, (level, range)): (u8, &(u8, Range<usize>))| {
        let message = format!("a heading of level {level} stands below one of level {above}");
        let help = format!(
            "write it with {}, so that readers who go from heading to heading miss nothing",
            "#".repeat(usize::from(above) + 1)
        );
        advice(Code::SkippedHeading, message).at(at(linked, range.start..range.start + usize::from(*level))).help(help)
    };
    skipped.map(told).collect()
}

fn vague_links(portal: &Portal, linked: &Linked, prose: &Prose) -> Vec<Diagnostic> {
    let code = &portal.project.config.language(linked.article.language).code;
    let vague = VAGUE.iter().find(|(other, _)| other == code).map_or(&[][..], |(_, names)| *names);
    let says_nothing = |name: &str| {
        let plain = name.trim().trim_end_matches(['.', '…', '!', ':', '>', '»', ' ']).to_lowercase();
        vague.contains(&plain.as_str())
    };
    let told = |(name, range): &(String, Range<usize>)| {
        let message = format!("a link called “{}” does not say where it leads", name.trim());
        let help = "call it what is there; some readers hear the links of a page alone, one after the other";
        advice(Code::VagueLink, message).at(at(linked, range.clone())).help(help)
    };
    prose.links.iter().filter(|(name, _)| says_nothing(name)).map(told).collect()
}

fn long_sentences(linked: &Linked, paragraph: &Paragraph, longest: usize) -> Vec<Diagnostic> {
    let told = |(from, sentence): (usize, &str)| {
        let words = sentence.unicode_words().count();
        if words <= longest {
            return None;
        }
        let first = from..from + sentence.trim_end().len();
        let message = format!("this sentence has {words} words, and {longest} are many");
        let help = "make two of it; the measure is `advice: {sentence: …}` in portal.yaml";
        Some(advice(Code::LongSentence, message).at(at(linked, paragraph.place(first))).help(help))
    };
    paragraph.text.split_sentence_bound_indices().filter_map(told).collect()
}

fn unexplained(linked: &Linked, name: &str, range: Range<usize>) -> Diagnostic {
    let help =
        format!("write it out where it first stands, “… ({name})”, or tell what it means in `data/glossary.yaml`");
    advice(Code::UnexplainedAbbreviation, format!("nobody told what {name} means")).at(at(linked, range)).help(help)
}
