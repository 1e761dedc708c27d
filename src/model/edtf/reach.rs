//! From which day to which day a date reaches.
//!
//! A year is its first to its last day, both included. Years of `Y17000` and beyond have no days
//! in the calendar, but still an order.

use super::shape::{Date, End, Masked, Season, SeasonKind, Shape};
use crate::model::Day;

/// A day of any year; beyond the calendar only for comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FarDay {
    year: i64,
    month: i8,
    day: i8,
}

impl FarDay {
    fn new(year: impl Into<i64>, month: i8, day: i8) -> FarDay {
        FarDay { year: year.into(), month, day }
    }

    /// The last day of a month.
    fn last(year: i64, month: i8) -> FarDay {
        // All years of the calendar; those beyond end in December.
        let first = i16::try_from(year).ok().and_then(|year| Day::new(year, month, 1));
        FarDay { year, month, day: first.map_or(31, |first| first.last_of_month().day()) }
    }

    /// The day, if the calendar has it.
    pub(super) fn day(self) -> Option<Day> {
        Day::new(i16::try_from(self.year).ok()?, self.month, self.day)
    }
}

impl From<Day> for FarDay {
    fn from(day: Day) -> FarDay {
        FarDay::new(day.year(), day.month(), day.day())
    }
}

impl Shape {
    /// The first day it may touch. `None`: no first day is known.
    pub(super) fn first(&self) -> Option<FarDay> {
        match self {
            Shape::Single(part) => part.date.first(),
            Shape::Interval { start, .. } => start.first(),
            Shape::Set { members, .. } => members.iter().map(|member| member.start().first()).min().flatten(),
        }
    }

    /// The last day it may touch. `None`: no last day is known.
    pub(super) fn last(&self) -> Option<FarDay> {
        match self {
            Shape::Single(part) => part.date.last(),
            Shape::Interval { end, .. } => end.last(),
            Shape::Set { members, .. } => {
                let lasts = members.iter().map(|member| member.end().last());
                lasts.reduce(|one, other| Some(one?.max(other?))).flatten()
            }
        }
    }
}

impl End {
    pub(super) fn first(self) -> Option<FarDay> {
        self.part()?.date.first()
    }

    pub(super) fn last(self) -> Option<FarDay> {
        self.part()?.date.last()
    }
}

impl Date {
    fn first(self) -> Option<FarDay> {
        match self {
            Date::Year(year) => Some(FarDay::new(year, 1, 1)),
            Date::Month { year, month } => Some(FarDay::new(year, month, 1)),
            Date::Day(day) | Date::Time(day, _) => Some(day.into()),
            Date::Season { year, season } => Some(FarDay::new(year, season.months().0, 1)),
            Date::Masked(masked) => masked.first(),
        }
    }

    fn last(self) -> Option<FarDay> {
        match self {
            Date::Year(year) => Some(FarDay::last(year, 12)),
            Date::Month { year, month } => Some(FarDay::last(year.into(), month)),
            Date::Day(day) | Date::Time(day, _) => Some(day.into()),
            Date::Season { year, season } => {
                let (first, last) = season.months();
                Some(FarDay::last(i64::from(year) + i64::from(last < first), last))
            }
            Date::Masked(masked) => masked.last(),
        }
    }
}

impl Masked {
    fn first(self) -> Option<FarDay> {
        match self {
            Masked::Decade(year) | Masked::Century(year) | Masked::MonthOf(year) | Masked::DayOfYear(year) => {
                Some(FarDay::new(year, 1, 1))
            }
            Masked::DayOfMonth { year, month } => Some(FarDay::new(year, month, 1)),
            Masked::Between(first, ..) => Some(first.into()),
            Masked::AnyYear(_) => None,
        }
    }

    fn last(self) -> Option<FarDay> {
        match self {
            Masked::Decade(year) => Some(FarDay::new(i64::from(year) + 9, 12, 31)),
            Masked::Century(year) => Some(FarDay::new(i64::from(year) + 99, 12, 31)),
            Masked::MonthOf(year) | Masked::DayOfYear(year) => Some(FarDay::new(year, 12, 31)),
            Masked::DayOfMonth { year, month } => Some(FarDay::last(year.into(), month)),
            Masked::Between(_, last, _) => Some(last.into()),
            Masked::AnyYear(_) => None,
        }
    }
}

impl Season {
    /// Its first and last month; a winter that ends before it begins ends in the next year.
    ///
    /// A convention of ours, since the standard has none: seasons of three whole months, and of
    /// the north where no hemisphere is said.
    pub(super) fn months(self) -> (i8, i8) {
        const NORTH: [(i8, i8); 4] = [(3, 5), (6, 8), (9, 11), (12, 2)];
        const QUARTERS: [(i8, i8); 4] = [(1, 3), (4, 6), (7, 9), (10, 12)];
        const TERMS: [(i8, i8); 3] = [(1, 4), (5, 8), (9, 12)];
        const HALVES: [(i8, i8); 2] = [(1, 6), (7, 12)];
        match self.kind() {
            SeasonKind::Anywhere(index) | SeasonKind::North(index) => NORTH[index],
            SeasonKind::South(index) => NORTH[(index + 2) % 4],
            SeasonKind::Quarter(index) => QUARTERS[index],
            SeasonKind::Term(index) => TERMS[index],
            SeasonKind::Half(index) => HALVES[index],
        }
    }
}

/// Whether an end lies before its start.
pub(super) fn is_reversed(start: End, end: End) -> bool {
    start.first().zip(end.last()).is_some_and(|(first, last)| last < first)
}
