//! The place a page is written to, used again for the next page of the same thread.

use std::cell::RefCell;

/// A larger one is given back to the system, so that one long page doesn't keep its memory.
const MOST: usize = 256 * 1024;

thread_local! {
    static SPARE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// An empty buffer with room for `usual` bytes at least.
pub(super) fn taken(usual: usize) -> Vec<u8> {
    let mut spare = SPARE.take();
    spare.reserve(usual);
    spare
}

/// Gives a buffer back that was read.
pub fn back(mut buffer: Vec<u8>) {
    if buffer.capacity() <= MOST {
        buffer.clear();
        SPARE.set(buffer);
    }
}
