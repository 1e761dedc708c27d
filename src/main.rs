//! Arguments → one command → exit code. The only place that looks at the clock.

use std::process::ExitCode;
use std::time::SystemTime;

use clap::Parser;
use dateline::cli::Cli;
use dateline::commands::{self, World};
use dateline::model::Instant;

#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let world = match now() {
        Ok(instant) => World { now: instant, clock: || now().ok() },
        Err(message) => return commands::refuse(&cli.everywhere, &message),
    };
    ExitCode::from(commands::run(cli, &world).code())
}

/// `SOURCE_DATE_EPOCH` (seconds since 1970), else the clock.
fn now() -> Result<Instant, String> {
    if let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|epoch| !epoch.is_empty()) {
        let seconds = epoch.to_str().and_then(|epoch| epoch.parse::<i64>().ok()).and_then(Instant::from_seconds);
        return seconds.ok_or_else(|| "SOURCE_DATE_EPOCH is no number of seconds since 1970".to_owned());
    }
    #[expect(clippy::disallowed_methods, reason = "the clock enters here and nowhere else")]
    let now = SystemTime::now();
    let seconds = match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs()).ok().map(|seconds| -seconds),
    };
    seconds.and_then(Instant::from_seconds).ok_or_else(|| "the machine's clock shows no time dateline knows".to_owned())
}
