//! Collect: every address of another site that readers can follow, with the places it is written at.
//!
//! Addresses of the portal itself are left out: what is there now says nothing about what is about
//! to be published.

use std::collections::BTreeMap;

use url::Url;

use crate::diagnostic::{Field, Span, Spot};
use crate::graph::Portal;
use crate::graph::portal::Destination;
use crate::model::Article;
use crate::model::article::{Details, EntryLink};

/// Where an address is written, and how.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The characters to blame.
    pub(super) at: Span,
    /// The address as its author wrote it.
    pub(super) written: Box<str>,
}

/// Places by what is asked for: the address without its anchor, in the one form it has.
pub(super) type Links = BTreeMap<String, Vec<Place>>;

/// Every link of the portal to another site.
pub(super) fn links(portal: &Portal) -> Links {
    let own = asked_for(&portal.project.config.base_url.whole());
    let articles = portal.articles.iter().flat_map(|linked| of_article(&linked.article));
    let mut links = Links::new();
    for place in articles.chain(of_navigation(portal)).filter(|place| is_web(&place.written)) {
        let address = asked_for(&place.written);
        if !is_below(&own, &address) {
            links.entry(address).or_default().push(place);
        }
    }
    for places in links.values_mut() {
        places.sort();
        places.dedup();
    }
    links
}

fn of_article(article: &Article) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |url: Option<&str>, spot: Spot| {
        places.extend(url.map(|url| Place { at: article.span(spot), written: url.into() }));
    };
    match &article.details {
        Details::Organisation(organisation) => {
            add(organisation.website.as_deref(), Spot::Field(Field::new("website")));
        }
        Details::Event(event) => {
            add(event.online.as_deref(), Spot::Field(Field::new("online")));
            add(event.registration.as_deref(), Spot::Field(Field::new("registration")));
        }
        Details::News
        | Details::Notice(_)
        | Details::Programme(_)
        | Details::Person(_)
        | Details::Document(_)
        | Details::Page(_)
        | Details::Topic => {}
    }
    for (index, source) in article.sources.iter().enumerate() {
        add(source.url.as_deref(), Spot::Field(Field::new("sources").item(index).part("url")));
    }
    for (index, entry) in article.timeline.iter().enumerate() {
        if let Some(EntryLink::Web(url)) = &entry.link {
            add(Some(url), Spot::Field(Field::new("timeline").item(index).part("link")));
        }
    }
    for external in article.body.all_externals() {
        add(Some(&external.url), Spot::Bytes(external.span));
    }
    places
}

fn of_navigation(portal: &Portal) -> impl Iterator<Item = Place> {
    portal.front.navigation.iter().filter_map(|item| match &item.to {
        Destination::Web(url) => Some(Place { at: item.span.clone(), written: url.clone() }),
        Destination::Article(_) | Destination::Section(_) => None,
    })
}

/// Fields take mailboxes and telephones too.
fn is_web(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).unwrap_or_default();
    ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}

/// The address without its anchor, as a browser would ask for it; as written, if no browser could.
fn asked_for(written: &str) -> String {
    let Ok(mut url) = Url::parse(written) else { return written.to_owned() };
    url.set_fragment(None);
    url.into()
}

/// Whether an address is `folder`, which ends in a slash, or below it.
fn is_below(folder: &str, address: &str) -> bool {
    address.starts_with(folder) || folder.strip_suffix('/') == Some(address)
}

#[cfg(test)]
mod tests {
    use super::{asked_for, is_below, is_web, of_article};
    use crate::diagnostic::Spot;
    use crate::model::SourcePath;
    use crate::{config, parse};

    /// What stands where in an article: behind a field, or behind the characters of the text.
    fn places(path: &str, text: &str) -> Vec<String> {
        let settings = "title: P\ndescription: D\nbase_url: https://portal.example/\n";
        let mut told = Vec::new();
        let config = config::read(settings, None).unpack(&mut told);
        let article = parse::article(&config, &SourcePath::new(path), text.as_bytes()).unpack(&mut told);
        assert!(told.is_empty(), "{told:#?}");
        let places = of_article(&article.expect("an article"));
        let told = places.iter().map(|place| match &place.at.spot {
            Spot::Field(field) => format!("{field}: {}", place.written),
            Spot::Bytes(bytes) => format!("`{}`: {}", &text[bytes.range()], place.written),
            Spot::File => panic!("a place is known"),
        });
        told.collect()
    }

    #[test]
    fn fields_of_all_kinds_and_the_text_are_places() {
        let organisation = "---
title: Afripol
website: https://afripol.example
sources:
  - title: On paper
  - {title: Online, url: https://x.example/1}
timeline:
  - {date: 2019, title: Founded, link: https://x.example/2}
  - {date: 2020, title: An article, link: news/ports}
---

[Inline](https://x.example/é), [defined], <https://x.example/4>.

::: columns
[Inside](https://x.example/5)
:::

[defined]: https://x.example/3
";
        assert_eq!(
            places("content/organisations/afripol.md", organisation),
            [
                "website: https://afripol.example",
                "sources[1].url: https://x.example/1",
                "timeline[0].link: https://x.example/2",
                "`https://x.example/é`: https://x.example/%C3%A9",
                "`https://x.example/3`: https://x.example/3",
                "`https://x.example/4`: https://x.example/4",
                "`https://x.example/5`: https://x.example/5",
            ]
        );
        let event = "---
title: Meeting
start: 2020-06-01
online: https://x.example/online
registration: https://x.example/registration
---
";
        let fields = ["online: https://x.example/online", "registration: https://x.example/registration"];
        assert_eq!(places("content/events/meeting.md", event), fields);
    }

    #[test]
    fn one_address_has_one_form() {
        for written in ["https://X.example", "HTTPS://x.example/", "https://x.example:443/#top", "https://x.example/./"]
        {
            assert_eq!(asked_for(written), "https://x.example/", "{written}");
        }
        assert_eq!(asked_for("https://bücher.example/é?q=a b#c"), "https://xn--bcher-kva.example/%C3%A9?q=a%20b");
        assert_eq!(asked_for("https://[oops/"), "https://[oops/");
    }

    #[test]
    fn only_the_web_is_asked() {
        assert!(is_web("http://x.example") && is_web("HTTPS://x.example"));
        assert!(!is_web("mailto:a@x.example") && !is_web("tel:+33") && !is_web("https"));
    }

    #[test]
    fn the_portal_itself_is_not_asked() {
        let own = "https://portal.example/p/";
        assert!(is_below(own, "https://portal.example/p") && is_below(own, "https://portal.example/p/news/"));
        assert!(!is_below(own, "https://portal.example/press/") && !is_below(own, "https://portal.example/"));
    }
}
