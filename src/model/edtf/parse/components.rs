//! A date from its components: year, month or season, day, with doubts and `X` anywhere.

use super::Fault;
use crate::model::Day;
use crate::model::edtf::shape::{Date, Doubt, Doubts, Masked, Part, Precision, Season};

/// `2020`, `2020-04`, `2020-04-28`, `2020-21`, with doubts and `X` anywhere.
pub(super) fn date(text: &str) -> Result<Part, Fault> {
    let mut rest = text.as_bytes();
    let first_doubt = take_doubt(&mut rest);
    let is_negative = rest.first() == Some(&b'-');
    rest = if is_negative { &rest[1..] } else { rest };
    if doubt(*rest.first().ok_or(Fault::Form)?).is_some() {
        return Err(Fault::Form);
    }
    let mut year = Component::take(&mut rest, 4).ok_or(Fault::Form)?;
    year.before = first_doubt;
    let month = Component::take_next(&mut rest)?;
    let day = if month.is_some() { Component::take_next(&mut rest)? } else { None };
    let is_only_a_year_led_by_a_doubt = month.is_none() && first_doubt != Doubt::None;
    if !rest.is_empty() || is_only_a_year_led_by_a_doubt {
        return Err(Fault::Form);
    }
    if is_negative && year.with(9) == 0 {
        return Err(Fault::NegativeZero);
    }
    let date = Components { is_negative, year: &year, month: month.as_ref(), day: day.as_ref() }.date()?;
    Ok(Part { date, doubts: doubts_of(&year, month.as_ref(), day.as_ref()) })
}

fn doubts_of(year: &Component, month: Option<&Component>, day: Option<&Component>) -> Doubts {
    let before = |component: Option<&Component>| component.map_or(Doubt::None, |component| component.before);
    let after = |component: Option<&Component>| component.map_or(Doubt::None, |component| component.after);
    let on_day = after(day);
    let on_month = after(month).and(on_day);
    Doubts {
        year: year.before.and(year.after).and(on_month),
        month: before(month).and(on_month),
        day: before(day).and(on_day),
    }
}

/// A qualifier.
pub(super) fn doubt(byte: u8) -> Option<Doubt> {
    match byte {
        b'?' => Some(Doubt::Uncertain),
        b'~' => Some(Doubt::Approximate),
        b'%' => Some(Doubt::Both),
        _ => None,
    }
}

/// A year, month or day: its characters, the doubt before it (about it) and behind it (about it
/// and all before).
struct Component {
    digits: [u8; 4],
    width: usize,
    before: Doubt,
    after: Doubt,
}

impl Component {
    /// Takes a component of `width` digits or `X` off the front of `rest`, with its doubts.
    fn take(rest: &mut &[u8], width: usize) -> Option<Component> {
        let before = take_doubt(rest);
        let taken;
        (taken, *rest) = rest.split_at_checked(width)?;
        if !taken.iter().all(|byte| byte.is_ascii_digit() || *byte == b'X') {
            return None;
        }
        let mut digits = [b'0'; 4];
        digits[4 - width..].copy_from_slice(taken);
        let after = take_doubt(rest);
        Some(Component { digits, width, before, after })
    }

    /// The next component, if a hyphen announces one.
    fn take_next(rest: &mut &[u8]) -> Result<Option<Component>, Fault> {
        match rest.split_first() {
            None => Ok(None),
            Some((b'-', behind)) => {
                *rest = behind;
                Component::take(rest, 2).map(Some).ok_or(Fault::Form)
            }
            Some(_) => Err(Fault::Form),
        }
    }

    fn is_exact(&self) -> bool {
        !self.digits.contains(&b'X')
    }

    fn is_all_masked(&self) -> bool {
        self.digits[4 - self.width..].iter().all(|byte| *byte == b'X')
    }

    /// The number it is with each `X` read as `digit`.
    fn with(&self, digit: u8) -> i16 {
        let value = |byte: u8| i16::from(if byte == b'X' { digit } else { byte - b'0' });
        self.digits.iter().fold(0, |number, byte| number * 10 + value(*byte))
    }

    /// Whether it may be this number.
    fn may_be(&self, number: i16) -> bool {
        let mut left = number;
        self.digits.iter().rev().all(|byte| {
            let digit = left % 10;
            left /= 10;
            *byte == b'X' || i16::from(byte - b'0') == digit
        })
    }
}

fn take_doubt(rest: &mut &[u8]) -> Doubt {
    let Some((doubt, behind)) = rest.split_first().and_then(|(first, behind)| Some((doubt(*first)?, behind))) else {
        return Doubt::None;
    };
    *rest = behind;
    doubt
}

/// What the characters of a date are, before anyone asked whether it exists.
struct Components<'a> {
    is_negative: bool,
    year: &'a Component,
    month: Option<&'a Component>,
    day: Option<&'a Component>,
}

impl Components<'_> {
    fn date(&self) -> Result<Date, Fault> {
        let is_exact = [Some(self.year), self.month, self.day].into_iter().flatten().all(Component::is_exact);
        if is_exact { self.exact() } else { self.masked().map(Date::Masked) }
    }

    fn year_with(&self, digit: u8) -> i16 {
        let year = self.year.with(digit);
        if self.is_negative { -year } else { year }
    }

    fn exact(&self) -> Result<Date, Fault> {
        let year = self.year_with(0);
        let Some(month) = self.month else {
            return Ok(Date::Year(year.into()));
        };
        let number = u8::try_from(month.with(0)).map_err(|_| Fault::NoSuchMonth)?;
        if let (Some(season), None) = (Season::new(number), self.day) {
            return Ok(Date::Season { year, season });
        }
        let month = i8::try_from(number).ok().filter(|month| (1..=12).contains(month)).ok_or(Fault::NoSuchMonth)?;
        let Some(day) = self.day else {
            return Ok(Date::Month { year, month });
        };
        let day = i8::try_from(day.with(0)).ok().and_then(|day| Day::new(year, month, day));
        day.map(Date::Day).ok_or(Fault::NoSuchDay)
    }

    fn masked(&self) -> Result<Masked, Fault> {
        let months = Candidates::of(self.month, 1, 12).ok_or(Fault::NoSuchMonth)?;
        let days = Candidates::of(self.day, 1, 31).ok_or(Fault::NoSuchDay)?;
        let year = self.year.is_exact().then(|| self.year_with(0));
        let month = self.month.filter(|month| month.is_exact()).map(|_| months.first);
        match (year, self.month, self.day) {
            (Some(year), Some(month), None) if month.is_all_masked() => return Ok(Masked::MonthOf(year)),
            (Some(year), Some(month), Some(day)) if month.is_all_masked() && day.is_all_masked() => {
                return Ok(Masked::DayOfYear(year));
            }
            (Some(year), Some(_), Some(day)) if day.is_all_masked() => {
                if let Some(month) = month {
                    return Ok(Masked::DayOfMonth { year, month });
                }
            }
            _ => {}
        }
        let precision = match (self.month, self.day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        self.reach(&months, &days, precision)
    }

    /// Decades, centuries, and from the first to the last day that fits the mask.
    fn reach(&self, months: &Candidates, days: &Candidates, precision: Precision) -> Result<Masked, Fault> {
        if self.year.is_all_masked() {
            // Any year, so a leap year too.
            let exists = days_of(2000, months, days).next().is_some();
            return if exists { Ok(Masked::AnyYear(precision)) } else { Err(Fault::NoSuchDay) };
        }
        match (self.is_negative, self.month, self.year.digits) {
            (false, None, [a, b, c, b'X']) if ![a, b, c].contains(&b'X') => {
                return Ok(Masked::Decade(self.year.with(0)));
            }
            (false, None, [a, b, b'X', b'X']) if ![a, b].contains(&b'X') => {
                return Ok(Masked::Century(self.year.with(0)));
            }
            _ => {}
        }
        let (lowest, highest) = (self.year.with(0), self.year.with(9));
        let years = || (lowest..=highest).filter(|year| self.year.may_be(*year));
        let signed = |year: i16| if self.is_negative { -year } else { year };
        let earliest_of = |year: i16| days_of(signed(year), months, days).next();
        let latest_of = |year: i16| days_of(signed(year), months, days).last();
        let (first, last) = if self.is_negative {
            (years().rev().find_map(earliest_of), years().find_map(latest_of))
        } else {
            (years().find_map(earliest_of), years().rev().find_map(latest_of))
        };
        let (first, last) = (first.ok_or(Fault::NoSuchDay)?, last.ok_or(Fault::NoSuchDay)?);
        let last = if precision == Precision::Day { last } else { last.last_of_month() };
        Ok(Masked::Between(first, last, precision))
    }
}

/// The months or days a component may be.
struct Candidates<'a> {
    component: Option<&'a Component>,
    first: i8,
    last: i8,
}

impl Candidates<'_> {
    /// `None`: it can't be any from `first` to `last`.
    fn of(component: Option<&Component>, first: i8, last: i8) -> Option<Candidates<'_>> {
        let fits = |number: &i8| component.is_none_or(|component| component.may_be((*number).into()));
        let smallest = (first..=last).find(fits)?;
        let largest = (first..=last).rev().find(fits)?;
        Some(Candidates { component, first: smallest, last: largest })
    }

    fn each(&self) -> impl Iterator<Item = i8> {
        let fits = |number: &i8| self.component.is_none_or(|component| component.may_be((*number).into()));
        (self.first..=self.last).filter(fits)
    }
}

/// The days of a year that fit, in order.
fn days_of(year: i16, months: &Candidates, days: &Candidates) -> impl Iterator<Item = Day> {
    months.each().flat_map(move |month| days.each().filter_map(move |day| Day::new(year, month, day)))
}
