//! Drawings as text, every form of date, and the promise that nothing overlaps.

use proptest::prelude::*;

use super::*;
use crate::model::Language;
use crate::model::words::Phrases;

fn words(tag: &str) -> Words {
    Words::new(&Language::parse(tag).expect("a language"), Phrases::english())
}

/// Draws dates with their kinds and titles.
fn draw(tag: &str, plan: Plan, width: Width, dated: &[(&str, Kind, &str)]) -> String {
    let dates: Vec<Edtf> = dated.iter().map(|(date, ..)| Edtf::parse(date).expect("a date")).collect();
    let items: Vec<Item> = items(&dates, dated);
    let words = words(tag);
    let direction = Language::parse(tag).expect("a language").direction;
    let canvas = Canvas { words: &words, direction, title: "Timeline", description: "A test." };
    facts(&canvas, &items, plan, width).expect("something to draw")
}

fn items<'a>(dates: &'a [Edtf], dated: &'a [(&str, Kind, &str)]) -> Vec<Item<'a>> {
    let both = dates.iter().zip(dated);
    both.map(|(when, (date, kind, title))| Item {
        when,
        kind: *kind,
        title: (*title).into(),
        date: (*date).into(),
        language: None,
        url: "/p/".to_owned(),
    })
    .collect()
}

#[test]
fn points_months_years_and_spans() {
    insta::assert_snapshot!(draw(
        "en-GB",
        Plan::Lanes,
        Width::Middle,
        &[
            ("2018", Kind::Organisation, "A year is a year wide"),
            ("2019-01", Kind::Document, "A month is a month wide"),
            ("2020-04/2023-03", Kind::Programme, "A span is a bar"),
            ("2020-04-28", Kind::Event, "A day & its <event>"),
            ("2020-22", Kind::News, "A season"),
        ],
    ));
}

#[test]
fn what_is_not_known() {
    insta::assert_snapshot!(draw(
        "en-GB",
        Plan::Lanes,
        Width::Wide,
        &[
            ("201X", Kind::Document, "Some year of a decade"),
            ("2016~", Kind::Organisation, "About a year"),
            ("2017?", Kind::News, "Perhaps a year"),
            ("2018-05-04~", Kind::Notice, "About a day"),
            ("2019/..", Kind::Person, "It goes on"),
            ("2019/", Kind::Person, "Nobody knows until when"),
            ("/2020", Kind::Programme, "Nobody knows since when"),
            ("../2020-06", Kind::Programme, "It has always been"),
            ("2019~/2021%", Kind::Programme, "Both ends are doubtful"),
            ("[2020,2021]", Kind::News, "One of two years"),
            ("{2020,2021}", Kind::News, "Both years"),
        ],
    ));
}

#[test]
fn a_programme_against_its_span_in_a_narrow_window() {
    insta::assert_snapshot!(draw(
        "en-GB",
        Plan::Gantt,
        Width::Narrow,
        &[
            ("2020-04/2023-03", Kind::Programme, "Joint project in support of Afripol"),
            ("2020-04-28", Kind::Programme, "Kick-off, with a title that does not fit into one line of this drawing"),
        ],
    ));
}

#[test]
fn a_few_days_in_a_language_from_right_to_left() {
    insta::assert_snapshot!(draw(
        "ar-EG",
        Plan::Lanes,
        Width::Narrow,
        &[("2020-04-28", Kind::Event, "توقيع"), ("2020-04-30~", Kind::News, "خبر")],
    ));
}

#[test]
fn what_has_no_day_is_not_drawn() {
    let dates = ["XXXX-12-25", "Y17000"].map(|date| Edtf::parse(date).expect("a date"));
    for date in &dates {
        assert!(!is_drawable(date));
    }
}

#[test]
fn years_become_decades_where_they_do_not_fit() {
    let counts: BTreeMap<i16, Count> = [(1987, 2), (2004, 40), (2020, 120)]
        .map(|(year, count)| {
            (year, Count { count, url: Some(format!("/t/{year}/")), anchor: Some(format!("#year-{year}")) })
        })
        .into();
    let words = words("en-GB");
    let canvas = Canvas { words: &words, direction: "ltr", title: "Timeline", description: "A test." };
    insta::assert_snapshot!(
        years(&canvas, &counts, |time, count| format!("{time}: {count}"), Width::Narrow).expect("years")
    );
}

/// Any date that has a form of its own in a drawing.
fn any_date() -> impl Strategy<Value = String> {
    let year = 1990..2030_i32;
    prop_oneof![
        year.clone().prop_map(|year| format!("{year}")),
        year.clone().prop_map(|year| format!("{year}~")),
        (year.clone(), 1..13).prop_map(|(year, month)| format!("{year}-{month:02}?")),
        (year.clone(), 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        (year.clone(), 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}%")),
        (year.clone(), 0..9).prop_map(|(year, more)| format!("{year}/{}", year + more)),
        year.clone().prop_map(|year| format!("{year}/..")),
        year.clone().prop_map(|year| format!("/{year}")),
        (199..203_i32).prop_map(|decade| format!("{decade}X")),
        year.prop_map(|year| format!("2005-03-{:02}", 1 + year % 28)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_drawing(
        dated in proptest::collection::vec((any_date(), "[A-Za-zäM ]{0,90}", 0..Kind::ALL.len()), 1..24),
        plan in prop_oneof![Just(Plan::Lanes), Just(Plan::Gantt), Just(Plan::Year(2005))],
    ) {
        let mut dated: Vec<(Edtf, String, Kind)> = dated
            .into_iter()
            .map(|(date, title, kind)| (Edtf::parse(&date).expect("a date"), title, Kind::ALL[kind]))
            .filter(|(when, ..)| plan != Plan::Year(2005) || when.earliest().is_none_or(|day| day.year() == 2005))
            .collect();
        dated.sort();
        prop_assume!(!dated.is_empty());
        let item = |(when, title, kind): &'_ (Edtf, String, Kind)| (when.clone(), title.clone(), *kind);
        let owned: Vec<_> = dated.iter().map(item).collect();
        let items: Vec<Item> = owned
            .iter()
            .map(|(when, title, kind)| Item { when, kind: *kind, title: title.into(), date: "".into(), language: None, url: "/".to_owned() })
            .collect();
        for width in Width::ALL {
            let layout = layout(&words("en-GB"), &items, plan, width).expect("dates");
            check_axis(&layout.axis, width)?;
            for (index, placed) in layout.placed.iter().enumerate() {
                check_inside(placed, &layout, width)?;
                for other in &layout.placed[index + 1..] {
                    let (a, b) = (placed.area, other.area);
                    let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
                    prop_assert!(apart, "{placed:?} and {other:?}");
                }
            }
        }
    }
}

/// The words of the axis follow one another and end within the drawing.
fn check_axis(axis: &Axis, width: Width) -> Result<(), TestCaseError> {
    for row in [|tick: &axis::Tick| tick.word.clone(), |tick: &axis::Tick| tick.above.clone()] {
        let mut from = 0.0;
        for (x, word) in axis.ticks.iter().filter_map(|tick| Some((tick.x + 3.0, row(tick)?))) {
            prop_assert!(x >= from, "{word} begins before {from}: {axis:?}");
            from = x + labels::width(&word);
        }
        prop_assert!(from <= width.units(), "{axis:?}");
    }
    Ok(())
}

/// The mark, its label and what both take lie in the drawing, and in one another.
fn check_inside(placed: &Placed, layout: &Layout, width: Width) -> Result<(), TestCaseError> {
    let area = placed.area;
    prop_assert!(area.left >= 0.0 && area.right <= width.units(), "{placed:?}");
    prop_assert!(area.top >= layout.head && area.bottom <= layout.height, "{placed:?}");
    let (left, right) = placed.mark.reach();
    prop_assert!(area.left <= left && right <= area.right + 0.001, "{placed:?}");
    let widest = placed.label.lines.iter().map(|line| labels::width(line)).fold(0.0, f64::max);
    let (from, to) = match placed.label.anchor {
        Anchor::Start => (placed.label.x, placed.label.x + widest),
        Anchor::End => (placed.label.x - widest, placed.label.x),
    };
    prop_assert!(from >= area.left - 0.001 && to <= area.right + 0.001, "{placed:?}");
    Ok(())
}
