//! Two guidelines side by side: two municipalities, or two versions of one.

use super::shelf::{Shelved, Volume, loaded};
use crate::guideline::{Named, Sentence, sentences};
use crate::{Actor, Flow, Result};
use model::Locale;
use model::pack::PackVersion;
use model::person::{Permission, Role};
use rulebook::diff::{Cell, Diff, Topic, What, diff};
use rulebook::{Clause, Outcome, Part, Rulebook, Value};

/// The comparison of two guidelines.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Both, as they stand on the shelf.
    pub sides: [Shelved; 2],
    /// Their rulebooks, under one id when they are versions of one guideline.
    pub books: [std::sync::Arc<Rulebook>; 2],
    /// The rulebook's comparison.
    pub diff: Diff,
}

impl Compared {
    /// What a cell of a side comes to.
    #[must_use]
    pub fn told(&self, side: usize, topic: Topic, cell: &Cell, locale: Locale) -> Vec<Sentence> {
        self.books
            .get(side)
            .map(|book| told(book, topic, cell, locale))
            .unwrap_or_default()
    }

    /// The clause on each side.
    #[must_use]
    pub fn clause(&self, id: &str) -> [Option<&Clause>; 2] {
        self.books.each_ref().map(|book| book.clause(id))
    }
}

/// Compares the guidelines of two words of the shelf as they are today. A version of one's own is compared clause by clause
/// with what it was begun from, whatever both are called.
///
/// # Errors
/// As [`super::volume`].
pub async fn compare(flow: &Flow, actor: &Actor, a: &str, b: &str) -> Result<Compared> {
    actor.must(Permission::SeeGuideline)?;
    let (mut left, of_left) = loaded(flow, actor, a, "").await?;
    let (mut right, of_right) = loaded(flow, actor, b, "").await?;
    if begun_from(of_right.as_ref(), &left) {
        (left, _) = loaded(flow, actor, a, &right.about.pack).await?;
    } else if begun_from(of_left.as_ref(), &right) {
        (right, _) = loaded(flow, actor, b, &left.about.pack).await?;
    }
    Ok(Compared {
        diff: diff(&left.book, &right.book, flow.source().now()),
        sides: [left.about, right.about],
        books: [left.book, right.book],
    })
}

fn begun_from(version: Option<&PackVersion>, other: &Volume) -> bool {
    let base = version.and_then(|v| v.base.split('@').next());
    base.is_some_and(|base| base == other.about.pack) && version.is_some_and(|v| v.pack != other.about.pack)
}

/// What a cell of a comparison comes to, in sentences. `book`: that of the cell's side.
#[must_use]
pub fn told(book: &Rulebook, topic: Topic, cell: &Cell, locale: Locale) -> Vec<Sentence> {
    let one = |key: &str, params| {
        vec![Sentence {
            key: key.to_owned(),
            params,
        }]
    };
    let roles = |list: &[Role]| list.iter().map(|r| r.as_str()).collect::<Vec<_>>();
    match &cell.matter {
        What::Approval { roles: list, any } => match (list.len(), any) {
            (0, _) => one("pack-does-approve-nobody", vec![]),
            (_, true) => one(
                "pack-does-approve-any",
                vec![("roles", Named::AnyRole(roles(list)))],
            ),
            (_, false) => one("pack-does-approve", vec![("roles", Named::Chain(roles(list)))]),
        },
        What::Ground {
            strength,
            save_first,
            reason_min,
            notice,
            complaint,
        } => {
            let mut out = one(&format!("pack-strength-{}", strength.as_str()), vec![]);
            if *save_first {
                out.extend(one("pack-safeguard-save", vec![]));
            }
            if *reason_min > 0 {
                let least = Named::Number(i64::try_from(*reason_min).unwrap_or(i64::MAX));
                out.extend(one("pack-safeguard-reason", vec![("count", least)]));
            }
            if *notice {
                out.extend(one("pack-safeguard-notice", vec![]));
            }
            if *complaint {
                out.extend(one("pack-safeguard-complaint", vec![]));
            }
            if out.len() == 1 {
                out.extend(one("pack-safeguard-none", vec![]));
            }
            out
        }
        What::Crisis {
            holds,
            declare,
            release,
        } => one(
            "pack-does-crisis",
            vec![
                ("holds", Named::Key(format!("pack-crisis-{holds}"))),
                ("declare", Named::AnyRole(roles(declare))),
                ("release", Named::AnyRole(roles(release))),
            ],
        ),
        What::Demand { on_fail, require } => {
            let outcome = on_fail.map_or(Outcome::Pass.as_str(), Outcome::as_str);
            let all: Vec<_> = require.iter().map(|t| t.get(locale).to_owned()).collect();
            one(
                "pack-does-demand",
                vec![
                    ("outcome", Named::Key(format!("pack-outcome-{outcome}"))),
                    ("conditions", Named::Text(all.join("; "))),
                ],
            )
        }
        What::Time { .. } | What::Creates { .. } => {
            let parts = book
                .clause(&cell.clause)
                .map(|c| c.parts.as_slice())
                .unwrap_or_default();
            let about = |p: &&Part| kind_of(topic).is_some_and(|kind| p.kind == kind);
            parts
                .iter()
                .filter(about)
                .flat_map(|p| sentences(&p.does(), p.kind, &p.applies_to, locale))
                .collect()
        }
    }
}

/// Kind of effect that a topic is about, where it is about one.
fn kind_of(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::ReplyTime => "deadline",
        Topic::Labels => "label",
        Topic::Watch => "watch",
        Topic::Cadence => "cadence",
        Topic::Retention => "retain",
        _ => return None,
    })
}

/// A parameter's value as a sentence names it; a dash where there is none.
#[must_use]
pub fn value(value: Option<&Value>) -> Named {
    match value {
        Some(Value::Text(text)) => Named::Text(text.clone()),
        Some(Value::Int(n)) => Named::Number(*n),
        Some(Value::Bool(true)) => Named::Key("yes".to_owned()),
        Some(Value::Bool(false)) => Named::Key("no".to_owned()),
        _ => Named::Text("–".to_owned()),
    }
}
