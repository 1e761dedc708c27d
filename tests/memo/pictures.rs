//! Pictures: developed once, kept for the next build, and nothing of a camera's notes anywhere.

use std::fs;
use std::path::PathBuf;

use dateline::diagnostic::Diagnostic;
use dateline::model::Hash;

use crate::clean::{errors, files};
use crate::site::Site;

/// A place, as cameras note it.
const PLACE: &[u8] = b"GPSLatitude 48.87";

/// A photograph of a phone that was held sideways, with a place in its notes and behind its end.
fn photograph(width: u16, height: u16) -> Vec<u8> {
    let pixels = (0..usize::from(width) * usize::from(height)).flat_map(|at| [(at / 7) as u8, (at % 251) as u8, 90]);
    let pixels: Vec<u8> = pixels.collect();
    let mut made = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut made, 90);
    let notes = [b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", PLACE].concat();
    encoder.add_app_segment(1, notes).expect("notes");
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("a picture");
    made.extend(PLACE);
    made
}

fn site() -> Site {
    let site = Site::new(&[
        (
            "portal.yaml",
            "title: P\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\nimages: {widths: [40, 80]}\n",
        ),
        (
            "content/news/ports.md",
            "---\ntitle: Ports\ndate: 2026-05-01\nsummary: S\nimage: {src: port.jpg, alt: A port}\n\
             attachments: [{file: port.jpg, title: For print}]\n---\n\nText.\n",
        ),
        (
            "content/news/plan.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><desc>GPS</desc><metadata>GPSLatitude 48.87</metadata></svg>",
        ),
        (
            "content/news/held.md",
            "---\ntitle: Held\ndate: 2026-05-01\nsummary: S\nembargo: 2030-01-01T00:00\nimage: {src: held.jpg, alt: A port}\n---\n\n![A plan](plan.svg)\n",
        ),
        ("content/news/ships.md", "---\ntitle: Ships\ndate: 2026-05-02\nsummary: S\n---\n\n![A plan](plan.svg)\n"),
    ]);
    site.write("content/news/port.jpg", photograph(120, 60));
    site.write("content/news/held.jpg", photograph(64, 64));
    site
}

fn built(site: &Site) {
    let done = site.build();
    assert_eq!(errors(&done.diagnostics), Vec::<&Diagnostic>::new());
    site.must_equal_clean(&done.diagnostics);
}

fn shelf(site: &Site) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(site.memo("pictures")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != ".gitignore"));
    paths.sort();
    paths
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|window| window == what)
}

#[test]
fn no_byte_of_the_output_tells_where_a_picture_was_taken() {
    let site = site();
    built(&site);
    let output = files(&site.root().join("output"));
    let told: Vec<&String> =
        output.iter().filter(|(_, bytes)| holds(bytes, b"Latitude")).map(|(path, _)| path).collect();
    assert_eq!(told, Vec::<&String>::new());
    // Held sideways: 60 pixels across, 120 down.
    let pictures: Vec<String> = output.keys().filter(|path| path.starts_with("media/port.")).cloned().collect();
    let endings: Vec<&str> = pictures.iter().filter_map(|path| path.splitn(3, '.').nth(2)).collect();
    assert_eq!(endings, ["40w.jpg", "40w.webp", "60w.jpg", "60w.webp", "jpg"]);
    let page = String::from_utf8_lossy(&output["news/ports/index.html"]).into_owned();
    assert!(page.contains("width=\"60\" height=\"120\""), "{page}");
    // Nothing is made of what is held.
    assert_eq!(shelf(&site).len(), 4);
}

#[test]
fn a_second_build_takes_pictures_from_the_shelf_and_the_shelf_holds_what_is_used() {
    let site = site();
    built(&site);
    let kept = shelf(&site);
    // Another content, whole by its hash: whoever publishes it has made nothing.
    let mut content = b"from the shelf".to_vec();
    content.extend(Hash::of(&content).0.to_le_bytes());
    for path in &kept {
        fs::write(path, &content).expect("a file");
    }
    fs::remove_dir_all(site.root().join("output")).expect("a folder");
    site.build();
    let output = files(&site.root().join("output"));
    assert_eq!(output.values().filter(|bytes| *bytes == b"from the shelf").count(), kept.len());
    // What is damaged is made again.
    for path in &kept {
        fs::write(path, b"damaged").expect("a file");
    }
    fs::remove_dir_all(site.root().join("output")).expect("a folder");
    built(&site);
    // Another picture in its place, and none.
    site.write("content/news/port.jpg", photograph(100, 60));
    built(&site);
    let now = shelf(&site);
    assert!(now.len() == kept.len() && now.iter().all(|path| !kept.contains(path)), "{now:?}");
    site.edit("content/news/ports.md", "image: {src: port.jpg, alt: A port}\n", "");
    built(&site);
    assert_eq!(shelf(&site), Vec::<PathBuf>::new());
}

#[test]
fn a_file_that_is_shown_where_it_was_offered_gets_its_variants() {
    let site = site();
    site.edit("content/news/ships.md", "![A plan](plan.svg)", "[A port](port.jpg)");
    built(&site);
    site.edit("content/news/ships.md", "[A port](port.jpg)", "![A port](port.jpg)");
    built(&site);
    site.edit("content/news/ports.md", "image: {src: port.jpg, alt: A port}\n", "");
    built(&site);
    site.edit("content/news/ships.md", "![A port](port.jpg)", "[A port](port.jpg)");
    built(&site);
    assert_eq!(shelf(&site), Vec::<PathBuf>::new());
}

#[test]
fn the_same_picture_under_another_ending_is_no_clash() {
    let site = site();
    site.write("content/news/port.jpeg", photograph(120, 60));
    site.edit("content/news/ships.md", "![A plan](plan.svg)", "![A port](port.jpeg)");
    built(&site);
    assert_eq!(shelf(&site).len(), 4);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_look_at_the_shelf() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    built(&site);
    let mode = |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o077;
    assert_eq!((mode(site.memo("pictures")), mode(site.memo("pictures").join(".gitignore"))), (0, 0));
}
