//! How long a command took, for its last line, and its stages, for `--timings`. Nothing in an output depends on it.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// A running stopwatch.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    /// Starts one.
    #[expect(clippy::disallowed_methods, reason = "a duration for the summary, never part of the output")]
    pub fn start() -> Watch {
        Watch(Instant::now())
    }

    /// The time since its start.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Milliseconds since its start.
    pub fn milliseconds(self) -> u128 {
        self.0.elapsed().as_millis()
    }
}

/// What each stage of a build took.
#[derive(Clone, Debug, Default)]
pub struct Stages(Vec<Stage>);

/// One stage.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// What it is called.
    pub name: &'static str,
    /// How long it took.
    pub wall: Duration,
    /// The time of all processors together; none where the system does not tell.
    pub cpu: Option<Duration>,
    /// How many things it made or looked at.
    pub items: usize,
    /// How many bytes those have, where they are counted.
    pub bytes: u64,
}

impl Stages {
    /// None yet.
    pub fn new() -> Stages {
        Stages::default()
    }

    /// Does the work of a stage.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (watch, before) = (Watch::start(), ProcessTime::try_now().ok());
        let done = work();
        let cpu = before.and_then(|before| before.try_elapsed().ok());
        self.0.push(Stage { name, wall: watch.elapsed(), cpu, items: 0, bytes: 0 });
        done
    }

    /// Says how much the last stage did.
    pub fn count(&mut self, items: usize, bytes: u64) {
        if let Some(stage) = self.0.last_mut() {
            (stage.items, stage.bytes) = (items, bytes);
        }
    }

    /// A table for people: a line for each stage, and their sum.
    pub fn table(&self) -> String {
        let milliseconds = |duration: Duration| format!("{:.1}", duration.as_secs_f64() * 1000.0);
        let mut table = format!("{:<12}{:>10}{:>10}{:>9}{:>10}\n", "stage", "wall ms", "cpu ms", "items", "MB");
        let cpu = |duration: Option<Duration>| duration.map_or_else(|| "–".to_owned(), milliseconds);
        let many = |items: usize| if items == 0 { String::new() } else { items.to_string() };
        let large = |bytes: u64| if bytes == 0 { String::new() } else { format!("{:.1}", bytes as f64 / 1e6) };
        let mut line = |stage: &Stage| {
            let (wall, cpu) = (milliseconds(stage.wall), cpu(stage.cpu));
            let (items, bytes) = (many(stage.items), large(stage.bytes));
            table.push_str(format!("{:<12}{wall:>10}{cpu:>10}{items:>9}{bytes:>10}", stage.name).trim_end());
            table.push('\n');
        };
        self.0.iter().for_each(&mut line);
        let wall = self.0.iter().map(|stage| stage.wall).sum();
        line(&Stage { name: "all", wall, cpu: self.0.iter().map(|stage| stage.cpu).sum(), items: 0, bytes: 0 });
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_stage_and_one_for_all() {
        let mut stages = Stages::new();
        assert_eq!(stages.time("parse", || 7), 7);
        stages.count(3, 2_500_000);
        stages.time("plan", || ());
        let table = stages.table();
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines.iter().map(|line| line[0]).collect::<Vec<_>>(), ["stage", "parse", "plan", "all"]);
        assert_eq!(lines[1][3..], ["3", "2.5"]);
        assert_eq!(lines[2].len(), 3);
    }
}
