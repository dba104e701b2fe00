//! The steps of an approved disposal: records, files of the database, keys.

use super::decide::all;
use super::{erase, protocol};
use crate::archive::exports;
use crate::jobs::JobEnd;
use crate::{Flow, Result, keys};
use model::retention::{Disposal, DisposalState};
use model::{DisposalId, Id as _, Millis, MunicipalityId};
use store::Cleaned;

/// How long until the database's files are tried again.
const AGAIN_MS: i64 = Millis::MINUTE;

/// Does the next steps of a disposal, as far as they go now.
pub(crate) async fn carry_on(flow: &Flow, municipality: &MunicipalityId, subject: &str) -> Result<JobEnd> {
    let Ok(id) = DisposalId::parse(subject) else {
        return Ok(JobEnd::Done);
    };
    loop {
        let read = flow.store().read().await?;
        let disposal = read.disposal(municipality, &id).await?;
        let town = read.municipality(municipality).await?;
        let list = all(&*read, &disposal).await?;
        drop(read);
        match disposal.state {
            DisposalState::Proposed | DisposalState::Rejected | DisposalState::Done => {
                return Ok(JobEnd::Done);
            }
            DisposalState::Approved => {
                // A crash may have come between a commit and the files that go with it.
                erase::remove_blobs(flow, municipality).await?;
                for item in list {
                    erase::erase(flow, &town, &disposal, item).await?;
                }
                // What was erased may be in any export kept here.
                exports::forget(flow, municipality).await?;
                step(flow, disposal, DisposalState::Erased).await?;
            }
            DisposalState::Erased => {
                let cleaned = flow.store().clean().await?;
                if cleaned == Cleaned::Busy {
                    return Ok(JobEnd::Again(flow.source().now().plus(AGAIN_MS)));
                }
                let mut disposal = disposal;
                note_cleaned(&mut disposal, cleaned);
                disposal.old_key = keys::rotate(flow).await?;
                let keep = flow.settings().old_record_key_ms;
                disposal.key_goes_at = Some(flow.source().now().plus(keep));
                step(flow, disposal, DisposalState::Rotating).await?;
            }
            DisposalState::Rotating => {
                let at = disposal.key_goes_at.unwrap_or_default();
                if flow.source().now() < at {
                    return Ok(JobEnd::Again(at));
                }
                let mut disposal = disposal;
                keys::forget_old(flow, &disposal.old_key).await?;
                if disposal.log_cleaned == "waiting" {
                    let cleaned = flow.store().clean().await?;
                    note_cleaned(&mut disposal, cleaned);
                }
                protocol::close(flow, disposal).await?;
                return Ok(JobEnd::Done);
            }
        }
    }
}

fn note_cleaned(disposal: &mut Disposal, cleaned: Cleaned) {
    let word = if cleaned == Cleaned::Clean {
        "clean"
    } else {
        "waiting"
    };
    disposal.log_cleaned = word.to_owned();
}

async fn step(flow: &Flow, mut disposal: Disposal, to: DisposalState) -> Result<()> {
    disposal.state = disposal.state.go(to)?;
    let tx = flow.store().begin().await?;
    tx.update_disposal(&mut disposal).await?;
    tx.commit().await?;
    Ok(())
}
