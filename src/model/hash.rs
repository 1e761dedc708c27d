//! The hash of a file.

use std::num::ParseIntError;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// A number that tells the bytes of a file from others (XXH3, 128 bits); written in 32 hexadecimal digits. It is
/// made against change and not against malice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "&str")]
pub struct Hash(pub u128);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(xxh3_128(bytes))
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        format!("{:032x}", hash.0)
    }
}

impl TryFrom<&str> for Hash {
    type Error = ParseIntError;

    fn try_from(digits: &str) -> Result<Hash, ParseIntError> {
        u128::from_str_radix(digits, 16).map(Hash)
    }
}
