//! Tiles: the log's hashes in rows of 256, as c2sp.org/tlog-tiles publishes them.

use crate::{Hash, LedgerError, merkle};
use model::{
    MunicipalityId,
    archive::{LogState, Tile},
};

/// Hashes in a complete tile.
pub const WIDTH: u64 = 256;
const BYTES: usize = 256 * 32;

/// Level and number of each tile that the last leaf of a log of `size` leaves completed, lowest level first.
/// Store these in the transaction that placed the leaf.
#[must_use]
pub fn completed_by(size: i64) -> Vec<(i64, i64)> {
    let mut out = Vec::new();
    let (mut level, mut width) = (0, 256_i64);
    while size > 0 && size % width == 0 {
        out.push((level, size / width - 1));
        level += 1;
        match width.checked_mul(256) {
            Some(wider) => width = wider,
            None => break,
        }
    }
    out
}

/// A complete tile of level 0 from the leaf hashes of its 256 entries.
///
/// # Errors
/// [`LedgerError::OutOfRange`] when there are not 256 hashes of 32 bytes.
pub fn from_leaves<'a>(
    municipality: &MunicipalityId,
    number: i64,
    leaves: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Tile, LedgerError> {
    complete(
        municipality,
        0,
        number,
        leaves.into_iter().flatten().copied().collect(),
    )
}

/// A complete tile one level above its 256 complete children, which come in order.
///
/// # Errors
/// [`LedgerError::OutOfRange`] when there are not 256 complete tiles.
pub fn from_children<'a>(
    municipality: &MunicipalityId,
    level: i64,
    number: i64,
    children: impl IntoIterator<Item = &'a Tile>,
) -> Result<Tile, LedgerError> {
    let mut hashes = Vec::with_capacity(BYTES);
    for child in children {
        hashes.extend_from_slice(&root(child)?);
    }
    complete(municipality, level, number, hashes)
}

fn complete(
    municipality: &MunicipalityId,
    level: i64,
    number: i64,
    hashes: Vec<u8>,
) -> Result<Tile, LedgerError> {
    if hashes.len() != BYTES {
        return Err(LedgerError::OutOfRange);
    }
    Ok(Tile {
        municipality: municipality.clone(),
        level,
        number,
        hashes,
    })
}

/// Root of a tile's subtree, one hash of the tile above.
///
/// # Errors
/// [`LedgerError::OutOfRange`] when the tile is not complete.
pub fn root(tile: &Tile) -> Result<Hash, LedgerError> {
    let (hashes, rest) = tile.hashes.as_chunks::<32>();
    if tile.hashes.len() != BYTES || !rest.is_empty() {
        return Err(LedgerError::OutOfRange);
    }
    let mut log = LogState::default();
    for hash in hashes {
        log = merkle::append(&log, *hash)?;
    }
    merkle::root(&log)
}

/// Hashes of tile `number` on `level` in a log of `size` leaves: 256 of them, or fewer for the partial tile at
/// the right edge; `None` beyond it.
#[must_use]
pub fn of_tree(tree: &merkle::Tree, level: u32, number: u64, size: u64) -> Option<Vec<u8>> {
    let depth = level.checked_mul(8).filter(|d| *d < 64)?;
    let available = size.min(tree.size()) >> depth;
    let from = number.checked_mul(WIDTH)?;
    let to = from.checked_add(WIDTH)?.min(available);
    let hashes: Option<Vec<Hash>> = (from..to).map(|i| tree.node(depth, i)).collect();
    hashes.filter(|h| !h.is_empty()).map(|h| h.concat())
}

/// Path under which a tile is published: `tile/0/x001/234`, with `.p/17` behind it when only 17 of its hashes are there.
#[must_use]
pub fn path(level: u32, number: u64, width: u64) -> String {
    let mut groups = vec![format!("{:03}", number % 1000)];
    let mut rest = number / 1000;
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    let partial = if width == WIDTH {
        String::new()
    } else {
        format!(".p/{width}")
    };
    format!("tile/{level}/{}{partial}", groups.join("/"))
}
