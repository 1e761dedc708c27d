//! What a social card reads besides its article: the words of its language, the name and the colour of the portal.

use crate::cards;
use crate::memo::digest::Digest;
use crate::model::LanguageId;
use crate::plan::SitePlan;
use crate::theme::Theme;

/// A digest for each language; none where there are no cards.
pub(super) fn spoken(plan: &SitePlan, theme: &Theme) -> Vec<u64> {
    let config = &plan.portal.project.config;
    if !config.cards {
        return Vec::new();
    }
    let of = |language: LanguageId| {
        let texts = theme.texts(language);
        let mut digest = Digest::new()
            .with(config.title.of(language))
            .with(&config.language(language).tag)
            .with(format!("{:?} {}", config.look.accent, config.zone.name()))
            .with(format!("{:?} {:?}", texts.all, texts.dates));
        digest.number(cards::VERSION.into());
        digest.short()
    };
    config.language_ids().map(of).collect()
}
