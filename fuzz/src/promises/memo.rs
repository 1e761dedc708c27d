//! The memo: damaged bytes of its files are refused or mean something, and nothing worse.

use dateline::memo::readback::File;

/// A first byte that tells which file it is, and the bytes behind its head.
pub fn check(input: &[u8]) {
    let Some((which, content)) = input.split_first() else { return };
    let _ = file(*which).is_understood(content);
}

/// The file a first byte means: the first letter of its name, else any.
pub fn file(which: u8) -> File {
    let named = File::ALL.into_iter().find(|file| file.name().as_bytes().first() == Some(&which));
    named.unwrap_or(File::ALL[usize::from(which) % File::ALL.len()])
}
