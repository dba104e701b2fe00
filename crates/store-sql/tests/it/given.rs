//! Answers to the guideline's questions.

use model::Id as _;
use std::collections::BTreeMap;
use store::GivenOf;

both! {
    async fn answers_are_kept_with_the_thing_they_are_about(db: TestDb) {
        let said = |word: &str| BTreeMap::from([("person.answers.keys".to_owned(), word.to_owned())]);
        let tx = db.writing().await;
        let ann = db.ann.id.as_str();
        assert!(tx.given(&db.home, GivenOf::Person, ann).await.unwrap().is_empty());
        tx.put_given(&db.home, GivenOf::Person, ann, &said("no")).await.unwrap();
        tx.put_given(&db.home, GivenOf::Person, ann, &said("yes")).await.unwrap();
        assert_eq!(tx.given(&db.home, GivenOf::Person, ann).await.unwrap(), said("yes"));
        assert!(tx.given(&db.home, GivenOf::Crisis, ann).await.unwrap().is_empty(), "of another kind");
        assert!(tx.given(&db.away, GivenOf::Person, ann).await.unwrap().is_empty(), "another municipality");
        tx.commit().await.unwrap();
    }
}
