//! `label`: the post must carry a text. The clause's `require` says when it is there already.

use super::{Does, Effect, Responses, Site};
use crate::lang::{Names, Truth};
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::Texts;

#[derive(Debug)]
struct Label {
    text: Texts,
    responses: Responses,
}

impl Effect for Label {
    fn does(&self) -> Does {
        Does::Labels {
            text: self.text.clone(),
            on_fail: self.responses.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        if site.met != Truth::True {
            site.obligations.push(Obligation::Label {
                text: self.text.clone(),
                clause: site.clause.to_owned(),
            });
        }
        self.responses.outcome(site.met)
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.responses)
    }

    fn on_unknown(&self) -> Outcome {
        self.responses.on_unknown.outcome()
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    Some(Box::new(Label {
        text: table.need_texts("text", true),
        responses: Responses::read(table),
    }))
}
