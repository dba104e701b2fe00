//! A whole version as one file, and who is asked to acknowledge it.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::packs::{begin, bench, files, into_force, now, reword};
use flow::packs::{Taken, changes, open, remove, take_zip, zipped};

on_both!(
    a_zip_comes_back_as_it_went_and_a_bad_one_changes_nothing,
    who_must_acknowledge_is_told_before_and_after,
);

/// A zip of these files.
fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        out.start_file(*path, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut out, bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

async fn a_zip_comes_back_as_it_went_and_a_bad_one_changes_nothing(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    reword(&bench, &id, "Alle sammen.").await;
    let editor = now(&bench, "editor").await;
    let (name, bytes) = zipped(&bench.flow, &editor, &id).await.unwrap();
    assert!(name.starts_with("batsfjord-") && name.ends_with(".zip"), "{name}");
    let before = files(&bench.flow, &editor, &id).await;
    let revision = async || open(&bench.flow, &editor, &id).await.unwrap().version.revision;
    // Over a draft in which a file is gone.
    let path = &before.iter().find(|f| f.path.contains("/lessons/")).unwrap().path;
    remove(&bench.flow, &editor, &id, revision().await, path)
        .await
        .unwrap();
    let taken = take_zip(&bench.flow, &editor, &id, revision().await, bytes.clone())
        .await
        .unwrap();
    assert!(matches!(taken, Taken::Stored));
    assert_eq!(files(&bench.flow, &editor, &id).await, before);
    // What does not load is told of and not taken.
    let header = b"[pack]\nid = \"batsfjord\"\n".to_vec();
    let faulty = zip(&[
        ("any/pack.toml", header.clone()),
        ("any/clauses/a.toml", b"[[clause]]\nid = ".to_vec()),
    ]);
    let Taken::Faulty(told) = take_zip(&bench.flow, &editor, &id, revision().await, faulty)
        .await
        .unwrap()
    else {
        panic!("a pack that does not load was taken");
    };
    assert!(
        told.troubles
            .iter()
            .any(|t| t.file == "batsfjord/clauses/a.toml" && t.line == 2),
        "{:?}",
        told.troubles
    );
    let large = vec![b'x'; 300 * 1024];
    let many: Vec<_> = (0..600).map(|n| format!("clauses/c{n}.toml")).collect();
    let mut crowd = vec![("pack.toml", header.clone())];
    crowd.extend(many.iter().map(|n| (n.as_str(), Vec::new())));
    for (bad, wanted) in [
        (b"no zip".to_vec(), "zip-unreadable"),
        (zip(&[("clauses/a.toml", Vec::new())]), "zip-no-pack"),
        (
            zip(&[("pack.toml", header.clone()), ("../evil.toml", Vec::new())]),
            "pack-path",
        ),
        (
            zip(&[("pack.toml", header.clone()), ("clauses/A.sh", Vec::new())]),
            "pack-path",
        ),
        (
            zip(&[
                ("pack.toml", header.clone()),
                ("clauses/a.toml", vec![0xff, 0xfe]),
            ]),
            "file-not-text",
        ),
        (
            zip(&[("pack.toml", header.clone()), ("clauses/a.toml", large)]),
            "file-too-large",
        ),
        (zip(&crowd), "too-many-files"),
        (vec![0; 5 * 1024 * 1024], "zip-too-large"),
    ] {
        let told = take_zip(&bench.flow, &editor, &id, revision().await, bad).await;
        assert_eq!(faults(told), [("file".to_owned(), wanted)], "{wanted}");
    }
    assert_eq!(files(&bench.flow, &editor, &id).await, before);
    let stale = take_zip(&bench.flow, &editor, &id, 1, bytes).await;
    assert_eq!(key(stale), "conflict");
}

async fn who_must_acknowledge_is_told_before_and_after(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    reword(&bench, &id, "Alle sammen.").await;
    let editor = now(&bench, "editor").await;
    let told = changes(&bench.flow, &editor, &id).await.unwrap().unwrap();
    let waiting: usize = told.acknowledgers.iter().map(|g| g.missing.len()).sum();
    assert!(waiting > 0, "{:?}", told.acknowledgers);
    assert!(told.acknowledgers.iter().any(|g| !g.clauses.is_empty()));
    let today = flow_today(&bench);
    into_force(&bench, &id, &today).await;
    let editor = now(&bench, "editor").await;
    let after = changes(&bench.flow, &editor, &id).await.unwrap().unwrap();
    assert_eq!(
        after.clauses.len(),
        told.clauses.len(),
        "beside what was in force before"
    );
    let digest = open(&bench.flow, &editor, &id).await.unwrap().version.digest;
    let name = after.acknowledgers[0].missing[0].clone();
    let read = bench.flow.store().read().await.unwrap();
    let people = read.people(&editor.municipality.id).await.unwrap();
    drop(read);
    let mut hers = editor.clone();
    hers.person = people.into_iter().find(|p| p.name == name).unwrap();
    flow::duties::acknowledge(&bench.flow, &hers, &digest)
        .await
        .unwrap();
    let after = changes(&bench.flow, &editor, &id).await.unwrap().unwrap();
    assert!(after.acknowledgers.iter().all(|g| !g.missing.contains(&name)));
}

/// The municipality's day now.
fn flow_today(bench: &Bench) -> String {
    let zone = model::calendar::zone(bench.actor("editor").municipality.country);
    let now = bench.flow.source().now();
    now.timestamp().to_zoned(zone).date().to_string()
}
