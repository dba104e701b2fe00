//! Tenants.

use crate::rows;
use model::MunicipalityId;
use model::municipality::Country;
use store::StoreError;

both! {
    async fn a_municipality_comes_back_as_it_was_kept(db: TestDb) {
        let mut kept = rows::municipality(&db.source, "Vadsø");
        kept.country = Country::Sweden;
        let tx = db.writing().await;
        tx.insert_municipality(&kept).await.unwrap();
        tx.commit().await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.municipality(&kept.id).await.unwrap(), kept);
        assert_eq!(read.municipality_by_slug("vadsø").await.unwrap(), Some(kept));
        assert_eq!(read.municipality_by_slug("nowhere").await.unwrap(), None);
        assert_eq!(read.municipalities().await.unwrap().len(), 3);
        let unknown: MunicipalityId = db.id();
        assert!(matches!(read.municipality(&unknown).await, Err(StoreError::NotFound("municipality"))));
    }

    async fn a_stale_change_is_refused(db: TestDb) {
        let mut first = db.reading().await.municipality(&db.home).await.unwrap();
        let mut second = first.clone();
        let tx = db.writing().await;
        first.name = "Båtsfjord kommuneadministrasjon".to_owned();
        tx.update_municipality(&mut first).await.unwrap();
        assert_eq!(first.version, 2);
        assert!(matches!(tx.update_municipality(&mut second).await, Err(StoreError::Conflict("municipality"))));
        tx.commit().await.unwrap();
        assert_eq!(db.reading().await.municipality(&db.home).await.unwrap(), first);
    }

    async fn two_cannot_have_the_same_short_name(db: TestDb) {
        let tx = db.writing().await;
        let again = rows::municipality(&db.source, "Andøy");
        let refused = tx.insert_municipality(&again).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "municipalities"), "{refused:?}");
    }
}
