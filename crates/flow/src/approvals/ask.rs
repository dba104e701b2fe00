//! Opens a round of approval.

use crate::{Error, Flow, Result};
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::person::{Permission, Role};
use model::{MunicipalityId, PersonId};
use rulebook::Obligation;
use std::collections::BTreeMap;
use store::Tx;

/// What is to be approved.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    /// Whose.
    pub(crate) municipality: &'a MunicipalityId,
    /// Kind of subject.
    pub(crate) subject: ApprovalSubject,
    /// Channel id or post id.
    pub(crate) subject_id: &'a str,
    /// One line that tells approvers what it is.
    pub(crate) title: String,
    /// Digest of the frozen content.
    pub(crate) digest: String,
    /// Who asks.
    pub(crate) asked_by: &'a PersonId,
}

/// One step of a round: any of these roles decides it, each with the clause that names it.
pub(crate) type Step = Vec<(Role, String)>;

/// The steps that a decision asks for, in order. A role that several clauses ask for decides once, and the first clause is
/// named; where one of several roles is enough, and one of them decides anyhow, no more is asked.
pub(crate) fn steps_of(obligations: &[Obligation]) -> Vec<Step> {
    let mut alone: Vec<Role> = Vec::new();
    let mut steps: BTreeMap<u32, Step> = BTreeMap::new();
    let mut choices: Vec<u32> = Vec::new();
    for obligation in obligations {
        let Obligation::Approve {
            step,
            role,
            any,
            clause,
        } = obligation
        else {
            continue;
        };
        if *any {
            choices.push(*step);
        } else if alone.contains(role) {
            continue;
        } else {
            alone.push(*role);
        }
        steps.entry(*step).or_default().push((*role, clause.clone()));
    }
    steps
        .retain(|step, roles| !choices.contains(step) || !roles.iter().any(|(role, _)| alone.contains(role)));
    steps.into_values().collect()
}

/// Opens the round in the caller's transaction: the first step is open, the others wait. Of a step that any of several
/// roles decides, each role that somebody else has gets its own line with the same number. Without steps the product's
/// own rule holds: one step, for the first of `fallback` that somebody else has. Steps of earlier rounds that were
/// still open are cancelled.
///
/// # Errors
/// `Refused("nobody-can-approve")` with `role`.
pub(crate) async fn ask(
    flow: &Flow,
    tx: &dyn Tx,
    request: Request<'_>,
    mut steps: Vec<Step>,
    fallback: &[Role],
) -> Result<Vec<Approval>> {
    if steps.is_empty() {
        let mut role = fallback.first().copied().unwrap_or(Role::Administrator);
        for candidate in fallback {
            if somebody_else(tx, &request, *candidate).await? {
                role = *candidate;
                break;
            }
        }
        steps.push(vec![(role, String::new())]);
    }
    for step in &mut steps {
        let asked = std::mem::take(step);
        let first = asked.first().map(|(role, _)| *role);
        for (role, clause) in asked {
            if somebody_else(tx, &request, role).await? {
                step.push((role, clause));
            }
        }
        if step.is_empty() {
            let role = first.map_or("", Role::as_str);
            return Err(Error::Refused {
                key: "nobody-can-approve",
                params: vec![("role", role.to_owned())],
            });
        }
    }
    cancel(tx, request.municipality, request.subject, request.subject_id).await?;
    let mut opened = Vec::with_capacity(steps.len());
    let lines = (1_i64..)
        .zip(steps)
        .flat_map(|(number, step)| step.into_iter().map(move |line| (number, line)));
    for (number, (role, clause)) in lines {
        let approval = Approval {
            id: flow.source().id(),
            municipality: request.municipality.clone(),
            subject: request.subject,
            subject_id: request.subject_id.to_owned(),
            title: request.title.clone(),
            digest: request.digest.clone(),
            step: number,
            role,
            clause,
            state: if number == 1 {
                ApprovalState::Open
            } else {
                ApprovalState::Waiting
            },
            asked_by: request.asked_by.clone(),
            asked_at: flow.source().now(),
            decided_by: None,
            decided_at: None,
            note: String::new(),
            version: 1,
        };
        tx.insert_approval(&approval).await?;
        opened.push(approval);
    }
    Ok(opened)
}

/// Cancels the steps of a subject that are open or wait.
pub(crate) async fn cancel(
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    subject: ApprovalSubject,
    id: &str,
) -> Result<()> {
    for mut step in tx.approvals_of(municipality, subject, id).await? {
        if matches!(step.state, ApprovalState::Open | ApprovalState::Waiting) {
            step.state = step.state.go(ApprovalState::Cancelled)?;
            tx.update_approval(&mut step).await?;
        }
    }
    Ok(())
}

/// Whether anybody but the one who asks has the role and may approve.
async fn somebody_else(tx: &dyn Tx, request: &Request<'_>, role: Role) -> Result<bool> {
    let people = tx.people_with_role(request.municipality, role).await?;
    Ok(people
        .iter()
        .any(|p| p.id != *request.asked_by && p.may(Permission::Approve)))
}
