//! A municipality's own packs: versions change once at a time, files stay with their version.

use crate::both::T0;
use model::pack::{Adopted, PackFile, PackState, PackVersion};
use model::person::Person;
use model::{PackVersionId, Source};
use store::StoreError;

fn version(source: &Source, person: &Person) -> PackVersion {
    PackVersion {
        id: source.id(),
        municipality: person.municipality.clone(),
        pack: "batsfjord".to_owned(),
        version: "2027.1".to_owned(),
        base: "batsfjord@2026.1.0".to_owned(),
        state: PackState::Draft,
        digest: String::new(),
        started_by: person.id.clone(),
        started_at: T0,
        changed_by: person.id.clone(),
        changed_at: T0,
        submitted_by: None,
        submitted_at: None,
        approved_by: None,
        approved_at: None,
        note: String::new(),
        body: String::new(),
        case_ref: String::new(),
        valid_from: None,
        adopted_by: None,
        adopted_at: None,
        revision: 1,
    }
}

fn file(path: &str, text: &str, shipped: bool) -> PackFile {
    PackFile {
        path: path.to_owned(),
        text: text.to_owned(),
        shipped,
    }
}

both! {
    async fn a_version_goes_its_way_and_is_changed_once_at_a_time(db: TestDb) {
        let tx = db.writing().await;
        let mut first = version(&db.source, &db.ann);
        tx.insert_pack_version(&first).await.unwrap();
        assert_eq!(tx.pack_version(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.pack_version(&db.away, &first.id).await, Err(StoreError::NotFound(_))));
        let mut stale = first.clone();
        first.state = PackState::Adopted;
        first.digest = "ab".repeat(32);
        first.submitted_by = Some(db.ann.id.clone());
        first.submitted_at = Some(T0.plus(1));
        first.approved_by = Some(db.ann.id.clone());
        first.approved_at = Some(T0.plus(2));
        first.note = "Fine".to_owned();
        first.body = "Kommunestyret".to_owned();
        first.case_ref = "2027/4".to_owned();
        first.valid_from = Some("2027-01-01".to_owned());
        first.adopted_by = Some(db.ann.id.clone());
        first.adopted_at = Some(T0.plus(3));
        tx.update_pack_version(&mut first).await.unwrap();
        assert!(matches!(tx.update_pack_version(&mut stale).await, Err(StoreError::Conflict(_))));
        assert_eq!(tx.pack_versions(&db.home).await.unwrap(), vec![first.clone()]);
        assert_eq!(tx.pack_versions(&db.away).await.unwrap(), vec![]);
        assert_eq!(tx.pack_of_digest(&db.home, &first.digest).await.unwrap(), Some(first.clone()));
        assert_eq!(tx.pack_of_digest(&db.away, &first.digest).await.unwrap(), None);
        assert_eq!(tx.pack_of_digest(&db.home, "").await.unwrap(), None);
    }

    async fn files_belong_to_their_version_and_owner(db: TestDb) {
        let tx = db.writing().await;
        let of = version(&db.source, &db.ann);
        tx.insert_pack_version(&of).await.unwrap();
        for f in [file("batsfjord/pack.toml", "a", false), file("no-base/pack.toml", "b", true)] {
            tx.put_pack_file(&db.home, &of.id, &f).await.unwrap();
        }
        tx.put_pack_file(&db.home, &of.id, &file("batsfjord/pack.toml", "c", false)).await.unwrap();
        // Another municipality neither reads, changes nor removes it.
        tx.put_pack_file(&db.away, &of.id, &file("batsfjord/pack.toml", "theirs", false)).await.unwrap();
        tx.remove_pack_file(&db.away, &of.id, "batsfjord/pack.toml").await.unwrap();
        assert_eq!(tx.pack_files(&db.away, &of.id).await.unwrap(), vec![]);
        let kept = vec![file("batsfjord/pack.toml", "c", false), file("no-base/pack.toml", "b", true)];
        assert_eq!(tx.pack_files(&db.home, &of.id).await.unwrap(), kept);
        tx.remove_pack_file(&db.home, &of.id, "no-base/pack.toml").await.unwrap();
        assert_eq!(tx.pack_files(&db.home, &of.id).await.unwrap().len(), 1);
    }

    async fn what_a_municipality_adopted_is_kept_with_it(db: TestDb) {
        let mut home = db.reading().await.municipality(&db.home).await.unwrap();
        let id: PackVersionId = db.id();
        home.own_packs.push(Adopted { from: "2027-01-01".to_owned(), version: id });
        let tx = db.writing().await;
        tx.update_municipality(&mut home).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.reading().await.municipality(&db.home).await.unwrap(), home);
    }
}
