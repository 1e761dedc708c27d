//! ICU's formatters of dates. What they write depends on the locale and the date alone.

use std::cell::RefCell;
use std::rc::Rc;

use icu_datetime::fieldsets::{D, M, Y, YM, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::options::TimePrecision;
use icu_datetime::preferences::CalendarAlgorithm;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale::Locale;
use icu_locale::subtags::{language, region};

use super::once::{self, Made};
use crate::model::Day;

/// How much of a day is written.
#[derive(Clone, Copy)]
pub(super) enum Detail {
    /// `2020`.
    Year,
    /// `April 2020`.
    Month,
    /// `Apr`.
    MonthName,
    /// `28`, as a language counts days: `28日`.
    DayNumber,
    /// `28 April 2020`.
    Day,
    /// `28 April 2020 at 10:00`.
    Time {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
}

/// Writes a day in a language.
pub(super) fn write(locale: &Locale, day: Day, detail: Detail) -> String {
    let (month, day_of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    let date = Date::try_new_gregorian(day.year().into(), month, day_of_month);
    let date = date.expect("ICU knows the calendar for every year of four digits");
    let formatters = Formatters::of(locale);
    match detail {
        Detail::Year => formatters.year.format(&date).to_string(),
        Detail::Month => formatters.month.format(&date).to_string(),
        Detail::MonthName => formatters.month_name.format(&date).to_string(),
        Detail::DayNumber => formatters.day_number.format(&date).to_string(),
        Detail::Day => formatters.day.format(&date).to_string(),
        Detail::Time { hour, minute } => {
            let time = Time::try_new(hour, minute, 0, 0).unwrap_or(Time::start_of_day());
            formatters.time.format(&DateTime { date, time }).to_string()
        }
    }
}

struct Formatters {
    year: DateTimeFormatter<Y>,
    month: DateTimeFormatter<YM>,
    month_name: DateTimeFormatter<M>,
    day_number: DateTimeFormatter<D>,
    day: DateTimeFormatter<YMD>,
    time: DateTimeFormatter<YMDT>,
}

impl Formatters {
    fn of(locale: &Locale) -> Rc<Formatters> {
        thread_local! {
            static MADE: Made<Formatters> = const { RefCell::new(Vec::new()) };
        }
        once::of(&MADE, locale, Formatters::new)
    }

    fn new(locale: &Locale) -> Option<Formatters> {
        let to_the_minute = YMDT::long().with_time_precision(TimePrecision::Minute);
        Some(Formatters {
            year: DateTimeFormatter::try_new(gregorian(locale), Y::long()).ok()?,
            month: DateTimeFormatter::try_new(gregorian(&for_months(locale)), YM::long()).ok()?,
            month_name: DateTimeFormatter::try_new(gregorian(locale), M::medium()).ok()?,
            day_number: DateTimeFormatter::try_new(gregorian(locale), D::short()).ok()?,
            day: DateTimeFormatter::try_new(gregorian(locale), YMD::long()).ok()?,
            time: DateTimeFormatter::try_new(gregorian(locale), to_the_minute).ok()?,
        })
    }
}

fn gregorian(locale: &Locale) -> DateTimeFormatterPreferences {
    let mut preferences = DateTimeFormatterPreferences::from(locale);
    preferences.calendar_algorithm = Some(CalendarAlgorithm::Gregory);
    preferences
}

/// CLDR has "abril de Y d.C." for months with an era in Brazil, a slip for "y": ICU then loads no
/// digits, and panics in debug builds. Portugal's form is the one meant.
fn for_months(locale: &Locale) -> Locale {
    let mut locale = locale.clone();
    if locale.id.language == language!("pt") {
        locale.id.region = Some(region!("PT"));
    }
    locale
}
