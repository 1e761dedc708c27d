//! JSON in the making, written as it comes: what is absent or empty leaves no trace.

use serde::Serialize;

/// A value, written. One without a byte is nothing.
#[derive(Clone, Default)]
pub(super) struct Json(Vec<u8>);

/// What can be told as a value.
pub(super) trait Tell {
    /// Writes the value; nothing where there is nothing to tell.
    fn tell(self, into: &mut Vec<u8>);
}

/// An object whose fields keep their order. Each name is given once.
#[derive(Clone, Default)]
pub(super) struct Fields(Vec<u8>);

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
        self.set(name, if list.0.is_empty() { Json(b"[]".to_vec()) } else { list });
        self
    }

    fn set(&mut self, name: &str, value: impl Tell) {
        let before = self.0.len();
        if before == 0 {
            self.0.reserve(512);
        }
        self.0.push(if before == 0 { b'{' } else { b',' });
        write(&mut self.0, name);
        self.0.push(b':');
        let start = self.0.len();
        value.tell(&mut self.0);
        if self.0.len() == start {
            self.0.truncate(before);
        }
    }
}

impl std::fmt::Display for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = Vec::with_capacity(self.0.len() + 1);
        self.clone().tell(&mut text);
        f.write_str(if text.is_empty() { "{}" } else { std::str::from_utf8(&text).map_err(|_| std::fmt::Error)? })
    }
}

impl Tell for Fields {
    fn tell(self, into: &mut Vec<u8>) {
        if !self.0.is_empty() {
            into.extend(self.0);
            into.push(b'}');
        }
    }
}

impl Tell for Json {
    fn tell(self, into: &mut Vec<u8>) {
        into.extend(self.0);
    }
}

impl<T: Tell> Tell for Option<T> {
    fn tell(self, into: &mut Vec<u8>) {
        self.into_iter().for_each(|value| value.tell(into));
    }
}

impl Tell for &str {
    fn tell(self, into: &mut Vec<u8>) {
        if !self.is_empty() {
            write(into, self);
        }
    }
}

impl Tell for String {
    fn tell(self, into: &mut Vec<u8>) {
        self.as_str().tell(into);
    }
}

impl Tell for u32 {
    fn tell(self, into: &mut Vec<u8>) {
        write(into, &self);
    }
}

impl Tell for u64 {
    fn tell(self, into: &mut Vec<u8>) {
        write(into, &self);
    }
}

impl Tell for usize {
    fn tell(self, into: &mut Vec<u8>) {
        write(into, &self);
    }
}

fn write<T: Serialize + ?Sized>(into: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(into, value).expect("texts and numbers are always JSON");
}

/// The values of a list; nothing where there are none.
pub(super) fn list<T: Tell>(items: impl IntoIterator<Item = T>) -> Json {
    gather(items).0
}

/// The same, where one value may stand without its list.
pub(super) fn one_or_more<T: Tell>(items: impl IntoIterator<Item = T>) -> Json {
    match gather(items) {
        (Json(list), 1) => Json(list[1..list.len() - 1].to_vec()),
        (list, _) => list,
    }
}

fn gather<T: Tell>(items: impl IntoIterator<Item = T>) -> (Json, usize) {
    let mut list = Vec::with_capacity(256);
    let mut count = 0;
    for item in items {
        list.push(if count == 0 { b'[' } else { b',' });
        let start = list.len();
        item.tell(&mut list);
        if list.len() == start {
            list.pop();
        } else {
            count += 1;
        }
    }
    if count > 0 {
        list.push(b']');
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
        assert_eq!(fields.to_string(), "{}");
        assert_eq!(fields.with_list("f", list::<&str>([])).to_string(), r#"{"f":[]}"#);
    }

    #[test]
    fn one_value_may_stand_without_its_list() {
        let fields = Fields::new().with("a", one_or_more(["x\"\n"])).with("b", one_or_more(["x", "", "y"]));
        assert_eq!(fields.with("c", 3_usize).to_string(), r#"{"a":"x\"\n","b":["x","y"],"c":3}"#);
    }
}
