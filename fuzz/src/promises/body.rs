//! The Markdown of an article: balanced and harmless HTML with holes, each where it says it was written.

use dateline::diagnostic::{Diagnostic, Spot};
use dateline::model::body::Fill;
use dateline::model::{Body, SourcePath};
use dateline::parse::body::{Quotes, RawHtml, Settings, compile, prose};

use super::html;
use super::places::{self, Files};

/// A text with all that raw HTML may be.
pub fn check(text: &str) {
    // `parse::text` lets no such file through.
    if text.contains('\0') {
        return;
    }
    let path = SourcePath::new("content/news/x.md");
    let has_tags = text.contains('<');
    let modes = [(RawHtml::AllowList, true), (RawHtml::None, has_tags), (RawHtml::Trust, has_tags)];
    for (mode, _) in modes.into_iter().filter(|(_, is_other)| *is_other) {
        let compiled = compile(&path, text, 0, &Settings { html: mode, quotes: Quotes::of("de") });
        is_whole(text, &compiled.value, mode);
        have_places(text, &compiled.diagnostics);
        places::check(&compiled.diagnostics, &Files(&[(path.clone(), text.as_bytes())]));
    }
    let prose = prose(&path, text, 0);
    let paragraphs = prose.paragraphs.iter().map(|paragraph| paragraph.place(0..paragraph.text.len()));
    let places = prose.headings.iter().map(|(_, place)| place).chain(prose.links.iter().map(|(_, place)| place));
    for place in places.cloned().chain(paragraphs) {
        assert!(text.get(place.clone()).is_some(), "{place:?} is no place");
    }
}

fn is_whole(text: &str, body: &Body, mode: RawHtml) {
    if mode != RawHtml::Trust {
        html::check(body.html()).unwrap_or_else(|message| panic!("{message}\n{}", body.html()));
    }
    let mut last = 0;
    for hole in &body.holes {
        let (at, span) = (hole.at as usize, hole.span.range());
        assert!(at >= last && body.html().is_char_boundary(at), "a hole at {at} after {last}");
        assert!(text.get(span.clone()).is_some(), "a hole was written with {span:?}");
        last = at;
        if let Fill::Component(component) = &hole.fill {
            is_whole(text, &component.body, mode);
            for attribute in &component.attributes {
                assert!(text.get(attribute.span.range()).is_some() && text.get(attribute.name_span.range()).is_some());
                for (item, bytes) in attribute.items() {
                    assert_eq!(text.get(bytes.range()), Some(item), "an item of {attribute:?}");
                }
            }
        }
    }
    if mode != RawHtml::Trust {
        let mut anchors = body.anchor_names();
        let count = anchors.len();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), count, "an anchor stands twice: {anchors:?}");
    }
    let _ = body.text();
}

/// Every complaint about a text blames some of its characters.
fn have_places(text: &str, diagnostics: &[Diagnostic]) {
    for complaint in diagnostics {
        let spot = complaint.at.as_ref().map(|span| &span.spot);
        let Some(Spot::Bytes(bytes)) = spot else { panic!("{complaint:?} has no place") };
        assert!(text.get(bytes.range()).is_some_and(|blamed| !blamed.is_empty()), "{complaint:?} blames nothing");
    }
}
