//! Mail addresses: readers and their programs get them, collectors do not.
//!
//! In pages the `@` of an address is written as a reference to the character, which every browser and screen reader
//! reads back, in texts and in links. Texts that only machines take (feeds, calendars, the search, what is said of a
//! page in data) are told without the addresses that stand in the texts of articles; alerts are whole.

/// The page with its addresses written so.
pub(super) fn hidden(page: String) -> String {
    if !page.match_indices('@').any(|(at, _)| is_in_address(&page, at)) {
        return page;
    }
    let mut hidden = String::with_capacity(page.len() + 256);
    let mut rest = page.as_str();
    // What stands in a script knows no such references.
    while let Some(start) = rest.find("<script") {
        let end = rest[start..].find("</script").map_or(rest.len(), |length| start + length);
        write(&mut hidden, &rest[..start], "&#64;");
        let is_data = rest[start..end].starts_with("<script type=\"application/ld+json\">");
        write(&mut hidden, &rest[start..end], if is_data { "\\u0040" } else { "@" });
        rest = &rest[end..];
    }
    write(&mut hidden, rest, "&#64;");
    hidden
}

fn write(into: &mut String, text: &str, at_sign: &str) {
    let mut from = 0;
    for (at, _) in text.match_indices('@').filter(|(at, _)| is_in_address(text, *at)) {
        into.push_str(&text[from..at]);
        into.push_str(at_sign);
        from = at + 1;
    }
    into.push_str(&text[from..]);
}

/// A text of an article without the addresses in it.
pub(super) fn without(text: String) -> String {
    if !text.contains('@') {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices('@').filter(|(at, _)| is_in_address(&text, *at)) {
        let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let start = text[from..at].trim_end_matches(is_part).len() + from;
        let rest = &text[at + 1..];
        let host = &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())];
        // A full stop behind it ends the sentence.
        let host = host.trim_end_matches(['.', '-', '_', '%', '+']);
        if !is_name_of_a_host(host) || is_handle(&text[..start]) {
            continue;
        }
        let end = at + 1 + host.len();
        kept.push_str(&text[from..start]);
        // What has a second `@` is left out once.
        if start > from || !kept.ends_with('…') {
            kept.push('…');
        }
        from = end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// Whether mail could be sent there: versions of programs (`tar@1.35`) and machines (`admin@10.0.0.5`) are none.
fn is_name_of_a_host(host: &str) -> bool {
    let is_domain = |last: &str| last.len() > 1 && (last.chars().all(char::is_alphabetic) || last.starts_with("xn--"));
    host.rsplit_once('.').is_some_and(|(_, last)| is_domain(last))
}

/// Whether what stands before a name makes it that of somebody on a network: `@press@network.example`.
fn is_handle(before: &str) -> bool {
    before.strip_suffix('@').is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '…'))
}

/// Whether the `@` at this byte stands between a name and a host.
fn is_in_address(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at + 1..].chars().next();
    before.is_some_and(|c| c.is_alphanumeric() || "._%+-".contains(c)) && behind.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_pages_are_references_to_characters_and_the_rest_stays() {
        let page = "<p @click=\"a\">Write to é.b@c.example @home <a href=\"mailto:b@c.example\">b</a></p>\
                    <script type=\"application/ld+json\">{\"@type\":\"a@b.example\"}</script><script>x('a@b')</script>a@b";
        let expected = "<p @click=\"a\">Write to é.b&#64;c.example @home <a href=\"mailto:b&#64;c.example\">b</a></p>\
                        <script type=\"application/ld+json\">{\"@type\":\"a\\u0040b.example\"}</script>\
                        <script>x('a@b')</script>a&#64;b";
        assert_eq!(hidden(page.to_owned()), expected);
        assert_eq!(hidden("<p>@a b@</p>".to_owned()), "<p>@a b@</p>");
        assert_eq!(hidden("<script>a@b".to_owned()), "<script>a@b");
    }

    #[test]
    fn texts_for_machines_have_no_address_and_all_other_words() {
        let told = |text: &str| without(text.to_owned());
        assert_eq!(told("Write to press.desk@portal.example."), "Write to ….");
        assert_eq!(told("(a@b.example, é@c.example) @home at 5 @ 6"), "(…, …) @home at 5 @ 6");
        assert_eq!(told("a@b@c.example d"), "a@… d");
        assert_eq!(told("a@b.example@c.example d"), "… d");
        assert_eq!(told("a@b.xn--p1ai"), "…");
        for text in ["tar@1.35 and lodash@4.17.20", "admin@10.0.0.5", "follow @press@network.example", "a@localhost"] {
            assert_eq!(told(text), text);
        }
        assert_eq!(told("Ports"), "Ports");
    }
}
