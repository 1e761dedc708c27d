//! Takes a port, starts the preview and tells on the terminal what happens.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::open;
use crate::cli::{Everywhere, Format, Serve};
use crate::commands::{Ending, World, root, tell};
use crate::config::Shown;
use crate::diagnostic::Failure;
use crate::preview::limits::Limits;
use crate::preview::{self, Editor, Manner, Noticing, Tell, Told};

/// The port where none is asked for.
const PORT: u16 = 4000;
/// How many are tried where that one is taken.
const TRIED: u16 = 10;

/// Runs it.
pub(in crate::commands) fn run(everywhere: &Everywhere, arguments: &Serve, world: &World) -> Result<Ending, Failure> {
    let root = root(everywhere)?;
    let root = root.canonicalize().unwrap_or(root);
    let editor = Editor::new(&arguments.editor, &root).ok_or_else(|| {
        let message = format!("`{}` does not say where the path of the file goes", arguments.editor);
        Failure::Usage(format!("{message}; write `{{path}}` there"))
    })?;
    let listener = listen(arguments.interface, arguments.port)?;
    let address = listener.local_addr().map_err(|error| Failure::machine("listen", error))?;
    if !arguments.interface.is_loopback() {
        let what = "others on the network can read this preview, with everything that is held back";
        tell::aside(&format!("warning: {what} ({})\n", arguments.interface));
    }
    let manner = Manner {
        root,
        shown: if arguments.no_drafts { Shown::default() } else { Shown { drafts: true, future: true } },
        at: arguments.at,
        clock: world.clock,
        noticing: match arguments.poll {
            Some(milliseconds) => Noticing::Looking(Duration::from_millis(milliseconds)),
            None => Noticing::Told(Duration::from_millis(arguments.debounce)),
        },
        editor,
        limits: Limits::default(),
    };
    let tell = teller(everywhere, &manner.root, shown_as(address), arguments.open);
    preview::run(listener, manner, tell)?;
    Ok(Ending::Done)
}

/// Takes the port that was asked for, or the first free one.
fn listen(interface: IpAddr, port: Option<u16>) -> Result<TcpListener, Failure> {
    let first = port.unwrap_or(PORT);
    let last = if port.is_some() { first } else { PORT + TRIED };
    for port in first..=last {
        match TcpListener::bind((interface, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(Failure::Usage(format!("can't listen on {interface}, port {port}: {error}"))),
        }
    }
    let taken = match port {
        Some(port) => format!("port {port} of {interface} is taken"),
        None => format!("the ports {first} to {last} of {interface} are taken"),
    };
    Err(Failure::Usage(format!("{taken}; name another one with `--port`, or let `--port 0` find one")))
}

/// The address to go to: all interfaces together are none a browser can ask.
fn shown_as(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from((Ipv6Addr::LOCALHOST, address.port())),
        IpAddr::V4(_) | IpAddr::V6(_) => address,
    }
}

/// Tells on the terminal what happens.
fn teller(everywhere: &Everywhere, root: &Path, address: SocketAddr, is_to_open: bool) -> Tell {
    let (everywhere, root, last) = (everywhere.clone(), root.to_owned(), Mutex::new(String::new()));
    Arc::new(move |told| match told {
        Told::Attempt(attempt) => {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            tell::attempt(&everywhere, &root, attempt, &mut last);
        }
        Told::Ready(path) => {
            let url = format!("http://{address}{path}");
            // Without a terminal to tell it to, the preview runs on.
            let _ = match everywhere.format {
                Format::Text => tell::result(&url),
                Format::Json => tell::result(&serde_json::json!({"url": url}).to_string()),
            };
            if is_to_open && let Err(error) = open::browser(&url) {
                tell::aside(&format!("warning: can't open a browser: {error}\n"));
            }
        }
        Told::Doubt(doubt) => tell::aside(&format!("warning: {doubt}\n")),
        Told::Page(compiled, complaint) => tell::page(&root, compiled, complaint),
    })
}
