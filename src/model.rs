//! The nouns: kinds and their fields, articles, names, time, languages, countries.
//!
//! Takes nothing from the stages above and knows no file, no template and no clock. A value that
//! exists here is valid: what can be wrong is checked where it gets its type.

pub mod article;
pub mod body;
pub mod country;
pub mod edtf;
mod free;
pub mod glossary;
mod hash;
pub mod kind;
pub mod language;
pub mod name;
pub mod place;
pub mod time;
pub mod words;
pub mod xml;

pub use article::Article;
pub use body::Body;
pub use country::Country;
pub use edtf::Edtf;
pub use hash::Hash;
pub use kind::Kind;
pub use language::{Language, LanguageId};
pub use name::{OutputPath, Slug, SourcePath};
pub use time::{Day, Instant, Moment, Zone};
