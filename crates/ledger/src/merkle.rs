//! The RFC 6962 Merkle log: appending with a compact frontier, and a whole tree in memory for proofs.

use crate::{Hash, LedgerError};
use model::archive::LogState;
use sha2::{Digest as _, Sha256};

/// `SHA-256(0x00 ‖ leaf)`, RFC 6962 §2.1.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update([0]);
    sha.update(leaf);
    sha.finalize().into()
}

/// `SHA-256(0x01 ‖ left ‖ right)`, RFC 6962 §2.1.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut sha = Sha256::new();
    sha.update([1]);
    sha.update(left);
    sha.update(right);
    sha.finalize().into()
}

/// Root of the log without leaves: the hash of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The frontier as hashes from large to small.
fn frontier(log: &LogState) -> Result<Vec<Hash>, LedgerError> {
    let size = u64::try_from(log.size).map_err(|_| LedgerError::BadLogState)?;
    let (hashes, rest) = log.frontier.as_chunks::<32>();
    if !rest.is_empty() || u32::try_from(hashes.len()).ok() != Some(size.count_ones()) {
        return Err(LedgerError::BadLogState);
    }
    Ok(hashes.to_vec())
}

/// The log with one leaf more.
///
/// # Errors
/// [`LedgerError::BadLogState`] when size and frontier do not fit.
pub fn append(log: &LogState, leaf: Hash) -> Result<LogState, LedgerError> {
    let mut hashes = frontier(log)?;
    let mut hash = leaf;
    // Each trailing one-bit of the size is a complete subtree as large as the one just completed.
    for _ in 0..log.size.trailing_ones() {
        let left = hashes.pop().ok_or(LedgerError::BadLogState)?;
        hash = node_hash(&left, &hash);
    }
    hashes.push(hash);
    Ok(LogState {
        size: log.size.checked_add(1).ok_or(LedgerError::BadLogState)?,
        frontier: hashes.concat(),
    })
}

/// The log's root.
///
/// # Errors
/// [`LedgerError::BadLogState`] when size and frontier do not fit.
pub fn root(log: &LogState) -> Result<Hash, LedgerError> {
    Ok(frontier(log)?
        .into_iter()
        .rev()
        .reduce(|right, left| node_hash(&left, &right))
        .unwrap_or_else(empty_root))
}

/// A log of which only the roots of complete subtrees are known: what [`append`] and [`root`] do, many times over.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    hashes: Vec<Hash>,
}

impl Frontier {
    /// Adds a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.hashes.pop() else { break };
            hash = node_hash(&left, &hash);
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let hashes = self.hashes.iter().copied().rev();
        hashes
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }
}

/// A whole log in memory, about 64 bytes a leaf: gives every root, proof and tile in logarithmic time.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Roots of all complete subtrees of 2^level leaves.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let Some(row) = self.levels.get_mut(level) else {
                return;
            };
            let left = if row.len() % 2 == 1 {
                row.last().copied()
            } else {
                None
            };
            row.push(hash);
            match left {
                Some(left) => hash = node_hash(&left, &hash),
                None => return,
            }
        }
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels
            .first()
            .map_or(0, |row| u64::try_from(row.len()).unwrap_or(u64::MAX))
    }

    /// Root of the complete subtree number `index` of 2^`level` leaves.
    #[must_use]
    pub fn node(&self, level: u32, index: u64) -> Option<Hash> {
        self.levels
            .get(usize::try_from(level).ok()?)?
            .get(usize::try_from(index).ok()?)
            .copied()
    }

    /// Root of the first `size` leaves.
    ///
    /// # Errors
    /// [`LedgerError::OutOfRange`].
    pub fn root_at(&self, size: u64) -> Result<Hash, LedgerError> {
        if size == 0 {
            Ok(empty_root())
        } else {
            self.range(0, size)
        }
    }

    /// State of the log of the first `size` leaves, as it is stored.
    ///
    /// # Errors
    /// [`LedgerError::OutOfRange`].
    pub fn state_at(&self, size: u64) -> Result<LogState, LedgerError> {
        let mut frontier = Vec::new();
        let mut start = 0;
        for level in (0..64_u32).rev() {
            if size & (1 << level) != 0 {
                let node = self.node(level, start >> level).ok_or(LedgerError::OutOfRange)?;
                frontier.extend_from_slice(&node);
                start += 1 << level;
            }
        }
        Ok(LogState {
            size: i64::try_from(size).map_err(|_| LedgerError::OutOfRange)?,
            frontier,
        })
    }

    /// Proof that leaf `index` is in the log of `size` leaves, RFC 6962 §2.1.1.
    ///
    /// # Errors
    /// [`LedgerError::OutOfRange`].
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, LedgerError> {
        if index >= size || size > self.size() {
            return Err(LedgerError::OutOfRange);
        }
        let (mut from, mut to) = (0, size);
        let mut proof = Vec::new();
        while to - from > 1 {
            let middle = from + split(to - from);
            if index < middle {
                proof.push(self.range(middle, to)?);
                to = middle;
            } else {
                proof.push(self.range(from, middle)?);
                from = middle;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// Proof that the log of `old` leaves is the beginning of that of `size` leaves, RFC 6962 §2.1.2.
    ///
    /// # Errors
    /// [`LedgerError::OutOfRange`] also for `old` = 0, about which there is nothing to prove.
    pub fn consistency(&self, old: u64, size: u64) -> Result<Vec<Hash>, LedgerError> {
        if size > self.size() {
            return Err(LedgerError::OutOfRange);
        }
        let ranges = consistency_ranges(old, size)?;
        ranges
            .into_iter()
            .map(|(from, to)| self.range(from, to))
            .collect()
    }

    /// Hash of the leaves `from..to`, where `from` begins a subtree of the split of RFC 6962.
    fn range(&self, from: u64, to: u64) -> Result<Hash, LedgerError> {
        let length = to
            .checked_sub(from)
            .filter(|n| *n > 0)
            .ok_or(LedgerError::OutOfRange)?;
        if length.is_power_of_two() {
            let level = length.trailing_zeros();
            return self.node(level, from >> level).ok_or(LedgerError::OutOfRange);
        }
        let middle = from + split(length);
        Ok(node_hash(&self.range(from, middle)?, &self.range(middle, to)?))
    }
}

/// The leaves `from..to` whose hashes, in this order, prove that the log of `old` leaves is the beginning of that of `size`
/// leaves (RFC 6962 §2.1.2).
///
/// # Errors
/// [`LedgerError::OutOfRange`] also for `old` = 0, about which there is nothing to prove.
pub fn consistency_ranges(old: u64, size: u64) -> Result<Vec<(u64, u64)>, LedgerError> {
    if old == 0 || old > size {
        return Err(LedgerError::OutOfRange);
    }
    let (mut from, mut to) = (0, size);
    let mut ranges = Vec::new();
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            ranges.push((middle, to));
            to = middle;
        } else {
            ranges.push((from, middle));
            from = middle;
        }
    }
    if from != 0 {
        ranges.push((from, to));
    }
    ranges.reverse();
    Ok(ranges)
}

/// The ranges of leaves whose roots prove that leaf `index` is in the log of `size` leaves, as
/// [`Tree::inclusion`] proves it.
///
/// # Errors
/// [`LedgerError::OutOfRange`].
pub fn inclusion_ranges(index: u64, size: u64) -> Result<Vec<(u64, u64)>, LedgerError> {
    if index >= size {
        return Err(LedgerError::OutOfRange);
    }
    let (mut from, mut to) = (0, size);
    let mut ranges = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            ranges.push((middle, to));
            to = middle;
        } else {
            ranges.push((from, middle));
            from = middle;
        }
    }
    ranges.reverse();
    Ok(ranges)
}

/// The complete subtrees, as level and number, that the leaves `from..to` of a proof are made of, from large to small.
#[must_use]
pub fn subtrees(from: u64, to: u64) -> Vec<(u32, u64)> {
    let (mut from, mut out) = (from, Vec::new());
    while from < to {
        let level = 63 - (to - from).leading_zeros();
        out.push((level, from >> level));
        from += 1 << level;
    }
    out
}

/// Largest power of two below `n` (n > 1).
fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// Checks that `leaf` is number `index` of the log of `size` leaves with `root` (RFC 9162 §2.1.3.2).
///
/// # Errors
/// [`LedgerError::BadProof`].
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), LedgerError> {
    let mut last = size
        .checked_sub(1)
        .filter(|l| index <= *l)
        .ok_or(LedgerError::BadProof)?;
    let (mut place, mut hash) = (index, leaf);
    for other in proof {
        if last == 0 {
            return Err(LedgerError::BadProof);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(other, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, other);
        }
        place >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == *root {
        Ok(())
    } else {
        Err(LedgerError::BadProof)
    }
}

/// Checks that the log of `old` leaves with `old_root` is the beginning of that of `size` leaves with `root`
/// (RFC 9162 §2.1.4.2).
///
/// # Errors
/// [`LedgerError::BadProof`].
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), LedgerError> {
    if old == 0 || old > size {
        return Err(LedgerError::BadProof);
    }
    if old == size {
        let same = proof.is_empty() && old_root == root;
        return if same { Ok(()) } else { Err(LedgerError::BadProof) };
    }
    let mut rest = proof.iter();
    let (mut place, mut last) = (old - 1, size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let first = if old.is_power_of_two() {
        *old_root
    } else {
        *rest.next().ok_or(LedgerError::BadProof)?
    };
    let (mut before, mut after) = (first, first);
    for other in rest {
        if last == 0 {
            return Err(LedgerError::BadProof);
        }
        if place & 1 == 1 || place == last {
            before = node_hash(other, &before);
            after = node_hash(other, &after);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            after = node_hash(&after, other);
        }
        place >>= 1;
        last >>= 1;
    }
    let fine = last == 0 && before == *old_root && after == *root;
    if fine { Ok(()) } else { Err(LedgerError::BadProof) }
}
