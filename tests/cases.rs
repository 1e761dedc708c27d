//! Cases: folders somebody can read, each the smallest project that shows one rule, with what
//! dateline says and makes of it.
//!
//! `tests/cases/<area>/<rule>/` holds a project (`content/`, `templates/`, `themes/`, `data/` and
//! perhaps its own `portal.yaml`), perhaps `args.txt` with options of the command line, and
//! `expected/`: `report.txt` (the complaints; none if there are none), `model.txt` (what was
//! understood), `tree.txt` (the files of the output) and `output/` (some of them, whole). The last
//! three are compared where they are there.
//!
//! `UPDATE_CASES=1 cargo test --test cases` writes what is expected anew: read it before you keep it.
//! `CASE=dates cargo test --test cases` runs the cases whose path contains `dates`.
#![expect(clippy::disallowed_methods, reason = "projects are written, and the environment says what to run")]

mod robustness;
mod support;

use rayon::prelude::*;
use support::case::{self, Case};

#[test]
fn every_case_says_and_makes_what_it_should() {
    let cases = case::all();
    assert!(!cases.is_empty(), "no case matches `CASE`");
    let failures: Vec<String> = cases.par_iter().filter_map(|case: &Case| case.run().err()).collect();
    assert!(failures.is_empty(), "{} of {} cases fail\n\n{}", failures.len(), cases.len(), failures.join("\n"));
}
