//! Days, instants and what authors write for them, over `jiff` with zone data of our own.
//!
//! A bare date is a day and stays one: no zone moves it. Only a date with a time is an instant;
//! one without an offset is local to the portal's zone.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

/// A day of the proleptic Gregorian calendar, years -9999 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "(i16, i8, i8)", try_from = "(i16, i8, i8)")]
pub struct Day(Date);

impl Day {
    /// The day, if it exists.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// Reads `2020-04-28`, nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let digits = |range: std::ops::Range<usize>| -> Option<i16> {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let has_form = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        if !has_form {
            return None;
        }
        let small = |number: i16| i8::try_from(number).ok();
        Day::new(digits(0..4)?, small(digits(5..7)?)?, small(digits(8..10)?)?)
    }

    /// The year, astronomical: 0 is 1 BC.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The last day of its month.
    #[must_use]
    pub fn last_of_month(self) -> Day {
        Day(self.0.last_of_month())
    }

    /// The day after; the last day of the calendar stays.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0.tomorrow().unwrap_or(self.0))
    }

    /// As dates are written: `2020-04-28`. By hand, since nearly every file of the output is full of them.
    fn write(self, into: &mut String) {
        if self.year() < 0 {
            into.push('-');
        }
        let year = self.year().unsigned_abs();
        write_two(year / 100, into);
        write_two(year % 100, into);
        for part in [self.month(), self.day()] {
            into.push('-');
            write_two(part.unsigned_abs().into(), into);
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(10);
        self.write(&mut text);
        f.write_str(&text)
    }
}

/// Appends a number with two digits.
fn write_two(number: u16, into: &mut String) {
    into.extend([number / 10 % 10, number % 10].map(|digit| char::from(b'0' + digit as u8)));
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl From<Day> for (i16, i8, i8) {
    fn from(day: Day) -> (i16, i8, i8) {
        (day.year(), day.month(), day.day())
    }
}

impl TryFrom<(i16, i8, i8)> for Day {
    type Error = &'static str;

    fn try_from((year, month, day): (i16, i8, i8)) -> Result<Day, &'static str> {
        Day::new(year, month, day).ok_or("no day of the calendar")
    }
}

/// A point in time, to the second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub struct Instant(Timestamp);

impl Instant {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Instant = Instant(Timestamp::UNIX_EPOCH);

    /// Seconds since 1970-01-01T00:00:00Z. `None` outside the calendar.
    pub fn from_seconds(seconds: i64) -> Option<Instant> {
        Timestamp::from_second(seconds).ok().map(Instant)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// RFC 3339 in UTC: `2020-04-28T08:00:00Z`.
    pub fn utc(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> i64 {
        instant.seconds()
    }
}

impl TryFrom<i64> for Instant {
    type Error = &'static str;

    fn try_from(seconds: i64) -> Result<Instant, &'static str> {
        Instant::from_seconds(seconds).ok_or("no instant of the calendar")
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc())
    }
}

/// A time zone of the IANA database, as bundled with dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// The zone called `name`: `Europe/Paris`. `None` if there is none.
    pub fn named(name: &str) -> Option<Zone> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        Some(Zone { name: name.to_owned(), zone })
    }

    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }

    /// The name it was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day it is in this zone.
    pub fn day(&self, instant: Instant) -> Day {
        Day(self.zone.to_datetime(instant.0).date())
    }

    /// The hour and minute it is in this zone.
    pub fn clock(&self, instant: Instant) -> (i8, i8) {
        let local = self.zone.to_datetime(instant.0);
        (local.hour(), local.minute())
    }

    /// The minute it is here, for reports: `2026-12-01 09:00 (Europe/Paris)`.
    pub fn local(&self, instant: Instant) -> String {
        let local = self.zone.to_datetime(instant.0);
        format!("{} {:02}:{:02} ({})", Day(local.date()), local.hour(), local.minute(), self.name)
    }

    /// RFC 3339 with this zone's offset: `2020-04-28T10:00:00+02:00`.
    pub fn rfc3339(&self, instant: Instant) -> String {
        let offset = self.zone.to_offset(instant.0);
        let local = offset.to_datetime(instant.0);
        let minutes = offset.seconds() / 60;
        let mut text = String::with_capacity(25);
        Day(local.date()).write(&mut text);
        for (before, number) in [('T', local.hour()), (':', local.minute()), (':', local.second())] {
            text.push(before);
            write_two(number.unsigned_abs().into(), &mut text);
        }
        let (hours, rest) = (minutes.unsigned_abs() as u16 / 60, minutes.unsigned_abs() as u16 % 60);
        for (before, number) in [(if minutes < 0 { '-' } else { '+' }, hours), (':', rest)] {
            text.push(before);
            write_two(number, &mut text);
        }
        text
    }

    /// When the day begins here.
    pub fn start_of(&self, day: Day) -> Instant {
        let midnight = day.0.to_datetime(jiff::civil::Time::midnight());
        // A midnight the clocks skip is the first moment after the gap.
        let instant = self.zone.to_ambiguous_timestamp(midnight).compatible();
        Instant(instant.unwrap_or(if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX }))
    }
}

/// What is wrong with a text that should be a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentError {
    /// Neither `2020-04-28` nor `2020-04-28T10:00`, with or without seconds and offset.
    Form,
    /// A day or time that does not exist: `2020-02-30`, `25:00`.
    NoSuchTime,
    /// The clocks of the portal's zone skipped this local time.
    Skipped,
    /// The clocks of the portal's zone showed this local time twice.
    Twice,
}

/// A day, or a day with a time: what authors write for `date`, `embargo`, `valid_until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Moment {
    /// A whole day.
    Day(Day),
    /// An instant, and the local day it was written as.
    Instant(Instant, Day),
}

impl Moment {
    /// Reads `2020-04-28` or `2020-04-28T10:00`, a space for the `T`, optional seconds, optional
    /// `Z` or offset; without an offset the time is local to `zone`.
    pub fn parse(text: &str, zone: &Zone) -> Result<Moment, MomentError> {
        let (date, rest) = text.split_at_checked(10).ok_or(MomentError::Form)?;
        if !has_form(date, "0000-00-00") {
            return Err(MomentError::Form);
        }
        let day = Day::parse(date).ok_or(MomentError::NoSuchTime)?;
        if rest.is_empty() {
            return Ok(Moment::Day(day));
        }
        let clock = rest.strip_prefix(['T', ' ']).ok_or(MomentError::Form)?;
        let (time, offset) = split_offset(clock);
        let local = local_time(day, time)?;
        let instant = match offset {
            Some(offset) => {
                let offset = fixed_offset(offset).ok_or(MomentError::Form)?;
                offset.to_timestamp(local).map_err(|_| MomentError::NoSuchTime)?
            }
            None => {
                let ambiguous = zone.zone.to_ambiguous_timestamp(local);
                match ambiguous.offset() {
                    AmbiguousOffset::Unambiguous { .. } => {}
                    AmbiguousOffset::Gap { .. } => return Err(MomentError::Skipped),
                    AmbiguousOffset::Fold { .. } => return Err(MomentError::Twice),
                }
                ambiguous.compatible().map_err(|_| MomentError::NoSuchTime)?
            }
        };
        Ok(Moment::Instant(Instant(instant), day))
    }

    /// The day an author wrote.
    pub fn day(self) -> Day {
        match self {
            Moment::Day(day) | Moment::Instant(_, day) => day,
        }
    }

    /// The instant, if a time was written.
    pub fn instant(self) -> Option<Instant> {
        match self {
            Moment::Day(_) => None,
            Moment::Instant(instant, _) => Some(instant),
        }
    }

    /// When it begins: a day with its first moment in `zone`.
    pub fn begins(self, zone: &Zone) -> Instant {
        match self {
            Moment::Day(day) => zone.start_of(day),
            Moment::Instant(instant, _) => instant,
        }
    }

    /// When it is over: a day with the first moment of the next one in `zone`.
    pub fn ends(self, zone: &Zone) -> Instant {
        match self {
            Moment::Day(day) => zone.start_of(day.next()),
            Moment::Instant(instant, _) => instant,
        }
    }

    /// What machines read: the day, or RFC 3339 in `zone`.
    pub fn iso(self, zone: &Zone) -> String {
        match self {
            Moment::Day(day) => {
                let mut text = String::with_capacity(10);
                day.write(&mut text);
                text
            }
            Moment::Instant(instant, _) => zone.rfc3339(instant),
        }
    }
}

/// Whether `text` has the digits of `form` where it has zeros, and its other bytes elsewhere.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            wanted => byte == wanted,
        })
}

/// Cuts `10:00:00+02:00` before its offset.
fn split_offset(clock: &str) -> (&str, Option<&str>) {
    match clock.find(['Z', '+', '-']) {
        Some(at) => (&clock[..at], Some(&clock[at..])),
        None => (clock, None),
    }
}

/// `10:00` or `10:00:00` on that day.
fn local_time(day: Day, time: &str) -> Result<DateTime, MomentError> {
    if !has_form(time, "00:00") && !has_form(time, "00:00:00") {
        return Err(MomentError::Form);
    }
    let part = |at: usize| time.get(at..at + 2).map_or(Some(0), |digits| digits.parse::<i8>().ok());
    let (hour, minute, second) = (part(0), part(3), part(6));
    let (Some(hour), Some(minute), Some(second)) = (hour, minute, second) else {
        return Err(MomentError::Form);
    };
    let time = jiff::civil::Time::new(hour, minute, second, 0).map_err(|_| MomentError::NoSuchTime)?;
    Ok(day.0.to_datetime(time))
}

/// `Z`, `+02:00` or `-0530`.
fn fixed_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = &text[1..];
    if !has_form(digits, "00:00") && !has_form(digits, "0000") && !has_form(digits, "00") {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = if digits.len() == 2 { 0 } else { digits.get(digits.len() - 2..)?.parse().ok()? };
    let seconds = sign * (hours.checked_mul(60)?.checked_add(minutes)?).checked_mul(60)?;
    (minutes < 60).then(|| Offset::from_seconds(seconds).ok())?
}

/// An instant given on the command line: `2020-04-28T10:00:00+02:00`, or a day in UTC.
///
/// A time needs its offset, since no portal and so no zone is known yet.
pub fn parse_instant(text: &str) -> Option<Instant> {
    match Moment::parse(text, &Zone::utc()).ok()? {
        Moment::Instant(instant, _) if split_offset(text.get(11..)?).1.is_some() => Some(instant),
        Moment::Instant(..) => None,
        day @ Moment::Day(_) => Some(day.begins(&Zone::utc())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> Zone {
        Zone::named("Europe/Paris").expect("a bundled zone")
    }

    #[test]
    fn a_bare_date_is_a_day_and_a_time_without_offset_is_local() {
        assert_eq!(Moment::parse("2020-04-28", &paris()).map(Moment::day), Ok(Day::new(2020, 4, 28).expect("a day")));
        let local = Moment::parse("2020-04-28T10:00", &paris()).expect("a time");
        assert_eq!(local.begins(&paris()).utc(), "2020-04-28T08:00:00Z");
        let offset = Moment::parse("2020-04-28 10:00:30-05:30", &paris()).expect("a time");
        assert_eq!(offset.begins(&paris()).utc(), "2020-04-28T15:30:30Z");
        assert_eq!(offset.iso(&paris()), "2020-04-28T17:30:30+02:00");
    }

    #[test]
    fn times_the_clocks_skip_or_show_twice_are_told() {
        assert_eq!(Moment::parse("2020-03-29T02:30", &paris()), Err(MomentError::Skipped));
        assert_eq!(Moment::parse("2020-10-25T02:30", &paris()), Err(MomentError::Twice));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2020-4-28",
            "28/04/2020",
            "2020-04-28T",
            "2020-04-28T10",
            "2020-04-28T10:00+",
            "2020-04-28T10:00:00+2",
        ] {
            assert_eq!(Moment::parse(text, &paris()), Err(MomentError::Form), "{text}");
        }
        for text in ["2020-02-30", "2019-02-29", "2020-04-28T25:00"] {
            assert_eq!(Moment::parse(text, &paris()), Err(MomentError::NoSuchTime), "{text}");
        }
    }

    #[test]
    fn an_instant_of_the_command_line_needs_its_offset() {
        assert!(parse_instant("2020-04-28T10:00:00+02:00").is_some());
        assert!(parse_instant("2020-04-28").is_some());
        assert!(parse_instant("2020-04-28T10:00:00").is_none());
    }
}
