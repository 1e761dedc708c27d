//! `dateline new theme NAME`: a theme of one's own that inherits from the default one.

use super::{Ending, scaffold, tell};
use crate::diagnostic::Failure;
use crate::model::Slug;
use std::path::Path;

/// The files of a new theme; NAME is its name, TITLE what it was called.
const FILES: [(&str, &str); 3] = [
    ("theme.yaml", include_str!("new_theme/theme.yaml")),
    ("assets/NAME.css", include_str!("new_theme/theme.css")),
    ("templates/partials/looks.html", include_str!("new_theme/looks.html")),
];

/// Makes it, below the project at `root`.
pub(super) fn run(root: &Path, title: &str) -> Result<Ending, Failure> {
    let name = Slug::from_text(title)
        .ok_or_else(|| Failure::Usage(format!("`{title}` has no letter or digit to name a folder with")))?;
    let folder = root.join("themes").join(name.as_str());
    if folder.exists() {
        return Err(Failure::Usage(format!("there is a theme `{name}` already, in {}", folder.display())));
    }
    let fill = |text: &str| text.replace("NAME", name.as_str()).replace("TITLE", title);
    for (path, text) in FILES {
        scaffold::write(&folder.join(fill(path)), &fill(text))?;
    }
    tell::result(&format!(
        "themes/{name}/\nWrite `theme: {name}` into portal.yaml to use it; docs/themes.md tells what templates get."
    ))?;
    Ok(Ending::Done)
}
