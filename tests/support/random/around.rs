//! What a random portal has beside its articles: settings, theme, templates, data, pictures, files.

use std::collections::BTreeMap;

use super::article::Article;

/// Each part is one of many, by a number.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub(super) settings: usize,
    pub(super) special: usize,
    pub(super) line: usize,
    pub(super) remark: usize,
    /// A template of the portal in place of the theme's.
    pub(super) news: Option<usize>,
    pub(super) data: usize,
    pub(super) picture: usize,
    pub(super) file: usize,
    pub(super) sheet: usize,
    pub(super) words: usize,
    /// A mistake in one of them.
    pub(super) mistake: Option<usize>,
}

impl Around {
    /// Every file of it.
    pub(super) fn files(&self, articles: &[Article]) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::from([
            ("portal.yaml", self.settings(articles)),
            ("content/pictures/sign.svg", picture(self.picture)),
            ("content/pictures/plan.pdf", format!("%PDF-1.4\n% {}\n", self.file % 3)),
            ("data/facts.yaml", format!("count: {}\n", self.data)),
            ("static/file.txt", format!("static {}\n", self.file)),
            ("templates/special.html", special(self.special)),
            ("templates/parts/line.html", line(self.line)),
            ("templates/components/remark.html", remark(self.remark)),
            ("themes/own/theme.yaml", "parent: default\n".to_owned()),
            ("themes/own/assets/site.css", format!("a{{margin:{}px}}\n", self.sheet)),
            ("themes/own/i18n/en.yaml", format!("home: Start {}\n", self.words)),
        ]);
        files.extend(self.news.map(|news| ("templates/news.html", special(news))));
        if let Some((path, text)) = self.mistake.map(mistake) {
            files.insert(path, text.to_owned());
        }
        let photograph = ("content/pictures/port.jpg".to_owned(), photograph(self.picture));
        files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).chain([photograph]).collect()
    }

    fn settings(&self, articles: &[Article]) -> String {
        let to = self.settings;
        let publisher = articles.iter().find(|article| article.is_organisation() && to.is_multiple_of(3));
        let publisher = publisher.map(|article| format!("publisher: {}\n", article.full_name()));
        let navigation = ["", "navigation: [news, timeline]\n"][to / 3 % 2];
        let feeds = ["", "feeds: {entries: 2}\n"][to / 5 % 2];
        let theme = ["", "theme: own\n"][to / 2 % 2];
        let untranslated = ["", "untranslated: show\n"][to / 4 % 2];
        let cards = ["", "images: {cards: true}\n"][to / 2 % 3 % 2];
        format!(
            "title: Portal {}\nbase_url: https://portal.example/p/\nlanguages: [en-GB, fr]\ntime_zone: Europe/Paris\n\
             pagination: {}\n{}{navigation}{feeds}{theme}{untranslated}{cards}",
            to % 2,
            1 + to % 4,
            publisher.unwrap_or_default()
        )
    }
}

/// A file with a mistake: of settings, of data, of a template that is read, of one that is rendered.
fn mistake(which: usize) -> (&'static str, &'static str) {
    let all = [
        ("portal.yaml", "title: Portal\nbase_url: nowhere\nlanguages: [en-GB, fr]\n"),
        ("data/facts.yaml", "count: [\n"),
        ("templates/special.html", "{% extends \"page.html\" %}{% block main"),
        ("templates/components/remark.html", "{% component remark(country=1 -%}\n"),
        ("templates/parts/line.html", "<p>{{ article.titel }}</p>\n"),
        ("templates/special.html", "{% extends \"page.html\" %}{% block main %}{{ nobody.there }}{% endblock %}\n"),
        ("templates/list.html", "{% extends \"base.html\" %}{% block main %}{{ list.titel }}{% endblock %}\n"),
    ];
    all[which % all.len()]
}

/// One of five has something in it that is warned of.
fn picture(to: usize) -> String {
    let script = if to.is_multiple_of(5) { "<script/>" } else { "" };
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"8\">{script}</svg>\n", 10 + to % 5)
}

/// A photograph, held in one way or another.
fn photograph(to: usize) -> Vec<u8> {
    let pixel = |at: usize| [(at * 7) as u8, (at / 3) as u8, (to / 2 % 3 * 100) as u8];
    let pixels: Vec<u8> = (0..24 * 16).flat_map(pixel).collect();
    let mut made = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut made, 90);
    let turned = [b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec(), vec![1 + (to % 8) as u8, 0, 0, 0]];
    encoder.add_app_segment(1, turned.concat()).expect("notes");
    encoder.encode(&pixels, 24, 16, jpeg_encoder::ColorType::Rgb).expect("a picture");
    made
}

fn line(to: usize) -> String {
    format!("<p>line {to} {{{{ data.facts.count }}}}</p>\n")
}

fn special(to: usize) -> String {
    format!(
        "{{% extends \"page.html\" %}}\n{{% block main %}}<p>special {to}</p>{{{{ article.title }}}}\
         {{% include \"parts/line.html\" %}}{{% endblock %}}\n"
    )
}

fn remark(to: usize) -> String {
    format!(
        "{{% component remark(country=\"CM\") {{\"country\": \"country\"}} -%}}\n<aside>{to} {{{{ body or \"\" }}}}</aside>\n\
         {{%- endcomponent remark %}}\n"
    )
}
