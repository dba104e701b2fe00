//! What anybody may read of a municipality's log: checkpoint, key and tiles, as C2SP tlog-tiles publishes them. Entries
//! themselves are sealed and not among it.

use crate::{Error, Flow, Result};
use ledger::note::LogKey;
use ledger::tile;
use model::archive::Checkpoint;
use model::municipality::Municipality;

/// A municipality's log as it is published.
#[derive(Clone, Debug)]
pub struct PublicLog {
    /// Whose.
    pub municipality: Municipality,
    /// Public key of the log, `name+id+key` as c2sp.org/signed-note writes it.
    pub key: String,
    /// The newest checkpoint, with the lines of witnesses that signed it; `None` before the first.
    pub checkpoint: Option<Checkpoint>,
}

/// The log of the municipality with this slug.
///
/// # Errors
/// `NotFound` for an unknown slug; a wrong key.
pub async fn public_log(flow: &Flow, slug: &str) -> Result<PublicLog> {
    let read = flow.store().read().await?;
    let municipality = read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)?;
    let sealed = read.log_key(&municipality.id).await?.ok_or(Error::NotFound)?;
    let mut checkpoint = read.latest_checkpoint(&municipality.id).await?;
    if let (Some(checkpoint), Some(outside)) = (&mut checkpoint, flow.outside()) {
        let plain = checkpoint.note.clone();
        for (witness, _) in &outside.witnesses {
            let cosigned = read
                .setting(&super::outside::cosigned(&municipality.id, witness))
                .await?;
            let line = cosigned
                .as_deref()
                .and_then(|note| note.strip_prefix(plain.as_str()));
            checkpoint.note.push_str(line.unwrap_or_default());
        }
    }
    drop(read);
    let key = LogKey::open(&flow.parts.master, &municipality.id, &sealed)?;
    Ok(PublicLog {
        key: key.verifier().vkey(),
        municipality,
        checkpoint,
    })
}

/// Hashes of the tile at `path`, as c2sp.org/tlog-tiles writes what follows `tile/`: `0/x001/234`, or `0/x001/234.p/17`
/// for the first 17 of its hashes. The second value says whether the tile is complete and so never changes.
///
/// # Errors
/// `NotFound` for an unknown slug, another form of path, and what the log does not reach yet.
pub async fn public_tile(flow: &Flow, slug: &str, path: &str) -> Result<(Vec<u8>, bool)> {
    let (level, number, width) = parse(path).ok_or(Error::NotFound)?;
    let read = flow.store().read().await?;
    let municipality = read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)?.id;
    let Some(width) = width else {
        let tile = read
            .tile(&municipality, level, number)
            .await?
            .ok_or(Error::NotFound)?;
        return Ok((tile.hashes, true));
    };
    let first = number.checked_mul(256).ok_or(Error::NotFound)?;
    let wanted = usize::from(width);
    let mut hashes = Vec::with_capacity(wanted * 32);
    if level == 0 {
        let leaves = read.leaves_from(&municipality, first, wanted).await?;
        hashes.extend(leaves.concat());
    } else {
        for child in first..first + i64::from(width) {
            let Some(child) = read.tile(&municipality, level - 1, child).await? else {
                break;
            };
            hashes.extend(tile::root(&child)?);
        }
    }
    if hashes.len() == wanted * 32 {
        Ok((hashes, false))
    } else {
        Err(Error::NotFound)
    }
}

/// Level, number and, for a partial tile, its width. Only the one way to write a tile is taken.
fn parse(path: &str) -> Option<(i64, i64, Option<u8>)> {
    let (level, rest) = path.split_once('/')?;
    let level: u32 = level.parse().ok().filter(|l| *l < 8)?;
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, Some(width.parse::<u8>().ok().filter(|w| *w > 0)?)),
        None => (rest, None),
    };
    let mut number: u64 = 0;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    let written = tile::path(level, number, width.map_or(tile::WIDTH, u64::from));
    if written.strip_prefix("tile/")? != path {
        return None;
    }
    Some((i64::from(level), i64::try_from(number).ok()?, width))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_tile_has_one_address() {
        assert_eq!(parse("0/000"), Some((0, 0, None)));
        assert_eq!(parse("1/x001/234.p/17"), Some((1, 1234, Some(17))));
        assert_eq!(parse("0/x123/x456/789"), Some((0, 123_456_789, None)));
        for wrong in [
            "",
            "0",
            "0/0",
            "0/1234",
            "00/000",
            "8/000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/07",
            "0/x000/001",
            "0/001/",
            "0/../000",
            "entries/000",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
