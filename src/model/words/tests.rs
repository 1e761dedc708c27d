//! Dates as readers see them.

use super::*;

fn words(tag: &str) -> Words {
    Words::new(&Language::parse(tag).expect("a language tag"), Phrases::english())
}

fn say(words: &Words, text: &str) -> String {
    words.edtf(&Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message)))
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn dates_are_as_exact_as_they_are_known() {
    let examples = [
        ("2020", "2020"),
        ("-0043", "44 BC"),
        ("Y17000", "17000"),
        ("2020-04", "April 2020"),
        ("2020-04-28", "28 April 2020"),
        ("2020-04-28T10:00:00", "28 April 2020 at 10:00"),
        ("2020-04-28T10:00:00Z", "28 April 2020 at 10:00 (UTC)"),
        ("2020-04-28T10:00:00+02:00", "28 April 2020 at 10:00 (UTC+2)"),
        ("2020-04-28T10:00:00-05:30", "28 April 2020 at 10:00 (UTC−5:30)"),
        ("2016~", "about 2016"),
        ("2021?", "2021 (uncertain)"),
        ("2004-06%", "about June 2004 (uncertain)"),
        ("2004-06~-11", "11 June 2004 (in part approximate)"),
        ("2004-?06-11", "11 June 2004 (in part uncertain)"),
        ("2020-04/2023-03", "April 2020 – March 2023"),
        ("2020/2024", "2020 – 2024"),
        ("2016~/2020", "about 2016 – 2020"),
        ("2020/2020", "2020"),
        ("2019/..", "since 2019"),
        ("2019-01~/..", "since about January 2019"),
        ("../1985-04", "until April 1985"),
        ("1985-04-12/", "from 12 April 1985, end unknown"),
        ("/1985-04-12", "until 12 April 1985, start unknown"),
        ("2020-21", "spring 2020"),
        ("2020-24~", "about winter 2020"),
        ("2020-26", "summer 2020 (northern hemisphere)"),
        ("2020-32", "winter 2020 (southern hemisphere)"),
        ("2020-33", "first quarter of 2020"),
        ("2020-39", "last four months of 2020"),
        ("2020-41", "second half of 2020"),
        ("201X", "2010s"),
        ("20XX", "between 2000 and 2099"),
        ("XXXX", "date unknown"),
        ("2004-XX", "a month of 2004"),
        ("2004-XX-XX", "a day of 2004"),
        ("1985-04-XX", "a day of April 1985"),
        ("1984-1X", "between October 1984 and December 1984"),
        ("156X-12-25", "between 25 December 1560 and 25 December 1569"),
        ("[1667,1668,1670..1672]", "one of 1667, 1668, 1670 – 1672"),
        ("[..1760-12-03]", "until 3 December 1760"),
        ("{1960,1961-12}", "1960, December 1961"),
    ];
    let words = words("en-GB");
    for (text, expected) in examples {
        assert_eq!(say(&words, text), expected, "{text}");
    }
}

#[test]
fn each_language_has_its_own_order_names_and_digits() {
    let examples = [
        ("en", "April 28, 2020", "April 2020"),
        ("en-GB", "28 April 2020", "April 2020"),
        ("fr", "28 avril 2020", "avril 2020"),
        ("es", "28 de abril de 2020", "abril de 2020"),
        ("pt", "28 de abril de 2020", "abril de 2020"),
        ("pt-BR", "28 de abril de 2020", "abril de 2020"),
        ("sw", "28 Aprili 2020", "Aprili 2020"),
        ("ar", "28 أبريل 2020", "أبريل 2020"),
        ("ar-EG", "٢٨ أبريل ٢٠٢٠", "أبريل ٢٠٢٠"),
        ("fa", "۲۸ آوریل ۲۰۲۰", "آوریل ۲۰۲۰"),
        // A language CLDR does not know is written in the neutral form.
        ("tlh", "2020 M04 28", "2020 M04"),
    ];
    for (tag, whole, month) in examples {
        let words = words(tag);
        assert_eq!((words.day(day("2020-04-28")).as_str(), words.month(2020, 4).as_str()), (whole, month), "{tag}");
    }
}

#[test]
fn every_language_has_all_forms() {
    // ICU panics in debug builds where CLDR contradicts itself: see `formatters::for_months`.
    let tags = "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is \
        it ja ka kk km kn ko ky ln lo lt lv mg mk ml mn mr ms my nb ne nl nn om or pa pl ps pt rn ro ru rw si sk sl so \
        sq sr sv sw ta te th ti tk tr uk ur uz vi wo xh yo zh zu";
    for tag in tags.split_whitespace() {
        let words = words(tag);
        for text in ["2020", "2020-04", "2020-04-28", "2020-04-28T10:00:00", "0077-04", "-0043-04"] {
            assert!(!say(&words, text).is_empty(), "{tag}");
        }
    }
}

#[test]
fn a_moment_shows_the_clocks_of_the_portal() {
    let zone = Zone::named("Europe/Paris").expect("a bundled zone");
    let moment = |text: &str| Moment::parse(text, &zone).expect("a moment");
    assert_eq!(words("en-GB").moment(moment("2020-04-28"), &zone), "28 April 2020");
    assert_eq!(words("en-GB").moment(moment("2020-04-28T10:00"), &zone), "28 April 2020 at 10:00 (UTC+2)");
    assert_eq!(words("en-GB").moment(moment("2020-04-28T22:30Z"), &zone), "29 April 2020 at 00:30 (UTC+2)");
    assert_eq!(words("en-GB").moment(moment("2020-04-28T22:30Z"), &Zone::utc()), "28 April 2020 at 22:30 (UTC)");
    assert_eq!(words("en").moment(moment("2020-01-28T10:00"), &zone), "January 28, 2020 at 10:00\u{202f}AM (UTC+1)");
    assert_eq!(words("fr").moment(moment("2020-04-28T10:00"), &zone), "28 avril 2020 à 10:00 (UTC+2)");
}

#[test]
fn phrases_may_say_the_first_of_a_month_and_rename_countries() {
    let norway = Country::from_code("NO").expect("a code");
    let mut phrases = Phrases::english();
    phrases.first_of_month = Some("1er".to_owned());
    let french = Words::new(&Language::parse("fr").expect("a language tag"), phrases);
    assert_eq!(french.day(day("2020-05-01")), "1er mai 2020");
    assert_eq!(french.day(day("2020-05-11")), "11 mai 2020");
    assert_eq!(french.country(norway), "Norvège");

    assert_eq!(words("sw").country(norway), "Norway");
    let mut phrases = Phrases::english();
    phrases.countries.insert(norway, "Norwei".to_owned());
    assert_eq!(Words::new(&Language::parse("sw").expect("a language tag"), phrases).country(norway), "Norwei");
}

#[test]
fn a_phrase_without_its_place_is_refused() {
    let around = |text: &str| serde_json::from_value::<Around>(text.into());
    assert_eq!(around("vers {date}").expect("a phrase").fill("2016"), "vers 2016");
    let error = around("vers").expect_err("no place for the date");
    assert_eq!(error.to_string(), "the phrase `vers` has no `{date}`");
    assert!(serde_json::from_value::<Between>("{end} {start}".into()).is_err());
}

#[test]
fn words_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Words>();
}

#[test]
fn phrases_around_a_day_may_be_other_ones() {
    let mut phrases = Phrases::english();
    phrases.since = Around::parse("depuis {date}").expect("a phrase");
    phrases.until = Around::parse("jusqu’en {date}").expect("a phrase");
    phrases.days.since = Around::parse("depuis le {date}");
    phrases.days.until = Around::parse("jusqu’au {date}");
    phrases.days.about = Around::parse("vers le {date}");
    let french = Words::new(&Language::parse("fr").expect("a language tag"), phrases);
    let examples = [
        ("2019/..", "depuis 2019"),
        ("2019-01/..", "depuis janvier 2019"),
        ("2019-01-05/..", "depuis le 5 janvier 2019"),
        ("../2019-01-05", "jusqu’au 5 janvier 2019"),
        ("../2019-01", "jusqu’en janvier 2019"),
        ("2019-01-05~", "vers le 5 janvier 2019"),
        ("2019-01~", "about janvier 2019"),
        ("2019-01-05~/..", "depuis vers le 5 janvier 2019"),
    ];
    for (text, expected) in examples {
        assert_eq!(say(&french, text), expected, "{text}");
    }
}

#[test]
fn numbers_lists_forms_and_the_alphabet_are_those_of_each_language() {
    let language = |tag: &str| Language::parse(tag).expect("a language tag");
    let numbers = [("en", "1,234"), ("fr", "1\u{202f}234"), ("es", "1234"), ("pt", "1.234"), ("ar-EG", "١٬٢٣٤")];
    for (tag, expected) in numbers {
        assert_eq!(conventions::number(&language(tag), 1234), expected, "{tag}");
    }
    assert_eq!(conventions::number(&language("ar-EG"), 7), "٧");
    assert_eq!(conventions::fraction(&language("fr"), "3.5"), "3,5");
    let lists =
        [("en-GB", "Ada, Bo and Chi"), ("fr", "Ada, Bo et Chi"), ("ar", "Ada وBo وChi"), ("es", "Ada, Bo y Chi")];
    for (tag, expected) in lists {
        assert_eq!(conventions::list(&language(tag), &["Ada", "Bo", "Chi"]), expected, "{tag}");
    }
    assert_eq!(conventions::plural_forms(&language("ar")).len(), 6);
    let forms = [0, 1, 2, 3, 11, 100].map(|count| conventions::plural(&language("ar"), count));
    assert_eq!(forms, ["zero", "one", "two", "few", "many", "other"]);
    assert_eq!([1, 2].map(|count| conventions::plural(&language("fr"), count)), ["one", "other"]);
    let sorted = |tag: &str, mut words: Vec<&'static str>| {
        words.sort_by_cached_key(|word| conventions::sort_key(&language(tag), word));
        words
    };
    assert_eq!(sorted("fr", vec!["Zambie", "États", "Eau", "afrique"]), ["afrique", "Eau", "États", "Zambie"]);
    assert_eq!(sorted("es", vec!["nube", "ñandú", "oso"]), ["nube", "ñandú", "oso"]);
    assert_eq!(sorted("ar", vec!["يد", "بيت", "أرض"]), ["أرض", "بيت", "يد"]);
}
