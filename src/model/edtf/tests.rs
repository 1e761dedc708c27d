//! Every example of the standard that `docs` and authors rely on, and strings nobody foresaw.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message))
}

/// `from..to`, with nothing for no day.
fn reach(date: &Edtf) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(date.earliest()), day(date.latest()))
}

#[test]
fn a_date_reaches_from_its_first_to_its_last_day() {
    let examples = [
        // Level 0
        ("2019", "2019-01-01..2019-12-31"),
        ("0000", "0000-01-01..0000-12-31"),
        ("2019-01", "2019-01-01..2019-01-31"),
        ("2020-02", "2020-02-01..2020-02-29"),
        ("2020-04-28", "2020-04-28..2020-04-28"),
        ("2020-04-28T10:00:00", "2020-04-28..2020-04-28"),
        ("2020-04-28T10:00:00Z", "2020-04-28..2020-04-28"),
        ("2020-04-28T10:00:00-05", "2020-04-28..2020-04-28"),
        ("2020-04-28T23:30:00+02:00", "2020-04-28..2020-04-28"),
        ("2020-04/2023-03", "2020-04-01..2023-03-31"),
        ("2020/2024", "2020-01-01..2024-12-31"),
        ("2004-02-01/2005-02", "2004-02-01..2005-02-28"),
        ("2020/2020-03", "2020-01-01..2020-03-31"),
        // Level 1
        ("2016~", "2016-01-01..2016-12-31"),
        ("2021?", "2021-01-01..2021-12-31"),
        ("2004-06%", "2004-06-01..2004-06-30"),
        ("2004-06-11?", "2004-06-11..2004-06-11"),
        ("201X", "2010-01-01..2019-12-31"),
        ("20XX", "2000-01-01..2099-12-31"),
        ("XXXX", ".."),
        ("2004-XX", "2004-01-01..2004-12-31"),
        ("1985-04-XX", "1985-04-01..1985-04-30"),
        ("2004-XX-XX", "2004-01-01..2004-12-31"),
        ("2020-21", "2020-03-01..2020-05-31"),
        ("2020-22", "2020-06-01..2020-08-31"),
        ("2020-23~", "2020-09-01..2020-11-30"),
        ("2020-24", "2020-12-01..2021-02-28"),
        ("-1985", "-1985-01-01..-1985-12-31"),
        ("Y170000002", ".."),
        ("Y-170000002", ".."),
        ("2019/..", "2019-01-01.."),
        ("../1985-04", "..1985-04-30"),
        ("1985-04-12/", "1985-04-12.."),
        ("/1985-04-12", "..1985-04-12"),
        ("1984-06-02?/2004-08-08~", "1984-06-02..2004-08-08"),
        // Level 2
        ("2004-06~-11", "2004-06-11..2004-06-11"),
        ("2004-?06-11", "2004-06-11..2004-06-11"),
        ("?2004-06-~11", "2004-06-11..2004-06-11"),
        ("2004-06-XX/2004-07-03", "2004-06-01..2004-07-03"),
        ("2004-06-~01/2004-06-~20", "2004-06-01..2004-06-20"),
        ("156X-12-25", "1560-12-25..1569-12-25"),
        ("156X-02-29", "1560-02-29..1568-02-29"),
        ("1XXX-XX", "1000-01-01..1999-12-31"),
        ("15XX-12-XX", "1500-12-01..1599-12-31"),
        ("1984-1X", "1984-10-01..1984-12-31"),
        ("-156X", "-1569-01-01..-1560-12-31"),
        ("XXXX-12-25", ".."),
        ("[1667,1668,1670..1672]", "1667-01-01..1672-12-31"),
        ("[..1760-12-03]", "..1760-12-03"),
        ("[1760-12..]", "1760-12-01.."),
        ("{1960,1961-12}", "1960-01-01..1961-12-31"),
        ("{1961-12, 1960}", "1960-01-01..1961-12-31"),
        ("{..1984}", "..1984-12-31"),
        ("2001-28", "2001-12-01..2002-02-28"),
        ("2001-29", "2001-09-01..2001-11-30"),
        ("2001-30", "2001-12-01..2002-02-28"),
        ("2001-33", "2001-01-01..2001-03-31"),
        ("2001-39", "2001-09-01..2001-12-31"),
        ("2001-41", "2001-07-01..2001-12-31"),
    ];
    for (text, expected) in examples {
        assert_eq!(reach(&read(text)), expected, "{text}");
        assert_eq!(read(text).as_written(), text);
    }
}

#[test]
fn what_is_no_date_is_refused_and_offered_its_right_form() {
    let examples = [
        ("2020-2024", "write `2020/2024`"),
        ("2020–2024", "write `2020/2024`"),
        ("2020–24", "write `2020/2024`"),
        ("2019-20", "write `2019/2020`"),
        ("January 2019 – March 2020", "write `2019-01/2020-03`"),
        ("April 2019-March 2020", "write `2019-04/2020-03`"),
        ("April 2020", "write `2020-04`"),
        ("Apr 2020", "write `2020-04`"),
        ("28 April 2020", "write `2020-04-28`"),
        ("April 28, 2020", "write `2020-04-28`"),
        ("28th of Sept. 2020", "write `2020-09-28`"),
        ("spring 2020", "write `2020-21`"),
        ("28/04/2020", "write `2020-04-28`"),
        ("04/28/2020", "write `2020-04-28`"),
        ("28.4.2020", "write `2020-04-28`"),
        ("2020/04/28", "write `2020-04-28`"),
        ("04/2020", "write `2020-04`"),
        ("04/04/2020", "write `2020-04-04`"),
        ("04/05/2020", "write `2020-05-04` for 4 May, `2020-04-05` for 5 April"),
        ("2020-4", "write `2020-04`"),
        ("2020-4-8", "write `2020-04-08`"),
        ("20200428", "write `2020-04-28`"),
        ("2020-04-28 10:00", "write `2020-04-28T10:00:00`"),
        ("2020-04-28T10:00Z", "write `2020-04-28T10:00:00Z`"),
        ("2016??", "write `2016?`"),
        ("2016~?", "write `2016%`"),
        ("2016 ?", "write `2016?`"),
        ("~2016", "write `2016~`"),
        ("c. 2016", "write `2016~`"),
        ("about April 2016", "write `2016-04~`"),
        ("ca. 2016/2018", "write `2016~/2018`"),
        ("2019-", "write `2019/..`"),
        ("2019 -", "write `2019/..`"),
        ("since 2019", "write `2019/..`"),
        ("2019 to present", "write `2019/..`"),
        ("until April 1985", "write `../1985-04`"),
        ("2020/open", "write `2020/..`"),
        ("unknown/2020", "write `/2020`"),
        ("199u", "write `199X`"),
        ("the 1990s", "write `199X`"),
        ("2023/2020", "write `2020/2023`"),
        ("Y9999", "write `9999`"),
        ("12345", "write `Y12345`"),
        ("-0000", "write `0000` for 1 BC, `-0001` for 2 BC"),
        ("2020-00", "write `2020` if that is all that is known"),
        ("2020-04-00", "write `2020-04` if that is all that is known"),
        ("2018-21/2018-23", "write the months: `2018-03/2018-11`"),
        ("2018-24/2019", "write the months: `2018-12/2019`"),
        ("2018-04-01T10:00:00Z/2019", "write `2018-04-01/2019`"),
        (" 2020", "write `2020`"),
        ("", "leave the field out if no date is known"),
        ("soon", mistakes::FORMS),
        ("[1999}", mistakes::FORMS),
    ];
    for (text, help) in examples {
        let error = Edtf::parse(text).expect_err(text);
        assert_eq!(error.help.as_deref(), Some(help), "{text}: {}", error.message);
    }
}

#[test]
fn what_does_not_exist_is_named() {
    let examples = [
        ("2020-02-30", "there is no day 30 in February 2020, which has 29 days"),
        ("2019-02-29", "there is no day 29 in February 2019, which has 28 days"),
        ("2020/2023-04-31", "there is no day 31 in April 2023, which has 30 days"),
        ("156X-09-31", "`156X-09-31` has a day that does not exist"),
        ("XXXX-02-30", "`XXXX-02-30` has a day that does not exist"),
        ("2020-13", "`2020-13` has a month that does not exist"),
        ("2020-42", "`2020-42` has a month that does not exist"),
        ("2020-21-01", "`2020-21-01` has a month that does not exist"),
        ("2020-4X", "`2020-4X` has a month that does not exist"),
        ("2020-04-28T25:00:00", "`2020-04-28T25:00:00` has a time that does not exist"),
        ("Y99999999999999999999", "the year has too many digits"),
        ("../..", "an interval without a date says nothing"),
        ("/", "an interval without a date says nothing"),
        ("[..]", "an interval without a date says nothing"),
    ];
    for (text, message) in examples {
        assert_eq!(Edtf::parse(text).expect_err(text).message, message);
    }
}

#[test]
fn other_forms_of_the_standard_are_refused() {
    for text in
        ["1950S2", "Y17E7", "2020-04-28T10:00:00~", "2020-04~T10:00:00", "1985W15", "2020--04", "2020-04-", "[]"]
    {
        assert!(Edtf::parse(text).is_err(), "{text}");
    }
}

#[test]
fn order_is_by_earliest_day_then_the_less_exact_first() {
    let sorted = [
        "../1985-04",
        "Y-17000",
        "-0001",
        "1985-04-12/..",
        "1985-04-12",
        "201X",
        "2019/..",
        "2019/2020",
        "2019%",
        "2019~",
        "2019?",
        "2019",
        "2019-XX",
        "2019-01-01/2019-12-31",
        "2019-01~",
        "2019-01",
        "2019-01-01",
        "2019-01-01T10:00:00",
        "2019-01-01T11:00:00",
        "2020-21",
        "2020-03",
        "2020-03-31",
        "2020-04",
        "Y17000",
        "Y18000",
    ];
    let mut dates: Vec<Edtf> = sorted.iter().rev().map(|text| read(text)).collect();
    dates.sort();
    assert_eq!(dates.iter().map(Edtf::as_written).collect::<Vec<_>>(), sorted);
}

#[test]
fn a_start_and_an_end_span_an_interval() {
    let span = |start: &str, end: &str| {
        let date = |text: &str| (!text.is_empty()).then(|| read(text));
        let span = Edtf::spanning(date(start).as_ref(), date(end).as_ref());
        span.map_or("none".to_owned(), |span| format!("{span} {}", reach(&span)))
    };
    assert_eq!(span("2020-04", "2023-03"), "2020-04/2023-03 2020-04-01..2023-03-31");
    assert_eq!(span("2020-04", ""), "2020-04/.. 2020-04-01..");
    assert_eq!(span("", "2023~"), "../2023~ ..2023-12-31");
    assert_eq!(span("2020/2021", "2022/2023"), "2020/2023 2020-01-01..2023-12-31");
    assert_eq!(span("2020/2021", ""), "2020/2021 2020-01-01..2021-12-31");
    assert_eq!(span("2020-21", "2023"), "2020-21/2023 2020-03-01..2023-12-31");
    assert_eq!(span("2023", "2020"), "none");
    assert_eq!(span("", ""), "none");
}

#[test]
fn a_season_that_looks_like_two_years_is_told() {
    let looks_like = |text: &str| read(text).season_like_years();
    assert_eq!(looks_like("2020-21").as_deref(), Some("2020/2021"));
    assert_eq!(looks_like("2023-24~").as_deref(), Some("2023/2024"));
    assert_eq!(looks_like("2024-25").as_deref(), Some("2024/2025"));
    for text in ["2020-22", "2019-21", "2020-04", "2011-12", "2020/2021"] {
        assert_eq!(looks_like(text), None, "{text}");
    }
}

#[test]
fn doubts_are_kept_for_each_part() {
    let doubts = |text: &str| {
        let date = read(text);
        let Shape::Single(part) = date.shape() else { panic!("{text} is one date") };
        (part.doubts.year, part.doubts.month, part.doubts.day, part.is_partly_doubtful())
    };
    use Doubt::{Approximate, Both, None, Uncertain};
    assert_eq!(doubts("2016~"), (Approximate, None, None, false));
    assert_eq!(doubts("2004-06-11%"), (Both, Both, Both, false));
    assert_eq!(doubts("2004-06~-11"), (Approximate, Approximate, None, true));
    assert_eq!(doubts("2004-?06-11"), (None, Uncertain, None, true));
    assert_eq!(doubts("?2004-06-~11"), (Uncertain, None, Approximate, true));
    assert_eq!(doubts("2004?-06-11~"), (Both, Approximate, Approximate, true));
}

#[test]
fn a_day_is_what_its_text_says() {
    let day = Day::new(2020, 4, 28).expect("a day");
    assert_eq!(Edtf::from_day(day), read("2020-04-28"));
}

/// What a parser of dates might trip over.
const LOOKS_LIKE_EDTF: &str = "[0-9XTYZux?~%/.,\\[\\]{} :+–-]{0,24}";

proptest! {
    #[test]
    fn no_text_panics(text in ".*") {
        check(&text)?;
    }

    #[test]
    fn no_text_like_a_date_panics(text in LOOKS_LIKE_EDTF) {
        check(&text)?;
    }

    #[test]
    fn no_words_around_a_date_panic(
        before in "(since |c\\. |~|until |1 April |)",
        date in "-?[0-9X]{3,5}(-[0-4X]?[0-9X]){0,2}",
        after in "(-|/\\.\\.| to now|\\?|~~|s|é|–24|)",
    ) {
        check(&format!("{before}{date}{after}"))?;
    }

    #[test]
    fn order_is_total(one in "[12]0[12][0-9X](-0[1-4X])?[~?]?", other in "[12]0[12][0-9X](/\\.\\.)?") {
        if let (Ok(one), Ok(other)) = (Edtf::parse(&one), Edtf::parse(&other)) {
            prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
            prop_assert_eq!(one.cmp(&other) == Ordering::Equal, one == other);
        }
    }
}

/// A date is read again from its text and ends no earlier than it begins; help is a date.
fn check(text: &str) -> Result<(), TestCaseError> {
    match Edtf::parse(text) {
        Ok(date) => {
            prop_assert_eq!(&Edtf::parse(date.as_written()), &Ok(date.clone()));
            let is_in_order = date.earliest().zip(date.latest()).is_none_or(|(first, last)| first <= last);
            prop_assert!(is_in_order);
        }
        Err(error) => {
            prop_assert!(!error.message.is_empty() && error.message.len() < 300);
        }
    }
    Ok(())
}
