//! Large bytes on the disk.

use std::path::PathBuf;
use store::{Blobs as _, StoreError};
use store_sql::DiskBlobs;

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

#[tokio::test]
async fn the_same_bytes_are_one_blob_under_their_digest() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(&folder.path().join("blobs")).unwrap();
    let name = blobs.put(b"abc").await.unwrap();
    // FIPS 180-2, example B.1.
    assert_eq!(
        name,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(blobs.put(b"abc").await.unwrap(), name);
    assert_eq!(blobs.get(&name).await.unwrap(), b"abc");
    assert!(blobs.exists(&name).await.unwrap());
    let empty = blobs.put(b"").await.unwrap();
    assert_eq!(blobs.list().await.unwrap(), vec![name, empty]);
    assert_eq!(files(folder.path()).len(), 2, "nothing unfinished is left");
}

#[tokio::test]
async fn what_is_removed_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(folder.path()).unwrap();
    let name = blobs.put(b"abc").await.unwrap();
    blobs.remove(&name).await.unwrap();
    blobs.remove(&name).await.unwrap();
    assert!(!blobs.exists(&name).await.unwrap());
    assert!(matches!(
        blobs.get(&name).await,
        Err(StoreError::NotFound("blob"))
    ));
    assert!(blobs.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_flipped_byte_is_found_and_the_same_bytes_mend_it() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(folder.path()).unwrap();
    let name = blobs.put(b"abc").await.unwrap();
    std::fs::write(&files(folder.path())[0], b"abd").unwrap();
    let error = blobs.get(&name).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Corrupt { id, .. } if *id == name),
        "{error:?}"
    );
    blobs.put(b"abc").await.unwrap();
    assert_eq!(blobs.get(&name).await.unwrap(), b"abc");
}

#[tokio::test]
async fn a_name_never_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), b"secret").unwrap();
    let blobs = DiskBlobs::open(&folder.path().join("blobs")).unwrap();
    for name in [
        "../secret",
        "",
        "ab",
        "/etc/passwd",
        &"A".repeat(64),
        &"é".repeat(32),
        &format!("../{}", "a".repeat(61)),
    ] {
        assert!(
            matches!(blobs.get(name).await, Err(StoreError::NotFound("blob"))),
            "{name}"
        );
        assert!(!blobs.exists(name).await.unwrap());
        blobs.remove(name).await.unwrap();
    }
    assert!(folder.path().join("secret").exists());
}

#[tokio::test]
async fn what_was_being_written_when_the_power_went_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(folder.path()).unwrap();
    let name = blobs.put(b"abc").await.unwrap();
    std::fs::write(folder.path().join("unfinished/7-0"), b"ha").unwrap();
    assert_eq!(blobs.list().await.unwrap(), vec![name.clone()]);
    assert_eq!(blobs.remove_unfinished().unwrap(), 1);
    assert_eq!(blobs.get(&name).await.unwrap(), b"abc");
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(folder.path()).unwrap();
    // A file in the place of the folder: nothing can be written there.
    std::fs::remove_dir(folder.path().join("unfinished")).unwrap();
    std::fs::write(folder.path().join("unfinished"), b"").unwrap();
    assert!(blobs.put(b"abc").await.is_err());
    assert!(blobs.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn many_at_once_all_stay() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = DiskBlobs::open(folder.path()).unwrap();
    let mut puts = tokio::task::JoinSet::new();
    for n in 0..40_u8 {
        let blobs = blobs.clone();
        // Each of ten contents four times.
        puts.spawn(async move { blobs.put(&[n % 10; 1000]).await.unwrap() });
    }
    let mut names = puts.join_all().await;
    names.sort();
    names.dedup();
    assert_eq!(blobs.list().await.unwrap(), names);
    assert_eq!(names.len(), 10);
}
