//! JSON in the making, written as it comes: what is absent or empty leaves no trace.

use super::plain::is_plain;

/// Bytes most objects have room in.
const USUAL_VALUE: usize = 1024;

/// A value, written. One without a byte is nothing.
#[derive(Clone, Default)]
pub(super) struct Json(String);

impl Json {
    /// A value, to be told more than once.
    pub(super) fn of(value: impl Tell) -> Json {
        let mut json = Json::default();
        value.tell(&mut json.0);
        json
    }
}

impl Json {
    /// Its bytes.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What can be told as a value.
pub(super) trait Tell {
    /// Writes the value; nothing where there is nothing to tell.
    fn tell(self, into: &mut String);
}

/// An object whose fields keep their order. Each name is given once, and is no text that needs escaping.
#[derive(Clone, Default)]
pub(super) struct Fields(String);

impl Fields {
    /// None.
    pub(super) fn new() -> Fields {
        Fields::default()
    }

    /// Adds a field, unless its value is nothing: absent, or a text, list or object without content.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Tell) -> Fields {
        self.set(name, value);
        self
    }

    /// Adds a list, be it empty.
    #[must_use]
    pub(super) fn with_list(mut self, name: &str, list: Json) -> Fields {
        self.set(name, if list.0.is_empty() { Json("[]".to_owned()) } else { list });
        self
    }

    /// The whole object, be it empty.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }

    fn set(&mut self, name: &str, value: impl Tell) {
        let before = self.0.len();
        if before == 0 {
            self.0.reserve(USUAL_VALUE);
        }
        self.0.push(if before == 0 { '{' } else { ',' });
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        let start = self.0.len();
        value.tell(&mut self.0);
        if self.0.len() == start {
            self.0.truncate(before);
        }
    }
}

impl Tell for Fields {
    fn tell(self, into: &mut String) {
        if !self.0.is_empty() {
            into.push_str(&self.0);
            into.push('}');
        }
    }
}

impl Tell for &Json {
    fn tell(self, into: &mut String) {
        into.push_str(&self.0);
    }
}

impl Tell for Json {
    fn tell(self, into: &mut String) {
        into.push_str(&self.0);
    }
}

impl<T: Tell> Tell for Option<T> {
    fn tell(self, into: &mut String) {
        self.into_iter().for_each(|value| value.tell(into));
    }
}

impl Tell for &str {
    fn tell(self, into: &mut String) {
        if !self.is_empty() {
            write(into, self);
        }
    }
}

impl Tell for String {
    fn tell(self, into: &mut String) {
        self.as_str().tell(into);
    }
}

impl Tell for u32 {
    fn tell(self, into: &mut String) {
        u64::from(self).tell(into);
    }
}

impl Tell for u64 {
    fn tell(self, into: &mut String) {
        into.push_str(&self.to_string());
    }
}

impl Tell for usize {
    fn tell(self, into: &mut String) {
        (self as u64).tell(into);
    }
}

/// Writes a text in its quotes.
fn write(into: &mut String, text: &str) {
    into.push('"');
    if is_plain(text, |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\')) {
        into.push_str(text);
    } else {
        escape(into, text);
    }
    into.push('"');
}

fn escape(into: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        into.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => into.push_str("\\\""),
            b'\\' => into.push_str("\\\\"),
            b'\n' => into.push_str("\\n"),
            b'\r' => into.push_str("\\r"),
            b'\t' => into.push_str("\\t"),
            0x8 => into.push_str("\\b"),
            0xc => into.push_str("\\f"),
            control => into.push_str(&format!("\\u{control:04x}")),
        }
    }
    into.push_str(&text[from..]);
}

/// The values of a list; nothing where there are none.
pub(super) fn list<T: Tell>(items: impl IntoIterator<Item = T>) -> Json {
    gather(items).0
}

/// The same, where one value may stand without its list.
pub(super) fn one_or_more<T: Tell>(items: impl IntoIterator<Item = T>) -> Json {
    match gather(items) {
        (Json(list), 1) => Json(list[1..list.len() - 1].to_owned()),
        (list, _) => list,
    }
}

fn gather<T: Tell>(items: impl IntoIterator<Item = T>) -> (Json, usize) {
    let mut list = String::new();
    let mut count = 0;
    for item in items {
        if count == 0 {
            list.reserve(2 * USUAL_VALUE);
        }
        list.push(if count == 0 { '[' } else { ',' });
        let start = list.len();
        item.tell(&mut list);
        if list.len() == start {
            list.pop();
        } else {
            count += 1;
        }
    }
    if count > 0 {
        list.push(']');
    }
    (Json(list), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_no_trace() {
        let fields = Fields::new()
            .with("a", "")
            .with("b", None::<&str>)
            .with("c", list::<&str>([]))
            .with("d", Fields::new())
            .with("e", list([""]));
        assert_eq!(fields.clone().finish(), "{}");
        assert_eq!(fields.with_list("f", list::<&str>([])).finish(), r#"{"f":[]}"#);
    }

    #[test]
    fn one_value_may_stand_without_its_list() {
        let fields = Fields::new().with("a", one_or_more(["x\"\n"])).with("b", one_or_more(["x", "", "y"]));
        assert_eq!(fields.with("c", 3_usize).finish(), r#"{"a":"x\"\n","b":["x","y"],"c":3}"#);
    }

    #[test]
    fn texts_are_written_as_serde_json_does() {
        let texts = ["", "Ports", "\"a\" \\ b/\u{0}\u{8}\t\n\u{b}\u{c}\r\u{1f} \u{7f}", "é港\u{2028}😀"];
        for text in texts {
            let mut written = String::new();
            write(&mut written, text);
            assert_eq!(written, serde_json::to_string(text).expect("a text is JSON"));
        }
    }
}
