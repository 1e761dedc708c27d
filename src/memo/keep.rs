//! Keeps what a build learned.

use std::collections::BTreeSet;
use std::time::Duration;

use rayon::prelude::*;

use super::index::{self, Index, Made, Seen};
use super::stat::Stat;
use super::{
    Built, CONNECTED, EDITS, INDEX, Learned, Looked, MOST_KEPT_EDITS, Memo, PARSED, common, connected, digest, options,
};
use crate::config;
use crate::graph::{Portal, amend, due};
use crate::model::{Hash, OutputPath, SourcePath};
use crate::source::media;

impl Memo {
    /// Remembers a build that began `ago`. Where nothing can be written nothing is remembered, and the next
    /// build does everything.
    pub fn keep(&mut self, built: &Built, learned: &Learned, looked: &Looked, ago: Duration) -> bool {
        let begun = self.store.clock(ago);
        if begun == 0 {
            return false;
        }
        self.parsed.settle(begun);
        let now = self.store.clock(Duration::ZERO);
        let index = match self.index.take().filter(|_| self.is_amended) {
            // Longer texts may need more files of the search: then what the last build left is no beginning.
            Some(index) => {
                let amended = self.amended_index(index, built, learned, begun, now);
                amended.or_else(|| self.new_index(built, learned, looked, begun, now))
            }
            None => self.new_index(built, learned, looked, begun, now),
        };
        self.index = index.filter(|index| self.store.write(INDEX, index).is_ok());
        self.index.is_some()
    }

    /// What a build left.
    fn new_index(&mut self, built: &Built, learned: &Learned, looked: &Looked, begun: u64, now: u64) -> Option<Index> {
        let inputs = self.seen_inputs(built, looked, begun)?;
        let (made, around) = seen_outputs(built, learned, now)?;
        let (connected, edits) = self.keep_portal(&built.plan.portal, None)?;
        Some(Index {
            options: options(&built.asked),
            zone: built.plan.portal.project.config.zone.name().to_owned(),
            from: built.asked.instant,
            until: due::coming(&built.plan.portal, built.held).first().map(|due| due.at),
            common: common(built),
            inputs,
            made,
            around,
            has_foreign: built.has_foreign,
            diagnostics: built.diagnostics.to_vec(),
            held: built.held.to_vec(),
            articles: built.plan.portal.articles.len(),
            parsed: self.kept,
            connected,
            edits,
        })
    }

    /// What the last build left, with what came of edited words: they turn nothing and move no file.
    fn amended_index(
        &mut self,
        mut index: Index,
        built: &Built,
        learned: &Learned,
        begun: u64,
        now: u64,
    ) -> Option<Index> {
        for (path, stat, bytes) in self.parsed.edited() {
            let articles = index.inputs.get_mut(1..=built.inventory.articles.len())?;
            let at = articles.binary_search_by(|seen| seen.path.as_str().cmp(path.as_str())).ok()?;
            articles[at] = Seen { path: path.to_string(), stat, is_sure: stat.is_sure(begun), bytes };
        }
        index.note_written(built.asked.output, built.files, now, &learned.0)?;
        index.has_foreign = built.has_foreign;
        index.from = built.asked.instant;
        index.diagnostics = built.diagnostics.to_vec();
        (index.connected, index.edits) = self.keep_portal(&built.plan.portal, Some(index.connected))?;
        index.parsed = self.kept;
        Some(index)
    }

    /// Keeps what is known of articles and the connected portal: as a whole, or what was edited since the whole
    /// of this digest was kept. Gives the digests of the portal and of the edits.
    fn keep_portal(&mut self, portal: &Portal, whole: Option<u128>) -> Option<(u128, Option<u128>)> {
        if let Some(connected) = whole {
            let files = self.parsed.edits();
            if files.len() <= MOST_KEPT_EDITS {
                let of_file = |(path, _): &(&SourcePath, _)| {
                    let id = amend::position(portal, path)?;
                    Some((id, &portal.article(id).targets))
                };
                let targets: Vec<_> = files.iter().filter_map(of_file).collect();
                let edits = self.store.write(EDITS, &(&files, targets)).ok()?;
                return Some((connected, Some(edits)));
            }
        }
        if self.parsed.is_new {
            self.kept = self.store.write(PARSED, &self.parsed.kept()).ok()?;
            self.parsed.is_kept();
        }
        Some((self.store.write(CONNECTED, &connected::kept(portal)).ok()?, None))
    }

    /// The files a build was made from. None if one of them changed while it was read.
    fn seen_inputs(&self, built: &Built, looked: &Looked, begun: u64) -> Option<Vec<Seen>> {
        let inventory = built.inventory;
        let mut seen = Vec::new();
        let mut push = |path: &str, stat: Stat, bytes: u128| {
            seen.push(Seen { path: path.to_owned(), stat, is_sure: stat.is_sure(begun), bytes });
        };
        push(config::FILE, *looked.0.get(config::FILE)?, digest::of(built.settings.as_bytes()));
        for path in &inventory.articles {
            let (stat, bytes) = self.parsed.seen(path)?;
            push(path.as_str(), stat, bytes);
        }
        for asset in &inventory.assets {
            let stat = *looked.0.get(asset.path.as_str())?;
            let mut bytes = 0;
            if !stat.is_sure(begun) {
                let read = inventory.read(&asset.path).ok()?;
                if media::fingerprint(&read) != *asset.facts.fingerprint {
                    return None;
                }
                bytes = digest::of(&read);
            }
            push(asset.path.as_str(), stat, bytes);
        }
        for material in inventory.templates.iter().chain(&inventory.themes).chain(&inventory.data) {
            push(material.path.as_str(), *looked.0.get(material.path.as_str())?, digest::of(&material.bytes));
        }
        for source in &inventory.statics {
            let output = OutputPath::new(source.within("static"));
            let bytes = built.files.get(&output)?.0;
            push(source.as_str(), *looked.0.get(source.as_str())?, bytes);
        }
        Some(seen)
    }
}

/// The files and folders of an output, as they are now.
fn seen_outputs(built: &Built, learned: &Learned, now: u64) -> Option<(Vec<Made>, Vec<Seen>)> {
    let output = built.asked.output;
    let files: Vec<(&OutputPath, &Hash)> = built.files.iter().collect();
    let made: Option<Vec<Made>> = files
        .par_iter()
        .zip(&learned.0)
        .map(|((path, hash), reads)| Some(Made { seen: Seen::new(output, path.as_str(), now, hash.0)?, reads: *reads }))
        .collect();
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    for path in built.files.keys() {
        folders.extend(path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]));
    }
    let folders: Vec<&str> = folders.into_iter().collect();
    let around: Option<Vec<Seen>> = folders.par_iter().map(|folder| Seen::new(output, folder, now, 0)).collect();
    let mut around = around?;
    around.push(index::manifest(output, now)?);
    Some((made?, around))
}
