//! Digests of what is read. The only part of the memo that knows the hashes.

use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use crate::model::Hash;

/// A digest in the making. Every part is added with its length, so that no two ways to add are alike.
#[derive(Clone)]
pub(super) struct Digest(Vec<u8>);

impl Digest {
    pub(super) fn new() -> Digest {
        Digest(Vec::with_capacity(512))
    }

    /// Adds bytes.
    #[must_use]
    pub(super) fn with(mut self, bytes: impl AsRef<[u8]>) -> Digest {
        self.add(bytes);
        self
    }

    pub(super) fn add(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// The whole of it.
    pub(super) fn whole(&self) -> u128 {
        xxh3_128(&self.0)
    }

    /// Half of it: enough to tell one reading from another.
    pub(super) fn short(&self) -> u64 {
        xxh3_64(&self.0)
    }
}

/// Digests folded into one, with how many there were.
pub(super) fn folded(digests: impl IntoIterator<Item = u64>) -> u64 {
    // Odd numbers with as many ones as zeros; the halves of a product depend on all bits of both factors.
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    const LAST: u64 = 0xd6e8_feb8_6659_fd93;
    let mixed = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ ((product >> 64) as u64)
    };
    let mut count: u64 = 0;
    let mut all = LAST;
    for digest in digests {
        all = mixed(all ^ digest, STEP).wrapping_add(digest.rotate_left(32));
        count += 1;
    }
    mixed(all ^ count, LAST)
}

/// The digest of bytes: the number that the hash of a manifest writes in hexadecimal digits.
pub(super) fn of(bytes: &[u8]) -> u128 {
    Hash::of(bytes).0
}

/// The digest of a file of the memo itself, piece by piece: against damage.
pub(super) struct Running(Xxh3);

impl Running {
    pub(super) fn new() -> Running {
        Running(Xxh3::new())
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn whole(&self) -> u128 {
        self.0.digest128()
    }
}
