//! Files to a rulebook.

use crate::clause::Clause;
use crate::contradiction::{self, Contrary};
use crate::names::{Known, declared};
use crate::pack::{self, Context, MAX_CHANGES, MAX_CLAUSES, Pack, PackProblem, Problems, Table};
use crate::{Rulebook, Value};
use model::municipality::Country;
use std::collections::BTreeMap;

/// The rules between two changes of a parameter: compiled with the values of that time.
#[derive(Debug)]
pub(crate) struct Era {
    /// First day, ISO; `None`: from the beginning.
    pub(crate) from: Option<String>,
    pub(crate) params: BTreeMap<String, Value>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) contrary: Vec<Contrary>,
}

impl Rulebook {
    /// Reads the pack `pack_id` and all it extends out of `files`: pairs of path (`…/ID/pack.toml`,
    /// `…/ID/clauses/*.toml`, `…/ID/lessons/*.toml`) and text. Files of other packs are not looked at, and nothing is
    /// read from disk.
    ///
    /// # Errors
    /// Every [`PackProblem`] found (at most 100), each with file, line, column and what was expected.
    pub fn load<P: AsRef<str>, T: AsRef<str>>(
        files: &[(P, T)],
        pack_id: &str,
    ) -> Result<Self, Vec<PackProblem>> {
        let problems = Problems::default();
        let (packs, params) = pack::gather(files, pack_id, &problems);
        let days = params.days();
        if days.len() > MAX_CHANGES
            && let Some(own) = packs.last()
        {
            let none = BTreeMap::new();
            let context = Context::new(&problems, &none);
            let root = Table::root(&context, &own.document);
            root.problem(
                "out-of-range",
                &root.place("params"),
                days.len().to_string(),
                format!("at most {MAX_CHANGES} days on which parameters change"),
            );
        }
        let declared = declared(&packs, &params.on(None), &problems);
        let mut eras: Vec<Era> = Vec::new();
        let starts = std::iter::once(None).chain(days.into_iter().map(Some));
        for from in starts.take(MAX_CHANGES.saturating_add(1)) {
            let values = params.on(from.as_deref());
            let context = Context::new(&problems, &values);
            let names = Known {
                declared: &declared,
                context: &context,
            };
            let mut clauses = compile(&packs, &context, &names);
            // What a base leaves to others to turn on is there when the base itself is looked at and tested.
            clauses.retain(|c| !c.off || c.pack == pack_id);
            let contrary = contradiction::find(&clauses, &problems);
            eras.push(Era {
                from,
                clauses,
                contrary,
                params: values,
            });
            // The same faults would be found again in every other era.
            if problems.any() {
                break;
            }
        }
        let clauses = eras.first().map(|e| e.clauses.as_slice()).unwrap_or_default();
        let lessons = pack::read_lessons(files, &packs, clauses, &problems);
        if problems.any() {
            return Err(problems.take());
        }
        let country = packs
            .last()
            .and_then(|p| Country::parse(&p.header.jurisdiction))
            .unwrap_or(Country::Norway);
        Ok(Self {
            digest: pack::digest(&packs),
            about: packs.iter().rev().map(|p| p.header.clone()).collect(),
            zone: model::calendar::zone(country),
            country,
            eras,
            declared,
            lessons,
            labels: params.0.into_iter().map(|(name, p)| (name, p.label)).collect(),
        })
    }
}

/// Every clause of `packs`, bases first, after what extending packs do to them.
fn compile(packs: &[Pack<'_>], context: &Context<'_>, names: &Known<'_>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for pack in packs {
        let roots: Vec<_> = pack
            .clauses
            .iter()
            .map(|document| Table::root(context, document))
            .collect();
        for root in &roots {
            pack::apply_adjustments(root, &mut clauses, names);
        }
        let mut gives_way = Vec::new();
        for root in &roots {
            for table in root.tables("clause") {
                if context.problems.full() {
                    return clauses;
                }
                let Some(clause) = pack::read_clause(&table, &pack.header.id, names) else {
                    continue;
                };
                unique(&table, &clause, &clauses);
                if clauses.len() >= MAX_CLAUSES {
                    table.problem(
                        "too-many-clauses",
                        &table.place("id"),
                        &*clause.id,
                        format!("at most {MAX_CLAUSES}"),
                    );
                    return clauses;
                }
                gives_way.push((table, clauses.len()));
                clauses.push(clause);
            }
            root.close();
        }
        for (table, place) in gives_way {
            overrides(&table, place, &clauses);
        }
    }
    clauses
}

/// A clause may share its id only with versions of itself that are in force at other times.
fn unique(table: &Table<'_>, clause: &Clause, clauses: &[Clause]) {
    for other in clauses.iter().filter(|c| c.id == clause.id) {
        let dated = |c: &Clause| c.valid_from.is_some() || c.valid_to.is_some();
        if !dated(clause) && !dated(other) {
            table.problem(
                "duplicate-id",
                &table.place("id"),
                &*clause.id,
                "an id that no other clause has",
            );
        } else if clause.meets(other) {
            let key = if clause.valid_from.is_some() {
                "valid_from"
            } else {
                "id"
            };
            table.problem(
                "dates-overlap",
                &table.place(key),
                &*clause.id,
                format!(
                    "days on which the version in line {} is not in force",
                    other.place.line
                ),
            );
        }
    }
}

/// The clauses that a clause overrides are there, and not locked.
fn overrides(table: &Table<'_>, place: usize, clauses: &[Clause]) {
    let Some(clause) = clauses.get(place) else { return };
    for named in &clause.overrides {
        let span = table.place("overrides");
        match clauses.iter().find(|c| c.id == named.clause) {
            Some(other) if other.locked => table.problem(
                "loosened-lock",
                &span,
                &*named.clause,
                "to leave a locked clause in force; it can only be made stricter",
            ),
            Some(other) if other.id == clause.id => {
                table.problem(
                    "unknown-clause",
                    &span,
                    &*named.clause,
                    "another clause than itself",
                );
            }
            Some(_) => {}
            None => {
                let near = crate::lang::nearest(&named.clause, clauses.iter().map(|c| c.id.as_str()));
                table.near(
                    "unknown-clause",
                    &span,
                    &*named.clause,
                    "a clause of this pack or of one that it extends",
                    near,
                );
            }
        }
    }
}
