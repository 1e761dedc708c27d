//! What ICU needs to speak a language, made once in each thread for each language: its formatters hold an `Rc`
//! unless `icu_provider` has its feature `sync`, so threads can't share them.

use std::cell::RefCell;
use std::rc::Rc;
use std::thread::LocalKey;

use icu_locale::{Locale, locale};

/// What one thread has made.
pub(super) type Made<T> = RefCell<Vec<(Locale, Rc<T>)>>;

/// The tools of a language: those that are there, else new ones; those of English where ICU has none.
pub(super) fn of<T>(made: &'static LocalKey<Made<T>>, locale: &Locale, new: impl Fn(&Locale) -> Option<T>) -> Rc<T> {
    made.with_borrow_mut(|made| {
        if let Some((_, tools)) = made.iter().find(|(known, _)| known == locale) {
            return Rc::clone(tools);
        }
        let tools = Rc::new(new(locale).or_else(|| new(&locale!("en"))).expect("English is compiled in"));
        made.push((locale.clone(), Rc::clone(&tools)));
        tools
    })
}
