//! Files: their names, and what is none.

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

use crate::row::{NOWHERE, Row, X, article};

const AREA: &str = "files";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = names();
    rows.extend(places());
    #[cfg(unix)]
    rows.extend(specials());
    rows
}

fn at(name: &str, path: &str) -> Row {
    let text = if path.ends_with(".md") { article("", "Text.") } else { "x".to_owned() };
    Row::new(AREA, name).file(path, text)
}

/// Names that not every system can hold. Windows can't make them either: there these rows are not.
#[cfg(unix)]
fn names() -> Vec<Row> {
    let named = |name: &str, path: &str| at(name, path).told("bad-name", path.to_owned());
    vec![
        named("a name that is a device of Windows", "content/news/con.md"),
        named("a folder that is a device of Windows", "static/aux/x.txt"),
        named("a name with a line break", "static/a\nb.txt"),
        named("a name with a control character", "content/news/x\u{1}.md"),
        named("a name that turns the direction: `exe.txt` shows as `txt.exe`", "static/a\u{202e}txt.exe"),
        named("a name with a space nobody sees", "content/news/a\u{200b}b.md"),
        named("a name with a colon", "content/news/a:b.md"),
        named("a name with a backslash", "static/a\\b"),
        named("a name that ends in a dot", "static/a."),
        named("a device of Windows with a raised digit", "static/COM\u{b9}.txt"),
        named("a name of 250 letters", &format!("static/{}", "a".repeat(250))),
        named("names that differ in capitals alone", "static/Humans.txt"),
        at("names that differ in the encoding of an accent alone", "static/e\u{301}.txt")
            .file("static/\u{e9}.txt", "x")
            .told("bad-name", "static/e\u{301}.txt"),
        at("an article and a file that differ in capitals alone", "static/NEWS").told("address-clash", "static/NEWS"),
        at("a file and a folder that differ in capitals alone", "static/Docs")
            .file("static/docs/a.txt", "x")
            .told("address-clash", "static/Docs"),
        at("a file whose name is too long with its fingerprint", &long_name())
            .file(
                "content/news/x.md",
                article("", &format!("[a]({})", long_name().trim_start_matches("content/news/"))),
            )
            .told("bad-name", long_name()),
        Row::new(AREA, "a name that is no UTF-8")
            .by(|root| {
                use std::os::unix::ffi::OsStrExt as _;
                let name = std::ffi::OsStr::from_bytes(b"content/news/\xff.md");
                fs::write(root.join(name), article("", "")).expect("a file can be written");
            })
            .told("not-utf8", NOWHERE),
    ]
}

/// 230 letters are a name, and 17 signs more are none.
#[cfg(unix)]
fn long_name() -> String {
    format!("content/news/{}.pdf", "a".repeat(226))
}

#[cfg(not(unix))]
fn names() -> Vec<Row> {
    Vec::new()
}

fn places() -> Vec<Row> {
    fn file_instead(root: &Path, folder: &str) {
        fs::remove_dir_all(root.join(folder)).ok();
        fs::write(root.join(folder), "x").expect("a file can be written");
    }
    vec![
        at("an article in no folder of a kind", "content/x.md").told("no-folder", "content/x.md"),
        at("a folder that is no kind", "content/nothing/x.md").told("unknown-folder", "content/nothing/x.md"),
        at("a language the portal has not", "content/news/x.de.md").told("unknown-language", "content/news/x.de.md"),
        at("a name without a letter or digit", "content/news/-.md").told("bad-slug", "content/news/-.md"),
        at("two articles of one name", "content/news/ports/index.md")
            .told("duplicate-article", "content/news/ports/index.md"),
        Row::new(AREA, "an article in an old encoding")
            .file(X, b"---\ntitle: A title\ndate: 2026-03-02\n---\n\xe9\n")
            .told("not-utf8", format!("{X}:5:1")),
        Row::new(AREA, "an article in UTF-16").file(X, b"\xff\xfe-\0-\0-\0").told("not-utf8", X),
        Row::new(AREA, "`content` that is a file")
            .by(|root| file_instead(root, "content"))
            .told("unreadable", "content"),
        Row::new(AREA, "`data` that is a file").by(|root| file_instead(root, "data")).told("unreadable", "data"),
        Row::new(AREA, "`portal.yaml` that is a folder")
            .by(|root| {
                fs::remove_file(root.join("portal.yaml")).expect("it is there");
                fs::create_dir(root.join("portal.yaml")).expect("a folder can be made");
            })
            .refused("there is no portal.yaml", 2),
        Row::new(AREA, "a project that is nowhere")
            .run(&["build", "--root", "ROOT/nothing"])
            .refused("there is no portal.yaml", 2),
        Row::new(AREA, "an output that is the project")
            .run(&["build", "--output", "ROOT"])
            .refused("is the project", 2),
        Row::new(AREA, "an output that holds the project")
            .run(&["build", "--output", "ROOT/.."])
            .refused("holds it", 2),
        Row::new(AREA, "an output in `content`")
            .run(&["build", "--output", "ROOT/content/news"])
            .refused("one of its parts", 2),
        Row::new(AREA, "an output that somebody else filled")
            .file("elsewhere/letter.txt", "x")
            .run(&["build", "--output", "ROOT/elsewhere"])
            .refused("no build of dateline made what is in it", 2),
        Row::new(AREA, "an output that is a file")
            .run(&["build", "--output", "ROOT/portal.yaml"])
            .refused("can't make the folder", 3),
    ]
}

/// Pipes, devices and links: never opened, never followed.
#[cfg(unix)]
fn specials() -> Vec<Row> {
    use std::os::unix::fs::symlink;

    fn pipe(root: &Path, path: &str) {
        let path = root.join(path);
        fs::remove_file(&path).ok();
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo is there");
        assert!(made.success(), "a pipe can be made");
    }
    fn link(root: &Path, path: &str, target: &str) {
        let path = root.join(path);
        fs::remove_file(&path).ok();
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        symlink(target, path).expect("a link can be made");
    }
    fn link_instead(root: &Path, folder: &str, target: &str) {
        fs::remove_dir_all(root.join(folder)).ok();
        symlink(target, root.join(folder)).expect("a link can be made");
    }
    let row = |name: &str| Row::new(AREA, name);
    const CODE: &str = "unreadable";
    vec![
        row("a pipe in `content`").by(|root| pipe(root, "content/news/x.md")).told(CODE, "content/news/x.md"),
        row("a pipe named as a picture").by(|root| pipe(root, "content/news/x.png")).told(CODE, "content/news/x.png"),
        row("a pipe in `static`").by(|root| pipe(root, "static/x.txt")).told(CODE, "static/x.txt"),
        row("a pipe in `data`").by(|root| pipe(root, "data/x.yaml")).told(CODE, "data/x.yaml"),
        row("a pipe in `themes`").by(|root| pipe(root, "themes/own/theme.yaml")).told(CODE, "themes/own/theme.yaml"),
        row("a pipe in `templates`").by(|root| pipe(root, "templates/own.html")).told(CODE, "templates/own.html"),
        row("`portal.yaml` that is a pipe").by(|root| pipe(root, "portal.yaml")).refused("there is no portal.yaml", 2),
        row("a link to a file of the machine").by(|root| link(root, X, "/etc/passwd")).told(CODE, X),
        row("a link to a device without end").by(|root| link(root, X, "/dev/zero")).told(CODE, X),
        row("a link to nothing").by(|root| link(root, X, "/nowhere")).told(CODE, X),
        row("a link to itself").by(|root| link(root, X, "x.md")).told(CODE, X),
        row("a link to the folder above").by(|root| link(root, "content/news/up", "..")).told(CODE, "content/news/up"),
        row("a link in `static` to the settings")
            .by(|root| link(root, "static/portal.txt", "../portal.yaml"))
            .told(CODE, "static/portal.txt"),
        row("`content` that is a link to another folder")
            .by(|root| link_instead(root, "content", "/etc"))
            .told(CODE, "content"),
        row("`content` that is a link to nothing")
            .by(|root| link_instead(root, "content", "/nowhere"))
            .told(CODE, "content"),
        row("`themes` that is a link").by(|root| link_instead(root, "themes", "/etc")).told(CODE, "themes"),
        row("`static` that is a link").by(|root| link_instead(root, "static", "/etc")).told(CODE, "static"),
        row("`portal.yaml` that is a link")
            .by(|root| link(root, "portal.yaml", "/etc/passwd"))
            .refused("is no regular file", 2),
    ]
}
