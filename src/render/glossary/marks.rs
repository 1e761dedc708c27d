//! Abbreviations in a text: each is explained where it first stands.

use super::Explained;

/// Elements whose text stays as it is: it leads somewhere already, is a heading, or is no running text.
const KEPT: [&str; 22] = [
    "a", "abbr", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "math", "option", "pre", "q",
    "samp", "script", "style", "svg", "title", "var",
];

/// One text being marked, piece by piece: a piece may end within a tag.
pub(in crate::render) struct Marks<'a> {
    explained: &'a Explained,
    /// Which were explained already.
    is_done: Vec<bool>,
    /// What was read of the tag the last piece ended in.
    tag: Option<String>,
    /// How many elements are open whose text stays as it is.
    kept: usize,
}

impl<'a> Marks<'a> {
    /// For a text in which nothing was explained yet.
    pub(in crate::render) fn new(explained: &'a Explained) -> Marks<'a> {
        Marks { explained, is_done: vec![false; explained.begins.len()], tag: None, kept: 0 }
    }

    /// Appends a piece of a text, with the abbreviations explained that stand in it first.
    pub(in crate::render) fn push(&mut self, mut piece: &str, html: &mut String) {
        while !piece.is_empty() {
            let sign = if self.tag.is_some() { '>' } else { '<' };
            let end = piece.find(sign);
            let (before, rest) = piece.split_at(end.map_or(piece.len(), |end| end + 1));
            match &mut self.tag {
                Some(tag) => {
                    tag.push_str(before);
                    html.push_str(before);
                    if end.is_some() {
                        self.end_tag();
                    }
                }
                None => {
                    self.text(before, html);
                    self.tag = end.map(|_| String::new());
                }
            }
            piece = rest;
        }
    }

    fn end_tag(&mut self) {
        let tag = self.tag.take().unwrap_or_default();
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if KEPT.contains(&name) {
            self.kept = if is_end { self.kept.saturating_sub(1) } else { self.kept + 1 };
        }
    }

    fn text(&mut self, text: &str, html: &mut String) {
        let mut from = 0;
        if self.kept == 0 {
            for found in self.explained.finder.find_iter(text) {
                let (index, range) = (found.pattern().as_usize(), found.range());
                if self.is_done[index] || !is_word(text, range.start, range.end) {
                    continue;
                }
                self.is_done[index] = true;
                html.push_str(&text[from..range.start]);
                html.push_str(&self.explained.begins[index]);
                html.push_str(&text[range.clone()]);
                html.push_str(Explained::END);
                from = range.end;
            }
        }
        html.push_str(&text[from..]);
    }
}

/// Whether the bytes are a word of their own, and no part of an entity (`&amp;`).
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let is_alone = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    let is_entity = || before.rfind('&').is_some_and(|at| !before[at..].contains([';', ' ']));
    is_alone && !is_entity()
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Sample;

    const GLOSSARY: &str = "NCB: {full: National Central Bureau, text: {en: The office of a country., fr: Le bureau d’un pays.}}\n\
                            R&D: {full: {en: research and development, fr: recherche et développement}}\n\
                            Red Notice: A request.\namp: {full: ampere}\nWAPIS: A programme that has a <name>.\n";

    fn text(body: &str) -> String {
        let article = format!("---\ntitle: Ports\ndate: 2020-04-28\n---\n{body}\n");
        let files = [("content/news/ports.md", article.as_str()), ("data/glossary.yaml", GLOSSARY)];
        let page = Sample::new("languages: [en, fr]\n", &files).file("news/ports/index.html");
        let (_, text) = page.split_once("<div class=\"prose\"").expect("a text");
        let (_, text) = text.split_once('>').expect("an end");
        let (text, _) = text.split_once("</div>").expect("an end");
        text.trim().to_owned()
    }

    #[test]
    fn an_abbreviation_is_explained_where_it_first_stands() {
        let ncb =
            "<a class=\"term\" href=\"/p/glossary/#term-ncb\"><abbr title=\"National Central Bureau\">NCB</abbr></a>";
        assert_eq!(text("An NCB is **an NCB**."), format!("<p>An {ncb} is <strong>an NCB</strong>.</p>"));
        assert_eq!(text("*An* NCB"), format!("<p><em>An</em> {ncb}</p>"));
        let wapis = "<abbr title=\"A programme that has a &lt;name&gt;.\">WAPIS</abbr>";
        assert!(text("It is WAPIS.").contains(wapis));
    }

    #[test]
    fn words_links_headings_and_code_stay_as_they_are() {
        for body in [
            "NCBs and SNCB",
            "`NCB` [the NCB](https://ncb.example/)",
            "## NCB",
            "Red Notice",
            "R&amp; D",
            "This & that",
        ] {
            assert!(!text(body).contains("<abbr"), "{body}: {}", text(body));
        }
    }

    #[test]
    fn signs_that_html_escapes_are_found() {
        assert!(text("More R&D.").contains("<abbr title=\"research and development\">R&amp;D</abbr>"));
    }
}
