//! Pictures made here, with what cameras write into them, and whatever else comes as a picture.

use proptest::prelude::*;

use super::decode::Pixels;
use super::*;

/// What no output may hold: a place as cameras note it.
const PLACE: &[u8] = b"GPSLatitude 48.87";

fn path(name: &str) -> SourcePath {
    SourcePath::new(format!("content/news/{name}"))
}

/// A picture with many colours: its upper left corner is red, the others are not.
fn scene(width: u32, height: u32) -> Vec<u8> {
    let pixel = |at: u32| {
        let (x, y) = (at % width, at / width);
        let noise = (at.wrapping_mul(2_654_435_761) >> 28) as u8;
        if x < width / 2 && y < height / 2 { [200 + noise, 10, 10] } else { [10, (x % 200) as u8, 100 + noise] }
    };
    (0..width * height).flat_map(pixel).collect()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut made = Vec::new();
    jpeg_encoder::Encoder::new(&mut made, 90)
        .encode(&scene(width.into(), height.into()), width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a picture");
    made
}

/// A JPEG as a phone writes it: held sideways, with a place, a remark, and a second picture behind the first.
fn noted(orientation: u8) -> Vec<u8> {
    let plain = jpeg(64, 32);
    let mut notes = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    notes.extend([orientation, 0, 0]);
    notes.extend(PLACE);
    let mut made = plain[..2].to_vec();
    for (marker, content) in [(0xe1, &notes[..]), (0xed, PLACE), (0xfe, PLACE)] {
        made.extend([0xff, marker]);
        made.extend((content.len() as u16 + 2).to_be_bytes());
        made.extend(content);
    }
    made.extend(&plain[2..]);
    made.extend(PLACE);
    made
}

fn png(width: u32, height: u32, text: &[u8]) -> Vec<u8> {
    let mut made = Vec::new();
    let mut encoder = png::Encoder::new(&mut made, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Comment".to_owned(), String::from_utf8_lossy(text).into_owned()).expect("a text");
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&scene(width, height)).expect("pixels");
    writer.finish().expect("an end");
    made
}

fn gif(frames: usize) -> Vec<u8> {
    let mut made = b"GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    made.extend(b"\x21\xfe\x11");
    made.extend(PLACE);
    made.push(0);
    made.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    for _ in 0..frames {
        made.extend(b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x02\0\x02\0\0\x02\x02\x84\x51\0");
    }
    made.push(0x3b);
    made
}

fn webp(noted: bool) -> Vec<u8> {
    let pixels = Pixels { width: 20, height: 10, channels: 3, data: scene(20, 10), profile: None };
    let mut made = encode::encode(&pixels, Coat::WebP, true).expect("a picture");
    if noted {
        made = bytes::with_profile(&made, b"no profile").expect("a picture");
        made.extend(b"EXIF\x11\0\0\0");
        made.extend(PLACE);
        made.extend([0]);
        let length = (made.len() - 8) as u32;
        made[4..8].copy_from_slice(&length.to_le_bytes());
    }
    made
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|window| window == what)
}

fn seen(name: &str, content: &[u8]) -> Seen {
    let outcome = look(&path(name), content);
    assert_eq!(outcome.diagnostics, []);
    outcome.value
}

/// What is said of a picture that can't be shown.
fn said(name: &str, content: &[u8]) -> String {
    let outcome = look(&path(name), content);
    assert_eq!(outcome.value.look, None);
    outcome.diagnostics.iter().map(|complaint| format!("{}: {}", complaint.code, complaint.message)).collect()
}

#[test]
fn a_photograph_is_turned_and_has_no_notes() {
    let content = noted(6);
    let seen = seen("a.jpg", &content);
    assert_eq!(seen.dimensions, Some((32, 64)));
    let look = seen.look.expect("a picture");
    let all = variants::of(&look, (32, 64), &[16, 1000]);
    assert_eq!(all.iter().map(|variant| (variant.width, variant.height)).max(), Some((32, 64)));
    for (variant, made) in develop(&content, &all, &all).expect("variants") {
        assert!(!holds(&made, b"GPS") && !holds(&made, b"Exif"), "{variant:?}");
        let form = if variant.coat == Coat::Jpeg { Form::Jpeg } else { Form::WebP };
        let pixels = decode::pixels(form, &made).expect("pixels");
        assert_eq!((pixels.width, pixels.height), (variant.width, variant.height));
        // Held with the right side up, the red corner of the file is at the right.
        let at = |x: u32, y: u32| pixels.data[((y * pixels.width + x) * 3) as usize];
        assert!(at(pixels.width - 2, 1) > 150 && at(1, 1) < 100, "{variant:?}");
    }
}

#[test]
fn a_variant_is_the_same_whenever_it_is_made() {
    let content = jpeg(400, 300);
    let all = variants::of(&seen("a.jpg", &content).look.expect("a picture"), (400, 300), &[60, 120, 500]);
    let together = develop(&content, &all, &all).expect("variants");
    assert_eq!(together.len(), 6);
    for (variant, made) in &together {
        let alone = develop(&content, &all, &[*variant]).expect("a variant");
        assert!(alone.len() == 1 && alone[0].1 == *made, "{variant:?}");
    }
}

#[test]
fn files_that_are_offered_keep_their_pixels_and_lose_their_notes() {
    let all = [
        ("a.jpg", noted(6)),
        ("b.jpg", noted(1)),
        ("c.png", png(20, 10, PLACE)),
        ("d.gif", gif(3)),
        ("e.webp", webp(true)),
    ];
    for (name, content) in all {
        assert!(holds(&content, PLACE), "{name}");
        let clean = cleaned(&path(name), &content).expect("a picture");
        assert!(!holds(&clean, b"GPS"), "{name}");
        let (before, after) = (seen(name, &content), seen(name, &clean));
        assert_eq!((before, before.size), (after, clean.len()), "{name}");
        let form = before.look.expect("a picture").form;
        assert_eq!(decode::pixels(form, &content), decode::pixels(form, &clean), "{name}");
        assert_eq!(cleaned(&path(name), &clean).as_ref(), Ok(&clean), "{name}");
    }
}

#[test]
fn what_moves_is_known() {
    let is_moving = |content: &[u8]| seen("a.gif", content).look.expect("a picture").is_moving;
    assert!(!is_moving(&gif(1)) && is_moving(&gif(2)));
}

#[test]
fn broken_pictures_are_told_in_plain_words() {
    let whole = jpeg(64, 32);
    assert_eq!(
        said("a.jpg", &whole[..whole.len() / 2]),
        "bad-picture: this picture ends too early: it was not copied to its end"
    );
    assert_eq!(said("a.jpg", b""), "bad-picture: this picture is empty");
    assert_eq!(
        said("a.jpg", b"ftypheic"),
        "bad-picture: this picture can't be read: its first bytes are those of no picture we know"
    );
    let mut damaged = png(64, 32, b"");
    let middle = damaged.len() / 2;
    damaged[middle..middle + 8].copy_from_slice(b"\0\0\0\0\0\0\0\0");
    let look = seen("a.png", &damaged).look.expect("its head is in order");
    let all = variants::of(&look, (64, 32), &[100]);
    assert!(develop(&damaged, &all, &all).is_err_and(|error| error.starts_with("can't be read to its end: ")));
}

#[test]
fn a_file_of_few_bytes_and_many_pixels_is_refused_before_any_is_made() {
    let mut bomb = png(1, 1, b"");
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    assert_eq!(said("a.png", &bomb), "picture-too-large: this picture has 50000 × 50000 pixels");
    // Whoever comes here all the same is stopped by the decoder's own limit.
    assert!(decode::pixels(Form::Png, &bomb).is_err());
}

#[test]
fn a_colour_profile_is_kept_where_it_says_something() {
    let mut profile = vec![0; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    assert!(is_worth_keeping(&profile));
    profile[100..104].copy_from_slice(b"sRGB");
    assert!(!is_worth_keeping(&profile));
    profile[100..108].copy_from_slice(b"wide RGB");
    let pixels = Pixels { width: 20, height: 10, channels: 3, data: scene(20, 10), profile: Some(profile.clone()) };
    for (coat, form) in [(Coat::Jpeg, Form::Jpeg), (Coat::Png, Form::Png), (Coat::WebP, Form::WebP)] {
        let made = encode::encode(&pixels, coat, true).expect("a picture");
        assert_eq!(decode::pixels(form, &made).expect("pixels").profile.as_ref(), Some(&profile), "{coat:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_at_damaged_pictures(which in 0..6usize, cut in any::<u16>(), hits in prop::collection::vec(any::<(u16, u8)>(), 0..6)) {
        let mut content = [noted(6), png(30, 20, PLACE), gif(2), webp(true), webp(false), jpeg(40, 40)][which].clone();
        if cut % 3 == 0 {
            content.truncate(usize::from(cut) % content.len());
        }
        for (at, byte) in hits {
            let at = usize::from(at) % content.len().max(1);
            if let Some(place) = content.get_mut(at) {
                *place = byte;
            }
        }
        let path = path("a.jpg");
        let outcome = look(&path, &content);
        if let (Some(look), Some(dimensions)) = (outcome.value.look, outcome.value.dimensions) {
            prop_assert!(cleaned(&path, &content).is_ok());
            let all = variants::of(&look, dimensions, &[10, 100]);
            let few = u64::from(dimensions.0) * u64::from(dimensions.1) < 1_000_000;
            if few {
                for (variant, made) in develop(&content, &all, &all).unwrap_or_default() {
                    prop_assert!(!holds(&made, b"GPS"), "{:?}", variant);
                }
            }
        }
    }
}
