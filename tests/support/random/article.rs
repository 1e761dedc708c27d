//! An article of a random portal, and its file.

use std::fmt::Write as _;

/// Where articles lie.
const FOLDERS: [&str; 9] =
    ["news", "organisations", "programmes", "notices", "people", "events", "documents", "pages", "topics"];
pub(super) const NEWS: usize = 0;
pub(super) const ORGANISATIONS: usize = 1;
pub(super) const PROGRAMMES: usize = 2;
pub(super) const NOTICES: usize = 3;
pub(super) const PEOPLE: usize = 4;
const EVENTS: usize = 5;
const DOCUMENTS: usize = 6;
const PAGES: usize = 7;
const TOPICS: usize = 8;
/// The kinds of which each portal has one, since others name them.
pub(super) const NAMED: [usize; 4] = [NEWS, ORGANISATIONS, PROGRAMMES, NOTICES];

/// How often each kind is among the others: lists and neighbours need several of a kind.
pub(super) const MIX: [usize; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, NEWS, NEWS, NOTICES];

const LABELS: [&str; 2] = ["Trade", "Ports"];

/// What stays the same of an article, whatever it is called: others name it by this.
pub(super) type Id = usize;

/// What an author wrote. Most fields are one of many values, by a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Article {
    pub(super) id: Id,
    pub(super) folder: usize,
    /// The name of its file. A translation has the same.
    pub(super) file: usize,
    pub(super) french: bool,
    pub(super) slug: Option<usize>,
    pub(super) title: usize,
    pub(super) day: Option<usize>,
    pub(super) summary: Option<usize>,
    pub(super) embargo: Option<usize>,
    pub(super) expires: Option<usize>,
    pub(super) byline: Option<usize>,
    pub(super) withdrawn: Option<usize>,
    pub(super) is_draft: bool,
    /// A field that only its kind has.
    pub(super) own: usize,
    pub(super) topic: Option<usize>,
    pub(super) country: bool,
    pub(super) template: bool,
    pub(super) alias: Option<usize>,
    pub(super) picture: bool,
    pub(super) attachment: bool,
    pub(super) fact: Option<usize>,
    pub(super) correction: Option<usize>,
    pub(super) change: Option<usize>,
    pub(super) partner: Option<Id>,
    pub(super) programme: Option<Id>,
    pub(super) person: Option<Id>,
    pub(super) related: Option<Id>,
    /// What it is part of, or the notice it supersedes.
    pub(super) above: Option<Id>,
    pub(super) body: usize,
    pub(super) heading: usize,
    /// Whether it has the heading that links may lead to.
    pub(super) has_part: bool,
    pub(super) link: Option<(Id, Link)>,
    pub(super) block: Option<(usize, Option<Id>)>,
    pub(super) mistake: Option<usize>,
}

/// How a text links to another article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// With its title.
    Name,
    /// With words of its own.
    Words,
    /// To its file.
    File,
    /// To a heading, which may be missing.
    Part,
}

impl Article {
    pub(super) fn path(&self) -> String {
        let language = if self.french { ".fr" } else { "" };
        format!("content/{}/a{}{language}.md", FOLDERS[self.folder], self.file)
    }

    pub(super) fn full_name(&self) -> String {
        let name = self.slug().unwrap_or_else(|| format!("a{}", self.file));
        format!("{}/{name}", FOLDERS[self.folder])
    }

    /// The name it asks for. Some topics are those that articles carry, and give them their text.
    fn slug(&self) -> Option<String> {
        let label = LABELS.get(self.file % 4).filter(|_| self.folder == TOPICS);
        self.slug.map(|slug| format!("slug-{slug}")).or_else(|| Some(label?.to_lowercase()))
    }

    /// The topic it carries.
    fn label(&self) -> Option<&'static str> {
        self.topic.filter(|_| self.folder != TOPICS).map(|topic| LABELS[topic % 2])
    }

    pub(super) fn is_organisation(&self) -> bool {
        self.folder == ORGANISATIONS && self.is_open()
    }

    /// Whether others may name it: naming what is held is a mistake.
    pub(super) fn is_open(&self) -> bool {
        !self.french && !self.is_draft && self.embargo.is_none()
    }

    /// Whether it names the other one, in a field or in its text.
    pub(super) fn names(&self, other: &Article) -> bool {
        let fields = [self.partner, self.programme, self.person, self.related, self.above];
        let texts = [self.link.map(|(id, _)| id), self.block.and_then(|(_, id)| id)];
        fields.into_iter().chain(texts).any(|id| id == Some(other.id))
    }

    /// Its file, as one of these articles.
    pub(super) fn text(&self, all: &[Article]) -> String {
        let mut sheet = Sheet { article: self, all, text: String::new() };
        match self.mistake.map(|mistake| mistake % MISTAKES) {
            Some(0) => return "---\ntitle: [Open\n---\n\nText.\n".to_owned(),
            Some(1) => return "No front matter.\n".to_owned(),
            mistake => sheet.whole(mistake),
        }
        sheet.text
    }
}

/// How many mistakes there are to make.
const MISTAKES: usize = 11;

fn day(day: usize) -> String {
    format!("2026-06-{:02}", 1 + day % 28)
}

/// A date as exact as may be: a day, a month, a year or about that.
fn date(which: usize) -> String {
    let year = 2020 + which / 4 % 8;
    [day(which), format!("{year}-{:02}", 1 + which % 12), year.to_string(), format!("{year}~")][which % 4].clone()
}

/// Main pictures.
const IMAGES: [&str; 2] =
    ["{src: ../pictures/sign.svg, alt: A sign}", "{src: ../pictures/port.jpg, alt: A port, focus: 20% 80%}"];

/// A file that is written.
struct Sheet<'a> {
    article: &'a Article,
    all: &'a [Article],
    text: String,
}

impl Sheet<'_> {
    fn whole(&mut self, mistake: Option<usize>) {
        let _ = writeln!(self.text, "---\ntitle: Title {}", self.article.title);
        self.fields();
        self.byline();
        self.time();
        self.own_fields();
        self.names();
        self.field("colour", mistake.filter(|mistake| *mistake == 2));
        self.field("sources", mistake.filter(|mistake| *mistake == 3).map(|_| "[{title: 1, url: nowhere}]"));
        self.field("gallery", mistake.filter(|mistake| *mistake == 4).map(|_| "[{src: gone.svg, alt: Gone}]"));
        self.body();
        self.text.push_str(match mistake {
            Some(5) => "\nSee [[no-such-article]].\n",
            Some(6) => "\nSee [it](#nowhere).\n",
            Some(7) => "\n::: remrk\n:::\n",
            Some(8) => "\n![Gone](gone.svg)\n",
            Some(9) => "\n::: details summary=\"Open\"\nText.\n",
            Some(10) => "\nSee [it](/nowhere/).\n",
            _ => "",
        });
    }

    fn field(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            let _ = writeln!(self.text, "{name}: {value}");
        }
    }

    fn fields(&mut self) {
        let article = self.article;
        self.field("slug", article.slug());
        self.field("summary", article.summary.map(|summary| format!("Summary {summary}")));
        self.field("topics", article.label().map(|label| format!("[{label}]")));
        self.field("countries", article.country.then_some("[CM]"));
        self.field("template", article.template.then_some("special"));
        self.field("aliases", article.alias.map(|alias| format!("[/old/{}/]", alias % 50)));
        self.field("image", article.picture.then_some(IMAGES[article.own % IMAGES.len()]));
        self.field("attachments", article.attachment.then_some("[{file: ../pictures/plan.pdf, title: Plan}]"));
    }

    /// What only its page shows of it.
    fn byline(&mut self) {
        let Some(byline) = self.article.byline else { return };
        self.field("short_title", Some(format!("Short {byline}")));
        self.field("location", Some(format!("Town {byline}")));
        self.field("authors", Some(format!("[Author {byline}]")));
        self.field("contact", Some(format!("press-{byline}@portal.example")));
        self.field("sources", Some(format!("[{{title: Source, url: \"https://portal.example/{byline}\"}}]")));
    }

    fn time(&mut self) {
        let article = self.article;
        let related = self.name(article.related, |_| true);
        let read_on = |field: &str| related.as_ref().map(|name| format!(", {field}: {name}")).unwrap_or_default();
        self.field("date", article.day.map(day));
        self.field("embargo", article.embargo.map(day));
        self.field("expires", article.expires.map(day));
        self.field("draft", article.is_draft.then_some("true"));
        let fact = |fact: usize| format!("[{{date: \"{}\", title: Fact {fact}{}}}]", date(fact), read_on("link"));
        self.field("timeline", article.fact.map(fact));
        let correction = |when: usize| format!("[{{date: {}, text: Right {when}.}}]", day(when));
        self.field("corrections", article.correction.map(correction));
        self.field("changes", article.change.map(|when| format!("[{{date: {}, note: New {when}.}}]", day(when))));
        let withdrawal = |when: usize| format!("{{date: {}, reason: Wrong {when}{}}}", day(when), read_on("see"));
        self.field("withdrawn", article.withdrawn.map(withdrawal));
    }

    fn own_fields(&mut self) {
        let own = self.article.own;
        let above = self.name(self.article.above, |other| other.folder == self.article.folder);
        let organisation = self.name(self.article.partner, |other| other.folder == ORGANISATIONS);
        let person = self.name(self.article.person, |other| other.folder == PEOPLE);
        match self.article.folder {
            NOTICES => {
                self.field("valid_until", Some(day(own)));
                self.field("severity", Some(["severe", "minor"][own % 2]));
                self.field("supersedes", above.as_deref().map(list));
            }
            EVENTS => {
                self.field("start", Some(format!("{}T10:00", day(own))));
                self.field("speakers", person.as_deref().map(list));
            }
            DOCUMENTS => {
                self.field("signed", Some(day(own)));
                self.field("parties", organisation.as_deref().map(list));
                self.field("file", own.is_multiple_of(2).then_some("../pictures/plan.pdf"));
            }
            PROGRAMMES => {
                self.field("start", Some(format!("20{:02}", 10 + own % 10)));
                self.field("parent", above);
                self.field("lead", organisation);
            }
            ORGANISATIONS => {
                self.field("established", Some(format!("19{:02}", 10 + own % 80)));
                self.field("parent", above);
            }
            PEOPLE => {
                let at = organisation.map(|at| format!(", organisation: {at}")).unwrap_or_default();
                self.field("roles", Some(format!("[{{title: Role {own}, from: {}{at}}}]", day(own))));
            }
            PAGES => self.field("order", Some(own % 9)),
            _ => {}
        }
    }

    /// Whom it names in fields of every kind.
    fn names(&mut self) {
        let Article { folder, partner, programme, person, related, .. } = *self.article;
        if ![ORGANISATIONS, PEOPLE, TOPICS].contains(&folder) {
            self.field("partners", self.name(partner, |other| other.folder == ORGANISATIONS).as_deref().map(list));
            self.field("people", self.name(person, |other| other.folder == PEOPLE).as_deref().map(list));
            if folder != PROGRAMMES {
                self.field("programmes", self.name(programme, |other| other.folder == PROGRAMMES).as_deref().map(list));
            }
        }
        self.field("related", self.name(related, |_| true).as_deref().map(list));
    }

    fn body(&mut self) {
        let Article { body, heading, has_part, link, .. } = *self.article;
        let _ = write!(self.text, "---\n\nText {body}.\n\n## Heading {heading}\n\nMore.\n");
        self.text.push_str(match body % 8 {
            5 => "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            6 => "\n```rust\nfn main() {}\n```\n",
            7 => "\nA note.[^one]\n\n[^one]: Its text.\n",
            _ => "",
        });
        if has_part {
            let _ = write!(self.text, "\n## Part of {heading} {{#part}}\n\nIts text.\n");
        }
        let link = link.and_then(|(id, how)| Some((self.find(Some(id))?, how)));
        if let Some((other, how)) = link {
            let file = other.path().replace("content/", "../");
            let _ = match how {
                Link::Name => writeln!(self.text, "\nSee [[{}]].", other.full_name()),
                Link::Words => writeln!(self.text, "\nSee [[{}|this]].", other.full_name()),
                Link::File => writeln!(self.text, "\nSee [it]({file})."),
                Link::Part => writeln!(self.text, "\nSee [[{}#part]].", other.full_name()),
            };
        }
        self.text.extend(self.block());
    }

    /// A component, or a picture.
    fn block(&self) -> Option<String> {
        let (which, id) = self.article.block?;
        let named = |component: &str, argument: &str, folder: usize| {
            let name = self.name(id, |other| other.folder == folder);
            name.map(|name| format!("::: {component} {argument}=\"{name}\"\n:::"))
        };
        let block = match which % 10 {
            0 => "![A sign](../pictures/sign.svg)\n\n![A port](../pictures/port.jpg)\n\n:::remark\nInside.\n:::".to_owned(),
            1 => named("notice", "ref", NOTICES)?,
            2 => self.timeline_of_term()?,
            3 => named("timeline", "programme", PROGRAMMES)?,
            4 => named("timeline", "organisation", ORGANISATIONS)?,
            5 => named("people", "organisation", ORGANISATIONS)?,
            6 => named("documents", "organisation", ORGANISATIONS)?,
            7 => "[A port](../pictures/port.jpg)\n\n::: figure src=\"../pictures/sign.svg\" alt=\"A sign\" caption=\"Caption\"\n:::".to_owned(),
            8 => "::: countries codes=\"CM, KE\"\n:::\n\n::: facts\n:::".to_owned(),
            _ => {
                let name = self.name(id, |_| true)?;
                format!("::: details summary=\"More\"\nInside of [[{name}]].\n\n:::remark\nDeep.\n:::\n\n:::")
            }
        };
        Some(format!("\n{block}\n"))
    }

    /// The dates of a topic or country that some article carries.
    fn timeline_of_term(&self) -> Option<String> {
        let carries = |is_such: &dyn Fn(&Article) -> bool| {
            let shown = self.all.iter().filter(|other| other.is_open() && other.expires.is_none());
            !self.article.french && shown.into_iter().any(is_such)
        };
        let topic = carries(&|other| other.label() == Some(LABELS[0])).then_some("topic=\"trade\"");
        let country = carries(&|other| other.country).then_some("country=\"CM\"");
        Some(format!("::: timeline {}\n:::", topic.or(country)?))
    }

    /// The article of this id, if it may be named.
    fn find(&self, id: Option<Id>) -> Option<&Article> {
        let found = self.all.iter().find(|other| Some(other.id) == id)?;
        Some(found).filter(|other| other.is_open() && other.full_name() != self.article.full_name())
    }

    /// The same by its name, if it is such a one.
    fn name(&self, id: Option<Id>, is_such: impl Fn(&Article) -> bool) -> Option<String> {
        self.find(id).filter(|other| is_such(other)).map(Article::full_name)
    }
}

fn list(name: &str) -> String {
    format!("[{name}]")
}
