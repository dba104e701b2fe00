//! Searching the archive: typed and chosen the same, answers among what is found, the index made anew.

use crate::bench::Db;
use crate::on_both;
use crate::town::Town;
use flow::archive::{Found, Wanted, drop_search, find, keep_search, kept_searches};
use model::Id as _;
use store::{NewJob, SearchKind};

on_both!(
    what_is_typed_and_chosen_finds_the_same,
    the_index_is_made_anew,
    searches_are_kept
);

fn words(q: &str) -> Wanted {
    Wanted {
        q: q.to_owned(),
        ..Wanted::default()
    }
}

async fn found(town: &Town, wanted: &Wanted) -> Found {
    find(&town.flow, &town.actor("archivist"), wanted, None, 25)
        .await
        .unwrap()
}

fn kinds(found: &Found) -> Vec<SearchKind> {
    let mut kinds: Vec<_> = found.hits.iter().map(|h| h.kind).collect();
    kinds.sort();
    kinds
}

/// A post, a comment on it, and our answer.
async fn talk(town: &Town) {
    let publication = town.published("Svømmehallene åpner igjen på mandag").await;
    let item = town.commented("c1", "Når åpnet svømmehallen i fjor?").await;
    let editor = town.actor("editor");
    flow::inbox::answer(&town.flow, &editor, &item, "Svømmehallen ble åpnet i august")
        .await
        .unwrap();
    town.work().await;
    assert!(!publication.remote_id.is_empty());
}

async fn what_is_typed_and_chosen_finds_the_same(db: Db) {
    let town = Town::new(db).await;
    talk(&town).await;
    let all = found(&town, &words("svømmehall åpning*")).await;
    assert!(all.hits.is_empty(), "every word must be there");
    let all = found(&town, &words("svømmehall åpne")).await;
    assert_eq!(
        kinds(&all),
        [SearchKind::Revision, SearchKind::Item, SearchKind::Answer]
    );
    let marked = all.hits.iter().flat_map(|h| &h.snippet).filter(|p| p.hit).count();
    assert_eq!(marked, 6, "both words, in each text, in the form they have there");
    let typed = found(&town, &words("svømmehall slag:svar")).await;
    let chosen = Wanted {
        kind: "answer".to_owned(),
        ..words("svømmehall")
    };
    assert_eq!(typed.hits, found(&town, &chosen).await.hits);
    assert_eq!(kinds(&typed), [SearchKind::Answer]);
    assert_eq!(
        kinds(&found(&town, &words("person:editor")).await),
        [SearchKind::Answer]
    );
    let authors = found(&town, &words("person:author slag:innlegg")).await;
    assert_eq!(kinds(&authors), [SearchKind::Revision, SearchKind::Revision]);
    assert!(
        found(&town, &words("svømmehall kanal:finnes-ikke"))
            .await
            .hits
            .is_empty()
    );
    let wide = found(&town, &words("svømmeh")).await;
    assert_eq!((wide.hits.len(), wide.widened), (3, true));
    let wrong = find(&town.flow, &town.actor("archivist"), &words("fra:igår"), None, 25).await;
    assert_eq!(wrong.unwrap_err().key(), "invalid");
    let employee = find(&town.flow, &town.actor("author"), &words("svømmehall"), None, 25).await;
    assert_eq!(employee.unwrap_err().key(), "not-allowed");
    town.verify().await;
}

async fn the_index_is_made_anew(db: Db) {
    let town = Town::new(db).await;
    talk(&town).await;
    let before = found(&town, &words("svømmehall")).await;
    assert_eq!(before.hits.len(), 3);
    let tx = town.flow.store().begin().await.unwrap();
    let whose = town.actor("archivist").municipality.id;
    tx.clear_search(&whose).await.unwrap();
    let job = NewJob {
        id: town.flow.source().id(),
        municipality: whose.clone(),
        kind: "search.rebuild".to_owned(),
        subject: whose.as_str().to_owned(),
        run_at: town.now(),
        created_at: town.now(),
    };
    tx.enqueue(&job).await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(&town, &words("svømmehall")).await.hits.is_empty());
    town.work().await;
    assert_eq!(found(&town, &words("svømmehall")).await, before);
}

async fn searches_are_kept(db: Db) {
    let town = Town::new(db).await;
    let archivist = town.actor("archivist");
    keep_search(&town.flow, &archivist, " Haller ", "q=hall")
        .await
        .unwrap();
    let unnamed = keep_search(&town.flow, &archivist, " ", "q=hall").await;
    assert_eq!(unnamed.unwrap_err().key(), "invalid");
    let kept = kept_searches(&town.flow, &archivist).await.unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Haller"));
    assert!(
        kept_searches(&town.flow, &town.actor("editor"))
            .await
            .unwrap()
            .is_empty()
    );
    let stranger = drop_search(&town.flow, &town.actor("editor"), &kept[0].id).await;
    assert_eq!(stranger.unwrap_err().key(), "not-found");
    drop_search(&town.flow, &archivist, &kept[0].id).await.unwrap();
}
