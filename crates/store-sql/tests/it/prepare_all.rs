//! Every fixed statement is one that the database understands.

use store_sql::testing;

both! {
    async fn all_statements_prepare(db: TestDb) {
        let count = testing::prepare_all(&db).await.unwrap();
        assert!(count > 100, "only {count} statements are listed");
    }
}
