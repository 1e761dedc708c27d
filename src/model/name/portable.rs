//! Names of files that every system can hold, so that a portal can be worked on and published anywhere, and that show
//! what they are.

use unicode_normalization::UnicodeNormalization;

/// The most bytes of a name: systems take 255, and some of them count in another encoding.
const LONGEST_NAME: usize = 240;
/// The most bytes of a path.
const LONGEST_PATH: usize = 800;

/// What Windows keeps for devices, whatever ending stands behind it.
const DEVICES: [&str; 30] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³", "con",
    "conin$", "conout$", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²",
    "lpt³", "nul", "prn",
];

/// What is wrong with a path, to be read behind its name; none if every system can hold it.
pub fn fault(path: &str) -> Option<String> {
    if path.len() > LONGEST_PATH {
        return Some(format!("has {} bytes, and {LONGEST_PATH} are the most", path.len()));
    }
    path.split('/').find_map(fault_of_name)
}

fn fault_of_name(name: &str) -> Option<String> {
    if let Some(unseen) = name.chars().find(|c| is_unseen(*c)) {
        return Some(format!("has a sign nobody sees (U+{:04X})", u32::from(unseen)));
    }
    if let Some(mark) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')) {
        return Some(format!("has a `{mark}`, which not every system takes"));
    }
    if name.ends_with(['.', ' ']) {
        return Some("has a name that ends in a dot or a space, which not every system keeps".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if let Some(device) = DEVICES.iter().find(|device| stem.eq_ignore_ascii_case(device)) {
        return Some(format!("has the name `{device}`, which Windows keeps for a device"));
    }
    (name.len() > LONGEST_NAME).then(|| format!("has a name of {} bytes, and {LONGEST_NAME} are the most", name.len()))
}

/// Controls, marks that turn the direction of a line, and spaces without width: with them a name shows as another.
/// What joins letters (U+200C, U+200D) is part of the writing of languages.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The same path on a system to which capital letters and the encoding of accents don't count.
pub fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Whether [`folded`] would change nothing, by a cheap guess that errs on the careful side.
pub fn is_folded(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_of_any_script_are_held_everywhere() {
        for path in ["content/news/2026-03-ports.fr.md", "static/Plan B (final), v2.pdf", "الموانئ.md", "console.md"]
        {
            assert_eq!(fault(path), None, "{path}");
        }
        assert_eq!(fault("static/\u{645}\u{200c}\u{646}.txt"), None, "Persian joins letters by an unseen mark");
    }

    #[test]
    fn names_that_some_system_refuses_are_found() {
        for path in [
            "news/con.md",
            "AUX",
            "a/Nul.tar.gz",
            "com1 .txt",
            "a. ",
            "a./b",
            "a:b",
            "a\\b",
            "x\u{7f}",
            "a\n",
            "COM¹.txt",
            "conin$",
        ] {
            assert!(fault(path).is_some(), "{path:?}");
        }
        assert!(fault("invoice\u{202e}fdp.exe").is_some());
        assert!(fault(&"a".repeat(241)).is_some() && fault(&"a".repeat(240)).is_none());
        assert!(fault(&"a/".repeat(401)).is_some());
    }

    #[test]
    fn names_are_one_where_capitals_and_accents_do_not_count() {
        assert_eq!(folded("static/\u{c9}TE.txt"), folded("static/e\u{301}te.txt"));
        assert!(is_folded("news/ports.md") && !is_folded("news/Ports.md") && !is_folded("news/été.md"));
    }
}
