//! Bytes → text: UTF-8 with or without a byte order mark, any line ending. Anything else is a clear
//! error that names what the file seems to be.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::SourcePath;

/// Longest article, in bytes. A book fits; a mistake does not.
const LONGEST: usize = 4 * 1024 * 1024;

/// The byte order mark that some editors put before UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The text of a file. A byte order mark stays at its start, so that places stay true.
pub fn decode<'a>(path: &SourcePath, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    if bytes.len() > LONGEST {
        let megabytes = bytes.len() / (1024 * 1024);
        return Err(Diagnostic::error(
            Code::TooLarge,
            format!("this article has {megabytes} MiB, and 4 MiB is the most"),
        )
        .at(Span::file(path))
        .help("split it, or offer it as an attachment"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Diagnostic::error(Code::NotUtf8, "this file is UTF-16, not UTF-8")
            .at(Span::file(path))
            .help("save it again with the encoding UTF-8"));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(Diagnostic::error(Code::NotText, "this file is no text: it contains a NUL byte")
            .at(Span::bytes(path, at..at + 1))
            .help("an article is Markdown; put other files beside it under their own ending"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes[at];
        Diagnostic::error(Code::NotUtf8, format!("this file is not UTF-8: byte {byte:#04x} means nothing here"))
            .at(Span::bytes(path, at..at + 1))
            .help("save it again with the encoding UTF-8; it may be Windows-1252 or Latin-1 now")
    })
}
