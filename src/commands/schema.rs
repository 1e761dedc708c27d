//! `dateline schema [KIND]`: what editors need to complete and check front matter and settings.

use std::path::Path;

use serde_json::Value;

use super::{Ending, World, options_at, root, scaffold, tell};
use crate::cli::{Everywhere, Schema};
use crate::compile;
use crate::diagnostic::Failure;
use crate::model::Kind;
use crate::schema::{self, Names};

/// The name that stands for `portal.yaml`.
const PORTAL: &str = "portal";

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &Schema, world: &World) -> Result<Ending, Failure> {
    let names = match root(everywhere) {
        Ok(root) => names(&root, world),
        // Outside of a portal there are no names to offer.
        Err(_) => Names::default(),
    };
    if let Some(folder) = &arguments.into {
        write(folder, &names)?;
        return Ok(Ending::Done);
    }
    let schema = match arguments.kind.as_deref() {
        None => schema::all(&names),
        Some(PORTAL) => schema::settings(&names),
        Some(word) => schema::front_matter(super::new::kind(word)?, &names),
    };
    tell::result(&pretty(&schema))?;
    Ok(Ending::Done)
}

/// Writes `news.json` … and `portal.json` into a folder, over those that are there.
pub(super) fn write(folder: &Path, names: &Names) -> Result<(), Failure> {
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str(), schema::front_matter(*kind, names)));
    for (name, schema) in kinds.chain([(PORTAL, schema::settings(names))]) {
        let path = folder.join(format!("{name}.json"));
        scaffold::write_again(&path, &(pretty(&schema) + "\n"))?;
    }
    Ok(())
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}")
}

/// The names a portal has now, those of drafts and held articles too: whoever writes may name them.
fn names(root: &Path, world: &World) -> Names {
    let mut options = options_at(world.now);
    options.shown.drafts = true;
    options.shown.future = true;
    let mut names = Names::default();
    let Ok(outcome) = compile::compile(root, &options) else { return names };
    for linked in &outcome.value.plan.portal.articles {
        names.articles.insert((linked.article.kind(), linked.article.slug.to_string()));
        names.topics.extend(linked.article.topics.iter().map(ToString::to_string));
    }
    names
}
