//! People, credentials, recovery codes, invitations.

use crate::both::T0;
use crate::rows;
use model::person::{Credentials, PersonState, Role};
use store::{Invitation, StoreError};

both! {
    async fn a_person_comes_back_as_kept_and_only_at_home(db: TestDb) {
        let mut cay = rows::person(&db.source, &db.home, "Cay");
        cay.locale = None;
        cay.state = PersonState::Invited;
        let tx = db.writing().await;
        tx.insert_person(&cay).await.unwrap();
        tx.commit().await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.person(&db.home, &cay.id).await.unwrap(), cay);
        assert!(matches!(read.person(&db.away, &cay.id).await, Err(StoreError::NotFound("person"))));
        assert_eq!(read.people(&db.home).await.unwrap(), vec![db.ann.clone(), cay.clone()]);
        assert_eq!(read.people(&db.away).await.unwrap(), vec![db.bo.clone()]);
        assert_eq!(read.person_by_email("cay@example.no").await.unwrap(), Some(cay));
        assert_eq!(read.person_by_email("nobody@example.no").await.unwrap(), None);
    }

    async fn only_active_people_have_a_role(db: TestDb) {
        let mut cay = rows::person(&db.source, &db.home, "Cay");
        cay.state = PersonState::Disabled;
        let mut dag = rows::person(&db.source, &db.home, "Dag");
        dag.roles = vec![Role::Leader];
        let tx = db.writing().await;
        tx.insert_person(&cay).await.unwrap();
        tx.insert_person(&dag).await.unwrap();
        assert_eq!(tx.people_with_role(&db.home, Role::Editor).await.unwrap(), vec![db.ann.clone()]);
        assert_eq!(tx.people_with_role(&db.home, Role::Leader).await.unwrap(), vec![dag]);
        assert!(tx.people_with_role(&db.home, Role::It).await.unwrap().is_empty());
    }

    async fn an_e_mail_is_used_once_in_the_installation(db: TestDb) {
        let tx = db.writing().await;
        let again = rows::person(&db.source, &db.home, "Bo");
        let refused = tx.insert_person(&again).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "people"), "{refused:?}");
    }

    async fn a_stale_or_foreign_change_is_refused(db: TestDb) {
        let tx = db.writing().await;
        let mut stale = db.ann.clone();
        let mut ann = db.ann.clone();
        ann.roles = vec![Role::Archivist];
        ann.state = PersonState::Disabled;
        ann.unit = "Archive".to_owned();
        tx.update_person(&mut ann).await.unwrap();
        assert_eq!(tx.person(&db.home, &ann.id).await.unwrap(), ann);
        assert!(matches!(tx.update_person(&mut stale).await, Err(StoreError::Conflict("person"))));
        let mut moved = ann.clone();
        moved.municipality = db.away.clone();
        assert!(matches!(tx.update_person(&mut moved).await, Err(StoreError::Conflict("person"))));
        assert_eq!(tx.person(&db.home, &ann.id).await.unwrap(), ann);
    }

    async fn a_code_of_the_second_factor_works_once(db: TestDb) {
        let tx = db.writing().await;
        let none = tx.credentials(&db.home, &db.ann.id).await.unwrap();
        assert_eq!(none, Credentials { password_hash: None, totp_sealed: None, totp_step: 0 });
        let set = Credentials {
            password_hash: Some("$argon2id$…".to_owned()),
            totp_sealed: Some(vec![7; 40]),
            totp_step: 100,
        };
        tx.put_credentials(&db.home, &db.ann.id, &set).await.unwrap();
        assert_eq!(tx.credentials(&db.home, &db.ann.id).await.unwrap(), set);
        assert!(!tx.use_totp_step(&db.home, &db.ann.id, 100).await.unwrap());
        assert!(tx.use_totp_step(&db.home, &db.ann.id, 101).await.unwrap());
        assert!(!tx.use_totp_step(&db.home, &db.ann.id, 101).await.unwrap());
        assert!(!tx.use_totp_step(&db.home, &db.ann.id, 99).await.unwrap());
        // Another municipality neither sees nor changes them.
        assert!(!tx.use_totp_step(&db.away, &db.ann.id, 200).await.unwrap());
        let refused = tx.put_credentials(&db.away, &db.ann.id, &none).await;
        assert!(matches!(refused, Err(StoreError::NotFound("person"))));
        assert!(matches!(tx.credentials(&db.away, &db.ann.id).await, Err(StoreError::NotFound("person"))));
    }

    async fn a_recovery_code_works_once_and_new_ones_replace_all(db: TestDb) {
        let tx = db.writing().await;
        let codes = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>();
        tx.put_recovery_codes(&db.home, &db.ann.id, &codes(&["a", "b", "c"])).await.unwrap();
        assert!(!tx.use_recovery_code(&db.away, &db.ann.id, "a").await.unwrap());
        assert!(tx.use_recovery_code(&db.home, &db.ann.id, "a").await.unwrap());
        assert!(!tx.use_recovery_code(&db.home, &db.ann.id, "a").await.unwrap());
        assert_eq!(tx.recovery_codes(&db.home, &db.ann.id).await.unwrap(), codes(&["b", "c"]));
        tx.put_recovery_codes(&db.home, &db.ann.id, &codes(&["d"])).await.unwrap();
        assert_eq!(tx.recovery_codes(&db.home, &db.ann.id).await.unwrap(), codes(&["d"]));
        assert!(tx.recovery_codes(&db.away, &db.ann.id).await.unwrap().is_empty());
        let refused = tx.put_recovery_codes(&db.away, &db.ann.id, &codes(&["e"])).await;
        assert!(matches!(refused, Err(StoreError::NotFound("person"))));
    }

    async fn an_invitation_is_used_once_and_the_last_one_counts(db: TestDb) {
        let invitation = |token: &str, at: i64| Invitation {
            token_hash: token.to_owned(),
            person: db.ann.id.clone(),
            municipality: db.home.clone(),
            created_at: T0.plus(at),
            expires_at: T0.plus(at + 1000),
            used_at: None,
        };
        let tx = db.writing().await;
        tx.insert_invitation(&invitation("first", 0)).await.unwrap();
        assert_eq!(tx.invitation("first").await.unwrap(), Some(invitation("first", 0)));
        tx.insert_invitation(&invitation("second", 10)).await.unwrap();
        assert!(!tx.use_invitation("first", T0.plus(20)).await.unwrap());
        assert!(!tx.use_invitation("second", T0.plus(1010)).await.unwrap(), "it has ended");
        assert!(tx.use_invitation("second", T0.plus(20)).await.unwrap());
        assert!(!tx.use_invitation("second", T0.plus(20)).await.unwrap());
        assert!(!tx.use_invitation("third", T0).await.unwrap());
        assert_eq!(tx.invitation("second").await.unwrap().unwrap().used_at, Some(T0.plus(20)));
        assert_eq!(tx.invitation("third").await.unwrap(), None);
    }
}
