//! What the targets in `fuzz_targets/` share.

pub mod promises;

/// Makes this thread the only one that works, so that an input is judged by itself and nothing waits.
pub fn alone() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("no other pool was made before");
}
