//! A file of the output as a program reads it: its skeleton, which no text may change, and its texts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use quick_xml::events::{BytesRef, Event};
use serde_json::Value;

/// What is read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Elements, attributes, keys, properties in their order.
    pub(crate) skeleton: String,
    /// Every text and value.
    pub(crate) texts: Vec<String>,
    /// Its text as it is.
    pub(crate) raw: String,
}

/// Attributes whose values no text of an author decides.
const FIXED: [&str; 12] = [
    "class",
    "lang",
    "dir",
    "type",
    "http-equiv",
    "charset",
    "rel",
    "name",
    "property",
    "role",
    "method",
    "content-type",
];
/// Attributes that lead somewhere.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "srcset", "cite", "formaction"];

/// Reads a file by its name.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Read {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is UTF-8"));
    let mut read = Read { raw: text.to_owned(), ..Read::default() };
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => html(path, text, &mut read),
        "xml" => xml(path, text, &mut read),
        "json" => {
            let value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path} is JSON: {error}\n{text}"));
            json(&value, &mut read);
        }
        "ics" => calendar(path, text, &mut read),
        // `_redirects`, `_headers`, `robots.txt`, the index of the search: lines.
        _ => {
            let _ = write!(read.skeleton, "{} lines", text.lines().count());
            read.texts.push(text.to_owned());
        }
    }
    read
}

fn html(path: &str, text: &str, read: &mut Read) {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(text);
    node(path, &dom.document, 0, read);
}

fn node(path: &str, handle: &Handle, depth: usize, read: &mut Read) {
    let mut inside = depth;
    match &handle.data {
        NodeData::Document => {}
        NodeData::Doctype { name, .. } => drop(writeln!(read.skeleton, "!{name}")),
        NodeData::Text { contents } => read.texts.push(contents.borrow().to_string()),
        NodeData::Comment { contents } => panic!("{path} has a comment: {contents}"),
        NodeData::ProcessingInstruction { contents, .. } => panic!("{path} has an instruction: {contents}"),
        NodeData::Element { name, attrs, template_contents, .. } => {
            let attributes = attrs.borrow();
            let mut told: Vec<String> = attributes
                .iter()
                .map(|attribute| {
                    let (name, value) = (&*attribute.name.local, &*attribute.value);
                    read.texts.push(value.to_owned());
                    match name {
                        _ if FIXED.contains(&name) => format!("{name}={value}"),
                        _ if ADDRESSES.contains(&name) => format!("{name}={}", scheme(value)),
                        "content" if attributes.iter().any(|other| &*other.name.local == "http-equiv") => {
                            format!("content={value}")
                        }
                        _ => name.to_owned(),
                    }
                })
                .collect();
            told.sort();
            // How many lines the label of a drawing has, and whether there is room for it, depends on its width.
            if !matches!(&*name.local, "text" | "tspan") {
                let _ = writeln!(read.skeleton, "{}{} {}", " ".repeat(depth), name.local, told.join(" "));
            }
            safe_element(path, &name.local, &told);
            inside += 1;
            if &*name.local == "script" {
                return script(path, handle, &told, read);
            }
            if let Some(template) = template_contents.borrow().as_ref() {
                node(path, template, inside, read);
            }
        }
    }
    for child in handle.children.borrow().iter() {
        node(path, child, inside, read);
    }
}

/// What no page has, whoever wrote it.
fn safe_element(path: &str, name: &str, attributes: &[String]) {
    let never = ["iframe", "object", "embed", "base", "style", "foreignobject", "applet", "frame"];
    assert!(!never.contains(&name.to_lowercase().as_str()), "{path} has <{name}>");
    for attribute in attributes {
        let name = attribute.split('=').next().unwrap_or_default();
        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "{path} has the attribute {attribute}");
        let address = ADDRESSES.contains(&name).then(|| attribute.split('=').nth(1).unwrap_or_default());
        let is_fine = |scheme: &str| matches!(scheme, "" | "http" | "https" | "mailto" | "tel");
        assert!(address.is_none_or(is_fine), "{path} leads to {attribute}");
    }
    let leads_away = |attribute: &String| matches!(attribute.as_str(), "href=http" | "href=https");
    if name == "a" && attributes.iter().any(leads_away) {
        let says = attributes.iter().find_map(|attribute| attribute.strip_prefix("rel=")).unwrap_or_default();
        let has = |word: &str| says.split(' ').any(|said| said == word);
        assert!(has("external") && has("noopener"), "{path} leads to another site without saying so: {attributes:?}");
    }
}

/// A script is a file of the theme, or data.
fn script(path: &str, handle: &Handle, attributes: &[String], read: &mut Read) {
    let children = handle.children.borrow();
    if attributes.iter().any(|attribute| attribute.starts_with("src=")) {
        assert!(children.is_empty(), "{path} has a script with a text");
        return;
    }
    assert!(attributes.iter().any(|attribute| attribute == "type=application/ld+json"), "{path} has a script in it");
    let [child] = &children[..] else { panic!("{path} has data of one text") };
    let NodeData::Text { contents } = &child.data else { panic!("{path} has data that are a text") };
    let value = serde_json::from_str(&contents.borrow()).unwrap_or_else(|error| panic!("{path} has JSON-LD: {error}"));
    json(&value, read);
}

/// The scheme of an address as browsers see it.
fn scheme(address: &str) -> String {
    let address: String = address.chars().filter(|c| !matches!(c, '\t' | '\r' | '\n')).collect();
    let address = address.trim_start_matches(|c: char| c <= ' ');
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    address[..end].split_once(':').map_or(String::new(), |(scheme, _)| scheme.to_ascii_lowercase())
}

fn json(value: &Value, read: &mut Read) {
    match value {
        Value::Object(fields) => {
            read.skeleton.push('{');
            for (name, value) in fields {
                let _ = write!(read.skeleton, "{name}:");
                json(value, read);
            }
            read.skeleton.push('}');
        }
        Value::Array(items) => {
            read.skeleton.push('[');
            items.iter().for_each(|item| json(item, read));
            read.skeleton.push(']');
        }
        Value::String(text) => {
            read.skeleton.push('"');
            read.texts.push(text.clone());
        }
        Value::Number(_) => read.skeleton.push('#'),
        Value::Bool(_) | Value::Null => read.skeleton.push('?'),
    }
}

fn xml(path: &str, text: &str, read: &mut Read) {
    let is_allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_allowed), "{path} has a character that XML has no place for");
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = Vec::new();
    let mut said = String::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{path} is XML: {error}"));
        if !matches!(event, Event::Text(_) | Event::GeneralRef(_)) && !said.is_empty() {
            read.texts.push(std::mem::take(&mut said));
        }
        match event {
            Event::Start(tag) => {
                element(path, &tag, open.len(), read);
                open.push(tag.name().as_ref().to_owned());
            }
            Event::Empty(tag) => element(path, &tag, open.len(), read),
            Event::End(tag) => assert_eq!(open.pop().as_deref(), Some(tag.name().as_ref()), "{path}"),
            Event::Text(text) => said.push_str(&text),
            Event::GeneralRef(name) => said.push_str(&referred(path, &name)),
            Event::Decl(_) => {}
            Event::Eof => break,
            Event::Comment(_) | Event::CData(_) | Event::PI(_) | Event::DocType(_) => {
                panic!("{path} has what no text may bring: {event:?}")
            }
        }
    }
    assert!(open.is_empty(), "{path} ends too early");
}

fn referred(path: &str, name: &BytesRef) -> String {
    if let Some(letter) = name.resolve_char_ref().unwrap_or_else(|error| panic!("{path}: {error}")) {
        return letter.to_string();
    }
    let known = quick_xml::escape::resolve_xml_entity(name);
    known.unwrap_or_else(|| panic!("{path} names {name:?}, which XML does not know")).to_owned()
}

fn element(path: &str, tag: &quick_xml::events::BytesStart, depth: usize, read: &mut Read) {
    let name = tag.name().as_ref().to_owned();
    let mut names = BTreeSet::new();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{path} is XML: {error}"));
        names.insert(attribute.key.as_ref().to_owned());
        read.texts.push(quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned());
    }
    let names: Vec<String> = names.into_iter().collect();
    let _ = writeln!(read.skeleton, "{}{name} {}", " ".repeat(depth), names.join(" "));
}

fn calendar(path: &str, text: &str, read: &mut Read) {
    assert!(text.ends_with("\r\n"), "{path} ends its last line");
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{path} has a line of {} octets: {line}", line.len());
        assert!(!line.contains(|c: char| c.is_control()), "{path} has a control character: {line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("no first line is folded").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    for line in lines {
        let end = line.find([':', ';']).unwrap_or_else(|| panic!("{path} has a line without a name: {line}"));
        let name = &line[..end];
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'), "{path}: {line}");
        let block = if matches!(name, "BEGIN" | "END") { &line } else { name };
        let _ = writeln!(read.skeleton, "{block}");
        let value = line.split_once(':').map_or("", |(_, value)| value);
        let mut said = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => said.push(match letters.next() {
                    Some('n' | 'N') => '\n',
                    Some(other) => other,
                    None => panic!("{path} ends in an escape: {line}"),
                }),
                // Between two values, which only categories are.
                ',' if name == "CATEGORIES" => said.push(letter),
                ',' | ';' => panic!("{path} has two values where one belongs: {line}"),
                letter => said.push(letter),
            }
        }
        read.texts.push(said);
    }
}
