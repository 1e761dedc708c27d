//! Every name, link, picture and file of every article → what it leads to, or a complaint at its
//! exact place.

mod components;
mod fields;
mod front;
mod texts;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::names::{Expected, Names};
use super::portal::{ArticleId, Media, MediaId, Relation, Role, Target};
use crate::addresses;
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Spot};
use crate::model::name::did_you_mean;
use crate::model::{Article, Kind, SourcePath};
use crate::pictures;
use crate::source::{Asset, Inventory};
use crate::theme::Theme;
pub(super) use front::{navigation, publisher};

/// What the spots of each article lead to, and the media they need.
pub(super) struct Links {
    /// By article, sorted by spot.
    pub(super) targets: Vec<Box<[(Spot, Target)]>>,
    /// By id.
    pub(super) media: Vec<Media>,
}

/// What one spot leads to, before media have ids.
enum Found {
    Target(Target),
    /// A file, and whether it is shown or offered.
    File(SourcePath, Use),
}

/// What an article does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It shows a picture.
    Shown,
    /// It offers a file.
    Offered,
}

impl Use {
    fn noun(self) -> &'static str {
        match self {
            Use::Shown => "picture",
            Use::Offered => "file",
        }
    }

    fn target(self, id: MediaId) -> Target {
        match self {
            Use::Shown => Target::Picture(id),
            Use::Offered => Target::File(id),
        }
    }
}

/// What the spots of one article lead to, and its complaints.
type Resolved = (Vec<(Spot, Found)>, Vec<Diagnostic>);

/// Resolves every reference of every visible article.
pub(super) fn resolve(inventory: &Inventory, theme: &Theme, visible: &[&Article], names: &Names) -> Outcome<Links> {
    let ids = (0..visible.len() as u32).into_par_iter().map(ArticleId);
    let resolved: Vec<Resolved> = ids.map(|id| resolved(inventory, theme, visible, names, id)).collect();
    let mut diagnostics = Vec::new();
    let mut media = MediaTable::default();
    let mut targets = Vec::with_capacity(resolved.len());
    for (found, complaints) in resolved {
        diagnostics.extend(complaints);
        targets.push(sorted(found, |path, as_what| media.id(inventory, path, as_what)));
    }
    diagnostics.extend(media.doubts(inventory));
    Outcome { value: Links { targets, media: media.media }, diagnostics }
}

/// Resolves the references of one article whose files have places already, told by `medium`. Nothing if one
/// leads nowhere or to a file without a place.
pub(super) fn resolve_one(
    inventory: &Inventory,
    theme: &Theme,
    visible: &[&Article],
    names: &Names,
    id: ArticleId,
    medium: &dyn Fn(&str) -> Option<MediaId>,
) -> Option<Box<[(Spot, Target)]>> {
    let (found, diagnostics) = resolved(inventory, theme, visible, names, id);
    let all = found.len();
    let targets = sorted(found, |path, _| medium(&addresses::media(&path, &inventory.asset(&path)?.facts)));
    (diagnostics.is_empty() && targets.len() == all).then_some(targets)
}

fn resolved(inventory: &Inventory, theme: &Theme, visible: &[&Article], names: &Names, own: ArticleId) -> Resolved {
    let article = visible[own.index()];
    let mut resolver =
        Resolver { inventory, theme, visible, names, article, own, found: Vec::new(), diagnostics: Vec::new() };
    fields::resolve(&mut resolver);
    texts::resolve(&mut resolver, &article.body);
    (resolver.found, resolver.diagnostics)
}

/// What the spots of an article lead to, in the order of the spots.
fn sorted(
    found: Vec<(Spot, Found)>,
    mut medium: impl FnMut(SourcePath, Use) -> Option<MediaId>,
) -> Box<[(Spot, Target)]> {
    let target = |(spot, found)| match found {
        Found::Target(target) => Some((spot, target)),
        Found::File(path, as_what) => Some((spot, as_what.target(medium(path, as_what)?))),
    };
    let mut spots: Vec<(Spot, Target)> = found.into_iter().filter_map(target).collect();
    spots.sort_by(|(a, _), (b, _)| a.cmp(b));
    spots.into_boxed_slice()
}

impl Links {
    /// Whom each article names.
    pub(super) fn relations(&self) -> Vec<Box<[Relation]>> {
        let all = self.targets.iter().enumerate();
        all.map(|(own, targets)| relations_of(ArticleId(own as u32), targets)).collect()
    }
}

/// Whom an article names, by role, in the order of the roles and fields, each once a role.
pub(super) fn relations_of(own: ArticleId, targets: &[(Spot, Target)]) -> Box<[Relation]> {
    let mut relations: Vec<Relation> = Vec::new();
    for (spot, target) in targets {
        // A link to a heading of its own says nothing about others.
        if let Target::Article(id, _) = target
            && *id != own
        {
            let relation = Relation { role: role(spot), article: *id };
            if !relations.contains(&relation) {
                relations.push(relation);
            }
        }
    }
    let by_field = |relation: &Relation| {
        relations.iter().any(|other| other.role != Role::Mentions && other.article == relation.article)
    };
    let redundant: Vec<Relation> =
        relations.iter().filter(|relation| relation.role == Role::Mentions && by_field(relation)).copied().collect();
    relations.retain(|relation| !redundant.contains(relation));
    relations.sort_by_key(|relation| relation.role);
    relations.into_boxed_slice()
}

/// How a spot names another article.
fn role(spot: &Spot) -> Role {
    let Spot::Field(field) = spot else { return Role::Mentions };
    match field.name {
        "supersedes" => Role::Supersedes,
        "withdrawn" => Role::See,
        "lead" => Role::Lead,
        "funders" => Role::Funders,
        "parent" => Role::Parent,
        "parties" => Role::Parties,
        "signatories" => Role::Signatories,
        "speakers" => Role::Speakers,
        "roles" => Role::Organisation,
        "members" => Role::Members,
        "partners" => Role::Partners,
        "programmes" => Role::Programmes,
        "people" => Role::People,
        "timeline" => Role::Timeline,
        _ => Role::Related,
    }
}

/// Gives each file that is shown its id, once.
#[derive(Default)]
struct MediaTable {
    media: Vec<Media>,
    by_address: FxHashMap<Box<str>, MediaId>,
}

impl MediaTable {
    fn id(&mut self, inventory: &Inventory, path: SourcePath, as_what: Use) -> Option<MediaId> {
        let facts = &inventory.asset(&path)?.facts;
        let address: Box<str> = addresses::media(&path, facts).into();
        let next = MediaId(self.media.len() as u32);
        let id = *self.by_address.entry(address.clone()).or_insert(next);
        if id == next {
            let facts = facts.clone();
            self.media.push(Media { source: path, facts, address, is_shown: false, is_offered: false });
        }
        let medium = &mut self.media[id.0 as usize];
        match as_what {
            Use::Shown => medium.is_shown = true,
            Use::Offered => medium.is_offered = true,
        }
        Some(id)
    }

    /// What is doubtful about the pictures themselves, each told once however many articles have it.
    fn doubts(&self, inventory: &Inventory) -> Vec<Diagnostic> {
        let assets = self.media.iter().filter_map(|medium| inventory.asset(&medium.source));
        let complaints = assets.flat_map(|asset| &asset.complaints);
        complaints.filter(|complaint| complaint.severity != Severity::Error).cloned().collect()
    }
}

/// Resolves the references of one article.
struct Resolver<'a> {
    inventory: &'a Inventory,
    theme: &'a Theme,
    visible: &'a [&'a Article],
    names: &'a Names<'a>,
    article: &'a Article,
    own: ArticleId,
    found: Vec<(Spot, Found)>,
    diagnostics: Vec<Diagnostic>,
}

const ANY: Expected = Expected { kinds: &[], unknown: Code::UnknownReference, noun: "article" };

/// What is expected of a name that means one kind.
fn expected(kind: Kind) -> Expected {
    let one = |kinds, noun| Expected { kinds, unknown: Code::UnknownReference, noun };
    match kind {
        Kind::News => one(&[Kind::News], "news article"),
        Kind::Notice => one(&[Kind::Notice], "notice"),
        Kind::Programme => one(&[Kind::Programme], "programme"),
        Kind::Organisation => {
            Expected { kinds: &[Kind::Organisation], unknown: Code::UnknownPartner, noun: "organisation" }
        }
        Kind::Person => one(&[Kind::Person], "person"),
        Kind::Event => one(&[Kind::Event], "event"),
        Kind::Document => one(&[Kind::Document], "document"),
        Kind::Page => one(&[Kind::Page], "page"),
        Kind::Topic => one(&[Kind::Topic], "topic"),
    }
}

/// Whether browsers run what is in a file with this ending: hosts say by the ending what a file is.
fn is_active(extension: &str) -> bool {
    const ACTIVE: [&str; 15] = [
        "htm", "html", "js", "mht", "mhtml", "mjs", "shtml", "svgz", "swf", "wasm", "xht", "xhtml", "xml", "xsl",
        "xslt",
    ];
    ACTIVE.contains(&extension)
}

impl<'a> Resolver<'a> {
    fn tell(&mut self, complaint: Diagnostic, spot: Spot) {
        self.diagnostics.push(complaint.at(self.article.span(spot)));
    }

    /// Resolves a name and keeps what it leads to under its spot.
    fn name(&mut self, name: &str, spot: Spot, expected: Expected) -> Option<ArticleId> {
        match self.names.find(name, self.article.language, expected) {
            Ok(id) => {
                self.found.push((spot, Found::Target(Target::Article(id, None))));
                Some(id)
            }
            Err(complaint) => {
                self.tell(complaint, spot);
                None
            }
        }
    }

    /// Resolves a picture or attachment by its path from the article's file.
    fn file(&mut self, path: &str, spot: Spot, as_what: Use) {
        let Some(source) = self.article.source.beside(path).filter(|source| source.as_str().starts_with("content/"))
        else {
            let complaint = Diagnostic::error(Code::MissingFile, format!("`{path}` leads out of `content/`"));
            self.tell(complaint.help("put the file beside the article"), spot);
            return;
        };
        if let Some(asset) = self.inventory.asset(&source) {
            if self.is_in_order(asset, &spot, as_what) {
                self.found.push((spot, Found::File(source, as_what)));
            }
            return;
        }
        let folder = source.folder().to_owned();
        let beside = self.inventory.assets.iter().map(|asset| &asset.path).filter(|other| other.folder() == folder);
        let help = did_you_mean(source.file_name(), beside.map(SourcePath::file_name));
        let complaint = Diagnostic::error(Code::MissingFile, format!("there is no {} `{source}`", as_what.noun()));
        self.tell(
            complaint.help_if(help.or_else(|| Some("put it beside the article, or correct the path".to_owned()))),
            spot,
        );
    }

    /// Tells here what is wrong with a file that can't be published, or not without what it tells of its author.
    fn is_in_order(&mut self, asset: &Asset, spot: &Spot, as_what: Use) -> bool {
        let path = &asset.path;
        if let Some(wrong) = asset.complaints.iter().find(|complaint| complaint.severity == Severity::Error) {
            let message = format!("`{path}` can't be published: {}", wrong.message);
            let complaint = Diagnostic::error(wrong.code, message).help_if(wrong.help.clone());
            self.tell(complaint.note("the picture is here", wrong.at.clone()), spot.clone());
            return false;
        }
        let extension = path.extension();
        if as_what == Use::Shown && asset.facts.look.is_none() {
            let message = format!("`{path}` can't be shown as a picture");
            let help = format!("save it as another kind of picture; shown can be {}", pictures::READABLE);
            self.tell(Diagnostic::error(Code::BadPicture, message).help(help), spot.clone());
            return false;
        }
        if as_what == Use::Offered && is_active(&extension) {
            let message =
                format!("`{path}` is a file that browsers run, and what it does is done in the portal's name");
            let help = "offer it as a PDF, or in a ZIP; a page that whoever keeps the portal answers for belongs into `static/`";
            self.tell(Diagnostic::error(Code::ActiveFile, message).help(help), spot.clone());
            return false;
        }
        if as_what == Use::Offered && pictures::is_unreadable(&extension) {
            let message = format!("`{path}` is offered as it is, with all that its camera or program noted in it");
            let help = format!("take the notes out, the place above all; dateline does so for {}", pictures::READABLE);
            self.tell(Diagnostic::warning(Code::KeptMetadata, message).help(help), spot.clone());
        }
        true
    }

    /// Checks that an article has a heading.
    fn anchor(&mut self, id: ArticleId, anchor: &str, spot: &Spot) -> bool {
        let article = self.visible[id.index()];
        if article.body.has_anchor(anchor) {
            return true;
        }
        let names = article.body.anchor_names();
        let help = did_you_mean(anchor, names.iter().copied())
            .map(|help| help.replacen('`', "`#", 1))
            .or_else(|| (1..8).contains(&names.len()).then(|| format!("it has `#{}`", names.join("`, `#"))));
        let message = if id == self.own {
            format!("this article has no heading `#{anchor}`")
        } else {
            format!("`{}` has no heading `#{anchor}`", article.source)
        };
        self.tell(Diagnostic::error(Code::UnknownAnchor, message).help_if(help), spot.clone());
        false
    }
}
