//! Chains that must end: `parent` and `supersedes`. A circle, and two notices that replace the same
//! one, are told at the field.

use std::collections::BTreeMap;

use super::held::Visible;
use super::portal::{ArticleId, Target};
use crate::diagnostic::{Code, Diagnostic, Field, Spot};

/// The fields that make chains.
const CHAINS: [&str; 2] = ["parent", "supersedes"];

/// Finds every circle and every notice with two successors.
pub(super) fn find(visible: &[Visible], targets: &[Box<[(Spot, Target)]>]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for name in CHAINS {
        circles(visible, targets, name, &mut diagnostics);
    }
    two_successors(visible, targets, &mut diagnostics);
    diagnostics
}

/// The steps of a chain from one article: fields and whom they name.
fn steps<'a>(
    targets: &'a [Box<[(Spot, Target)]>],
    from: ArticleId,
    name: &'a str,
) -> impl Iterator<Item = (Field, ArticleId)> + 'a {
    targets[from.index()].iter().filter_map(move |(spot, target)| match (spot, target) {
        (Spot::Field(field), Target::Article(to, _)) if field.name == name => Some((*field, *to)),
        _ => None,
    })
}

/// Tells each circle once, at its first article in the order of paths.
fn circles(visible: &[Visible], targets: &[Box<[(Spot, Target)]>], name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut settled = vec![false; visible.len()];
    for start in (0..visible.len() as u32).map(ArticleId) {
        let mut path: Vec<(ArticleId, Field)> = Vec::new();
        walk(targets, name, start, &mut path, &mut settled, &mut |circle| {
            diagnostics.push(told(visible, name, circle));
        });
    }
}

/// Goes down the chain without recursion into what is settled; tells the circle it closes.
fn walk(
    targets: &[Box<[(Spot, Target)]>],
    name: &str,
    start: ArticleId,
    path: &mut Vec<(ArticleId, Field)>,
    settled: &mut [bool],
    tell: &mut impl FnMut(&[(ArticleId, Field)]),
) {
    // An explicit stack: a chain may be as long as there are articles.
    let mut stack: Vec<(ArticleId, usize)> = vec![(start, 0)];
    while let Some((at, next)) = stack.pop() {
        if settled[at.index()] {
            path.truncate(stack.len());
            continue;
        }
        path.truncate(stack.len());
        let Some((field, to)) = steps(targets, at, name).nth(next) else {
            settled[at.index()] = true;
            continue;
        };
        stack.push((at, next + 1));
        path.push((at, field));
        if let Some(begin) = path.iter().position(|(seen, _)| *seen == to) {
            tell(&path[begin..]);
        } else {
            stack.push((to, 0));
        }
    }
}

fn told(visible: &[Visible], name: &str, circle: &[(ArticleId, Field)]) -> Diagnostic {
    let (first, field) = circle.iter().min_by_key(|(id, _)| *id).copied().expect("a circle has a member");
    let article = |id: ArticleId| &visible[id.index()].article;
    let begin = circle.iter().position(|(id, _)| *id == first).unwrap_or_default();
    let around = circle[begin..].iter().chain(&circle[..=begin]);
    let way: Vec<String> = around.clone().map(|(id, _)| format!("`{}`", article(*id).slug)).collect();
    let mut complaint = Diagnostic::error(Code::Cycle, format!("`{name}` goes in a circle: {}", way.join(" → ")))
        .at(article(first).field(field))
        .help("take one of them out");
    for (id, field) in around.filter(|(id, _)| *id != first) {
        complaint = complaint.note("and here", Some(article(*id).field(*field)));
    }
    complaint
}

fn two_successors(visible: &[Visible], targets: &[Box<[(Spot, Target)]>], diagnostics: &mut Vec<Diagnostic>) {
    let mut successors: BTreeMap<ArticleId, Vec<(ArticleId, Field)>> = BTreeMap::new();
    for from in (0..visible.len() as u32).map(ArticleId) {
        for (field, to) in steps(targets, from, "supersedes") {
            successors.entry(to).or_default().push((from, field));
        }
    }
    for (replaced, by) in successors {
        let language = |id: ArticleId| visible[id.index()].article.language;
        let mut rivals = by.iter().filter(|(id, _)| language(*id) == language(replaced));
        if let (Some((first, first_field)), Some((second, field))) = (rivals.next(), rivals.next()) {
            let article = |id: ArticleId| &visible[id.index()].article;
            let message = format!("`{}` already has a successor", article(replaced).slug);
            let complaint = Diagnostic::error(Code::TwoSuccessors, message).at(article(*second).field(*field));
            diagnostics.push(
                complaint
                    .note("it is superseded here", Some(article(*first).field(*first_field)))
                    .help(format!("let this one supersede `{}`", article(*first).slug)),
            );
        }
    }
}
