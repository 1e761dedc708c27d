//! Whom the preview answers: names of this machine only, so that no other site can read drafts through a
//! browser that looks at both (DNS rebinding).

use std::net::{IpAddr, Ipv6Addr};

/// Whether the `Host` of a request is a name of this machine, or the interface that was asked for. A preview
/// on all interfaces answers to any number: another site's name is never one.
pub(super) fn is_ours(host: &str, interface: IpAddr) -> bool {
    let Some(name) = without_port(host) else { return false };
    if name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]" {
        return true;
    }
    address(name).is_some_and(|address| address == interface || interface.is_unspecified())
}

/// Whether a request says that another site makes it.
pub(super) fn is_foreign(origin: Option<&str>, fetch_site: Option<&str>, host: &str) -> bool {
    let is_other = |origin: &str| origin.split_once("://").is_none_or(|(_, rest)| rest != host);
    let is_cross = |site: &str| !matches!(site, "same-origin" | "none");
    origin.is_some_and(is_other) || fetch_site.is_some_and(is_cross)
}

fn without_port(host: &str) -> Option<&str> {
    let name_end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, port) = host.split_at(name_end);
    let is_port = |port: &str| port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    (port.is_empty() || is_port(port)).then_some(name)
}

fn address(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inner) => inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn names_of_this_machine_are_ours() {
        for host in ["localhost", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]", "[::1]:4000"] {
            assert!(is_ours(host, LOOPBACK), "{host}");
        }
    }

    #[test]
    fn names_of_others_are_not() {
        let others = [
            "",
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "[::1",
            "::1",
        ];
        for host in others.into_iter().chain(["localhost:x", "localhost:4000:1", "192.168.1.5:4000", "[::2]:4000"]) {
            assert!(!is_ours(host, LOOPBACK), "{host}");
        }
    }

    #[test]
    fn the_interface_that_was_asked_for_is_ours_too() {
        let interface: IpAddr = "192.168.1.5".parse().expect("an address");
        assert!(is_ours("192.168.1.5:4000", interface));
        assert!(!is_ours("192.168.1.6:4000", interface));
        let all = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        assert!(is_ours("192.168.1.6:4000", all));
        assert!(!is_ours("evil.example:4000", all));
    }

    #[test]
    fn no_other_site_may_listen() {
        let host = "localhost:4000";
        assert!(!is_foreign(None, None, host));
        assert!(!is_foreign(Some("http://localhost:4000"), Some("same-origin"), host));
        assert!(is_foreign(Some("http://localhost:3000"), None, host));
        assert!(is_foreign(Some("null"), None, host));
        assert!(is_foreign(None, Some("cross-site"), host));
    }
}
