//! The clock, the command line, the preview.

use crate::row::Row;

pub(super) fn rows() -> Vec<Row> {
    [clock(), commands(), serve()].into_iter().flatten().collect()
}

fn clock() -> Vec<Row> {
    const AREA: &str = "clock";
    const EPOCH: &str = "SOURCE_DATE_EPOCH";
    let at = |name: &str, instant: &str| Row::new(AREA, name).run(&["build", &format!("--at={instant}")]);
    let epoch = |name: &str, value: &'static str| Row::new(AREA, name).run(&["build"]).with(EPOCH, value);
    let no_time = "write a time with its offset";
    let no_number = "is no number of seconds since 1970";
    vec![
        at("1970", "1970-01-01T00:00:00Z"),
        at("2100", "2100-01-01T00:00:00Z"),
        at("`--at` in words", "yesterday").refused(no_time, 2),
        at("`--at` without an offset", "2026-06-01T12:00:00").refused(no_time, 2),
        at("`--at` on a day that no month has", "2026-06-31T12:00:00Z").refused(no_time, 2),
        at("`--at` at the end of time", "99999999-01-01T00:00:00Z").refused(no_time, 2),
        at("`--at` of nothing", "").refused(no_time, 2),
        epoch("`SOURCE_DATE_EPOCH` of 0", "0"),
        epoch("`SOURCE_DATE_EPOCH` before 1970", "-1"),
        epoch("`SOURCE_DATE_EPOCH` in words", "yesterday").refused(no_number, 2),
        epoch("`SOURCE_DATE_EPOCH` of 20 digits", "99999999999999999999").refused(no_number, 2),
        epoch("`SOURCE_DATE_EPOCH` beyond the last year", "253402300800").refused(no_number, 2),
        epoch("`SOURCE_DATE_EPOCH` of a fraction", "1.5").refused(no_number, 2),
    ]
}

fn commands() -> Vec<Row> {
    let run = |name: &str, arguments: &[&str]| Row::new("command line", name).run(arguments);
    vec![
        run("an option nobody knows", &["build", "--nothing"]).refused("unexpected argument", 2),
        run("no thread to work with", &["build", "--jobs", "0"]).refused("0 is not in 1..=512", 2),
        run("drafts in a strict build", &["build", "--strict", "--drafts"]).refused("must not be published", 2),
        run("a new article of no kind", &["new", "nothing", "x"]).refused("no kind of article", 2),
        run("a new article without a letter", &["new", "news", "…"]).refused("no letter or digit", 2),
        run("a new article on no day", &["new", "news", "x", "--date", "2026-02-30"]).refused("is no date", 2),
        run("`explain` of a path that leads out", &["explain", "../../etc/passwd"]).refused("nothing is at", 2),
    ]
}

fn serve() -> Vec<Row> {
    const AREA: &str = "preview";
    let asked = |name: &str, request: String, status: u16| Row::new(AREA, name).answered(request, status);
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n");
    vec![
        Row::new(AREA, "a port beyond all ports").run(&["serve", "--port", "99999"]).refused("99999 is not in", 2),
        Row::new(AREA, "an interface in words")
            .run(&["serve", "--interface", "nothing"])
            .refused("invalid IP address", 2),
        Row::new(AREA, "an interface of another machine")
            .run(&["serve", "--interface", "203.0.113.9", "--port", "0"])
            .refused("can't listen on 203.0.113.9", 2),
        asked(
            "the name of another host",
            "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
            403,
        ),
        asked("no host", "GET / HTTP/1.0\r\n\r\n".to_owned(), 403),
        asked(
            "`POST`",
            "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
            405,
        ),
        asked("a path that leads out", get("/../../etc/passwd"), 404),
        asked("a path that leads out behind `%2f`", get("/..%2f..%2f..%2fetc%2fpasswd"), 404),
        asked("a path with a NUL byte", get("/%00"), 404),
        asked("a path to the memo", get("/.dateline/index"), 404),
        asked(
            "events for another site",
            "GET /_preview/events HTTP/1.1\r\nHost: HOST\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n"
                .to_owned(),
            403,
        ),
        asked("no HTTP", "\u{16}\u{3}\u{1}\r\n\r\n".to_owned(), 400),
        asked(
            "a thousand headers",
            format!("GET / HTTP/1.1\r\nHost: HOST\r\n{}Connection: close\r\n\r\n", "A: b\r\n".repeat(1000)),
            431,
        ),
    ]
}
