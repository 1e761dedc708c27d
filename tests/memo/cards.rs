//! Social cards: drawn again when what they say or show changes, and only then.

use dateline::model::time::parse_instant;

use crate::site::{Site, small};

/// A small portal with cards, built.
fn with_cards() -> Site {
    let site = small();
    site.edit("portal.yaml", "pagination: 2", "pagination: 2\nimages: {cards: true}");
    site.write(
        "content/notices/storm.md",
        "---\ntitle: Storm\ndate: 2026-06-01\nsummary: S\nseverity: severe\nvalid_until: 2026-06-11\n---\n\nText.\n",
    );
    assert_eq!(cards(&site).len(), 6);
    site
}

/// The cards a build draws.
fn cards(site: &Site) -> Vec<String> {
    let (_, rendered) = site.work();
    rendered.into_iter().filter(|path| path.ends_with("card.png")).collect()
}

#[test]
fn a_card_is_drawn_again_when_its_words_change() {
    let site = with_cards();
    site.edit("content/news/ports.md", "title: Ports", "title: Harbours");
    assert_eq!(cards(&site), ["news/ports/card.png"]);
    site.edit("content/news/ports.md", "date: 2026-05-01", "date: 2026-05-03");
    assert_eq!(cards(&site), ["news/ports/card.png"]);
    site.edit("content/news/ports.md", "Text.", "Better text.");
    assert_eq!(cards(&site), Vec::<String>::new());
}

#[test]
fn a_setting_draws_cards_again_only_if_they_show_it() {
    let site = with_cards();
    site.edit("portal.yaml", "pagination: 2", "pagination: 3\nfeeds: {entries: 3}");
    assert_eq!(cards(&site), Vec::<String>::new());
    site.write("templates/news.html", "{% extends \"page.html\" %}{% block after_text %}New{% endblock %}");
    assert_eq!(cards(&site), Vec::<String>::new());
    site.edit("portal.yaml", "title: P", "title: Portal");
    assert_eq!(cards(&site).len(), 6);
    site.edit("portal.yaml", "title: Portal", "title: Portal\nlook: {accent: \"#00625a\"}");
    assert_eq!(cards(&site).len(), 6);
    site.edit("portal.yaml", "images: {cards: true}", "images: {cards: false}");
    assert_eq!(cards(&site), Vec::<String>::new());
    assert!(!site.root().join("output/news/ports/card.png").exists());
}

#[test]
fn the_card_of_a_notice_is_drawn_again_when_it_expires() {
    let mut site = with_cards();
    site.instant = parse_instant("2026-06-14T12:00:00Z").expect("an instant");
    assert_eq!(cards(&site), ["notices/storm/card.png"]);
}

#[test]
fn a_held_article_has_no_card_until_it_is_published() {
    let mut site = with_cards();
    site.edit("content/news/ships.md", "summary: S", "summary: S\nembargo: 2026-06-12T10:00");
    assert_eq!(cards(&site), Vec::<String>::new());
    assert!(!site.root().join("output/news/ships").exists());
    site.instant = parse_instant("2026-06-12T12:00:00Z").expect("an instant");
    assert!(cards(&site).contains(&"news/ships/card.png".to_owned()));
}
