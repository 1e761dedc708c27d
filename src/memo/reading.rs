//! What the files of a plan read now, compared with what they read the last time.

use std::path::Path;

use rayon::prelude::*;

use super::digest::{Digest, folded};
use super::index::{Common, Made};
use super::reads::{Reader, Reads};
use super::{Built, Memo, Why, common, options};
use crate::model::Hash;
use crate::plan::Job;

impl Memo {
    /// What each file of a plan reads, compared with what it read the last time.
    pub fn reading(&self, built: &Built) -> Reading<'_> {
        let common = common(built);
        let index = self.index.as_ref().filter(|index| index.options == options(&built.asked));
        let jobs = &built.plan.jobs;
        let base_url = Digest::new().with(built.plan.portal.project.config.base_url.whole());
        let shared = folded([common.settings, common.theme, base_url.short()]);
        let (now, words) = match Reader::new(built.plan, built.theme, &self.parsed) {
            Some(reader) => (jobs.par_iter().map(|(_, job)| reader.of(job)).collect(), reader.words(shared)),
            None => (vec![None; jobs.len()], Vec::new()),
        };
        Reading {
            before: index.map(|index| index.made_at(jobs.keys())).unwrap_or_default(),
            common_before: index.map(|index| index.common),
            common,
            holds: index.is_some_and(|index| index.holds_at(built.asked.instant)),
            is_whole: self.is_whole,
            now,
            words,
        }
    }
}

/// What the files of a plan read now and read the last time.
#[derive(Debug)]
pub struct Reading<'a> {
    /// By position in the plan, as `now`.
    before: Vec<Option<&'a Made>>,
    common_before: Option<Common>,
    common: Common,
    /// Whether the last build holds at the instant of this one.
    holds: bool,
    /// Whether the output was seen to be as the last build left it.
    is_whole: bool,
    now: Vec<Option<Reads>>,
    /// What the words of each article are made of; empty where that is not known, or there is no search.
    pub(super) words: Vec<u64>,
}

impl Reading<'_> {
    /// Why the file at a position of the plan must be made again, or the hash it has because nothing it reads
    /// changed.
    pub fn verdict(&self, at: usize, job: &Job, output: &Path) -> Result<Hash, Why> {
        let Some(before) = self.common_before else { return Err(Why::NoMemo) };
        let Some(made) = self.before.get(at).copied().flatten() else { return Err(Why::New) };
        let (Some(Some(now)), Some(then)) = (self.now.get(at), made.reads) else { return Err(Why::Copied) };
        if !Reader::is_copy(job) {
            self.same_for_all(before)?;
        }
        let parts = [
            (now.templates, then.templates, Why::Template),
            (now.around, then.around, Why::Around),
            (now.own, then.own, Why::Own),
            (now.others, then.others, Why::Others),
        ];
        if let Some((_, _, why)) = parts.into_iter().find(|(now, then, _)| now != then) {
            return Err(why);
        }
        if !self.is_whole && !made.seen.still_made(output) {
            return Err(Why::Output);
        }
        Ok(Hash(made.seen.bytes))
    }

    fn same_for_all(&self, before: Common) -> Result<(), Why> {
        match () {
            () if !self.holds => Err(Why::Clock),
            () if before.settings != self.common.settings => Err(Why::Settings),
            () if before.theme != self.common.theme => Err(Why::Theme),
            () if before.data != self.common.data => Err(Why::Data),
            () => Ok(()),
        }
    }

    /// What each file reads now, to be kept.
    pub fn learned(self) -> Learned {
        Learned(self.now)
    }
}

/// What each file of an output read, by position in the plan.
#[derive(Debug)]
pub struct Learned(pub(super) Vec<Option<Reads>>);
