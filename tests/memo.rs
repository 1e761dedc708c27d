//! The memo: a build after a build does what the change asks for, and no more; and what it makes and says
//! equals what a clean build makes and says.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::commands::build::{Build, Done};
use dateline::compile::{self, Options};
use dateline::config::Shown;
use dateline::diagnostic::{Diagnostic, Severity};
use dateline::emit;
use dateline::model::{Instant, time::parse_instant};
use dateline::render::Renderer;
use dateline::timing::Watch;
use proptest::prelude::*;

/// A project in a folder of its own.
struct Site {
    folder: tempfile::TempDir,
    instant: Instant,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Site {
    fn new(files: &[(&str, &str)]) -> Site {
        let site = Site {
            folder: tempfile::tempdir().expect("a folder"),
            instant: parse_instant("2026-06-10T12:00:00Z").expect("an instant"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replace(from, to));
    }

    fn options(&self) -> Options {
        Options { instant: self.instant, shown: Shown::default(), base_url: None }
    }

    fn build(&self) -> Done {
        let build = Build {
            root: self.root().to_owned(),
            output: self.root().join("output"),
            options: self.options(),
            strict: false,
            watch: Watch::start(),
        };
        build.run(false).expect("the project can be built")
    }

    /// What was parsed, and the files that were rendered.
    fn work(&self) -> (usize, Vec<String>) {
        let done = self.build();
        assert_eq!(errors(&done.diagnostics), Vec::<&Diagnostic>::new());
        assert!(done.is_kept);
        self.must_equal_clean(&done.diagnostics);
        (done.summary.parsed, done.rendered.iter().map(|(path, _)| path.to_string()).collect())
    }

    /// The complaints and files of a build without a memo.
    fn clean(&self) -> (Vec<Diagnostic>, Files) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut diagnostics = Vec::new();
        let compiled = compile::compile(self.root(), &self.options()).expect("a project").unpack(&mut diagnostics);
        if errors(&diagnostics).is_empty() {
            let renderer = Renderer::new(&compiled.plan, &compiled.theme);
            let emitted = emit::emit(&renderer, &compiled.inventory, folder.path());
            emitted.expect("an output").unpack(&mut diagnostics);
        }
        (diagnostics, files(folder.path()))
    }

    fn must_equal_clean(&self, diagnostics: &[Diagnostic]) {
        let (of_clean, clean) = self.clean();
        assert_eq!(diagnostics, of_clean);
        if errors(diagnostics).is_empty() {
            let made = files(&self.root().join("output"));
            let all = made.keys().chain(clean.keys());
            let differing: Vec<&String> = all.filter(|path| made.get(*path) != clean.get(*path)).collect();
            assert!(differing.is_empty(), "stale: {differing:?}");
        }
    }

    fn memo(&self, name: &str) -> PathBuf {
        self.root().join(".dateline").join(name)
    }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// Every file of an output; of the manifest all but the instant.
fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("it lies below it").to_string_lossy().into_owned();
        let mut bytes = fs::read(entry.path()).expect("a file");
        if path == ".dateline-manifest.json" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            bytes = text.lines().filter(|line| !line.contains("\"instant\"")).collect::<String>().into_bytes();
        }
        (path, bytes)
    });
    files.collect()
}

const SETTINGS: &str = "title: P\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\npagination: 2\n";

/// Few articles that name each other.
fn small() -> Site {
    Site::new(&[
        ("portal.yaml", SETTINGS),
        (
            "content/news/ports.md",
            "---\ntitle: Ports\ndate: 2026-05-01\nsummary: S\npartners: [centre]\n---\n\nText.\n",
        ),
        ("content/news/ships.md", "---\ntitle: Ships\ndate: 2026-05-02\nsummary: S\n---\n\nSee [[ports]].\n"),
        ("content/news/cranes.md", "---\ntitle: Cranes\ndate: 2026-05-03\nsummary: S\n---\n\nOther.\n"),
        ("content/news/bare.md", "---\ntitle: Bare\ndate: 2026-05-04\n---\n\nWithout a summary.\n"),
        ("content/organisations/centre.md", "---\ntitle: Centre\nsummary: S\n---\n\nText.\n"),
        ("data/facts.yaml", "a: 1\n"),
        ("static/robots-extra.txt", "x\n"),
    ])
}

#[test]
fn where_nothing_changed_nothing_is_done_and_everything_is_said_again() {
    let site = small();
    site.edit(
        "content/news/ships.md",
        "summary: S",
        "summary: S\ntemplate: news\nextra: {ratio: 0.1}\nsupersedes: [ports]",
    );
    let first = site.build();
    assert!(!errors(&first.diagnostics).is_empty());
    assert_eq!((first.summary.parsed, first.summary.rendered), (5, 0));
    site.edit("content/news/ships.md", "\nsupersedes: [ports]", "");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 5);
    assert!(rendered.len() > 20, "{rendered:?}");
    for _ in 0..2 {
        let again = site.build();
        let numbers = again.summary;
        assert_eq!((numbers.parsed, numbers.rendered, numbers.written, numbers.removed), (0, 0, 0, 0));
        assert_eq!(numbers.unchanged, numbers.pages);
        site.must_equal_clean(&again.diagnostics);
    }
}

#[test]
fn a_body_edit_renders_its_page_and_what_shows_its_text() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "Text.", "Better text.");
    let words = "data/portal.json";
    assert_eq!(site.work(), (1, vec![words.to_owned(), "news/ports/index.html".to_owned()]));
    site.edit("content/news/bare.md", "Without a summary", "Still without a summary");
    let rendered =
        ["data/portal.json", "feed.json", "feed.xml", "news/bare/index.html", "news/feed.json", "news/feed.xml"];
    assert_eq!(site.work(), (1, rendered.map(str::to_owned).to_vec()));
}

#[test]
fn a_title_edit_renders_its_lists_neighbours_and_those_it_names_or_that_name_it() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "title: Ports", "title: Harbours");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 1);
    let has = |path: &str| rendered.iter().any(|other| other == path);
    for path in
        ["news/ports/index.html", "news/page/2/index.html", "news/ships/index.html", "organisations/centre/index.html"]
    {
        assert!(has(path), "{path} is not in {rendered:?}");
    }
    for path in
        ["news/cranes/index.html", "news/bare/index.html", "news/index.html", "organisations/index.html", "404.html"]
    {
        assert!(!has(path), "{path} is in {rendered:?}");
    }
}

#[test]
fn a_template_edit_renders_what_uses_it() {
    let site = small();
    site.write("templates/special.html", special(1));
    site.write("templates/parts/line.html", "<p>line</p>\n");
    site.edit("content/news/bare.md", "title: Bare", "title: Bare\ntemplate: special");
    site.work();
    let only = (0, vec!["news/bare/index.html".to_owned()]);
    site.write("templates/parts/line.html", "<p>another line</p>\n");
    assert_eq!(site.work(), only);
    site.write("templates/special.html", special(2));
    assert_eq!(site.work(), only);
    site.write("templates/list.html", "{% extends \"base.html\" %}{% block main %}A list{% endblock main %}\n");
    let (_, rendered) = site.work();
    assert!(rendered.iter().all(|path| path.ends_with("/index.html")), "{rendered:?}");
    assert!(rendered.contains(&"news/index.html".to_owned()) && !rendered.contains(&only.1[0]), "{rendered:?}");
}

#[test]
fn what_others_did_to_the_output_is_found_and_mended() {
    let site = small();
    site.work();
    fs::write(site.root().join("output/news/ports/index.html"), "spoilt").expect("a file");
    fs::remove_file(site.root().join("output/news/ships/index.html")).expect("a file");
    let both = vec!["news/ports/index.html".to_owned(), "news/ships/index.html".to_owned()];
    assert_eq!(site.work(), (0, both));
    fs::write(site.root().join("output/news/foreign.txt"), "mine").expect("a file");
    for _ in 0..2 {
        let told = site.build().diagnostics;
        assert_eq!(told.len(), 1, "{told:?}");
    }
    fs::remove_file(site.root().join("output/news/foreign.txt")).expect("a file");
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn a_touched_file_is_read_and_not_parsed() {
    let site = small();
    site.work();
    let text = fs::read(site.root().join("content/news/ports.md")).expect("a file");
    site.write("content/news/ports.md", text);
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn an_instant_inside_the_window_changes_nothing_and_one_across_a_turn_renders() {
    let mut site = small();
    site.edit("content/news/cranes.md", "summary: S", "summary: S\nexpires: 2026-06-12");
    site.work();
    site.instant = parse_instant("2026-06-10T13:00:00Z").expect("an instant");
    assert_eq!(site.work(), (0, vec![]));
    site.instant = parse_instant("2026-06-12T13:00:00Z").expect("an instant");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 0);
    assert!(rendered.contains(&"news/index.html".to_owned()), "{rendered:?}");
}

#[test]
fn damage_at_any_byte_is_harmless() {
    let site = small();
    site.work();
    for name in ["index", "articles"] {
        let whole = fs::read(site.memo(name)).expect("a memo");
        let step = whole.len() / 40 + 1;
        for at in (0..whole.len()).step_by(step).chain(0..3) {
            for cut in [false, true] {
                let mut bytes = whole.clone();
                if cut {
                    bytes.truncate(at);
                } else {
                    bytes[at] ^= 0x55;
                }
                fs::write(site.memo(name), bytes).expect("a file");
                let done = site.build();
                assert!(errors(&done.diagnostics).is_empty());
                let numbers = done.summary;
                assert_eq!(numbers.written, 0);
                if name == "index" {
                    assert!(numbers.rendered > 20);
                    assert_eq!(numbers.parsed, 0);
                }
            }
        }
        site.must_equal_clean(&site.build().diagnostics);
    }
}

#[test]
fn the_memo_is_private_and_ignored_by_git() {
    let site = small();
    site.work();
    assert_eq!(fs::read_to_string(site.memo(".gitignore")).expect("a file"), "*\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(site.memo("")), mode(site.memo("index")), mode(site.memo("articles"))), (0o700, 0o600, 0o600));
    }
}

/// An article that edits change.
#[derive(Clone, Debug, Default)]
struct Draft {
    folder: usize,
    name: usize,
    slug: Option<usize>,
    language: bool,
    title: usize,
    day: Option<usize>,
    summary: Option<usize>,
    embargo: Option<usize>,
    expires: Option<usize>,
    own: usize,
    topic: Option<usize>,
    country: bool,
    template: bool,
    alias: Option<usize>,
    picture: bool,
    fact: Option<usize>,
    correction: Option<usize>,
    is_draft: bool,
    /// Whom it names, by field.
    partner: Option<usize>,
    programme: Option<usize>,
    person: Option<usize>,
    related: Option<usize>,
    /// What its text is about, and whom it links to.
    body: usize,
    link: Option<usize>,
    component: bool,
}

const FOLDERS: [&str; 9] =
    ["news", "organisations", "programmes", "notices", "people", "events", "documents", "pages", "topics"];
const TOPICS: [&str; 2] = ["Trade", "Ports"];

impl Draft {
    fn path(&self) -> String {
        let language = if self.language { ".fr" } else { "" };
        format!("content/{}/a{}{language}.md", FOLDERS[self.folder], self.name)
    }

    fn full_name(&self) -> String {
        let name = self.slug.map_or(format!("a{}", self.name), |slug| format!("slug-{slug}"));
        format!("{}/{name}", FOLDERS[self.folder])
    }

    fn text(&self, all: &[Draft]) -> String {
        let mut text = format!("---\ntitle: Title {}\n", self.title);
        let mut field = |name: &str, value: Option<String>| {
            text.extend(value.map(|value| format!("{name}: {value}\n")));
        };
        let day = |day: usize| format!("2026-06-{:02}", 1 + day % 28);
        let is_topic = self.folder == 8;
        field("slug", self.slug.map(|slug| format!("slug-{slug}")));
        field("date", self.day.map(day));
        field("summary", self.summary.map(|summary| format!("Summary {summary}")));
        field("embargo", self.embargo.map(day));
        field("expires", self.expires.map(day));
        field("draft", self.is_draft.then(|| "true".to_owned()));
        field("topics", self.topic.filter(|_| !is_topic).map(|topic| format!("[{}]", TOPICS[topic % 2])));
        field("countries", self.country.then(|| "[CM]".to_owned()));
        field("template", self.template.then(|| "special".to_owned()));
        field("aliases", self.alias.map(|alias| format!("[/old/{}/]", alias % 50)));
        field("image", self.picture.then(|| "{src: ../pictures/sign.svg, alt: A sign}".to_owned()));
        field("timeline", self.fact.map(|fact| format!("[{{date: {}, title: Fact {fact}}}]", day(fact))));
        field("corrections", self.correction.map(|when| format!("[{{date: {}, text: Right now.}}]", day(when))));
        let own = self.own;
        match FOLDERS[self.folder] {
            "notices" => field("valid_until", Some(day(own))),
            "events" => field("start", Some(format!("{}T10:00", day(own)))),
            "documents" => field("signed", Some(day(own))),
            "programmes" => field("start", Some(format!("20{:02}", 10 + own % 10))),
            "organisations" => field("established", Some(format!("19{:02}", 10 + own % 80))),
            "people" => {
                let at = self.partner.and_then(|at| of_folder(all, 1, at)).map(|at| format!(", organisation: {at}"));
                let role = format!("[{{title: Role {own}, from: {}{}}}]", day(own), at.unwrap_or_default());
                field("roles", Some(role));
            }
            _ => {}
        }
        let may_name = self.folder != 1 && self.folder != 4 && !is_topic;
        let list = |name: Option<String>| name.map(|name| format!("[{name}]"));
        field("partners", list(self.partner.filter(|_| may_name).and_then(|at| of_folder(all, 1, at))));
        field(
            "programmes",
            list(self.programme.filter(|_| may_name && self.folder != 2).and_then(|at| of_folder(all, 2, at))),
        );
        field("people", list(self.person.filter(|_| may_name).and_then(|at| of_folder(all, 4, at))));
        let others: Vec<&Draft> = all.iter().filter(|other| other.full_name() != self.full_name()).collect();
        let other = |at: usize| others.get(at % others.len().max(1)).map(|other| other.full_name());
        field("related", list(self.related.and_then(other)));
        text.push_str(&format!("---\n\nText {}.\n\n## Heading {}\n\nMore.\n", self.body, self.body % 3));
        text.extend(self.link.and_then(other).map(|name| format!("\nSee [[{name}]].\n")));
        if self.component {
            text.push_str("\n![A sign](../pictures/sign.svg)\n\n:::remark\nInside.\n:::\n");
        }
        text
    }
}

/// The name of one of the articles of a folder.
fn of_folder(all: &[Draft], folder: usize, at: usize) -> Option<String> {
    let found: Vec<&Draft> = all.iter().filter(|draft| draft.folder == folder && !draft.language).collect();
    found.get(at % found.len().max(1)).map(|draft| draft.full_name())
}

/// A portal that edits change, with everything beside its articles.
struct World {
    site: Site,
    drafts: Vec<Draft>,
    others: BTreeMap<&'static str, String>,
    written: BTreeMap<String, String>,
    counter: usize,
}

impl World {
    fn new(seed: &[u16]) -> World {
        let others = BTreeMap::from([
            ("portal.yaml", settings(0)),
            ("content/pictures/sign.svg", picture(0)),
            ("data/facts.yaml", "count: 1\n".to_owned()),
            ("static/file.txt", "static\n".to_owned()),
            ("templates/special.html", special(0)),
            ("templates/parts/line.html", "<p>line 0</p>\n".to_owned()),
            ("templates/components/remark.html", component(0)),
        ]);
        let mut world =
            World { site: Site::new(&[]), drafts: Vec::new(), others, written: BTreeMap::new(), counter: 0 };
        for kind in [0, 1, 2] {
            world.add(kind, usize::from(seed[0]));
        }
        for number in seed {
            world.add(usize::from(*number) % FOLDERS.len(), usize::from(*number) / 9);
        }
        world.write();
        world
    }

    fn add(&mut self, folder: usize, variant: usize) {
        self.counter += 1;
        let bit = |bit: usize| variant >> bit & 1 == 1;
        let or_none = |has: bool| has.then_some(variant);
        self.drafts.push(Draft {
            folder,
            name: self.counter,
            title: variant,
            day: (!bit(0) || folder == 0).then_some(variant % 12),
            summary: or_none(bit(1)),
            own: variant,
            topic: or_none(bit(2)),
            country: bit(3),
            picture: bit(4),
            fact: or_none(bit(5)),
            partner: or_none(!bit(6)),
            programme: or_none(bit(7)),
            person: or_none(bit(8)),
            link: or_none(bit(9)),
            related: or_none(bit(3)),
            component: bit(7),
            template: bit(5),
            ..Draft::default()
        });
    }

    /// Writes what differs from what was written.
    fn write(&mut self) {
        let mut wanted: BTreeMap<String, String> =
            self.others.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
        wanted.extend(self.drafts.iter().map(|draft| (draft.path(), draft.text(&self.drafts))));
        for path in self.written.keys().filter(|path| !wanted.contains_key(*path)) {
            fs::remove_file(self.site.root().join(path)).expect("it is there");
        }
        for (path, text) in wanted.iter().filter(|(path, text)| self.written.get(*path) != Some(text)) {
            self.site.write(path, text);
        }
        self.written = wanted;
    }

    /// One edit. `what` says which, `which` and `to` where and what.
    fn edit(&mut self, what: u16, which: u16, to: u16) {
        let to = usize::from(to);
        let count = self.drafts.len().max(1);
        let at = usize::from(which) % count;
        let or_none = (!to.is_multiple_of(3)).then_some(to);
        let other = |name: &'static str, text: String, others: &mut BTreeMap<&'static str, String>| {
            others.insert(name, text);
        };
        match what % 32 {
            0..3 => self.with(at, |draft| draft.body = to),
            3 | 4 => self.with(at, |draft| draft.title = to),
            5 => self.with(at, |draft| draft.day = or_none),
            6 => self.with(at, |draft| draft.partner = or_none),
            7 => self.with(at, |draft| draft.slug = or_none.map(|slug| slug % 5)),
            8 | 9 => self.add(usize::from(which) % FOLDERS.len(), to),
            10 => drop((count > 3).then(|| self.drafts.remove(at))),
            11 => {
                self.counter += 1;
                let name = self.counter;
                self.with(at, |draft| draft.name = name);
            }
            12 => other("templates/special.html", special(to), &mut self.others),
            13 => other("templates/parts/line.html", format!("<p>line {to}</p>\n"), &mut self.others),
            14 => other("templates/components/remark.html", component(to), &mut self.others),
            15 => other("data/facts.yaml", format!("count: {to}\n"), &mut self.others),
            16 => other("portal.yaml", settings(to), &mut self.others),
            17 => other("content/pictures/sign.svg", picture(to), &mut self.others),
            18 => other("static/file.txt", format!("static {to}\n"), &mut self.others),
            19 => other("templates/news.html", special(to), &mut self.others),
            20 => drop(self.others.remove("templates/news.html")),
            21 | 22 => {
                let hours = i64::try_from(to % 2000).expect("small") - 400;
                let seconds = self.site.instant.seconds() + hours * 900;
                self.site.instant = Instant::from_seconds(seconds).expect("an instant");
            }
            23 => self.damage(which, to),
            24 => self.spoil_output(which, to),
            25 => self.with(at, |draft| (draft.embargo, draft.expires) = (or_none, None)),
            26 => self.with(at, |draft| (draft.expires, draft.embargo) = (or_none, None)),
            27 => self.with(at, |draft| (draft.person, draft.programme) = (or_none, Some(to))),
            28 => self.with(at, |draft| (draft.link, draft.related) = (or_none, Some(to))),
            29 => self.with(at, |draft| (draft.topic, draft.country) = (or_none, to % 2 == 0)),
            30 => self.with(at, |draft| (draft.fact, draft.correction, draft.own) = (or_none, Some(to), to)),
            _ => self.with(at, |draft| {
                (draft.summary, draft.alias, draft.picture) = (or_none, or_none, to % 2 == 0);
                (draft.is_draft, draft.component, draft.template) = (to % 7 == 0, to % 5 == 0, to % 4 == 0);
                draft.language = to % 6 == 0;
            }),
        }
        self.write();
    }

    fn with(&mut self, at: usize, edit: impl FnOnce(&mut Draft)) {
        edit(&mut self.drafts[at]);
    }

    /// Damages the memo at any byte.
    fn damage(&self, which: u16, to: usize) {
        let path = self.site.memo(if which.is_multiple_of(2) { "index" } else { "articles" });
        let Ok(mut bytes) = fs::read(&path) else { return };
        let at = to * 7919 % bytes.len().max(1);
        match (to % 3, bytes.get_mut(at)) {
            (0, _) => bytes.truncate(at),
            (_, Some(byte)) => *byte ^= 1 << (to % 8),
            (_, None) => {}
        }
        fs::write(path, bytes).expect("a file");
    }

    /// Changes or removes a file of the output by hand.
    fn spoil_output(&self, which: u16, to: usize) {
        let output = self.site.root().join("output");
        let all: Vec<String> = files(&output).into_keys().filter(|path| !path.starts_with('.')).collect();
        let Some(path) = all.get(to % all.len().max(1)) else { return };
        if which.is_multiple_of(2) {
            fs::remove_file(output.join(path)).expect("it is there");
        } else {
            fs::write(output.join(path), "spoilt").expect("a file");
        }
    }

    /// Builds, compares with a clean build, and sees that a second build has nothing to do.
    fn check(&self) {
        let done = self.site.build();
        self.site.must_equal_clean(&done.diagnostics);
        if errors(&done.diagnostics).is_empty() {
            let again = self.site.build();
            assert_eq!(again.diagnostics, done.diagnostics);
            let numbers = again.summary;
            assert_eq!((numbers.parsed, numbers.rendered, numbers.written), (0, 0, 0), "{:?}", again.rendered);
        }
    }
}

fn settings(to: usize) -> String {
    let publisher = ["", "publisher: a2\n", ""][to % 3];
    let navigation = ["", "navigation: [news, a1]\n"][to / 3 % 2];
    let feeds = ["", "feeds: {entries: 2}\n"][to / 5 % 2];
    let pagination = 1 + to % 4;
    format!(
        "title: Portal {}\nbase_url: https://portal.example/p/\nlanguages: [en-GB, fr]\ntime_zone: Europe/Paris\n\
         pagination: {pagination}\n{publisher}{navigation}{feeds}",
        to % 2
    )
}

fn picture(to: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"8\"></svg>\n", 10 + to % 5)
}

fn special(to: usize) -> String {
    format!(
        "{{% extends \"page.html\" %}}\n{{% block main %}}<p>special {to}</p>{{{{ article.title }}}}\
         {{% include \"parts/line.html\" %}}{{% endblock %}}\n"
    )
}

fn component(to: usize) -> String {
    format!(
        "{{% component remark(country=\"CM\") {{\"country\": \"country\"}} -%}}\n<aside>{to} {{{{ body or \"\" }}}}</aside>\n\
         {{%- endcomponent remark %}}\n"
    )
}

/// How many sequences are tried: more where `MEMO_SEQUENCES` says so.
fn sequences() -> u32 {
    std::env::var("MEMO_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn incremental_equals_clean(
        seed in prop::collection::vec(any::<u16>(), 1..5),
        edits in prop::collection::vec((any::<u16>(), any::<u16>(), any::<u16>(), 0..4u8), 1..9),
    ) {
        let mut world = World::new(&seed);
        world.check();
        for (what, which, to, and_on) in edits {
            world.edit(what, which, to);
            // Some edits come together.
            if and_on > 0 {
                world.check();
            }
        }
        world.check();
    }
}

#[test]
fn the_random_portals_are_mostly_without_errors() {
    let mut well = 0;
    for seed in 0..12u16 {
        let world = World::new(&[seed * 5000, seed * 777, 40_000 - seed * 3000]);
        let done = world.site.build();
        let wrong = errors(&done.diagnostics);
        well += usize::from(wrong.is_empty());
    }
    assert!(well >= 9, "{well}");
}
