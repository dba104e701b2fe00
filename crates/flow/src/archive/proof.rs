//! Proofs about the log, from stored leaves and tiles: a few reads however long the log is.

use crate::{Error, Flow, Result};
use ledger::{Hash, merkle, tile};
use model::MunicipalityId;
use store::Read;

/// Proof that the log of `old` leaves is the beginning of that of `size` leaves (RFC 6962 §2.1.2); empty when there is
/// nothing to prove.
///
/// # Errors
/// `Internal` when leaves or tiles are missing.
pub(super) async fn consistency(
    flow: &Flow,
    municipality: &MunicipalityId,
    old: i64,
    size: i64,
) -> Result<Vec<Hash>> {
    let (old, size) = (number(old)?, number(size)?);
    if old == 0 || old == size {
        return Ok(Vec::new());
    }
    roots(flow, municipality, merkle::consistency_ranges(old, size)?).await
}

/// Proof that the leaf at `index` is in the log of `size` leaves (RFC 6962 §2.1.1).
///
/// # Errors
/// As [`consistency`].
pub(super) async fn inclusion(
    flow: &Flow,
    municipality: &MunicipalityId,
    index: i64,
    size: i64,
) -> Result<Vec<Hash>> {
    let ranges = merkle::inclusion_ranges(number(index)?, number(size)?)?;
    roots(flow, municipality, ranges).await
}

/// The roots of ranges of leaves.
async fn roots(flow: &Flow, municipality: &MunicipalityId, ranges: Vec<(u64, u64)>) -> Result<Vec<Hash>> {
    let read = flow.store().read().await?;
    let mut proof = Vec::new();
    for (from, to) in ranges {
        let mut hashes = Vec::new();
        for (level, index) in merkle::subtrees(from, to) {
            hashes.push(subtree(&*read, municipality, level, index).await?);
        }
        let root = hashes
            .into_iter()
            .rev()
            .reduce(|right, left| merkle::node_hash(&left, &right));
        proof.push(root.ok_or(ledger::LedgerError::OutOfRange)?);
    }
    Ok(proof)
}

/// Root of the complete subtree number `index` of 2^`level` leaves.
async fn subtree(read: &dyn Read, municipality: &MunicipalityId, level: u32, index: u64) -> Result<Hash> {
    let (row, within) = (level / 8, level % 8);
    let first = index << within;
    let count = 1_u64 << within;
    let hashes = if row == 0 {
        let leaves = read
            .leaves_from(municipality, signed(first)?, usize::try_from(count).unwrap_or(0))
            .await?;
        let leaf = |bytes: &Vec<u8>| Hash::try_from(bytes.as_slice()).map_err(|_| missing(0, first));
        leaves.iter().map(leaf).collect::<Result<Vec<_>>>()?
    } else {
        let below = i64::from(row) - 1;
        let mut roots = Vec::new();
        for child in first..first + count {
            let child = signed(child)?;
            let found = read.tile(municipality, below, child).await?;
            roots.push(tile::root(&found.ok_or_else(|| missing(row - 1, first))?)?);
        }
        roots
    };
    if u64::try_from(hashes.len()) != Ok(count) {
        return Err(missing(row, first));
    }
    let mut tree = merkle::Frontier::default();
    hashes.into_iter().for_each(|hash| tree.push(hash));
    Ok(tree.root())
}

fn number(size: i64) -> Result<u64> {
    u64::try_from(size).map_err(|_| ledger::LedgerError::OutOfRange.into())
}

fn signed(place: u64) -> Result<i64> {
    i64::try_from(place).map_err(|_| ledger::LedgerError::OutOfRange.into())
}

fn missing(level: u32, place: u64) -> Error {
    Error::Internal(format!("the log lacks hashes of level {level} from {place}"))
}
