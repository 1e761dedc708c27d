//! `check --links external`: asks other sites whether the addresses we link to still answer.
//!
//! Takes a compiled portal, asks for every address once, and complains at each place it is written.
//! Only `ask` touches the network. The feature `links` can be left out, and TLS with it.

#[cfg(feature = "links")]
mod ask;
#[cfg(feature = "links")]
mod collect;
#[cfg(feature = "links")]
mod complain;

use std::time::Duration;

use crate::diagnostic::{Diagnostic, Failure};
use crate::graph::Portal;

/// How patiently and how politely other sites are asked.
#[derive(Clone, Debug)]
pub struct Manner {
    /// Hosts that are asked at the same time; each of them gets one request after the other.
    pub threads: usize,
    /// How long a connection may take to stand.
    pub connect: Duration,
    /// How long an address may take with everything it leads on to.
    pub whole: Duration,
    /// The rest between two addresses of a host.
    pub pause: Duration,
    /// How to get there.
    pub way: Way,
}

/// How to get to other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Through the proxy that the environment names, if it names one: `HTTPS_PROXY`, `NO_PROXY` …
    Environment,
    /// Without one.
    Direct,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            threads: 8,
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(15),
            pause: Duration::from_millis(200),
            way: Way::Environment,
        }
    }
}

/// Asks for every address of other sites in the portal, and tells which of them no longer stand.
#[cfg(feature = "links")]
pub fn check(portal: &Portal, manner: &Manner) -> Result<Vec<Diagnostic>, Failure> {
    let links = collect::links(portal);
    let answers = ask::all(links.keys(), manner)?;
    Ok(complain::about(&links, &answers))
}

/// Says that it can't.
#[cfg(not(feature = "links"))]
pub fn check(_portal: &Portal, _manner: &Manner) -> Result<Vec<Diagnostic>, Failure> {
    Err(Failure::Usage("this dateline was built without the feature `links`, so it can't ask other sites".to_owned()))
}
