//! `record`: a copy is kept of a channel, of evidence, of a correspondence, or of a profile.

use super::Effect;
use super::duty::Duty;
use crate::lang::Names;
use crate::pack::Table;
use crate::{DutyKind, RecordOf};

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let words: Vec<_> = RecordOf::ALL.iter().map(|w| w.as_str()).collect();
    if !table.has("of") {
        table.missing("of", &words.join(", "));
    }
    let mut duty = Duty::read(table, DutyKind::Record);
    duty.of = table.word("of", RecordOf::parse, &words);
    duty.naming = table.text("naming").unwrap_or_default();
    Some(Box::new(duty))
}
