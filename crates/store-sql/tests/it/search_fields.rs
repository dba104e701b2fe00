//! Searching by fields, making the index anew, forgetting, keeping searches.

use crate::both::{T0, TestDb};
use crate::rows;
use model::Id as _;
use model::item::{Answer, Item};
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::publication::PublicationState;
use store::{SearchFilter, SearchKind};

fn words(text: &str) -> SearchFilter {
    SearchFilter {
        text: text.to_owned(),
        ..SearchFilter::default()
    }
}

fn answer(db: &TestDb, item: &Item) -> Answer {
    Answer {
        id: db.source.id(),
        municipality: item.municipality.clone(),
        item: item.id.clone(),
        text: String::new(),
        state: PublicationState::Scheduled,
        key: String::new(),
        remote_id: String::new(),
        url: String::new(),
        problem: String::new(),
        author: db.bo.id.clone(),
        created_at: T0.plus(2),
        published_at: None,
        version: 1,
    }
}

fn moderation(db: &TestDb, item: &Item) -> Moderation {
    Moderation {
        id: db.source.id(),
        municipality: item.municipality.clone(),
        item: item.id.clone(),
        act: ModerationAct::Hide,
        ground: String::new(),
        reason: String::new(),
        evidence: db.source.id(),
        state: ModerationState::Decided,
        means: "thread-gate".to_owned(),
        problem: String::new(),
        decided_by: db.bo.id.clone(),
        decided_at: T0.plus(2),
        confirmed_at: None,
        version: 1,
    }
}

/// Everything that can be said, each once: ids by what they are.
struct Said {
    revision: String,
    item: String,
    answer: String,
    reason: String,
    note: String,
}

/// A post with a picture, published and taken away; a comment that was edited, hidden and answered; a decision; a note.
async fn said(db: &TestDb) -> Said {
    let mut post = rows::post(&db.source, &db.channel);
    post.text = "Skolene åpner igjen".to_owned();
    let mut revision = rows::revision(&db.source, &post, 1);
    revision.content.text.clone_from(&post.text);
    let media = rows::media(&db.source, &post, 0);
    revision.content.media.push(model::post::FrozenMedia {
        id: media.id.clone(),
        blob: media.blob.clone(),
        mime: media.mime.clone(),
        width: media.width,
        height: media.height,
        note: model::post::MediaNote {
            alt: "Elever i gangen".to_owned(),
            ..media.note.clone()
        },
    });
    let mut publication = rows::publication(&db.source, &revision, &db.channel);
    let mut item = Item {
        text: "Første ord om skolen".to_owned(),
        written_at: T0.plus(1),
        ..rows::item(&db.source, &db.channel, "r1")
    };
    let answer = Answer {
        text: "Takk for svaret".to_owned(),
        ..answer(db, &item)
    };
    let moderation = Moderation {
        ground: "batsfjord:5.2(a)".to_owned(),
        reason: "Sjikane av en lærer".to_owned(),
        ..moderation(db, &item)
    };
    let mut approval = rows::approval(&db.source, &db.ann, post.id.as_str(), 1);
    let tx = db.writing().await;
    tx.insert_post(&post).await.unwrap();
    tx.insert_revision(&revision).await.unwrap();
    tx.insert_publication(&publication).await.unwrap();
    publication.state = PublicationState::Removed;
    tx.update_publication(&mut publication).await.unwrap();
    tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
    let edited = Item {
        text: "Andre ord".to_owned(),
        received_at: T0.plus(9),
        ..item.clone()
    };
    tx.receive_items(&[edited]).await.unwrap();
    item = tx.item(&db.home, &item.id).await.unwrap();
    item.visibility = model::item::Visibility::Hidden;
    item.state = model::item::ItemState::Closed;
    item.closed_reason = "Trenger ikke svar".to_owned();
    tx.update_item(&mut item).await.unwrap();
    tx.insert_answer(&answer).await.unwrap();
    tx.insert_moderation(&moderation).await.unwrap();
    tx.insert_approval(&approval).await.unwrap();
    approval.state = model::approval::ApprovalState::Returned;
    approval.decided_by = Some(db.ann.id.clone());
    approval.decided_at = Some(T0.plus(3));
    approval.note = "Skriv hvilken skole".to_owned();
    tx.update_approval(&mut approval).await.unwrap();
    tx.commit().await.unwrap();
    Said {
        revision: revision.id.to_string(),
        item: item.id.to_string(),
        answer: answer.id.to_string(),
        reason: moderation.id.to_string(),
        note: approval.id.to_string(),
    }
}

async fn subjects(db: &TestDb, filter: &SearchFilter) -> Vec<String> {
    let page = db
        .reading()
        .await
        .search(&db.home, filter, None, 100)
        .await
        .unwrap();
    let mut all: Vec<String> = page.items.into_iter().map(|h| h.subject).collect();
    all.sort();
    all
}

/// Questions about what [`said`] says, and which of it answers them.
fn asked(db: &TestDb, said: &Said) -> Vec<(&'static str, SearchFilter, Vec<String>)> {
    let old = format!("{}.1", said.item);
    let all = SearchFilter::default();
    let list = |ids: &[&String]| {
        let mut ids: Vec<String> = ids.iter().map(|s| (*s).clone()).collect();
        ids.sort();
        ids
    };
    let who = |people: &[&model::person::Person], name: &str| store::Who {
        people: people.iter().map(|p| p.id.clone()).collect(),
        name: name.to_owned(),
    };
    let by = said;
    vec![
        ("stems", words("skole"), list(&[&by.revision, &old, &by.note])),
        ("a phrase", words("\"ord om skolen\""), list(&[&old])),
        ("not in this order", words("\"om ord\""), vec![]),
        ("left out", words("skole -åpner"), list(&[&old, &by.note])),
        (
            "only left out",
            words("-skole"),
            list(&[&by.item, &by.answer, &by.reason]),
        ),
        ("a picture's text", words("elever"), list(&[&by.revision])),
        ("why it was closed", words("trenger"), list(&[&by.item])),
        ("an answer", words("takk svar"), list(&[&by.answer])),
        (
            "a kind",
            SearchFilter {
                kind: Some(SearchKind::Version),
                ..all.clone()
            },
            list(&[&old]),
        ),
        (
            "hidden",
            SearchFilter {
                hidden: Some(true),
                ..all.clone()
            },
            list(&[&by.item]),
        ),
        (
            "deleted",
            SearchFilter {
                deleted: Some(true),
                ..all.clone()
            },
            list(&[&by.revision, &old]),
        ),
        (
            "a picture",
            SearchFilter {
                image: Some(true),
                ..all.clone()
            },
            list(&[&by.revision]),
        ),
        (
            "a state",
            SearchFilter {
                state: "removed".to_owned(),
                ..all.clone()
            },
            list(&[&by.revision]),
        ),
        (
            "another",
            SearchFilter {
                state: "returned".to_owned(),
                ..all.clone()
            },
            list(&[&by.note]),
        ),
        (
            "a ground",
            SearchFilter {
                ground: "Batsfjord 5.2 a".to_owned(),
                ..all.clone()
            },
            list(&[&by.reason]),
        ),
        (
            "a channel",
            SearchFilter {
                channels: Some(vec![db.channel.id.clone()]),
                ..words("ord")
            },
            list(&[&by.item, &old]),
        ),
        (
            "another's",
            SearchFilter {
                channels: Some(vec![db.away_channel.id.clone()]),
                ..all.clone()
            },
            vec![],
        ),
        (
            "no channel",
            SearchFilter {
                channels: Some(vec![]),
                ..words("ord")
            },
            vec![],
        ),
        (
            "one of ours",
            SearchFilter {
                person: Some(who(&[&db.ann], "")),
                ..words("skole")
            },
            list(&[&by.revision, &by.note]),
        ),
        (
            "an author",
            SearchFilter {
                person: Some(who(&[], "nordm")),
                ..all.clone()
            },
            list(&[&by.item, &old]),
        ),
        (
            "nobody",
            SearchFilter {
                person: Some(who(&[], "?")),
                ..words("ord")
            },
            vec![],
        ),
        (
            "since",
            SearchFilter {
                from: Some(T0.plus(3)),
                ..words("skole")
            },
            list(&[&by.note]),
        ),
        (
            "before",
            SearchFilter {
                to: Some(T0.plus(3)),
                ..words("skole")
            },
            list(&[&by.revision, &old]),
        ),
        (
            "only times",
            SearchFilter {
                from: Some(T0.plus(3)),
                to: Some(T0.plus(4)),
                ..all.clone()
            },
            list(&[&by.note]),
        ),
        ("nothing", all, vec![]),
    ]
}

both! {
    async fn everything_said_is_found_by_every_field(db: TestDb) {
        let said = said(&db).await;
        for (what, filter, expected) in asked(&db, &said) {
            assert_eq!(subjects(&db, &filter).await, expected, "{what}");
            let facets = db.reading().await.facets(&db.home, &filter).await.unwrap();
            assert_eq!(usize::try_from(facets.total).unwrap(), expected.len(), "{what}");
        }
        let facets = db.reading().await.facets(&db.home, &words("skole")).await.unwrap();
        assert_eq!(facets.kinds, [(SearchKind::Revision, 1), (SearchKind::Version, 1), (SearchKind::Approval, 1)]);
        assert_eq!(facets.channels, [(db.channel.id.clone(), 2)]);
        assert_eq!(facets.states, [("removed".to_owned(), 1), ("returned".to_owned(), 1)]);
        assert_eq!((facets.image, facets.hidden, facets.deleted, facets.more), (1, 0, 2, false));
    }

    async fn made_anew_the_index_answers_the_same(db: TestDb) {
        let said = said(&db).await;
        let all = SearchFilter { from: Some(model::Millis(0)), ..SearchFilter::default() };
        let before = db.reading().await.search(&db.home, &all, None, 100).await.unwrap();
        assert_eq!(before.items.len(), 6);
        let tx = db.writing().await;
        tx.receive_items(&[rows::item(&db.source, &db.away_channel, "r1")]).await.unwrap();
        tx.clear_search(&db.home).await.unwrap();
        assert!(tx.search(&db.home, &all, None, 100).await.unwrap().items.is_empty());
        assert_eq!(tx.search(&db.away, &all, None, 100).await.unwrap().items.len(), 1, "another's stays");
        for kind in SearchKind::ALL {
            let mut after = String::new();
            while let Some(last) = tx.index_next(&db.home, *kind, &after, 1).await.unwrap() {
                after = last;
            }
        }
        tx.commit().await.unwrap();
        let after = db.reading().await.search(&db.home, &all, None, 100).await.unwrap();
        assert_eq!(after, before);
        for (what, filter, expected) in asked(&db, &said) {
            assert_eq!(subjects(&db, &filter).await, expected, "{what}");
        }
    }

    async fn what_is_forgotten_about_a_thing_is_not_found(db: TestDb) {
        let said = said(&db).await;
        let tx = db.writing().await;
        tx.unindex_about(&db.away, &said.item).await.unwrap();
        assert_eq!(tx.search(&db.home, &words("ord"), None, 10).await.unwrap().items.len(), 2);
        tx.unindex_about(&db.home, &said.item).await.unwrap();
        tx.purge_search().await.unwrap();
        tx.commit().await.unwrap();
        let left = SearchFilter { from: Some(model::Millis(0)), ..SearchFilter::default() };
        let mut expected = vec![said.revision.clone(), said.note.clone()];
        expected.sort();
        assert_eq!(subjects(&db, &left).await, expected);
    }

    async fn searches_are_kept_for_their_owner(db: TestDb) {
        let saved = |name: &str, query: &str| store::SavedSearch {
            id: db.source.id(),
            municipality: db.home.clone(),
            person: db.ann.id.clone(),
            name: name.to_owned(),
            query: query.to_owned(),
            created_at: T0,
        };
        let (one, other, again) = (saved("Skoler", "q=skole"), saved("Bad", "q=bad"), saved("Skoler", "q=skoler"));
        let tx = db.writing().await;
        for search in [&one, &other, &again] {
            tx.put_saved_search(search).await.unwrap();
        }
        let kept = store::SavedSearch { query: "q=skoler".to_owned(), ..one.clone() };
        assert_eq!(tx.saved_searches(&db.home, &db.ann.id).await.unwrap(), [other.clone(), kept]);
        assert!(tx.saved_searches(&db.away, &db.ann.id).await.unwrap().is_empty());
        let stranger = db.source.id();
        assert!(tx.delete_saved_search(&db.home, &stranger, &other.id).await.is_err());
        tx.delete_saved_search(&db.home, &db.ann.id, &other.id).await.unwrap();
        assert_eq!(tx.saved_searches(&db.home, &db.ann.id).await.unwrap().len(), 1);
    }
}
