//! What must be developed before anything is emitted, and who shows a picture that can't be.

use super::Trouble;
use crate::diagnostic::{Diagnostic, Failure, Span};
use crate::plan::Job;
use crate::render::Renderer;
use crate::source::Unpublished;
use crate::source::darkroom::Order;

/// The variants that are wanted, by picture: each is decoded once. `is_wanted` is asked with the position in the plan.
pub(super) fn orders<'a>(renderer: &Renderer<'a>, is_wanted: impl Fn(usize, &Job) -> bool) -> Vec<Order<'a>> {
    let mut orders: Vec<Order> = Vec::new();
    for (at, job) in renderer.plan.jobs.values().enumerate() {
        let Job::Picture(id, variant) = job else { continue };
        if !is_wanted(at, job) {
            continue;
        }
        let medium = renderer.medium(*id);
        match orders.last_mut().filter(|order| *order.path == medium.source) {
            Some(order) => order.wanted.push(*variant),
            None => orders.push(medium.order(&renderer.portal().project.config.image_widths, vec![*variant])),
        }
    }
    orders
}

/// What is told of a picture that can't be published: with the place that shows it.
pub(super) fn trouble(renderer: &Renderer, trouble: Unpublished) -> Trouble {
    match trouble {
        Unpublished::Machine(error) => Trouble::Failure(Failure::machine("read a picture", error)),
        Unpublished::Mistake(complaint) => Trouble::Mistake(Box::new(with_place(renderer, *complaint))),
    }
}

fn with_place(renderer: &Renderer, complaint: Diagnostic) -> Diagnostic {
    match complaint.at.as_ref().and_then(|at| who_shows(renderer, at)) {
        Some(place) => complaint.note("it is shown here", Some(place)),
        None => complaint,
    }
}

/// The first place that names the file of a complaint.
fn who_shows(renderer: &Renderer, at: &Span) -> Option<Span> {
    let portal = renderer.portal();
    let spots = portal.articles.iter().flat_map(|linked| linked.targets.iter().map(move |target| (linked, target)));
    let mut naming = spots.filter_map(|(linked, (spot, target))| {
        let is_it = portal.medium(target.medium()?).source == at.path;
        is_it.then(|| linked.article.span(spot.clone()))
    });
    naming.next()
}
