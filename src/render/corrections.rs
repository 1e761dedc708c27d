//! All corrections of a language on one page, newest first, each leading to its article.

use super::lists::Paged;
use super::page::{Crumb, Page};
use super::{Renderer, cards};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::portal::ArticleId;
use crate::model::LanguageId;
use crate::theme::view::View;
use crate::theme::views::pages::{Correction, CorrectionsPage};

/// Renders a page of the corrections.
pub(super) fn page(renderer: &Renderer, language: LanguageId, number: usize) -> Result<String, Diagnostic> {
    let portal = renderer.portal();
    let texts = renderer.speech(language).texts;
    let address = addresses::corrections(&portal.project.config, language);
    let title = texts.get("corrections").to_owned();
    let paged = Paged::new(renderer, &address, &portal.edition(language).corrections, number);
    let mut about = Page::new("corrections", language, addresses::page(&address, number), title.clone());
    about.description = texts.get("corrections_text").to_owned();
    about.breadcrumbs.push(Crumb { title, address: None });
    about.alternates = if number == 1 { versions(renderer) } else { Vec::new() };
    about.noindex = number > 1;
    about.neighbours = paged.neighbours();
    let mut values = about.values(renderer);
    let rows = paged.items.iter().map(|(id, position)| row(renderer, language, *id, *position));
    CorrectionsPage { corrections: rows.collect(), pager: paged.pager(renderer) }.give(&mut values);
    renderer.theme.render("corrections.html", &values)
}

fn row(renderer: &Renderer, language: LanguageId, id: ArticleId, position: u32) -> Correction {
    let correction = &renderer.linked(id).article.corrections[position as usize];
    Correction {
        date: renderer.speech(language).moment(correction.date),
        text: (&*correction.text).into(),
        article: cards::noted(renderer, id, language, None),
    }
}

/// The same page in every language that has corrections.
pub(super) fn versions(renderer: &Renderer) -> Vec<(LanguageId, String)> {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let having = config.language_ids().filter(|language| !portal.edition(*language).corrections.is_empty());
    having.map(|language| (language, addresses::corrections(config, language))).collect()
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Sample;

    const PORTS: &str = "---\ntitle: Ports\ndate: 2020-04-28\ncorrections: [{date: 2020-05-01, text: An <i>old</i> one.}, \
                         {date: 2020-05-03T09:00, text: A new one.}]\n---\n";
    const WITHDRAWN: &str = "---\ntitle: Harbours\ndate: 2020-04-28\ncorrections: [{date: 2020-05-03, text: The middle one.}]\n\
                             withdrawn: {date: 2020-05-04, reason: Wrong.}\n---\n";

    #[test]
    fn corrections_of_all_articles_come_newest_first() {
        let ports = ("content/news/ports.md", PORTS);
        let sample = Sample::new("languages: [en-GB, fr]\n", &[ports, ("content/news/harbours.md", WITHDRAWN)]);
        let page = sample.file("corrections/index.html");
        let (_, list) = page.split_once("<dl>").expect("a list");
        let (list, _) = list.split_once("</dl>").expect("an end");
        insta::assert_snapshot!("list", list);
        assert!(page.contains("<p><a href=\"/p/corrections/\">Corrections</a></p>"), "the footer leads there");
        assert!(!sample.file("fr/index.html").contains("corrections/"), "there are none in French");
    }

    #[test]
    fn many_corrections_fill_pages() {
        let sample = Sample::new("pagination: 1\n", &[("content/news/ports.md", PORTS)]);
        let second = sample.file("corrections/page/2/index.html");
        assert!(second.contains("An &lt;i&gt;old") && !second.contains("A new one."), "{second}");
    }
}
