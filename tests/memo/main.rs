//! The memo: a build after a build does what the change asks for, and no more; and what it makes and says
//! equals what a clean build makes and says.
#![expect(clippy::disallowed_methods, reason = "tests make projects, and the environment says how many")]

mod amended;
mod cards;
#[path = "../support/clean.rs"]
mod clean;
mod counts;
mod damage;
mod pictures;
mod property;
#[path = "../support/random/mod.rs"]
mod random;
#[path = "../support/site.rs"]
mod site;
