//! The words around a date that CLDR does not have, for each language from its theme.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::Country;

/// What is said around dates. All are needed but the last two: half a language is none.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// `2016~`: "about {date}".
    pub about: Around,
    /// `2021?`: "{date} (uncertain)".
    pub uncertain: Around,
    /// `2004-06%`: "about {date} (uncertain)".
    pub uncertain_and_about: Around,
    /// `2004-06~-11`: "{date} (in part approximate)".
    pub partly_about: Around,
    /// `2004-?06-11`: "{date} (in part uncertain)".
    pub partly_uncertain: Around,
    /// `2004-%06-11`: "{date} (in part uncertain and approximate)".
    pub partly_uncertain_and_about: Around,
    /// `2020/2024`: "{start} – {end}".
    pub range: Between,
    /// `2019/..`: "since {date}".
    pub since: Around,
    /// `../1985-04`: "until {date}".
    pub until: Around,
    /// `1985-04-12/`: "from {date}, end unknown".
    pub end_unknown: Around,
    /// `/1985-04-12`: "until {date}, start unknown".
    pub start_unknown: Around,
    /// `20XX`: "between {start} and {end}".
    pub between: Between,
    /// `201X`: "{date}s".
    pub decade: Around,
    /// `2004-XX`: "a month of {date}".
    pub month_of: Around,
    /// `1985-04-XX`: "a day of {date}".
    pub day_of: Around,
    /// `XXXX`: "date unknown".
    pub unknown: String,
    /// `2020-21` to `-24`: "spring {date}", summer, autumn, winter.
    pub seasons: [Around; 4],
    /// `2020-25`: "{date} (northern hemisphere)", around a season.
    pub north: Around,
    /// `2020-29`: "{date} (southern hemisphere)", around a season.
    pub south: Around,
    /// `2020-33` to `-36`: "first quarter of {date}" and so on.
    pub quarters: [Around; 4],
    /// `2020-37` to `-39`: "first four months of {date}" and so on.
    pub terms: [Around; 3],
    /// `2020-40` and `-41`: "first half of {date}", "second half of {date}".
    pub halves: [Around; 2],
    /// `[1667,1668]`: "one of {date}".
    pub one_of: Around,
    /// `{1667,1668}`: "{date}".
    pub all_of: Around,
    /// Between the dates of a set: ", ".
    pub comma: String,
    /// The first day of a month before its name, where the language does not say "1": "1er".
    #[serde(default)]
    pub first_of_month: Option<String>,
    /// Phrases that are other ones around an exact day: `depuis le 5 janvier 2019`, but `depuis 2019`.
    #[serde(default)]
    pub days: Days,
    /// Names of countries that CLDR has wrong or not at all, by code.
    #[serde(default)]
    pub countries: BTreeMap<Country, String>,
}

/// Phrases around an exact day, where a language says them differently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Days {
    /// `2019-01-05~`.
    pub about: Option<Around>,
    /// `2019-01-05/..`.
    pub since: Option<Around>,
    /// `../2019-01-05`.
    pub until: Option<Around>,
    /// `2019-01-05/`.
    pub end_unknown: Option<Around>,
    /// `/2019-01-05`.
    pub start_unknown: Option<Around>,
}

impl Phrases {
    /// The phrases of English.
    pub fn english() -> Phrases {
        let around = |text: &str| Around::parse(text).expect("written here with its `{date}`");
        let between = |text: &str| Between::parse(text).expect("written here with `{start}` and `{end}`");
        Phrases {
            about: around("about {date}"),
            uncertain: around("{date} (uncertain)"),
            uncertain_and_about: around("about {date} (uncertain)"),
            partly_about: around("{date} (in part approximate)"),
            partly_uncertain: around("{date} (in part uncertain)"),
            partly_uncertain_and_about: around("{date} (in part uncertain and approximate)"),
            range: between("{start} – {end}"),
            since: around("since {date}"),
            until: around("until {date}"),
            end_unknown: around("from {date}, end unknown"),
            start_unknown: around("until {date}, start unknown"),
            between: between("between {start} and {end}"),
            decade: around("{date}s"),
            month_of: around("a month of {date}"),
            day_of: around("a day of {date}"),
            unknown: "date unknown".to_owned(),
            seasons: ["spring {date}", "summer {date}", "autumn {date}", "winter {date}"].map(around),
            north: around("{date} (northern hemisphere)"),
            south: around("{date} (southern hemisphere)"),
            quarters: ["first", "second", "third", "fourth"].map(|nth| around(&format!("{nth} quarter of {{date}}"))),
            terms: ["first", "second", "last"].map(|nth| around(&format!("{nth} four months of {{date}}"))),
            halves: ["first", "second"].map(|nth| around(&format!("{nth} half of {{date}}"))),
            one_of: around("one of {date}"),
            all_of: around("{date}"),
            comma: ", ".to_owned(),
            first_of_month: None,
            days: Days::default(),
            countries: BTreeMap::new(),
        }
    }
}

/// A phrase with a place for a date: `about {date}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Around {
    before: Box<str>,
    after: Box<str>,
}

impl Around {
    /// Reads a phrase. `None` if it has no `{date}`.
    pub fn parse(text: &str) -> Option<Around> {
        let (before, after) = text.split_once("{date}")?;
        Some(Around { before: before.into(), after: after.into() })
    }

    /// The phrase with the date in its place.
    pub fn fill(&self, date: &str) -> String {
        [&self.before, date, &self.after].concat()
    }
}

impl TryFrom<String> for Around {
    type Error = String;

    fn try_from(text: String) -> Result<Around, String> {
        Around::parse(&text).ok_or_else(|| format!("the phrase `{text}` has no `{{date}}`"))
    }
}

/// A phrase with places for two dates: `{start} – {end}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Between {
    before: Box<str>,
    middle: Box<str>,
    after: Box<str>,
}

impl Between {
    /// Reads a phrase. `None` if it has not `{start}` and, behind it, `{end}`.
    pub fn parse(text: &str) -> Option<Between> {
        let (before, rest) = text.split_once("{start}")?;
        let (middle, after) = rest.split_once("{end}")?;
        Some(Between { before: before.into(), middle: middle.into(), after: after.into() })
    }

    /// The phrase with the dates in their places.
    pub fn fill(&self, start: &str, end: &str) -> String {
        [&self.before, start, &self.middle, end, &self.after].concat()
    }
}

impl TryFrom<String> for Between {
    type Error = String;

    fn try_from(text: String) -> Result<Between, String> {
        Between::parse(&text).ok_or_else(|| format!("the phrase `{text}` has no `{{start}}` and then `{{end}}`"))
    }
}
