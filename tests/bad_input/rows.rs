//! All rows, in the order of the table. A new one is a line in the file of its area.

mod around;
mod files;
mod pictures;
mod texts;
mod themes;
mod values;

use crate::row::Row;

pub(crate) fn all() -> Vec<Row> {
    let areas = [values::rows(), texts::rows(), themes::rows(), pictures::rows(), files::rows(), around::rows()];
    areas.into_iter().flatten().collect()
}
