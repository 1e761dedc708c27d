//! Digests of what is read. The only part of the memo that knows the hashes.

use xxhash_rust::xxh3::Xxh3;

/// A digest in the making. Every part is added with its length, so that no two ways to add are alike.
#[derive(Clone)]
pub(super) struct Digest(Box<Xxh3>);

impl Digest {
    pub(super) fn new() -> Digest {
        Digest(Box::new(Xxh3::new()))
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

    /// The whole of it.
    pub(super) fn whole(&self) -> u128 {
        self.0.digest128()
    }

    /// Half of it: enough to tell one reading from another.
    pub(super) fn short(&self) -> u64 {
        self.0.digest()
    }
}

/// The digest of bytes: the number that the hash of a manifest writes in hexadecimal digits.
pub(super) fn of(bytes: &[u8]) -> u128 {
    half(&blake3::hash(bytes))
}

/// The same of bytes that come piece by piece.
pub(super) struct Running(blake3::Hasher);

impl Running {
    pub(super) fn new() -> Running {
        Running(blake3::Hasher::new())
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn whole(&self) -> u128 {
        half(&self.0.finalize())
    }
}

fn half(hash: &blake3::Hash) -> u128 {
    let (half, _) = hash.as_bytes().split_at(16);
    u128::from_be_bytes(half.try_into().expect("16 bytes"))
}
