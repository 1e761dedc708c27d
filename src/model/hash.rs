//! The hash of a file of the output.

use std::num::ParseIntError;

use serde::{Deserialize, Serialize};

/// A number that tells the bytes of a file from others; written in 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "&str")]
pub struct Hash(pub u128);

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
