//! Words for what is wrong with a date, and the right form of what its author seems to mean.
//!
//! A form that is offered has been read by `parse` before: help never leads to the next mistake.

mod rewrite;

use std::fmt;

use super::parse::{self, Fault};
use super::reach::FarDay;
use super::shape::Shape;
use crate::model::Day;

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// What is wrong: a clause, lower case, no full stop.
    pub message: String,
    /// The right form, if it can be guessed: "write `2020/2024`".
    pub help: Option<String>,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EdtfError {}

/// Nothing longer is a date somebody mistyped.
const LONGEST: usize = 80;

/// Finds the words for a fault.
pub(super) fn explain(text: &str, fault: Fault) -> EdtfError {
    let form = if text.len() <= LONGEST { rewrite::rewrite(text) } else { None };
    let form = form.filter(|form| parse::shape(&form.right).is_ok());
    let right = form.as_ref().map(|form| format!("write `{}`", form.right));
    let (message, help) = match fault {
        Fault::Empty => ("a date is empty".to_owned(), Some("leave the field out if no date is known".to_owned())),
        Fault::Form => match (rewrite::ambiguous(text), form) {
            (Some((message, help)), _) => (message, Some(help)),
            (None, Some(form)) => (form.message.to_owned(), right),
            (None, None) => (not_a_date(text), Some(FORMS.to_owned())),
        },
        Fault::NoSuchMonth => {
            (format!("{} has a month that does not exist", quoted(text)), right.or(without_zeros(text)))
        }
        Fault::NoSuchDay => (no_such_day(text), without_zeros(text)),
        Fault::NoSuchTime => (format!("{} has a time that does not exist", quoted(text)), None),
        Fault::NegativeZero => {
            ("there is no year `-0000`".to_owned(), Some("write `0000` for 1 BC, `-0001` for 2 BC".to_owned()))
        }
        Fault::ShortLongYear => ("`Y` stands before a year of more than four digits".to_owned(), right),
        Fault::EndlessYear => ("the year has too many digits".to_owned(), None),
        Fault::SeasonInInterval => ("an interval can't begin or end with a season".to_owned(), in_months(text)),
        Fault::TimeInInterval => ("an interval is made of dates without a time".to_owned(), without_times(text)),
        Fault::NoDateInInterval => ("an interval without a date says nothing".to_owned(), None),
        Fault::Reversed => ("the interval ends before it begins".to_owned(), swapped(text)),
    };
    EdtfError { message, help }
}

/// What can be written.
pub(super) const FORMS: &str =
    "write a date like `2020`, `2020-04`, `2020-04-28`, or an interval like `2020-04/2023-03`";

fn not_a_date(text: &str) -> String {
    format!("{} is not a date", quoted(text))
}

/// The text in a message, unless it would break or fill it.
fn quoted(text: &str) -> String {
    let is_short = text.len() <= LONGEST && !text.chars().any(|letter| letter.is_control() || letter == '`');
    if is_short { format!("`{text}`") } else { "this text".to_owned() }
}

/// "April 2020 has no day 31".
fn no_such_day(text: &str) -> String {
    let in_calendar = || {
        let date = text.split('/').find(|date| parse::shape(date).is_err())?;
        let [year, month, day] = rewrite::numbers(date, '-')?;
        let first = Day::new(year.parse().ok()?, month.parse().ok()?, 1)?;
        let name = rewrite::MONTH_NAMES.get(usize::try_from(first.month()).ok()? - 1)?;
        let last = first.last_of_month().day();
        (day != "00").then(|| format!("there is no day {day} in {name} {year}, which has {last} days"))
    };
    in_calendar().unwrap_or_else(|| format!("{} has a day that does not exist", quoted(text)))
}

/// `2020-04` for `2020-04-00`, `2020` for `2020-00`.
fn without_zeros(text: &str) -> Option<String> {
    let shorter = text.strip_suffix("-00-00").or_else(|| text.strip_suffix("-00"))?;
    parse::shape(shorter).is_ok().then(|| format!("write `{shorter}` if that is all that is known"))
}

/// `2020/2023` for `2023/2020`.
fn swapped(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let right = format!("{end}/{start}");
    parse::shape(&right).is_ok().then(|| format!("write `{right}`"))
}

/// `2018-03/2018-11` for `2018-21/2018-23`.
fn in_months(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let month = |text: &str, day: fn(&Shape) -> Option<FarDay>| match parse::shape(text) {
        Ok(shape) if shape.is_season() => day(&shape)?.day().map(year_and_month),
        Ok(_) | Err(_) => Some(text.to_owned()),
    };
    let (start, end) = (month(start, Shape::first)?, month(end, Shape::last)?);
    let right = format!("{start}/{end}");
    parse::shape(&right).is_ok().then(|| format!("write the months: `{right}`"))
}

fn year_and_month(day: Day) -> String {
    let day = day.to_string();
    day[..day.len() - "-01".len()].to_owned()
}

/// `2018-01-01/2019` for `2018-01-01T10:00:00Z/2019`.
fn without_times(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let day = |text: &str| text.split('T').next().unwrap_or_default().to_owned();
    let right = format!("{}/{}", day(start), day(end));
    parse::shape(&right).is_ok().then(|| format!("write `{right}`"))
}
