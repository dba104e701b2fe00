//! Tiles and their paths.

use crate::sealing::municipality;
use ledger::{
    merkle::{Tree, leaf_hash},
    tile,
};

#[test]
fn paths_follow_the_specification() {
    // The example of c2sp.org/tlog-tiles.
    assert_eq!(tile::path(0, 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(tile::path(1, 5, 17), "tile/1/005.p/17");
}

#[test]
fn a_leaf_completes_one_tile_on_each_level_that_is_full() {
    assert!(tile::completed_by(255).is_empty());
    assert!(tile::completed_by(0).is_empty());
    assert_eq!(tile::completed_by(512), [(0, 1)]);
    assert_eq!(tile::completed_by(131_072), [(0, 511), (1, 1)]);
}

#[test]
fn tiles_made_while_writing_equal_those_of_the_whole_tree() {
    let municipality = municipality();
    let mut tree = Tree::new();
    let hashes: Vec<_> = (0..65_536_u32).map(|i| leaf_hash(&i.to_be_bytes())).collect();
    hashes.iter().for_each(|h| tree.push(*h));
    let tiles: Vec<_> = (0_i64..)
        .zip(hashes.chunks(256))
        .map(|(n, c)| tile::from_leaves(&municipality, n, c.iter().map(|h| h.as_slice())).unwrap())
        .collect();
    assert_eq!(tiles[77].hashes, tile::of_tree(&tree, 0, 77, 65_536).unwrap());
    let above = tile::from_children(&municipality, 1, 0, &tiles).unwrap();
    assert_eq!(above.hashes, tile::of_tree(&tree, 1, 0, 65_536).unwrap());
    assert_eq!(tile::root(&above).unwrap(), tree.root_at(65_536).unwrap());
    assert_eq!(tile::of_tree(&tree, 0, 1, 300).unwrap().len(), 44 * 32);
    assert_eq!(tile::of_tree(&tree, 0, 2, 300), None);
    assert!(tile::from_leaves(&municipality, 0, hashes[..255].iter().map(|h| h.as_slice())).is_err());
}
