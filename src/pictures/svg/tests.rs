//! Drawings that are harmless, and the many ways in which they are not.

use super::*;
use crate::diagnostic::Spot;

fn outcome(text: &str) -> Outcome<Option<Safe>> {
    read(&SourcePath::new("content/news/a.svg"), text.as_bytes())
}

/// The drawing as it is written again; it must be without complaint.
fn written(text: &str) -> String {
    let outcome = outcome(text);
    assert_eq!(outcome.diagnostics, []);
    outcome.value.expect("a drawing").text.trim_end().to_owned()
}

const ROOT: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">"#;

fn around(inner: &str) -> String {
    format!("{ROOT}{inner}</svg>")
}

/// What is said of a drawing, and what is left of it.
fn told(inner: &str) -> (Vec<String>, String) {
    let text = around(inner);
    let outcome = outcome(&text);
    let at = |complaint: &Diagnostic| match complaint.at.as_ref().map(|at| &at.spot) {
        Some(crate::diagnostic::Spot::Bytes(bytes)) => text[bytes.range()].to_owned(),
        _ => String::new(),
    };
    let said = outcome.diagnostics.iter().map(|complaint| format!("{} at {}", complaint.message, at(complaint)));
    let left = outcome.value.map_or_else(String::new, |safe| safe.text);
    (said.collect(), left.replace(ROOT, "").replace("</svg>\n", ""))
}

/// Why a drawing can't be read.
fn refused(text: &str) -> String {
    let outcome = outcome(text);
    assert_eq!(outcome.value, None);
    outcome.diagnostics.into_iter().map(|complaint| complaint.message).collect()
}

#[test]
fn a_drawing_tells_its_size() {
    let size = |attributes: &str| outcome(&format!("<svg {attributes}/>")).value.and_then(|safe| safe.dimensions);
    assert_eq!(size(r#"width="480px" height='320' viewBox="0 0 1 1""#), Some((480, 320)));
    assert_eq!(size(r#"stroke-width="2" viewBox="0,0 24 12""#), Some((24, 12)));
    assert_eq!(size(r#"width="100%" viewBox="0 0 24 12""#), Some((24, 12)));
    // It is taken out.
    assert_eq!(size(r#"width="480" height="\320" viewBox="\ 0 24 12""#), None);
    assert_eq!(size(""), None);
    assert_eq!(
        outcome("<svg/>").diagnostics.into_iter().map(|complaint| complaint.message).collect::<String>(),
        "this drawing tells no size: browsers give it any"
    );
}

#[test]
fn what_is_no_xml_is_blamed_at_a_whole_character() {
    for marks in ["", "\u{feff}", "\u{feff}\u{feff}"] {
        let text = format!("{marks}é<embed");
        let outcome = outcome(&text);
        let place = outcome.diagnostics.iter().find_map(|complaint| match &complaint.at.as_ref()?.spot {
            Spot::Bytes(bytes) => text.get(bytes.range()),
            _ => None,
        });
        assert_eq!(place, Some("<"), "{:?}", outcome.diagnostics);
    }
}

#[test]
fn a_character_that_xml_has_no_place_for_is_refused() {
    for (inner, said) in [
        ("<text>\u{1}</text>", "U+0001"),
        ("<text>&#1;</text>", "&#1;"),
        (r#"<text x="&#x1f;"/>"#, "a character of `x`"),
        ("<!-- \u{ffff} -->", "U+FFFF"),
    ] {
        let message = format!("this drawing is no XML that can be read: {said} has no place in it");
        assert_eq!(refused(&around(inner)), message);
    }
}

#[test]
fn what_is_harmless_stays() {
    let inner = r##"<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><style>.b{fill:url(#a)}</style><g class="b" transform="rotate(4)"><path d="M0 0h4" fill="url(#a)" style="opacity:.5"/><text x="1">A &amp; b &lt; c</text><use href="#a"/></g>"##;
    assert_eq!(written(&around(inner)), around(inner));
}

#[test]
fn what_editors_note_goes_silently() {
    let text = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Made by an editor -->
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ed="http://editor.example/" version="1.1" viewBox="0 0 10 10" ed:zoom="2"><svg:metadata><a>Alex</a></svg:metadata><ed:view x="1"><ed:page/></ed:view><svg:use xlink:href="#a" data-x="1"/><svg:a xlink:href="https://other.example/"><svg:rect width="1"/></svg:a></svg:svg>"##;
    assert_eq!(written(text), around(r##"<use href="#a"/><rect width="1"/>"##));
}

#[test]
fn what_could_do_harm_goes_and_is_told_at_its_place() {
    let cases = [
        ("<script>alert(1)</script>", "`<script>` is taken out of this drawing: it could do harm at <script>", ""),
        (
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Hi</p></foreignObject>",
            "`<foreignObject>` is taken out of this drawing: it could do harm at <foreignObject>",
            "",
        ),
        (
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
            "`<script>` is taken out of this drawing: it could do harm at <h:script xmlns:h='http://www.w3.org/1999/xhtml'>",
            "",
        ),
        (
            "<rect onload='alert(1)' x='1'/>",
            "`onload` is taken out of this drawing: it could do harm at onload",
            "<rect x=\"1\"/>",
        ),
        (
            "<image href='https://other.example/a.png'/>",
            "an address that leads out of this drawing is taken out at href",
            "<image/>",
        ),
        (
            "<use href='javascript:alert(1)'/>",
            "an address that leads out of this drawing is taken out at href",
            "<use/>",
        ),
        (
            "<image href='data:image/svg+xml;base64,AAAA'/>",
            "an address that leads out of this drawing is taken out at href",
            "<image/>",
        ),
        (
            "<rect fill='url(https://other.example/#a)'/>",
            "`fill` of `<rect>` is taken out: it fetches something at fill",
            "<rect/>",
        ),
        (
            "<rect style='fill:u\\72l(a)'/>",
            "`style` of `<rect>` is taken out: it fetches something at style",
            "<rect/>",
        ),
        (
            "<style><![CDATA[@import 'a.css';]]></style>",
            "a style sheet that fetches something is taken out of this drawing at <style>",
            "",
        ),
        (
            "<animate attributeName='href' values='javascript:alert(1)'/>",
            "`<animate>` is taken out of this drawing: it could do harm at <animate attributeName='href' values='javascript:alert(1)'/>",
            "",
        ),
        ("<flowRoot/>", "`<flowRoot>` is taken out of this drawing: dateline does not know it at <flowRoot/>", ""),
        (
            "<?xml-stylesheet href='a.css'?>",
            "a style sheet outside of a drawing is taken out at <?xml-stylesheet href='a.css'?>",
            "",
        ),
    ];
    for (inner, said, left) in cases {
        assert_eq!(told(inner), (vec![said.to_owned()], left.to_owned()), "{inner}");
    }
}

#[test]
fn a_drawing_full_of_scripts_is_told_ten_times() {
    let (said, left) = told(&"<script/>".repeat(100));
    assert_eq!((said.len(), left.as_str()), (10, ""));
}

#[test]
fn pictures_inside_lose_their_notes() {
    let picture = b"GIF89a\x02\0\x02\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
    let noted = [&picture[..], b"!\xfe\x11GPSLatitude 48.87\0;"].concat();
    let (said, left) = told(&format!("<image href='data:image/gif;base64,{}'/>", BASE64.encode(noted)));
    assert_eq!(said, [""; 0]);
    let clean = BASE64.encode([&picture[..], b";"].concat());
    assert_eq!(left, format!("<image href=\"data:image/gif;base64,{clean}\"/>"));
}

#[test]
fn what_can_not_be_read_is_refused() {
    let cases = [
        ("", "this picture is no SVG: it has no element `<svg>`"),
        ("<p/>", "this picture is no SVG: its first element is `<p>`"),
        (
            "<svg><g></svg>",
            "this drawing is no XML that can be read: ill-formed document: expected `</g>`, but `</svg>` was found",
        ),
        ("<svg><g>", "this picture ends too early: it was not copied to its end"),
        ("<svg/><svg/>", "this drawing goes on behind its end"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "this drawing has entities or rules of its own (`<!DOCTYPE … [`)"),
        ("<svg>&a;</svg>", "this drawing uses the entity `&a;`"),
    ];
    for (text, said) in cases {
        assert_eq!(refused(text), said, "{text}");
    }
    let deep = format!("<svg>{}", "<g>".repeat(1000));
    assert_eq!(refused(&deep), "this drawing has more than 128 elements in each other");
    let path = SourcePath::new("content/news/a.svg");
    let said = |content: &[u8]| {
        read(&path, content).diagnostics.into_iter().map(|complaint| complaint.message).collect::<String>()
    };
    assert_eq!(said(b"<svg>\xff</svg>"), "this picture is no SVG: its text is not UTF-8");
    assert_eq!(said(&vec![b' '; 9 << 20]), "this drawing has 9 MiB, and 8 MiB is the most");
}

proptest::proptest! {
    #[test]
    fn nothing_breaks_at_any_text_and_what_is_written_is_read_again(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "<g>", "</g>", "<script>", "</script>", "<style>", "</style>", "a", "&lt;", "&#x41;", "<!--", "-->", "<![CDATA[", "]]>",
            "<use href='#a'/>", "<text onclick='x'>", "</text>", "é", "<rect style='a:b' x=\"1\"/>", "<a>", "</a>", "\u{feff}", "<?x?>",
        ]), 0..20)) {
        let first = outcome(&around(&parts.concat()));
        if let Some(safe) = first.value {
            let again = outcome(&safe.text);
            proptest::prop_assert_eq!(again.diagnostics, []);
            proptest::prop_assert_eq!(again.value.expect("a drawing").text, safe.text);
        }
    }
}
