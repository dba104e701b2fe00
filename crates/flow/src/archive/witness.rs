//! Shows new checkpoints to witnesses and keeps what they sign (c2sp.org/tlog-witness).

use super::outside;
use super::proof;
use super::stamp::LOG;
use crate::jobs::JobEnd;
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use ledger::attest::{NOTE, WITNESSED};
use ledger::note::LogKey;
use ledger::witness::{Witness, add_checkpoint, cosign};
use model::archive::{Checkpoint, RecordKind};
use model::{Millis, MunicipalityId};
use serde_json::json;

/// How often.
const EVERY_MS: i64 = 10 * Millis::MINUTE;

/// Shows the newest checkpoint to every configured witness that has not signed it. One that is away, or says no, keeps none
/// of the others from signing, and is asked again.
///
/// # Errors
/// The database; a wrong key.
pub(crate) async fn witness(flow: &Flow, municipality: &MunicipalityId) -> Result<JobEnd> {
    let Some(outside) = flow.outside().filter(|o| !o.witnesses.is_empty()) else {
        return Ok(JobEnd::Done);
    };
    let read = flow.store().read().await?;
    let newest = read.latest_checkpoint(municipality).await?;
    drop(read);
    let mut refused = None;
    if let Some(checkpoint) = newest {
        for (witness, address) in &outside.witnesses {
            if let Err(detail) = show(flow, &checkpoint, witness, address).await? {
                refused = Some(format!("{}: {detail}", witness.name()));
            }
        }
    }
    Ok(match refused {
        None => JobEnd::Again(flow.source().now().plus(EVERY_MS)),
        Some(detail) => JobEnd::Retry {
            problem: "no-cosignature",
            detail,
        },
    })
}

/// Shows one checkpoint to one witness; the inner error is what it did not like.
async fn show(
    flow: &Flow,
    checkpoint: &Checkpoint,
    witness: &Witness,
    address: &str,
) -> Result<std::result::Result<(), String>> {
    let municipality = &checkpoint.municipality;
    let name = outside::cosigned(municipality, witness);
    let read = flow.store().read().await?;
    let known = read.setting(&name).await?.unwrap_or_default();
    let sealed = read.log_key(municipality).await?.ok_or(Error::NotFound)?;
    drop(read);
    let log = LogKey::open(&flow.parts.master, municipality, &sealed)?.verifier();
    let mut old = size_of(&known);
    if old == checkpoint.size {
        return Ok(Ok(()));
    }
    // A second time when the witness knows another size than we remember.
    for _ in 0..2 {
        let proof = proof::consistency(flow, municipality, old, checkpoint.size).await?;
        let from = u64::try_from(old).unwrap_or_default();
        let body = add_checkpoint(from, &proof, &checkpoint.note).into_bytes();
        let Some(outside) = flow.outside() else { break };
        let to = format!("{address}/add-checkpoint");
        let answer = match outside.http.post(&to, "text/plain; charset=utf-8", body).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let text = String::from_utf8_lossy(&answer.body);
        match answer.status {
            200 => {
                let note = match cosign(&checkpoint.note, &text, &log, witness) {
                    Ok(note) => note,
                    Err(error) => return Ok(Err(error.key().to_owned())),
                };
                keep(flow, checkpoint, witness, &name, &note).await?;
                return Ok(Ok(()));
            }
            409 => {
                let knows = text.trim_end().parse::<i64>().ok();
                let Some(knows) = knows.filter(|n| (0..=checkpoint.size).contains(n) && *n != old) else {
                    return Ok(Err(format!(
                        "409, knows {}",
                        text.trim_end().chars().take(40).collect::<String>()
                    )));
                };
                old = knows;
            }
            status => return Ok(Err(format!("status {status}"))),
        }
    }
    Ok(Err("409 twice".to_owned()))
}

async fn keep(flow: &Flow, checkpoint: &Checkpoint, witness: &Witness, name: &str, note: &str) -> Result<()> {
    let data = json!({ "size": checkpoint.size, "name": witness.name() });
    let event = Event::new(RecordKind::Municipality, LOG, WITNESSED, data);
    let event = event.part(NOTE, "text/plain; charset=utf-8", note.as_bytes());
    let tx = flow.store().begin().await?;
    journal::write(flow, &*tx, &checkpoint.municipality, vec![event]).await?;
    tx.put_setting(name, note).await?;
    tx.commit().await?;
    Ok(())
}

/// Size that a note states; 0 for none.
fn size_of(note: &str) -> i64 {
    note.lines().nth(1).and_then(|l| l.parse().ok()).unwrap_or(0)
}
