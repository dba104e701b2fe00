//! Opens a round of approval.

use crate::{Error, Flow, Result};
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::person::{Permission, Role};
use model::{MunicipalityId, PersonId};
use rulebook::Obligation;
use std::collections::HashSet;
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

/// The steps that a decision asks for, in order: role and clause. A role that several clauses ask for decides once,
/// and the first clause is named.
pub(crate) fn steps_of(obligations: &[Obligation]) -> Vec<(Role, String)> {
    let mut steps: Vec<_> = obligations
        .iter()
        .filter_map(|o| match o {
            Obligation::Approve { step, role, clause, .. } => Some((*step, *role, clause.clone())),
            _ => None,
        })
        .collect();
    steps.sort_by_key(|(step, ..)| *step);
    let mut roles = HashSet::new();
    steps.retain(|(_, role, _)| roles.insert(*role));
    steps
        .into_iter()
        .map(|(_, role, clause)| (role, clause))
        .collect()
}

/// Opens the round in the caller's transaction: the first step is open, the others wait. Without steps the product's
/// own rule holds: one step, for the first of `fallback` that somebody else has. Steps of earlier rounds that were
/// still open are cancelled.
///
/// # Errors
/// `Refused("nobody-can-approve")` with `role`.
pub(crate) async fn ask(
    flow: &Flow,
    tx: &dyn Tx,
    request: Request<'_>,
    mut steps: Vec<(Role, String)>,
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
        steps.push((role, String::new()));
    }
    for (role, _) in &steps {
        if !somebody_else(tx, &request, *role).await? {
            return Err(Error::Refused {
                key: "nobody-can-approve",
                params: vec![("role", role.as_str().to_owned())],
            });
        }
    }
    cancel(tx, request.municipality, request.subject, request.subject_id).await?;
    let mut opened = Vec::with_capacity(steps.len());
    for (number, (role, clause)) in (1_i64..).zip(steps) {
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
pub(super) async fn cancel(
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
