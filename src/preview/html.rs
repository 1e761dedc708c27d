//! Text as a part of HTML.

use std::fmt;

/// A text that writes itself with what means something in HTML escaped, also inside of attributes.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn what_an_author_wrote_stays_text() {
        assert_eq!(Escaped("é <b a=\"x\"> & 'y'").to_string(), "é &lt;b a=&quot;x&quot;&gt; &amp; &#39;y&#39;");
    }
}
