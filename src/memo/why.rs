//! Why a file is made again, in words.

/// What made a file stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Nothing is known of an earlier build with these options.
    NoMemo,
    /// There was no such file.
    New,
    /// Time has passed an instant at which the portal changes by itself, or went back.
    Clock,
    /// `portal.yaml` changed.
    Settings,
    /// A text, an asset or another file of the theme changed.
    Theme,
    /// A template it is made of changed.
    Template,
    /// A file of `data/` changed.
    Data,
    /// What stands around every page changed: navigation, publisher.
    Around,
    /// The article or list it is about changed.
    Own,
    /// Something it shows of others changed.
    Others,
    /// The file was changed or removed by somebody else.
    Output,
    /// It is copied every time.
    Copied,
}

impl Why {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::NoMemo => "no-memo",
            Why::New => "new",
            Why::Clock => "clock",
            Why::Settings => "settings",
            Why::Theme => "theme",
            Why::Template => "template",
            Why::Data => "data",
            Why::Around => "around",
            Why::Own => "own",
            Why::Others => "others",
            Why::Output => "output",
            Why::Copied => "copied",
        }
    }

    /// What happened, in words.
    pub fn words(self) -> &'static str {
        match self {
            Why::NoMemo => "nothing is known of an earlier build like this",
            Why::New => "it is new",
            Why::Clock => "time passed an instant at which the portal changes by itself",
            Why::Settings => "portal.yaml changed",
            Why::Theme => "a text, an asset or another file of the theme changed",
            Why::Template => "a template it is made of changed",
            Why::Data => "a file of data/ changed",
            Why::Around => "the navigation or the publisher changed",
            Why::Own => "its source changed",
            Why::Others => "something it shows of others changed",
            Why::Output => "the file was changed or removed by somebody else",
            Why::Copied => "it is copied every time",
        }
    }
}
