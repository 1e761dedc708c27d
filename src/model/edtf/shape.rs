//! What a date is made of: one date or two ends or a set, each as exact as it was written.

use crate::model::Day;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Shape {
    /// `2020-04`, `2016~`, `201X`: one date.
    Single(Part),
    /// `2020-04/2023-03`, `2019/..`: from one date to another.
    Interval {
        /// Where it begins.
        start: End,
        /// Where it ends.
        end: End,
    },
    /// `[1667,1668]`, `{1960,1961-12}`.
    Set {
        /// One of them, or all.
        choice: Choice,
        /// At least one, in the order of the author.
        members: Box<[Member]>,
    },
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum End {
    /// A date.
    Date(Part),
    /// `..`: there is none.
    Open,
    /// Nothing: there is one, but it is not known.
    Unknown,
}

/// What a set says of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Choice {
    /// `[…]`: it was one of them.
    OneOf,
    /// `{…}`: it was all of them.
    AllOf,
}

/// A member of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Member {
    /// `1668`.
    Date(Part),
    /// `1670..1672`, `..1760-12-03`, `1760-12..`; one end at least is a date.
    Range(End, End),
}

/// A date, and how far it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// The date.
    pub date: Date,
    /// What is doubtful about it.
    pub doubts: Doubts,
}

/// A date as exact as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Date {
    /// `2019`, and `Y17000` beyond the calendar.
    Year(i64),
    /// `2019-01`.
    Month {
        /// Astronomical: 0 is 1 BC.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// `2019-01-15`.
    Day(Day),
    /// `2019-01-15T10:00:00Z`.
    Time(Day, Clock),
    /// `2020-21`.
    Season {
        /// The year it begins in.
        year: i16,
        /// Which one.
        season: Season,
    },
    /// A date with digits that are not known.
    Masked(Masked),
}

/// A time of day as written, with its distance from UTC if that was written too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Minutes ahead of UTC.
    pub offset: Option<i16>,
}

/// A season, quarter, four-month term or half of a year: EDTF's 21 to 41.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Season(u8);

/// The kinds of seasons; each with its number from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SeasonKind {
    /// 21–24: spring, summer, autumn, winter, of a hemisphere that is not said.
    Anywhere(usize),
    /// 25–28: the same in the north.
    North(usize),
    /// 29–32: the same in the south.
    South(usize),
    /// 33–36: three months.
    Quarter(usize),
    /// 37–39: four months.
    Term(usize),
    /// 40 and 41: six months.
    Half(usize),
}

/// Which digits are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Masked {
    /// `201X`: a year of the ten from this one.
    Decade(i16),
    /// `20XX`: a year of the hundred from this one.
    Century(i16),
    /// `2004-XX`: a month of this year.
    MonthOf(i16),
    /// `2004-XX-XX`: a day of this year.
    DayOfYear(i16),
    /// `1985-04-XX`: a day of this month.
    DayOfMonth {
        /// Astronomical: 0 is 1 BC.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// `156X-12-25`, `1XXX`, `1984-1X`: between these days.
    Between(Day, Day, Precision),
    /// `XXXX`, `XXXX-12-25`: a date of any year.
    AnyYear(Precision),
}

/// How exact a date is, the least exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Precision {
    /// To a hundred years.
    Century,
    /// To ten years.
    Decade,
    /// To the year.
    Year,
    /// To some months.
    Season,
    /// To the month.
    Month,
    /// To the day.
    Day,
    /// To the second.
    Time,
}

/// What is doubtful about each component of a date; those it does not have are `Doubt::None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Doubts {
    /// About the year.
    pub year: Doubt,
    /// About the month or season.
    pub month: Doubt,
    /// About the day.
    pub day: Doubt,
}

/// What is doubtful.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Doubt {
    /// Nothing.
    #[default]
    None,
    /// `?`: the source.
    Uncertain,
    /// `~`: the value, it is near.
    Approximate,
    /// `%`: both.
    Both,
}

impl Shape {
    /// Whether it is one season.
    pub(super) fn is_season(&self) -> bool {
        matches!(self, Shape::Single(Part { date: Date::Season { .. }, .. }))
    }

    /// Every date in it, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        let single = if let Shape::Single(part) = self { Some(*part) } else { None };
        let ends = if let Shape::Interval { start, end } = self { [start.part(), end.part()] } else { [None, None] };
        let members: &[Member] = if let Shape::Set { members, .. } = self { members } else { &[] };
        let members = members.iter().flat_map(|member| match member {
            Member::Date(part) => [Some(*part), None],
            Member::Range(start, end) => [start.part(), end.part()],
        });
        single.into_iter().chain(ends.into_iter().chain(members).flatten())
    }
}

impl End {
    /// The date, if there is one.
    pub fn part(self) -> Option<Part> {
        match self {
            End::Date(part) => Some(part),
            End::Open | End::Unknown => None,
        }
    }
}

impl Member {
    /// The date itself or the start of the range.
    pub(super) fn start(&self) -> End {
        match self {
            Member::Date(part) => End::Date(*part),
            Member::Range(start, _) => *start,
        }
    }

    /// The date itself or the end of the range.
    pub(super) fn end(&self) -> End {
        match self {
            Member::Date(part) => End::Date(*part),
            Member::Range(_, end) => *end,
        }
    }
}

impl Date {
    /// How exact it is.
    pub fn precision(self) -> Precision {
        match self {
            Date::Year(_) => Precision::Year,
            Date::Month { .. } => Precision::Month,
            Date::Day(_) => Precision::Day,
            Date::Time(..) => Precision::Time,
            Date::Season { .. } => Precision::Season,
            Date::Masked(masked) => masked.precision(),
        }
    }
}

impl Masked {
    /// How exact it would be if all digits were known; decades and centuries are what they are.
    pub fn precision(self) -> Precision {
        match self {
            Masked::Decade(_) => Precision::Decade,
            Masked::Century(_) => Precision::Century,
            Masked::MonthOf(_) => Precision::Month,
            Masked::DayOfYear(_) | Masked::DayOfMonth { .. } => Precision::Day,
            Masked::Between(_, _, precision) | Masked::AnyYear(precision) => precision,
        }
    }
}

impl Season {
    /// The season with this number of EDTF's, 21 to 41.
    pub(super) fn new(number: u8) -> Option<Season> {
        (21..=41).contains(&number).then_some(Season(number))
    }

    /// EDTF's number: 21 to 41.
    pub fn number(self) -> u8 {
        self.0
    }

    /// What it is.
    pub fn kind(self) -> SeasonKind {
        let number = usize::from(self.0);
        match self.0 {
            0..=24 => SeasonKind::Anywhere(number - 21),
            25..=28 => SeasonKind::North(number - 25),
            29..=32 => SeasonKind::South(number - 29),
            33..=36 => SeasonKind::Quarter(number - 33),
            37..=39 => SeasonKind::Term(number - 37),
            40.. => SeasonKind::Half(number - 40),
        }
    }
}

impl Part {
    /// A date nobody doubts.
    pub(super) fn certain(date: Date) -> Part {
        Part { date, doubts: Doubts::default() }
    }

    /// What is doubtful about it in any component.
    pub fn doubt(self) -> Doubt {
        self.doubts.year.and(self.doubts.month).and(self.doubts.day)
    }

    /// Whether the doubt is about some of its components only: `2004-06~-11`.
    pub fn is_partly_doubtful(self) -> bool {
        let Doubts { year, month, day } = self.doubts;
        match self.date {
            Date::Year(_) | Date::Masked(Masked::Decade(_) | Masked::Century(_)) => false,
            Date::Month { .. } | Date::Season { .. } => year != month,
            Date::Day(_) | Date::Time(..) => year != month || month != day,
            Date::Masked(masked) => match masked.precision() {
                Precision::Century | Precision::Decade | Precision::Year => false,
                Precision::Season | Precision::Month => year != month,
                Precision::Day | Precision::Time => year != month || month != day,
            },
        }
    }
}

impl Doubt {
    /// Both doubts together.
    #[must_use]
    pub(super) fn and(self, other: Doubt) -> Doubt {
        match (self, other) {
            (Doubt::None, doubt) | (doubt, Doubt::None) => doubt,
            (doubt, other) if doubt == other => doubt,
            (_, _) => Doubt::Both,
        }
    }
}
