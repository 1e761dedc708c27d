//! What is answered, what is followed, what is refused.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Stdio;

use crate::browser::{encoded, without_additions};
use crate::clean::files;
use crate::preview::{AT, Preview, Project, command};

const PORTS: &str = "news/ports/";

#[test]
fn what_is_answered_is_what_a_build_writes() {
    let project = Project::sample();
    let built = project.run(&["build", "--at", AT, "--drafts", "--future", "--output", "built"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let preview = Preview::of(project);
    let mut pages = 0;
    for (path, bytes) in files(&preview.project.path("built")) {
        if path.starts_with('.') {
            continue;
        }
        let answer = preview.browser.get(&format!("{}{}", preview.base, encoded(path.trim_end_matches("index.html"))));
        assert_eq!(answer.status, 200, "{path}");
        if path.ends_with(".html") {
            pages += 1;
            let page = String::from_utf8(answer.body).expect("UTF-8");
            assert!(page.contains("id=\"dateline-preview\""), "{path}");
            assert_eq!(without_additions(&page), String::from_utf8(bytes).expect("UTF-8"), "{path}");
        } else {
            assert_eq!(answer.body, bytes, "{path}");
        }
    }
    assert!(pages > 50, "only {pages} pages");
}

#[test]
fn texts_articles_and_their_names_are_followed() {
    let preview = Preview::of(Project::small());
    preview.shows(PORTS, "First text.");

    preview.project.edit("content/news/ports.md", "First text.", "Second text.");
    preview.shows(PORTS, "Second text.");

    preview.project.write("content/news/new.md", "---\ntitle: Brand new\ndate: 2026-01-03\n---\n\nFresh.\n");
    preview.shows("news/new/", "Fresh.");
    preview.shows("news/", "Brand new");

    preview.project.rename("content/news/new.md", "content/news/newer.md");
    preview.shows("news/newer/", "Fresh.");
    preview.is_missing("news/new/");

    preview.project.rename("content/news", "content/elsewhere");
    preview.shows("", "unknown-folder");
    preview.project.rename("content/elsewhere", "content/news");
    preview.shows_no("", "unknown-folder");

    fs::remove_file(preview.project.path("content/news/newer.md")).expect("a file can be removed");
    preview.is_missing("news/newer/");
    preview.shows_no("news/", "Brand new");
}

#[test]
fn whatever_a_portal_is_made_of_is_followed() {
    let preview = Preview::of(Project::small());
    let write = |path: &str, text: &str| preview.project.write(path, text);

    // Editors save by writing beside and renaming over.
    write("portal.yaml.new", &preview.project.read("portal.yaml").replace("title: Ports", "title: Harbour news"));
    preview.project.rename("portal.yaml.new", "portal.yaml");
    preview.shows("", "Harbour news");

    // A folder that was not there before.
    write("templates/news.html", "{% extends \"default/news.html\" %}{% block text %}<p>Mine.</p>{% endblock text %}");
    preview.shows(PORTS, "<p>Mine.</p>");
    write("data/berths.yaml", "count: 7\n");
    write(
        "templates/news.html",
        "{% extends \"default/news.html\" %}{% block text %}<p>{{ data.berths.count }} berths.</p>{% endblock text %}",
    );
    preview.shows(PORTS, "<p>7 berths.</p>");
    write("data/berths.yaml", "count: 8\n");
    preview.shows(PORTS, "<p>8 berths.</p>");

    write("themes/own/theme.yaml", "parent: default\n");
    write("themes/own/assets/site.css", "a{color:red}");
    write("themes/own/i18n/en.yaml", "home: Start\n");
    preview.project.edit("portal.yaml", "languages: [en]", "languages: [en]\ntheme: own");
    preview.shows(PORTS, ">Start<");
    let sheet = |page: &str| page.split("/sub/assets/site.").nth(1).map(|rest| rest[..16].to_owned());
    let before = sheet(&preview.page(PORTS).1).expect("a sheet");
    write("themes/own/assets/site.css", "a{color:blue}");
    preview.until("the sheet has another address", || sheet(&preview.page(PORTS).1).is_some_and(|now| now != before));
    write("themes/own/i18n/en.yaml", "home: Beginning\n");
    preview.shows(PORTS, ">Beginning<");

    write("static/robots.txt", "User-agent: *\n");
    preview.until("a file of `static/` is there", || preview.browser.get("/sub/robots.txt").body == b"User-agent: *\n");
    write("content/news/plan.pdf", "%PDF-1.4");
    preview.project.edit("content/news/ports.md", "First", "[Plan](plan.pdf) First");
    write("templates/news.html", "{% extends \"default/news.html\" %}");
    preview.shows(PORTS, "plan.");
}

#[test]
fn a_mistake_stands_over_the_last_good_page_until_it_is_mended() {
    let preview = Preview::of(Project::small());
    preview.shows(PORTS, "First text.");
    let good = preview.project.read("content/news/ports.md");
    let broken = good.replace("[harbours]", "[harbour]").replace("First", "Second");
    preview.project.write("content/news/ports.md", &broken);
    preview.shows(PORTS, "no organisation is called `harbour`");
    let (_, page) = preview.page(PORTS);
    assert!(
        page.contains("role=\"alert\"") && page.contains("First text.") && !page.contains("Second text."),
        "{page}"
    );
    for told in [">content/news/ports.md:4:12<", "4 | partners: [harbour]", "^^^^^^^", "did you mean `harbours`?"] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
    assert!(page.contains("href=\"vscode://file/") && page.contains("content/news/ports.md:4:12\""), "{page}");
    let (_, desk) = preview.browser.whole("/_desk/");
    assert!(desk.contains("no organisation is called `harbour`") && desk.contains("href=\"/sub/news/ports/\""));

    preview.project.write("content/news/ports.md", broken.replace("[harbour]", "[harbours]"));
    preview.shows_no(PORTS, "role=\"alert\"");
    preview.shows(PORTS, "Second text.");
    assert!(preview.said().contains("error[unknown-partner]"), "{}", preview.said());
}

#[test]
fn broken_front_matter_settings_and_templates_are_survived() {
    let preview = Preview::of(Project::small());
    for (path, broken, told) in [
        ("content/news/ports.md", "---\ntitle: [Ports\n---\n", "bad-yaml"),
        ("content/news/ports.md", "\u{0}", "error"),
        ("portal.yaml", "title: [", "portal.yaml"),
        ("portal.yaml", "title: Ports\nbase_url: nowhere\n", "bad-setting"),
        ("templates/news.html", "{% extends \"default/news.html\" %}{% block", "bad-template"),
    ] {
        let good = preview.project.path(path).is_file().then(|| preview.project.read(path));
        preview.project.write(path, broken);
        preview.shows(PORTS, told);
        preview.shows(PORTS, "role=\"alert\"");
        preview.shows(PORTS, "First text.");
        match good {
            Some(good) => preview.project.write(path, &good),
            None => fs::remove_file(preview.project.path(path)).expect("a file can be removed"),
        }
        preview.shows_no(PORTS, "role=\"alert\"");
    }
    // A mistake that only rendering finds.
    let template = "{% extends \"default/news.html\" %}\n\
                    {% block text %}{% set shown = [article] | first %}{{ shown.titel }}{% endblock text %}\n";
    preview.project.write("templates/news.html", template);
    // Nobody has to look at the page for it to be told, and another edit does not hide it.
    let tells = || preview.browser.whole("/_desk/").1.contains(">templates/news.html:2:");
    preview.until("the desk tells", tells);
    preview.project.edit("content/organisations/harbours.md", "Text.", "Better text.");
    preview.shows("organisations/harbours/", "Better text.");
    preview.until("the desk still tells", tells);
    preview.shows(PORTS, ">templates/news.html:2:");
    preview.shows(PORTS, "First text.");
    preview.shows_no("organisations/harbours/", "role=\"alert\"");
    preview.project.write("templates/news.html", "{% extends \"default/news.html\" %}");
    preview.shows_no(PORTS, "role=\"alert\"");
}

#[test]
fn a_portal_that_begins_with_a_mistake_shows_as_soon_as_it_is_mended() {
    let project = Project::small();
    let good = project.read("portal.yaml");
    project.write("portal.yaml", "title: [");
    let preview = Preview::of(project);
    let (status, page) = preview.browser.whole("/anything/");
    assert_eq!(status, 503);
    assert!(page.contains("role=\"alert\"") && page.contains("portal.yaml"), "{page}");
    assert!(preview.browser.whole("/_desk/").1.contains("portal.yaml"));
    preview.project.write("portal.yaml", &good);
    preview.until("the portal shows", || preview.browser.whole("/sub/news/ports/").1.contains("First text."));
}

#[test]
fn a_root_that_goes_and_comes_back_is_survived() {
    let preview = Preview::of(Project::small());
    let away = preview.project.root().with_file_name("away");
    fs::rename(preview.project.root(), &away).expect("a folder can be renamed");
    preview.shows(PORTS, "role=\"alert\"");
    preview.shows(PORTS, "First text.");
    fs::rename(&away, preview.project.root()).expect("a folder can be renamed");
    preview.shows_no(PORTS, "role=\"alert\"");
    preview.project.edit("content/news/ports.md", "First text.", "Back again.");
    preview.shows(PORTS, "Back again.");
}

#[test]
fn many_files_at_once_are_one_change_after_all() {
    let preview = Preview::of(Project::small());
    for number in 0..1000 {
        let text = format!("---\ntitle: Number {number}\ndate: 2026-01-03\n---\n\nText {number}.\n");
        preview.project.write(&format!("content/news/number-{number}.md"), &text);
    }
    preview.shows("news/number-0/", "Text 0.");
    preview.shows("news/number-999/", "Text 999.");
    for number in 0..1000 {
        fs::remove_file(preview.project.path(&format!("content/news/number-{number}.md"))).expect("it is there");
    }
    preview.is_missing("news/number-999/");
    preview.shows(PORTS, "First text.");
}

#[test]
fn files_are_looked_at_where_the_system_does_not_tell() {
    let preview = Preview::start(Project::small(), &["--poll", "20"]);
    preview.project.edit("content/news/ports.md", "First text.", "Second text.");
    preview.shows(PORTS, "Second text.");
}

#[test]
fn drafts_are_shown_and_marked_unless_they_are_not_wanted() {
    let project = || {
        let project = Project::small();
        project.write("content/news/draft.md", "---\ntitle: Sketch\ndate: 2026-01-03\ndraft: true\n---\n\nText.\n");
        project.write("content/news/later.md", "---\ntitle: Later\ndate: 2030-01-01\n---\n\nText.\n");
        project
    };
    let preview = Preview::of(project());
    preview.shows("news/draft/", "<strong>Draft</strong>");
    preview.shows("news/later/", "<strong>Held until 2030-01-01 00:00 (UTC)</strong>");
    let (_, desk) = preview.browser.whole("/_desk/");
    assert!(desk.contains("href=\"/sub/news/draft/\"") && desk.contains("until 2030-01-01 00:00"), "{desk}");

    let preview = Preview::start(project(), &["--no-drafts"]);
    preview.is_missing("news/draft/");
    preview.is_missing("news/later/");
    assert!(preview.browser.whole("/_desk/").1.contains("content/news/draft.md"));
}

#[test]
fn what_falls_due_shows_by_itself() {
    let project = Project::small();
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock");
    let soon = i64::try_from(now.as_secs()).expect("a time of ours") + 3;
    let soon = dateline::model::Instant::from_seconds(soon).expect("a time of ours").utc();
    project
        .write("content/news/soon.md", format!("---\ntitle: Soon\ndate: 2026-01-03\nembargo: {soon}\n---\n\nNow.\n"));
    let preview = Preview::now(project, &["--no-drafts"]);
    preview.shows("news/soon/", "Now.");
}

#[test]
fn browsers_hear_of_every_change() {
    let preview = Preview::of(Project::small());
    let mut events = preview.browser.listen();
    let first = events.next();
    assert!(preview.page(PORTS).1.contains(&format!("data-state=\"{first}\"")));
    preview.project.edit("content/news/ports.md", "First text.", "Second text.");
    let second = events.next();
    assert_ne!(first, second);
    let (_, page) = preview.page(PORTS);
    assert!(page.contains("Second text.") && page.contains(&format!("data-state=\"{second}\"")), "{page}");
}

#[test]
fn only_this_machine_is_answered_and_only_from_the_plan() {
    let preview = Preview::of(Project::small());
    let status = |request: &str| preview.browser.ask(request).status;
    let host = &preview.browser.host;
    assert_eq!(status(&format!("GET /sub/ HTTP/1.1\r\nHost: {host}\r\n")), 200);
    assert_eq!(status("GET /sub/ HTTP/1.1\r\nHost: evil.example\r\n"), 403);
    assert_eq!(status("GET /_preview/events HTTP/1.1\r\nHost: evil.example\r\n"), 403);
    assert_eq!(
        status(&format!("GET /_preview/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n")),
        403
    );
    assert_eq!(
        status(&format!("GET /_preview/events HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\n")),
        403
    );
    assert_eq!(status(&format!("POST /sub/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n")), 405);
    let head = preview.browser.ask(&format!("HEAD /sub/ HTTP/1.1\r\nHost: {host}\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));

    for path in
        ["/sub/../portal.yaml", "/sub/%2e%2e/portal.yaml", "/sub/portal.yaml", "/portal.yaml", "/sub//etc/passwd"]
    {
        assert_eq!(preview.browser.get(path).status, 404, "{path}");
    }
    let moved = |path: &str| {
        let answer = preview.browser.get(path);
        (answer.status, answer.header("location"))
    };
    assert_eq!(moved("/"), (307, Some("/sub/".to_owned())));
    assert_eq!(moved("/sub"), (307, Some("/sub/".to_owned())));
    assert_eq!(moved("/sub/news/ports"), (307, Some("/sub/news/ports/".to_owned())));
    assert_eq!(preview.browser.whole("/sub/nothing/").0, 404);

    preview.project.edit("portal.yaml", "languages: [en]", "languages: [en, fr]");
    preview.until("readers are told in their language", || {
        let (status, page) = preview.browser.whole("/sub/fr/nothing/");
        status == 404 && page.contains("<html lang=\"fr\"")
    });
}

#[test]
fn a_taken_port_is_named() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = taken.local_addr().expect("bound").port().to_string();
    let project = Project::small();
    let output = project.run(&["serve", "--port", &port]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(&format!("port {port} of 127.0.0.1 is taken")), "{said}");
}

#[test]
fn an_editor_without_a_path_is_refused() {
    let output = Project::small().run(&["serve", "--port", "0", "--editor", "vscode://file/"]);
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn interrupted_it_ends_well() {
    let mut preview = Preview::of(Project::small());
    let _listening = preview.browser.listen();
    let process = preview.process.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &process]).stdout(Stdio::null()).status();
    assert!(sent.expect("kill is there").success());
    assert_eq!(preview.process.wait().expect("it ends").code(), Some(0));
}

#[test]
fn help_tells_the_options() {
    let output = command(&["serve", "--help"]).output().expect("dateline runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for option in ["--port", "--interface", "--open", "--no-drafts", "--poll", "--debounce", "--editor", "--at"] {
        assert!(said.contains(option), "{option}");
    }
}
