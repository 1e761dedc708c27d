//! `dateline new KIND TITLE`: an article with the fields of its kind, in the right place.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Ending, World, new_theme, options_at, root, scaffold, tell};
use crate::cli::{Everywhere, New};
use crate::compile;
use crate::config::Config;
use crate::diagnostic::Failure;
use crate::model::name::did_you_mean;
use crate::model::{Kind, Moment, Slug};
use crate::parse::written::{fields_of, required_fields};
use crate::yaml::record::{Part, Shape};

/// Runs it.
pub(super) fn run(everywhere: &Everywhere, arguments: &New, world: &World) -> Result<Ending, Failure> {
    let root = root(everywhere)?;
    if arguments.kind == "theme" {
        return new_theme::run(&root, &arguments.title);
    }
    let kind = kind(&arguments.kind)?;
    let config = compile::settings(&root, &options_at(world.now))?.value;
    let date = date(&config, arguments.date.as_deref(), world)?;
    let path = path(&root, kind, &arguments.title, date)?;
    scaffold::write(&path, &text(kind, &arguments.title, date))?;
    let shown = path.strip_prefix(&root).unwrap_or(&path);
    tell::result(&shown.display().to_string())?;
    Ok(Ending::Done)
}

pub(super) fn kind(word: &str) -> Result<Kind, Failure> {
    let lower = word.to_lowercase();
    Kind::from_word(&lower).or_else(|| Kind::from_folder(&lower)).ok_or_else(|| {
        let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
        let help = did_you_mean(&lower, kinds.clone())
            .unwrap_or_else(|| format!("known are `{}`", kinds.collect::<Vec<_>>().join("`, `")));
        Failure::Usage(format!("no kind of article is called `{word}`; {help}"))
    })
}

fn date(config: &Config, written: Option<&str>, world: &World) -> Result<Moment, Failure> {
    match written {
        None => Ok(Moment::Day(config.zone.day(world.now))),
        Some(text) => Moment::parse(text, &config.zone)
            .map_err(|_| Failure::Usage(format!("`{text}` is no date; write `2020-04-28` or `2020-04-28T10:00`"))),
    }
}

/// `content/news/2020-04-28-ports.md`: kinds that need a date carry it in the name of the file.
fn path(root: &Path, kind: Kind, title: &str, date: Moment) -> Result<PathBuf, Failure> {
    let slug = Slug::from_text(title)
        .ok_or_else(|| Failure::Usage(format!("`{title}` has no letter or digit to make an address of")))?;
    let name = match kind {
        Kind::News | Kind::Notice => format!("{}-{slug}.md", date.day()),
        _ => format!("{slug}.md"),
    };
    Ok(root.join("content").join(kind.folder()).join(name))
}

/// The text of a new article: what it needs is written, what it may have is explained.
fn text(kind: Kind, title: &str, date: Moment) -> String {
    let mut text = format!("---\ntitle: {}\n", serde_json::Value::from(title));
    for field in required_fields(kind).iter().filter(|field| **field != "title") {
        let _ = writeln!(text, "{field}: {}", date.day());
    }
    text.push_str("draft: true   # take this line out to publish\n\n# What an article of this kind may also have; take the # away.\n");
    let optional = fields_of(kind).filter(|part| !required_fields(kind).contains(&part.name) && part.name != "draft");
    let (own, common): (Vec<&Part>, Vec<&Part>) =
        optional.partition(|part| crate::parse::written::own_fields(kind).contains(&part.name));
    for part in own.into_iter().chain(common) {
        let example = example(part);
        let _ = writeln!(text, "# {:<34} # {}", format!("{}: {example}", part.name), part.about.trim());
    }
    text.push_str("---\n\nWrite the text here.\n");
    text
}

/// What could stand in a field.
fn example(part: &Part) -> String {
    match part.shape {
        Shape::Text | Shape::TextOrTexts => "…".to_owned(),
        Shape::Texts | Shape::TextsOrMany(_) => "[…]".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Number => "1".to_owned(),
        Shape::One(parts) => format!("{{{}}}", keys(parts)),
        Shape::Many(parts) => format!("[{{{}}}]", keys(parts)),
        Shape::Free => "{…}".to_owned(),
    }
}

fn keys(parts: &[Part]) -> String {
    parts.iter().map(|part| format!("{}: …", part.name)).collect::<Vec<_>>().join(", ")
}
