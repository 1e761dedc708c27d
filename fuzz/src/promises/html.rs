//! HTML that we write: balanced, and of elements and attributes that can do no harm.

/// Elements without an end.
const VOID: [&str; 6] = ["br", "hr", "wbr", "input", "img", "col"];

/// Elements no text may bring into a page.
const REFUSED: [&str; 17] = [
    "script", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "svg", "math", "template",
    "noscript", "textarea", "title", "frame", "button",
];

/// What links may begin with, when something stands before a `:`.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether every tag is closed by its own, in order, and none can do harm.
pub fn check(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').ok_or("a tag without an end")? + start;
        let tag = &rest[start + 1..end];
        let name =
            tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return Err(format!("<{tag}> is no tag of ours"));
        }
        if REFUSED.contains(&name) {
            return Err(format!("<{tag}> could do harm"));
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else {
            attributes(&tag[name.len()..]).map_err(|message| format!("{message} in <{tag}>"))?;
            if !VOID.contains(&name) {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

/// ` a="b" c`: names of letters, values in quotes, nothing that runs or fetches.
fn attributes(tag: &str) -> Result<(), String> {
    let mut rest = tag;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest == "/" {
            return Ok(());
        }
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            return Err(format!("`{name}` is no attribute of ours"));
        }
        if name.starts_with("on") || matches!(name, "style" | "srcdoc" | "formaction" | "action" | "ping") {
            return Err(format!("`{name}` could do harm"));
        }
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            let (value, after) = value.split_once('"').ok_or("a quote is left open")?;
            if matches!(name, "href" | "src" | "cite" | "poster") && !is_harmless_address(value) {
                return Err(format!("`{value}` leads out of all schemes"));
            }
            rest = after;
        } else if rest.starts_with('=') {
            return Err("a value without quotes".to_owned());
        }
    }
}

/// As browsers read it: entities first, then without what they leave out of a scheme.
fn is_harmless_address(value: &str) -> bool {
    let read = unescaped(value);
    let read: String = read.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let read = read.trim_start_matches(|c: char| c <= ' ');
    let Some((scheme, _)) = read.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    !is_scheme || SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

/// Text with the entities read back, numbers too.
pub fn unescaped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let entity = rest[at + 1..].split_once(';').and_then(|(entity, after)| Some((character(entity)?, after)));
        match entity {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            None => {
                text.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "colon" => Some(':'),
        "Tab" => Some('\t'),
        "NewLine" => Some('\n'),
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// The text between the tags, entities read back.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescaped(&text)
}
