//! Tables: in a region that scrolls, aligned by classes.

use pulldown_cmark::Alignment;

use super::stretch::Item;
use super::write::Writer;
use crate::model::body::Fill;

/// Where in a table the writer is. Tables don't nest.
#[derive(Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    /// The next cell's.
    next: usize,
    is_head: bool,
}

impl Writer<'_, '_, '_> {
    /// Opens a table.
    pub(super) fn table(&mut self, alignments: &[Alignment], item: &Item<'_>) {
        self.columns = Columns { alignments: alignments.to_vec(), ..Columns::default() };
        self.draft.html.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.draft.hole(Fill::Phrase("scroll_table"), item.range.start..item.range.start);
        self.tag("\">\n<table>\n", "</tbody>\n</table>\n</div>\n");
    }

    /// Opens its first row.
    pub(super) fn table_head(&mut self) {
        (self.columns.next, self.columns.is_head) = (0, true);
        self.tag("<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n");
    }

    /// Opens another row.
    pub(super) fn table_row(&mut self) {
        (self.columns.next, self.columns.is_head) = (0, false);
        self.tag("<tr>", "</tr>\n");
    }

    /// Opens a cell of the row.
    pub(super) fn table_cell(&mut self) {
        let class = match self.columns.alignments.get(self.columns.next) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        };
        self.columns.next += 1;
        let (start, end) = if self.columns.is_head { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        self.draft.html.push_str(start);
        self.tag(class, end);
    }
}
