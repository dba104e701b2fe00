//! The register of channels.

use crate::both::T0;
use crate::rows;
use model::channel::{ChannelState, Network};
use store::{Poll, StoreError};

both! {
    async fn a_channel_comes_back_as_kept_and_only_at_home(db: TestDb) {
        let read = db.reading().await;
        assert_eq!(read.channel(&db.home, &db.channel.id).await.unwrap(), db.channel);
        assert!(matches!(read.channel(&db.away, &db.channel.id).await, Err(StoreError::NotFound("channel"))));
        assert_eq!(read.channels(&db.away).await.unwrap(), vec![db.away_channel.clone()]);
    }

    async fn lists_go_by_state_and_the_public_one_by_network(db: TestDb) {
        let tx = db.writing().await;
        for (name, state, network) in [
            ("A requested", ChannelState::Requested, Network::Bluesky),
            ("Z closing", ChannelState::Closing, Network::Bluesky),
            ("Closed", ChannelState::Closed, Network::Mastodon),
        ] {
            let mut channel = rows::channel(&db.source, &db.ann, name);
            (channel.state, channel.network) = (state, network);
            tx.insert_channel(&channel).await.unwrap();
        }
        let names = |channels: Vec<model::channel::Channel>| channels.into_iter().map(|c| c.name).collect::<Vec<_>>();
        let all = names(tx.channels(&db.home).await.unwrap());
        assert_eq!(all, ["A requested", "Båtsfjord kommune", "Closed", "Z closing"]);
        let public = names(tx.public_channels(&db.home).await.unwrap());
        assert_eq!(public, ["Z closing", "Båtsfjord kommune"]);
        let some = tx.channels_in(&db.home, &[ChannelState::Requested, ChannelState::Closed]).await.unwrap();
        assert_eq!(names(some), ["A requested", "Closed"]);
        assert!(tx.channels_in(&db.home, &[]).await.unwrap().is_empty());
    }

    async fn a_poll_does_not_disturb_an_edit(db: TestDb) {
        let tx = db.writing().await;
        let mut edited = db.channel.clone();
        let poll = |polled_at, cursor: &str, health: &str| Poll {
            polled_at,
            cursor: cursor.to_owned(),
            health: health.to_owned(),
        };
        tx.note_poll(&db.home, &edited.id, &poll(Some(T0), "page-2", "")).await.unwrap();
        edited.purpose = "Answers".to_owned();
        edited.state = ChannelState::Closing;
        edited.secret_sealed = None;
        edited.cursor = "not written".to_owned();
        tx.update_channel(&mut edited).await.unwrap();
        tx.note_poll(&db.home, &edited.id, &poll(None, "page-3", "network-down")).await.unwrap();
        let now = tx.channel(&db.home, &edited.id).await.unwrap();
        assert_eq!((now.polled_at, now.cursor.as_str(), now.health.as_str()), (Some(T0), "page-3", "network-down"));
        assert_eq!((now.purpose.as_str(), now.state, now.version), ("Answers", ChannelState::Closing, 2));
        assert_eq!(now.secret_sealed, None);
        let foreign = tx.note_poll(&db.away, &edited.id, &poll(None, "", "")).await;
        assert!(matches!(foreign, Err(StoreError::NotFound("channel"))));
    }

    async fn a_stale_or_foreign_change_is_refused(db: TestDb) {
        let tx = db.writing().await;
        let mut stale = db.channel.clone();
        tx.update_channel(&mut db.channel.clone()).await.unwrap();
        assert!(matches!(tx.update_channel(&mut stale).await, Err(StoreError::Conflict("channel"))));
        let mut foreign = db.away_channel.clone();
        foreign.municipality = db.home.clone();
        assert!(matches!(tx.update_channel(&mut foreign).await, Err(StoreError::Conflict("channel"))));
    }
}
