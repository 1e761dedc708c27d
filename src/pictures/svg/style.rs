//! Style sheets and values of attributes: whether they fetch nothing.

/// What fetches, runs or hides something.
const REFUSED: [&str; 12] = [
    "@import",
    "@font-face",
    "@namespace",
    "\\",
    "//",
    "expression(",
    "image(",
    "image-set(",
    "src(",
    "javascript:",
    "behavior:",
    "-moz-binding",
];

/// Whether a text can stay: all it refers to lies in the same drawing.
pub(super) fn is_safe(text: &str) -> bool {
    if !text.contains(['(', '@', '\\', '/', ':']) {
        return true;
    }
    let text = text.to_lowercase();
    let is_own = |(at, word): (usize, &str)| {
        let target = text[at + word.len()..].trim_start().trim_start_matches(['"', '\'']).trim_start();
        target.starts_with('#')
    };
    !REFUSED.iter().any(|word| text.contains(word)) && text.match_indices("url(").all(is_own)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn what_stays_in_the_drawing_is_safe() {
        for text in ["url(#a)", "url( '#a' )", ".a{fill:url(#a)}", "fill:#fff;-inkscape-x:'b'", "rotate(4 / 2)", ""] {
            assert!(is_safe(text), "{text}");
        }
        let unsafe_ones = [
            "url(a.png)",
            "URL('https://other.example/a')",
            "url(#a) url(data:image/png;base64,AA)",
            "@IMPORT 'a.css'",
            "u\\72l(a)",
            "background:image-set('a' 1x)",
        ];
        for text in unsafe_ones {
            assert!(!is_safe(text), "{text}");
        }
    }
}
