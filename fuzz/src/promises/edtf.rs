//! Dates: what is read is kept as it was written and reads the same again, in every order and in words.

use std::cmp::Ordering;
use std::sync::LazyLock;

use dateline::model::Edtf;
use dateline::model::words::{Phrases, Words};

use super::files::CONFIG;

/// In letters and digits of the west, and in others.
static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| CONFIG.languages.iter().map(|language| Words::new(language, Phrases::english())).collect());

/// A text that may be a date, or two, one a line.
pub fn check(text: &str) {
    let mut lines = text.split('\n');
    let first = lines.next().and_then(date);
    let second = lines.next().and_then(date);
    if let (Some(first), Some(second)) = (&first, &second) {
        let order = first.cmp(second);
        assert_eq!(order, second.cmp(first).reverse(), "{first} and {second} have no order");
        assert_eq!(order == Ordering::Equal, first == second, "{first} and {second} are the same place in an order");
    }
    if let Some(spanning) = Edtf::spanning(first.as_ref(), second.as_ref()) {
        assert!(spanning.is_interval(), "{spanning} spans nothing");
        reaches(&spanning);
    }
}

fn date(text: &str) -> Option<Edtf> {
    let date = match Edtf::parse(text) {
        Ok(date) => date,
        Err(error) => {
            assert!(!error.message.is_empty() && !error.message.contains('\n'), "{text:?}: {error:?}");
            // Help is never the next mistake.
            let offered = error.help.as_deref().and_then(|help| help.strip_prefix("write `")?.split_once('`'));
            if let Some((offered, _)) = offered {
                assert!(Edtf::parse(offered).is_ok(), "{text:?} is offered {offered:?}");
            }
            return None;
        }
    };
    assert_eq!(date.as_written(), text);
    let again = Edtf::parse(&date.to_string());
    assert_eq!(again.as_ref(), Ok(&date), "{text:?} reads otherwise when it is written again");
    reaches(&date);
    // One language each time: words take longer than everything else here.
    let words = &WORDS[text.len() % WORDS.len()];
    assert!(!words.edtf(&date).is_empty(), "{text:?} has no words");
    Some(date)
}

fn reaches(date: &Edtf) {
    if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
        assert!(earliest <= latest, "{date} ends before it begins");
    }
}
