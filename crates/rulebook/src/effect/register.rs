//! `register`: a field of the register of channels that must be filled.

use super::ask::{Asked, named};
use super::{Does, Effect, Responses, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome, Value};

#[derive(Debug)]
struct Register {
    field: [Asked; 1],
    responses: Responses,
}

impl Effect for Register {
    fn does(&self) -> Does {
        let [field] = &self.field;
        Does::Registers {
            field: field.label.clone(),
            public: field.public,
            on_fail: self.responses.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let [field] = &self.field;
        let outcome = match site.env.fact(&field.name, &field.kind()) {
            None => self.responses.on_unknown.outcome(),
            Some(Value::Text(t)) if t.trim().is_empty() => self.responses.on_fail.outcome(),
            Some(Value::Bool(false) | Value::Int(..=0)) => self.responses.on_fail.outcome(),
            Some(_) => return Outcome::Pass,
        };
        site.obligations.push(Obligation::Register {
            name: field.name.clone(),
            label: field.label.clone(),
            public: field.public,
            clause: site.clause.to_owned(),
        });
        outcome
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.responses)
    }

    fn on_unknown(&self) -> Outcome {
        self.responses.on_unknown.outcome()
    }

    fn asked(&self) -> &[Asked] {
        &self.field
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let name = table.need("field");
    let responses = Responses::read(table);
    let public = table.boolean("public").unwrap_or(false);
    let field = named(table, "field", &name)?;
    Some(Box::new(Register {
        field: [Asked { public, ..field }],
        responses,
    }))
}
