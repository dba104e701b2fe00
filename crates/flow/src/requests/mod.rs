//! Requests for access to what the municipality keeps (innsyn, utlämnande): in, reviewed, confirmed by another, out.

mod content;
mod grounds;
mod package;
mod receive;
mod review;
mod select;
mod settle;
mod show;

pub use content::Content;
pub use grounds::{GROUNDS, Ground, grounds};
pub use package::{Words, package, preview};
pub(crate) use receive::told;
pub use receive::{NewRequest, enter, receive};
pub use review::{Decided, cover, cover_faces, decide, faces, mark, uncover, unmark};
pub use select::{add, add_found, remove};
pub use settle::{answer, appeal, close, confirm, hold_off, ready, sent, take_back};
pub use show::{Reviewed, Suggestion, Thing, list, one, thing};

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use model::request::{Request, RequestState};
use serde_json::Value;
use store::Tx;

/// Longest line and text of a form, in characters.
const LINE: usize = 200;
const TEXT: usize = 10_000;

/// Writes what happened to a request into its record.
async fn note(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    request: &Request,
    kind: &str,
    data: Value,
) -> Result<()> {
    let event = Event::new(RecordKind::Case, request.id.as_str(), kind, data).by(actor);
    journal::write(flow, tx, &request.municipality, vec![event]).await?;
    Ok(())
}

/// Goes on only while things may still be chosen and reviewed.
fn must_be_open(request: &Request) -> Result<()> {
    if request.state == RequestState::Working {
        Ok(())
    } else {
        Err(Error::refused("request-not-open"))
    }
}

/// Work on a request begins with the first thing chosen or the answer; an appeal takes it up again.
async fn take_up(tx: &dyn Tx, request: &mut Request) -> Result<()> {
    if matches!(request.state, RequestState::Received | RequestState::Appealed) {
        request.state = request.state.go(RequestState::Working)?;
        (request.ready_by, request.confirmed_by) = (None, None);
        request.digest.clear();
        tx.update_request(request).await?;
    }
    must_be_open(request)
}
