//! Whether a text needs no escaping, as nearly all do. All bytes are looked at, without an early end:
//! so compilers look at many at once.

/// Whether no byte of the text is special.
#[inline]
pub(super) fn is_plain(text: &str, is_special: impl Fn(u8) -> bool) -> bool {
    !text.as_bytes().iter().fold(false, |found, byte| found | is_special(*byte))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_special_byte_is_found_wherever_it_stands() {
        let text = "Ports and harbours of the whole coast, from north to south.";
        for at in 0..text.len() {
            let (before, behind) = text.split_at(at);
            assert!(!is_plain(&format!("{before}<{behind}"), |byte| byte == b'<'), "{at}");
        }
        assert!(is_plain(text, |byte| byte == b'<') && is_plain("", |_| true));
    }
}
