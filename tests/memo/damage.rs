//! The files of the memo: damage does no harm, and nobody else reads them.

use std::fs;
use std::path::PathBuf;

use crate::clean::errors;
use crate::site::small;

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
