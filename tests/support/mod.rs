//! What the tests stand on: cases as folders, projects to try, the one door to dateline.

pub(crate) mod case;
pub(crate) mod compile;
mod describe;
pub(crate) mod project;
