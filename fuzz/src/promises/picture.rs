//! Pictures: refused or shown; what is published of them is whole and is not cleaned any further.

use dateline::model::SourcePath;
use dateline::pictures::{self, Coat, variants};

use super::places::{self, Files};

/// With more pixels only the head is read: decoders cost time with every pixel.
const MOST_PIXELS: u32 = 1 << 16;

/// The bytes of a picture with pixels.
pub fn check(content: &[u8]) {
    let path = SourcePath::new("content/news/picture.png");
    let looked = pictures::look(&path, content);
    places::check(&looked.diagnostics, &Files(&[(path.clone(), content)]));
    let (Some(look), Some((width, height))) = (looked.value.look, looked.value.dimensions) else {
        assert!(!looked.diagnostics.is_empty(), "nobody says why there is no picture");
        return;
    };
    assert!(width > 0 && height > 0);
    let cleaned = pictures::cleaned(&path, content).expect("what can be shown can be cleaned");
    assert_eq!(cleaned.len(), looked.value.size, "it is said to have another size");
    let again = pictures::look(&path, &cleaned).value;
    assert_eq!(again.look, Some(look), "it is another picture when it is cleaned");
    assert_eq!(again.dimensions, Some((width, height)), "it has another size when it is cleaned");
    assert!(pictures::cleaned(&path, &cleaned).as_ref() == Ok(&cleaned), "it is another one when it is cleaned again");
    if width.saturating_mul(height) > MOST_PIXELS {
        return;
    }
    let can_be_read = pictures::try_reading(content).is_ok();
    let all = variants::of(&look, (width, height), &[2, 16]);
    let wanted: Vec<_> = all.iter().copied().filter(|variant| variant.width <= 16).collect();
    match pictures::develop(content, &all, &wanted) {
        Ok(made) => {
            assert!(can_be_read, "what can't be read was developed");
            assert_eq!(made.len(), wanted.len(), "a variant is missing");
            for (variant, bytes) in made {
                is_published_whole(variant.coat, (variant.width, variant.height), &bytes);
            }
        }
        Err(message) => assert!(!can_be_read || !message.is_empty(), "nobody says why it can't be developed"),
    }
}

fn is_published_whole(coat: Coat, size: (u32, u32), bytes: &[u8]) {
    let path = SourcePath::new(format!("media/variant.{}", coat.ending()));
    let seen = pictures::look(&path, bytes);
    assert_eq!(seen.value.dimensions, Some(size), "a variant has another size: {:?}", seen.diagnostics);
}
