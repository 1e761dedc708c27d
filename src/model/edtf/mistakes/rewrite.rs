//! Guesses the date behind what people write: `April 2020`, `28/04/2020`, `2020-2024`, `c. 2016`.

use super::super::parse;

/// A better way to write a date.
pub(super) struct Form {
    /// The rule that was missed: a clause.
    pub message: &'static str,
    /// The date in EDTF.
    pub right: String,
}

/// English names of months, which also give their first three letters.
pub(super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first guess that is a date.
pub(super) fn rewrite(text: &str) -> Option<Form> {
    let text = text.trim();
    one_date(text).or_else(|| open_interval(text)).or_else(|| interval(text))
}

/// `04/05/2020`: two dates, and which one depends on where its author comes from.
pub(super) fn ambiguous(text: &str) -> Option<(String, String)> {
    let [first, second, year] = date_of_numbers(text)?;
    let is_both = year.len() == 4 && first != second && number(first)? <= 12 && number(second)? <= 12;
    let day_first = valid(format!("{year}-{second:0>2}-{first:0>2}"))?;
    let month_first = valid(format!("{year}-{first:0>2}-{second:0>2}"))?;
    let name = |month: &str| MONTH_NAMES.get(usize::from(number(month)?).checked_sub(1)?).copied();
    let (day, other_day) =
        (format!("{} {}", number(first)?, name(second)?), format!("{} {}", number(second)?, name(first)?));
    is_both.then(|| {
        let message = format!("`{}` is {day} to some and {other_day} to others", text.trim());
        (message, format!("write `{day_first}` for {day}, `{month_first}` for {other_day}"))
    })
}

/// One habit of writing dates, put into EDTF. The guess may still be no date.
type Way = fn(&str) -> Option<String>;

/// Every way to write one date.
fn one_date(text: &str) -> Option<Form> {
    const WAYS: [(&str, Way); 10] = [
        ("a date has no space around it", |text| Some(text.to_owned())),
        ("`?` is for uncertain, `~` for approximate, `%` for both, once", with_one_doubt),
        ("`~` for approximate stands behind the date", about),
        ("the parts of a date are separated by hyphens", compact),
        ("month and day have two digits", padded),
        ("a date is written year first, with hyphens", year_first),
        ("a day and its time are separated by `T`, and the time has seconds", with_time),
        ("a month or season is written as a number", named),
        ("digits that are not known are written `X`", masked),
        ("a year has four digits, one with more begins with `Y`", year_of_digits),
    ];
    WAYS.iter().find_map(|(message, way)| Some(Form { message, right: valid(way(text)?)? }))
}

/// A guess, if it is a date.
fn valid(guess: String) -> Option<String> {
    parse::shape(&guess).is_ok().then_some(guess)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<u8> {
    if is_digits(text) { text.parse().ok() } else { None }
}

/// Numbers between separators.
pub(super) fn numbers<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let parts: Vec<&str> = text.splitn(N + 1, separator).map(str::trim).collect();
    <[&str; N]>::try_from(parts).ok().filter(|parts| parts.iter().all(|part| is_digits(part)))
}

/// Three numbers with slashes, dots or hyphens.
fn date_of_numbers(text: &str) -> Option<[&str; 3]> {
    ['/', '.', '-'].into_iter().find_map(|separator| numbers(text.trim(), separator))
}

/// `2016??`, `2016~?`, `2016 ?`, `c. 2016?`.
fn with_one_doubt(text: &str) -> Option<String> {
    let date = text.trim_end_matches(['?', '~', '%', ' ']);
    let doubts: Vec<char> = text[date.len()..].chars().filter(|letter| *letter != ' ').collect();
    let first = *doubts.first()?;
    let doubt = if doubts.iter().all(|doubt| *doubt == first) { first } else { '%' };
    if let Some(date) = about(date) {
        let both = if doubt == '~' { '~' } else { '%' };
        return Some(format!("{}{both}", date.trim_end_matches('~')));
    }
    Some(format!("{}{doubt}", plain(date)?))
}

/// `~2016`, `c. 2016`, `about 2016`.
fn about(text: &str) -> Option<String> {
    const WORDS: [&str; 11] =
        ["~", "approximately ", "approx. ", "approx ", "around ", "about ", "circa ", "ca. ", "ca ", "c. ", "c."];
    let lower = text.to_ascii_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word))?;
    Some(format!("{}~", plain(text[word.len()..].trim())?))
}

/// One date without doubts, as it is or in a way people write it.
fn plain(text: &str) -> Option<String> {
    const WAYS: [Way; 5] = [compact, padded, year_first, named, masked];
    let as_written = if text.contains('/') { None } else { valid(text.to_owned()) };
    as_written.or_else(|| WAYS.iter().find_map(|way| valid(way(text)?)))
}

/// `20200428`, `202004`.
fn compact(text: &str) -> Option<String> {
    match (is_digits(text), text.len()) {
        (true, 8) => Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])),
        (true, 6) => Some(format!("{}-{}", &text[..4], &text[4..])),
        _ => None,
    }
}

/// `2020-4`, `2020-4-8`.
fn padded(text: &str) -> Option<String> {
    let whole = |year: &str| year.len() == 4;
    if let Some([year, month, day]) = numbers(text, '-') {
        return whole(year).then(|| format!("{year}-{month:0>2}-{day:0>2}"));
    }
    let [year, month] = numbers(text, '-')?;
    (whole(year) && month.len() <= 2).then(|| format!("{year}-{month:0>2}"))
}

/// `28/04/2020`, `28.4.2020`, `04/28/2020`, `2020/04/28`, `04/2020`, `2020/04`.
fn year_first(text: &str) -> Option<String> {
    if let Some([first, second, third]) = date_of_numbers(text) {
        return match (first.len(), third.len()) {
            (4, _) => Some(format!("{first}-{second:0>2}-{third:0>2}")),
            (_, 4) if number(second)? > 12 => Some(format!("{third}-{first:0>2}-{second:0>2}")),
            (_, 4) => Some(format!("{third}-{second:0>2}-{first:0>2}")),
            _ => None,
        };
    }
    let [first, second] = ['/', '.', '-'].into_iter().find_map(|separator| numbers(text, separator))?;
    match (first.len(), second.len()) {
        (4, 1..=2) => Some(format!("{first}-{second:0>2}")),
        (1..=2, 4) => Some(format!("{second}-{first:0>2}")),
        _ => None,
    }
}

/// `2020-04-28 10:00`, `2020-04-28T10:00`.
fn with_time(text: &str) -> Option<String> {
    let (day, clock) = text.split_at_checked(10)?;
    let clock = clock.trim_start_matches(['T', 't', ' ']);
    let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = (clock[..zone_at].trim(), clock[zone_at..].trim());
    let seconds = if time.matches(':').count() == 1 { ":00" } else { "" };
    Some(format!("{day}T{time:0>5}{seconds}{zone}"))
}

/// `April 2020`, `28 April 2020`, `April 28, 2020`, `28th of Apr. 2020`, `spring 2020`.
fn named(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let words = lower.split([' ', ',', '.', '-', '\u{a0}']).filter(|word| !["", "of", "the"].contains(word));
    let (mut year, mut month, mut day) = (None, None, None);
    for word in words {
        let slot = if month_named(word).is_some() {
            &mut month
        } else if is_digits(word) && word.len() == 4 {
            &mut year
        } else {
            &mut day
        };
        if slot.replace(word).is_some() {
            return None;
        }
    }
    let (year, month) = (year?, month_named(month?)?);
    match day {
        None => Some(format!("{year}-{month:02}")),
        Some(day) => {
            let is_ordinal = |ending: &&&str| day.ends_with(**ending);
            let ending = ["st", "nd", "rd", "th"].iter().find(is_ordinal).map_or(0, |ending| ending.len());
            Some(format!("{year}-{month:02}-{:02}", number(&day[..day.len() - ending])?))
        }
    }
}

/// The number of a month or season in EDTF.
fn month_named(word: &str) -> Option<u8> {
    let month = MONTH_NAMES.iter().zip(1..).find(|(name, _)| {
        let is_short = word == "sept" || word.len() == 3;
        word.eq_ignore_ascii_case(name) || is_short && name.to_ascii_lowercase().starts_with(word)
    });
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => month.map(|(_, number)| number),
    }
}

/// `201x`, `199u`, `2010s`, `the 1990s`.
fn masked(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let decade = text.strip_suffix("0s").or_else(|| text.strip_suffix("0's"));
    match decade {
        Some(decade) => Some(format!("{decade}X")),
        None => Some(text.replace(['x', 'u'], "X")).filter(|right| right != text),
    }
}

/// `12345`, `Y9999`.
fn year_of_digits(text: &str) -> Option<String> {
    let digits = text.strip_prefix('Y').unwrap_or(text);
    let right = if digits.len() > 4 { format!("Y{digits}") } else { format!("{digits:0>4}") };
    is_digits(digits).then_some(right)
}

/// `2019-`, `since 2019`, `2019 to date`, `until 2019`.
fn open_interval(text: &str) -> Option<Form> {
    let lower = text.to_ascii_lowercase();
    let behind = |words: &[&str]| words.iter().find_map(|word| lower.starts_with(word).then(|| &text[word.len()..]));
    let before =
        |words: &[&str]| words.iter().find_map(|word| lower.ends_with(word).then(|| &text[..text.len() - word.len()]));
    if let Some(start) = behind(&["since ", "from "]).or_else(|| before(&["-", "–", "—", "/now", " onwards", " on"]))
    {
        let right = format!("{}/..", one_side(start.trim())?);
        return Some(Form { message: "an open end is written `/..`", right });
    }
    let end = behind(&["until ", "till ", "up to ", "-", "–"])?;
    Some(Form { message: "an open start is written `../`", right: format!("../{}", one_side(end.trim())?) })
}

/// `2020-2024`, `2020–2024`, `April 2020 to March 2023`, `2020/open`.
fn interval(text: &str) -> Option<Form> {
    const MESSAGE: &str = "an interval is written with `/`";
    const SEPARATORS: [&str; 9] = ["/", " to ", " until ", " – ", " — ", " - ", "–", "—", "-"];
    let splits = SEPARATORS.iter().flat_map(|separator| {
        text.match_indices(separator).map(|(at, _)| (&text[..at], &text[at + separator.len()..]))
    });
    let text = splits.into_iter().find_map(|(start, end)| {
        let start = one_side(start.trim())?;
        let end = same_century(&start, end.trim()).or_else(|| one_side(end.trim()))?;
        valid(format!("{start}/{end}"))
    });
    Some(Form { message: MESSAGE, right: text? })
}

/// An end of an interval.
fn one_side(text: &str) -> Option<String> {
    match text.to_ascii_lowercase().as_str() {
        "" | "unknown" | "?" => Some(String::new()),
        ".." | "open" | "now" | "today" | "present" | "date" | "ongoing" => Some("..".to_owned()),
        _ => with_one_doubt(text).or_else(|| about(text)).or_else(|| plain(text)),
    }
}

/// `2024` for the `24` of `2020-24`.
fn same_century(start: &str, end: &str) -> Option<String> {
    let is_year = is_digits(start) && start.len() == 4 && is_digits(end) && end.len() == 2;
    (is_year && *end > start[2..]).then(|| format!("{}{end}", &start[..2]))
}
