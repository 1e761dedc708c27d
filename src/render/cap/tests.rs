//! Alerts of small portals, whole.

use insta::assert_snapshot;

use super::written;
use crate::model::{Instant, Zone};
use crate::render::sample::Sample;

const CODES: &str =
    "severity: severe\nurgency: expected\ncertainty: observed\ncategory: [health, cbrne]\nevent: Counterfeit masks";

fn notice(name: &str, fields: &str, text: &str) -> (String, String) {
    (format!("content/notices/{name}.md"), format!("---\ntitle: {name}\n{fields}\n---\n{text}\n"))
}

fn sample(settings: &str, notices: &[(String, String)]) -> Sample {
    let files: Vec<(&str, &str)> = notices.iter().map(|(path, text)| (&**path, &**text)).collect();
    Sample::new(settings, &files)
}

#[test]
fn an_alert_speaks_every_language_with_the_same_codes() {
    let fields = "date: 2020-04-03
summary: Demand for masks draws in sellers of <fakes>.
response: [avoid, allclear]
valid_from: 2020-04-04
valid_until: 2020-05-20
audience: Buyers
instruction: Buy from known suppliers only.
countries: [GH, KE]
contact: Desk, desk@portal.example
attachments: [{file: list.pdf, title: Checklist}]";
    let sample = sample(
        "languages: [en-GB, fr]\npublisher: afripol\n",
        &[
            notice("masks", &format!("{CODES}\n{fields}"), "## Signs\n\n- a **seller** without address & name\n"),
            notice("masks.fr", "date: 2020-04-04\nevent: Masques contrefaits\nsummary: Des faux.", "Texte."),
            ("content/notices/list.pdf".to_owned(), "%PDF".to_owned()),
            ("content/organisations/afripol.md".to_owned(), "---\ntitle: Afripol\n---\n".to_owned()),
        ],
    );
    assert_snapshot!("alert", sample.file("notices/masks/cap.xml"));
    assert!(!sample.has("fr/notices/masks/cap.xml"), "one alert for all languages");
}

#[test]
fn an_update_names_every_message_before_it() {
    let fields = "supersedes: second\nchanges: [{date: 2020-05-04T09:00:00+02:00, note: More signs.}]";
    let sample = sample(
        "",
        &[
            notice("first", &format!("date: 2020-04-01\n{CODES}"), ""),
            notice("between", "date: 2020-04-10\nsupersedes: first", ""),
            notice("second", &format!("date: 2020-04-20\nsupersedes: between\n{CODES}"), ""),
            notice("third", &format!("date: 2020-05-01\n{fields}\n{CODES}"), ""),
        ],
    );
    assert_snapshot!("update", sample.file("notices/third/cap.xml"));
    assert!(!sample.has("notices/between/cap.xml"), "it lacks what CAP needs");
    assert_snapshot!("feed", sample.file("notices/cap-feed.xml"));
}

#[test]
fn a_withdrawn_notice_is_cancelled_at_its_address() {
    let withdrawn = "withdrawn: {date: 2020-05-02, reason: It had fallen behind the guidelines.}";
    let sample = sample("", &[notice("guide", &format!("date: 2020-04-24\n{withdrawn}\n{CODES}"), "Wear masks.")]);
    assert_snapshot!("cancel", sample.file("notices/guide/cap.xml"));
}

#[test]
fn pages_lead_to_the_alert_and_lists_to_the_feed() {
    let sample = sample(
        "languages: [en-GB, fr]\n",
        &[
            notice("masks", &format!("date: 2020-04-03\n{CODES}"), ""),
            notice("masks.fr", "date: 2020-04-04", ""),
            notice("bare", "date: 2020-04-03", ""),
        ],
    );
    let alert = "href=\"/p/notices/masks/cap.xml\"";
    assert!(sample.file("notices/masks/index.html").contains(alert));
    assert!(sample.file("fr/notices/masks/index.html").contains(alert));
    assert!(!sample.file("notices/bare/index.html").contains("cap.xml"));
    assert!(sample.file("fr/notices/index.html").contains("href=\"/p/notices/cap-feed.xml\""));
}

#[test]
fn utc_is_written_without_a_z_and_with_a_minus() {
    let paris = Zone::named("Europe/Paris").expect("a bundled zone");
    assert_eq!(written(&Zone::utc(), Instant::EPOCH), "1970-01-01T00:00:00-00:00");
    assert_eq!(written(&paris, Instant::EPOCH), "1970-01-01T01:00:00+01:00");
}
