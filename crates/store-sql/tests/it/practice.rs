//! The practice network.

use crate::both::{T0, TestDb};
use model::channel::Channel;
use model::practice::{PracticeComment, PracticePicture, PracticePost};
use model::{Millis, PracticeCommentId};
use store::StoreError;

fn post(db: &TestDb, channel: &Channel, key: &str, at: i64) -> PracticePost {
    PracticePost {
        id: db.id(),
        municipality: channel.municipality.clone(),
        channel: channel.id.clone(),
        text: "Velkommen".to_owned(),
        link: String::new(),
        lang: "nb".to_owned(),
        pictures: vec![PracticePicture {
            blob: "ab".repeat(32),
            mime: "image/png".to_owned(),
            alt: "A map".to_owned(),
            captions: String::new(),
        }],
        key: key.to_owned(),
        removed: false,
        created_at: T0.plus(at),
    }
}

fn comment(db: &TestDb, post: &PracticePost, key: &str, changed_at: Millis) -> PracticeComment {
    PracticeComment {
        id: db.id(),
        municipality: post.municipality.clone(),
        channel: post.channel.clone(),
        post: post.id.clone(),
        parent: None,
        author: "Kari".to_owned(),
        official: false,
        text: "Takk!".to_owned(),
        key: key.to_owned(),
        hidden: false,
        removed: false,
        created_at: T0,
        changed_at,
    }
}

both! {
    async fn the_same_key_publishes_once(db: TestDb) {
        let tx = db.writing().await;
        let first = post(&db, &db.channel, "k1", 0);
        assert_eq!(tx.insert_practice_post(&first).await.unwrap(), first.id);
        assert_eq!(tx.insert_practice_post(&post(&db, &db.channel, "k1", 5)).await.unwrap(), first.id);
        assert_eq!(tx.practice_post(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.practice_post(&db.away, &first.id).await, Err(StoreError::NotFound("practice-post"))));
        let by_key = tx.practice_post_by_key(&db.home, &db.channel.id, "k1").await.unwrap();
        assert_eq!(by_key, Some(first.clone()));
        assert_eq!(tx.practice_post_by_key(&db.home, &db.channel.id, "k2").await.unwrap(), None);
        assert_eq!(tx.practice_post_by_key(&db.away, &db.channel.id, "k1").await.unwrap(), None);
        // The same key on another channel is another post.
        let other = post(&db, &db.away_channel, "k1", 0);
        assert_eq!(tx.insert_practice_post(&other).await.unwrap(), other.id);
    }

    async fn a_page_leaves_out_what_was_taken_down(db: TestDb) {
        let tx = db.writing().await;
        let mut posts: Vec<PracticePost> = Vec::new();
        for n in 0..5 {
            posts.push(post(&db, &db.channel, &format!("k{n}"), n));
            tx.insert_practice_post(&posts[n as usize]).await.unwrap();
        }
        tx.insert_practice_post(&post(&db, &db.away_channel, "k", 0)).await.unwrap();
        let gone = posts.remove(2);
        let foreign = tx.remove_practice_post(&db.away, &gone.id).await;
        assert!(matches!(foreign, Err(StoreError::NotFound("practice-post"))));
        tx.remove_practice_post(&db.home, &gone.id).await.unwrap();
        assert!(tx.practice_post(&db.home, &gone.id).await.unwrap().removed);
        posts.reverse();
        let first = tx.practice_posts(&db.home, None, None, 3).await.unwrap();
        let second = tx.practice_posts(&db.home, None, first.next.as_ref(), 3).await.unwrap();
        assert_eq!([first.items, second.items].concat(), posts);
        let of_channel = tx.practice_posts(&db.home, Some(&db.channel.id), None, 9).await.unwrap();
        assert_eq!(of_channel.items, posts);
        let of_other = tx.practice_posts(&db.home, Some(&db.away_channel.id), None, 9).await.unwrap();
        assert!(of_other.items.is_empty());
    }

    async fn a_comment_with_a_key_is_made_once_and_without_as_often_as_written(db: TestDb) {
        let tx = db.writing().await;
        let under = post(&db, &db.channel, "k", 0);
        tx.insert_practice_post(&under).await.unwrap();
        let answer = comment(&db, &under, "a1", T0);
        assert_eq!(tx.insert_practice_comment(&answer).await.unwrap(), answer.id);
        assert_eq!(tx.insert_practice_comment(&comment(&db, &under, "a1", T0)).await.unwrap(), answer.id);
        for _ in 0..2 {
            let free = comment(&db, &under, "", T0);
            assert_eq!(tx.insert_practice_comment(&free).await.unwrap(), free.id);
        }
        assert_eq!(tx.practice_comments(&db.home, &[under.id.clone(), db.id()]).await.unwrap().len(), 3);
        assert!(tx.practice_comments(&db.away, std::slice::from_ref(&under.id)).await.unwrap().is_empty());
        let by_key = tx.practice_comment_by_key(&db.home, &under.id, "a1").await.unwrap();
        assert_eq!(by_key, Some(answer));
        assert_eq!(tx.practice_comment_by_key(&db.home, &under.id, "").await.unwrap(), None);
    }

    async fn a_poll_reads_each_change_once(db: TestDb) {
        let tx = db.writing().await;
        let under = post(&db, &db.channel, "k", 0);
        tx.insert_practice_post(&under).await.unwrap();
        let mut comments = Vec::new();
        for n in 0..4 {
            let mut written = comment(&db, &under, "", T0.plus(n / 2));
            written.parent = comments.first().map(|c: &PracticeComment| c.id.clone());
            tx.insert_practice_comment(&written).await.unwrap();
            comments.push(written);
        }
        comments.sort_by(|a, b| (a.changed_at, &a.id).cmp(&(b.changed_at, &b.id)));
        let changed = |after: Option<store::Cursor>, limit| {
            let (tx, db) = (&tx, &db);
            async move { tx.practice_comments_changed(&db.home, &db.channel.id, after.as_ref(), limit).await.unwrap() }
        };
        let first = changed(None, 3).await;
        let rest = changed(first.next.clone(), 3).await;
        assert_eq!([first.items, rest.items].concat(), comments);
        assert_eq!(rest.next, None);
        let last = comments.last().unwrap();
        let end = store::Cursor { at: last.changed_at.0, id: last.id.to_string() };
        let mut edited = comments[0].clone();
        edited.text = "Edited".to_owned();
        edited.hidden = true;
        edited.removed = true;
        edited.changed_at = T0.plus(50);
        tx.update_practice_comment(&edited).await.unwrap();
        assert_eq!(changed(Some(end), 9).await.items, vec![edited.clone()]);
        assert_eq!(tx.practice_comment(&db.home, &edited.id).await.unwrap(), edited);
        let foreign = tx.practice_comment(&db.away, &edited.id).await;
        assert!(matches!(foreign, Err(StoreError::NotFound("practice-comment"))));
        edited.id = db.id::<PracticeCommentId>();
        let unknown = tx.update_practice_comment(&edited).await;
        assert!(matches!(unknown, Err(StoreError::NotFound("practice-comment"))));
    }
}
