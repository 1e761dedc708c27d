//! Complain: what became of the addresses → a complaint at every place they are written.

use std::collections::BTreeMap;

use super::ask::Answer;
use super::collect::{Links, Place};
use crate::diagnostic::{self, Code, Diagnostic, Severity};

/// From so many addresses on, it is the network's fault when no host is found.
const MANY: usize = 3;

/// Complaints about all addresses that are not fine, in the order of their places.
pub(super) fn about(links: &Links, answers: &BTreeMap<&str, Answer>) -> Vec<Diagnostic> {
    if is_cut_off(answers) {
        let message = format!("the links to other sites could not be checked: none of {} answers", answers.len());
        return vec![Diagnostic::warning(Code::DeadLink, message).help("is this machine connected to the internet?")];
    }
    let with_places = answers.iter().filter_map(|(address, answer)| Some((answer, links.get(*address)?)));
    let mut complaints: Vec<Diagnostic> = with_places
        .flat_map(|(answer, places)| places.iter().filter_map(move |place| complaint(place, answer)))
        .collect();
    diagnostic::sort(&mut complaints);
    complaints
}

/// Whether the reason is this machine: not one host was found, let alone reached.
fn is_cut_off(answers: &BTreeMap<&str, Answer>) -> bool {
    let is_silent = |answer: &Answer| matches!(answer, Answer::NoHost | Answer::NoNetwork);
    let is_down = answers.values().any(|answer| *answer == Answer::NoNetwork);
    answers.values().all(is_silent) && (is_down || answers.len() >= MANY)
}

fn complaint(place: &Place, answer: &Answer) -> Option<Diagnostic> {
    let written = &place.written;
    let dead = |why: &str| {
        Diagnostic::warning(Code::DeadLink, format!("`{written}` does not answer: {why}"))
            .help("correct or remove it, or link to an archived copy")
    };
    let unsure = |why: &str| {
        advice(format!("`{written}` could not be checked: {why}")).help("open it in a browser to see whether it stands")
    };
    let complaint = match answer {
        Answer::Fine => return None,
        Answer::Moved(to) => {
            advice(format!("`{written}` has moved for good")).help(format!("write `{}`", with_anchor(to, written)))
        }
        Answer::Dead(why) => dead(why),
        Answer::NoHost => dead("there is no such host"),
        Answer::Unsure(why) => unsure(why),
        Answer::NoNetwork => unsure("there is no way to it from here"),
    };
    Some(complaint.at(place.at.clone()))
}

fn advice(message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Advice, ..Diagnostic::warning(Code::DeadLink, message) }
}

/// The new address with the anchor of the old one, as browsers keep it.
fn with_anchor(to: &url::Url, written: &str) -> String {
    match written.split_once('#') {
        Some((_, anchor)) if to.fragment().is_none() => format!("{to}#{anchor}"),
        _ => to.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::about;
    use crate::commands::links::ask::Answer;
    use crate::commands::links::collect::{Links, Place};
    use crate::diagnostic::{Diagnostic, Span};
    use crate::model::SourcePath;

    const ADDRESSES: [&str; 3] = ["https://a.example/", "https://b.example/", "https://c.example/"];

    fn told(answers: [Answer; 3]) -> Vec<Diagnostic> {
        let at = Span::file(&SourcePath::new("content/pages/links.md"));
        let place = |address: &str| vec![Place { at: at.clone(), written: format!("{address}#top").into() }];
        let links: Links = ADDRESSES.iter().map(|address| ((*address).to_owned(), place(address))).collect();
        about(&links, &BTreeMap::from_iter(ADDRESSES.into_iter().zip(answers)))
    }

    fn messages(answers: [Answer; 3]) -> Vec<String> {
        told(answers).into_iter().map(|complaint| complaint.message).collect()
    }

    #[test]
    fn a_machine_without_network_is_told_once() {
        let cut_off = ["the links to other sites could not be checked: none of 3 answers"];
        assert_eq!(messages([Answer::NoHost, Answer::NoHost, Answer::NoHost]), cut_off);
        assert_eq!(messages([Answer::NoHost, Answer::NoNetwork, Answer::NoHost]), cut_off);
        assert_eq!(
            messages([Answer::NoHost, Answer::NoNetwork, Answer::Fine]),
            [
                "`https://a.example/#top` does not answer: there is no such host",
                "`https://b.example/#top` could not be checked: there is no way to it from here",
            ]
        );
    }

    #[test]
    fn a_new_address_keeps_the_anchor_unless_it_has_its_own() {
        let to = |text: &str| Answer::Moved(text.parse().expect("an address"));
        let told = told([to("https://new.example/"), to("https://new.example/#other"), Answer::Fine]);
        let helps: Vec<_> = told.into_iter().filter_map(|complaint| complaint.help).collect();
        assert_eq!(helps, ["write `https://new.example/#top`", "write `https://new.example/#other`"]);
    }
}
