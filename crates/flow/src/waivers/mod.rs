//! Waivers: somebody asks to be excused from a clause, and somebody whom the clause names gives it.

mod ask;
mod end;
mod in_force;
mod list;

pub(crate) use ask::told;
pub use ask::{NewWaiver, Offer, ask, offer};
pub use end::end;
pub use in_force::InForce;
pub(crate) use in_force::Thing;
pub use list::{Shown, list, never_used, show};

use crate::{Result, approvals};
use model::archive::RecordKind;
use model::person::Permission;
use model::waiver::{Waiver, WaiverSubject, WaiverTerms};
use model::{Id as _, ItemId, MunicipalityId};
use store::Tx;

/// What an approval of a waiver is bound to.
pub(crate) fn digest(terms: &WaiverTerms) -> Result<String> {
    approvals::digest(terms)
}

/// Who may ask, by what it is for: those who do such things.
fn needed(subject: WaiverSubject) -> Permission {
    match subject {
        WaiverSubject::Post => Permission::WritePost,
        WaiverSubject::Item => Permission::Answer,
        WaiverSubject::Channel => Permission::ApplyChannel,
        WaiverSubject::Municipality => Permission::SeeDuties,
    }
}

/// The record that a waiver's entries go to: that of what it is for.
pub(crate) async fn record(
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    waiver: &Waiver,
) -> Result<(RecordKind, String)> {
    let id = waiver.terms.subject_id.clone();
    Ok(match waiver.terms.subject {
        WaiverSubject::Post => (RecordKind::Post, id),
        WaiverSubject::Channel => (RecordKind::Channel, id),
        WaiverSubject::Municipality => (RecordKind::Municipality, id),
        WaiverSubject::Item => {
            let item = ItemId::parse(&id).map_err(|_| crate::Error::NotFound)?;
            let item = tx.item(municipality, &item).await?;
            crate::inbox::record_of(tx, &item).await?
        }
    })
}
