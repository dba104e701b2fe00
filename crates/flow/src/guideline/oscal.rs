//! The guideline and the state of compliance as OSCAL.

use super::at_work::{Origin, at_work};
use crate::{Actor, Error, Flow, Result, rules};
use model::Millis;
use model::person::Permission;
use rulebook::oscal::{Assessment, ClauseState};
use serde_json::Value;

/// The guideline in force as a catalog.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`.
pub async fn catalog(flow: &Flow, actor: &Actor) -> Result<Value> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    Ok(rulebook::oscal::catalog(&book, actor.locale, flow.source().now()))
}

/// The last twelve months as assessment results. `catalog` is where the catalog is found. Advice of the product is left out:
/// nobody is assessed on what the document does not ask for.
///
/// # Errors
/// `NotAllowed`; `NotFound` when no clause is in force; `Refused("pack-missing")`.
pub async fn assessment_results(flow: &Flow, actor: &Actor, catalog: &str) -> Result<Value> {
    actor.must(Permission::SeeDuties)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let found = at_work(flow, actor).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    let clauses = found.clauses.iter().filter(|c| c.origin != Origin::Advice);
    let clauses = clauses.map(|clause| {
        let proof = clause.proof.clone().unwrap_or_default();
        let gaps: Vec<_> = clause.gaps.iter().map(super::Gap::word).collect();
        ClauseState {
            clause: clause.id.clone(),
            satisfied: gaps.is_empty(),
            decisions: count(proof.counts.asked),
            evidence: count(
                proof.counts.applied
                    + proof.done
                    + proof.notices.1
                    + proof.approvals.0
                    + proof.approvals.1
                    + proof.hidden,
            ),
            overdue: count(proof.overdue),
            waived: count(proof.counts.waived),
            remarks: gaps.join(", "),
        }
    });
    let assessment = Assessment {
        catalog: catalog.to_owned(),
        municipality: actor.municipality.name.clone(),
        start: Millis(found.since),
        end: Millis(found.until),
        clauses: clauses.collect(),
    };
    rulebook::oscal::assessment_results(&book, &assessment, actor.locale, Millis(found.until))
        .ok_or(Error::NotFound)
}
