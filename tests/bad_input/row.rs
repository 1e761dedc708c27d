//! A row of the table: what is bad, how a good portal is broken by it, and what must come of that.

use std::path::Path;

/// The options every build of a row has, but for those about clocks.
pub(crate) const AT: [&str; 2] = ["--at", "2026-06-01T12:00:00Z"];

/// One kind of bad input.
pub(crate) struct Row {
    pub(crate) area: &'static str,
    /// What is bad, as the table says it.
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) arguments: Vec<String>,
    pub(crate) variables: Vec<(&'static str, &'static str)>,
    pub(crate) end: End,
}

/// What is done to the good portal.
pub(crate) enum Step {
    File(String, Vec<u8>),
    /// What a file system holds and a table can't.
    By(fn(&Path)),
}

/// What must come of it.
pub(crate) enum End {
    /// A complaint with this code, at this place, and this exit code.
    Told(&'static str, String, i32),
    /// No complaint that has a place: a message with these words, and this exit code.
    Refused(&'static str, i32),
    /// It just works.
    Read,
    /// The preview is asked this, answers with this status, and goes on. `HOST` stands for its address.
    Answered(Vec<u8>, u16),
}

impl Row {
    pub(crate) fn new(area: &'static str, name: impl Into<String>) -> Row {
        let arguments = std::iter::once("build").chain(AT).map(str::to_owned).collect();
        Row { area, name: name.into(), steps: Vec::new(), arguments, variables: Vec::new(), end: End::Read }
    }

    pub(crate) fn file(mut self, path: impl Into<String>, content: impl AsRef<[u8]>) -> Row {
        self.steps.push(Step::File(path.into(), content.as_ref().to_owned()));
        self
    }

    pub(crate) fn by(mut self, step: fn(&Path)) -> Row {
        self.steps.push(Step::By(step));
        self
    }

    /// Another command than `build`. `ROOT` stands for the project's folder.
    pub(crate) fn run(mut self, arguments: &[&str]) -> Row {
        self.arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Row {
        self.variables.push((name, value));
        self
    }

    pub(crate) fn told(self, code: &'static str, place: impl Into<String>) -> Row {
        let place = place.into();
        let exit = if place.starts_with("portal.yaml") { 2 } else { 1 };
        Row { end: End::Told(code, place, exit), ..self }
    }

    pub(crate) fn refused(self, words: &'static str, exit: i32) -> Row {
        Row { end: End::Refused(words, exit), ..self }
    }

    pub(crate) fn answered(self, request: impl AsRef<[u8]>, status: u16) -> Row {
        Row { end: End::Answered(request.as_ref().to_owned(), status), ..self }
    }

    /// Its line in the table of the documentation.
    pub(crate) fn line(&self) -> String {
        let end = match &self.end {
            End::Told(code, place, exit) if place == NOWHERE => format!("`{code}`, the name in its message | {exit}"),
            End::Told(code, place, exit) => format!("`{code}` at `{}` | {exit}", place.escape_debug()),
            End::Refused(words, exit) => format!("«{words}» | {exit}"),
            End::Read => "is read | 0".to_owned(),
            End::Answered(_, status) => format!("status {status}, and the preview goes on | –"),
        };
        format!("| {} | {} | {end} |\n", self.area, self.name)
    }
}

/// An article of news at `content/news/x.md` with fields beyond its title (line 2) and date (line 3), and a text.
pub(crate) fn article(fields: &str, text: &str) -> String {
    format!("---\ntitle: A title\ndate: 2026-03-02\n{fields}---\n{text}\n")
}

/// The place of a complaint that has none.
pub(crate) const NOWHERE: &str = "";

/// The article of rows.
pub(crate) const X: &str = "content/news/x.md";

/// The settings of the good portal; a row adds a line 5.
pub(crate) const SETTINGS: &str =
    "title: Test portal\nbase_url: https://portal.example/\nlanguages: [en-GB]\ntime_zone: Europe/Paris\n";

/// The good portal.
pub(crate) const GOOD: [(&str, &str); 4] = [
    ("portal.yaml", SETTINGS),
    ("content/news/ports.md", "---\ntitle: Ports\ndate: 2026-03-02\npartners: [harbours]\n---\nText.\n"),
    ("content/organisations/harbours.md", "---\ntitle: Harbours\n---\nText.\n"),
    ("static/humans.txt", "Nobody.\n"),
];
