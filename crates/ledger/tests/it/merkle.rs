//! The log against RFC 6962 test values and an independent implementation.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::merkle::{self, Tree};
use model::archive::LogState;
use sha2::Sha256;

fn leaves(n: u64) -> Vec<Vec<u8>> {
    (0..n).map(|i| format!("leaf {i}").into_bytes()).collect()
}

#[test]
fn the_values_of_the_certificate_transparency_reference_log() {
    // Inputs and roots of the reference implementation's Merkle tests.
    let inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut log = LogState::default();
    assert_eq!(
        hex::encode(merkle::root(&log).unwrap()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    for (input, root) in inputs.iter().zip(roots) {
        log = merkle::append(&log, merkle::leaf_hash(&hex::decode(input).unwrap())).unwrap();
        assert_eq!(hex::encode(merkle::root(&log).unwrap()), root);
    }
}

#[test]
fn the_frontier_equals_full_recomputation_for_sizes_to_600() {
    let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let (mut log, mut tree) = (LogState::default(), Tree::new());
    for (size, leaf) in (1_u64..).zip(leaves(600)) {
        let hash = merkle::leaf_hash(&leaf);
        log = merkle::append(&log, hash).unwrap();
        tree.push(hash);
        oracle.push(leaf);
        let expected = *oracle.root().as_bytes();
        assert_eq!(
            merkle::root(&log).unwrap().as_slice(),
            expected.as_slice(),
            "size {size}"
        );
        assert_eq!(tree.root_at(size).unwrap().as_slice(), expected.as_slice());
        assert_eq!(tree.state_at(size).unwrap(), log);
    }
}

#[test]
fn proofs_equal_those_of_another_implementation_and_verify() {
    for size in [1_u64, 2, 3, 7, 8, 13, 64, 100] {
        let (mut oracle, mut tree) = (MemoryBackedTree::<Sha256, Vec<u8>>::new(), Tree::new());
        for leaf in leaves(size) {
            tree.push(merkle::leaf_hash(&leaf));
            oracle.push(leaf);
        }
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = tree.node(0, index).unwrap();
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(proof.concat(), oracle.prove_inclusion(index as usize).as_bytes());
            merkle::verify_inclusion(leaf, index, size, &proof, &root).unwrap();
            assert!(merkle::verify_inclusion(leaf, index + 1, size, &proof, &root).is_err());
            for at in 0..proof.len() {
                let mut bad = proof.clone();
                bad[at][5] ^= 1;
                assert!(merkle::verify_inclusion(leaf, index, size, &bad, &root).is_err());
            }
        }
        for old in 1..=size {
            let before = tree.root_at(old).unwrap();
            let proof = tree.consistency(old, size).unwrap();
            if old < size {
                let theirs = oracle.prove_consistency((size - old) as usize);
                assert_eq!(proof.concat(), theirs.as_bytes(), "{old} in {size}");
            }
            merkle::verify_consistency(old, &before, size, &root, &proof).unwrap();
            let mut other = before;
            other[0] ^= 1;
            assert!(merkle::verify_consistency(old, &other, size, &root, &proof).is_err());
            if old < size {
                assert!(merkle::verify_consistency(old, &before, size, &other, &proof).is_err());
            }
        }
    }
}

#[test]
fn a_state_whose_size_and_frontier_disagree_is_refused() {
    let log = LogState {
        size: 3,
        frontier: vec![0; 32],
    };
    assert_eq!(merkle::root(&log).unwrap_err().key(), "bad-log-state");
    assert_eq!(merkle::append(&log, [0; 32]).unwrap_err().key(), "bad-log-state");
    let log = LogState {
        size: -1,
        frontier: Vec::new(),
    };
    assert_eq!(merkle::append(&log, [0; 32]).unwrap_err().key(), "bad-log-state");
}

#[test]
fn the_pieces_of_a_proof_give_its_hashes() {
    let mut tree = ledger::merkle::Tree::new();
    for n in 0..70_u8 {
        tree.push([n; 32]);
    }
    for size in 1..=70 {
        for old in 1..=size {
            let pieces = ledger::merkle::consistency_ranges(old, size).unwrap();
            let hash = |(from, to)| {
                let subtrees = ledger::merkle::subtrees(from, to);
                let hashes = subtrees
                    .into_iter()
                    .map(|(level, index)| tree.node(level, index).unwrap());
                let hashes: Vec<_> = hashes.collect();
                let joined = hashes
                    .into_iter()
                    .rev()
                    .reduce(|right, left| ledger::merkle::node_hash(&left, &right));
                joined.unwrap()
            };
            let proof: Vec<_> = pieces.into_iter().map(hash).collect();
            assert_eq!(proof, tree.consistency(old, size).unwrap(), "{old} of {size}");
        }
    }
}
