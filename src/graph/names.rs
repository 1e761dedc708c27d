//! Whom a name means: articles by kind, slug, file and language, held ones too so that naming them
//! is told as what it is.

use rustc_hash::FxHashMap;

use super::held::Held;
use super::portal::ArticleId;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::name::{did_you_mean, slugify};
use crate::model::{Article, Kind, LanguageId, SourcePath, Zone};
use crate::yaml::record::listed;

/// A name under which an article can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Visible(ArticleId),
    Held(usize),
}

/// What an article is called.
#[derive(Clone, Copy)]
struct Name<'a> {
    kind: Kind,
    slug: &'a str,
    language: LanguageId,
}

/// Everything that has a name.
pub(super) struct Names<'a> {
    zone: &'a Zone,
    visible: &'a [&'a Article],
    held: &'a [Held],
    by_slug: FxHashMap<&'a str, Vec<(Kind, LanguageId, Owner)>>,
    by_file: FxHashMap<&'a str, Owner>,
}

/// What a field expects of the article it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// The kinds it takes; empty for any.
    pub(super) kinds: &'static [Kind],
    /// The complaint when no such article exists.
    pub(super) unknown: Code,
    /// What it is called in the complaint: `organisation`, `article`.
    pub(super) noun: &'static str,
}

impl<'a> Names<'a> {
    /// Gathers all names; two articles under one are told, held ones too: they will be shown one day.
    pub(super) fn gather(config: &'a Config, visible: &'a [&'a Article], held: &'a [Held]) -> Outcome<Names<'a>> {
        let (by_slug, by_file) = Default::default();
        let mut names = Names { zone: &config.zone, visible, held, by_slug, by_file };
        let mut diagnostics = Vec::new();
        for (index, article) in visible.iter().enumerate() {
            let owner = Owner::Visible(ArticleId(index as u32));
            let name = Name { kind: article.kind(), slug: article.slug.as_str(), language: article.language };
            diagnostics.extend(names.add(config, name, &article.source, owner));
        }
        for (index, held) in held.iter().enumerate() {
            let name = Name { kind: held.kind, slug: held.slug.as_str(), language: held.language };
            diagnostics.extend(names.add(config, name, &held.source, Owner::Held(index)));
        }
        Outcome { value: names, diagnostics }
    }

    /// Adds an article; the complaint if its name is taken.
    fn add(&mut self, config: &Config, name: Name<'a>, source: &'a SourcePath, owner: Owner) -> Option<Diagnostic> {
        self.by_file.insert(source.as_str(), owner);
        let owners = self.by_slug.entry(name.slug).or_default();
        let is_rival =
            |(kind, language, _): &&(Kind, LanguageId, Owner)| (*kind, *language) == (name.kind, name.language);
        let rival = owners.iter().find(is_rival).map(|(_, _, owner)| *owner);
        owners.push((name.kind, name.language, owner));
        let rival = self.source(rival?);
        let language = &config.language(name.language).tag;
        let message = format!("two articles are called `{}/{}` in {language}", name.kind.folder(), name.slug);
        let complaint = Diagnostic::error(Code::DuplicateArticle, message).at(Span::file(source));
        Some(
            complaint
                .note("the other one is here", Some(Span::file(rival)))
                .help("rename one of them, or give it another `slug`"),
        )
    }

    fn source(&self, owner: Owner) -> &SourcePath {
        match owner {
            Owner::Visible(id) => &self.visible[id.index()].source,
            Owner::Held(index) => &self.held[index].source,
        }
    }

    /// The article a name means in a text of this language: `slug` or `folder/slug`.
    pub(super) fn find(&self, name: &str, language: LanguageId, expected: Expected) -> Result<ArticleId, Diagnostic> {
        let (folder, slug) = match name.split_once('/').map(|(folder, slug)| (Kind::from_folder(folder), slug)) {
            Some((Some(kind), slug)) => (Some(kind), slug),
            // A nested page: `about/contact`.
            Some((None, _)) | None => (None, name),
        };
        let all = self.by_slug.get(slug).map_or(&[][..], Vec::as_slice);
        let fits = |kind: Kind| expected.kinds.is_empty() || expected.kinds.contains(&kind);
        let mut kinds: Vec<Kind> =
            all.iter().map(|(kind, ..)| *kind).filter(|kind| folder.is_none_or(|folder| folder == *kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let fitting: Vec<Kind> = kinds.iter().copied().filter(|kind| fits(*kind)).collect();
        match (fitting.as_slice(), kinds.first()) {
            ([kind], _) => self.version(all, *kind, language, name),
            ([], Some(other)) => Err(self.wrong_kind(name, *other, expected)),
            ([], None) => Err(self.unknown(name, expected)),
            (several, _) => {
                let names: Vec<String> = several.iter().map(|kind| format!("`{}/{slug}`", kind.folder())).collect();
                Err(Diagnostic::error(Code::AmbiguousReference, format!("`{name}` may be one of several articles"))
                    .help(format!("write {}", names.join(" or "))))
            }
        }
    }

    /// The article of a file that `from` links to: its version in the language of `from` if there is
    /// one. A link to another language of `from` itself means that language.
    pub(super) fn find_file(&self, path: &SourcePath, from: &Article) -> Option<Result<ArticleId, Diagnostic>> {
        let owner = *self.by_file.get(path.as_str())?;
        Some(match owner {
            Owner::Held(index) => Err(self.told_held(path.as_str(), &self.held[index])),
            Owner::Visible(id) => {
                let article = self.visible[id.index()];
                let all = self.by_slug.get(article.slug.as_str()).map_or(&[][..], Vec::as_slice);
                let is_version = |(kind, spoken, owner): &&(Kind, LanguageId, Owner)| {
                    (*kind, *spoken) == (article.kind(), from.language) && self.source(*owner) != &from.source
                };
                Ok(match all.iter().find(is_version) {
                    Some((_, _, Owner::Visible(version))) => *version,
                    Some((_, _, Owner::Held(_))) | None => id,
                })
            }
        })
    }

    /// Of the versions of an article the one in `language`, else the default's, else any.
    fn version(
        &self,
        all: &[(Kind, LanguageId, Owner)],
        kind: Kind,
        language: LanguageId,
        name: &str,
    ) -> Result<ArticleId, Diagnostic> {
        let versions = || all.iter().filter(|(other, ..)| *other == kind);
        let visible = |wanted: Option<LanguageId>| {
            versions().find_map(|(_, spoken, owner)| match owner {
                Owner::Visible(id) if wanted.is_none_or(|wanted| wanted == *spoken) => Some(*id),
                Owner::Visible(_) | Owner::Held(_) => None,
            })
        };
        let found = visible(Some(language)).or_else(|| visible(Some(LanguageId::DEFAULT))).or_else(|| visible(None));
        found.ok_or_else(|| {
            let held = versions().find_map(|(_, _, owner)| match owner {
                Owner::Held(index) => Some(&self.held[*index]),
                Owner::Visible(_) => None,
            });
            held.map_or_else(
                || Diagnostic::error(Code::UnknownReference, format!("no article is called `{name}`")),
                |held| self.told_held(name, held),
            )
        })
    }

    fn told_held(&self, name: &str, held: &Held) -> Diagnostic {
        let until = held.until.map_or_else(String::new, |until| format!(" until {}", self.zone.rfc3339(until)));
        let message = format!("`{name}` is held back{until} ({}), and this article is not", held.reason.as_str());
        Diagnostic::error(Code::HeldReference, message)
            .note("it is held by this file", Some(Span::file(&held.source)))
            .help("take the reference out for now, or hold this article as long")
    }

    fn unknown(&self, name: &str, expected: Expected) -> Diagnostic {
        let message = format!("no {} is called `{name}`", expected.noun);
        let help = self.near(name, expected.kinds).or_else(|| match expected.kinds {
            [kind] if slugify(name) == name => {
                Some(format!("correct the name, or write `content/{}/{name}.md`", kind.folder()))
            }
            _ => None,
        });
        Diagnostic::error(expected.unknown, message).help_if(help)
    }

    fn wrong_kind(&self, name: &str, found: Kind, expected: Expected) -> Diagnostic {
        let wanted = listed(expected.kinds.iter().map(|kind| kind.folder()));
        let message = format!("`{name}` lies in `{}`, and only {wanted} can stand here", found.folder());
        Diagnostic::error(Code::WrongKind, message).help_if(self.near(name, expected.kinds))
    }

    /// The nearest name among articles of these kinds.
    fn near(&self, name: &str, kinds: &[Kind]) -> Option<String> {
        let slug = name.rsplit('/').next().unwrap_or(name);
        let mut known: Vec<&str> = self
            .by_slug
            .iter()
            .filter(|(_, owners)| {
                owners.iter().any(|(kind, _, owner)| {
                    matches!(owner, Owner::Visible(_)) && (kinds.is_empty() || kinds.contains(kind))
                })
            })
            .map(|(slug, _)| *slug)
            .collect();
        known.sort_unstable();
        did_you_mean(slug, known)
    }

    /// The nearest file to a path that is none.
    pub(super) fn near_file(&self, path: &SourcePath) -> Option<String> {
        let in_folder = |other: &&&str| SourcePath::new(**other).folder() == path.folder();
        let mut files: Vec<&str> =
            self.by_file.keys().filter(in_folder).map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
        files.sort_unstable();
        did_you_mean(path.file_name(), files)
    }
}
