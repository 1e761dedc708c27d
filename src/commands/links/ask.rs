//! Ask: one question for each address, politely. The only place that touches the network.
//!
//! `HEAD` first, `GET` where a site refuses that; never more than the headers is read. Hosts are
//! asked side by side, the addresses of one host one after the other. Knows `ureq` and its TLS.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rustls::{CertificateError, Error as TlsError};
use ureq::http::{Method, Request, Response, StatusCode, header};
use ureq::{Agent, Body, Error};
use url::Url;

use super::{Manner, Way};
use crate::diagnostic::Failure;
use crate::timing::Watch;

/// Redirects that are followed. Who leads on more often leads in circles.
const MOST_REDIRECTS: usize = 5;

/// Who is asking.
const USER_AGENT: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"), " (link check)");

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It stands.
    Fine,
    /// It stands at another address, for good.
    Moved(Url),
    /// It is gone, and why.
    Dead(String),
    /// Nobody can tell from here, and why.
    Unsure(String),
    /// No host has this name.
    NoHost,
    /// There is no way out of this machine, at least not to this host.
    NoNetwork,
}

/// Asks for every address once.
pub(super) fn all<'a>(
    addresses: impl Iterator<Item = &'a String>,
    manner: &Manner,
) -> Result<BTreeMap<&'a str, Answer>, Failure> {
    let hosts = by_host(addresses);
    let agent = agent(manner);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        while let Some(host) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
            one_by_one(&agent, host, manner, &mut answers);
        }
        answers
    };
    let threads = manner.threads.clamp(1, hosts.len().max(1));
    thread::scope(|scope| {
        let started: io::Result<Vec<_>> =
            (0..threads).map(|_| thread::Builder::new().spawn_scoped(scope, work)).collect();
        let started = started.map_err(|error| Failure::machine("start threads", error))?;
        let joined = started.into_iter().map(thread::ScopedJoinHandle::join);
        Ok(joined.flat_map(|answers| answers.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect())
    })
}

/// Addresses by host, the longest list first, so that it does not come last and alone.
fn by_host<'a>(addresses: impl Iterator<Item = &'a String>) -> Vec<Vec<&'a str>> {
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        hosts.entry(host.unwrap_or_default()).or_default().push(address);
    }
    let mut hosts: Vec<Vec<&str>> = hosts.into_values().collect();
    hosts.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    hosts
}

fn agent(manner: &Manner) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_connect(Some(manner.connect))
        // A connection kept over a pause may be closed from the other side just when it is used.
        .max_idle_connections(0)
        .user_agent(USER_AGENT);
    match manner.way {
        Way::Environment => config.build().new_agent(),
        Way::Direct => config.proxy(None).build().new_agent(),
    }
}

fn one_by_one<'a>(agent: &Agent, host: &[&'a str], manner: &Manner, answers: &mut Vec<(&'a str, Answer)>) {
    for (index, address) in host.iter().enumerate() {
        if index > 0 {
            thread::sleep(manner.pause);
        }
        let answer = match Url::parse(address) {
            Ok(url) => follow(agent, url, manner.whole),
            Err(error) => Answer::Dead(format!("it is no address of the web ({error})")),
        };
        answers.push((address, answer));
    }
}

/// Asks for an address and for what it leads on to.
fn follow(agent: &Agent, url: Url, whole: Duration) -> Answer {
    let watch = Watch::start();
    let mut here = url;
    // As far as every step so far was for good.
    let mut moved = None;
    let mut is_for_good = true;
    for _ in 0..=MOST_REDIRECTS {
        let response = match ask(agent, &here, watch, whole) {
            Ok(response) => response,
            Err(error) => return silence(agent, &error),
        };
        let status = response.status();
        match status.as_u16() {
            200..=299 => return moved.map_or(Answer::Fine, Answer::Moved),
            301 | 302 | 303 | 307 | 308 => {
                let Some(next) = leads_to(&response, &here) else {
                    return Answer::Unsure("it leads on, but not to an address of the web".to_owned());
                };
                is_for_good &= matches!(status.as_u16(), 301 | 308);
                if is_for_good {
                    moved = Some(next.clone());
                }
                here = next;
            }
            404 | 410 => return Answer::Dead(in_words(status)),
            _ => return Answer::Unsure(in_words(status)),
        }
    }
    Answer::Unsure(format!("it leads on more than {MOST_REDIRECTS} times"))
}

/// Where a redirect leads, if it is the web.
fn leads_to(response: &Response<Body>, from: &Url) -> Option<Url> {
    let location = response.headers().get(header::LOCATION)?;
    let location = std::str::from_utf8(location.as_bytes()).ok()?;
    from.join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The headers an address answers with. Some sites refuse `HEAD` although the page is there.
fn ask(agent: &Agent, url: &Url, watch: Watch, whole: Duration) -> Result<Response<Body>, Error> {
    let response = ask_by(agent, Method::HEAD, url, watch, whole)?;
    match response.status().as_u16() {
        403 | 404 | 405 | 501 => ask_by(agent, Method::GET, url, watch, whole),
        _ => Ok(response),
    }
}

fn ask_by(agent: &Agent, method: Method, url: &Url, watch: Watch, whole: Duration) -> Result<Response<Body>, Error> {
    let past = Duration::from_millis(u64::try_from(watch.milliseconds()).unwrap_or(u64::MAX));
    let mut url = url.clone();
    url.set_fragment(None);
    let request = Request::builder().method(method).uri(url.as_str()).body(())?;
    agent.run(agent.configure_request(request).timeout_global(Some(whole.saturating_sub(past))).build())
}

/// `404 Not Found`.
fn in_words(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or_default();
    format!("{} {reason}", status.as_str()).trim_end().to_owned()
}

/// Why nothing was said at all.
fn silence(agent: &Agent, error: &Error) -> Answer {
    match error {
        Error::Timeout(_) => Answer::Unsure("it takes too long to answer".to_owned()),
        Error::HostNotFound => Answer::NoHost,
        Error::Rustls(error) => insecure(error),
        Error::Tls(reason) => Answer::Dead(format!("no secure connection ({reason})")),
        // What is refused may be the proxy.
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused && agent.config().proxy().is_none() => {
            Answer::Dead("the connection is refused".to_owned())
        }
        Error::Io(error) => disturbed(error),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => Answer::Unsure("what it answers is no HTTP".to_owned()),
        other => Answer::Unsure(other.to_string()),
    }
}

fn disturbed(error: &io::Error) -> Answer {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        return insecure(error);
    }
    let text = error.to_string();
    match error.kind() {
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::AddrNotAvailable => Answer::NoNetwork,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => Answer::Unsure("the connection is cut".to_owned()),
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Answer::Unsure("it takes too long to answer".to_owned()),
        // The standard library has no kind for names that can't be looked up; 11001 is Windows' word for it.
        _ if text.contains("Temporary failure") || text.contains("Try again") => Answer::NoNetwork,
        _ if text.starts_with("failed to lookup address") || error.raw_os_error() == Some(11001) => Answer::NoHost,
        _ => Answer::Unsure(text),
    }
}

fn insecure(error: &TlsError) -> Answer {
    match error {
        TlsError::InvalidCertificate(error) => mistrusted(error),
        TlsError::InvalidMessage(_) => Answer::Dead("it offers no secure connection".to_owned()),
        // Old servers know only what browsers still put up with and we don't.
        TlsError::AlertReceived(_) | TlsError::PeerIncompatible(_) => {
            Answer::Unsure("no secure connection could be agreed on".to_owned())
        }
        other => Answer::Dead(format!("no secure connection ({other})")),
    }
}

fn mistrusted(error: &CertificateError) -> Answer {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            Answer::Dead("its certificate has expired".to_owned())
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Answer::Dead("its certificate is another host's".to_owned())
        }
        // The authorities we know age with the program, and an organisation may have its own.
        CertificateError::UnknownIssuer => Answer::Unsure("we don't know who signed its certificate".to_owned()),
        other => Answer::Dead(format!("its certificate is not valid ({other})")),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rustls::{AlertDescription, CertificateError, Error as TlsError};

    use super::{Answer, by_host, disturbed};

    fn insecure(error: TlsError) -> Answer {
        disturbed(&io::Error::new(io::ErrorKind::InvalidData, error))
    }

    #[test]
    fn the_host_with_most_addresses_is_first() {
        let addresses = ["https://a.example/", "https://b.example/1", "http://b.example:8080/2", "https://[oops/"];
        let addresses = addresses.map(str::to_owned);
        let hosts = by_host(addresses.iter());
        assert_eq!(
            hosts,
            [
                vec!["https://b.example/1", "http://b.example:8080/2"],
                vec!["https://[oops/"],
                vec!["https://a.example/"]
            ]
        );
    }

    #[test]
    fn a_certificate_is_told_in_plain_words() {
        let told = |error| insecure(TlsError::InvalidCertificate(error));
        assert_eq!(told(CertificateError::Expired), Answer::Dead("its certificate has expired".to_owned()));
        assert_eq!(
            told(CertificateError::NotValidForName),
            Answer::Dead("its certificate is another host's".to_owned())
        );
        assert_eq!(
            told(CertificateError::UnknownIssuer),
            Answer::Unsure("we don't know who signed its certificate".to_owned())
        );
    }

    #[test]
    fn an_old_server_is_not_dead() {
        let refused = insecure(TlsError::AlertReceived(AlertDescription::HandshakeFailure));
        assert_eq!(refused, Answer::Unsure("no secure connection could be agreed on".to_owned()));
    }

    #[test]
    fn a_name_nobody_has_is_not_a_network_that_is_down() {
        let told = |text: &str| disturbed(&io::Error::other(format!("failed to lookup address information: {text}")));
        assert_eq!(told("Name or service not known"), Answer::NoHost);
        assert_eq!(told("Temporary failure in name resolution"), Answer::NoNetwork);
        assert_eq!(disturbed(&io::ErrorKind::NetworkUnreachable.into()), Answer::NoNetwork);
    }
}
