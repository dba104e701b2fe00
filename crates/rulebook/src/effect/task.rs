//! `task`: a thing to do, after an event or once in each period.

use super::Effect;
use super::duty::Duty;
use crate::DutyKind;
use crate::lang::Names;
use crate::pack::Table;

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    if !table.has("what") {
        table.missing("what", "a text in nb, nn, sv and en");
    }
    Some(Box::new(Duty::read(table, DutyKind::Task)))
}
