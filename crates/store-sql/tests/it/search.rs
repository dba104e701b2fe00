//! Searching: the same hits on both databases, and nothing a user types is an error.

use crate::both::{T0, TestDb};
use crate::rows;
use model::Id as _;
use model::item::Item;
use store::{Cursor, Engine, Hit, SearchFilter, SearchKind, Store as _};

fn words(text: &str) -> SearchFilter {
    SearchFilter {
        text: text.to_owned(),
        ..SearchFilter::default()
    }
}

/// Items with these texts, the first one newest, by an author without a name.
async fn received(db: &TestDb, texts: &[&str]) -> Vec<Item> {
    let items: Vec<Item> = texts
        .iter()
        .zip(0..)
        .map(|(text, n)| Item {
            text: (*text).to_owned(),
            author_name: String::new(),
            written_at: T0.plus(-n),
            ..rows::item(&db.source, &db.channel, &format!("r{n}"))
        })
        .collect();
    let tx = db.writing().await;
    tx.receive_items(&items).await.unwrap();
    tx.commit().await.unwrap();
    items
}

async fn hits(db: &TestDb, text: &str) -> Vec<Hit> {
    let page = db
        .reading()
        .await
        .search(&db.home, &words(text), None, 100)
        .await
        .unwrap();
    assert_eq!(page.next, None);
    page.items
}

/// Which of `items` are found, by their number.
async fn found(db: &TestDb, items: &[Item], text: &str) -> Vec<usize> {
    let number = |hit: &Hit| items.iter().position(|i| i.id.as_str() == hit.subject).unwrap();
    hits(db, text)
        .await
        .iter()
        .filter(|h| h.kind == SearchKind::Item)
        .map(number)
        .collect()
}

both! {
    async fn words_beside_each_other_are_found_in_texts_and_in_names(db: TestDb) {
        let item = Item {
            text: "Brøyting i gate 3".to_owned(),
            author_name: "Kari Nordmann".to_owned(),
            written_at: T0,
            ..rows::item(&db.source, &db.channel, "r0")
        };
        let tx = db.writing().await;
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        tx.commit().await.unwrap();
        for (text, found) in [
            ("\"i gate\"", 1),
            ("\"gate i\"", 0),
            ("\"brøyting gate\"", 0),
            ("\"brøyting i gate\"", 1),
            ("\"brøyting i i\"", 0),
            ("\"Kari Nordmann\"", 1),
            ("\"ola nordmann\"", 0),
            ("\"3 kari\"", 0),
            ("\"nordmann brøyting\"", 0),
            ("gate -\"kari nordmann\"", 0),
            ("gate -\"ola nordmann\"", 1),
        ] {
            assert_eq!(hits(&db, text).await.len(), found, "{text}");
        }
    }

    async fn joining_the_pieces_of_the_index_changes_nothing_that_is_found(db: TestDb) {
        let texts: Vec<String> = (0..63).map(|n| format!("brøyting i gate {n}")).collect();
        let mut items = Vec::new();
        for text in &texts {
            // Each in a transaction of its own, and so in a piece of its own.
            items.extend(received(&db, &[text]).await);
        }
        let before = (hits(&db, "brøyting").await, hits(&db, "\"gate 33\"").await);
        let mut steps = 0;
        loop {
            let tx = db.writing().await;
            let more = tx.join_search(steps == 0).await.unwrap();
            tx.commit().await.unwrap();
            if !more {
                break;
            }
            steps += 1;
        }
        assert_eq!(steps > 0, db.engine() == Engine::Sqlite, "on SQLite there were pieces to join");
        let tx = db.writing().await;
        assert!(!tx.join_search(true).await.unwrap(), "and there are no more");
        tx.commit().await.unwrap();
        assert_eq!((hits(&db, "brøyting").await, hits(&db, "\"gate 33\"").await), before);
        assert_eq!((before.0.len(), before.1.len()), (63, 1));
    }

    async fn words_are_found_however_they_are_typed(db: TestDb) {
        let items = received(
            &db,
            &[
                "Når åpner SVØMMEHALLEN i Båtsfjord?",
                "Kafé Noir og crème brûlée på kaia",
                "Brod, ikke brød. Ar, ikke år. Ara, ikke æra eller ära.",
                "E-post: post@batsfjord.kommune.no, telefon 78 98 53 00",
                "Det er «ikke sant» – det er Ola's (og Kari's) båt",
                "Sámi girji: Čáhcesuolu, Ŋuorri, Đeatnu",
                // The same letters as some keyboards send them, accents apart.
                "cafe\u{301} i Va\u{30A}gan, fo\u{308}rskola",
            ],
        )
        .await;
        for (typed, expected) in [
            ("svømmehallen", vec![0]),
            ("SVØMMEHALLEN", vec![0]),
            ("Svømme", vec![]),
            ("Svømme*", vec![0]),
            ("svommehallen", vec![]),
            ("hallen", vec![]),
            ("båtsfjord", vec![0]),
            ("batsfjord", vec![3]),
            ("kafe", vec![1]),
            ("KAFÉ", vec![1]),
            ("creme brulee", vec![1]),
            ("crème brûlée", vec![1]),
            ("brød", vec![2]),
            ("brod", vec![2]),
            ("br*", vec![1, 2]),
            ("år", vec![2]),
            ("æra", vec![2]),
            ("åra", vec![]),
            ("bat*", vec![3]),
            ("båt", vec![4]),
            ("båt*", vec![0, 4]),
            ("båten", vec![4]),
            ("åpne", vec![0]),
            ("e-post", vec![3]),
            ("E post", vec![3]),
            ("post@batsfjord.kommune.no", vec![3]),
            ("78985300", vec![]),
            ("78 98 53 00", vec![3]),
            ("sant ikke", vec![4]),
            ("ikke sant brød", vec![]),
            ("«ikke sant»", vec![4]),
            ("\"ikke sant\"", vec![4]),
            ("Ola's", vec![4]),
            ("cahcesuolu", vec![5]),
            ("ČÁHCE*", vec![5]),
            ("ŋuorri đeatnu", vec![5]),
            ("café", vec![6]),
            ("vågan", vec![6]),
            ("va\u{30A}gan", vec![6]),
            ("vagan", vec![]),
            ("förskola", vec![6]),
            ("forskola", vec![]),
        ] {
            assert_eq!(found(&db, &items, typed).await, expected, "{typed}");
        }
    }

    async fn nothing_that_is_typed_is_an_error(db: TestDb) {
        let items = received(&db, &["and or not near text", "null drop table items", "terms 50 % a_b", "c\\d"]).await;
        for (typed, expected) in [
            ("", vec![]),
            (" \t\n", vec![]),
            ("*", vec![]),
            ("\"", vec![]),
            ("'", vec![]),
            ("\\", vec![]),
            ("()", vec![]),
            ("-", vec![]),
            ("^", vec![]),
            (":*", vec![]),
            ("!!! & | <->", vec![]),
            ("📚", vec![]),
            ("\0", vec![]),
            ("%", vec![]),
            ("_", vec![]),
            ("AND", vec![0]),
            ("AND OR NOT", vec![0]),
            ("OR", vec![0]),
            ("NOT near", vec![0]),
            ("NEAR(and text, 1)", vec![]),
            ("NEAR(and text", vec![0]),
            ("text*", vec![0]),
            ("\"text", vec![0]),
            ("te\"xt", vec![]),
            ("near:text", vec![0]),
            ("{near text}: and", vec![0]),
            ("^and + or", vec![0]),
            ("text:*", vec![0]),
            ("and & !zebra", vec![]),
            ("and <-> or", vec![0]),
            ("and | zebra", vec![]),
            ("terms : 50", vec![2]),
            ("'; DROP TABLE items; --", vec![1]),
            ("') OR 1=1 --", vec![]),
            ("null\0", vec![1]),
            ("50 % a", vec![2]),
            ("c\\", vec![3]),
            ("c\\d", vec![3]),
            ("$1", vec![]),
            ("?", vec![]),
        ] {
            assert_eq!(found(&db, &items, typed).await, expected, "{typed:?}");
            let filter = store::InboxFilter { text: typed.to_owned(), ..Default::default() };
            let inbox = db.reading().await.inbox(&db.home, &filter, None, 10).await.unwrap();
            let any = !typed.contains(char::is_alphanumeric);
            assert_eq!(inbox.items.len(), if any { items.len() } else { expected.len() }, "{typed:?}");
        }
        let many = "and or ".repeat(5000);
        assert_eq!(found(&db, &items, &many).await, [0]);
        assert_eq!(found(&db, &items, &"x".repeat(100_000)).await, [0usize; 0]);
    }

    async fn any_text_is_taken_in_and_found(db: TestDb) {
        let long = "a".repeat(5000);
        let thai = "สวัสดีชาวเมือง".repeat(300);
        let often = format!("{}vei sist", "vei skole ".repeat(300));
        let many: String = (0..30_000).map(|n| format!("word{n} ")).collect();
        let texts = [long.as_str(), &thai, &many, "", "📚👩‍🚒", "zero\0here", "\u{FEFF}\u{202E}mark", &often];
        let items = received(&db, &texts).await;
        assert_eq!(found(&db, &items, &long).await, [0]);
        assert_eq!(found(&db, &items, "aaaa*").await, [0]);
        assert_eq!(found(&db, &items, &thai).await, [1]);
        assert_eq!(found(&db, &items, "สวัสดี*").await, [1]);
        assert_eq!(found(&db, &items, "word1234").await, [2]);
        assert_eq!(found(&db, &items, "zero here").await, [5]);
        assert_eq!(found(&db, &items, "mark").await, [6]);
        // Two words beside each other are found however often each of them stands elsewhere.
        assert_eq!(found(&db, &items, "\"vei sist\"").await, [7]);
        assert_eq!(found(&db, &items, "\"sist vei\"").await, [0usize; 0]);
        let read = db.reading().await;
        assert_eq!(read.item(&db.home, &items[1].id).await.unwrap(), items[1]);
        assert_eq!(read.item(&db.home, &items[5].id).await.unwrap().text, "zero\u{FFFD}here");
        drop(read);
        // What is handed in anew is known, zero or not.
        let tx = db.writing().await;
        let again = tx.receive_items(&items).await.unwrap();
        assert!(again.iter().all(|r| r.reception == store::Reception::Seen), "{again:?}");
        for hit in hits(&db, "aaaa*").await.into_iter().chain(hits(&db, "สวัสดี*").await) {
            let length: usize = hit.snippet.iter().map(|p| p.text.chars().count()).sum();
            assert_eq!(length, 160);
        }
    }

    async fn a_snippet_is_about_what_was_found(db: TestDb) {
        let filling = "Lorem ipsum dolor sit amet. ".repeat(20);
        let text = format!("{filling}Her er Svømmehallen,\n\tog svømmehall-vakta. {filling}");
        received(&db, &[&text, "Kort om svømming"]).await;
        let all = hits(&db, "SVØMME* er").await;
        let [hit] = all.as_slice() else { panic!("{all:?}") };
        let shown: String = hit.snippet.iter().map(|p| p.text.as_str()).collect();
        let marked: Vec<&str> = hit.snippet.iter().filter(|p| p.hit).map(|p| p.text.as_str()).collect();
        assert_eq!(marked, ["er", "Svømmehallen", "svømmehall"]);
        assert!(shown.contains("amet. Her er Svømmehallen,  og svømmehall-vakta. Lorem"), "{shown}");
        let length = shown.chars().count();
        assert!((140..=160).contains(&length), "{length}: {shown}");
        assert!(shown.split_whitespace().all(|w| text.contains(w)), "{shown}");
        assert!(!hit.snippet.iter().any(|p| p.text.is_empty()));
        assert!(hit.snippet.windows(2).all(|two| two[0].hit != two[1].hit));

        let short = hits(&db, "kort svømming").await;
        let pieces: Vec<(&str, bool)> = short[0].snippet.iter().map(|p| (p.text.as_str(), p.hit)).collect();
        assert_eq!(pieces, [("Kort", true), (" om ", false), ("svømming", true)]);
    }

    async fn an_author_is_found_too(db: TestDb) {
        let item = rows::item(&db.source, &db.channel, "r1");
        let tx = db.writing().await;
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        let page = tx.search(&db.home, &words("nordmann åpner"), None, 10).await.unwrap();
        let [hit] = page.items.as_slice() else { panic!("{page:?}") };
        assert_eq!((hit.kind, hit.subject.as_str(), hit.parent.as_str()), (SearchKind::Item, item.id.as_str(), item.id.as_str()));
        assert_eq!(hit.at, item.written_at);
        let shown: String = hit.snippet.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(shown, item.text, "the name finds it but is not shown");
    }

    async fn hits_come_page_by_page_newest_first(db: TestDb) {
        let mut items: Vec<Item> = (0..23)
            .map(|n| Item {
                // Three at each time, so that pages end within one.
                written_at: T0.plus(n / 3),
                ..rows::item(&db.source, &db.channel, &format!("r{n}"))
            })
            .collect();
        let tx = db.writing().await;
        tx.receive_items(&items).await.unwrap();
        tx.receive_items(&[rows::item(&db.source, &db.away_channel, "r1")]).await.unwrap();
        items.sort_by_key(|i| std::cmp::Reverse(i.written_at));
        let all = tx.search(&db.home, &words("svømmehallen"), None, 100).await.unwrap().items;
        let times: Vec<_> = all.iter().map(|h| h.at).collect();
        assert_eq!(times, items.iter().map(|i| i.written_at).collect::<Vec<_>>());
        let expected: Vec<String> = all.into_iter().map(|h| h.subject).collect();
        for limit in [1, 5, 22, 23, 24] {
            let mut listed = Vec::new();
            let mut after: Option<Cursor> = None;
            loop {
                let page = tx.search(&db.home, &words("svømmehallen"), after.as_ref(), limit).await.unwrap();
                listed.extend(page.items.into_iter().map(|h| h.subject));
                assert!(listed.len() <= expected.len(), "a hit came twice");
                let Some(next) = page.next else { break };
                after = Cursor::parse(&next.to_string());
                assert!(after.is_some());
            }
            assert_eq!(listed, expected, "{limit} on a page");
        }
        assert_eq!(tx.search(&db.away, &words("svømmehallen"), None, 10).await.unwrap().items.len(), 1);
    }

    async fn kinds_are_told_apart(db: TestDb) {
        let tx = db.writing().await;
        let item = Item { written_at: T0.plus(-1), ..rows::item(&db.source, &db.channel, "r1") };
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        let mut post = rows::post(&db.source, &db.channel);
        post.text = "Svømmehallen åpner mandag".to_owned();
        let revision = rows::revision(&db.source, &post, 1);
        tx.insert_post(&post).await.unwrap();
        tx.insert_revision(&revision).await.unwrap();
        for (kind, expected) in [
            (Some(SearchKind::Item), vec![item.id.as_str()]),
            (Some(SearchKind::Revision), vec![revision.id.as_str()]),
            (None, vec![revision.id.as_str(), item.id.as_str()]),
        ] {
            let filter = SearchFilter { kind, ..words("svømmehallen") };
            let page = tx.search(&db.home, &filter, None, 10).await.unwrap();
            let subjects: Vec<&str> = page.items.iter().map(|h| h.subject.as_str()).collect();
            assert_eq!(subjects, expected, "{kind:?}");
        }
        let page = tx.search(&db.home, &words("mandag"), None, 10).await.unwrap();
        assert_eq!(page.items[0].parent, post.id.as_str());
    }

    async fn an_edited_item_is_found_by_its_new_words_alone(db: TestDb) {
        let mut items = received(&db, &["Gamle ord her", "Andre ord her"]).await;
        items[0].text = "Nye ord der".to_owned();
        items[0].author_name = "Per Hansen".to_owned();
        let tx = db.writing().await;
        tx.receive_items(&items[..1]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found(&db, &items, "gamle").await, [0usize; 0]);
        assert_eq!(found(&db, &items, "her").await, [1]);
        assert_eq!(found(&db, &items, "nye der hansen").await, [0]);
        assert_eq!(found(&db, &items, "ord").await, [0, 1]);
        // Several times in one call: the last text counts.
        let mut texts = ["tredje", "fjerde"].map(|text| Item { text: text.to_owned(), ..items[0].clone() });
        texts[1].written_at = T0.plus(-50);
        let tx = db.writing().await;
        tx.receive_items(&texts).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found(&db, &items, "tredje").await, [0usize; 0]);
        let hit = hits(&db, "fjerde").await;
        assert_eq!(hit[0].at, items[0].written_at, "an edit leaves the time of writing");
        // And undone with its transaction.
        let tx = db.writing().await;
        tx.receive_items(&[Item { text: "femte".to_owned(), ..items[0].clone() }]).await.unwrap();
        drop(tx);
        assert_eq!(found(&db, &items, "femte").await, [0usize; 0]);
        assert_eq!(found(&db, &items, "fjerde").await, [0]);
    }

    async fn what_is_taken_out_is_not_found(db: TestDb) {
        let items = received(&db, &["Første ord", "Andre ord"]).await;
        let tx = db.writing().await;
        tx.unindex(&db.away, SearchKind::Item, items[0].id.as_str()).await.unwrap();
        tx.unindex(&db.home, SearchKind::Revision, items[0].id.as_str()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found(&db, &items, "ord").await, [0, 1], "not another's, not of another kind");
        let tx = db.writing().await;
        for _ in 0..2 {
            tx.unindex(&db.home, SearchKind::Item, items[0].id.as_str()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(found(&db, &items, "ord").await, [1]);
        assert_eq!(found(&db, &items, "første").await, [0usize; 0]);
        assert_eq!(db.reading().await.item(&db.home, &items[0].id).await.unwrap(), items[0]);
    }

    async fn a_large_archive_is_searched_by_its_index(db: TestDb) {
        let tx = db.writing().await;
        let items: Vec<Item> = (0..20_000)
            .map(|n| Item {
                text: format!("Innlegg nummer{n} om vei{} og skole{}", n % 100, n % 7),
                written_at: T0.plus(n),
                due_at: Some(T0.plus(n)),
                ..rows::item(&db.source, &db.channel, &format!("r{n}"))
            })
            .collect();
        tx.receive_items(&items).await.unwrap();
        tx.commit().await.unwrap();
        // As the database itself does a little later: numbers for its plans, new terms moved into the index.
        let pg = db.engine() == store::Engine::Postgres;
        let clean = pg.then_some("SELECT gin_clean_pending_list('search_docs_terms')");
        for sql in ["ANALYZE items", "ANALYZE search_docs"].into_iter().chain(clean) {
            store_sql::testing::run(&db, sql).await.unwrap();
        }
        let page = db.reading().await.search(&db.home, &words("vei42 skole3"), None, 10).await.unwrap();
        assert_eq!(page.items.len(), 10);
        assert!(page.next.is_some());
        let plan = store_sql::testing::plan_of_search(&db, &db.home, &words("nummer1234")).await.unwrap();
        for whole in ["Seq Scan", "SCAN d\n", "SCAN search_docs"] {
            assert!(!format!("{plan}\n").contains(whole), "reads all:\n{plan}");
        }
        assert!(plan.contains(if pg { "search_docs_terms" } else { "VIRTUAL TABLE INDEX" }), "{plan}");

        let filter = store::InboxFilter { text: "nummer1234".to_owned(), ..Default::default() };
        let page = db.reading().await.inbox(&db.home, &filter, None, 20).await.unwrap();
        assert_eq!(page.items.len(), 11, "1234 and 12340 to 12349");
        let plan = store_sql::testing::plan_of_inbox(&db, &db.home, &filter).await.unwrap();
        for whole in ["Seq Scan on items", "Seq Scan on search_docs", "SCAN items\n", "SCAN d\n", "(kind=?)\n"] {
            assert!(!format!("{plan}\n").contains(whole), "reads all:\n{plan}");
        }
        let plan = store_sql::testing::plan_of_inbox(&db, &db.home, &store::InboxFilter::default()).await.unwrap();
        assert!(plan.contains("items_by_due") && !plan.contains("Seq Scan") && !plan.contains("SCAN items\n"), "{plan}");
    }
}
