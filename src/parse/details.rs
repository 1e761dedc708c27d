//! The fields that only one kind has.

use super::values::Values;
use super::written::{Written, WrittenRole};
use crate::diagnostic::{Code, Diagnostic, Field, Span};
use crate::model::article::{
    Details, Document, DocumentFile, Event, FileReference, Funding, Notice, Organisation, Person, Programme, RoleHeld,
};
use crate::model::kind::{Category, Certainty, EventStatus, Kind, Response, Severity, Urgency};
use crate::model::{Edtf, Moment};
use crate::yaml::record::TextOrTexts;

/// Takes the fields of a kind out of the front matter.
pub fn read(values: &mut Values, kind: Kind, written: &mut Written) -> Details {
    match kind {
        Kind::News => Details::News,
        Kind::Notice => Details::Notice(Box::new(notice(values, written))),
        Kind::Programme => Details::Programme(Box::new(programme(values, written))),
        Kind::Organisation => Details::Organisation(Box::new(organisation(values, written))),
        Kind::Person => Details::Person(Box::new(person(values, written))),
        Kind::Event => Details::Event(Box::new(event(values, written))),
        Kind::Document => Details::Document(Box::new(document(values, written))),
        Kind::Page => Details::Page(written.order),
        Kind::Topic => Details::Topic,
    }
}

/// A word of one of the closed lists.
macro_rules! word {
    ($values:expr, $text:expr, $field:expr, $list:ty) => {
        $values.word($text, $field, <$list>::from_word, <$list>::ALL.iter().map(|item| item.as_str()))
    };
}

fn notice(values: &mut Values, written: &mut Written) -> Notice {
    let category =
        words(std::mem::take(&mut written.category), "category", |text, field| word!(values, text, field, Category));
    let response =
        words(std::mem::take(&mut written.response), "response", |text, field| word!(values, text, field, Response));
    let notice = Notice {
        severity: word!(values, written.severity.take(), Field::new("severity"), Severity),
        urgency: word!(values, written.urgency.take(), Field::new("urgency"), Urgency),
        certainty: word!(values, written.certainty.take(), Field::new("certainty"), Certainty),
        category,
        event: values.text(written.event.take()),
        response,
        valid_from: values.moment(written.valid_from.take(), Field::new("valid_from")),
        valid_until: values.moment(written.valid_until.take(), Field::new("valid_until")),
        supersedes: values.references(std::mem::take(&mut written.supersedes), "supersedes"),
        audience: values.text(written.audience.take()),
        instruction: values.text(written.instruction.take()),
    };
    check_moments(
        values,
        (notice.valid_from, Field::new("valid_from")),
        (notice.valid_until, Field::new("valid_until")),
    );
    notice
}

fn words<T>(
    texts: Vec<String>,
    name: &'static str,
    mut read: impl FnMut(Option<String>, Field) -> Option<T>,
) -> Vec<T> {
    let texts = texts.into_iter().enumerate();
    texts.filter_map(|(index, text)| read(Some(text), Field::new(name).item(index))).collect()
}

fn programme(values: &mut Values, written: &mut Written) -> Programme {
    let programme = Programme {
        start: values.edtf(written.start.take(), Field::new("start")),
        end: values.edtf(written.end.take(), Field::new("end")),
        funders: values.references(std::mem::take(&mut written.funders), "funders"),
        funding: funding(values, written),
        lead: values.reference(written.lead.take(), Field::new("lead")),
        parent: values.reference(written.parent.take(), Field::new("parent")),
    };
    let (start, end) = (programme.start.as_ref(), programme.end.as_ref());
    check_dates(values, (start, Field::new("start")), (end, Field::new("end")));
    programme
}

fn funding(values: &mut Values, written: &mut Written) -> Option<Funding> {
    let funding = written.funding.take()?;
    let field = Field::new("funding");
    let amount = values.needed(funding.amount, field, "amount");
    let currency = values.needed(funding.currency, field, "currency");
    let (amount, currency) = (amount?, currency?);
    if amount.parse::<f64>().ok().is_none_or(|amount| !amount.is_finite() || amount < 0.0) {
        let complaint = Diagnostic::error(Code::UnknownValue, format!("`{amount}` is no amount"));
        values.tell(complaint.help("write digits only: `1500000`"), field.part("amount"));
        return None;
    }
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let complaint = Diagnostic::error(Code::UnknownValue, format!("`{currency}` is no code of a currency"));
        values.tell(complaint.help("write a code of ISO 4217, such as `EUR`"), field.part("currency"));
        return None;
    }
    Some(Funding { amount: amount.into(), currency: currency.into() })
}

fn organisation(values: &mut Values, written: &mut Written) -> Organisation {
    let mut category = std::mem::take(&mut written.category);
    if category.len() > 1 {
        let complaint = Diagnostic::error(Code::WrongType, "an organisation has one `category`");
        values.tell(complaint.help("keep the one that says most"), Field::new("category").item(1));
        category.truncate(1);
    }
    let organisation = Organisation {
        acronym: values.text(written.acronym.take()),
        other_names: values.texts(std::mem::take(&mut written.other_names)),
        established: values.edtf(written.established.take(), Field::new("established")),
        dissolved: values.edtf(written.dissolved.take(), Field::new("dissolved")),
        parent: values.reference(written.parent.take(), Field::new("parent")),
        members: values.references(std::mem::take(&mut written.members), "members"),
        headquarters: values.text(written.headquarters.take()),
        website: values.url(written.website.take(), Field::new("website")),
        logo: written.logo.take().and_then(|logo| values.picture(logo, Field::new("logo"))),
        category: values.text(category.pop()),
    };
    let (start, end) = (organisation.established.as_ref(), organisation.dissolved.as_ref());
    check_dates(values, (start, Field::new("established")), (end, Field::new("dissolved")));
    organisation
}

fn person(values: &mut Values, written: &mut Written) -> Person {
    let roles = std::mem::take(&mut written.roles).into_iter().enumerate();
    Person {
        roles: roles.filter_map(|(index, held)| role(values, held, Field::new("roles").item(index))).collect(),
        portrait: written.portrait.take().and_then(|portrait| values.picture(portrait, Field::new("portrait"))),
    }
}

fn role(values: &mut Values, written: WrittenRole, field: Field) -> Option<RoleHeld> {
    let title = values.needed(written.title, field, "title");
    let from = values.edtf(written.from, field.part("from"));
    let until = values.edtf(written.until, field.part("until"));
    check_dates(values, (from.as_ref(), field.part("from")), (until.as_ref(), field.part("until")));
    let organisation = values.reference(written.organisation, field.part("organisation"));
    Some(RoleHeld { title: title?.into(), organisation, from, until })
}

fn event(values: &mut Values, written: &mut Written) -> Event {
    let event = Event {
        start: values.moment(written.start.take(), Field::new("start")),
        end: values.moment(written.end.take(), Field::new("end")),
        venue: values.text(written.venue.take()),
        online: values.url(written.online.take(), Field::new("online")),
        registration: values.url(written.registration.take(), Field::new("registration")),
        status: word!(values, written.status.take(), Field::new("status"), EventStatus)
            .unwrap_or(EventStatus::Scheduled),
        speakers: values.references(std::mem::take(&mut written.speakers), "speakers"),
    };
    check_moments(values, (event.start, Field::new("start")), (event.end, Field::new("end")));
    event
}

fn document(values: &mut Values, written: &mut Written) -> Document {
    Document {
        files: files(written),
        document_type: values.text(written.document_type.take()),
        parties: values.references(std::mem::take(&mut written.parties), "parties"),
        signatories: values.references(std::mem::take(&mut written.signatories), "signatories"),
        signed: values.edtf(written.signed.take(), Field::new("signed")),
        in_force: values.edtf(written.in_force.take(), Field::new("in_force")),
        period: values.edtf(written.period.take(), Field::new("period")),
        edition: values.text(written.edition.take()),
    }
}

fn files(written: &mut Written) -> Vec<DocumentFile> {
    let field = Field::new("file");
    let file = |path: String, language: Option<Box<str>>| DocumentFile {
        language,
        file: FileReference { path: path.trim().into(), field },
    };
    match written.file.take() {
        None => Vec::new(),
        Some(TextOrTexts::One(path)) => vec![file(path, None)],
        Some(TextOrTexts::ByKey(paths)) => {
            paths.into_iter().map(|(language, path)| file(path, Some(language.into()))).collect()
        }
    }
}

/// Tells an end that lies before its start.
fn check_dates(values: &mut Values, start: (Option<&Edtf>, Field), end: (Option<&Edtf>, Field)) {
    if let ((Some(start), at), (Some(end), field)) = (start, end)
        && let (Some(first), Some(last)) = (start.earliest(), end.latest())
        && last < first
    {
        tell_reversed(values, (start.as_written(), at), (end.as_written(), field));
    }
}

fn check_moments(values: &mut Values, start: (Option<Moment>, Field), end: (Option<Moment>, Field)) {
    if let ((Some(start), at), (Some(end), field)) = (start, end) {
        let is_before = match (start.instant(), end.instant()) {
            (Some(start), Some(end)) => end < start,
            _ => end.day() < start.day(),
        };
        if is_before {
            let (start, end) = (values.shown(start), values.shown(end));
            tell_reversed(values, (&start, at), (&end, field));
        }
    }
}

fn tell_reversed(values: &mut Values, start: (&str, Field), end: (&str, Field)) {
    let message = format!("this end, {}, lies before the start, {}", end.0, start.0);
    let at = Span::field(values.path(), start.1);
    values.tell(Diagnostic::error(Code::EndBeforeStart, message).note("the start is here", Some(at)), end.1);
}
