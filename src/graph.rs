//! Graph: articles → [`Portal`], in which every name is known to exist and leads back.
//!
//! What time withholds leaves here, for good: stages after this one can't leak what they never see.
//! Every other mistake between files is told here too, all of them in one run.

pub mod alerts;
pub mod amend;
mod assemble;
pub mod belonging;
mod cycles;
pub mod due;
pub mod facts;
pub mod held;
pub mod life;
mod names;
pub mod portal;
mod references;
pub mod roles;
pub mod taxonomies;

use crate::config::Project;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::Article;
use crate::source::{self, Inventory};
use crate::theme::Theme;
pub use held::Held;
use names::Names;
pub use portal::{ArticleId, Linked, Portal, Role, Target};

/// The portal, and what is held back from it.
#[derive(Debug)]
pub struct Connected {
    /// Everything that may be seen.
    pub portal: Portal,
    /// What may not yet, for the report only.
    pub held: Vec<Held>,
}

/// Connects the articles of a project. `theme` tells which attributes of components name articles.
pub fn connect(project: &Project, inventory: &Inventory, theme: &Theme, articles: Vec<Article>) -> Outcome<Connected> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let sifted = held::sift(project, articles);
    let articles: Vec<&Article> = sifted.visible.iter().map(|visible| &visible.article).collect();
    let names = Names::gather(&project.config, &articles, &sifted.held).unpack(&mut diagnostics);
    let links = references::resolve(inventory, theme, &articles, &names).unpack(&mut diagnostics);
    diagnostics.extend(cycles::find(&sifted.visible, &links.targets));
    let navigation = references::navigation(&project.config, &names).unpack(&mut diagnostics);
    let publisher = references::publisher(&project.config, &names).unpack(&mut diagnostics);
    drop(names);
    drop(articles);
    let data = source::data::read(inventory, &project.config.languages).unpack(&mut diagnostics);
    let portal = assemble::portal(project, sifted.visible, links, portal::Front { navigation, publisher, data });
    Outcome { value: Connected { portal, held: sifted.held }, diagnostics }
}
