//! What editors are told of the files authors write: JSON Schema (draft 7, which their plugins know best) of the
//! front matter of each kind and of `portal.yaml`, read off the one description of the fields.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::config::{RawHtml, Share, Untranslated, WrittenConfig};
use crate::model::kind::{Category, Certainty, EventStatus, Response, Severity, Urgency};
use crate::model::{Country, Kind};
use crate::parse::written::{fields_of, own_fields, required_fields};
use crate::yaml::record::{Part, Record, Shape};

/// The dialect.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The names a portal has, offered where a field takes one.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Slugs with their kinds.
    pub articles: BTreeSet<(Kind, String)>,
    /// Topics as they are written.
    pub topics: BTreeSet<String>,
}

/// The schema of the front matter of a kind.
pub fn front_matter(kind: Kind, names: &Names) -> Value {
    let fill = Fill { kind: Some(kind), names };
    let mut schema = fill.record(fields_of(kind));
    schema.insert("$schema".to_owned(), DIALECT.into());
    schema.insert("title".to_owned(), format!("Front matter: {kind}").into());
    // The name of the file may give the date.
    let required: Vec<&str> = required_fields(kind).iter().copied().filter(|field| *field != "date").collect();
    schema.insert("required".to_owned(), json!(required));
    Value::Object(schema)
}

/// The schema of `portal.yaml`.
pub fn settings(names: &Names) -> Value {
    let mut schema = Fill { kind: None, names }.record(WrittenConfig::PARTS.iter());
    schema.insert("$schema".to_owned(), DIALECT.into());
    schema.insert("title".to_owned(), "Settings of a portal".into());
    schema.insert("required".to_owned(), json!(["title", "base_url"]));
    Value::Object(schema)
}

/// All of them in one: `definitions` by kind, and `portal`.
pub fn all(names: &Names) -> Value {
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), front_matter(*kind, names)));
    let definitions: Map<String, Value> = kinds.chain([("portal".to_owned(), settings(names))]).collect();
    let references: Vec<Value> =
        Kind::ALL.iter().map(|kind| json!({"$ref": format!("#/definitions/{kind}")})).collect();
    json!({"$schema": DIALECT, "title": "What authors of a portal write", "definitions": definitions, "anyOf": references})
}

struct Fill<'a> {
    /// The kind whose fields they are; none in settings.
    kind: Option<Kind>,
    names: &'a Names,
}

impl Fill<'_> {
    fn record<'p>(&self, parts: impl Iterator<Item = &'p Part>) -> Map<String, Value> {
        let properties: Map<String, Value> = parts.map(|part| (part.name.to_owned(), self.field(part))).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("additionalProperties".to_owned(), false.into());
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema
    }

    fn field(&self, part: &Part) -> Value {
        let text = || self.text(part.name);
        let record = |parts: &'static [Part]| Value::Object(self.record(parts.iter()));
        let mut schema = match part.shape {
            Shape::Text => text(),
            Shape::Texts => one_or_many(&text()),
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Number => json!({"type": "integer"}),
            Shape::TextOrTexts => json!({"anyOf": [text(), {"type": "object", "additionalProperties": text()}]}),
            Shape::One(parts) => record(parts),
            Shape::Many(parts) => one_or_many(&record(parts)),
            Shape::TextsOrMany(parts) => one_or_many(&json!({"anyOf": [text(), record(parts)]})),
            Shape::Free => json!({"type": "object"}),
        };
        if let Value::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), part.about.trim().into());
        }
        schema
    }

    /// A text, with what may stand there. Names are offered and not demanded: a reference may have its folder before it.
    fn text(&self, field: &str) -> Value {
        if let Some(words) = self.words(field) {
            return json!({"type": "string", "enum": words});
        }
        if field == "countries" {
            let codes: Vec<&str> = Country::all().map(Country::as_str).collect();
            return json!({"type": "string", "enum": codes});
        }
        let any = json!({"type": ["string", "number", "boolean"]});
        let offered = self.offered(field);
        if offered.is_empty() { any } else { json!({"anyOf": [{"type": "string", "enum": offered}, any]}) }
    }

    /// The closed list of words a field takes.
    fn words(&self, field: &str) -> Option<Vec<&'static str>> {
        fn first<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
            known.iter().map(|(word, _)| *word).collect()
        }
        let Some(kind) = self.kind else {
            return match field {
                "untranslated" => Some(first(&Untranslated::WORDS)),
                "html" => Some(first(&RawHtml::WORDS)),
                "share" => Some(first(&Share::WORDS).into_iter().chain([Share::NOWHERE]).collect()),
                _ => None,
            };
        };
        if !own_fields(kind).contains(&field) {
            return None;
        }
        Some(match (kind, field) {
            (Kind::Notice, "severity") => Severity::ALL.iter().map(|word| word.as_str()).collect(),
            (Kind::Notice, "urgency") => Urgency::ALL.iter().map(|word| word.as_str()).collect(),
            (Kind::Notice, "certainty") => Certainty::ALL.iter().map(|word| word.as_str()).collect(),
            (Kind::Notice, "category") => Category::ALL.iter().map(|word| word.as_str()).collect(),
            (Kind::Notice, "response") => Response::ALL.iter().map(|word| word.as_str()).collect(),
            (Kind::Event, "status") => EventStatus::ALL.iter().map(|word| word.as_str()).collect(),
            _ => return None,
        })
    }

    /// The portal's own names that a field takes.
    fn offered(&self, field: &str) -> Vec<String> {
        let wanted: Option<&[Kind]> = match field {
            "partners" | "funders" | "lead" | "members" | "parties" | "organisation" | "publisher" => {
                Some(&[Kind::Organisation])
            }
            "parent" if self.kind == Some(Kind::Programme) => Some(&[Kind::Programme]),
            "parent" => Some(&[Kind::Organisation]),
            "programmes" => Some(&[Kind::Programme]),
            "people" | "speakers" | "signatories" => Some(&[Kind::Person]),
            "supersedes" => Some(&[Kind::Notice]),
            "related" | "see" => Some(Kind::ALL),
            "topics" => return self.names.topics.iter().cloned().collect(),
            _ => None,
        };
        let is_wanted = |kind: &Kind| wanted.is_some_and(|wanted| wanted.contains(kind));
        let slugs = self.names.articles.iter().filter(|(kind, _)| is_wanted(kind)).map(|(_, slug)| slug.clone());
        slugs.collect::<BTreeSet<String>>().into_iter().collect()
    }
}

/// A list; one is a list of itself.
fn one_or_many(item: &Value) -> Value {
    json!({"anyOf": [item, {"type": "array", "items": item}]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_kind_is_described_and_no_other() {
        for kind in Kind::ALL {
            let schema = front_matter(*kind, &Names::default());
            let properties = schema["properties"].as_object().expect("an object");
            let names: Vec<&str> = fields_of(*kind).map(|part| part.name).collect();
            assert_eq!(properties.keys().map(String::as_str).collect::<Vec<&str>>(), names, "{kind}");
            for (name, field) in properties {
                assert!(field["description"].as_str().is_some_and(|about| about.len() > 3), "{kind}: {name}");
            }
        }
    }

    #[test]
    fn closed_lists_are_demanded_and_names_are_offered() {
        let mut names = Names::default();
        names.articles.insert((Kind::Organisation, "afripol".to_owned()));
        names.articles.insert((Kind::Programme, "wapis".to_owned()));
        let notice = front_matter(Kind::Notice, &names);
        assert_eq!(notice["properties"]["severity"]["enum"][0], Severity::ALL[0].as_str());
        let partner = &notice["properties"]["partners"]["anyOf"][0]["anyOf"];
        assert_eq!(partner[0]["enum"], json!(["afripol"]));
        assert_eq!(partner[1]["type"], json!(["string", "number", "boolean"]));
        assert_eq!(notice["required"], json!(["title"]));
        assert_eq!(front_matter(Kind::Event, &names)["required"], json!(["title", "start"]));
        // An organisation may be of a kind of its own.
        let organisation = front_matter(Kind::Organisation, &names);
        assert!(organisation["properties"]["category"]["anyOf"][0].get("enum").is_none());
        assert_eq!(settings(&names)["properties"]["untranslated"]["enum"], json!(["leave-out", "show"]));
        assert_eq!(settings(&names)["properties"]["share"]["anyOf"][0]["enum"][0], "mail");
        assert_eq!(settings(&names)["properties"]["publisher"]["anyOf"][0]["enum"], json!(["afripol"]));
    }
}
