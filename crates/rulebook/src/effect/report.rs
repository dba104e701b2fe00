//! `report`: somebody tells those whom it concerns, after an event or once in each period.

use super::Effect;
use super::approve::roles;
use super::duty::Duty;
use crate::DutyKind;
use crate::lang::Names;
use crate::pack::Table;
use model::person::Role;

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let mut duty = Duty::read(table, DutyKind::Report);
    duty.to = table.words("to", Role::parse, &roles());
    if duty.to.is_empty() {
        table.missing("to", "at least one role");
    }
    Some(Box::new(duty))
}
