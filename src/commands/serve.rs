//! `dateline serve`: the portal while it is written, on this machine.

#[cfg(feature = "serve")]
mod open;
#[cfg(feature = "serve")]
mod start;

#[cfg(feature = "serve")]
pub(super) use start::run;

/// Says that it can't.
#[cfg(not(feature = "serve"))]
pub(super) fn run(
    _everywhere: &crate::cli::Everywhere,
    _arguments: &crate::cli::Serve,
    _world: &super::World,
) -> Result<super::Ending, crate::diagnostic::Failure> {
    let message = "this dateline was built without the feature `serve`, so it has no preview";
    Err(crate::diagnostic::Failure::Usage(message.to_owned()))
}
