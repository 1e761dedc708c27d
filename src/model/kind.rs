//! The kinds of articles, their folders and the words that notices, events and organisations use.

use std::fmt;

/// Makes an enum over a closed list of words authors write.
macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $item_doc:literal])* $item:ident = $word:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $item_doc])* $item,)* }

        impl $name {
            /// All of them, in the order they are offered.
            pub const ALL: &'static [$name] = &[$($name::$item,)*];

            /// The word authors write.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$item => $word,)* }
            }

            /// The one that `word` names.
            pub fn from_word(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|item| item.as_str() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What kind of thing an article tells of.
    Kind {
        /// A news article.
        News = "news",
        /// A warning, advisory or guidance with a life of its own.
        Notice = "notice",
        /// A programme or project.
        Programme = "programme",
        /// An organisation.
        Organisation = "organisation",
        /// A person.
        Person = "person",
        /// An event.
        Event = "event",
        /// An agreement, report, plan or guideline.
        Document = "document",
        /// A plain page.
        Page = "page",
        /// The text of a topic.
        Topic = "topic",
    }
}

impl Default for EventStatus {
    /// What nobody says otherwise of.
    fn default() -> EventStatus {
        EventStatus::Scheduled
    }
}

impl Kind {
    /// The folder of `content/` it lives in.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::News => "news",
            Kind::Notice => "notices",
            Kind::Programme => "programmes",
            Kind::Organisation => "organisations",
            Kind::Person => "people",
            Kind::Event => "events",
            Kind::Document => "documents",
            Kind::Page => "pages",
            Kind::Topic => "topics",
        }
    }

    /// The kind whose folder has this name.
    pub fn from_folder(folder: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.folder() == folder)
    }

    /// Whether the folder has a list of its own at `/<folder>/`. Pages stand alone, and topics
    /// have the index of the taxonomy there.
    pub fn has_list(self) -> bool {
        !matches!(self, Kind::Page | Kind::Topic)
    }

    /// Whether other articles gather around it: its page lists those that name it in their front
    /// matter, and it has feeds and a timeline.
    pub fn is_hub(self) -> bool {
        matches!(self, Kind::Organisation | Kind::Programme | Kind::Person | Kind::Topic)
    }
}

vocabulary! {
    /// How bad it may get (CAP 1.2, `severity`), worst first.
    Severity {
        /// Extraordinary threat to life or property.
        Extreme = "extreme",
        /// Significant threat.
        Severe = "severe",
        /// Possible threat.
        Moderate = "moderate",
        /// Minimal or no known threat.
        Minor = "minor",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// How soon to act (CAP 1.2, `urgency`).
    Urgency {
        /// Act now.
        Immediate = "immediate",
        /// Within the hour.
        Expected = "expected",
        /// In the near future.
        Future = "future",
        /// No longer needed.
        Past = "past",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// How sure it is (CAP 1.2, `certainty`).
    Certainty {
        /// Happened or ongoing.
        Observed = "observed",
        /// Over 50 %.
        Likely = "likely",
        /// 50 % or less.
        Possible = "possible",
        /// About 0 %.
        Unlikely = "unlikely",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What a notice is about (CAP 1.2, `category`, in lower case).
    Category {
        /// Geophysical.
        Geo = "geo",
        /// Meteorological.
        Met = "met",
        /// General emergency and public safety.
        Safety = "safety",
        /// Law enforcement, military, security.
        Security = "security",
        /// Rescue and recovery.
        Rescue = "rescue",
        /// Fire.
        Fire = "fire",
        /// Medical and public health.
        Health = "health",
        /// Environment.
        Env = "env",
        /// Transport.
        Transport = "transport",
        /// Infrastructure.
        Infra = "infra",
        /// Chemical, biological, radiological, nuclear, explosives.
        Cbrne = "cbrne",
        /// Anything else.
        Other = "other",
    }
}

vocabulary! {
    /// What readers should do (CAP 1.2, `responseType`, in lower case).
    Response {
        /// Take shelter.
        Shelter = "shelter",
        /// Leave.
        Evacuate = "evacuate",
        /// Make ready.
        Prepare = "prepare",
        /// Do what was planned.
        Execute = "execute",
        /// Keep away.
        Avoid = "avoid",
        /// Watch for news.
        Monitor = "monitor",
        /// Weigh the information.
        Assess = "assess",
        /// Nothing to fear any more.
        AllClear = "allclear",
        /// Nothing.
        None = "none",
    }
}

vocabulary! {
    /// Whether an event takes place.
    EventStatus {
        /// As announced.
        Scheduled = "scheduled",
        /// Later than announced.
        Postponed = "postponed",
        /// Not at all.
        Cancelled = "cancelled",
    }
}

/// The ways articles are gathered under terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// `topics`.
    Topics,
    /// `countries`.
    Countries,
}

impl Taxonomy {
    /// Both.
    pub const ALL: [Taxonomy; 2] = [Taxonomy::Topics, Taxonomy::Countries];

    /// Its folder in addresses.
    pub fn folder(self) -> &'static str {
        match self {
            Taxonomy::Topics => "topics",
            Taxonomy::Countries => "countries",
        }
    }
}
