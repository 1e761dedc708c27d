//! `dateline init DIR`: a small portal that builds without a complaint.

use std::fs;
use std::path::Path;

use super::{Ending, World, scaffold, schema, tell};
use crate::cli::{Everywhere, Init};
use crate::diagnostic::Failure;
use crate::model::Zone;
use crate::schema::Names;

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &Init, world: &World) -> Result<Ending, Failure> {
    let dir = &arguments.dir;
    let is_empty = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !dir.exists(),
    };
    if !is_empty && !arguments.force {
        return Err(Failure::Usage(format!("{} is not empty; `--force` adds what is missing", dir.display())));
    }
    let today = Zone::utc().day(world.now).to_string();
    for (path, text) in FILES {
        let path = dir.join(path.replace("DATE", &today));
        if !path.exists() {
            scaffold::write(&path, &text.replace("DATE", &today))?;
        }
    }
    schema::write(&dir.join(".vscode/dateline"), &Names::default())?;
    if !everywhere.quiet {
        tell::result(&next_steps(dir))?;
    }
    Ok(Ending::Done)
}

fn next_steps(dir: &Path) -> String {
    let dir = dir.display();
    format!(
        "{dir} is a portal now. Next:\n  dateline build --root {dir}\n  dateline new news \"A headline\" --root {dir}"
    )
}

/// The files of a new portal; DATE is today.
const FILES: [(&str, &str); 9] = [
    (".vscode/settings.json", include_str!("init/settings.json")),
    ("portal.yaml", include_str!("init/portal.yaml")),
    (".gitignore", "/.dateline\n"),
    ("output/.gitignore", "*\n!.gitignore\n"),
    ("content/pages/about.md", include_str!("init/about.md")),
    ("content/organisations/our-partnership.md", include_str!("init/our-partnership.md")),
    ("content/news/DATE-our-portal-opens.md", include_str!("init/our-portal-opens.md")),
    ("content/notices/DATE-sample-notice.md", include_str!("init/sample-notice.md")),
    ("content/news/portal.svg", include_str!("init/portal.svg")),
];
