//! `redirect`: what does not belong here is referred elsewhere.

use super::{Does, Effect, Site};
use crate::decision::Matter;
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::Texts;

#[derive(Debug)]
struct Redirect {
    matter: Matter,
    route: Texts,
}

impl Effect for Redirect {
    fn does(&self) -> Does {
        Does::Refers {
            matter: self.matter,
            route: self.route.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        site.obligations.push(Obligation::Route {
            matter: self.matter,
            route: self.route.clone(),
            clause: site.clause.to_owned(),
        });
        Outcome::Pass
    }

    fn route(&self) -> Option<(Matter, &Texts)> {
        Some((self.matter, &self.route))
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let words: Vec<_> = Matter::ALL.iter().map(|m| m.as_str()).collect();
    if !table.has("matter") {
        table.missing("matter", &words.join(", "));
    }
    let matter = table.word("matter", Matter::parse, &words);
    let route = table.need_texts("route", true);
    Some(Box::new(Redirect {
        matter: matter?,
        route,
    }))
}
