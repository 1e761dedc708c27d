//! Names that can't be mixed up: slugs, paths of sources, paths of outputs.

pub mod portable;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// Makes a name type over a shared text.
macro_rules! name {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text of it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.as_str())
            }
        }
    };
}

name! {
    /// What an article or a term is called in addresses: `alliance-goes-live`; a nested page has
    /// one for each level, `about/contact`.
    Slug
}
name! {
    /// A file of the project, relative to its root, with `/` on every machine.
    SourcePath
}
name! {
    /// A file of the output, relative to it, with `/`: `news/ports/index.html`.
    OutputPath
}

impl Slug {
    /// A slug from any text: lower case, letters and digits of every script kept, accents dropped,
    /// everything between them one hyphen. `None` if nothing is left.
    pub fn from_text(text: &str) -> Option<Slug> {
        let slug = slugify(text);
        (!slug.is_empty()).then(|| Slug(slug.into()))
    }

    /// A slug of several levels, each made of one of `levels`.
    pub fn from_levels<'a>(levels: impl IntoIterator<Item = &'a str>) -> Option<Slug> {
        let mut slug = String::new();
        for level in levels {
            let level = slugify(level);
            if level.is_empty() {
                return None;
            }
            if !slug.is_empty() {
                slug.push('/');
            }
            slug.push_str(&level);
        }
        (!slug.is_empty()).then(|| Slug(slug.into()))
    }

    /// The slug one level up: `about` for `about/contact`.
    pub fn parent(&self) -> Option<Slug> {
        self.0.rsplit_once('/').map(|(above, _)| Slug(above.into()))
    }
}

impl SourcePath {
    /// A path relative to the project, with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> SourcePath {
        SourcePath(path.into())
    }

    /// The folder it lies in, without a slash at the end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path counted from a folder it lies in; the whole path if it lies in another.
    pub fn within(&self, folder: &str) -> &str {
        self.0.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&self.0)
    }

    /// Its last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The ending behind the last dot of its name, in lower case; empty if there is none.
    pub fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }

    /// The path `relative` names when it is written in a file of this folder, `..` resolved.
    /// `None` if it leaves the project.
    pub fn beside(&self, relative: &str) -> Option<SourcePath> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(SourcePath(parts.join("/").into()))
    }
}

impl OutputPath {
    /// A path relative to the output, with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> OutputPath {
        OutputPath(path.into())
    }

    /// The page of a folder: `news/ports` has `news/ports/index.html`, the empty one `index.html`.
    pub fn page(folder: &str) -> OutputPath {
        match folder {
            "" => OutputPath::new("index.html"),
            folder => OutputPath::new(format!("{folder}/index.html")),
        }
    }

    /// Its address below the portal's root, for readers: without `index.html`.
    pub fn address(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }
}

/// The text as part of an address: see [`Slug::from_text`]; possibly empty.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    if text.is_ascii() {
        join_ascii(&mut slug, text);
    } else {
        join(&mut slug, text.nfd().filter(|c| !is_accent(c)).nfc().flat_map(char::to_lowercase));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The usual text, without a look at what letters of other scripts are.
fn join_ascii(slug: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => slug.push(char::from(byte)),
            b'A'..=b'Z' => slug.push(char::from(byte.to_ascii_lowercase())),
            b'\'' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
}

fn join(slug: &mut String, letters: impl Iterator<Item = char>) {
    for c in letters {
        match c {
            c if c.is_alphanumeric() => slug.push(c),
            // An apostrophe joins: «Côte d'Ivoire» is `cote-divoire`; so do marks of other scripts.
            '\'' | '\u{2019}' => {}
            c if unicode_normalization::char::is_combining_mark(c) => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
}

/// A path as part of a URL: every byte outside the unreserved ones and `/` percent-encoded (RFC 3986).
pub fn encoded(path: &str) -> Cow<'_, str> {
    const PATH: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    // `-`, `.`, `/` and the digits follow each other. No early end, so that many bytes are looked at at once.
    let is_plain =
        |byte: u8| (byte | 0x20).is_ascii_lowercase() | matches!(byte, b'-'..=b'9') | matches!(byte, b'_' | b'~');
    if path.as_bytes().iter().fold(true, |plain, byte| plain & is_plain(*byte)) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(percent_encoding::utf8_percent_encode(path, PATH).to_string())
}

/// The path a part of a URL stands for; what is no UTF-8 stays readable in part.
pub fn decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// Whether what stands behind `https:` begins with the name of a host.
pub fn has_host(rest: &str) -> bool {
    let host = rest.strip_prefix("//").unwrap_or_default();
    let name = host.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !name.contains(char::is_whitespace)
}

/// The entry of `names` most like `name`, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    names
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > 0.84)
        .max_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| right.cmp(left)))
        .map(|(_, candidate)| candidate)
}

/// How many letters were slipped, left out, added or swapped between two names.
pub fn slips(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}

/// The help line for a misspelt name: `did you mean …?`.
pub fn did_you_mean<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, names).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script_and_drop_accents() {
        assert_eq!(slugify("Côte d’Ivoire: Régional  Bureau!"), "cote-divoire-regional-bureau");
        assert_eq!(slugify("الجريمة المنظمة"), "الجريمة-المنظمة");
        assert_eq!(slugify("--COVID-19--"), "covid-19");
        assert_eq!(slugify("…"), "");
    }

    #[test]
    fn a_relative_path_can_not_leave_the_project() {
        let source = SourcePath::new("content/news/ports.md");
        let beside = |path| source.beside(path).map(|path| path.to_string());
        assert_eq!(beside("../people/a.md").as_deref(), Some("content/people/a.md"));
        assert_eq!(beside("./plan.pdf").as_deref(), Some("content/news/plan.pdf"));
        assert_eq!(beside("../../../etc/passwd"), None);
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let names = ["ports-authority", "afripol", "interpol"];
        assert_eq!(nearest("port-authority", names), Some("ports-authority"));
        assert_eq!(nearest("weather", names), None);
    }
}
