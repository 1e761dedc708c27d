//! Which roles people held on a day, and which day counts on a page.

use crate::config::Project;
use crate::model::article::{Article, Details, Person, RoleHeld};
use crate::model::{Day, Edtf, Moment};

use super::facts::span_of_role;

/// The roles held on a day, with their positions. A missing end is open, so that a role without dates is
/// always held.
pub fn held_on(person: &Person, day: Day) -> impl Iterator<Item = (usize, &RoleHeld)> {
    person.roles.iter().enumerate().filter(move |(_, role)| {
        let span = span_of_role(role);
        let has_begun = span.as_ref().and_then(Edtf::earliest).is_none_or(|first| first <= day);
        let is_over = span.as_ref().and_then(Edtf::latest).is_some_and(|last| last < day);
        has_begun && !is_over
    })
}

/// The day whose roles an article shows: that of its event, its signing, its publication. What describes
/// the present shows today's; a programme that has ended those of its last day.
pub fn day_of(project: &Project, article: &Article) -> Day {
    let today = project.config.zone.day(project.instant);
    let date = article.date.map(Moment::day);
    let own = match &article.details {
        Details::Event(event) => event.start.map(Moment::day).or(date),
        Details::Document(document) => document.signed.as_ref().and_then(Edtf::earliest).or(date),
        Details::Programme(programme) => programme.end.as_ref().and_then(Edtf::latest).filter(|last| *last < today),
        Details::News | Details::Notice(_) | Details::Page(_) => date,
        Details::Organisation(_) | Details::Person(_) | Details::Topic => None,
    };
    own.unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(title: &str, from: Option<&str>, until: Option<&str>) -> RoleHeld {
        let date = |text: Option<&str>| text.map(|text| Edtf::parse(text).expect("a date"));
        RoleHeld { title: title.into(), organisation: None, from: date(from), until: date(until) }
    }

    fn held(person: &Person, day: &str) -> Vec<String> {
        let day = Day::parse(day).expect("a day");
        held_on(person, day).map(|(_, role)| role.title.to_string()).collect()
    }

    #[test]
    fn a_role_is_held_from_its_first_to_its_last_possible_day() {
        let roles = vec![
            role("head", Some("2022-09"), Some("2025-02")),
            role("director", Some("2025-03"), None),
            role("adviser", None, Some("2024~")),
            role("officer", None, None),
        ];
        let person = Person { roles, portrait: None };
        assert_eq!(held(&person, "2022-08-31"), ["adviser", "officer"]);
        assert_eq!(held(&person, "2022-09-01"), ["head", "adviser", "officer"]);
        assert_eq!(held(&person, "2024-12-31"), ["head", "adviser", "officer"]);
        assert_eq!(held(&person, "2025-02-28"), ["head", "officer"]);
        assert_eq!(held(&person, "2025-03-01"), ["director", "officer"]);
    }
}
