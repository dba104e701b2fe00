//! Gets a time stamp for a day's checkpoint.

use super::outside;
use crate::jobs::JobEnd;
use crate::journal::{self, Event};
use crate::{Flow, Result};
use ledger::attest::{STAMPED, TOKEN};
use ledger::stamp::{QUERY_TYPE, REPLY_TYPE, StampError, request, verify};
use model::archive::RecordKind;
use model::{Millis, MunicipalityId};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Subject of the record in which the log keeps what is said of it.
pub(super) const LOG: &str = "log";

/// Asks the configured authority to stamp the newest checkpoint, once a day when the log has grown, and keeps the answer in
/// the journal when it holds. Nothing waits for it: an authority that is away is asked again.
///
/// # Errors
/// The database; a wrong key.
pub(crate) async fn stamp(flow: &Flow, municipality: &MunicipalityId) -> Result<JobEnd> {
    let Some((outside, address)) = flow.outside().and_then(|o| Some((o, o.authority.as_ref()?))) else {
        return Ok(JobEnd::Done);
    };
    let name = outside::stamped(municipality);
    let now = flow.source().now();
    let read = flow.store().read().await?;
    let newest = read.latest_checkpoint(municipality).await?;
    let last = read.setting(&name).await?.unwrap_or_default();
    drop(read);
    let (size, at) = last.split_once(' ').unwrap_or(("0", "0"));
    let (size, at): (i64, i64) = (size.parse().unwrap_or(0), at.parse().unwrap_or(0));
    let due = Millis(at).plus(Millis::DAY);
    let Some(checkpoint) = newest.filter(|c| c.size != size && due <= now) else {
        let soon = now.plus(Millis::HOUR);
        return Ok(JobEnd::Again(if due > now && due < soon { due } else { soon }));
    };

    let digest = Sha256::digest(&checkpoint.note).into();
    let nonce = flow.source().bytes::<16>();
    let asked = request(&digest, &nonce);
    let answer = match outside.http.post(address, QUERY_TYPE, asked).await {
        Ok(answer) if answer.status == 200 => answer.body,
        Ok(answer) => return Ok(refused(&format!("status {}", answer.status))),
        Err(error) => return Ok(refused(&error.to_string())),
    };
    let stamp = match verify(&answer, Some(&nonce), &outside.attestors.roots) {
        Ok(stamp) if stamp.digest == digest => stamp,
        Ok(_) => return Ok(refused(StampError::WrongDigest.key())),
        Err(error) => return Ok(refused(error.key())),
    };
    let data = json!({ "size": checkpoint.size, "at": stamp.at.rfc3339(), "authority": stamp.authority });
    let event = Event::new(RecordKind::Municipality, LOG, STAMPED, data).part(TOKEN, REPLY_TYPE, &answer);
    let tx = flow.store().begin().await?;
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.put_setting(&name, &format!("{} {}", checkpoint.size, now.0))
        .await?;
    tx.commit().await?;
    Ok(JobEnd::Again(now.plus(Millis::DAY)))
}

fn refused(detail: &str) -> JobEnd {
    JobEnd::Retry {
        problem: "no-time-stamp",
        detail: detail.to_owned(),
    }
}
