//! Names that conditions may use: facts of the vocabulary, answers to declared questions, parameters.

use crate::effect::{Asked, KINDS};
use crate::lang::{Kind, Names, Subject};
use crate::pack::{Context, Pack, Problems, Table};
use crate::{Value, vocabulary};
use std::collections::BTreeMap;

/// The names of a pack with all it extends.
pub(crate) struct Known<'a> {
    pub(crate) declared: &'a BTreeMap<String, Asked>,
    pub(crate) context: &'a Context<'a>,
}

impl Names for Known<'_> {
    fn subject(&self, name: &str) -> Option<Subject> {
        if let Some(param) = name.strip_prefix("params.") {
            self.context.read(param);
            return self.context.params.get(param).cloned().map(Subject::Fixed);
        }
        if let Some(entry) = vocabulary::find(name) {
            return Some(Subject::Fact(Kind::of(entry.kind)));
        }
        self.declared.get(name).map(|asked| Subject::Fact(asked.kind()))
    }

    fn nearest(&self, name: &str) -> Option<String> {
        if self.context.problems.full() {
            return None;
        }
        let params: Vec<_> = self
            .context
            .params
            .keys()
            .map(|p| format!("params.{p}"))
            .collect();
        let names = vocabulary::FACTS.iter().map(|f| f.name);
        let declared = self.declared.keys().map(String::as_str);
        crate::lang::nearest(
            name,
            names.chain(declared).chain(params.iter().map(String::as_str)),
        )
    }
}

/// The questions and fields that clauses of all packs declare, so that any condition may read their answers.
pub(crate) fn declared(
    packs: &[Pack<'_>],
    params: &BTreeMap<String, Value>,
    problems: &Problems,
) -> BTreeMap<String, Asked> {
    // What is wrong in these tables is noted when the clauses are read; here only the names are wanted.
    let quiet = Problems::default();
    let context = Context::new(&quiet, params);
    let loud = Context::new(problems, params);
    let nothing = BTreeMap::new();
    let names = Known {
        declared: &nothing,
        context: &context,
    };
    let mut out: BTreeMap<String, Asked> = BTreeMap::new();
    for document in packs.iter().flat_map(|p| &p.clauses) {
        let root = Table::root(&context, document);
        let clauses = root.tables("clause");
        let also: Vec<_> = clauses.iter().flat_map(|c| c.tables("also")).collect();
        if problems.full() {
            break;
        }
        for table in clauses.iter().chain(&also).filter_map(|t| t.table("effect")) {
            let kind = KINDS
                .iter()
                .find(|k| table.text("kind").is_some_and(|w| w == k.name))
                .filter(|k| ["ask", "register", "decide"].contains(&k.name));
            let Some(effect) = kind.and_then(|k| (k.read)(&table, &names)) else {
                continue;
            };
            for asked in effect
                .asked()
                .iter()
                .filter(|a| vocabulary::find(&a.name).is_none())
            {
                if out
                    .get(&asked.name)
                    .is_some_and(|other| other.kind() != asked.kind())
                {
                    let root = Table::root(&loud, document);
                    root.problem(
                        "duplicate-id",
                        &root.place("clause"),
                        &*asked.name,
                        "one type for one question",
                    );
                }
                out.insert(asked.name.clone(), asked.clone());
            }
        }
    }
    out
}
