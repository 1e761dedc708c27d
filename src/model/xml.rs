//! The characters a document in XML can have.

/// `Char` of XML 1.0 (section 2.2); surrogates are no `char` anyway.
pub fn is_character(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
