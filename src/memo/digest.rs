//! Digests of what is read. The only part of the memo that knows the hash.

use serde::Serialize;

/// A digest in the making. Every part is added with its length, so that no two ways to add are alike.
#[derive(Clone)]
pub(super) struct Digest(blake3::Hasher);

impl Digest {
    pub(super) fn new() -> Digest {
        Digest(blake3::Hasher::new())
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
        self.0.update(bytes);
    }

    pub(super) fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    /// The first half of what the hash gives for a whole.
    pub(super) fn whole(&self) -> u128 {
        let hash = self.0.finalize();
        let (half, _) = hash.as_bytes().split_at(16);
        u128::from_le_bytes(half.try_into().expect("16 bytes"))
    }

    /// A quarter of it: enough to tell one reading from another.
    pub(super) fn short(&self) -> u64 {
        let hash = self.0.finalize();
        let (quarter, _) = hash.as_bytes().split_at(8);
        u64::from_le_bytes(quarter.try_into().expect("8 bytes"))
    }
}

/// The digest of bytes: the number that the hash of a manifest writes in hexadecimal digits.
pub(super) fn of(bytes: &[u8]) -> u128 {
    let hash = blake3::hash(bytes);
    let (half, _) = hash.as_bytes().split_at(16);
    u128::from_be_bytes(half.try_into().expect("16 bytes"))
}

/// The digest of a value by its kept form; none if it has none.
pub(super) fn of_value(value: &impl Serialize) -> Option<u128> {
    Some(of(&postcard::to_allocvec(value).ok()?))
}
