//! Another person approves a submitted version, or returns it.

use super::list::decides;
use super::start::note;
use super::submit::back;
use crate::approvals::Verdict;
use crate::{Actor, Error, Flow, Result};
use model::PackVersionId;
use model::pack::PackState;

/// Least length of the note of a return, in characters.
const NOTE: usize = 10;

/// Decides a submitted version. `digest` is what the approver has seen. Whoever submitted it or wrote in it last decides
/// nothing.
///
/// # Errors
/// `NotAllowed` (neither leader nor director), `NotFound`; `Refused` with `approver-is-author`, `revision-outdated`,
/// `approval-closed`; `Invalid` (`note-required`).
pub async fn decide(
    flow: &Flow,
    actor: &Actor,
    id: &PackVersionId,
    digest: &str,
    verdict: Verdict,
    words: &str,
) -> Result<()> {
    if !decides(actor) {
        return Err(Error::NotAllowed);
    }
    let words = words.trim();
    let tx = flow.store().begin().await?;
    let mut version = tx.pack_version(&actor.municipality.id, id).await?;
    if version.submitted_by.as_ref() == Some(&actor.person.id) || version.changed_by == actor.person.id {
        return Err(Error::refused("approver-is-author"));
    }
    if version.state != PackState::Submitted {
        return Err(Error::refused("approval-closed"));
    }
    if version.digest != digest {
        return Err(Error::refused("revision-outdated"));
    }
    if words.chars().count() > 2_000 {
        return Err(Error::field("note", "text-too-long"));
    }
    let kind = match verdict {
        Verdict::Return if words.chars().count() < NOTE => {
            return Err(Error::field("note", "note-required"));
        }
        Verdict::Return => {
            back(&*tx, &mut version).await?;
            "pack.returned"
        }
        Verdict::Approve => {
            version.state = version.state.go(PackState::Approved)?;
            version.approved_by = Some(actor.person.id.clone());
            version.approved_at = Some(flow.source().now());
            "pack.approved"
        }
    };
    version.note = words.to_owned();
    tx.update_pack_version(&mut version).await?;
    note(flow, &*tx, actor, &version, kind).await?;
    tx.commit().await?;
    Ok(())
}
