//! Revisions on channels.

use crate::both::{T0, TestDb};
use crate::rows;
use model::Millis;
use model::channel::Channel;
use model::publication::{Publication, PublicationState as S};
use store::StoreError;

/// A publication with a post and a revision of its own.
async fn publication(
    db: &TestDb,
    tx: &dyn store::Tx,
    channel: &Channel,
    state: S,
    due_at: Millis,
) -> Publication {
    let post = rows::post(&db.source, channel);
    tx.insert_post(&post).await.unwrap();
    let revision = rows::revision(&db.source, &post, 1);
    tx.insert_revision(&revision).await.unwrap();
    let mut publication = rows::publication(&db.source, &revision, channel);
    (publication.state, publication.due_at) = (state, due_at);
    tx.insert_publication(&publication).await.unwrap();
    publication
}

both! {
    async fn a_revision_goes_to_a_channel_once(db: TestDb) {
        let tx = db.writing().await;
        let first = publication(&db, &*tx, &db.channel, S::Scheduled, T0).await;
        assert_eq!(tx.publication(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.publication(&db.away, &first.id).await, Err(StoreError::NotFound("publication"))));
        let mut again = first.clone();
        again.id = db.id();
        let refused = tx.insert_publication(&again).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "publications"), "{refused:?}");
    }

    async fn what_is_due_comes_by_time(db: TestDb) {
        let tx = db.writing().await;
        let late = publication(&db, &*tx, &db.channel, S::Prepared, T0.plus(20)).await;
        let early = publication(&db, &*tx, &db.channel, S::Scheduled, T0.plus(10)).await;
        let future = publication(&db, &*tx, &db.channel, S::Scheduled, T0.plus(21)).await;
        let held = publication(&db, &*tx, &db.channel, S::Held, T0).await;
        publication(&db, &*tx, &db.away_channel, S::Scheduled, T0).await;
        let states = [S::Scheduled, S::Prepared];
        let due = tx.publications_due(&db.home, &states, T0.plus(20), 10).await.unwrap();
        assert_eq!(due, vec![early.clone(), late.clone()]);
        assert_eq!(tx.publications_due(&db.home, &states, T0.plus(20), 1).await.unwrap(), vec![early.clone()]);
        let all = tx.publications_in(&db.home, &[S::Scheduled, S::Prepared, S::Held]).await.unwrap();
        assert_eq!(all, vec![held, early, late, future]);
        assert!(tx.publications_in(&db.home, &[]).await.unwrap().is_empty());
        assert!(tx.publications_due(&db.home, &[], T0.plus(20), 9).await.unwrap().is_empty());
    }

    async fn those_of_many_posts_come_at_once(db: TestDb) {
        let tx = db.writing().await;
        let mut all = Vec::new();
        for n in 0..5 {
            all.push(publication(&db, &*tx, &db.channel, S::Scheduled, T0.plus(n)).await);
        }
        let foreign = publication(&db, &*tx, &db.away_channel, S::Scheduled, T0).await;
        let mut posts: Vec<_> = all.iter().map(|p| p.post.clone()).collect();
        posts.push(foreign.post.clone());
        posts.push(posts[0].clone());
        all.sort_by(|a, b| a.post.cmp(&b.post));
        assert_eq!(tx.publications_of(&db.home, &posts).await.unwrap(), all);
        // More posts than one statement takes.
        posts.extend((0..1200).map(|_| db.id()));
        assert_eq!(tx.publications_of(&db.home, &posts).await.unwrap(), all);
        assert!(tx.publications_of(&db.home, &[]).await.unwrap().is_empty());
    }

    async fn what_the_network_says_is_kept_and_found(db: TestDb) {
        let tx = db.writing().await;
        let mut sent = publication(&db, &*tx, &db.channel, S::Sending, T0).await;
        publication(&db, &*tx, &db.channel, S::Scheduled, T0).await;
        let mut stale = sent.clone();
        sent.state = S::Published;
        sent.remote_id = "at://did/post/1".to_owned();
        sent.remote_cid = "bafy".to_owned();
        sent.url = "https://example.social/1".to_owned();
        sent.key = "k1".to_owned();
        sent.attempts = 2;
        sent.problem = "network-slow".to_owned();
        sent.published_at = Some(T0.plus(7));
        tx.update_publication(&mut sent).await.unwrap();
        assert_eq!(tx.publication(&db.home, &sent.id).await.unwrap(), sent);
        assert!(matches!(tx.update_publication(&mut stale).await, Err(StoreError::Conflict("publication"))));
        let by = |remote: &'static str| tx.publication_by_remote(&db.home, &db.channel.id, remote);
        assert_eq!(by("at://did/post/1").await.unwrap(), Some(sent.clone()));
        assert_eq!(by("").await.unwrap(), None, "an unknown name is no name");
        let foreign = tx.publication_by_remote(&db.away, &db.channel.id, "at://did/post/1").await.unwrap();
        assert_eq!(foreign, None);
        let mut newer = publication(&db, &*tx, &db.channel, S::Sending, T0).await;
        newer.state = S::Published;
        newer.published_at = Some(T0.plus(9));
        tx.update_publication(&mut newer).await.unwrap();
        let on = |since, limit| tx.published_on(&db.home, &db.channel.id, T0.plus(since), limit);
        assert_eq!(on(0, 10).await.unwrap(), vec![newer.clone(), sent.clone()]);
        assert_eq!(on(8, 10).await.unwrap(), vec![newer.clone()]);
        assert_eq!(on(0, 1).await.unwrap(), vec![newer]);
    }
}
