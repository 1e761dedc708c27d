//! Bad input of every kind: each row of the table in `docs/SECURITY.md` breaks a good portal that was built, runs the real
//! program on it, and holds what it says, where, its exit code, that the output is as it was, and that nothing panics or
//! hangs. `UPDATE_DOCS=1` writes the table.
#![expect(clippy::disallowed_methods, reason = "tests make projects, break them, and wait no longer than they say")]

mod row;
mod rows;
mod run;

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use row::{End, Row};

#[test]
fn every_row_ends_as_the_table_says() {
    let rows = rows::all();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(fault) = run::row(row) {
                faults.lock().expect("no panic").push(format!("{}: {}\n    {fault}", row.area, row.name));
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let faults = faults.into_inner().expect("no panic");
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn at_least_eighty_kinds_of_bad_input_are_refused() {
    let rows = rows::all();
    let refused = rows.iter().filter(|row| !matches!(row.end, End::Read)).count();
    assert!(refused >= 80, "only {refused}");
    let mut names: Vec<(&str, &str)> = rows.iter().map(|row| (row.area, row.name.as_str())).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "a row stands twice");
}

#[test]
fn the_table_is_that_of_the_documentation() {
    const BEGIN: &str = "<!-- The table: UPDATE_DOCS=1 cargo test --test bad_input -->\n";
    const END: &str = "<!-- The end of the table -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SECURITY.md");
    let document = fs::read_to_string(&path).expect("docs/SECURITY.md is there");
    let (before, rest) = document.split_once(BEGIN).expect("the table begins");
    let (written, after) = rest.split_once(END).expect("the table ends");
    let head = "| area | bad input | what happens | exit |\n|---|---|---|---|\n";
    let table = format!("\n{head}{}\n", rows::all().iter().map(Row::line).collect::<String>());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, format!("{before}{BEGIN}{table}{END}{after}")).expect("it can be written");
        return;
    }
    assert!(written == table, "docs/SECURITY.md says something else: UPDATE_DOCS=1 cargo test --test bad_input");
}
