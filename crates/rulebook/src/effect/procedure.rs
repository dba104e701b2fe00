//! `procedure`: steps to take in order; `naming` says how files saved on the way are named.

use super::Effect;
use super::duty::Duty;
use crate::DutyKind;
use crate::lang::Names;
use crate::pack::Table;

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let mut duty = Duty::read(table, DutyKind::Procedure);
    for step in table.tables("steps") {
        duty.steps.push(step.need_texts("what", true));
        step.close();
    }
    if duty.steps.is_empty() {
        table.missing("steps", "at least one step");
    }
    duty.naming = table.text("naming").unwrap_or_default();
    Some(Box::new(duty))
}
