//! The path of a file → kind, slug, language and date of its article.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::name::{did_you_mean, slugify};
use crate::model::{Day, Kind, LanguageId, Slug, SourcePath};

/// What the path of an article tells.
#[derive(Clone, Debug)]
pub struct Name {
    /// By its folder.
    pub kind: Kind,
    /// By its file's name, or its folder's for `index.md`.
    pub slug: Slug,
    /// By the part before `.md`.
    pub language: LanguageId,
    /// The date the name begins with.
    pub day: Option<Day>,
}

/// Reads the path of a Markdown file below `content/`.
pub fn read(config: &Config, path: &SourcePath) -> Outcome<Option<Name>> {
    let refuse = |diagnostic: Diagnostic| Outcome { value: None, diagnostics: vec![diagnostic.at(Span::file(path))] };
    let mut levels: Vec<&str> = path.as_str().split('/').skip(1).collect();
    let Some(file) = levels.pop() else {
        return refuse(Diagnostic::error(Code::NoFolder, format!("`{path}` is no article")));
    };
    if levels.is_empty() {
        let folders = Kind::ALL.iter().map(|kind| kind.folder()).collect::<Vec<_>>().join("`, `");
        return refuse(
            Diagnostic::error(Code::NoFolder, format!("`{file}` lies in no folder of a kind"))
                .help(format!("move it into one of `{folders}`")),
        );
    }
    let folder = levels.remove(0);
    let Some(kind) = Kind::from_folder(folder) else {
        let folders = Kind::ALL.iter().map(|kind| kind.folder());
        let help = did_you_mean(folder, folders.clone())
            .unwrap_or_else(|| format!("known are `{}`", folders.collect::<Vec<_>>().join("`, `")));
        return refuse(Diagnostic::error(Code::UnknownFolder, format!("`{folder}` is no folder of a kind")).help(help));
    };
    let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".MD")).unwrap_or(file);
    let (stem, language) = match split_language(config, stem) {
        Ok(split) => split,
        Err(diagnostic) => return refuse(diagnostic),
    };
    if stem != "index" {
        levels.push(stem);
    }
    let may_nest = kind == Kind::Page;
    if levels.is_empty() || (levels.len() > 1 && !may_nest) {
        let (message, help) = match levels.last() {
            None => (
                format!("`{file}` has no name: its folder is `{folder}` itself"),
                format!("write `{folder}/slug.md` or `{folder}/slug/index.md`"),
            ),
            Some(last) => (
                format!("`{file}` lies too deep: `{folder}` has no folders but those of single articles"),
                format!("move it to `content/{folder}/{last}.md`"),
            ),
        };
        return refuse(Diagnostic::error(Code::NoFolder, message).help(help));
    }
    let (day, last) = split_day(levels.pop().unwrap_or_default());
    levels.push(last);
    match Slug::from_levels(levels.iter().copied()) {
        Some(slug) => Outcome::clean(Some(Name { kind, slug, language, day })),
        None => refuse(
            Diagnostic::error(Code::BadSlug, format!("`{file}` has no letter or digit to make an address of"))
                .help("rename the file"),
        ),
    }
}

/// Cuts `.fr` off a name. A dot that begins no language is part of the name.
fn split_language<'a>(config: &Config, stem: &'a str) -> Result<(&'a str, LanguageId), Diagnostic> {
    let Some((before, code)) = stem.rsplit_once('.') else { return Ok((stem, LanguageId::DEFAULT)) };
    if let Some(language) = config.language_by_code(code) {
        return Ok((before, language));
    }
    let looks_like_language = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if !looks_like_language || before.is_empty() {
        return Ok((stem, LanguageId::DEFAULT));
    }
    let known: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
    Err(Diagnostic::error(Code::UnknownLanguage, format!("the portal has no language `{code}`"))
        .help(format!("add it to `languages` in `portal.yaml`; it has `{}` now", known.join("`, `"))))
}

/// Cuts `2020-04-28-` off a name. A name that is only a date keeps it, as it needs some slug.
fn split_day(name: &str) -> (Option<Day>, &str) {
    if let Some(day) = Day::parse(name) {
        return (Some(day), name);
    }
    let split = name.split_at_checked(10).and_then(|(date, rest)| {
        let (rest, day) = (rest.strip_prefix(['-', '_'])?, Day::parse(date)?);
        (!slugify(rest).is_empty()).then_some((day, rest))
    });
    split.map_or((None, name), |(day, rest)| (Some(day), rest))
}
