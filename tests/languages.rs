//! A portal in several languages: what each shows, what it says of what it lacks.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use dateline::compile::{self, Options};
use dateline::config::Shown;
use dateline::model::time::parse_instant;
use dateline::render::{Content, Renderer};

const SETTINGS: &str = "base_url: https://portal.example/p/\nsearch: false\ntitle: {en: Harbours, fr: Les ports, ar: الموانئ}\nlanguages: [en, fr, ar]\n";

const CONTENT: [(&str, &str); 7] = [
    (
        "news/cranes.md",
        "---\ntitle: Cranes\ndate: 2026-05-01\nsummary: Of cranes.\ntopics: [Trade]\ntimeline:\n  - {date: 2020-05, title: A crane}\n---\n\nText.\n",
    ),
    ("news/quays.md", "---\ntitle: Quays\ndate: 2026-05-02\nsummary: Of quays.\ntopics: [Trade]\n---\n\nText.\n"),
    (
        "news/quays.fr.md",
        "---\ntitle: Les quais\ndate: 2026-05-02\nsummary: Des quais.\ntopics: [Commerce]\n---\n\nTexte.\n",
    ),
    ("topics/trade.fr.md", "---\ntitle: Commerce\n---\n\nTexte.\n"),
    ("organisations/eau.fr.md", "---\ntitle: Eau\n---\n\nTexte.\n"),
    ("organisations/etats.fr.md", "---\ntitle: États\n---\n\nTexte.\n"),
    ("organisations/zones.fr.md", "---\ntitle: Zones\n---\n\nTexte.\n"),
];

/// The texts of all files a portal makes.
fn made(settings: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(folder.path().join("portal.yaml"), &format!("{SETTINGS}{settings}"));
    for (path, text) in CONTENT {
        write(folder.path().join("content").join(path), text);
    }
    let instant = parse_instant("2026-06-01T12:00:00Z").expect("an instant");
    let options = Options { instant, shown: Shown::default(), base_url: None };
    let outcome = compile::compile(folder.path(), &options).expect("a project");
    assert!(outcome.diagnostics.is_empty(), "{:#?}", outcome.diagnostics);
    let renderer = Renderer::new(&outcome.value.plan, &outcome.value.theme);
    let text = |path: &dateline::model::OutputPath, job| match renderer.file(path, job).expect("a page") {
        Content::Bytes(bytes) => String::from_utf8(bytes).expect("a text"),
        Content::Known(_) | Content::Copy(_) | Content::Cleaned(_) | Content::Variant(_) => String::new(),
    };
    outcome.value.plan.jobs.iter().map(|(path, job)| (path.to_string(), text(path, job))).collect()
}

#[test]
fn a_language_has_its_own_articles_and_the_name_of_the_portal() {
    let pages = made("");
    let list = &pages["fr/news/index.html"];
    assert!(list.contains("Les quais") && !list.contains("Cranes"), "{list}");
    assert!(list.contains("<title>Actualités – Les ports</title>"), "{list}");
    assert!(pages["ar/index.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(pages["ar/index.html"].contains("الموانئ"));
    assert!(!pages["fr/feed.xml"].contains("Cranes"));
}

#[test]
fn what_is_not_translated_is_shown_in_the_default_language_and_says_so() {
    let pages = made("untranslated: show\n");
    let list = &pages["fr/news/index.html"];
    assert!(list.contains("<a href=\"/p/news/cranes/\" lang=\"en\" dir=\"ltr\">Cranes</a>"), "{list}");
    assert!(list.contains("<p lang=\"en\" dir=\"ltr\">Of cranes.</p>"), "{list}");
    assert!(list.contains("1er mai 2026"), "what stands around it is in the reader's language: {list}");
    assert!(list.contains("Les quais") && !list.contains(">Quays<"), "{list}");
    assert!(list.contains("2 éléments"), "{list}");
    let entry = &pages["fr/timeline/2020/index.html"];
    assert!(entry.contains("lang=\"en\" dir=\"ltr\">A crane") && entry.contains("mai 2020"), "{entry}");
    assert!(pages["fr/news/feed.xml"].contains("<entry xml:lang=\"en\">"));
    // An English list has nothing of others.
    assert!(!pages["organisations/index.html"].contains("États"));
    let cranes = |sitemap: &str| pages[sitemap].matches("<loc>https://portal.example/p/news/cranes/</loc>").count();
    assert_eq!((cranes("sitemap-en.xml"), cranes("sitemap-fr.xml")), (1, 0));
}

#[test]
fn a_topic_is_named_by_its_title_in_each_language() {
    let pages = made("untranslated: show\n");
    let topic = &pages["fr/topics/trade/index.html"];
    assert!(topic.contains("<h1>Commerce</h1>") && topic.contains("Les quais") && topic.contains("Cranes"), "{topic}");
    assert!(!pages.contains_key("fr/topics/commerce/index.html"));
    assert!(pages["fr/news/quays/index.html"].contains("/p/fr/topics/trade/"));
}

#[test]
fn names_are_sorted_as_a_language_sorts_them() {
    let list = &made("")["fr/organisations/index.html"];
    let place = |name: &str| list.find(&format!(">{name}</a></h")).unwrap_or_else(|| panic!("{name} in {list}"));
    assert!(place("Eau") < place("États") && place("États") < place("Zones"), "{list}");
}
