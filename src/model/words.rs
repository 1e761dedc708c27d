//! Dates, times, countries, numbers and lists in the words of a language.
//!
//! The names, orders and digits are CLDR's, through ICU. What CLDR has no words for ("about
//! 2016", "since 2019", "spring 2020") are [`Phrases`], which the theme gives for each language.
//! All dates are of the Gregorian calendar, in every language, because what authors write is.

pub mod conventions;
mod formatters;
mod once;
mod phrases;
#[cfg(test)]
mod tests;

use icu_locale::Locale;
use icu_locale::names::RegionDisplayName;
use icu_locale::subtags::Region;

pub use phrases::{Around, Between, Days, Phrases};

use super::edtf::{Choice, Clock, Date, Doubt, End, Masked, Member, Part, Precision, Season, SeasonKind, Shape};
use super::{Country, Day, Edtf, Language, Moment, Zone};
use formatters::Detail;

/// The words of one language. Made once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Words {
    locale: Locale,
    phrases: Phrases,
}

impl Words {
    /// The words of `language`; `phrases` are in that language too.
    pub fn new(language: &Language, phrases: Phrases) -> Words {
        Words { locale: language.locale.clone(), phrases }
    }

    /// `28 April 2020`.
    pub fn day(&self, day: Day) -> String {
        let text = formatters::write(&self.locale, day, Detail::Day);
        let first = self.phrases.first_of_month.as_deref().filter(|_| day.day() == 1);
        match first.zip(text.strip_prefix("1 ")) {
            Some((first, rest)) => format!("{first} {rest}"),
            None => text,
        }
    }

    /// `April 2020`. In digits if there is no such month.
    pub fn month(&self, year: i16, month: i8) -> String {
        match Day::new(year, month, 1) {
            Some(first) => formatters::write(&self.locale, first, Detail::Month),
            None => format!("{year:04}-{month:02}"),
        }
    }

    /// `Apr`: a month where its year stands elsewhere. In digits if there is no such month.
    pub fn month_name(&self, month: i8) -> String {
        let first = Day::new(2000, month, 1);
        first.map_or_else(|| month.to_string(), |first| formatters::write(&self.locale, first, Detail::MonthName))
    }

    /// `28`: a day where its month stands elsewhere. In digits if there is no such day.
    pub fn day_number(&self, year: i16, month: i8, day: i8) -> String {
        let known = Day::new(year, month, day);
        known.map_or_else(|| day.to_string(), |day| formatters::write(&self.locale, day, Detail::DayNumber))
    }

    /// `2020`, `44 BC`; years beyond the calendar in plain digits.
    pub fn year(&self, year: i64) -> String {
        match i16::try_from(year).ok().and_then(|year| Day::new(year, 1, 1)) {
            Some(first) => formatters::write(&self.locale, first, Detail::Year),
            None => year.to_string(),
        }
    }

    /// A date as exactly as it is known: `about 2016`, `April 2020 – March 2023`, `since 2019`.
    pub fn edtf(&self, date: &Edtf) -> String {
        match date.shape() {
            Shape::Single(part) => self.part(*part),
            Shape::Interval { start, end } => self.interval(*start, *end),
            Shape::Set { choice, members } => self.set(*choice, members),
        }
    }

    /// `28 April 2020`, or `28 April 2020 at 10:00 (UTC+2)` as the clocks of `zone` show it.
    pub fn moment(&self, moment: Moment, zone: &Zone) -> String {
        let Moment::Instant(instant, _) = moment else {
            return self.day(moment.day());
        };
        let (hour, minute) = zone.clock(instant);
        let rfc3339 = zone.rfc3339(instant);
        let offset = rfc3339.get(19..).unwrap_or_default();
        let time = self.clock(zone.day(instant), hour.unsigned_abs(), minute.unsigned_abs());
        format!("{time} ({})", distance_from_utc(offset))
    }

    /// `2019, 2020`: things beside each other, without an "and".
    pub fn listed(&self, items: &[impl AsRef<str>]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&self.phrases.comma)
    }

    /// The name of a country: `Cameroon`. English where the language has none.
    pub fn country(&self, country: Country) -> String {
        let own = self.phrases.countries.get(&country).cloned();
        own.or_else(|| name_in(&self.locale, country))
            .or_else(|| english_name(country))
            .unwrap_or_else(|| country.to_string())
    }

    /// One date with its doubts.
    fn part(&self, part: Part) -> String {
        let date = self.date(part.date);
        let phrases = &self.phrases;
        match (part.doubt(), part.is_partly_doubtful()) {
            (Doubt::None, _) => date,
            (Doubt::Uncertain, false) => phrases.uncertain.fill(&date),
            (Doubt::Approximate, false) => fitting(is_day(part), &phrases.about, &phrases.days.about).fill(&date),
            (Doubt::Both, false) => phrases.uncertain_and_about.fill(&date),
            (Doubt::Uncertain, true) => phrases.partly_uncertain.fill(&date),
            (Doubt::Approximate, true) => phrases.partly_about.fill(&date),
            (Doubt::Both, true) => phrases.partly_uncertain_and_about.fill(&date),
        }
    }

    fn date(&self, date: Date) -> String {
        match date {
            Date::Year(year) => self.year(year),
            Date::Month { year, month } => self.month(year, month),
            Date::Day(day) => self.day(day),
            Date::Time(day, clock) => self.time(day, clock),
            Date::Season { year, season } => self.season(year, season),
            Date::Masked(masked) => self.masked(masked),
        }
    }

    fn clock(&self, day: Day, hour: u8, minute: u8) -> String {
        formatters::write(&self.locale, day, Detail::Time { hour, minute })
    }

    /// A time as its author wrote it, in no zone of ours.
    fn time(&self, day: Day, clock: Clock) -> String {
        let time = self.clock(day, clock.hour, clock.minute);
        match clock.offset {
            None => time,
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
                format!("{time} ({})", distance_from_utc(&offset))
            }
        }
    }

    fn season(&self, year: i16, season: Season) -> String {
        let year = self.year(year.into());
        let phrases = &self.phrases;
        match season.kind() {
            SeasonKind::Anywhere(index) => phrases.seasons[index].fill(&year),
            SeasonKind::North(index) => phrases.north.fill(&phrases.seasons[index].fill(&year)),
            SeasonKind::South(index) => phrases.south.fill(&phrases.seasons[index].fill(&year)),
            SeasonKind::Quarter(index) => phrases.quarters[index].fill(&year),
            SeasonKind::Term(index) => phrases.terms[index].fill(&year),
            SeasonKind::Half(index) => phrases.halves[index].fill(&year),
        }
    }

    fn masked(&self, masked: Masked) -> String {
        let phrases = &self.phrases;
        let year = |year: i16| self.year(year.into());
        match masked {
            Masked::Decade(first) => phrases.decade.fill(&year(first)),
            Masked::Century(first) => phrases.between.fill(&year(first), &year(first.saturating_add(99))),
            Masked::MonthOf(of) => phrases.month_of.fill(&year(of)),
            Masked::DayOfYear(of) => phrases.day_of.fill(&year(of)),
            Masked::DayOfMonth { year, month } => phrases.day_of.fill(&self.month(year, month)),
            Masked::Between(first, last, precision) => {
                let (first, last) = (self.to_precision(first, precision), self.to_precision(last, precision));
                if first == last { first } else { phrases.between.fill(&first, &last) }
            }
            Masked::AnyYear(_) => phrases.unknown.clone(),
        }
    }

    fn to_precision(&self, day: Day, precision: Precision) -> String {
        match precision {
            Precision::Century | Precision::Decade | Precision::Year => self.year(day.year().into()),
            Precision::Season | Precision::Month => self.month(day.year(), day.month()),
            Precision::Day | Precision::Time => self.day(day),
        }
    }

    /// Never shortened to "1–3 April": where that is right differs by language.
    fn interval(&self, start: End, end: End) -> String {
        let phrases = &self.phrases;
        match (start, end) {
            (End::Date(start), End::Date(end)) => {
                let (start, end) = (self.part(start), self.part(end));
                if start == end { start } else { phrases.range.fill(&start, &end) }
            }
            (End::Date(part), End::Open) => self.with(part, &phrases.since, &phrases.days.since),
            (End::Date(part), End::Unknown) => self.with(part, &phrases.end_unknown, &phrases.days.end_unknown),
            (End::Open, End::Date(part)) => self.with(part, &phrases.until, &phrases.days.until),
            (End::Unknown, End::Date(part)) => self.with(part, &phrases.start_unknown, &phrases.days.start_unknown),
            (End::Open | End::Unknown, End::Open | End::Unknown) => phrases.unknown.clone(),
        }
    }

    fn with(&self, part: Part, usual: &Around, of_days: &Option<Around>) -> String {
        // An approximate day has words of its own before it.
        let is_plain_day = is_day(part) && part.doubt() != Doubt::Approximate;
        fitting(is_plain_day, usual, of_days).fill(&self.part(part))
    }

    fn set(&self, choice: Choice, members: &[Member]) -> String {
        let words = |member: &Member| match member {
            Member::Date(part) => self.part(*part),
            Member::Range(start, end) => self.interval(*start, *end),
        };
        let list = self.listed(&members.iter().map(words).collect::<Vec<_>>());
        match choice {
            Choice::OneOf if members.len() > 1 => self.phrases.one_of.fill(&list),
            Choice::AllOf if members.len() > 1 => self.phrases.all_of.fill(&list),
            Choice::OneOf | Choice::AllOf => list,
        }
    }
}

/// The English name of a country, for those who wrote it instead of its code.
pub(super) fn english_name(country: Country) -> Option<String> {
    name_in(&icu_locale::locale!("en"), country)
}

fn name_in(locale: &Locale, country: Country) -> Option<String> {
    let region = Region::try_from_str(country.as_str()).ok()?;
    let name = RegionDisplayName::try_new_light(locale.into(), region).ok()?;
    Some(name.as_borrowed().to_string())
}

/// `UTC+2`, `UTC−5:30`, `UTC` for an offset as RFC 3339 writes it.
fn distance_from_utc(offset: &str) -> String {
    let (sign, digits) = offset.split_at_checked(1).unwrap_or_default();
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    let hours = hours.strip_prefix('0').unwrap_or(hours);
    let sign = if sign == "-" { "\u{2212}" } else { sign };
    match (hours, minutes) {
        ("0", "00") => "UTC".to_owned(),
        (hours, "00") => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes}"),
    }
}

fn is_day(part: Part) -> bool {
    matches!(part.date, Date::Day(_) | Date::Time(..))
}

/// The phrase of days, where it is one and the language has it.
fn fitting<'a>(is_day: bool, usual: &'a Around, of_days: &'a Option<Around>) -> &'a Around {
    of_days.as_ref().filter(|_| is_day).unwrap_or(usual)
}
