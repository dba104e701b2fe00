//! Counts what clauses came to, so that a year of decisions can be told at once.

use super::local_day;
use crate::{Flow, Result};
use model::archive::StoredDecision;
use model::municipality::Municipality;
use model::{Id as _, MunicipalityId};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{DayTally, Tally};

/// Decisions counted in one transaction.
const AT_ONCE: usize = 200;
/// Transactions in one run; after that others may have their turn.
const RUNS: usize = 100;

/// What is read of a stored decision; the rest of it is passed over.
#[derive(Deserialize)]
struct Decided {
    clauses: Vec<OfClause>,
}

#[derive(Deserialize)]
struct OfClause {
    clause: String,
    outcome: String,
    #[serde(default)]
    advised: bool,
    #[serde(default)]
    measured: bool,
}

/// Adds up `decisions` by local day, clause and outcome. One that cannot be read counts nothing.
pub(super) fn count(municipality: &Municipality, decisions: &[StoredDecision]) -> Vec<DayTally> {
    let mut days: BTreeMap<(String, String, String, &'static str), DayTally> = BTreeMap::new();
    for stored in decisions {
        let Ok(decided) = serde_json::from_str::<Decided>(&stored.json) else {
            tracing::warn!(decision = stored.id.as_str(), "a stored decision cannot be read");
            continue;
        };
        let day = local_day(municipality, stored.at);
        for of in decided.clauses {
            let mark = match (of.measured, of.advised) {
                (true, _) => "measured",
                (false, true) => "advised",
                (false, false) => "",
            };
            let key = (day.clone(), of.clause.clone(), of.outcome.clone(), mark);
            let counted = days.entry(key).or_insert_with(|| DayTally {
                day: day.clone(),
                tally: Tally {
                    clause: of.clause,
                    outcome: of.outcome,
                    mark: mark.to_owned(),
                    n: 0,
                },
                latest: stored.id.clone(),
                latest_at: stored.at,
            });
            counted.tally.n += 1;
            if stored.at >= counted.latest_at {
                counted.latest = stored.id.clone();
                counted.latest_at = stored.at;
            }
        }
    }
    days.into_values().collect()
}

/// Counts the decisions of a municipality that are not counted yet. `false` when some are left for the next run.
///
/// # Errors
/// The database; `Conflict` when somebody else counts at the same time.
pub(crate) async fn tally(flow: &Flow, municipality: &MunicipalityId) -> Result<bool> {
    let municipality = flow.store().read().await?.municipality(municipality).await?;
    let id = &municipality.id;
    for _ in 0..RUNS {
        let waiting = flow.store().read().await?.untallied(id, AT_ONCE).await?;
        if waiting.is_empty() {
            return Ok(true);
        }
        let counted = count(&municipality, &waiting);
        let decisions: Vec<_> = waiting.iter().map(|d| d.id.clone()).collect();
        let tx = flow.store().begin().await?;
        tx.tally(id, &counted, &decisions).await?;
        tx.commit().await?;
    }
    Ok(false)
}
