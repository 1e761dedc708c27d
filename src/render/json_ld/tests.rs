//! The JSON-LD of a page of every kind, whole.

use insta::assert_snapshot;
use serde_json::Value;

use super::safe_in_script;
use crate::render::sample::Sample;

#[test]
fn no_text_can_end_the_script_it_stands_in() {
    let json = Value::from("</script><!-- \u{2028}").to_string();
    assert_eq!(safe_in_script(json), "\"\\u003c/script>\\u003c!-- \\u2028\"");
}

const ORGANISATION: &str = "---
title: Afripol
acronym: AFP
established: 2014~
dissolved: 2019
headquarters: Algiers, Algeria
website: https://afripol.example/
logo: {src: logo.svg, alt: Its sign.}
members: [interpol]
countries: [DZ]
---
";

const NEWS: &str = "---
title: Ports </script>
date: 2020-04-28
summary: What happened.
location: Lyon, France
topics: [Border security]
countries: [CM]
partners: [afripol]
related: [gone]
authors: [Portal team]
corrections: [{date: 2020-05-02T08:00:00+02:00, text: A number.}]
sources: [{title: Announcement, url: https://example.org/a}]
image: {src: logo.svg, alt: A port., caption: A port, credit: Team}
expires: 2031-01-01
---
With [[wapis]].
";

const NOTICE: &str = "---
title: Fraud
date: 2020-04-01
valid_until: 2020-05-01
severity: severe
urgency: expected
certainty: likely
category: [security]
event: Fraud
instruction: Call the police.
---
";

const PROGRAMME: &str = "---
title: WAPIS
start: 2020-04
end: 2023~
funders: [interpol]
funding: {amount: 1500000, currency: EUR}
lead: afripol
---
";

const PERSON: &str = "---
title: Alex Example
roles:
  - {title: Director, organisation: afripol, from: 2018-05, until: 2019}
  - {title: Adviser, from: 2020}
---
";

const EVENT: &str = "---
title: Workshop
start: 2020-06-01T09:00:00+02:00
end: 2020-06-02
venue: Hall 1
online: https://meet.example/
status: postponed
speakers: [alex-example]
---
";

const DOCUMENT: &str = "---
title: Assessment
document_type: report
signed: 2020-05-01
period: 2020/..
edition: Second edition
file: report.pdf
parties: [afripol]
---
";

fn sample() -> Sample {
    Sample::new(
        "languages: [en-GB, fr]\npublisher: interpol\n",
        &[
            ("content/organisations/afripol.md", ORGANISATION),
            ("content/organisations/logo.svg", "<svg width=\"4\" height=\"2\"></svg>"),
            ("content/organisations/interpol.md", "---\ntitle: INTERPOL\n---\n"),
            ("content/news/ports.md", NEWS),
            ("content/news/logo.svg", "<svg width=\"4\" height=\"2\"></svg>"),
            ("content/news/ports.fr.md", "---\ntitle: Les ports\ndate: 2020-04-28\n---\n"),
            ("content/news/gone.md", "---\ntitle: Gone\ndate: 2020-01-01\nexpires: 2020-05-01\n---\n"),
            ("content/notices/fraud.md", NOTICE),
            ("content/programmes/wapis.md", PROGRAMME),
            ("content/people/alex-example.md", PERSON),
            ("content/events/workshop.md", EVENT),
            ("content/documents/assessment.md", DOCUMENT),
            ("content/documents/report.pdf", "%PDF"),
        ],
    )
}

#[test]
fn every_kind_is_told_in_the_words_of_its_type() {
    let sample = sample();
    for (name, path) in [
        ("news", "news/ports/index.html"),
        ("notice", "notices/fraud/index.html"),
        ("programme", "programmes/wapis/index.html"),
        ("organisation", "organisations/afripol/index.html"),
        ("person", "people/alex-example/index.html"),
        ("event", "events/workshop/index.html"),
        ("document", "documents/assessment/index.html"),
        ("home", "index.html"),
        ("list", "fr/news/index.html"),
    ] {
        assert_snapshot!(name, sample.json_ld(path));
    }
}

#[test]
fn what_robots_should_leave_out_is_not_told() {
    let sample = sample();
    for path in ["404.html", "news/gone/index.html"] {
        assert!(!sample.file(path).contains("application/ld+json"), "{path}");
    }
}
