//! Posts, pictures, revisions.

use crate::both::{T0, TestDb};
use crate::rows;
use model::post::{Post, PostState};
use store::{PostFilter, SearchFilter, SearchKind, StoreError};

/// Seven posts in three states, several changed at the same time, newest first.
async fn seven(db: &TestDb, tx: &dyn store::Tx) -> Vec<Post> {
    let mut posts = Vec::new();
    for n in 0..7_i64 {
        let mut post = rows::post(&db.source, &db.channel);
        post.changed_at = T0.plus(n / 3);
        post.state = [PostState::Draft, PostState::Scheduled, PostState::Done][(n % 3) as usize];
        tx.insert_post(&post).await.unwrap();
        posts.push(post);
    }
    tx.insert_post(&rows::post(&db.source, &db.away_channel))
        .await
        .unwrap();
    posts.sort_by(|a, b| (b.changed_at, &b.id).cmp(&(a.changed_at, &a.id)));
    posts
}

both! {
    async fn a_post_comes_back_as_kept_and_only_at_home(db: TestDb) {
        let tx = db.writing().await;
        let mut post = rows::post(&db.source, &db.channel);
        post.revision = Some(db.id());
        tx.insert_post(&post).await.unwrap();
        tx.commit().await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.post(&db.home, &post.id).await.unwrap(), post);
        assert!(matches!(read.post(&db.away, &post.id).await, Err(StoreError::NotFound("post"))));
    }

    async fn pages_hold_every_post_once(db: TestDb) {
        let tx = db.writing().await;
        let expected = seven(&db, &*tx).await;
        for limit in [1, 3, 7, 100] {
            let mut listed = Vec::new();
            let mut after = None;
            loop {
                let page = tx.posts(&db.home, &PostFilter::default(), after.as_ref(), limit).await.unwrap();
                assert!(page.items.len() <= limit);
                listed.extend(page.items);
                assert!(listed.len() <= expected.len(), "a row came twice");
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(listed, expected, "pages of {limit}");
        }
    }

    async fn a_list_goes_by_state_and_author(db: TestDb) {
        let tx = db.writing().await;
        let all = seven(&db, &*tx).await;
        let states = vec![PostState::Draft, PostState::Done];
        let filter = PostFilter { states: states.clone(), author: None };
        let page = tx.posts(&db.home, &filter, None, 50).await.unwrap();
        let expected: Vec<Post> = all.iter().filter(|p| states.contains(&p.state)).cloned().collect();
        assert_eq!(page.items, expected);
        let cay = rows::person(&db.source, &db.home, "Cay");
        tx.insert_person(&cay).await.unwrap();
        let mut hers = rows::post(&db.source, &db.channel);
        hers.author = cay.id.clone();
        tx.insert_post(&hers).await.unwrap();
        let filter = PostFilter { states: Vec::new(), author: Some(cay.id) };
        assert_eq!(tx.posts(&db.home, &filter, None, 50).await.unwrap().items, vec![hers]);
        let counts = tx.post_counts(&db.home).await.unwrap();
        assert_eq!(counts, [(PostState::Draft, 4), (PostState::Scheduled, 2), (PostState::Done, 2)]);
    }

    async fn a_stale_or_foreign_change_is_refused(db: TestDb) {
        let tx = db.writing().await;
        let mut post = rows::post(&db.source, &db.channel);
        tx.insert_post(&post).await.unwrap();
        let mut stale = post.clone();
        post.text = "Another text".to_owned();
        post.state = PostState::Submitted;
        post.changed_at = T0.plus(8);
        post.answers.clear();
        tx.update_post(&mut post).await.unwrap();
        assert_eq!(tx.post(&db.home, &post.id).await.unwrap(), post);
        assert!(matches!(tx.update_post(&mut stale).await, Err(StoreError::Conflict("post"))));
        let mut foreign = post.clone();
        foreign.municipality = db.away.clone();
        assert!(matches!(tx.update_post(&mut foreign).await, Err(StoreError::Conflict("post"))));
    }

    async fn pictures_keep_their_order_and_note(db: TestDb) {
        let tx = db.writing().await;
        let post = rows::post(&db.source, &db.channel);
        tx.insert_post(&post).await.unwrap();
        let second = rows::media(&db.source, &post, 1);
        let mut first = rows::media(&db.source, &post, 0);
        tx.insert_media(&second).await.unwrap();
        tx.insert_media(&first).await.unwrap();
        assert_eq!(tx.media_of(&db.home, &post.id).await.unwrap(), vec![first.clone(), second.clone()]);
        assert!(tx.media_of(&db.away, &post.id).await.unwrap().is_empty());
        let mut stale = first.clone();
        first.position = 2;
        first.note.permission = Some(true);
        first.note.credit = "Kari Nordmann".to_owned();
        tx.update_media(&mut first).await.unwrap();
        assert!(matches!(tx.update_media(&mut stale).await, Err(StoreError::Conflict("media"))));
        assert_eq!(tx.media_of(&db.home, &post.id).await.unwrap(), vec![second.clone(), first.clone()]);
        assert!(matches!(tx.delete_media(&db.away, &second.id).await, Err(StoreError::NotFound("media"))));
        tx.delete_media(&db.home, &second.id).await.unwrap();
        assert!(matches!(tx.media(&db.home, &second.id).await, Err(StoreError::NotFound("media"))));
        assert_eq!(tx.media(&db.home, &first.id).await.unwrap(), first);
    }

    async fn a_revision_stays_and_is_found_by_its_words(db: TestDb) {
        let tx = db.writing().await;
        let post = rows::post(&db.source, &db.channel);
        tx.insert_post(&post).await.unwrap();
        let second = rows::revision(&db.source, &post, 2);
        let first = rows::revision(&db.source, &post, 1);
        tx.insert_revision(&second).await.unwrap();
        tx.insert_revision(&first).await.unwrap();
        assert_eq!(tx.revisions_of(&db.home, &post.id).await.unwrap(), vec![first.clone(), second]);
        assert_eq!(tx.revision(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.revision(&db.away, &first.id).await, Err(StoreError::NotFound("revision"))));
        let words = |text: &str| SearchFilter { text: text.to_owned(), ..SearchFilter::default() };
        let found = tx.search(&db.home, &words("lørdag bibliotek"), None, 10).await.unwrap();
        assert_eq!(found.items.len(), 2);
        assert!(found.items.iter().all(|hit| hit.kind == SearchKind::Revision && hit.parent == post.id.to_string()));
        assert!(tx.search(&db.away, &words("bibliotek"), None, 10).await.unwrap().items.is_empty());
        let again = rows::revision(&db.source, &post, 2);
        let refused = tx.insert_revision(&again).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "revisions"), "{refused:?}");
    }
}
