//! Complaints as values: what is wrong, where, and what to do next.
//!
//! Stages never print and never stop at the first mistake: they return an [`Outcome`], a value
//! beside everything worth saying about it. Places are kept as they are known (a field of the
//! front matter, bytes of the file); only `report` turns them into lines and columns.

use std::fmt;

pub use crate::model::place::{Bytes, Field, Span, Spot};

/// How much a complaint weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// Nothing is written; the old output stands.
    Error,
    /// Written all the same, unless `--strict`.
    Warning,
    /// Editorial: told by `check`, never stops anything.
    Advice,
}

impl Severity {
    /// The word in text and JSON reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// Makes the enum of codes, their names and the list of all, so that none can be forgotten.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// What kind of complaint it is. Each has a heading in `docs/diagnostics.md` and a case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// All codes, in the order of this list.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The name in reports and documentation: `unknown-partner`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    // Files and settings
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file contains NUL bytes: not text.
    NotText = "not-text",
    /// A file can't be read.
    Unreadable = "unreadable",
    /// A file is larger than an article may be.
    TooLarge = "too-large",
    /// A folder of `content/` that is no kind.
    UnknownFolder = "unknown-folder",
    /// An article that lies in no folder of a kind.
    NoFolder = "no-folder",
    /// A file name in a language the portal does not have.
    UnknownLanguage = "unknown-language",
    /// A name that gives no slug.
    BadSlug = "bad-slug",
    /// A name of a file that not every system can hold.
    BadName = "bad-name",
    /// A setting of `portal.yaml` that is missing or means nothing.
    BadSetting = "bad-setting",
    /// A file of `data/` that can't be read as what its ending says.
    BadData = "bad-data",

    // Front matter
    /// No `---` on the first line.
    NoFrontMatter = "no-front-matter",
    /// The closing `---` is missing.
    UnclosedFrontMatter = "unclosed-front-matter",
    /// The front matter is no YAML, or YAML that is refused (anchors, several documents, too large).
    BadYaml = "bad-yaml",
    /// A key no field is called by.
    UnknownField = "unknown-field",
    /// A field of another kind.
    MisplacedField = "misplaced-field",
    /// A key written twice.
    DuplicateField = "duplicate-field",
    /// A required field is not there.
    MissingField = "missing-field",
    /// A list where a text belongs, and the like.
    WrongType = "wrong-type",
    /// A word outside the list of those a field knows.
    UnknownValue = "unknown-value",
    /// Not a date, day or instant of the form a field takes.
    BadDate = "bad-date",
    /// A date that means something else than it looks like.
    AmbiguousDate = "ambiguous-date",
    /// A local time the clocks skipped or showed twice.
    AmbiguousTime = "ambiguous-time",
    /// An end before its start.
    EndBeforeStart = "end-before-start",
    /// No country has this code.
    UnknownCountry = "unknown-country",
    /// Not an address of the web.
    BadUrl = "bad-url",
    /// A picture without a text.
    MissingAlt = "missing-alt",

    // Pictures
    /// A picture that can't be read, or not as it is meant.
    BadPicture = "bad-picture",
    /// A picture of more pixels or bytes than any camera makes.
    PictureTooLarge = "picture-too-large",
    /// A drawing with something that could do harm.
    UnsafeDrawing = "unsafe-drawing",
    /// A picture that is offered with all that its camera noted.
    KeptMetadata = "kept-metadata",

    // References
    /// No organisation is called so.
    UnknownPartner = "unknown-partner",
    /// No article is called so.
    UnknownReference = "unknown-reference",
    /// Several articles are called so.
    AmbiguousReference = "ambiguous-reference",
    /// The article exists, but is of another kind than the field takes.
    WrongKind = "wrong-kind",
    /// An article that refers to itself.
    SelfReference = "self-reference",
    /// A visible article refers to one that is held.
    HeldReference = "held-reference",
    /// A file that is offered and that browsers would run.
    ActiveFile = "active-file",
    /// A heading that is not there.
    UnknownAnchor = "unknown-anchor",
    /// A picture or attachment that is not there.
    MissingFile = "missing-file",
    /// An address of the portal at which nothing will be.
    UnknownAddress = "unknown-address",
    /// `parent` or `supersedes` that lead back to the start.
    Cycle = "cycle",
    /// Two notices supersede the same one.
    TwoSuccessors = "two-successors",
    /// Two things claim one address.
    AddressClash = "address-clash",
    /// Two articles with the same folder, slug and language.
    DuplicateArticle = "duplicate-article",

    // Body
    /// A `:::` block no component is called by.
    UnknownComponent = "unknown-component",
    /// An attribute the component does not take, or one it needs that is missing.
    BadAttribute = "bad-attribute",
    /// A `:::` block that is not closed, or a `:::` that closes nothing.
    UnclosedComponent = "unclosed-component",
    /// Components in components in components.
    TooDeep = "too-deep",
    /// Raw HTML outside the allow list.
    ForbiddenHtml = "forbidden-html",
    /// A link scheme outside http, https, mailto and tel.
    ForbiddenScheme = "forbidden-scheme",
    /// A picture of another host.
    RemotePicture = "remote-picture",
    /// A callout of a kind that does not exist.
    UnknownCallout = "unknown-callout",
    /// A footnote nobody wrote, or nobody refers to.
    BadFootnote = "bad-footnote",

    // Theme
    /// A theme that is nowhere to be found, or whose `theme.yaml` is wrong.
    BadTheme = "bad-theme",
    /// A colour that can hardly be read.
    WeakContrast = "weak-contrast",
    /// A text of the interface that a language of the portal has not.
    MissingText = "missing-text",
    /// A mistake in a template.
    BadTemplate = "bad-template",
    /// A template named by an article or a page that does not exist.
    UnknownTemplate = "unknown-template",

    // Output
    /// A file in `output/` that no build made.
    ForeignFile = "foreign-file",
    /// Drafts or future articles are shown.
    HeldShown = "held-shown",
    /// A link to another site that does not answer.
    DeadLink = "dead-link",

    // Advice
    /// An article whose lists can show only its title.
    NoSummary = "no-summary",
    /// An article someone was to look at again.
    ReviewOverdue = "review-overdue",
    /// A notice that lacks what an alert of CAP needs.
    IncompleteNotice = "incomplete-notice",
    /// A heading two levels below the one above it.
    SkippedHeading = "skipped-heading",
    /// A link whose name does not say where it leads.
    VagueLink = "vague-link",
    /// A sentence too long to be read at once.
    LongSentence = "long-sentence",
    /// An abbreviation nobody explains.
    UnexplainedAbbreviation = "unexplained-abbreviation",
    /// A title that search results cut.
    LongTitle = "long-title",
    /// A summary that cards and search results cut.
    LongSummary = "long-summary",
    /// A picture that does not say whose it is.
    NoCredit = "no-credit",
    /// Two topics with nearly the same name.
    SimilarTopics = "similar-topics",
    /// Articles that a language of the portal has not.
    NotTranslated = "not-translated",
    /// A translation that is older than the last change of its original.
    TranslationBehind = "translation-behind",
    /// A file of `content/` that no article shows.
    UnusedFile = "unused-file",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Another place that explains a complaint, such as a rival claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// What there is at that place.
    pub message: String,
    /// The place, if it is in a file.
    pub at: Option<Span>,
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong: a clause, lower case, no full stop.
    pub message: String,
    /// The characters to blame.
    pub at: Option<Span>,
    /// Other places that explain it.
    pub notes: Vec<Note>,
    /// What to do next, only if we know it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake that stops the build.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message.into())
    }

    /// A doubt that does not.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Diagnostic {
        Diagnostic { code, severity, message, at: None, notes: Vec::new(), help: None }
    }

    /// Blames a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.at = Some(span);
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        self.help_if(Some(help.into()))
    }

    /// Says what to do next, if it is known.
    #[must_use]
    pub fn help_if(mut self, help: Option<String>) -> Diagnostic {
        self.help = help;
        self
    }

    /// Points at a further place.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>, at: Option<Span>) -> Diagnostic {
        self.notes.push(Note { message: message.into(), at });
        self
    }
}

/// Sorts complaints as readers go through files: by path, place, then code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.at.clone(), d.severity, d.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}

/// A value, and everything worth saying about it.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What the stage could make; whole even after mistakes.
    pub value: T,
    /// Its complaints.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value without a complaint.
    pub fn clean(value: T) -> Outcome<T> {
        Outcome { value, diagnostics: Vec::new() }
    }

    /// Hands the complaints over and keeps the value.
    pub fn unpack(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// What no author can mend: a full disk, a missing permission. Only the two ends meet it.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage or settings: exit 2.
    Usage(String),
    /// The machine failed at something: exit 3.
    Machine {
        /// What was tried: "write output/index.html".
        doing: String,
        /// What the machine said.
        error: std::io::Error,
    },
}

impl Failure {
    /// The machine failed while `doing` something.
    pub fn machine(doing: impl Into<String>, error: std::io::Error) -> Failure {
        Failure::Machine { doing: doing.into(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) => f.write_str(message),
            Failure::Machine { doing, error } => write!(f, "can't {doing}: {error}"),
        }
    }
}

impl std::error::Error for Failure {}
