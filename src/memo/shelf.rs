//! A shelf for texts: a file without a name, so that the texts of a large portal need not lie in memory from
//! parsing to rendering. It is gone when the build ends.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file texts are put aside in.
#[derive(Debug)]
pub(super) struct Shelf {
    file: File,
    end: AtomicU64,
}

/// Where a text lies: its first byte, and how many there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    at: u64,
    length: usize,
}

impl Shelf {
    /// An empty one, in an empty file.
    pub(super) fn new(file: File) -> Shelf {
        Shelf { file, end: AtomicU64::new(0) }
    }

    /// Puts a text aside; nothing where that can't be.
    pub(super) fn put(&self, text: &str) -> Option<Place> {
        let length = text.len();
        let at = self.end.fetch_add(length as u64, Ordering::Relaxed);
        write_at(&self.file, text.as_bytes(), at).ok()?;
        Some(Place { at, length })
    }

    /// Takes a text back.
    pub(super) fn take(&self, place: Place) -> Option<String> {
        let mut bytes = vec![0; place.length];
        read_at(&self.file, &mut bytes, place.at).ok()?;
        String::from_utf8(bytes).ok()
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_comes_back() {
        let shelf = Shelf::new(tempfile::tempfile().expect("a temporary file"));
        let places: Vec<_> = ["<p>one</p>", "", "<p>\u{e9}</p>"].map(|text| shelf.put(text)).into_iter().collect();
        let texts: Vec<_> = places.into_iter().map(|place| shelf.take(place.expect("a place"))).collect();
        assert_eq!(texts, ["<p>one</p>", "", "<p>\u{e9}</p>"].map(|text| Some(text.to_owned())));
    }
}
