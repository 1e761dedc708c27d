//! Pictures and drawings.

use crate::row::{Row, article};

const PAGE: &str = "content/news/x/index.md";

pub(super) fn rows() -> Vec<Row> {
    [raster(), drawings()].into_iter().flatten().collect()
}

/// A picture that an article shows: complaints are told where it stands.
fn picture(name: &str, ending: &str, bytes: impl AsRef<[u8]>) -> Row {
    let row = Row::new("pictures", name).file(PAGE, article("", &format!("![A](p.{ending})")));
    row.file(format!("content/news/x/p.{ending}"), bytes)
}

/// The head of a PNG with this size and nothing behind it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (content, length) in [(&head[..], 13_u32), (b"IDAT", 0), (b"IEND", 0)] {
        png.extend(length.to_be_bytes());
        png.extend(content);
        png.extend(crc(content).to_be_bytes());
    }
    png
}

/// The sum that stands behind each piece of a PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

fn raster() -> Vec<Row> {
    let shown = || format!("{PAGE}:5:6");
    vec![
        picture("a picture that is not there", "png", "")
            .by(|root| std::fs::remove_file(root.join("content/news/x/p.png")).expect("it is there"))
            .told("missing-file", shown()),
        picture("an empty picture", "png", "").told("bad-picture", shown()),
        picture("a picture cut off", "png", &png(10, 10)[..20]).told("bad-picture", shown()),
        picture("a picture without its pixels", "png", png(10, 10)).told("bad-picture", "content/news/x/p.png"),
        picture("a picture of no pixels", "png", png(0, 0)).told("bad-picture", shown()),
        picture("50 bytes that claim 900 million pixels", "png", png(30_000, 30_000))
            .told("picture-too-large", shown()),
        picture("50 bytes that claim the most a head can", "png", png(0x7fff_ffff, 0x7fff_ffff))
            .told("picture-too-large", shown()),
        picture("a GIF of a thousand vast frames", "gif", {
            let frame = b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x08\0".repeat(1000);
            [b"GIF89a\xff\xff\xff\xff\0\0\0", &frame[..], b";"].concat()
        })
        .told("picture-too-large", shown()),
        picture("a JPEG of three bytes", "jpg", b"\xff\xd8\xff").told("bad-picture", shown()),
        picture("a WebP that lies about its length", "webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0")
            .told("bad-picture", shown()),
        picture("a form no browser knows for sure", "avif", b"\0\0\0\x20ftypavif").told("bad-picture", shown()),
        picture("a web page named as a picture", "jpg", "<html></html>").told("bad-picture", shown()),
    ]
}

fn drawing(name: &str, inside: &str) -> Row {
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\">{inside}</svg>");
    picture(name, "svg", text)
}

/// Groups in each other, each with a name.
fn groups(depth: usize) -> String {
    (0..depth).map(|number| format!("<g id=\"g{number}\">")).collect()
}

/// Uses of what is not there.
fn uses(count: usize) -> String {
    (0..count).map(|number| format!("<use href=\"#x{number}\"/>")).collect()
}

fn drawings() -> Vec<Row> {
    let shown = || format!("{PAGE}:5:6");
    let steps: String = (0..10)
        .map(|step| format!("<g id=\"a{}\">{}</g>", step + 1, format!("<use href=\"#a{step}\"/>").repeat(10)))
        .collect();
    let attributes: String = (0..50_000).map(|number| format!(" a{number}=\"1\"")).collect();
    let refused = |row: Row| row.told("bad-picture", shown());
    vec![
        refused(picture(
            "a drawing with entities that multiply",
            "svg",
            "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><text>&b;</text></svg>",
        )),
        refused(picture(
            "a drawing with an entity that is a file",
            "svg",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>",
        )),
        refused(drawing("a drawing with an entity nobody knows", "<text>&x;</text>")),
        refused(drawing("a drawing with a control character", "<text>a\u{1}</text>")),
        refused(drawing(
            "a drawing of ten `use` in ten in ten …",
            &format!("<defs><g id=\"a0\"><rect/></g>{steps}</defs><use href=\"#a10\"/>"),
        )),
        refused(drawing(
            "the same with its addresses written in another way",
            &format!("<defs><g id=\"a0\"><rect/></g>{}</defs><use href=\"#a10\"/>", steps.replace("#a", "#%61")),
        )),
        drawing(
            "a drawing of forty thousand uses in a hundred named groups",
            &format!("{}{}{}", groups(100), uses(40_000), "</g>".repeat(100)),
        ),
        refused(drawing("a drawing that uses itself", "<g id=\"a\"><use href=\"#a\"/></g>")),
        refused(drawing(
            "a drawing a hundred thousand elements deep",
            &format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)),
        )),
        refused(drawing("an element of fifty thousand attributes", &format!("<rect{attributes}/>"))),
        refused(drawing("a drawing that is never closed", "<g>")),
        refused(picture("a drawing in UTF-16", "svg", b"\xff\xfe<\0s\0v\0g\0")),
        refused(picture("a drawing that is a web page", "svg", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")),
        picture("a drawing of more than 8 MiB", "svg", "<svg>".repeat(1_700_000)).told("picture-too-large", shown()),
        drawing("a drawing that shows a file of the machine, with `--strict`", "<image href=\"../../../etc/passwd\"/>")
            .run(&["build", "--strict", "--at", "2026-06-01T12:00:00Z"])
            .told("unsafe-drawing", "content/news/x/p.svg:1:71"),
        drawing("a drawing with a script, with `--strict`", "<script>alert(1)</script>")
            .run(&["build", "--strict", "--at", "2026-06-01T12:00:00Z"])
            .told("unsafe-drawing", "content/news/x/p.svg:1:64"),
    ]
}
