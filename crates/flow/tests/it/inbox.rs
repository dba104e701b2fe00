use crate::bench::{Db, faults, key};
use crate::net::Fault;
use crate::on_both;
use crate::town::{LEASE, Town};
use flow::inbox::{answer, check_answer, claim, close, release, send_again};
use model::item::{Answer, ItemState, Route, Visibility};
use model::publication::PublicationState as S;
use model::{AnswerId, Millis};

on_both!(
    what_citizens_write_is_kept_once,
    an_edit_is_a_new_version_and_a_removal_a_state,
    an_edit_that_nobody_tells_of_is_found_in_the_thread,
    our_own_words_are_left_out,
    a_comment_is_due_after_one_working_day,
    questions_about_a_case_are_routed_and_findings_noted,
    how_a_citizen_writes_is_no_finding,
    a_page_that_cannot_be_stored_comes_again,
    a_network_that_fails_is_shown_and_asked_again,
    two_people_do_not_take_the_same_comment,
    a_comment_is_closed_with_a_reason,
    an_answer_is_sent_once,
    each_fault_and_kill_ends_with_exactly_one_answer,
    an_answer_that_fails_leaves_the_comment_open,
    what_cannot_be_answered_is_refused,
);

/// 2026-03-06, a Friday, 14:00 in Norway.
const FRIDAY: Millis = Millis(1_772_802_000_000);

async fn stored(town: &Town, id: &AnswerId) -> Answer {
    town.read()
        .await
        .answer(&town.bench.municipality.id, id)
        .await
        .unwrap()
}

async fn settled(town: &Town, id: &AnswerId) -> Answer {
    for _ in 0..40 {
        town.work().await;
        let answer = stored(town, id).await;
        if !matches!(answer.state, S::Scheduled | S::Prepared | S::Sending | S::Unknown) {
            return answer;
        }
        town.bench.clock.advance(LEASE);
    }
    panic!("never settled: {:?}", stored(town, id).await);
}

async fn what_citizens_write_is_kept_once(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Ny lekeplass").await;
    for n in 0..5 {
        town.net.comment(
            &format!("c{n}"),
            &publication.remote_id,
            &format!("Kommentar {n}"),
        );
    }
    town.net.comment("mention", "", "Hva gjør @batsfjord med veien?");
    town.poll().await;
    let counts = town
        .read()
        .await
        .inbox_counts(&town.bench.municipality.id, town.now())
        .await
        .unwrap();
    assert_eq!(counts.new, 6, "all pages are read at once");
    let item = town.item("c0").await;
    assert_eq!(
        (item.publication.as_ref(), item.versions),
        (Some(&publication.id), 1)
    );
    assert_eq!(
        (item.author_name.as_str(), item.text.as_str()),
        ("Kari Nordmann", "Kommentar 0")
    );
    assert_eq!(item.received_at, town.now());
    assert_eq!(town.item("mention").await.publication, None);
    let channel = town.bench.channel(&town.channel).await;
    assert_eq!(
        (channel.cursor.as_str(), channel.polled_at),
        ("6", Some(town.now()))
    );

    for _ in 0..3 {
        town.poll().await;
    }
    assert_eq!(
        town.journalled("item.received").await,
        6,
        "known ones are not kept again"
    );
    assert_eq!(town.item("c0").await.version, item.version);

    // The same page twice in one, as overlapping pages bring them.
    let municipality = &town.bench.municipality;
    let twice = vec![
        incoming("c9", "To ganger", false),
        incoming("c9", "To ganger", false),
    ];
    let taken = flow::inbox::ingest(&town.flow, municipality, &channel, twice, "7")
        .await
        .unwrap();
    assert_eq!((taken.new, taken.seen, taken.edited, taken.gone), (1, 1, 0, 0));
    let edited = vec![
        incoming("c8", "Først", false),
        incoming("c8", "Så", false),
        incoming("c8", "Så", true),
    ];
    let taken = flow::inbox::ingest(&town.flow, municipality, &channel, edited, "8")
        .await
        .unwrap();
    assert_eq!((taken.new, taken.seen, taken.edited, taken.gone), (1, 0, 1, 1));
    town.verify().await;
}

fn incoming(id: &str, text: &str, gone: bool) -> model::item::IncomingItem {
    model::item::IncomingItem {
        remote_id: id.into(),
        remote_cid: String::new(),
        parent_remote_id: String::new(),
        root_remote_id: String::new(),
        author_remote_id: "did:ola".into(),
        author_handle: "ola.example".into(),
        author_name: "Ola".into(),
        text: text.into(),
        url: String::new(),
        written_at: FRIDAY,
        raw: "{}".into(),
        gone,
    }
}

async fn an_edit_is_a_new_version_and_a_removal_a_state(db: Db) {
    let town = Town::new(db).await;
    let id = town.commented("c1", "Fint!").await;
    let before = town.item("c1").await;
    town.net
        .comment("c1", &before.parent_remote_id, "Fint, men dyrt.");
    town.poll().await;
    let item = town.item("c1").await;
    assert_eq!(
        (item.id, item.text.as_str(), item.versions),
        (id.clone(), "Fint, men dyrt.", 2)
    );
    assert_eq!(
        (item.due_at, item.state),
        (before.due_at, before.state),
        "the deadline stays"
    );
    let read = town.read().await;
    let versions = read
        .item_versions(&town.bench.municipality.id, &id)
        .await
        .unwrap();
    assert_eq!(
        versions.iter().map(|v| v.text.as_str()).collect::<Vec<_>>(),
        ["Fint!", "Fint, men dyrt."]
    );
    drop(read);

    town.net.take_back("c1");
    town.poll().await;
    town.poll().await;
    let item = town.item("c1").await;
    assert_eq!(
        (item.visibility, item.text.as_str()),
        (Visibility::Gone, "Fint, men dyrt."),
        "what we received stays"
    );
    assert_eq!(town.journalled("item.edited").await, 1);
    assert_eq!(town.journalled("item.gone").await, 1);
    assert_eq!(
        key(answer(&town.flow, &town.actor("editor"), &id, "Takk!").await),
        "item-gone"
    );
    town.verify().await;
}

async fn an_edit_that_nobody_tells_of_is_found_in_the_thread(db: Db) {
    let town = Town::new(db).await;
    town.commented("c1", "Fint!").await;
    let root = town.item("c1").await.parent_remote_id;
    town.net.edit_silently("c1", "Stygt!");
    town.poll().await;
    assert_eq!(town.item("c1").await.text, "Stygt!");
    assert_eq!(town.item("c1").await.parent_remote_id, root);
    town.verify().await;
}

async fn our_own_words_are_left_out(db: Db) {
    let town = Town::new(db).await;
    let id = town.commented("c1", "Når åpner dere?").await;
    let sent = answer(&town.flow, &town.actor("editor"), &id, "Klokka ti.")
        .await
        .unwrap();
    let sent = settled(&town, &sent).await;
    // The network tells of our answer like of any other, under a handle that we do not know.
    town.net.comment(&sent.remote_id, "at://root", "Klokka ti.");
    town.net.comment_by(
        "c3",
        &town.bench.channel(&town.channel).await.handle,
        "Skrevet på telefonen",
    );
    town.poll().await;
    let read = town.read().await;
    let names = [sent.remote_id, "c3".to_owned()];
    let found = read
        .items_by_remote(&town.bench.municipality.id, &town.channel, &names)
        .await
        .unwrap();
    assert!(found.is_empty(), "{found:?}");
    drop(read);
    town.verify().await;
}

async fn a_comment_is_due_after_one_working_day(db: Db) {
    let town = Town::new(db).await;
    let cases = [
        ("friday afternoon to monday", FRIDAY, "2026-03-09T13:00:00.000Z"),
        (
            "saturday counts from monday",
            Millis(1_772_880_000_000),
            "2026-03-10T07:00:00.000Z",
        ),
        // Thursday 14 May is Ascension Day; Sunday 17 May is Constitution Day.
        (
            "over ascension day",
            Millis(1_778_666_400_000),
            "2026-05-15T10:00:00.000Z",
        ),
        (
            "friday before 17 May",
            Millis(1_778_839_200_000),
            "2026-05-18T10:00:00.000Z",
        ),
        // 17 May 2027 is a Monday.
        (
            "friday before a monday of 17 May",
            Millis(1_810_288_800_000),
            "2027-05-18T10:00:00.000Z",
        ),
    ];
    for (n, (what, at, due)) in cases.into_iter().enumerate() {
        town.bench.clock.set(at);
        let channel = town.bench.channel(&town.channel).await;
        let items = vec![incoming(&format!("d{n}"), "Hei", false)];
        flow::inbox::ingest(&town.flow, &town.bench.municipality, &channel, items, "1")
            .await
            .unwrap();
        let item = town.item(&format!("d{n}")).await;
        assert_eq!(item.due_at.unwrap().rfc3339(), due, "{what}");
        assert_eq!(item.due_clause, "batsfjord/4.4-1b");
    }
    town.verify().await;
}

async fn how_a_citizen_writes_is_no_finding(db: Db) {
    let town = Town::new(db).await;
    town.commented(
        "c1",
        "VEDRØRENDE DEN NYE VEIEN GJENNOM SENTRUM: idioter! #sommerenharkommet",
    )
    .await;
    let item = town.item("c1").await;
    let names: Vec<_> = item.findings.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["insult"], "nothing of capitals, officialese and hashtags");
}

async fn questions_about_a_case_are_routed_and_findings_noted(db: Db) {
    let town = Town::new(db).await;
    let id = town
        .commented("c1", "Når blir søknaden min behandlet? Fødselsnummer 01010750160")
        .await;
    let item = town.item("c1").await;
    assert_eq!(item.route, Route::Case);
    let names: Vec<_> = item.findings.iter().map(|f| f.name.as_str()).collect();
    assert!(
        names.contains(&"case-question") && names.contains(&"norwegian-identity-number"),
        "{names:?}"
    );
    let checked = check_answer(&town.flow, &town.actor("editor"), &id, "Send det i postmottaket.")
        .await
        .unwrap();
    assert!(
        checked.points.iter().any(|p| p.clause == "batsfjord/4.4-7b") || checked.outcome == "pass",
        "{checked:?}"
    );
    let other = town.commented("c2", "Så fint det ble").await;
    assert_eq!(town.item("c2").await.route, Route::Ordinary);
    assert!(town.item("c2").await.findings.is_empty());
    assert_eq!(
        key(check_answer(&town.flow, &town.actor("it"), &other, "Takk").await),
        "not-allowed"
    );
    town.verify().await;
}

async fn a_page_that_cannot_be_stored_comes_again(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Ny lekeplass").await;
    for n in 0..3 {
        town.net.comment(&format!("c{n}"), &publication.remote_id, "Fint");
    }
    // Killed at every step of the poll: what is stored and the cursor always fit together.
    for steps in 1.. {
        town.bench.clock.advance(LEASE);
        town.life.ends_after(steps);
        let _ = flow::jobs::run_due(&town.flow, "killed").await;
        let killed = town.life.again();
        let read = town.read().await;
        let stored = read
            .inbox_counts(&town.bench.municipality.id, town.now())
            .await
            .unwrap()
            .new;
        let cursor = town
            .bench
            .channel(&town.channel)
            .await
            .cursor
            .parse()
            .unwrap_or(0);
        assert_eq!(stored, cursor, "killed after {steps}");
        if !killed {
            break;
        }
    }
    assert_eq!(town.journalled("item.received").await, 3);

    // A page that the database does not take leaves nothing behind.
    let channel = town.bench.channel(&town.channel).await;
    let newest = town.now();
    town.bench.clock.advance(-Millis::HOUR);
    let page = vec![incoming("c7", "Fint", false)];
    let refused = flow::inbox::ingest(&town.flow, &town.bench.municipality, &channel, page, "99").await;
    assert_eq!(key(refused), "clock-went-back");
    town.bench.clock.set(newest);
    assert_eq!(town.bench.channel(&town.channel).await.cursor, "3");
    assert_eq!(
        town.read()
            .await
            .inbox_counts(&town.bench.municipality.id, newest)
            .await
            .unwrap()
            .new,
        3
    );
    town.verify().await;
}

async fn a_network_that_fails_is_shown_and_asked_again(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("replies", &[Fault::Down]);
    town.poll().await;
    assert_eq!(town.bench.channel(&town.channel).await.health, "network-down");
    town.poll().await;
    let channel = town.bench.channel(&town.channel).await;
    assert_eq!(
        (channel.health.as_str(), channel.polled_at),
        ("", Some(town.now()))
    );
    town.net.meets("replies", &[Fault::Expired]);
    town.poll().await;
    assert_eq!(
        town.bench.channel(&town.channel).await.health,
        "network-token-expired"
    );
    let calls = town.net.calls("replies");
    town.poll().await;
    assert_eq!(
        town.net.calls("replies"),
        calls,
        "refused credentials are not tried every minute"
    );
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    assert_eq!(town.bench.channel(&town.channel).await.health, "");
    town.verify().await;
}

async fn two_people_do_not_take_the_same_comment(db: Db) {
    let town = Town::new(db).await;
    let id = town.commented("c1", "Når åpner dere?").await;
    let (editor, leader) = (town.actor("editor"), town.actor("leader"));
    assert_eq!(
        key(claim(&town.flow, &town.actor("author"), &id).await),
        "not-allowed"
    );
    claim(&town.flow, &editor, &id).await.unwrap();
    claim(&town.flow, &editor, &id).await.unwrap();
    let refused = claim(&town.flow, &leader, &id).await.unwrap_err();
    assert_eq!(
        (refused.key(), refused.params()),
        ("claimed-by-other", vec![("name", "editor".to_owned())])
    );
    assert_eq!(
        key(answer(&town.flow, &leader, &id, "Klokka ni.").await),
        "claimed-by-other"
    );
    assert_eq!(
        key(close(&town.flow, &leader, &id, "Ikke noe å svare på").await),
        "claimed-by-other"
    );
    assert_eq!(key(release(&town.flow, &leader, &id).await), "claimed-by-other");
    assert_eq!(town.item("c1").await.claimed_by, Some(editor.person.id.clone()));
    release(&town.flow, &editor, &id).await.unwrap();
    assert_eq!(town.item("c1").await.claimed_by, None);
    claim(&town.flow, &leader, &id).await.unwrap();
    assert_eq!(town.journalled("item.claimed").await, 2);
    town.verify().await;
}

async fn a_comment_is_closed_with_a_reason(db: Db) {
    let town = Town::new(db).await;
    let id = town.commented("c1", "👍").await;
    let editor = town.actor("editor");
    assert_eq!(
        faults(close(&town.flow, &editor, &id, " ").await),
        [("reason".to_owned(), "required")]
    );
    close(&town.flow, &editor, &id, "Bare en tommel").await.unwrap();
    let item = town.item("c1").await;
    assert_eq!(
        (item.state, item.closed_reason.as_str()),
        (ItemState::Closed, "Bare en tommel")
    );
    claim(&town.flow, &editor, &id).await.unwrap();
    assert_eq!(town.item("c1").await.closed_reason, "");
    let stranger = town.bench.stranger().await;
    assert_eq!(key(claim(&town.flow, &stranger, &id).await), "not-found");
}

async fn an_answer_is_sent_once(db: Db) {
    let town = Town::new(db).await;
    let id = town.commented("c1", "Når åpner dere?").await;
    let sent = answer(
        &town.flow,
        &town.actor("editor"),
        &id,
        "  Klokka ti.\r\nVelkommen! ",
    )
    .await
    .unwrap();
    assert_eq!(town.item("c1").await.state, ItemState::Answered);
    let sent = settled(&town, &sent).await;
    assert_eq!(sent.state, S::Published);
    assert!(!sent.remote_id.is_empty() && !sent.url.is_empty());
    let put = town.net.put("Klokka ti.\nVelkommen!");
    assert_eq!(put.len(), 1);
    assert_eq!(put[0].parent, "c1");
    assert_eq!(town.journalled("answer.published").await, 1);
    town.verify().await;
}

async fn each_fault_and_kill_ends_with_exactly_one_answer(db: Db) {
    use Fault::{Down, LostAfter, LostBefore, RateLimited};
    let town = Town::new(db).await;
    let publication = town.published("Innlegg med mange spørsmål").await;
    for fault in [
        None,
        Some(Down),
        Some(RateLimited),
        Some(LostBefore),
        Some(LostAfter),
    ] {
        for steps in 1.. {
            let remote = format!("c-{fault:?}-{steps}");
            town.net
                .comment(&remote, &publication.remote_id, "Når åpner dere?");
            town.poll().await;
            let text = format!("Svar til {remote}.");
            let id = answer(
                &town.flow,
                &town.actor("editor"),
                &town.item(&remote).await.id,
                &text,
            )
            .await
            .unwrap();
            town.net.meets("publish", fault.as_slice());
            town.life.ends_after(steps);
            let _ = flow::jobs::run_due(&town.flow, "killed").await;
            let killed = town.life.again();
            town.bench.clock.advance(LEASE);
            assert_eq!(settled(&town, &id).await.state, S::Published, "{remote}");
            assert_eq!(town.net.put(&text).len(), 1, "{remote}");
            town.net.mend();
            if !killed {
                assert!(steps > 8);
                break;
            }
        }
    }
    assert_eq!(
        town.journalled("answer.published").await,
        town.journalled("answer.written").await
    );
    town.verify().await;
}

async fn an_answer_that_fails_leaves_the_comment_open(db: Db) {
    let town = Town::new(db).await;
    let editor = town.actor("editor");
    let id = town.commented("c1", "Når åpner dere?").await;
    town.net.meets("publish", &[Fault::Expired]);
    let first = answer(&town.flow, &editor, &id, "Klokka ti.").await.unwrap();
    let failed = settled(&town, &first).await;
    assert_eq!(
        (failed.state, failed.problem.as_str(), failed.text.as_str()),
        (S::Failed, "network-token-expired", "Klokka ti.")
    );
    assert_eq!(
        town.bench.channel(&town.channel).await.health,
        "network-token-expired"
    );
    let item = town.item("c1").await;
    assert_eq!(
        (item.state, item.claimed_by),
        (ItemState::Claimed, Some(editor.person.id.clone()))
    );
    assert_eq!(
        key(send_again(&town.flow, &town.actor("author"), &first).await),
        "not-allowed"
    );
    send_again(&town.flow, &editor, &first).await.unwrap();
    assert_eq!(settled(&town, &first).await.state, S::Published);
    assert_eq!(town.item("c1").await.state, ItemState::Answered);
    assert_eq!(town.net.put("Klokka ti.").len(), 1);
    assert_eq!(key(send_again(&town.flow, &editor, &first).await), "no-such-step");
    town.verify().await;
}

async fn what_cannot_be_answered_is_refused(db: Db) {
    let town = Town::new(db).await;
    let editor = town.actor("editor");
    let id = town.commented("c1", "Når åpner dere?").await;
    assert_eq!(
        faults(answer(&town.flow, &editor, &id, " \n").await),
        [("text".to_owned(), "required")]
    );
    let long = answer(&town.flow, &editor, &id, &"a".repeat(301))
        .await
        .unwrap_err();
    assert_eq!(long.key(), "text-over-limit");
    assert!(
        long.params().contains(&("used", "301".to_owned()))
            && long.params().contains(&("limit", "300".to_owned()))
    );
    assert_eq!(
        key(answer(&town.flow, &town.actor("author"), &id, "Hei").await),
        "not-allowed"
    );
    assert_eq!(
        key(answer(&town.flow, &town.bench.stranger().await, &id, "Hei").await),
        "not-found"
    );
    assert_eq!(town.item("c1").await.state, ItemState::New);
    assert!(
        town.read()
            .await
            .answers_of(&town.bench.municipality.id, &[id])
            .await
            .unwrap()
            .is_empty()
    );
}
