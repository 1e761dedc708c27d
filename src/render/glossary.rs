//! The words a portal explains: on a page of their own, and in texts where they first stand.

mod marks;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Renderer;
use super::body::escape;
use super::page::{Crumb, Page};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::model::LanguageId;
use crate::model::glossary::{Meaning, Term};
use crate::model::name::encoded;
use crate::model::words::conventions;
use crate::theme::view::{Text, View};
use crate::theme::views::pages::{Explanation, GlossaryPage};

pub(super) use marks::Marks;

/// Where the glossary of a language is, if there is one.
pub(super) fn url(renderer: &Renderer, language: LanguageId) -> Option<String> {
    let portal = renderer.portal();
    let has_any = portal.front.data.glossary.speaks(language);
    has_any.then(|| renderer.url(&addresses::glossary(&portal.project.config, language)))
}

/// Renders the page of the glossary.
pub(super) fn page(renderer: &Renderer, language: LanguageId) -> Result<String, Diagnostic> {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let speech = renderer.speech(language);
    let title = speech.texts.get("glossary").to_owned();
    let mut about = Page::new("glossary", language, addresses::glossary(config, language), title.clone());
    about.description = speech.texts.get("glossary_text").to_owned();
    about.breadcrumbs.push(Crumb { title, address: None });
    let glossary = &portal.front.data.glossary;
    about.alternates = versions(renderer);
    let mut values = about.values(renderer);
    let mut terms: Vec<(&Term, &Meaning)> = glossary.explained(language).collect();
    terms.sort_by_cached_key(|(term, _)| conventions::sort_key(speech.language, &term.name));
    let explanation = |(term, meaning): (&Term, &Meaning)| Explanation {
        name: (&*term.name).into(),
        anchor: (&*term.anchor).into(),
        full: meaning.full.as_deref().map(Text::from),
        text: meaning.text.as_deref().map(Text::from),
    };
    GlossaryPage { terms: terms.into_iter().map(explanation).collect() }.give(&mut values);
    renderer.theme.render("glossary.html", &values)
}

/// The same page in every language that explains anything.
pub(super) fn versions(renderer: &Renderer) -> Vec<(LanguageId, String)> {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let having = config.language_ids().filter(|language| portal.front.data.glossary.speaks(*language));
    having.map(|language| (language, addresses::glossary(config, language))).collect()
}

/// The abbreviations of a language, ready to be found in texts.
pub(super) struct Explained {
    /// Finds the longest of several that begin at one place.
    finder: AhoCorasick,
    /// What is put before each; behind it comes [`Explained::END`].
    begins: Vec<String>,
}

impl Explained {
    const END: &str = "</abbr></a>";

    /// Those of a language; none where there are none.
    pub(super) fn new(renderer: &Renderer, language: LanguageId) -> Option<Explained> {
        let portal = renderer.portal();
        let explained = portal.front.data.glossary.explained(language);
        let abbreviations: Vec<(&Term, &Meaning)> =
            explained.filter(|(term, meaning)| term.is_abbreviation(meaning)).collect();
        if abbreviations.is_empty() {
            return None;
        }
        let escaped = |text: &str| {
            let mut html = String::with_capacity(text.len());
            escape(text, &mut html);
            html
        };
        let page = renderer.url(&addresses::glossary(&portal.project.config, language));
        let begin = |(term, meaning): &(&Term, &Meaning)| {
            let (anchor, brief) = (encoded(&term.anchor), escaped(meaning.brief()));
            format!("<a class=\"term\" href=\"{page}#{anchor}\"><abbr title=\"{brief}\">")
        };
        let names = abbreviations.iter().map(|(term, _)| escaped(&term.name));
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok()?;
        Some(Explained { finder, begins: abbreviations.iter().map(begin).collect() })
    }
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Sample;

    #[test]
    fn the_glossary_of_a_language_has_what_is_explained_in_it() {
        let glossary = "WAPIS: A programme.\nNCB:\n  full: {en: National Central Bureau, fr: Bureau central national}\n  \
                        text: {en: An <office>.}\nécole: {fr: Un lieu.}\n";
        let sample = Sample::new("languages: [en, fr, pt]\n", &[("data/glossary.yaml", glossary)]);
        let list = |path: &str| {
            let page = sample.file(path);
            let (_, list) = page.split_once("<dl class=\"glossary\">").expect("a list");
            list.split_once("</dl>").expect("an end").0.trim().to_owned()
        };
        insta::assert_snapshot!(
            "glossary",
            format!("{}\n---\n{}", list("glossary/index.html"), list("fr/glossary/index.html"))
        );
        assert!(!sample.has("pt/glossary/index.html"));
        assert!(sample.file("index.html").contains("<a href=\"/p/glossary/\">Glossary</a>"), "the footer leads there");
        assert!(!sample.file("pt/index.html").contains("glossary/"));
        insta::assert_snapshot!("glossary_json_ld", sample.json_ld("glossary/index.html"));
    }
}
