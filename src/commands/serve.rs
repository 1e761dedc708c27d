//! `dateline serve`: the portal while it is written, on this machine.

#[cfg(feature = "serve")]
mod open;

use super::{Ending, World};
use crate::cli::{Everywhere, Serve};
use crate::diagnostic::Failure;

/// Says that it can't.
#[cfg(not(feature = "serve"))]
pub(super) fn run(_everywhere: &Everywhere, _arguments: &Serve, _world: &World) -> Result<Ending, Failure> {
    Err(Failure::Usage("this dateline was built without the feature `serve`, so it has no preview".to_owned()))
}

#[cfg(feature = "serve")]
pub(super) use with_preview::run;

#[cfg(feature = "serve")]
mod with_preview {
    //! The command where the preview is built in.

    use std::io::ErrorKind;
    use std::net::{IpAddr, SocketAddr, TcpListener};
    use std::sync::Arc;
    use std::time::Duration;

    use super::super::tell;
    use super::{Ending, Everywhere, Failure, Serve, World, open};
    use crate::config::Shown;
    use crate::preview::{self, Editor, Manner, Noticing, Tell, Told};

    /// The port where none is asked for.
    const PORT: u16 = 4000;
    /// How many are tried where that one is taken.
    const TRIED: u16 = 10;

    /// Runs it.
    pub(in crate::commands) fn run(
        everywhere: &Everywhere,
        arguments: &Serve,
        world: &World,
    ) -> Result<Ending, Failure> {
        let root = super::super::root(everywhere)?;
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
        };
        preview::run(listener, manner, teller(everywhere, address, arguments.open))?;
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

    /// Tells on the terminal what happens.
    fn teller(everywhere: &Everywhere, address: SocketAddr, is_to_open: bool) -> Tell {
        let everywhere = everywhere.clone();
        Arc::new(move |told| match told {
            Told::Attempt(attempt) => tell::attempt(&everywhere, attempt),
            Told::Ready(path) => {
                let url = format!("http://{address}{path}");
                // Without a terminal to tell it to, the preview runs on.
                let _ = tell::result(&url);
                if is_to_open && let Err(error) = open::browser(&url) {
                    tell::aside(&format!("warning: can't open a browser: {error}\n"));
                }
            }
            Told::Doubt(doubt) => tell::aside(&format!("warning: {doubt}\n")),
            Told::Page(compiled, complaint) => tell::page(&everywhere, compiled, complaint),
        })
    }
}
