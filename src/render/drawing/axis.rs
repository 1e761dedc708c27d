//! The axis of time: from the days a drawing covers to round units whose words fit.
//!
//! A year is as wide as its days, and so is a month; the units only decide where lines and words are.

use super::labels;
use crate::model::Day;
use crate::model::words::Words;

/// Room between the words of two neighbouring units.
const GAP: f64 = 8.0;
/// More units than this are a grid, not an axis.
const MOST: i64 = 14;

/// Days, counted: a drawing needs differences, and halves.
pub(super) fn number(day: Day) -> i64 {
    count(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))
}

/// The days of a year: its first, and the first of the next.
pub(super) fn year(year: i16) -> (i64, i64) {
    let year = i64::from(year);
    (count(year, 1, 1), count(year + 1, 1, 1))
}

/// The days from 1 March of the year 0; any year, and any month from 1.
fn count(year: i64, month: i64, day: i64) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// The year, month and day of a count.
fn date(count: i64) -> (i64, i64, i64) {
    let era = count.div_euclid(146_097);
    let of_era = count.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month < 3);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// Where lines and words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    /// So many months.
    Months(i64),
    /// So many years.
    Years(i64),
}

const UNITS: [Unit; 15] = [
    Unit::Day,
    Unit::Months(1),
    Unit::Months(3),
    Unit::Years(1),
    Unit::Years(2),
    Unit::Years(5),
    Unit::Years(10),
    Unit::Years(20),
    Unit::Years(50),
    Unit::Years(100),
    Unit::Years(200),
    Unit::Years(500),
    Unit::Years(1000),
    Unit::Years(2000),
    Unit::Years(5000),
];

impl Unit {
    /// The number of the unit a day lies in.
    fn index(self, day: i64) -> i64 {
        let (year, month, _) = date(day);
        match self {
            Unit::Day => day,
            Unit::Months(months) => (12 * year + month - 1).div_euclid(months),
            Unit::Years(years) => year.div_euclid(years),
        }
    }

    /// The first day of a unit.
    fn start(self, index: i64) -> i64 {
        match self {
            Unit::Day => index,
            Unit::Months(months) => count((index * months).div_euclid(12), (index * months).rem_euclid(12) + 1, 1),
            Unit::Years(years) => count(index * years, 1, 1),
        }
    }

    /// What the ends of an axis are rounded to.
    fn grain(self) -> Unit {
        match self {
            Unit::Day => Unit::Day,
            Unit::Months(_) => Unit::Months(1),
            Unit::Years(_) => Unit::Years(1),
        }
    }

    /// The words of a unit by its first day.
    fn word(self, words: &Words, start: i64) -> String {
        let (year, month, day) = date(start);
        match self {
            Unit::Day => words.day_number(small(year), small(month), small(day)),
            Unit::Months(_) => words.month_name(small(month)),
            Unit::Years(_) => words.year(year),
        }
    }

    /// The words of what several units belong to: the month of days, the year of months.
    fn above(self, words: &Words, start: i64) -> Option<String> {
        let (year, month, _) = date(start);
        match self {
            Unit::Day => Some(words.month(small(year), small(month))),
            Unit::Months(_) => Some(words.year(year)),
            Unit::Years(_) => None,
        }
    }
}

/// What the calendar holds; drawings stay inside it.
fn small<T: TryFrom<i64> + Default>(number: i64) -> T {
    T::try_from(number).unwrap_or_default()
}

/// A line of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Where.
    pub(super) x: f64,
    /// What begins here, unless there is no room to say so.
    pub(super) word: Option<String>,
    /// The month or year it is part of, where that is new.
    pub(super) above: Option<String>,
}

/// A scale with its lines.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// In order of time.
    pub(super) ticks: Vec<Tick>,
    from: i64,
    until: i64,
    left: f64,
    right: f64,
}

impl Axis {
    /// The axis from a day to before another, between two places.
    pub(super) fn new(words: &Words, (from, until): (i64, i64), (left, right): (f64, f64)) -> Axis {
        let mut axis = Axis { ticks: Vec::new(), from, until: until.max(from + 1), left, right };
        for unit in UNITS {
            let (first, last) = (unit.index(axis.from), unit.index(axis.until - 1));
            if last - first < MOST && axis.takes(words, unit, from, until) {
                break;
            }
        }
        if axis.ticks.is_empty() {
            axis.ticks = vec![Tick { x: left, word: Some(words.year(date(from).0)), above: None }];
        }
        axis
    }

    /// Tries a unit: whether the words of all fit.
    fn takes(&mut self, words: &Words, unit: Unit, from: i64, until: i64) -> bool {
        let grain = unit.grain();
        self.from = grain.start(grain.index(from));
        self.until = grain.start(grain.index(until.max(from + 1) - 1) + 1);
        let units = unit.index(self.from)..=unit.index(self.until - 1);
        let starts: Vec<i64> = units.map(|index| unit.start(index)).filter(|start| *start >= self.from).collect();
        let ends = starts.iter().skip(1).copied().chain([self.until]);
        let words_of: Vec<String> = starts.iter().map(|start| unit.word(words, *start)).collect();
        let room = |(start, end): (&i64, i64)| self.x(end) - self.x(*start) - GAP;
        let rooms: Vec<f64> = starts.iter().zip(ends).map(room).collect();
        let tight = |(word, room): (&String, &f64)| labels::width(word) > *room;
        // The last unit may be cut off by the end of the axis; its line still says something.
        let inner = rooms.len().saturating_sub(usize::from(rooms.len() > 1));
        let is_tight = words_of.iter().zip(&rooms).take(inner).any(tight);
        if starts.is_empty() || is_tight {
            self.ticks.clear();
            return false;
        }
        let mut ticks: Vec<Tick> = Vec::new();
        let mut above_from = f64::NEG_INFINITY;
        let mut last_above = None;
        for ((start, word), room) in starts.iter().zip(words_of).zip(&rooms) {
            let x = self.x(*start);
            let above = unit.above(words, *start).filter(|above| last_above.as_ref() != Some(above));
            let above = above.filter(|above| x >= above_from && x + labels::width(above) <= self.right);
            if let Some(above) = &above {
                above_from = x + labels::width(above) + GAP;
                last_above = Some(above.clone());
            }
            let fits = labels::width(&word) <= *room;
            ticks.push(Tick { x, word: fits.then_some(word), above });
        }
        self.ticks = ticks;
        true
    }

    /// Where a day begins.
    pub(super) fn x(&self, day: i64) -> f64 {
        self.at(day as f64)
    }

    /// Where the middle of a day is.
    pub(super) fn middle(&self, day: i64) -> f64 {
        self.at(day as f64 + 0.5)
    }

    fn at(&self, day: f64) -> f64 {
        let share = (day - self.from as f64) / (self.until - self.from) as f64;
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// Whether a second row of words is needed.
    pub(super) fn has_above(&self) -> bool {
        self.ticks.iter().any(|tick| tick.above.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_like_the_calendar() {
        for (year, month, day) in [(2020, 2, 29), (2000, 12, 31), (1, 1, 1), (0, 3, 1), (-44, 3, 15), (9999, 12, 31)] {
            assert_eq!(date(count(year, month, day)), (year, month, day));
        }
        assert_eq!(count(2020, 3, 1) - count(2020, 2, 28), 2);
        assert_eq!(count(2021, 1, 1) - count(2020, 1, 1), 366);
    }
}
