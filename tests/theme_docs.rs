//! `docs/themes.md` is the contract with themes: what stands between its marks is made from the views, the
//! components and what templates may call, and never behind. `UPDATE_DOCS=1 cargo test --test theme_docs` writes it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::config;
use dateline::diagnostic::Diagnostic;
use dateline::source::Inventory;
use dateline::theme::Theme;
use dateline::theme::view::{Description, Shape, View};
use dateline::theme::views::{self, components, parts};
use dateline::theme::vocabulary::{FILTERS, FUNCTIONS, TERA, TESTS};

const FILE: &str = "docs/themes.md";
const BEGIN: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

#[test]
fn the_documentation_of_themes_is_not_behind() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let written = fs::read_to_string(&path).expect("the documentation of themes");
    let made = made(&written);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        #[expect(clippy::disallowed_methods, reason = "the documentation is written on demand")]
        fs::write(&path, made).expect("the documentation of themes can be written");
        return;
    }
    let different = written.lines().zip(made.lines()).position(|(written, made)| written != made);
    let line = different.unwrap_or(written.lines().count().min(made.lines().count())) + 1;
    assert!(
        written == made,
        "{FILE} is behind the views of templates from line {line} on: `UPDATE_DOCS=1 cargo test --test theme_docs` \
         writes it anew"
    );
}

#[test]
fn every_view_of_a_template_stands_there_once() {
    let written = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).expect("the documentation");
    let mut shown: Vec<&str> = parts_of(&written).filter_map(|(mark, _)| mark.strip_prefix("views ")).collect();
    shown = shown.into_iter().flat_map(|names| names.split(", ")).collect();
    let names: BTreeSet<&str> = all().iter().map(|view| view.name).collect();
    let missing: Vec<&&str> = names.iter().filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "{FILE} has no table of {missing:?}");
    assert_eq!(shown.len(), names.len(), "a view stands there twice");
}

#[test]
fn the_lists_of_filters_are_of_the_tera_that_is_used() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("a lock file");
    let used = lock.split("name = \"tera\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(used, Some(TERA), "read again what Tera registers, then write this version into theme/vocabulary.rs");
}

/// The text with every part between marks made anew.
fn made(written: &str) -> String {
    let mut made = String::new();
    let mut rest = written;
    while let Some(start) = rest.find(BEGIN) {
        let (before, marked) = rest.split_at(start);
        let (mark, after) = marked.split_once(" -->\n").expect("a mark ends its line");
        let (_, end) = after.split_once(END).expect("what is generated has an end");
        let _ = write!(made, "{before}{mark} -->\n{}{END}", part(&mark[BEGIN.len()..]));
        rest = end;
    }
    made + rest
}

/// The marks with what stands between them.
fn parts_of(written: &str) -> impl Iterator<Item = (&str, &str)> {
    written.split(BEGIN).skip(1).filter_map(|rest| rest.split(END).next()?.split_once(" -->\n"))
}

fn part(mark: &str) -> String {
    match mark {
        "templates" => templates(),
        "functions" => {
            let words = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            format!(
                "- Functions: {}.\n- Filters: {}.\n- Tests: {}.\n",
                words(&FUNCTIONS),
                words(&FILTERS),
                words(&TESTS)
            )
        }
        "components of templates" => signatures(|name| name.starts_with("ui.")),
        "components of texts" => signatures(|name| !name.contains('.')),
        mark => {
            let names = mark.strip_prefix("views ").unwrap_or_else(|| panic!("{FILE} asks for `{mark}`"));
            let all = all();
            let view =
                |name: &str| *all.iter().find(|view| view.name == name).unwrap_or_else(|| panic!("no view `{name}`"));
            names.split(", ").map(|name| table(view(name))).collect()
        }
    }
}

fn templates() -> String {
    let mut table = String::from("| template | for | gets, besides what every page does |\n|---|---|---|\n");
    for page in views::TEMPLATES {
        let fields = page.views.iter().flat_map(|view| {
            let name = view.name;
            view.fields().map(move |field| format!("[`{}`](#{})", field.name, anchor(name)))
        });
        let fields: Vec<String> = fields.collect();
        let _ = writeln!(table, "| `{}` | {} | {} |", page.name, page.about, fields.join(", "));
    }
    table
}

/// A view with its fields.
fn table(view: &Description) -> String {
    let about = view.about.trim();
    let base = view.base.map(|base| format!(" It has all fields of [{}](#{}), and:", base.name, anchor(base.name)));
    let mut table = format!("\n#### {}\n\n{about}{}\n\n", view.name, base.unwrap_or_default());
    table.push_str("| name | holds | what it is |\n|---|---|---|\n");
    for field in view.own {
        let _ = writeln!(table, "| `{}` | {} | {} |", field.name, shape(field.shape), field.about.trim());
    }
    table
}

fn shape(of: &Shape) -> String {
    match of {
        Shape::Text => "text".to_owned(),
        Shape::Html => "HTML".to_owned(),
        Shape::Url => "URL".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::Texts => "texts by key".to_owned(),
        Shape::Free => "whatever is there".to_owned(),
        Shape::View(view) => format!("[{}](#{})", view.name, anchor(view.name)),
        Shape::List(item) => format!("list of {}", shape(item)),
        Shape::Maybe(what) => format!("{} or none", shape(what)),
        Shape::Either(one, other) => format!("{} or {}", shape(one), shape(other)),
    }
}

fn anchor(name: &str) -> String {
    name.replace(' ', "-")
}

/// Every view a template or component may meet.
fn all() -> Vec<&'static Description> {
    fn within(shape: &'static Shape, found: &mut Vec<&'static Description>) {
        match shape {
            Shape::View(view) => add(view, found),
            Shape::List(inner) | Shape::Maybe(inner) => within(inner, found),
            Shape::Either(one, other) => {
                within(one, found);
                within(other, found);
            }
            Shape::Text | Shape::Html | Shape::Url | Shape::Number | Shape::Flag | Shape::Texts | Shape::Free => {}
        }
    }
    fn add(view: &'static Description, found: &mut Vec<&'static Description>) {
        if found.iter().any(|known| known.name == view.name) {
            return;
        }
        found.push(view);
        if let Some(base) = view.base {
            add(base, found);
        }
        for field in view.own {
            within(field.shape, found);
        }
    }
    let mut found = Vec::new();
    add(views::EVERY_PAGE, &mut found);
    for view in views::TEMPLATES.iter().flat_map(|page| page.views) {
        add(view, &mut found);
    }
    let of_components = [
        components::NamedArticle::ABOUT,
        components::NamedTopic::ABOUT,
        components::NamedCountry::ABOUT,
        parts::Picture::ABOUT,
    ];
    for view in of_components {
        add(view, &mut found);
    }
    found
}

/// The components of the default theme with what they take, and what stands above them.
fn signatures(is_shown: impl Fn(&str) -> bool) -> String {
    let mut complaints: Vec<Diagnostic> = Vec::new();
    let settings = "title: Portal\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\n";
    let config = config::read(settings, None).unpack(&mut complaints);
    let theme = Theme::load(&config, &Inventory::default()).unpack(&mut complaints);
    assert!(complaints.is_empty(), "{complaints:?}");
    let mut table = String::from("| component | what it is |\n|---|---|\n");
    for (name, arguments) in theme.signatures().iter().filter(|(name, _)| is_shown(name)) {
        let about = theme.templates().find_map(|(_, text)| comment(text, name)).unwrap_or_default();
        let about = about.replace("{{", "{ {").replace('|', "\\|");
        let _ = writeln!(table, "| `{name}({})` | {about} |", arguments.replace('|', "\\|"));
    }
    table
}

/// The comment right above the definition of a component.
fn comment(text: &str, component: &str) -> Option<String> {
    let (before, _) = text.split_once(&format!("{{% component {component}("))?;
    let before = before.trim_end().strip_suffix("-#}").or_else(|| before.trim_end().strip_suffix("#}"))?;
    let (_, comment) = before.rsplit_once("{#")?;
    Some(comment.trim_start_matches('-').split_whitespace().collect::<Vec<_>>().join(" "))
}
