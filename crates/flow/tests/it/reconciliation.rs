use crate::bench::Db;
use crate::net::Fault;
use crate::on_both;
use crate::town::Town;
use flow::archive::Wanted;
use flow::reconciliation::{Overview, Settled, ask_now, overview, settle};
use flow::requests::{self, NewRequest};
use flow::retention::person;
use model::item::Visibility;
use model::publication::PublicationState;
use model::reconciliation::GapKind;
use model::{Id as _, Millis};
use networks::practice::Board as _;
use store::{SearchAbout, SearchKind};

on_both!(
    what_is_whole_is_called_complete,
    each_gap_is_named_and_told_of_once,
    what_is_settled_is_in_the_archive,
    what_was_taken_in_is_found_and_can_be_asked_for,
    a_network_that_does_not_answer_is_no_complete_day,
    every_morning_brings_a_look,
    a_practice_channel_knows_what_was_put_up_elsewhere,
    only_those_who_look_after_channels_settle,
    what_was_erased_is_no_gap,
);

/// Has the network asked, and what came of it.
async fn look(town: &Town) -> Overview {
    ask_now(&town.flow, &town.actor("editor"), &town.channel)
        .await
        .unwrap();
    town.bench.clock.advance(Millis::SECOND);
    town.work().await;
    shown(town).await
}

async fn shown(town: &Town) -> Overview {
    let author = town.actor("author");
    overview(&town.flow, &author, &town.channel).await.unwrap()
}

fn kinds(overview: &Overview) -> Vec<GapKind> {
    let mut kinds: Vec<_> = overview.open.iter().map(|g| g.kind).collect();
    kinds.sort_unstable();
    kinds
}

async fn settled(town: &Town, kind: GapKind) -> Settled {
    let open = shown(town).await.open;
    let gap = open.iter().find(|g| g.kind == kind).unwrap();
    settle(&town.flow, &town.actor("editor"), &gap.id).await.unwrap()
}

async fn what_is_whole_is_called_complete(db: Db) {
    let town = Town::new(db).await;
    for n in 0..3 {
        town.published(&format!("Innlegg {n}")).await;
    }
    let publication = town.published("Svømmehallen åpner").await;
    town.net.comment("c1", &publication.remote_id, "Endelig!");
    town.poll().await;
    let item = town.item("c1").await.id;
    flow::inbox::answer(&town.flow, &town.actor("editor"), &item, "Velkommen!")
        .await
        .unwrap();
    town.work().await;
    let seen = look(&town).await;
    assert_eq!(kinds(&seen), []);
    let day = &seen.days[0];
    assert_eq!((day.gaps, day.posts, day.comments, day.cut), (0, 5, 1, false));
    assert_eq!(day.problem, "");
    // A second look on the same day says nothing new, and writes nothing.
    look(&town).await;
    assert_eq!(town.journalled("channel.reconciled").await, 1);
    assert_eq!(shown(&town).await.days.len(), 1);
    town.verify().await;
}

/// A town where everything that can differ does.
async fn torn(db: Db) -> Town {
    let town = Town::new(db).await;
    let kept = town.published("Dette blir stående").await;
    let changed = town.published("Dette blir endret").await;
    let gone = town.published("Dette blir borte").await;
    for id in ["known", "edited", "taken", "answered"] {
        town.net.comment(id, &kept.remote_id, &format!("Kommentar {id}"));
    }
    town.poll().await;
    let item = town.item("answered").await.id;
    flow::inbox::answer(&town.flow, &town.actor("editor"), &item, "Takk!")
        .await
        .unwrap();
    town.work().await;
    // Old enough that no poll reads these threads again.
    town.bench.clock.advance(20 * Millis::DAY);
    let answer = town.net.put("Takk!").remove(0).key;
    town.net.changed_there(&changed.remote_id, "Dette står der nå");
    town.net.taken_down(&gone.remote_id);
    town.net.taken_down(&format!("at://{answer}"));
    let channel = town.channel.as_str();
    let at = town.now().plus(-Millis::HOUR);
    town.net
        .posted_outside(channel, "outside", "Lagt ut fra telefonen", "", at);
    town.net
        .posted_outside(channel, "reply", "Svart fra telefonen", "at://citizen", at);
    town.net
        .comment_silently("missed", &kept.remote_id, "Kom aldri fram", at);
    town.net.edit_silently("edited", "Rettet kommentar");
    town.net.take_back_silently("taken");
    town
}

async fn each_gap_is_named_and_told_of_once(db: Db) {
    let town = torn(db).await;
    let seen = look(&town).await;
    assert_eq!(kinds(&seen), GapKind::ALL);
    let outside = seen.open.iter().find(|g| g.kind == GapKind::PostOutside).unwrap();
    assert_eq!(outside.url, "https://network.example/outside");
    assert!(outside.at.unwrap() < seen.days[0].asked_at);
    let entries = town.journalled("channel.reconciled").await;
    // The same gaps again: nothing is told twice, on that day or on the next.
    look(&town).await;
    assert_eq!(town.journalled("channel.reconciled").await, entries);
    town.bench.clock.advance(Millis::DAY);
    look(&town).await;
    assert_eq!(town.journalled("channel.reconciled").await, entries + 1);
    let told = town.bench.journal_data("channel.reconciled").await;
    let found: usize = told.iter().map(|d| d["found"].as_array().unwrap().len()).sum();
    assert_eq!(found, GapKind::ALL.len());
    // Others' comments are told of without their names on the network: those go with the comments.
    let text = serde_json::to_string(&told).unwrap();
    assert!(
        !text.contains("missed") && text.contains("at://outside"),
        "{text}"
    );
    town.verify().await;
}

async fn what_is_settled_is_in_the_archive(db: Db) {
    let town = torn(db).await;
    look(&town).await;
    assert_eq!(settled(&town, GapKind::PostOutside).await, Settled::TakenIn);
    assert_eq!(settled(&town, GapKind::AnswerOutside).await, Settled::TakenIn);
    assert_eq!(settled(&town, GapKind::PostChanged).await, Settled::TakenIn);
    assert_eq!(settled(&town, GapKind::PostGone).await, Settled::Noted);
    assert_eq!(settled(&town, GapKind::AnswerGone).await, Settled::Noted);
    assert_eq!(settled(&town, GapKind::CommentMissing).await, Settled::TakenIn);
    // The thread came whole: what else differed in it was taken in with it.
    assert_eq!(settled(&town, GapKind::CommentChanged).await, Settled::Nothing);
    assert_eq!(settled(&town, GapKind::CommentGone).await, Settled::Noted);
    assert_eq!(kinds(&shown(&town).await), []);
    assert_eq!(town.item("missed").await.text, "Kom aldri fram");
    assert_eq!(town.item("edited").await.text, "Rettet kommentar");
    assert_eq!(town.item("taken").await.visibility, Visibility::Gone);
    let told = town.bench.journal_data("channel.post-outside").await;
    assert_eq!(told[0]["text"], "Lagt ut fra telefonen");
    let told = town.bench.journal_data("post.changed-outside").await;
    assert_eq!(told[0]["text"], "Dette står der nå");
    let read = town.read().await;
    let removed = read
        .publications_in(&town.bench.municipality.id, &[PublicationState::Removed])
        .await
        .unwrap();
    assert_eq!(removed.len(), 1);
    drop(read);
    // Nothing comes back, until the post is changed once more.
    assert_eq!(kinds(&look(&town).await), []);
    assert_eq!(shown(&town).await.days[0].gaps, 0);
    let changed = town.net.put("Dette står der nå").remove(0).key;
    town.net.changed_there(&format!("at://{changed}"), "Og nå dette");
    assert_eq!(kinds(&look(&town).await), [GapKind::PostChanged]);
    town.verify().await;
}

async fn what_was_taken_in_is_found_and_can_be_asked_for(db: Db) {
    let town = torn(db).await;
    look(&town).await;
    let archivist = town.actor("archivist");
    let found = async |q: &str| {
        let wanted = Wanted {
            q: q.to_owned(),
            ..Wanted::default()
        };
        let found = flow::archive::find(&town.flow, &archivist, &wanted, None, 25).await;
        found.unwrap().hits
    };
    assert_eq!(found("telefonen").await, []);
    let kinds = [GapKind::PostOutside, GapKind::AnswerOutside, GapKind::PostChanged];
    for kind in kinds {
        assert_eq!(settled(&town, kind).await, Settled::TakenIn);
    }
    let posts = found("lagt ut fra telefonen").await;
    let changed = found("\"dette står der nå\"").await;
    let all = found("slag:utenfra").await;
    assert_eq!((posts.len(), changed.len(), all.len()), (1, 1, kinds.len()));
    let hit = &posts[0];
    assert_eq!((hit.kind, hit.about), (SearchKind::Outside, SearchAbout::Channel));
    assert_eq!(hit.parent, town.channel.as_str());
    assert_eq!(hit.channels, std::slice::from_ref(&town.channel));
    assert_eq!(changed[0].about, SearchAbout::Post);

    // Made anew, the index has it again: out of the records.
    let whose = &town.bench.municipality.id;
    let tx = town.flow.store().begin().await.unwrap();
    tx.clear_search(whose).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found("slag:utenfra").await, []);
    flow::archive::rebuild_search(&town.flow, whose).await.unwrap();
    assert_eq!(found("slag:utenfra").await, all);

    // Whoever asks for what was said in the municipality's name is given it too.
    let asked = NewRequest {
        asker: String::new(),
        contact: "borger@example.no".to_owned(),
        text: "Alt".to_owned(),
    };
    let (locale, from) = (town.bench.municipality.locale(), "192.0.2.1");
    requests::receive(&town.flow, "batsfjord", asked, locale, from)
        .await
        .unwrap();
    let request = requests::list(&town.flow, &archivist, &[], None, 10)
        .await
        .unwrap();
    let request = &request.items[0].id;
    let chosen = [(hit.kind, hit.subject.clone())];
    let new = requests::add(&town.flow, &archivist, request, &chosen).await;
    assert_eq!(new.unwrap(), 1);
    let things = requests::one(&town.flow, &archivist, request)
        .await
        .unwrap()
        .things;
    let said = things[0].content.as_ref().unwrap();
    assert_eq!(said.text, "Lagt ut fra telefonen");
    assert!(said.ours && said.at == hit.at);
    town.verify().await;
}

async fn a_network_that_does_not_answer_is_no_complete_day(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("own", &[Fault::Down]);
    let seen = look(&town).await;
    assert_eq!(seen.days[0].problem, "network-down");
    assert_eq!(town.journalled("channel.reconciled").await, 0);
    // An hour later it is asked again by itself.
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    let seen = shown(&town).await;
    assert_eq!((seen.days.len(), seen.days[0].problem.as_str()), (1, ""));
    // A later failure does not take away what the day came to.
    town.net.meets("own", &[Fault::Down]);
    assert_eq!(look(&town).await.days[0].problem, "");
}

async fn every_morning_brings_a_look(db: Db) {
    let town = Town::new(db).await;
    assert_eq!(shown(&town).await.days.len(), 0);
    for day in 1..=3 {
        town.bench.clock.advance(Millis::DAY);
        town.work().await;
        assert_eq!(shown(&town).await.days.len(), day);
    }
    assert_eq!(town.journalled("channel.reconciled").await, 3);
}

async fn a_practice_channel_knows_what_was_put_up_elsewhere(db: Db) {
    let (bench, channel, board) = crate::practice::school(db).await;
    let channel = bench.channel(&channel).await;
    let out = networks::Outgoing {
        text: "Satt opp av en annen".into(),
        at: bench.clock.source().now(),
        ..networks::Outgoing::default()
    };
    let account = flow::practice::account(&channel);
    bench.clock.advance(Millis::MINUTE);
    board.put_post(&account, "elsewhere", &out).await.unwrap();
    let editor = bench.actor("editor");
    ask_now(&bench.flow, &editor, &channel.id).await.unwrap();
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let seen = overview(&bench.flow, &editor, &channel.id).await.unwrap();
    assert_eq!(kinds(&seen), [GapKind::PostOutside]);
    let done = settle(&bench.flow, &editor, &seen.open[0].id).await.unwrap();
    assert_eq!(done, Settled::TakenIn);
    crate::town::verify(&bench.flow).await;
}

async fn only_those_who_look_after_channels_settle(db: Db) {
    let town = torn(db).await;
    let seen = look(&town).await;
    let gap = &seen.open[0].id;
    for role in ["author", "moderator", "archivist"] {
        let refused = settle(&town.flow, &town.actor(role), gap).await.unwrap_err();
        assert!(matches!(refused, flow::Error::NotAllowed), "{role}: {refused}");
        let refused = ask_now(&town.flow, &town.actor(role), &town.channel).await;
        assert!(matches!(refused.unwrap_err(), flow::Error::NotAllowed));
    }
    let other = town.bench.stranger().await;
    let refused = settle(&town.flow, &other, gap).await.unwrap_err();
    assert!(matches!(refused, flow::Error::NotFound));
    let refused = overview(&town.flow, &other, &town.channel).await.unwrap_err();
    assert!(matches!(refused, flow::Error::NotFound));
}

/// What a citizen had erased still stands on the network: that is no gap, and nothing of it is kept.
async fn what_was_erased_is_no_gap(db: Db) {
    let town = crate::disposal::town(db).await;
    let (_, item) =
        crate::disposal::thread(&town, "sensitive", "Åpent møte", "Jeg heter Kari og er syk").await;
    town.bench.clock.advance(20 * Millis::DAY);
    town.net.edit_silently("sensitive", "Jeg heter Kari og er frisk");
    assert_eq!(kinds(&look(&town).await), [GapKind::CommentChanged]);
    let archivist = town.actor("archivist");
    let handle = town
        .read()
        .await
        .item(&town.bench.municipality.id, &item)
        .await
        .unwrap()
        .author_handle;
    let request = person::enter(&town.flow, &archivist, &format!("@{handle}"))
        .await
        .unwrap();
    let answer = person::Answer {
        version: 1,
        count: 1,
        ruling: crate::disposal::ruling(),
        reason: "Etter ønske".into(),
    };
    person::grant(&town.flow, &archivist, &request, answer)
        .await
        .unwrap();
    town.work().await;
    assert_eq!(kinds(&shown(&town).await), []);
    assert_eq!(kinds(&look(&town).await), []);
}
