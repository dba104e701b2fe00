//! Who confirms the log's checkpoints besides the log: a time stamping authority, and witnesses.

use ledger::attest::Attestors;
use ledger::witness::Witness;
use networks::Http;

/// What the installation is configured to ask.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The client.
    pub http: Http,
    /// Address of the time stamping authority (RFC 3161 over HTTP).
    pub authority: Option<String>,
    /// Root certificates of the authority, and the keys of the witnesses.
    pub attestors: Attestors,
    /// Submission address of each witness, without a slash at the end.
    pub witnesses: Vec<(Witness, String)>,
}

/// Name of the setting that remembers the newest time stamp: size and time in milliseconds. Only to know when the next one
/// is due: what is proved lies in the journal.
pub(crate) fn stamped(municipality: &model::MunicipalityId) -> String {
    format!("stamped/{municipality}")
}

/// Name of the setting that remembers the newest checkpoint a witness cosigned, with its line: for publishing, and to know
/// from where the next proof begins. A witness is its name and its key: two may bear one name, and a key may be exchanged.
pub(crate) fn cosigned(municipality: &model::MunicipalityId, witness: &Witness) -> String {
    format!(
        "cosigned/{municipality}/{}/{}",
        witness.name(),
        hex::encode(witness.id())
    )
}
