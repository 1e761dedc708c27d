//! The emitted files, read back as the script reads them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::render::sample::Sample;

const PORTS: &str = "---\ntitle: Safe ports\ndate: 2020-04-28\nsummary: Officers meet.\ntopics: [Border security]\n\
                     partners: [afripol]\ncountries: [KE]\n---\n\n## The harbour\n\nShips and [[afripol]] at an e-mail desk.\n";
const MASKS: &str =
    "---\ntitle: Masks\ndate: 2020-04-20\nvalid_until: 2020-06-01\n---\n\nCounterfeit masks in ports.\n";
const AFRIPOL: &str = "---\ntitle: African Union Mechanism\nacronym: AFRIPOL\n---\n\nThe mechanism.\n";
const HELD: &str = "---\ntitle: Sealed\ndate: 2020-04-28\nembargo: 2030-01-01T00:00:00Z\n---\n\nUnspeakable.\n";
const WITHDRAWN: &str =
    "---\ntitle: Mistaken\ndate: 2020-04-28\nwithdrawn: {date: 2020-05-01, reason: Wrong.}\n---\n\nErroneous.\n";
const GONE: &str = "---\ntitle: Past offer\ndate: 2020-04-01\nexpires: 2020-05-01\n---\n\nBargain.\n";
const PORTS_FR: &str = "---\ntitle: Des ports sûrs\ndate: 2020-04-28\n---\n\nLa sécurité.\n";

fn sample() -> Sample {
    let files = [
        ("content/news/ports.md", PORTS),
        ("content/news/ports.fr.md", PORTS_FR),
        ("content/notices/masks.md", MASKS),
        ("content/organisations/afripol.md", AFRIPOL),
        ("content/news/sealed.md", HELD),
        ("content/news/mistaken.md", WITHDRAWN),
        ("content/news/offer.md", GONE),
    ];
    Sample::new("languages: [en-GB, fr]\n", &files)
}

/// Every term of a language with the titles of its articles.
fn found(sample: &Sample, prefix: &str) -> BTreeMap<String, Vec<String>> {
    let index: Value = serde_json::from_str(&sample.file(&format!("{prefix}search/index.json"))).expect("JSON");
    let mut titles = Vec::new();
    for path in sample.paths().filter(|path| path.starts_with(&format!("{prefix}search/texts/"))) {
        let records: Vec<Value> = serde_json::from_str(&sample.file(path)).expect("JSON");
        titles.extend(records.iter().map(|record| record["title"].as_str().expect("a title").to_owned()));
    }
    assert_eq!(index["articles"], titles.len());
    let words = sample.paths().filter(|path| path.starts_with(&format!("{prefix}search/words/")));
    let lines: String = words.map(|path| sample.file(path)).collect();
    let line = |line: &str| {
        let (term, articles) = line.split_once(' ').expect("a term and its articles");
        // In so small a portal each takes one letter: gap and weight.
        let mut next = 0;
        let own = articles.bytes().map(|byte| {
            let article = next + usize::from(byte - b'!') / 8;
            next = article + 1;
            titles[article].clone()
        });
        (term.to_owned(), own.collect())
    };
    lines.lines().map(line).collect()
}

#[test]
fn words_of_every_place_lead_to_their_article() {
    let found = found(&sample(), "");
    let at = |term: &str| found.get(term).map(|titles| titles.join(", ")).unwrap_or_default();
    let both = "Safe ports, Masks";
    assert_eq!(at("ports"), both);
    assert_eq!([at("safe"), at("officers"), at("harbour"), at("ships")], ["Safe ports"; 4]);
    assert_eq!(
        [at("border"), at("kenya"), at("email"), at("mail")],
        ["Safe ports"; 4],
        "topics, countries, one word or two"
    );
    assert_eq!(at("afripol"), "Safe ports, African Union Mechanism", "by its short form, and by who names it");
    assert_eq!(at("/country/ke"), "Safe ports");
    assert_eq!(at("/organisation/afripol"), "Safe ports, African Union Mechanism");
    assert_eq!(at("/kind/notice"), "Masks");
    assert_eq!(at("securite"), "", "another language has its own");
}

#[test]
fn what_is_held_withdrawn_or_gone_leaves_no_byte() {
    let sample = sample();
    for path in sample.paths().filter(|path| path.contains("search/")) {
        let file = sample.file(path).to_lowercase();
        for word in ["sealed", "unspeakable", "mistaken", "erroneous", "past offer", "bargain"] {
            assert!(!file.contains(word), "{path} has `{word}`");
        }
    }
}

#[test]
fn every_language_has_its_own_index_and_folds_its_letters() {
    let found = found(&sample(), "fr/");
    assert_eq!(found["securite"], ["Des ports sûrs"]);
    assert_eq!(found["surs"], ["Des ports sûrs"]);
    assert!(!found.contains_key("safe"));
}

#[test]
fn a_result_has_title_date_state_and_text() {
    let sample = sample();
    let records: Vec<Value> = serde_json::from_str(&sample.file("search/texts/0.json")).expect("JSON");
    let masks = &records[1];
    let of = |name: &str| masks[name].as_str().unwrap_or_default();
    assert_eq!([of("title"), of("url"), of("kind")], ["Masks", "/p/notices/masks/", "notice"]);
    assert_eq!([of("date"), of("iso"), of("state"), of("word")], ["20 April 2020", "2020-04-20", "active", "Active"]);
    assert_eq!([of("until"), of("text")], ["2020-06-01T22:00:00Z", "Counterfeit masks in ports."]);
    assert_eq!(records[0]["text"], "The harbour\nShips and African Union Mechanism at an e-mail desk.");
}

#[test]
fn filters_have_names_and_counts_and_years_are_counted_newest_first() {
    let sample = sample();
    let filters: Value = serde_json::from_str(&sample.file("search/filters.json")).expect("JSON");
    assert_eq!(filters["country"], serde_json::json!([{"id": "ke", "label": "Kenya", "count": 1}]));
    assert_eq!(
        filters["topic"],
        serde_json::json!([{"id": "border-security", "label": "Border security", "count": 1}])
    );
    assert_eq!(
        filters["organisation"],
        serde_json::json!([{"id": "afripol", "label": "African Union Mechanism", "count": 2}])
    );
    let kinds: Vec<&str> =
        filters["kind"].as_array().expect("kinds").iter().filter_map(|kind| kind["id"].as_str()).collect();
    assert_eq!(kinds, ["news", "notice", "organisation"]);
    let index: Value = serde_json::from_str(&sample.file("search/index.json")).expect("JSON");
    assert_eq!(index["years"], serde_json::json!([{"id": "2020", "label": "2020", "count": 2}]));
}

#[test]
fn the_version_changes_with_a_text_and_not_by_itself() {
    let version = |text: &str| {
        let sample = Sample::new("", &[("content/news/ports.md", text)]);
        let index: Value = serde_json::from_str(&sample.file("search/index.json")).expect("JSON");
        index["version"].as_str().expect("a version").to_owned()
    };
    let edited = PORTS.replace("partners: [afripol]\n", "").replace("[[afripol]]", "boats");
    assert_eq!(version(&edited), version(&edited));
    assert_ne!(version(&edited), version(&edited.replace("Ships", "ships")), "passages differ though words do not");
}

#[test]
fn without_search_there_is_nothing_of_it() {
    let sample = Sample::new("search: false\n", &[("content/pages/about.md", "---\ntitle: About\n---\n\nText.\n")]);
    assert!(!sample.paths().any(|path| path.contains("search/")));
    assert!(!sample.file("index.html").contains("search"));
}

#[test]
fn the_page_works_below_a_sub_path_and_says_so_to_robots() {
    let page = sample().file("fr/search/index.html");
    assert!(
        page.contains("data-files=\"/p/fr/search/\"") && page.contains("<meta name=\"robots\" content=\"noindex\">")
    );
    assert!(page.contains("<li><a href=\"/p/fr/topics/\">"), "the lists, for those without script");
    assert!(!sample().file("sitemap.xml").contains("search/"));
}
