//! Text → shape, strictly; what is wrong is a [`Fault`], and `mistakes` finds words for it.

mod components;

use super::reach::is_reversed;
use super::shape::{Choice, Clock, Date, Doubt, Doubts, End, Member, Part, Shape};

/// What is wrong with a text that should be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing was written.
    Empty,
    /// It does not look like EDTF.
    Form,
    /// `2020-13`, `2020-00`, `2020-42`.
    NoSuchMonth,
    /// `2020-02-30`.
    NoSuchDay,
    /// `T25:00:00`.
    NoSuchTime,
    /// `-0000`.
    NegativeZero,
    /// `Y9999`: `Y` is for more digits.
    ShortLongYear,
    /// A year of more digits than we keep.
    EndlessYear,
    /// `2018-21/2018-23`.
    SeasonInInterval,
    /// `2018-01-01T10:00:00Z/2019`.
    TimeInInterval,
    /// `../..`, `/`.
    NoDateInInterval,
    /// `2023/2020`.
    Reversed,
}

/// Reads a date, an interval or a set.
pub(super) fn shape(text: &str) -> Result<Shape, Fault> {
    match text.as_bytes() {
        [] => Err(Fault::Empty),
        [b'[', .., b']'] => set(Choice::OneOf, &text[1..text.len() - 1]),
        [b'{', .., b'}'] => set(Choice::AllOf, &text[1..text.len() - 1]),
        _ => match text.split_once('/') {
            Some((start, end)) => interval(start, end),
            None => Ok(Shape::Single(single(text)?)),
        },
    }
}

/// `2020-04/2023-03`, `2019/..`, `/2020`.
fn interval(start: &str, end: &str) -> Result<Shape, Fault> {
    let (start, end) = (interval_end(start)?, interval_end(end)?);
    if start.part().or(end.part()).is_none() {
        return Err(Fault::NoDateInInterval);
    }
    if is_reversed(start, end) {
        return Err(Fault::Reversed);
    }
    Ok(Shape::Interval { start, end })
}

fn interval_end(text: &str) -> Result<End, Fault> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        text => Ok(End::Date(whole_date(text)?)),
    }
}

/// A date that may be an end: neither a season nor a time.
fn whole_date(text: &str) -> Result<Part, Fault> {
    let part = single(text)?;
    match part.date {
        Date::Season { .. } => Err(Fault::SeasonInInterval),
        Date::Time(..) => Err(Fault::TimeInInterval),
        Date::Year(_) | Date::Month { .. } | Date::Day(_) | Date::Masked(_) => Ok(part),
    }
}

/// What stands between the brackets of a set.
fn set(choice: Choice, text: &str) -> Result<Shape, Fault> {
    let members = text.split(',').map(|member| member_of_set(member.trim_matches(' ')));
    Ok(Shape::Set { choice, members: members.collect::<Result<_, Fault>>()? })
}

fn member_of_set(text: &str) -> Result<Member, Fault> {
    let Some((start, end)) = text.split_once("..") else {
        return single(text).map(Member::Date);
    };
    let end_of_range = |text: &str| if text.is_empty() { Ok(End::Open) } else { whole_date(text).map(End::Date) };
    let (start, end) = (end_of_range(start)?, end_of_range(end)?);
    if start.part().or(end.part()).is_none() {
        return Err(Fault::NoDateInInterval);
    }
    if is_reversed(start, end) { Err(Fault::Reversed) } else { Ok(Member::Range(start, end)) }
}

/// One date.
fn single(text: &str) -> Result<Part, Fault> {
    if text.starts_with('Y') {
        return long_year(text);
    }
    match text.split_once('T') {
        Some((date, clock)) => {
            let day = match components::date(date)? {
                Part { date: Date::Day(day), doubts } if doubts == Doubts::default() => day,
                _ => return Err(Fault::Form),
            };
            Ok(Part::certain(Date::Time(day, time_of_day(clock)?)))
        }
        None => components::date(text),
    }
}

/// `Y17000`, `Y-17000~`.
fn long_year(text: &str) -> Result<Part, Fault> {
    let (text, doubt) = split_doubt(&text[1..]);
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Form);
    }
    if digits.len() < 5 || digits.starts_with('0') {
        return Err(Fault::ShortLongYear);
    }
    let year = text.parse().map_err(|_| Fault::EndlessYear)?;
    Ok(Part { date: Date::Year(year), doubts: Doubts { year: doubt, ..Doubts::default() } })
}

/// Cuts a qualifier off the end.
fn split_doubt(text: &str) -> (&str, Doubt) {
    match text.as_bytes().last().copied().and_then(components::doubt) {
        Some(doubt) => (&text[..text.len() - 1], doubt),
        None => (text, Doubt::None),
    }
}

/// `10:00:00`, `10:00:00Z`, `10:00:00+02:00`, `10:00:00-05`.
fn time_of_day(text: &str) -> Result<Clock, Fault> {
    let (time, zone) = text.split_at_checked(8).ok_or(Fault::Form)?;
    let [hour, minute, second] = two_digit_numbers(time).ok_or(Fault::Form)?;
    let offset = match zone.as_bytes() {
        [] => None,
        b"Z" => Some(0),
        [sign @ (b'+' | b'-'), ..] => {
            let ahead = offset_minutes(&zone[1..])?;
            Some(if *sign == b'-' { -ahead } else { ahead })
        }
        _ => return Err(Fault::Form),
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(Fault::NoSuchTime);
    }
    Ok(Clock { hour, minute, second, offset })
}

fn offset_minutes(text: &str) -> Result<i16, Fault> {
    let [hours, minutes] = match text.len() {
        2 => [two_digit_numbers::<1>(text).ok_or(Fault::Form)?[0], 0],
        _ => two_digit_numbers(text).ok_or(Fault::Form)?,
    };
    if hours > 23 || minutes > 59 {
        return Err(Fault::NoSuchTime);
    }
    Ok(i16::from(hours) * 60 + i16::from(minutes))
}

/// `10:00:00`: so many numbers of two digits, with colons between.
fn two_digit_numbers<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(':');
    for number in &mut numbers {
        let part = parts.next()?;
        let has_form = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = if has_form { part.parse().ok()? } else { return None };
    }
    parts.next().is_none().then_some(numbers)
}
