//! What others write to us: taking it in, lists, numbers, answers.

use crate::both::{T0, TestDb};
use crate::rows;
use model::Id as _;
use model::item::{Answer, Item, ItemState, Route, Visibility};
use model::person::Person;
use model::publication::PublicationState;
use model::{Millis, Source};
use store::{Cursor, InboxCounts, InboxFilter, InboxRead, Reception, StoreError};

fn answer(source: &Source, item: &Item, by: &Person, at: Millis) -> Answer {
    Answer {
        id: source.id(),
        municipality: item.municipality.clone(),
        item: item.id.clone(),
        text: "Klokka ti".to_owned(),
        state: PublicationState::Scheduled,
        key: "key".to_owned(),
        remote_id: String::new(),
        url: String::new(),
        problem: String::new(),
        author: by.id.clone(),
        created_at: at,
        published_at: None,
        version: 1,
    }
}

/// All pages of a list, `limit` at a time, with the cursor written and read as in an address.
async fn pages(
    read: &(impl InboxRead + ?Sized),
    db: &TestDb,
    filter: &InboxFilter,
    limit: usize,
) -> Vec<Item> {
    let mut all = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = read.inbox(&db.home, filter, after.as_ref(), limit).await.unwrap();
        assert!(page.items.len() <= limit);
        all.extend(page.items);
        let Some(next) = page.next else { return all };
        after = Some(Cursor::parse(&next.to_string()).unwrap());
        assert!(all.len() < 500, "a row came twice");
    }
}

/// What `filter` should give of `items`, worked out here.
fn expected(items: &[Item], filter: &InboxFilter) -> Vec<Item> {
    let fits = |i: &&Item| {
        (filter.states.is_empty() || filter.states.contains(&i.state))
            && filter.channel.as_ref().is_none_or(|c| *c == i.channel)
            && filter.route.is_none_or(|r| r == i.route)
            && filter
                .due_before
                .is_none_or(|d| i.due_at.is_some_and(|due| due < d))
            && filter
                .claimed_by
                .as_ref()
                .is_none_or(|p| i.claimed_by.as_ref() == Some(p))
            && filter.visibility.is_none_or(|v| v == i.visibility)
            && (filter.text.is_empty() || i.text.contains(&filter.text))
    };
    let mut fit: Vec<Item> = items.iter().filter(fits).cloned().collect();
    fit.sort_by(|a, b| {
        let key = |i: &Item| (i.due_at.map_or(i64::MAX, |d| d.0), i.id.clone());
        key(a).cmp(&key(b))
    });
    fit
}

both! {
    async fn what_comes_in_is_new_seen_or_edited(db: TestDb) {
        let tx = db.writing().await;
        let first = rows::item(&db.source, &db.channel, "r1");
        let got = tx.receive_items(std::slice::from_ref(&first)).await.unwrap();
        assert_eq!((&got[0].id, got[0].reception), (&first.id, Reception::New));
        assert_eq!(tx.item(&db.home, &first.id).await.unwrap(), first);

        let again = rows::item(&db.source, &db.channel, "r1");
        let got = tx.receive_items(std::slice::from_ref(&again)).await.unwrap();
        assert_eq!((&got[0].id, got[0].reception), (&first.id, Reception::Seen));
        assert_eq!(tx.item(&db.home, &first.id).await.unwrap(), first, "seen changes nothing");

        let edit = Item {
            text: "Når stenger svømmehallen?".to_owned(),
            remote_cid: "cid-2".to_owned(),
            author_handle: "kari2.example".to_owned(),
            author_name: "Kari N.".to_owned(),
            received_at: T0.plus(500),
            // What an edit does not bring.
            state: ItemState::Closed,
            route: Route::Case,
            visibility: Visibility::Gone,
            due_at: None,
            written_at: T0.plus(400),
            ..again
        };
        let got = tx.receive_items(std::slice::from_ref(&edit)).await.unwrap();
        assert_eq!((&got[0].id, got[0].reception), (&first.id, Reception::Edited));
        let after = Item {
            text: edit.text.clone(),
            remote_cid: edit.remote_cid.clone(),
            author_handle: edit.author_handle.clone(),
            author_name: edit.author_name.clone(),
            received_at: edit.received_at,
            versions: 2,
            version: 2,
            ..first.clone()
        };
        assert_eq!(tx.item(&db.home, &first.id).await.unwrap(), after);
        let versions = tx.item_versions(&db.home, &first.id).await.unwrap();
        let seen: Vec<_> = versions.iter().map(|v| (v.number, v.text.as_str(), v.remote_cid.as_str())).collect();
        assert_eq!(seen, [(1, first.text.as_str(), "cid-1"), (2, edit.text.as_str(), "cid-2")]);
        assert_eq!(versions[1].received_at, edit.received_at);
        assert_eq!(tx.inbox_counts(&db.home, T0).await.unwrap().new, 1, "one item, however often edited");
    }

    async fn the_same_item_twice_in_one_call(db: TestDb) {
        let tx = db.writing().await;
        let first = rows::item(&db.source, &db.channel, "r1");
        let with = |text: &str| Item { text: text.to_owned(), ..rows::item(&db.source, &db.channel, "r1") };
        let call = [first.clone(), with(&first.text), with("B"), with("B"), with(&first.text)];
        let got = tx.receive_items(&call).await.unwrap();
        let receptions: Vec<_> = got.iter().map(|r| r.reception).collect();
        assert_eq!(
            receptions,
            [Reception::New, Reception::Seen, Reception::Edited, Reception::Seen, Reception::Edited]
        );
        assert!(got.iter().all(|r| r.id == first.id));
        let texts: Vec<_> = tx.item_versions(&db.home, &first.id).await.unwrap().into_iter().map(|v| v.text).collect();
        assert_eq!(texts, [first.text.as_str(), "B", first.text.as_str()]);
        assert_eq!(tx.item(&db.home, &first.id).await.unwrap().versions, 3);
    }

    async fn many_at_once_on_several_channels(db: TestDb) {
        let tx = db.writing().await;
        let second = rows::channel(&db.source, &db.ann, "Biblioteket");
        tx.insert_channel(&second).await.unwrap();
        // Around the sizes of the statements, and the same names on both channels.
        let mut total = 0;
        for count in [1, 3, 4, 5, 31, 33, 60, 293, 600] {
            let items: Vec<Item> = (0..count)
                .map(|n| {
                    let channel = if n % 2 == 0 { &db.channel } else { &second };
                    rows::item(&db.source, channel, &format!("{count}/{}", n / 2))
                })
                .collect();
            let got = tx.receive_items(&items).await.unwrap();
            assert!(got.iter().zip(&items).all(|(r, i)| r.id == i.id && r.reception == Reception::New));
            let again = tx.receive_items(&items).await.unwrap();
            assert!(again.iter().zip(&items).all(|(r, i)| r.id == i.id && r.reception == Reception::Seen));
            total += count;
            assert_eq!(tx.inbox_counts(&db.home, T0).await.unwrap().new, total);
            let mut names: Vec<String> = items.iter().map(|i| i.remote_id.clone()).collect();
            names.push("unknown".to_owned());
            let mut on_second = tx.items_by_remote(&db.home, &second.id, &names).await.unwrap();
            on_second.sort_by(|a, b| a.id.cmp(&b.id));
            let mut want: Vec<Item> = items.iter().filter(|i| i.channel == second.id).cloned().collect();
            want.sort_by(|a, b| a.id.cmp(&b.id));
            assert_eq!(on_second, want);
        }
        assert!(tx.receive_items(&[]).await.unwrap().is_empty());
        assert!(tx.items_by_remote(&db.home, &second.id, &[]).await.unwrap().is_empty());
    }

    async fn municipalities_do_not_see_each_other(db: TestDb) {
        let tx = db.writing().await;
        let home = rows::item(&db.source, &db.channel, "r1");
        let away = rows::item(&db.source, &db.away_channel, "r1");
        for item in [&home, &away] {
            let got = tx.receive_items(std::slice::from_ref(item)).await.unwrap();
            assert_eq!(got[0].reception, Reception::New);
        }
        let reply = answer(&db.source, &away, &db.bo, T0);
        tx.insert_answer(&reply).await.unwrap();
        assert!(matches!(tx.item(&db.home, &away.id).await, Err(StoreError::NotFound("item"))));
        assert!(matches!(tx.answer(&db.home, &reply.id).await, Err(StoreError::NotFound("answer"))));
        assert!(tx.item_versions(&db.home, &away.id).await.unwrap().is_empty());
        assert!(tx.answers_of(&db.home, std::slice::from_ref(&away.id)).await.unwrap().is_empty());
        let names = ["r1".to_owned()];
        assert!(tx.items_by_remote(&db.home, &db.away_channel.id, &names).await.unwrap().is_empty());
        assert_eq!(pages(&*tx, &db, &InboxFilter::default(), 9).await, [home]);
        assert_eq!(tx.inbox_counts(&db.home, T0).await.unwrap().new, 1);
        let mut stolen = Item { municipality: db.home.clone(), ..away.clone() };
        assert!(matches!(tx.update_item(&mut stolen).await, Err(StoreError::NotFound("item"))));
        let mut stolen = Answer { municipality: db.home.clone(), ..reply };
        assert!(matches!(tx.update_answer(&mut stolen).await, Err(StoreError::Conflict("answer"))));
    }

    async fn numbers_follow_every_change_of_state(db: TestDb) {
        let tx = db.writing().await;
        let mut items: Vec<Item> = (0..6).map(|n| rows::item(&db.source, &db.channel, &format!("r{n}"))).collect();
        items[5].state = ItemState::Closed;
        items[4].due_at = None;
        tx.receive_items(&items).await.unwrap();
        tx.commit().await.unwrap();
        let late = T0.plus(1001);
        let counts = |new, claimed, answered, closed, overdue| InboxCounts { new, claimed, answered, closed, overdue };
        let now = async |at| db.reading().await.inbox_counts(&db.home, at).await.unwrap();
        assert_eq!(now(late).await, counts(5, 0, 0, 1, 4));
        assert_eq!(now(T0.plus(1000)).await, counts(5, 0, 0, 1, 0), "due at this instant is in time");
        for (n, state, after) in [
            (0, ItemState::Claimed, counts(4, 1, 0, 1, 4)),
            (0, ItemState::Claimed, counts(4, 1, 0, 1, 4)),
            (0, ItemState::Answered, counts(4, 0, 1, 1, 3)),
            (1, ItemState::Closed, counts(3, 0, 1, 2, 2)),
            (5, ItemState::New, counts(4, 0, 1, 1, 3)),
        ] {
            items[n].state = state;
            let tx = db.writing().await;
            tx.update_item(&mut items[n]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(now(late).await, after);
        }
        // Undone together with the change.
        let tx = db.writing().await;
        items[2].state = ItemState::Closed;
        tx.update_item(&mut items[2].clone()).await.unwrap();
        drop(tx);
        assert_eq!(now(late).await, counts(4, 0, 1, 1, 3));
        // A stale change counts nothing.
        let tx = db.writing().await;
        items[2].version = 7;
        assert!(matches!(tx.update_item(&mut items[2]).await, Err(StoreError::Conflict("item"))));
        assert_eq!(items[2].version, 7);
        tx.commit().await.unwrap();
        assert_eq!(now(late).await, counts(4, 0, 1, 1, 3));
    }

    async fn overdue_is_counted_up_to_a_limit(db: TestDb) {
        let tx = db.writing().await;
        let items: Vec<Item> = (0..150).map(|n| rows::item(&db.source, &db.channel, &format!("r{n}"))).collect();
        tx.receive_items(&items).await.unwrap();
        let counts = tx.inbox_counts(&db.home, T0.plus(5000)).await.unwrap();
        assert_eq!((counts.new, counts.overdue), (150, InboxCounts::OVERDUE_MAX));
    }

    async fn an_item_changes_once(db: TestDb) {
        let tx = db.writing().await;
        let post = rows::post(&db.source, &db.channel);
        let revision = rows::revision(&db.source, &post, 1);
        let publication = rows::publication(&db.source, &revision, &db.channel);
        tx.insert_post(&post).await.unwrap();
        tx.insert_revision(&revision).await.unwrap();
        tx.insert_publication(&publication).await.unwrap();
        let mut item = rows::item(&db.source, &db.channel, "r1");
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        let mut stale = item.clone();
        item.state = ItemState::Claimed;
        item.claimed_by = Some(db.ann.id.clone());
        item.due_at = None;
        item.due_clause = String::new();
        item.visibility = Visibility::Hiding;
        item.route = Route::Political;
        item.closed_reason = "spam".to_owned();
        item.publication = Some(publication.id.clone());
        tx.update_item(&mut item).await.unwrap();
        assert_eq!(item.version, 2);
        assert_eq!(tx.item(&db.home, &item.id).await.unwrap(), item);
        assert!(matches!(tx.update_item(&mut stale).await, Err(StoreError::Conflict("item"))));
        let later = Item { written_at: T0.plus(5), publication: item.publication.clone(), ..rows::item(&db.source, &db.channel, "r2") };
        let earlier = Item { written_at: T0.plus(-5), publication: item.publication.clone(), ..rows::item(&db.source, &db.channel, "r3") };
        tx.receive_items(&[later.clone(), earlier.clone()]).await.unwrap();
        let thread = tx.items_of_publication(&db.home, &publication.id, 9).await.unwrap();
        assert_eq!(thread, [earlier.clone(), item, later]);
        assert_eq!(tx.items_of_publication(&db.home, &publication.id, 1).await.unwrap(), [earlier]);
        assert!(tx.items_of_publication(&db.away, &publication.id, 9).await.unwrap().is_empty());
    }

    async fn every_filter_gives_its_items_page_by_page(db: TestDb) {
        let tx = db.writing().await;
        let second = rows::channel(&db.source, &db.ann, "Biblioteket");
        tx.insert_channel(&second).await.unwrap();
        let items: Vec<Item> = (0_usize..96)
            .map(|n| Item {
                state: ItemState::ALL[n % 4],
                route: Route::ALL[n % 3],
                visibility: Visibility::ALL[n % 5],
                claimed_by: (n % 4 == 1).then(|| db.ann.id.clone()),
                // Several at each time, and some without a deadline.
                due_at: (n % 6 != 5).then(|| T0.plus(i64::try_from(n / 8).unwrap())),
                text: if n % 7 == 0 { "ferje i morgen" } else { "buss i dag" }.to_owned(),
                ..rows::item(&db.source, if n % 2 == 0 { &db.channel } else { &second }, &format!("r{n}"))
            })
            .collect();
        tx.receive_items(&items).await.unwrap();
        let mut state_mixes: Vec<Vec<ItemState>> = (0_u8..16)
            .map(|mix| ItemState::ALL.iter().zip(0..).filter(|(_, n)| mix >> n & 1 == 1).map(|(s, _)| *s).collect())
            .collect();
        state_mixes.push(vec![ItemState::New, ItemState::New, ItemState::Closed]);
        let any = InboxFilter::default();
        let others = [
            any.clone(),
            InboxFilter { channel: Some(second.id.clone()), ..any.clone() },
            InboxFilter { route: Some(Route::Case), ..any.clone() },
            InboxFilter { due_before: Some(T0.plus(5)), ..any.clone() },
            InboxFilter { claimed_by: Some(db.ann.id.clone()), ..any.clone() },
            InboxFilter { visibility: Some(Visibility::Hidden), ..any.clone() },
            InboxFilter { text: "ferje".to_owned(), ..any.clone() },
            InboxFilter {
                channel: Some(db.channel.id.clone()),
                route: Some(Route::Ordinary),
                visibility: Some(Visibility::Visible),
                due_before: Some(T0.plus(11)),
                text: "buss".to_owned(),
                ..any.clone()
            },
            InboxFilter { claimed_by: Some(db.bo.id.clone()), ..any },
        ];
        for states in &state_mixes {
            for other in &others {
                let filter = InboxFilter { states: states.clone(), ..other.clone() };
                let want = expected(&items, &filter);
                for limit in [7, want.len().max(1)] {
                    let got = pages(&*tx, &db, &filter, limit).await;
                    let ids = |items: &[Item]| items.iter().map(|i| i.id.as_str().to_owned()).collect::<Vec<_>>();
                    assert_eq!(ids(&got), ids(&want), "{limit} a page of {filter:?}");
                }
            }
        }
        let all = InboxFilter::default();
        assert_eq!(tx.inbox(&db.home, &all, None, usize::MAX).await.unwrap().items, expected(&items, &all));
    }

    async fn answers_are_kept_listed_and_changed_once(db: TestDb) {
        let tx = db.writing().await;
        let items: Vec<Item> = (0..3).map(|n| rows::item(&db.source, &db.channel, &format!("r{n}"))).collect();
        tx.receive_items(&items).await.unwrap();
        let mut all: Vec<Answer> =
            (0..6).map(|n| answer(&db.source, &items[n % 3], &db.ann, T0.plus(10 - i64::try_from(n).unwrap()))).collect();
        all[4].state = PublicationState::Unknown;
        for reply in &all {
            tx.insert_answer(reply).await.unwrap();
        }
        let mut stale = all[0].clone();
        all[0].state = PublicationState::Published;
        all[0].remote_id = "out-1".to_owned();
        all[0].url = "https://practice.example/out-1".to_owned();
        all[0].problem = "slow".to_owned();
        all[0].published_at = Some(T0.plus(20));
        tx.update_answer(&mut all[0]).await.unwrap();
        assert_eq!(tx.answer(&db.home, &all[0].id).await.unwrap(), all[0]);
        assert!(matches!(tx.update_answer(&mut stale).await, Err(StoreError::Conflict("answer"))));
        let asked = [items[2].id.clone(), items[0].id.clone(), items[2].id.clone()];
        let of = tx.answers_of(&db.home, &asked).await.unwrap();
        let mut want = [&all[3], &all[0], &all[5], &all[2]].map(Clone::clone);
        want.sort_by(|a, b| (&a.item, a.created_at).cmp(&(&b.item, b.created_at)));
        assert_eq!(of, want);
        let states = [PublicationState::Scheduled, PublicationState::Unknown, PublicationState::Unknown];
        let waiting = tx.answers_in(&db.home, &states, 9).await.unwrap();
        assert_eq!(waiting, [&all[5], &all[4], &all[3], &all[2], &all[1]].map(Clone::clone));
        assert_eq!(tx.answers_in(&db.home, &states, 2).await.unwrap(), waiting[..2]);
        assert!(tx.answers_in(&db.home, &[], 9).await.unwrap().is_empty());
        assert!(tx.answers_in(&db.away, &states, 9).await.unwrap().is_empty());
        assert!(tx.answers_of(&db.home, &[]).await.unwrap().is_empty());
    }

    async fn our_own_answers_are_known_by_channel_and_name(db: TestDb) {
        let tx = db.writing().await;
        let second = rows::channel(&db.source, &db.ann, "Biblioteket");
        tx.insert_channel(&second).await.unwrap();
        let here = rows::item(&db.source, &db.channel, "r1");
        let there = rows::item(&db.source, &second, "r1");
        tx.receive_items(&[here.clone(), there.clone()]).await.unwrap();
        for (item, remote_id) in [(&here, "100"), (&here, ""), (&there, "200")] {
            let mut reply = answer(&db.source, item, &db.ann, T0);
            reply.remote_id = remote_id.to_owned();
            tx.insert_answer(&reply).await.unwrap();
        }
        let names = ["100", "200", "300", "", "100"].map(str::to_owned);
        assert_eq!(tx.own_remote_ids(&db.home, &db.channel.id, &names).await.unwrap(), ["100"]);
        // Two servers may give the same name to different things.
        assert_eq!(tx.own_remote_ids(&db.home, &second.id, &names).await.unwrap(), ["200"]);
        assert!(tx.own_remote_ids(&db.away, &db.channel.id, &names).await.unwrap().is_empty());
        assert!(tx.own_remote_ids(&db.home, &db.channel.id, &[]).await.unwrap().is_empty());
    }
}
