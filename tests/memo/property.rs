//! The law: after any edits of any portal, what a build with a memo makes and says is what one without makes and says.

use std::fs;

use proptest::prelude::*;

use crate::clean::{errors, files};
use crate::random::{self, Edit, Portal};
use crate::site::Site;

/// What happens between two builds.
#[derive(Clone, Debug)]
enum Step {
    /// Somebody edits the portal.
    Edit(Edit),
    /// Somebody checks another branch out.
    Change(Vec<u16>),
    /// The memo is damaged at some byte.
    Damage(u16, u16),
    /// Somebody changes or removes a file of the output.
    Spoil(u16, u16),
}

fn steps() -> impl Strategy<Value = Vec<(Step, bool)>> {
    let step = prop_oneof![
        30 => Edit::any().prop_map(Step::Edit),
        1 => random::seeds().prop_map(Step::Change),
        1 => any::<(u16, u16)>().prop_map(|(which, at)| Step::Damage(which, at)),
        1 => any::<(u16, u16)>().prop_map(|(which, at)| Step::Spoil(which, at)),
    ];
    // Some come together before there is a build.
    prop::collection::vec((step, prop::bool::weighted(0.75)), 1..9)
}

/// A random portal, built again and again.
struct World {
    site: Site,
    portal: Portal,
}

impl World {
    fn new(seed: &[u16]) -> World {
        let site = Site::new(&[]);
        let portal = Portal::new(site.root(), seed);
        World { site, portal }
    }

    fn make(&mut self, step: Step) {
        match step {
            Step::Edit(edit) => self.portal.edit(edit),
            Step::Change(seed) => self.portal.change(&seed),
            Step::Damage(which, at) => self.damage(which, at.into()),
            Step::Spoil(how, which) => self.spoil(how, which.into()),
        }
    }

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

    fn spoil(&self, how: u16, which: usize) {
        let output = self.site.root().join("output");
        let all: Vec<String> = files(&output).into_keys().filter(|path| !path.starts_with('.')).collect();
        let Some(path) = all.get(which % all.len().max(1)) else { return };
        if how.is_multiple_of(2) {
            fs::remove_file(output.join(path)).expect("it is there");
        } else {
            fs::write(output.join(path), "spoilt").expect("a file");
        }
    }

    /// Builds, compares with a clean build, and sees that a second build has nothing to do.
    fn check(&mut self) {
        self.site.instant = self.portal.instant();
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

/// How many sequences are tried: more where `MEMO_SEQUENCES` says so.
fn sequences() -> u32 {
    std::env::var("MEMO_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn incremental_equals_clean(seed in random::seeds(), steps in steps()) {
        let mut world = World::new(&seed);
        world.check();
        for (step, is_built) in steps {
            world.make(step);
            if is_built {
                world.check();
            }
        }
        world.portal.mend();
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
