//! Settings of the installation.

both! {
    async fn a_setting_is_set_replaced_and_taken_once(db: TestDb) {
        let tx = db.writing().await;
        tx.put_setting("setup", "one").await.unwrap();
        tx.put_setting("setup", "two").await.unwrap();
        assert_eq!(tx.setting("setup").await.unwrap().as_deref(), Some("two"));
        assert!(tx.take_setting("setup").await.unwrap());
        assert!(!tx.take_setting("setup").await.unwrap());
        assert_eq!(tx.setting("setup").await.unwrap(), None);
    }

    async fn what_is_not_committed_is_undone(db: TestDb) {
        let tx = db.writing().await;
        tx.put_setting("key", "value").await.unwrap();
        drop(tx);
        assert_eq!(db.reading().await.setting("key").await.unwrap(), None);
        let tx = db.writing().await;
        assert_eq!(tx.setting("key").await.unwrap(), None);
        tx.put_setting("key", "value").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.reading().await.setting("key").await.unwrap().as_deref(), Some("value"));
    }
}
